/**
 * Call graphs: what runs when the framework calls a handler.
 *
 * @module
 */
import type { Manner } from "../../frameworks/framework.ts"
import type { FunctionFact } from "../../model/facts.ts"
import type { Context, CallSite, AbstractValue } from "../../model/values.ts"

/** One function, running. */
export interface Visit {
  readonly context: Context
  readonly fact: FunctionFact
  /** The functions from the handler to this one, by name; the handler itself is not among them. */
  readonly via: readonly string[]
  /** The call that was met on the way here, in the function above. */
  readonly from: CallSite | undefined
  /** It runs once and its result is kept in a binding of a module. */
  readonly isCached: boolean
}

/** A way into a function: the call that runs it. */
export interface Entry {
  readonly visit: Visit
  readonly site: CallSite
  /** The function is a callback that the call runs once per element. */
  readonly isIteration: boolean
}

/** Everything that runs. */
export interface Reach {
  readonly visits: readonly Visit[]
  /** The visit in which each function runs. */
  readonly visitOf: ReadonlyMap<Context, Visit>
  /** The ways into each function that was visited, the first one first; none into the handler itself. */
  readonly entries: ReadonlyMap<Context, readonly Entry[]>
  /** Calls of something unknown that were handed the request, the response or the right to go on. */
  readonly unfollowed: readonly CallSite[]
}

/** Follows handlers into what they call. */
export interface Reacher {
  /** What runs when a function is called by the framework; `isRescue`: because something failed. */
  reach(target: AbstractValue, manner: Manner, router: AbstractValue, isRescue?: boolean): Reach
  /** The calls written in one function, in evaluation order. */
  callsOf(visit: Visit): readonly CallSite[]
}
