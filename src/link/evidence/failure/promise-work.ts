/**
 * What functions do whose promises nothing waits for, and what to call them.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import type { CallSite, Context } from "../../../model/values.ts"
import { reachesOut } from "../../effects/client-calls.ts"
import { answerOf } from "../../effects/responses.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isRole } from "../../evaluate/framework-values.ts"
import { bodyOf } from "../../source/function-body.ts"
import { writtenName } from "../../source/source-name.ts"

/** Functions are followed no deeper than this to see whether they do any work. */
const DEPTH = 4

/** What to call a call in a message. */
export function labelOf(site: CallSite, evaluator: Evaluator): string {
  const fact = site.module.facts.calls[site.call]
  const name = nameOf(evaluator.callee(site).target, evaluator)
  if (name?.startsWith("undefined") === false) return name
  return (fact === undefined ? undefined : writtenName(fact.callee, site.module)) ?? "async function"
}

/** The project's functions that a call enters. */
const enteredBy = (site: CallSite, evaluator: Evaluator): readonly Context[] =>
  possibleValues(evaluator.callee(site).target).flatMap((one) => evaluator.enter(one, site) ?? [])

/** Whether a call reaches a database, a service or the disk through the project's functions. */
export const doesWork = (site: CallSite, evaluator: Evaluator): boolean => enteredBy(site, evaluator).some((one) => reachesOutFrom(one, evaluator))

/** Whether a function of the project that a call enters answers the request, or calls `next()`: nothing is left behind then. */
export function answersRequest(site: CallSite, framework: Framework, evaluator: Evaluator): boolean {
  return enteredBy(site, evaluator).some((context) => bodyOf(context).calls.some(([call]) => {
    const inner = { module: context.module, call, context }
    return answerOf(inner, framework, evaluator) !== undefined || isRole(evaluator.callee(inner).target, "next")
  }))
}

/** Whether a running function reaches a database, a service or the disk. */
export function reachesOutFrom(context: Context, evaluator: Evaluator, depth = 0): boolean {
  const { module } = context
  return depth < DEPTH && bodyOf(context).calls.some(([call]) => {
    const site = { module, call, context }
    return reachesOut(nameOf(evaluator.callee(site).target, evaluator), evaluator.clients) || enteredBy(site, evaluator).some((one) => reachesOutFrom(one, evaluator, depth + 1))
  })
}
