/**
 * Chains of calls on a promise: the call that starts it, and whether a failure of it is caught.
 *
 * @module
 */
import { continuationMethods } from "../../knowledge/promises.ts"
import type { CallSite } from "../../model/values.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"

/** A chain is followed no further than this. */
const LENGTH = 24

/** A chain of calls on a promise. */
export interface PromiseChain {
  /** The call that starts the promise. */
  readonly base: CallSite
  /** A `catch()`, or the second argument of a `then()`, takes its failure. */
  readonly isCaught: boolean
  /** There is a `then()`, `catch()` or `finally()` at all. */
  readonly isContinued: boolean
  /** These calls, last first. */
  readonly continuations: readonly CallSite[]
}

/** Which argument of a method of promises takes a rejection; undefined for a method that takes none. */
export const rejectionHandlerIndex = (method: string | undefined): 0 | 1 | undefined => (method === "catch" ? 0 : method === "then" ? 1 : undefined)

/** The chain that ends with a call: `load().then(show).catch(report)`. */
export function promiseChainOf(site: CallSite, evaluator: Evaluator): PromiseChain {
  let base = site
  let isCaught = false
  const continuations: CallSite[] = []
  for (let length = 0; length < LENGTH; length += 1) {
    const fact = base.module.facts.calls[base.call]
    const callee = fact?.callee
    if (fact === undefined || callee?.kind !== "member" || !continuationMethods.has(callee.name)) break
    if (evaluator.callee(base).target.kind === "function") break
    continuations.push(base)
    const index = rejectionHandlerIndex(callee.name)
    isCaught ||= index !== undefined && fact.arguments.length > index
    if (callee.object.kind !== "call") break
    base = { ...base, call: callee.object.id }
  }
  return { base, isCaught, isContinued: continuations.length > 0, continuations }
}
