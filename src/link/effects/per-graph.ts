/**
 * What is worked out of everything that runs, once for each call graph: handlers of many routes share their middleware.
 *
 * @module
 */
import type { CallGraph } from "./graph-types.ts"

/**
 * A function that remembers what it gave for a call graph, by the key among its arguments.
 *
 * @param compute works it out; arguments that the key does not tell apart are the same throughout a link
 * @param keyOf what tells the answers for one reach apart; one answer for each call graph by default
 * @returns the function
 */
export function memoizePerGraph<Rest extends readonly unknown[], Result>(
  compute: (graph: CallGraph, ...rest: Rest) => Result, keyOf: (...rest: Rest) => unknown = () => undefined,
): (graph: CallGraph, ...rest: Rest) => Result {
  const known = new WeakMap<CallGraph, Map<unknown, Result>>()
  return (graph, ...rest) => {
    const byKey = known.get(graph) ?? new Map<unknown, Result>()
    known.set(graph, byKey)
    const key = keyOf(...rest)
    if (byKey.has(key)) return byKey.get(key) as Result
    const result = compute(graph, ...rest)
    byKey.set(key, result)
    return result
  }
}
