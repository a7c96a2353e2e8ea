/**
 * Values: what an expression stands for across files, and the context in which it does.
 *
 * @module
 */
import type { Expression, TypeFact } from "./expression.ts"
import type { Module } from "./facts.ts"
import type { CallId, ClassId, FunctionId, RegionId } from "./ids.ts"

/**
 * One context of a function: what its parameters and `this` stand for while it runs. Interned, so that equal
 * contexts are one object; module level is a context too, of no function.
 */
export interface Context {
  readonly module: Module
  /** The function that runs; -1 for the module itself. */
  readonly of: FunctionId
  readonly arguments: readonly AbstractValue[]
  readonly receiver: AbstractValue | undefined
  /** The context that the function closes over; undefined for the module itself. */
  readonly parent: Context | undefined
  /** For a turn of an unrolled loop: the loop's region, and the element it stands at. */
  readonly iteration: { readonly loop: RegionId; readonly item: AbstractValue } | undefined
  /** The call that entered it, for functions that make routers: each of their calls makes another one. */
  readonly creationSite: CallSite | undefined
  readonly depth: number
  readonly memo: ContextMemo
}

/** What is known of the code of one context, as far as it has been evaluated. Tables are made when something is put into them. */
export interface ContextMemo {
  /** Whether anything has been evaluated here. */
  isUsed: boolean
  /**
   * Values of expressions, by identity; those of calls and functions by number: twice the number of a call, and one more than
   * twice that of a function.
   */
  values: Map<Expression | number, AbstractValue> | undefined
  /** Callees and arguments of calls, by number of the call, once no part of them is in progress. */
  callees: Map<number, Callee> | undefined
  arguments: Map<number, readonly AbstractValue[]> | undefined
  /** Values of local variables, by number. */
  locals: Map<number, AbstractValue> | undefined
  /** Parameters that nobody has bound, by index. */
  unbound: Map<number, AbstractValue> | undefined
}

/** A call's callee, and the receiver and method name when it is a method. */
export interface Callee {
  readonly target: AbstractValue
  readonly receiver: AbstractValue | undefined
  readonly method: string | undefined
}

/** What a value stands for, once followed through files, parameters, calls and constructors. Compared by identity. */
export type AbstractValue =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "pattern"; readonly source: string; readonly flags: string }
  /** Text of which some parts are not known. */
  | { readonly kind: "text"; readonly parts: readonly (string | AbstractValue)[] }
  /** Something from outside the project, by its canonical name: `express`, `express.Router`, `process.env.PORT`. */
  | { readonly kind: "external"; readonly name: string }
  /** A parameter whose part in the request is known: `request`, `response`, `context`, `next`, `error`. */
  | {
      readonly kind: "role"
      readonly name: string
      readonly aliases: RequestAliases
      /** The router whose decorations it has, where routers decorate it differently. */
      readonly router: AbstractValue | undefined
    }
  | { readonly kind: "member"; readonly object: AbstractValue; readonly name: string }
  /** What a call returned or constructed that could not, or need not, be followed. Its site is its identity. */
  | { readonly kind: "result"; readonly site: CallSite }
  | {
      readonly kind: "function"
      readonly context: Context
      readonly id: FunctionId
      readonly receiver: AbstractValue | undefined
      /** What the framework calls it with, where that is not decided by its parameters. */
      readonly handlerArguments?: readonly AbstractValue[]
    }
  | { readonly kind: "class"; readonly context: Context; readonly id: ClassId }
  /** What `new` made of a project class or constructor function; without a site it was injected by its written type. */
  | { readonly kind: "instance"; readonly site: CallSite | undefined; readonly of: AbstractValue }
  | { readonly kind: "object"; readonly context: Context; readonly value: Expression & { kind: "object" } }
  | { readonly kind: "array"; readonly items: readonly AbstractValue[]; readonly isComplete: boolean }
  /** The exports of a project module. */
  | { readonly kind: "namespace"; readonly module: Module }
  | { readonly kind: "choice"; readonly of: readonly AbstractValue[]; readonly test: AbstractValue | undefined }
  | { readonly kind: "operation"; readonly operator: string; readonly operands: readonly AbstractValue[] }
  /** An element of a collection whose elements are not known. */
  | { readonly kind: "each"; readonly of: AbstractValue }
  | { readonly kind: "caught" }
  /** The child that a mounting call made of router `of`: a plugin's own encapsulated instance. */
  | { readonly kind: "scope"; readonly of: AbstractValue; readonly site: CallSite | undefined; readonly key: string }
  /** A parameter that nobody has bound, with its written type. */
  | { readonly kind: "unbound"; readonly context: Context; readonly index: number; readonly type: TypeFact | undefined }
  | { readonly kind: "unknown" }

/**
 * How a framework writes what every framework has: its name for a thing -> the canonical name. `request.query()` stands
 * for a call, which with a literal argument means the member of that name; `request.valid("json")` for one argument.
 */
export type RequestAliases = Readonly<Record<string, string>>

/** A call in one context: the identity of what it returned. */
export interface CallSite {
  readonly module: Module
  readonly call: CallId
  readonly context: Context
}
