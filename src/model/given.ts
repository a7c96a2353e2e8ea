/**
 * Values as rules see them.
 *
 * @module
 */
import type { Location } from "./evidence.ts"

/**
 * A value as rules may read it: a projection of what is known, without the way in which it was found. What lies inside
 * is worked out when it is asked for.
 */
export type ValueView =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "pattern"; readonly source: string; readonly flags: string }
  /** Text of which some parts are not literal. */
  | { readonly kind: "text"; readonly parts: readonly ValueView[] }
  /** `isComplete`: it has no entries but these. `spreads`: what is spread into it and is no object that is known. */
  | { readonly kind: "object"; readonly entries: ReadonlyMap<string, ViewEntry>; readonly isComplete: boolean; readonly spreads: readonly ValueView[] }
  | { readonly kind: "array"; readonly items: readonly ValueView[]; readonly isComplete: boolean }
  /** A function of the project, by what it can give: see {@link GivenOutcome}. */
  | { readonly kind: "function"; readonly outcomes: readonly ViewOutcome[] }
  /** A parameter of the function whose outcome this is. */
  | { readonly kind: "parameter"; readonly index: number }
  /** What a call of something from outside returned or constructed; `name` is the canonical name of what was called. */
  | { readonly kind: "result"; readonly name: string; readonly receiver: ValueView | undefined; readonly arguments: readonly ValueView[] }
  /**
   * Anything else by its canonical name: `process.env.ORIGIN`, `undefined`; also what is cut out of the request by its own
   * methods, `request.headers.cookie.split().0`.
   */
  | { readonly kind: "named"; readonly name: string }
  /** One of several; `isFallback`: the first, or the next where that is missing (`||`, `??`). */
  | { readonly kind: "either"; readonly of: readonly ValueView[]; readonly isFallback: boolean }
  | { readonly kind: "unknown" }

/** An entry of an object, and where it is written. */
export interface ViewEntry {
  readonly at: Location
  readonly value: ValueView
}

/**
 * What a function can give: the value that it returns, or the values that it hands to a callback among its parameters
 * (`callback(null, true)` are two).
 */
export interface ViewOutcome {
  readonly values: readonly ValueView[]
  /** It gives this only under a condition. */
  readonly isConditional: boolean
}
