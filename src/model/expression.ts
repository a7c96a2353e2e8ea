/**
 * Expressions and types as one file writes them, before anything is followed.
 *
 * @module
 */
import type { CallId, ClassId, FunctionId, LocalId, RegionId, TypeId } from "./ids.ts"

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
export type Expression =
  /** A string, number, boolean, `null`; `undefined` is the global of that name. A bigint is its text. */
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  /** `/^a+$/i` */
  | { readonly kind: "pattern"; readonly source: string; readonly flags: string }
  /** A template literal, or a chain of `+` with at least one string in it; literal parts are strings' literals. */
  | { readonly kind: "template"; readonly parts: readonly Expression[] }
  /**
   * A binding imported from `from` as written. `name` is the exported name, `default`, or `*` for the namespace;
   * `require("x")`, `import("x")` and `import x = require("x")` are `*`.
   */
  | { readonly kind: "import"; readonly from: string; readonly name: string }
  /** A name that this module does not bind: `process`, `Promise`, `undefined`, `__dirname`; also `import.meta`. */
  | { readonly kind: "global"; readonly name: string }
  /** A variable, function declaration, class declaration or enum of this module: an index into `locals`. */
  | { readonly kind: "local"; readonly id: LocalId }
  /** The parameter at `index` of function `of`. A rest parameter is the array of what is left. */
  | { readonly kind: "parameter"; readonly of: FunctionId; readonly index: number }
  /** `this` in the nearest function that is no arrow function; `of` is that function, or -1 at module level. */
  | { readonly kind: "this"; readonly of: FunctionId }
  /** `object.name`, `object["name"]`, `object[0]` (name `0`), and what a pattern takes out of `object`. */
  | { readonly kind: "member"; readonly object: Expression; readonly name: string }
  /** `object[index]` with an index that is not literal text. */
  | { readonly kind: "element"; readonly object: Expression; readonly index: Expression }
  /** What call `id` returned, or what it constructed: an index into `calls`. */
  | { readonly kind: "call"; readonly id: CallId }
  /** An index into `functions`. */
  | { readonly kind: "function"; readonly id: FunctionId }
  /** An index into `classes`. */
  | { readonly kind: "class"; readonly id: ClassId }
  /**
   * An object literal, its entries in order. A method or accessor is its function. A spread entry has no `name`; a
   * computed key has a `key` and no `name`.
   */
  | { readonly kind: "object"; readonly entries: readonly ObjectEntry[]; readonly at: At }
  /** An array literal; an item may be a `spread`. A hole is the global `undefined`. */
  | { readonly kind: "array"; readonly items: readonly Expression[] }
  /** `...value` among arguments or array items. */
  | { readonly kind: "spread"; readonly value: Expression }
  /** `test ? a : b`. */
  | { readonly kind: "choice"; readonly test: Expression; readonly of: readonly Expression[] }
  /**
   * Any other operator over its operands: `||`, `&&`, `??`, `!`, `===`, `==`, `<`, `in`, `instanceof`, `typeof`, `-`
   * (two operands or one) ... A parameter or pattern default is `??` over the value and the default.
   */
  | { readonly kind: "operation"; readonly operator: string; readonly operands: readonly Expression[] }
  /** One element of what a `for ... of` loop walks: the loop variable of region `loop`. */
  | { readonly kind: "each"; readonly loop: RegionId; readonly of: Expression }
  /** The error that the `catch` region `of` caught. */
  | { readonly kind: "caught"; readonly of: RegionId }
  /** An interface, type alias or enum of this module used as a value or type name: an index into `types`. */
  | { readonly kind: "type"; readonly id: TypeId }
  | { readonly kind: "unknown" }

/** One entry of an object literal. Exactly one of `name` and `key` is there, or neither for a spread. */
export interface ObjectEntry {
  readonly name?: string
  /** The computed key: `[Segments.BODY]: schema`. */
  readonly key?: Expression
  readonly value: Expression
  readonly at: At
}

/** A type as written. Nothing is inferred. */
export type TypeFact =
  /** `Response<UserDto>`; `name` is an import, type, class (as `local`), global or member value. */
  | { readonly kind: "reference"; readonly name: Expression; readonly arguments: readonly TypeFact[] }
  /** `string`, `any`, `unknown`, `void`, `object`, `never`, `undefined`, `null`, ... */
  | { readonly kind: "keyword"; readonly name: string }
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  | { readonly kind: "array"; readonly of: TypeFact }
  /** A type literal, or the body of an interface. */
  | { readonly kind: "object"; readonly members: readonly TypeMember[] }
  | { readonly kind: "union" | "intersection" | "tuple"; readonly of: readonly TypeFact[] }
  /** `typeof value` */
  | { readonly kind: "typeof"; readonly value: Expression }
  /** A function type, a mapped or conditional type, a template: not looked into. */
  | { readonly kind: "other" }

/** A property of a type literal or interface. */
export interface TypeMember {
  readonly name: string
  readonly type: TypeFact | undefined
  readonly isOptional: boolean
}
