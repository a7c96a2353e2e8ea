/**
 * What a `try`, or a promise with a `catch()`, is about: work, the release of something, or the form of a value.
 *
 * @module
 */
import { isCleanup, probes } from "../../../knowledge/failures.ts"
import { find } from "../../../knowledge/table.ts"
import type { ReachedCatch } from "../../../model/failures.ts"
import type { CallSite } from "../../../model/values.ts"
import { reachesOut } from "../../effects/client-calls.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"

/** What the calls that are tried are about; asynchronous calls that release nothing, and calls to other processes, are work. */
export function guardedBy(tried: readonly CallSite[], evaluator: Evaluator): ReachedCatch["guarded"] {
  const named = tried.map((site) => {
    const { target, method } = evaluator.callee(site)
    const name = nameOf(target, evaluator)
    const isAwaited = site.module.facts.calls[site.call]?.isAwaited === true
    return { isWork: (isAwaited || reachesOut(name, evaluator.clients)) && find(probes, name) === undefined, isCleanup: isCleanup(method ?? name?.split(".").at(-1) ?? "") }
  })
  const work = named.filter((one) => one.isWork)
  if (named.some((one) => one.isCleanup) && work.every((one) => one.isCleanup)) return "cleanup"
  return work.length === 0 ? "probe" : "work"
}

/** Whether something is tried for its effect: where a value is only fetched, the one from before the `try` stands in for it. */
export function hasEffect(tried: readonly CallSite[], evaluator: Evaluator): boolean {
  return tried.some((site) => {
    const fact = site.module.facts.calls[site.call]
    return fact?.result === "discarded" && (fact.isAwaited || reachesOut(nameOf(evaluator.callee(site).target, evaluator), evaluator.clients))
  })
}
