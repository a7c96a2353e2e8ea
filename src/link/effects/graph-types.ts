/**
 * Call graphs: what runs when the framework calls a handler.
 *
 * @module
 */
import type { CallingConvention } from "../../frameworks/framework.ts"
import type { FunctionFact } from "../../model/facts.ts"
import type { AbstractValue, CallSite, Context } from "../../model/values.ts"

/** One function, running. */
export interface Frame {
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
export interface CallEdge {
  readonly frame: Frame
  readonly site: CallSite
  /** The function is a callback that the call runs once per element. */
  readonly isIteration: boolean
}

/** Everything that runs. */
export interface CallGraph {
  readonly frames: readonly Frame[]
  /** The frame in which each function runs. */
  readonly frameOf: ReadonlyMap<Context, Frame>
  /** The ways into each function that was visited, the first one first; none into the handler itself. */
  readonly callers: ReadonlyMap<Context, readonly CallEdge[]>
  /** Calls of something unknown that were handed the request, the response or the right to go on. */
  readonly unresolvedCalls: readonly CallSite[]
}

/** Follows handlers into what they call. */
export interface CallGraphs {
  /** What runs when a function is called by the framework; `isRescue`: because something failed. */
  graphOf(target: AbstractValue, convention: CallingConvention, router: AbstractValue, isErrorHandler?: boolean): CallGraph
  /** The calls written in one function, in evaluation order. */
  callsOf(frame: Frame): readonly CallSite[]
}
