/**
 * Facts: everything that one file says, the only thing read from a syntax tree and the only thing cached. Plain JSON.
 *
 * @module
 */
import type { Location } from "./evidence.ts"
import type { At, Expression, TypeFact } from "./expression.ts"
import type { CallId, ClassId, FunctionId, Indexed, LocalId, RegionId, TypeId } from "./ids.ts"

/** Everything one file says: the only thing read from a syntax tree, and the only thing cached. Plain JSON. */
export interface ModuleFacts {
  /** In source order; a later entry of the same name wins. */
  readonly exports: readonly ExportFact[]
  /** Every specifier the module imports, re-exports or requires with a literal, in order, each once. */
  readonly imports: readonly string[]
  readonly locals: Indexed<LocalId, LocalFact>
  readonly functions: Indexed<FunctionId, FunctionFact>
  readonly classes: Indexed<ClassId, ClassFact>
  readonly types: Indexed<TypeId, TypeDeclaration>
  /** In evaluation order: the arguments of a call, and the call that a chain starts with, come before the call. */
  readonly calls: Indexed<CallId, CallFact>
  readonly assignments: readonly AssignmentFact[]
  readonly writes: readonly WriteFact[]
  readonly reads: readonly ReadFact[]
  readonly throws: readonly ThrowFact[]
  /** Region 0 is the module itself. A parent comes before its children. */
  readonly regions: Indexed<RegionId, RegionFact>
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
  readonly value: Expression
  readonly at: At
}

/** A binding of the module, at whatever depth. */
export interface LocalFact {
  readonly name: string
  /** What it is initialised with, then everything assigned to it; empty when it is only declared. */
  readonly values: readonly Expression[]
  readonly type?: TypeFact
  /** `const`, a function or a class declaration: `values` has one entry for ever. */
  readonly isConstant: boolean
  /** The region it belongs to: of `var` and function declarations that of the function's body, else the innermost one. */
  readonly region: RegionId
  readonly at: At
}

/** A function, arrow function, method, accessor or constructor. */
export interface FunctionFact {
  /** The name it is declared with, or that of the variable, property or member it is the value of. */
  readonly name?: string
  /** The function that contains it; -1 for none. */
  readonly parent: FunctionId
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
  readonly class?: ClassId
  /** The region of its body. */
  readonly region: RegionId
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
  readonly default?: Expression
  /** Its decorators: indexes into `calls`, or plain values for decorators without a call. */
  readonly decorators: readonly Expression[]
  readonly at: At
}

/** `return value`, or the body of an arrow function without braces. A bare `return` has no value. */
export interface ReturnFact {
  readonly value?: Expression
  readonly region: RegionId
  readonly at: At
}

/** A class and its members, the constructor included. */
export interface ClassFact {
  readonly name?: string
  readonly extends?: Expression
  readonly implements: readonly Expression[]
  readonly decorators: readonly Expression[]
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
  readonly value?: Expression
  readonly type?: TypeFact
  readonly decorators: readonly Expression[]
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
  readonly callee: Expression
  readonly arguments: readonly Expression[]
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
  readonly region: RegionId
  readonly at: At
  /** Where the called name is written: the property of a member callee, else the callee. */
  readonly calleeAt: At
}

/**
 * `target = value` where the target is a member or element; `this.x`, `exports.x`, `obj.x`. Compound operators too;
 * `delete obj.x` is an assignment of `undefined`.
 */
export interface AssignmentFact {
  readonly target: Expression
  readonly value: Expression
  readonly region: RegionId
  readonly at: At
}

/** `name = value`, `name ||= value`: a variable that is declared already is given a value. Its declaration is none. */
export interface WriteFact {
  /** An index into `locals`. */
  readonly local: LocalId
  readonly value: Expression
  readonly region: RegionId
  readonly at: At
}

/**
 * A place where a member chain is read: the longest one (`request.body.user.email` once, and not its prefixes). A
 * method's name is no part of it: `request.body.name.trim()` reads `request.body.name`. A pattern reads each member it
 * takes out. Also every plain identifier that is an argument, a spread, a return value, an operand, the right side of
 * an assignment, an initial value or an entry's value, when it is a parameter, a local or `this`.
 */
export interface ReadFact {
  readonly value: Expression
  readonly use: ReadUse
  /** `request.body as User`, `<User>request.body`: the type it was cast to, `any` and `unknown` included. */
  readonly cast?: TypeFact
  readonly region: RegionId
  readonly at: At
}

/** What a read is for. `test`: (part of) the condition of an `if`, loop, `?:`, or the left side of `&&`. */
export type ReadUse =
  | { readonly kind: "argument"; readonly call: CallId; readonly index: number }
  | { readonly kind: "receiver"; readonly call: CallId }
  | { readonly kind: "test" | "spread" | "returned" | "operand" | "initial" | "assigned" | "entry" | "pattern" | "other" }

/** `throw value`. */
export interface ThrowFact {
  readonly value: Expression
  readonly region: RegionId
  readonly at: At
}

/**
 * A code unit of code that runs, or not, as a whole. `then` and `else` are the arms of an `if`, of `?:`, of `&&` (a `then`
 * over its right side) and of `||` and `??` (an `else` over the right side), and the clauses of a `switch` (a `then`,
 * with the test `discriminant === case`; a default clause is an `else` with the discriminant as test).
 */
export interface RegionFact {
  readonly kind: "module" | "function" | "then" | "else" | "loop" | "try" | "catch" | "finally" | "class"
  /** The enclosing region; -1 for the module. */
  readonly parent: RegionId
  /** The function whose body it is part of; -1 for the module. */
  readonly function: FunctionId
  /**
   * The condition that chose it: of `then`, `else`, and of `while`, `do`, `for` loops; of `for ... in`, the operation
   * `in` over something unknown and the object whose keys it walks.
   */
  readonly test?: Expression
  /** What a `for ... of` loop walks. */
  readonly iterates?: Expression
  /** For `try`: its catch region, when it has one. For `catch`: its try region. */
  readonly paired?: RegionId
  /** Its last statement leaves: `return`, `throw`, `continue`, `break`, or an `if`/`else` of which both leave. */
  readonly exits: boolean
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
  readonly argument?: { readonly call: CallId; readonly path: readonly (number | string)[] }
  /** The left side, when it is the right side of `||` or `??` (`process.env.SECRET || "text"`), or of a default. */
  readonly fallback?: Expression
  /** It is compared (`===`, `==`, `!==`, `!=`, `case`), or is an operand of `in`, `+` or another operator. */
  readonly isCompared: boolean
  readonly region: RegionId
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
  readonly function: FunctionId
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
