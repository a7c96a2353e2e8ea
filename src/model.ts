/**
 * The nouns every folder speaks. Types only; imports nothing.
 *
 * A file becomes {@link ModuleFacts}; the linker follows its {@link Value}s to {@link Meaning}s and replays the setup
 * code into {@link Route}s; rules read a {@link Project}.
 *
 * @module
 */

// ---------------------------------------------------------------------------------------------------------------------
// Facts: what one file says
// ---------------------------------------------------------------------------------------------------------------------

/**
 * Index of a place in its module: `spans[3 * at]` is the start offset, `spans[3 * at + 1]` the end offset (UTF-16 code
 * units, as ESLint's are), `spans[3 * at + 2]` the line, counted from one. Places live apart from the facts so that facts
 * can be compared without them.
 */
export type At = number

/**
 * What an expression evaluates to, as far as its own file can tell. Plain JSON. Within one module two equal values are
 * the same object, so that they can be compared and memoised by identity.
 *
 * Transparent, hence absent: parentheses, `await`, `as`, `satisfies`, `!`, type assertions, optional chaining, the
 * sequence operator (its last expression counts), an assignment expression (its right side counts).
 */
export type Value =
  /** A string, number, boolean, `null`; `undefined` is the global of that name. A bigint is its text. */
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  /** `/^a+$/i` */
  | { readonly kind: "pattern"; readonly source: string; readonly flags: string }
  /** A template literal, or a chain of `+` with at least one string in it; literal parts are strings' literals. */
  | { readonly kind: "template"; readonly parts: readonly Value[] }
  /**
   * A binding imported from `from` as written. `name` is the exported name, `default`, or `*` for the namespace;
   * `require("x")`, `import("x")` and `import x = require("x")` are `*`.
   */
  | { readonly kind: "import"; readonly from: string; readonly name: string }
  /** A name that this module does not bind: `process`, `Promise`, `undefined`, `__dirname`; also `import.meta`. */
  | { readonly kind: "global"; readonly name: string }
  /** A variable, function declaration, class declaration or enum of this module: an index into `locals`. */
  | { readonly kind: "local"; readonly id: number }
  /** The parameter at `index` of function `of`. A rest parameter is the array of what is left. */
  | { readonly kind: "parameter"; readonly of: number; readonly index: number }
  /** `this` in the nearest function that is no arrow function; `of` is that function, or -1 at module level. */
  | { readonly kind: "self"; readonly of: number }
  /** `object.name`, `object["name"]`, `object[0]` (name `0`), and what a pattern takes out of `object`. */
  | { readonly kind: "member"; readonly object: Value; readonly name: string }
  /** `object[index]` with an index that is not literal text. */
  | { readonly kind: "element"; readonly object: Value; readonly index: Value }
  /** What call `id` returned, or what it constructed: an index into `calls`. */
  | { readonly kind: "call"; readonly id: number }
  /** An index into `functions`. */
  | { readonly kind: "function"; readonly id: number }
  /** An index into `classes`. */
  | { readonly kind: "class"; readonly id: number }
  /**
   * An object literal, its entries in order. A method or accessor is its function. A spread entry has no `name`; a
   * computed key has a `key` and no `name`.
   */
  | { readonly kind: "object"; readonly entries: readonly ObjectEntry[]; readonly at: At }
  /** An array literal; an item may be a `spread`. A hole is the global `undefined`. */
  | { readonly kind: "array"; readonly items: readonly Value[] }
  /** `...value` among arguments or array items. */
  | { readonly kind: "spread"; readonly value: Value }
  /** `test ? a : b`. */
  | { readonly kind: "choice"; readonly test: Value; readonly of: readonly Value[] }
  /**
   * Any other operator over its operands: `||`, `&&`, `??`, `!`, `===`, `==`, `<`, `in`, `instanceof`, `typeof`, `-`
   * (two operands or one) ... A parameter or pattern default is `??` over the value and the default.
   */
  | { readonly kind: "operation"; readonly operator: string; readonly operands: readonly Value[] }
  /** One element of what a `for ... of` loop walks: the loop variable of region `loop`. */
  | { readonly kind: "each"; readonly loop: number; readonly of: Value }
  /** The error that the `catch` region `of` caught. */
  | { readonly kind: "caught"; readonly of: number }
  /** An interface, type alias or enum of this module used as a value or type name: an index into `types`. */
  | { readonly kind: "type"; readonly id: number }
  | { readonly kind: "unknown" }

/** One entry of an object literal. Exactly one of `name` and `key` is there, or neither for a spread. */
export interface ObjectEntry {
  readonly name?: string
  /** The computed key: `[Segments.BODY]: schema`. */
  readonly key?: Value
  readonly value: Value
  readonly at: At
}

/** A type as written. Nothing is inferred. */
export type TypeFact =
  /** `Response<UserDto>`; `name` is an import, type, class (as `local`), global or member value. */
  | { readonly kind: "reference"; readonly name: Value; readonly arguments: readonly TypeFact[] }
  /** `string`, `any`, `unknown`, `void`, `object`, `never`, `undefined`, `null`, ... */
  | { readonly kind: "keyword"; readonly name: string }
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  | { readonly kind: "array"; readonly of: TypeFact }
  /** A type literal, or the body of an interface. */
  | { readonly kind: "object"; readonly members: readonly TypeMember[] }
  | { readonly kind: "union" | "intersection" | "tuple"; readonly of: readonly TypeFact[] }
  /** `typeof value` */
  | { readonly kind: "typeof"; readonly value: Value }
  /** A function type, a mapped or conditional type, a template: not looked into. */
  | { readonly kind: "other" }

/** A property of a type literal or interface. */
export interface TypeMember {
  readonly name: string
  readonly type: TypeFact | undefined
  readonly isOptional: boolean
}

/** Everything one file says: the only thing read from a syntax tree, and the only thing cached. Plain JSON. */
export interface ModuleFacts {
  /** In source order; a later entry of the same name wins. */
  readonly exports: readonly ExportFact[]
  /** Every specifier the module imports, re-exports or requires with a literal, in order, each once. */
  readonly imports: readonly string[]
  readonly locals: readonly LocalFact[]
  readonly functions: readonly FunctionFact[]
  readonly classes: readonly ClassFact[]
  readonly types: readonly TypeDeclaration[]
  /** In evaluation order: the arguments of a call, and the call that a chain starts with, come before the call. */
  readonly calls: readonly CallFact[]
  readonly assignments: readonly AssignmentFact[]
  readonly reads: readonly ReadFact[]
  readonly throws: readonly ThrowFact[]
  /** Region 0 is the module itself. A parent comes before its children. */
  readonly regions: readonly RegionFact[]
  readonly strings: readonly StringFact[]
  readonly comments: readonly CommentFact[]
  readonly directives: readonly DirectiveFact[]
}

/** The facts of one file, and where each was found. */
export interface Module {
  /** Absolute path, `/`-separated. */
  readonly file: string
  readonly facts: ModuleFacts
  /** Triples of start, end and line: see {@link At}. */
  readonly spans: readonly number[]
}

/**
 * `export const name`, `export { x as name }`, `export default`, `exports.name = x`, `module.exports.name = x`.
 * `export * from` has the name `*` and a namespace import as value. `module.exports = x` and `export = x` have the
 * name `=`. `export * as ns from "x"` has the name `ns` and a namespace import as value.
 */
export interface ExportFact {
  readonly name: string
  readonly value: Value
  readonly at: At
}

/** A binding of the module, at whatever depth. */
export interface LocalFact {
  readonly name: string
  /** What it is initialised with, then everything assigned to it; empty when it is only declared. */
  readonly values: readonly Value[]
  readonly type?: TypeFact
  /** `const`, a function or a class declaration: `values` has one entry for ever. */
  readonly isConstant: boolean
  /** The region it belongs to: of `var` and function declarations that of the function's body, else the innermost one. */
  readonly region: number
  readonly at: At
}

/** A function, arrow function, method, accessor or constructor. */
export interface FunctionFact {
  /** The name it is declared with, or that of the variable, property or member it is the value of. */
  readonly name?: string
  /** The function that contains it; -1 for none. */
  readonly parent: number
  readonly isAsync: boolean
  readonly isGenerator: boolean
  readonly isArrow: boolean
  readonly parameters: readonly ParameterFact[]
  /** ECMA-262 `length`: parameters before the first default or rest. */
  readonly arity: number
  readonly returns: readonly ReturnFact[]
  readonly returnType?: TypeFact
  /** The written type of the variable, property or parameter that the function is given to: `const f: Handler = ...` */
  readonly type?: TypeFact
  /** The class it is a member of: an index into `classes`. */
  readonly class?: number
  /** The region of its body. */
  readonly region: number
  /** It does nothing, and a comment in it says why. */
  readonly isExplained?: true
  /** `this` or `super` stands in its body, or in an arrow function inside it. */
  readonly usesThis?: true
  readonly at: At
}

/** A parameter as written; a pattern has no name, its variables are locals over `{ kind: "parameter" }`. */
export interface ParameterFact {
  readonly name?: string
  readonly type?: TypeFact
  readonly isRest: boolean
  /** The default value, when there is one. */
  readonly default?: Value
  /** Its decorators: indexes into `calls`, or plain values for decorators without a call. */
  readonly decorators: readonly Value[]
  readonly at: At
}

/** `return value`, or the body of an arrow function without braces. A bare `return` has no value. */
export interface ReturnFact {
  readonly value?: Value
  readonly region: number
  readonly at: At
}

/** A class and its members, the constructor included. */
export interface ClassFact {
  readonly name?: string
  readonly extends?: Value
  readonly implements: readonly Value[]
  readonly decorators: readonly Value[]
  readonly members: readonly MemberFact[]
  readonly at: At
}

/**
 * A member of a class. A property's value is its initial value (absent when it has none); a method's, accessor's or
 * constructor's is its function. A parameter property is an {@link AssignmentFact} to `this.name` in the constructor's
 * region, and a member of kind `property` with the parameter's type and no value.
 */
export interface MemberFact {
  readonly name: string
  readonly kind: "method" | "property" | "getter" | "setter" | "constructor"
  readonly isStatic: boolean
  readonly value?: Value
  readonly type?: TypeFact
  readonly decorators: readonly Value[]
  readonly at: At
}

/** An interface (its members as an `object`), type alias or enum (an `object` of literals) of the module. */
export interface TypeDeclaration {
  readonly name: string
  readonly type: TypeFact
  readonly extends: readonly TypeFact[]
  readonly at: At
}

/** A call, a `new` expression, or a tagged template (its tag is the callee, its expressions are the arguments). */
export interface CallFact {
  readonly callee: Value
  readonly arguments: readonly Value[]
  readonly typeArguments: readonly TypeFact[]
  readonly isNew: boolean
  /** `await call()`, also through parentheses. */
  readonly isAwaited: boolean
  /**
   * What becomes of the result: `discarded` (an expression statement, also under `void`), `returned`, or `used`.
   * An awaited call's is that of the `await` expression.
   */
  readonly result: "discarded" | "returned" | "used"
  /** Discarded by `void`: its author says that nobody waits for it. */
  readonly isVoid: boolean
  readonly region: number
  readonly at: At
  /** Where the called name is written: the property of a member callee, else the callee. */
  readonly calleeAt: At
}

/**
 * `target = value` where the target is a member or element; `this.x`, `exports.x`, `obj.x`. Compound operators too;
 * `delete obj.x` is an assignment of `undefined`.
 */
export interface AssignmentFact {
  readonly target: Value
  readonly value: Value
  readonly region: number
  readonly at: At
}

/**
 * A place where a member chain is read: the longest one (`request.body.user.email` once, and not its prefixes). A
 * method's name is no part of it: `request.body.name.trim()` reads `request.body.name`. A pattern reads each member it
 * takes out. Also every plain identifier that is an argument, a spread, a return value, an operand, the right side of
 * an assignment, an initial value or an entry's value, when it is a parameter, a local or `this`.
 */
export interface ReadFact {
  readonly value: Value
  readonly use: ReadUse
  /** `request.body as User`, `<User>request.body`: the type it was cast to, `any` and `unknown` included. */
  readonly cast?: TypeFact
  readonly region: number
  readonly at: At
}

/** What a read is for. `test`: (part of) the condition of an `if`, loop, `?:`, or the left side of `&&`. */
export type ReadUse =
  | { readonly kind: "argument"; readonly call: number; readonly index: number }
  | { readonly kind: "receiver"; readonly call: number }
  | { readonly kind: "test" | "spread" | "returned" | "operand" | "initial" | "assigned" | "entry" | "pattern" | "other" }

/** `throw value`. */
export interface ThrowFact {
  readonly value: Value
  readonly region: number
  readonly at: At
}

/**
 * A stretch of code that runs, or not, as a whole. `then` and `else` are the arms of an `if`, of `?:`, of `&&` (a `then`
 * over its right side) and of `||` and `??` (an `else` over the right side), and the clauses of a `switch` (a `then`,
 * with the test `discriminant === case`; a default clause is an `else` with the discriminant as test).
 */
export interface RegionFact {
  readonly kind: "module" | "function" | "then" | "else" | "loop" | "try" | "catch" | "finally" | "class"
  /** The enclosing region; -1 for the module. */
  readonly parent: number
  /** The function whose body it is part of; -1 for the module. */
  readonly function: number
  /**
   * The condition that chose it: of `then`, `else`, and of `while`, `do`, `for` loops; of `for ... in`, the operation
   * `in` over something unknown and the object whose keys it walks.
   */
  readonly test?: Value
  /** What a `for ... of` loop walks. */
  readonly iterates?: Value
  /** For `try`: its catch region, when it has one. For `catch`: its try region. */
  readonly paired?: number
  /** Its last statement leaves: `return`, `throw`, `continue`, `break`, or an `if`/`else` of which both leave. */
  readonly leaves: boolean
  /** Of a `catch`: it has no statement. */
  readonly isEmpty?: true
  /** Of an empty `catch`: a comment stands in it, which says why. */
  readonly isExplained?: true
  readonly at: At
}

/**
 * A string in the source that could be data: not a specifier, directive, property key, type, JSX text or attribute. A
 * template literal's text has `${}` where an expression stands. Shorter than four characters is left out.
 */
export interface StringFact {
  readonly text: string
  /** The name it is given to: a variable, property key, parameter (as default), or the last name of an assigned member. */
  readonly name?: string
  /** The call it is an argument of, and where in it: `[1, "secret"]` is `.secret` of the second argument. */
  readonly argument?: { readonly call: number; readonly path: readonly (number | string)[] }
  /** The left side, when it is the right side of `||` or `??` (`process.env.SECRET || "text"`), or of a default. */
  readonly fallback?: Value
  /** It is compared (`===`, `==`, `!==`, `!=`, `case`), or is an operand of `in`, `+` or another operator. */
  readonly isCompared: boolean
  readonly region: number
  readonly at: At
}

/**
 * A comment that carries meaning: its text has `@openapi`, `@swagger`, `#swagger`, `@public`, `@api`, `@route`, `@access` or
 * `@auth`, or says that what it stands beside is *not a secret*, or *safe to commit*.
 */
export interface CommentFact {
  /** Without the delimiters. */
  readonly text: string
  /** It says that what it stands beside is no secret. */
  readonly deniesSecret?: true
  readonly at: At
}

/** A directive in the prologue of the module or of a function: `use server` (ECMA-262, Directive Prologues). */
export interface DirectiveFact {
  readonly text: string
  /** The function that begins with it; -1 for the module. */
  readonly function: number
}

/** A model of a Prisma schema file: https://www.prisma.io/docs/orm/prisma-schema/data-model/models */
export interface SchemaModel {
  readonly name: string
  readonly at: Location
  readonly fields: readonly SchemaField[]
}

/** `email String? @unique`: the type without `?` and `[]`. */
export interface SchemaField {
  readonly name: string
  readonly type: string
  readonly at: Location
}

// ---------------------------------------------------------------------------------------------------------------------
// Meanings: what a value stands for, across files
// ---------------------------------------------------------------------------------------------------------------------

/** Where something is written, in full. */
export interface Location {
  /** Absolute path, `/`-separated. */
  readonly file: string
  readonly start: number
  readonly end: number
  /** Counted from one. */
  readonly line: number
}

/**
 * One activation of a function: what its parameters and `this` stand for while it runs. Interned, so that equal
 * activations are one object; module level is an activation too, of no function.
 */
export interface Activation {
  readonly module: Module
  /** The function that runs; -1 for the module itself. */
  readonly of: number
  readonly arguments: readonly Meaning[]
  readonly self: Meaning | undefined
  /** The activation that the function closes over; undefined for the module itself. */
  readonly parent: Activation | undefined
  /** For a turn of an unrolled loop: the loop's region, and the element it stands at. */
  readonly turn: { readonly loop: number; readonly item: Meaning } | undefined
  /** The call that entered it, for functions that make routers: each of their calls makes another one. */
  readonly origin: CallSite | undefined
  readonly depth: number
  /** What has been followed in this activation, by identity; calls and functions by `kind id`. */
  readonly followed: Map<Value | string, Meaning>
}

/** What a value stands for, once followed through files, parameters, calls and constructors. Compared by identity. */
export type Meaning =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "pattern"; readonly source: string; readonly flags: string }
  /** Text of which some parts are not known. */
  | { readonly kind: "text"; readonly parts: readonly (string | Meaning)[] }
  /** Something from outside the project, by its canonical name: `express`, `express.Router`, `process.env.PORT`. */
  | { readonly kind: "external"; readonly name: string }
  /** A parameter whose part in the request is known: `request`, `response`, `context`, `next`, `error`. */
  | { readonly kind: "role"; readonly name: string; readonly spelling: Spelling }
  | { readonly kind: "member"; readonly object: Meaning; readonly name: string }
  /** What a call returned or constructed that could not, or need not, be followed. Its site is its identity. */
  | { readonly kind: "result"; readonly site: CallSite }
  | {
      readonly kind: "function"
      readonly activation: Activation
      readonly id: number
      readonly self: Meaning | undefined
      /** What the framework calls it with, where that is not decided by its parameters. */
      readonly given?: readonly Meaning[]
    }
  | { readonly kind: "class"; readonly activation: Activation; readonly id: number }
  /** What `new` made of a project class or constructor function; without a site it was injected by its written type. */
  | { readonly kind: "instance"; readonly site: CallSite | undefined; readonly of: Meaning }
  | { readonly kind: "object"; readonly activation: Activation; readonly value: Value & { kind: "object" } }
  | { readonly kind: "array"; readonly items: readonly Meaning[]; readonly isComplete: boolean }
  /** The exports of a project module. */
  | { readonly kind: "namespace"; readonly module: Module }
  | { readonly kind: "choice"; readonly of: readonly Meaning[]; readonly test: Meaning | undefined }
  | { readonly kind: "operation"; readonly operator: string; readonly operands: readonly Meaning[] }
  /** An element of a collection whose elements are not known. */
  | { readonly kind: "each"; readonly of: Meaning }
  | { readonly kind: "caught" }
  /** The child that a mounting call made of router `of`: a plugin's own encapsulated instance. */
  | { readonly kind: "scope"; readonly of: Meaning; readonly site: CallSite | undefined; readonly key: string }
  /** A parameter that nobody has bound, with its written type. */
  | { readonly kind: "free"; readonly activation: Activation; readonly index: number; readonly type: TypeFact | undefined }
  | { readonly kind: "unknown" }

/**
 * How a framework writes what every framework has: its name for a thing -> the canonical name. `request.query()` stands
 * for a call, which with a literal argument means the member of that name; `request.valid("json")` for one argument.
 */
export type Spelling = Readonly<Record<string, string>>

/** A call in one activation: the identity of what it returned. */
export interface CallSite {
  readonly module: Module
  readonly call: number
  readonly activation: Activation
}

// ---------------------------------------------------------------------------------------------------------------------
// Routes: what rules read
// ---------------------------------------------------------------------------------------------------------------------

/** An HTTP method in the OpenAPI sense; `*` answers every method. */
export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS" | "TRACE" | "QUERY" | "*"

/** The parts of a request that validation speaks of. */
export type Part = "body" | "query" | "params"

/** An analysis that cannot see everything has three answers, and rules report on `no` alone. */
export type Answer = "yes" | "no" | "unknown"

/** Code that sees a request: a middleware, hook, guard, or the handler that answers. */
export interface Handler {
  /** Where it was registered. */
  readonly at: Location
  /** Where its function is written, when it is the project's own. */
  readonly code: Location | undefined
  /** What to call it in a message: a canonical name (`passport.authenticate()`) or the name as written. */
  readonly name: string
}

/**
 * A value as rules may read it: a projection of what is known, without the way in which it was found. What lies inside
 * is worked out when it is asked for.
 */
export type Given =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "pattern"; readonly source: string; readonly flags: string }
  /** Text of which some parts are not literal. */
  | { readonly kind: "text"; readonly parts: readonly Given[] }
  /** `isComplete`: it has no entries but these. `spreads`: what is spread into it and is no object that is known. */
  | { readonly kind: "object"; readonly entries: ReadonlyMap<string, GivenEntry>; readonly isComplete: boolean; readonly spreads: readonly Given[] }
  | { readonly kind: "array"; readonly items: readonly Given[]; readonly isComplete: boolean }
  /** A function of the project, by what it can give: see {@link GivenOutcome}. */
  | { readonly kind: "function"; readonly outcomes: readonly GivenOutcome[] }
  /** A parameter of the function whose outcome this is. */
  | { readonly kind: "parameter"; readonly index: number }
  /** What a call of something from outside returned or constructed; `name` is the canonical name of what was called. */
  | { readonly kind: "result"; readonly name: string; readonly receiver: Given | undefined; readonly arguments: readonly Given[] }
  /**
   * Anything else by its canonical name: `process.env.ORIGIN`, `undefined`; also what is cut out of the request by its own
   * methods, `request.headers.cookie.split().0`.
   */
  | { readonly kind: "named"; readonly name: string }
  /** One of several; `isFallback`: the first, or the next where that is missing (`||`, `??`). */
  | { readonly kind: "either"; readonly of: readonly Given[]; readonly isFallback: boolean }
  | { readonly kind: "unknown" }

/** An entry of an object, and where it is written. */
export interface GivenEntry {
  readonly at: Location
  readonly value: Given
}

/**
 * What a function can give: the value that it returns, or the values that it hands to a callback among its parameters
 * (`callback(null, true)` are two).
 */
export interface GivenOutcome {
  readonly values: readonly Given[]
  /** It gives this only under a condition. */
  readonly isConditional: boolean
}

/** A call anywhere in the project. */
export interface ProjectCall {
  /** The called name; of a plugin without options of its own, where it is exported. */
  readonly at: Location
  /** The whole call expression. */
  readonly whole: Location
  /**
   * Canonical name of the callee. A package's function that is registered with its options, as plugins are, is as good
   * as called with them: `app.register(cors, options)` is a call of `@fastify/cors` with `options`.
   */
  readonly name: string | undefined
  /** The name of the called method, where it is one. */
  readonly method: string | undefined
  /** It is made only for some origins, or in some environments. */
  readonly isChosen: boolean
  /** The arguments, spreads of known arrays flattened. */
  readonly arguments: readonly Given[]
}

/** Why a call runs more often than once while one request is handled. */
export interface Repetition {
  /** `collection`: once per element of something whose size is not known. `list`: per item of a list in the source. */
  readonly kind: "collection" | "list"
  /** The loop, or the name of the method that iterates. */
  readonly loop: Location
  /** The call in the loop's body that is, or leads to, the repeated one: from its first character to the called name. */
  readonly at: Location
  /** How many functions are entered from the loop's body to the repeated call; 0 for one that stands in it. */
  readonly distance: number
}

/** A comparison (`===`, `==`, `!==`, `!=`) that runs while a request is handled. */
export interface ReachedComparison {
  readonly at: Location
  readonly operands: readonly Given[]
}

/** One field of a stored record, as its model declares it. */
export interface StoredField {
  readonly name: string
  readonly at: Location
  /** *no* where the declared type is no text: a flag, a number, a date, another record. */
  readonly isText: Answer
  /**
   * Whether the model itself keeps it out of what is read or sent: `select: false`, `@Exclude()`, `hidden: true`. *unknown*
   * where something is done to the model that may.
   */
  readonly isHidden: Answer
}

/** A kind of record that a database keeps, by its model: a Prisma model, an entity class, a schema, a table. */
export interface StoredRecord {
  readonly name: string
  /** The client whose model it is, as people say it. */
  readonly client: string
  readonly at: Location
  readonly fields: readonly StoredField[]
}

/** A stored record in what is sent, with all the fields that the code has not left out. */
export interface SentRecord {
  readonly record: StoredRecord
  /** The query that reads it: the called name. */
  readonly at: Location
  /** What it still has of what its model names, hidden fields not among it. */
  readonly fields: readonly StoredField[]
}

/** A call reached while a request is handled, through every function that could be followed. */
export interface ReachedCall {
  /** The called name. */
  readonly at: Location
  /** The whole call expression. */
  readonly whole: Location
  /** Canonical name of the callee: `fs.readFileSync`; undefined when nothing is known of it. */
  readonly name: string | undefined
  /** It is made only for some origins, or in some environments. */
  readonly isChosen: boolean
  /** It is made on a developer's machine alone: `if (!isProduction) ...`. */
  readonly isForDevelopment: boolean
  readonly isAwaited: boolean
  /** Inside an async function, where an `await` could be put. */
  readonly isInAsync: boolean
  /**
   * The loops and iteration methods that run it once per element, the nearest one on each way to it. Retries, pages and
   * loops over chunks are none, nor is the list of statements that is sent as one batch.
   */
  readonly repetitions: readonly Repetition[]
  /** Runs once: what it gives is kept in something that outlives the request. */
  readonly isCached: boolean
  /** What it does to the records of a database; `saves`: adds or changes, nobody can tell which. */
  readonly write: "adds" | "changes" | "removes" | "saves" | undefined
  /** It is part of what the answering handler does, not of something that a request meets before. */
  readonly isOwn: boolean
  /**
   * It runs because of what is, or is not, stored, whatever the client asks for: `if (!settings) create()`,
   * `settings ?? create()`, `if (offer.ends < now) close()`.
   */
  readonly isUpkeep: boolean
  /** What becomes of its result, as {@link CallFact} has it. */
  readonly result: CallFact["result"]
  /** The arguments, spreads of known arrays flattened. */
  readonly arguments: readonly Given[]
  /** How many arguments it has. */
  readonly argumentCount: number
  /** The model that it asks for or writes, where it is a query and its model is known. */
  readonly record: StoredRecord | undefined
  /** What the receiver at the start of the chain was made with: canonical name of its first argument. */
  readonly madeWith: string | undefined
  /** The functions from the handler to the call, by name, outermost first. */
  readonly via: readonly string[]
}

/** What an answer tells of an error: the error itself, its stack, or its message. */
export interface Exposure {
  readonly what: "error" | "stack" | "message"
  /** The entry of the body that tells it, where there is one. */
  readonly at: Location | undefined
}

/** What an error that is thrown for the client tells of another. */
export interface ThrownExposure extends Exposure {
  /** The status that it carries; undefined where that is not known. */
  readonly status: number | undefined
}

/** What a member of a body holds, as far as that is known. */
export type BodyMember = "text" | "scalar" | "object" | "list" | "unknown"

/** The form of a body. `isComplete`: it has no members but these. */
export type BodyShape =
  | { readonly kind: "text" }
  | { readonly kind: "object"; readonly members: ReadonlyMap<string, BodyMember>; readonly isComplete: boolean }

/** Something that is sent to the client while a request is handled. */
export interface ReachedAnswer {
  /** The called or assigned name; the whole statement for what a handler returns. */
  readonly at: Location
  /** The whole call, assignment or statement. */
  readonly whole: Location
  /** Canonical name of what sends it: `response.json`, `context.body=`; `return` for what a handler returns. */
  readonly name: string
  /** Undefined where none is set, or where it is not known. */
  readonly status: number | undefined
  /** Whether some status is set, or may be set, known or not. */
  readonly hasStatus: boolean
  /** A status that the same stretch of code sets before, and that this answer's own takes the place of. */
  readonly replaces: number | undefined
  /** What is sent; undefined for nothing. Names begin with `caught` for an error that was caught. */
  readonly body: Given | undefined
  /** The forms that the body may have; none for what is not known. */
  readonly shapes: readonly BodyShape[]
  /** The body says that the request failed: `{ error: "..." }`, `{ success: false }`. */
  readonly saysFailure: boolean
  /** A page, a file, a stream, or a way to somewhere else. */
  readonly isBodiless: boolean
  /** The handler that answers sends it, or what that calls; not something before it in the chain. */
  readonly isByHandler: boolean
  /** It is sent because something failed: in a `catch` clause, or in the callback of `.catch()`. */
  readonly isAfterFailure: boolean
  /**
   * It is sent because the request is not as it should be: under the verdict of a validator, or under a test of nothing
   * but the request's body, query or parameters.
   */
  readonly isForInput: boolean
  /** What it tells of an error whose origin the code has not looked at. */
  readonly exposes: readonly Exposure[]
  /** The stored records in it that are sent as they were read. */
  readonly records: readonly SentRecord[]
  /** The functions from the handler to it, by name, outermost first. */
  readonly via: readonly string[]
}

/** A `catch` clause, or the function given to a promise's `catch()`, that may run while a request is handled. */
export interface ReachedCatch {
  /** The clause, or the name `catch` of the promise's method. */
  readonly at: Location
  readonly form: "clause" | "promise"
  /** The error is named anywhere in it. */
  readonly isUsed: boolean
  /** It is empty but for a comment: somebody has thought of it. */
  readonly isExplained: boolean
  /** It fails again, or hands an error on: `throw`, `next(error)`, `reject()`, a callback. */
  readonly rethrows: boolean
  /** It answers the request, returns an error's answer, or ends the connection or the process. */
  readonly answers: boolean
  /** The status it answers with, where that is known. */
  readonly status: number | undefined
  /** What it logs with, by canonical name, or as written where that is unknown; undefined when nothing in it logs. */
  readonly logger: string | undefined
  /** It hands the error to code that cannot be followed. */
  readonly isUnfollowed: boolean
  /** What it guards: a check of a value's form, the release of something, or work that a request is about. */
  readonly guarded: "probe" | "cleanup" | "work"
  /** What comes of a request when it runs and does not answer: nothing at all, the rest as if nothing had failed, or a stand-in. */
  readonly outcome: "hangs" | "continues" | "falls back"
  /** The functions from the handler to it, by name, outermost first. */
  readonly via: readonly string[]
}

/** A promise that a request starts, and that nothing waits for: neither awaited, returned, caught nor handed on. */
export interface StartedPromise {
  /** The called name, or the function. */
  readonly at: Location
  /** What to call it in a message. */
  readonly name: string
  /**
   * `handler`: the promise of a handler, in a framework that does not look at it. `call`: of a call whose result is
   * discarded. `callback`: of an async function given to something that ignores what it returns. `timer`: work that a
   * timer starts.
   */
  readonly form: "handler" | "call" | "callback" | "timer"
  /** Whether it can fail without anything that catches: *no* when the function called catches its own failures. */
  readonly isUncaught: boolean
  /** Its author says that nobody waits for it: `void save()`. */
  readonly isVoid: boolean
  /** What it is given to, of a `callback` or `timer`: `forEach`. */
  readonly givenTo: string | undefined
  readonly via: readonly string[]
}

/** A value of a request, or a credential, that is written to a log while a request is handled. */
export interface LoggedValue {
  readonly at: Location
  /** What logs, by canonical name, or as written. */
  readonly logger: string
  /** The value's canonical name, or as written: `request.body`, `password`. */
  readonly name: string
  /** The request whole, one of its parts whole, or a credential by its name. */
  readonly what: "request" | "body" | "headers" | "cookies" | "credential"
  /** It is a detail that a log in production leaves out: `debug`, `trace`, or under a test of the environment. */
  readonly isDetail: boolean
}

/** What can go wrong in code that runs for a request, and what is told of it. */
export interface Failures {
  readonly catches: readonly ReachedCatch[]
  readonly promises: readonly StartedPromise[]
  readonly logged: readonly LoggedValue[]
  /** What errors that are thrown for the client tell of others. */
  readonly thrown: readonly ThrownExposure[]
}

/** A function that a framework calls when a handler fails. */
export interface ErrorHandler {
  readonly framework: string
  readonly handler: Handler
  /**
   * `late`: routes before it are covered. `early`: every route is registered after it, so that it is never called.
   * `misshapen`: it is written as one, and its number of parameters makes it another kind of middleware.
   */
  readonly place: "late" | "early" | "misshapen"
  readonly status: number | undefined
  /** It answers the request. */
  readonly isAnswering: boolean
  /** It logs, or hands the error to something that may. */
  readonly logs: boolean
  readonly failures: Failures
  /** Everything that it sends. */
  answers(): Iterable<ReachedAnswer>
  /** Every call that runs when it is called. */
  calls(): Iterable<ReachedCall>
}

/** An answer that could flow to the client piece by piece, and whether it does. */
export type ReachedStream = EventStream | PipedStream | CollectedStream

/** Server-sent events: an answer of the type `text/event-stream`. */
export interface EventStream {
  readonly kind: "events"
  /** Where the type is set. */
  readonly at: Location
  /** The answer that sends everything at once, where nothing is sent piece by piece. */
  readonly sentWhole: Location | undefined
  /** Whether the headers leave at once: *no* where they wait for what a timer or listener writes some time later. */
  readonly sendsHeaders: Answer
  /** Middleware that compresses these events, and keeps them until there are enough of them. */
  readonly heldBack: Evidence | undefined
  /** The functions from the handler to it, by name, outermost first. */
  readonly via: readonly string[]
}

/** A stream that is piped into the response, or that is written by something that has no end of its own. */
export interface PipedStream {
  readonly kind: "pipe" | "endless"
  /** The name `pipe`; the timer, loop or listener that writes. */
  readonly at: Location
  /** What is piped, or what writes, by canonical name, or as written. */
  readonly name: string
  /** Something looks at its failures; or at whether the client is still there. */
  readonly isWatched: boolean
  /** A failure that nothing looks at ends the process, as far as that is known of this stream. */
  readonly isFatal: boolean
  readonly via: readonly string[]
}

/** A stream that is kept whole before it is sent. */
export interface CollectedStream {
  readonly kind: "collected"
  /** What sends it. */
  readonly at: Location
  /** The stream by canonical name, or as written. */
  readonly name: string
  /** Where it is collected. */
  readonly from: Location
  readonly via: readonly string[]
}

/** What is known of the caller's identity when a route answers (`accuracy/LABELS.md` of the design gives the words). */
export interface AuthEvidence {
  readonly answer: "required" | "optional" | "none" | "unknown"
  /** What decides it: the guards that refuse, or the places that could not be followed. */
  readonly by: readonly Evidence[]
}

/** A place that proves something, with the words for it. */
export interface Evidence {
  readonly at: Location
  readonly name: string
}

/** How one part of the request is treated on a route. */
export interface InputEvidence {
  readonly answer: "validated" | "manual" | "unvalidated" | "unused" | "unknown"
  /** The first use that no check precedes, for `unvalidated` and `manual`. */
  readonly use: InputUse | undefined
  /** The schemas and checks that were met. */
  readonly by: readonly Evidence[]
  /**
   * Whether names that nobody expects are left out or refused. *no* where no schema is met, nothing is taken out of it, and
   * all that sees the request could be followed.
   */
  readonly isNarrowed: Answer
}

/** A use of request data. */
export interface InputUse {
  readonly at: Location
  /** `request.body.email`, or `request.body` when it is used whole. */
  readonly name: string
  /** The type it is cast to, as written, when it is. */
  readonly cast: string | undefined
}

/**
 * What a schema lets in, as far as its source can be followed. Interned: two uses of one schema are one object, and a
 * schema that is made of another one (`create.partial()`) is another one.
 */
export interface SchemaShape {
  /** Where it is written: the name of the call that makes it, the object literal, the name of the class. */
  readonly at: Location
  /** The variable or class that holds it. */
  readonly name: string | undefined
  /**
   * `any`: everything passes. `record`: an object whose keys are not named. `other`: a boolean, a date, a set of values, a
   * union ... `unknown`: it cannot be followed.
   */
  readonly kind: "object" | "array" | "record" | "string" | "number" | "any" | "other" | "unknown"
  /** Of an `object`, in the order in which they are written. */
  readonly properties: readonly SchemaProperty[]
  /** Whether all of the properties are known. */
  readonly isComplete: boolean
  /**
   * What becomes of keys that it does not name. `refused`: dropped or refused; `allowed`: it says that they pass; `unsaid`:
   * it says nothing, and by the library's default they pass; `unknown` also where a setting far from it decides.
   */
  readonly others: "refused" | "allowed" | "unsaid" | "unknown"
  /** Whether there is a greatest length, size or value; a string of a form (`uuid`), or out of a set, is bounded. */
  readonly isBounded: Answer
  /** Of an `array` the schema of its elements, of a `record` that of its values. */
  readonly items: SchemaShape | undefined
  /** Of a union, the schemas of which one has to hold. */
  readonly branches: readonly SchemaShape[]
  readonly isOptional: boolean
  readonly hasExample: boolean
  readonly hasDescription: boolean
}

/** A property of an object schema. */
export interface SchemaProperty {
  readonly name: string
  readonly at: Location
  readonly schema: SchemaShape
  readonly isOptional: boolean
}

/** A schema that is declared for a part of a route's requests, or for what it answers. */
export interface RouteSchema {
  readonly part: Part | "response"
  readonly schema: SchemaShape
  /** It is written where documentation of the interface is made from; a check in code is not. */
  readonly isDocumented: boolean
}

/** What a route answers. */
export interface ResponseEvidence {
  readonly answer: "declared" | "undeclared" | "bodiless" | "unknown"
  /** The declaration says nothing: `any`, `unknown`, `object`, an empty schema. */
  readonly isWeak: boolean
  /** What the declaration does not name is not sent: the framework writes the answer by it, or a serializer does. */
  readonly isSerialized: boolean
  readonly by: readonly Evidence[]
}

/** A status that an error carries which is thrown, returned or handed on while a request is handled, and that nothing catches. */
export interface ThrownStatus {
  /** The statement, or the call that hands the error on. */
  readonly at: Location
  readonly status: number
  /** What to call the error: a canonical name without its call, or the name of the project's own class. */
  readonly name: string
  /** The handler that answers throws it, or what that calls; not something before it in the chain. */
  readonly isByHandler: boolean
  /** The functions from the handler to it, by name, outermost first. */
  readonly via: readonly string[]
}

/** What is written of a route for those who call it: an operation of OpenAPI, in whatever form. */
export interface OperationDocumentation {
  /** Whether anything is written of it. */
  readonly answer: Answer
  /** What it is written in, `schema`, `@openapi`; undefined where nothing is written. */
  readonly by: string | undefined
  /** It is left out of the documents on purpose, or is in a form that has none. */
  readonly isHidden: boolean
  readonly summary: Answer
  readonly description: Answer
  readonly tags: Answer
  readonly operationId: Answer
  /** The name under which generated clients call it, where it is written and all of it known. */
  readonly operation: string | undefined
  /** Whether all that the route reads of the request is described, and what is not: `path parameter id`, `query`, `body`. */
  readonly parameters: { readonly answer: Answer; readonly missing: readonly string[] }
  /** Whether what it answers is described, and the statuses that are: `200`, `4XX`, `default`. */
  readonly responses: { readonly answer: Answer; readonly statuses: readonly string[]; readonly isComplete: boolean }
}

/** One method on one full path, an OpenAPI operation, and how the request gets to its handler. */
export interface Route {
  readonly method: Method
  /** As served, every prefix included: `/api/users/{id}`, `/files/{*}`. */
  readonly path: string
  /** The path as written, every prefix included, in the framework's own words: `/users/:id(\\d+)/`; `{*}` for what is not known. */
  readonly written: string
  /** Where it is registered. */
  readonly at: Location
  readonly framework: string
  /** `action`: called by a name that the framework makes up, not by its path. */
  readonly kind: "route" | "action"
  readonly application: Application
  /** Every handler that a request meets, outermost first; the last ones are the route's own. */
  readonly chain: readonly Handler[]
  /** The function that answers. */
  readonly handler: Handler | undefined
  readonly auth: AuthEvidence
  /** Why the route is open by intent; undefined when it is not. */
  readonly publicBy: string | undefined
  readonly inputs: Readonly<Record<Part, InputEvidence>>
  readonly response: ResponseEvidence
  readonly documentation: OperationDocumentation
  /** The status of an answer that sets none; undefined where the framework has no statuses of its own. */
  readonly defaultStatus: number | undefined
  /** Whether an application requests reach is known to mount it. */
  readonly isMounted: boolean
  /** What always answers the requests meant for it, as far as that is certain. */
  readonly shadowedBy: Shadow | undefined
  /** Every call that runs while the request is handled. */
  calls(): Iterable<ReachedCall>
  /** Everything that the handlers of the chain send, the answering handler's last. */
  answers(): Iterable<ReachedAnswer>
  /** The statuses of errors that leave the handlers of the chain. */
  thrown(): Iterable<ThrownStatus>
  /** Every comparison that runs while the request is handled. */
  comparisons(): Iterable<ReachedComparison>
  /** What is sent piece by piece, or could be. */
  streams(): Iterable<ReachedStream>
  /** What may fail while the request is handled. */
  failures(): Iterable<Failures>
  /** The schemas that its requests are validated with, and those declared for its answers, each once; none that is for single fields. */
  schemas(): readonly RouteSchema[]
  /** The functions of the project that run while the request is handled, with what is written of their types. */
  functions(): Iterable<ReachedFunction>
}

/** Which of several routes that fit a request answers it. */
export type Matching = "first" | "most specific"

/** Something before a route that answers every request for it and lets none go on. */
export type Shadow =
  /** A route; `isSame`: of the same method and path, but for the names of parameters. `isOpen`: it ends with a wildcard. */
  | { readonly kind: "route"; readonly at: Location; readonly method: Method; readonly path: string; readonly isSame: boolean; readonly isOpen: boolean }
  /** Middleware that answers in every case. */
  | { readonly kind: "middleware"; readonly at: Location; readonly name: string }

/** A router with routes that no application is known to mount, although all that is done with it could be followed. */
export interface LooseRouter {
  /** Where it is made. */
  readonly at: Location
  readonly framework: string
  readonly name: string
  readonly routes: readonly Route[]
}

/** A call that starts a server. */
export interface Listener {
  /** The called name. */
  readonly at: Location
  /** The module whose import runs it: where it is written, or one that calls the function it is written in. */
  readonly file: string
  /** What that module exports of the server: the name under which; undefined where it exports none. */
  readonly exports: string | undefined
  /** It does not run, or need not run, when that module is imported: in a function, or under a condition. */
  readonly isGuarded: boolean
}

/** Something that a module makes by a call when it is loaded, and keeps under a name for good. */
export interface LoadedValue {
  /** The called name. */
  readonly at: Location
  /** Canonical name of what was called: `pg.Pool`. */
  readonly maker: string
  /** The binding that holds it. */
  readonly name: string
  /** Where a function of the same module first uses it. */
  readonly use: Location | undefined
}

/** What a written type says: `missing` where there is none and nothing around gives one. */
export type Typing = "written" | "inferred" | "any" | "missing"

/** A function that runs while a request is handled. */
export interface ReachedFunction {
  /** Its name, or where it begins. */
  readonly at: Location
  readonly name: string
  /** It is one of the handlers, not something that they call. */
  readonly isHandler: boolean
  readonly isExported: boolean
  /** `role`: `request`, `response` ... where it is known. */
  readonly parameters: readonly { readonly at: Location; readonly name: string; readonly role: string | undefined; readonly typing: Typing }[]
  readonly returns: Typing
}

/** A server and the routes that requests reach through it. */
export interface Application {
  readonly framework: string
  readonly matching: Matching
  /** Where it is created. */
  readonly at: Location
  readonly routes: readonly Route[]
  /** Whether its framework has a native place for response schemas. */
  readonly declaresResponses: boolean
  /** The status that its framework answers to input that a schema of the route refuses; undefined where it enforces none. */
  readonly answersInvalid: number | undefined
  /** Whether an error that no handler of the project's takes is shown to the client by the framework itself. */
  readonly needsErrorHandler: boolean
}

/** Something that could not be resolved, told to the user instead of being passed over. */
export interface Unresolved {
  readonly at: Location
  readonly reason: string
}

/** A string of the project with what surrounds it. */
export interface ProjectString {
  readonly at: Location
  readonly text: string
  readonly name: string | undefined
  /** Canonical name of the call it is an argument of: `jsonwebtoken.sign`. */
  readonly callee: string | undefined
  /** Where in that call: `1.secret`. */
  readonly argument: string | undefined
  /** The environment variable it stands in for: `process.env.JWT_SECRET`. */
  readonly fallback: string | undefined
  readonly isCompared: boolean
  /** The name of the constant list or table it stands in: `WEAK_DEFAULTS`. */
  readonly holder: string | undefined
  /** It stands in a list or table in which the code only looks whether something is there. */
  readonly isLookedUp: boolean
  /** A comment on its line, or right above, says that it is no secret. */
  readonly isDenied: boolean
}

/** What is written on a bare socket; its status is that of the status line, where the text begins with one. */
export type SentOnSocket = Pick<ReachedAnswer, "at" | "status" | "exposes">

/** A function that a Node server calls when a client asks for another protocol, with the bare socket to answer on. */
export interface UpgradeListener {
  readonly handler: Handler
  /** Everything that it sends. */
  answers(): Iterable<SentOnSocket>
}

/** What rules read: everything the linker knows. */
export interface Project {
  /** Absolute path of the analysed folder. */
  readonly root: string
  readonly routes: readonly Route[]
  readonly applications: readonly Application[]
  readonly unresolved: readonly Unresolved[]
  /** What frameworks call when a handler fails, in the order of registration, each function once. */
  readonly errorHandlers: readonly ErrorHandler[]
  upgradeListeners(): Iterable<UpgradeListener>
  strings(): Iterable<ProjectString>
  /** Every call of the project, whether a request runs it or not. */
  calls(): Iterable<ProjectCall>
  /** The logging packages that the project's own code imports. */
  readonly loggers: readonly string[]
  looseRouters(): Iterable<LooseRouter>
  listeners(): Iterable<Listener>
  loadedValues(): Iterable<LoadedValue>
}

/** What a user may set under `settings.endpoint`. */
export interface Settings {
  readonly root?: string
  /** Method and path patterns of routes that are open by intent: `GET /status`, `/hooks/**`. */
  readonly public?: readonly string[]
  /** Names, or `file#name`, of functions that authenticate. */
  readonly guards?: readonly string[]
  /** Names, or `file#name`, of functions that validate. */
  readonly validators?: readonly string[]
  /** Globs, relative to the root, of files to leave out. */
  readonly ignore?: readonly string[]
}
