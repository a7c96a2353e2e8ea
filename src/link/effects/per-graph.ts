/**
 * What is worked out of everything that runs, once for each reach: handlers of many routes share their middleware.
 *
 * @module
 */
import type { Reach } from "./graph-types.ts"

/**
 * A function that remembers what it gave for a reach, by the key among its arguments.
 *
 * @param compute works it out; arguments that the key does not tell apart are the same throughout a link
 * @param keyOf what tells the answers for one reach apart; one answer for each reach by default
 * @returns the function
 */
export function perReach<Rest extends readonly unknown[], Result>(
  compute: (reached: Reach, ...rest: Rest) => Result, keyOf: (...rest: Rest) => unknown = () => undefined,
): (reached: Reach, ...rest: Rest) => Result {
  const known = new WeakMap<Reach, Map<unknown, Result>>()
  return (reached, ...rest) => {
    const byKey = known.get(reached) ?? new Map<unknown, Result>()
    known.set(reached, byKey)
    const key = keyOf(...rest)
    if (byKey.has(key)) return byKey.get(key) as Result
    const result = compute(reached, ...rest)
    byKey.set(key, result)
    return result
  }
}
