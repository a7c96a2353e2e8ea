/**
 * What is remembered of the sources of values.
 *
 * @module
 */
import type { CallSite, AbstractValue } from "../../model/values.ts"

/** Something met inside a value. */
export interface Origin {
  readonly value: AbstractValue
  /** Its canonical name, when it has one. */
  readonly name: string | undefined
  /** The calls it went through on the way out, innermost last: `Number(request.query.page)`. */
  readonly via: readonly CallSite[]
  /** Whether it was an argument of the last of those calls, not its receiver. */
  readonly isArgument: boolean
}

/** The origins of one value, as far as they were asked for. */
export interface Provenance {
  readonly found: Origin[]
  readonly rest: Generator<Origin, void>
  /** Somebody is being given the next one. */
  isAsked: boolean
}
