/**
 * What outlives a request: whether the result of a call is kept, so that the call runs once and not per request.
 *
 * @module
 */
import { NO_REGION } from "../source/no-ids.ts"
import type { CallSite } from "../../model/values.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { fillsMemo } from "../source/control-flow.ts"
import { findMemoized } from "../source/kept-calls.ts"

/**
 * Whether a call runs once, or once per tenant, key or instance, because its result is kept: `cached ??= connect()`,
 * `pools.set(tenant, createPool())`.
 *
 * @returns the answer; also true for what such a call's condition covers
 */
export function isMemoized(site: CallSite, evaluator: Evaluator): boolean {
  const { module, call } = site
  if (fillsMemo(module.facts.calls[call]?.region ?? NO_REGION, module) || findMemoized(module).has(call)) return true
  // A package's memoiser runs what it is given once.
  return evaluator.callee(site).method === "once"
}
