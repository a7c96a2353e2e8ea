/**
 * Where an answer stands on the ways from the handler to it: after a failure, after a status that was set.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import type { RegionId } from "../../../model/ids.ts"
import type { CallSite } from "../../../model/values.ts"
import type { CallGraph, Frame } from "../../effects/graph-types.ts"
import { responsesIn } from "../../effects/responses.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isInCatch, isWithin } from "../../source/control-flow.ts"
import { MODULE_REGION } from "../../source/no-ids.ts"

/**
 * Whether what stands in a region runs after the failure of something: in a `catch` clause, or in the callback of `.catch()`, on every
 * way from the handler to it.
 */
export function isAfterFailure(region: RegionId, { context }: Frame, graph: CallGraph, seen: Set<CallSite> = new Set()): boolean {
  if (isInCatch(region, context.module)) return true
  const callers = graph.callers.get(context) ?? []
  return callers.length > 0 && callers.every(({ site, frame: caller }) => {
    if (seen.has(site)) return true
    seen.add(site)
    const call = site.module.facts.calls[site.call]
    if (call?.callee.kind === "member" && call.callee.name === "catch") return true
    return isAfterFailure(call?.region ?? MODULE_REGION, caller, graph, seen)
  })
}

/** Whether one of the functions on a way from the handler to a function sets a status that is for no answer of its own. */
export function maySetStatusBefore(frame: Frame, graph: CallGraph, framework: Framework, evaluator: Evaluator, seen: Set<Frame> = new Set()): boolean {
  if (seen.has(frame)) return false
  seen.add(frame)
  return (graph.callers.get(frame.context) ?? []).some(({ site: { module, call: id }, frame: caller }) => {
    const call = module.facts.calls[id]
    const place = module.spans[3 * (call?.at ?? 0)] ?? 0
    const sets = responsesIn(caller, framework, evaluator).some(({ form, whole, module: home, region }) =>
      form.isPartial === true && form.status !== undefined && (home.spans[3 * whole] ?? 0) < place
      && (isWithin(home, call?.region ?? MODULE_REGION, region) || home.facts.regions[region]?.exits === false))
    return sets || maySetStatusBefore(caller, graph, framework, evaluator, seen)
  })
}
