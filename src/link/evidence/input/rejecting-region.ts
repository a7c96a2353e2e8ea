/**
 * Whether a region of control flow rejects the request: it throws, answers with an error, or hands one on.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import { failureFields, successFields } from "../../../knowledge/failures.ts"
import type { Expression } from "../../../model/expression.ts"
import type { RegionId } from "../../../model/ids.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import type { Frame } from "../../effects/graph-types.ts"
import { answerOf, responsesIn } from "../../effects/responses.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isRole } from "../../evaluate/framework-values.ts"
import { contentOf, isWithin } from "../../source/control-flow.ts"
import { partsOf } from "../../source/expressions.ts"
import { bodyOf } from "../../source/function-body.ts"
import { NO_REGION } from "../../source/no-ids.ts"
import type { InputAnalysis } from "./input-analysis.ts"

/**
 * Whether a region rejects the request.
 *
 * @param isPresenceTest its condition asks only whether something is there; then an answer without a status may be a good one
 */
export function rejects(region: RegionId, isPresenceTest: boolean, frame: Frame, framework: Framework, { evaluator, callGraphs }: InputAnalysis): boolean {
  const { module } = frame.context
  const { facts } = module
  const isInside = (one: RegionId): boolean => isWithin(module, one, region)
  if (contentOf(region, module).throws.length > 0) return true
  if (frame.fact.returns.some(({ value, region: one }) => isInside(one) && saysNo(value, frame))) return true
  const isRefusal = responsesIn(frame, framework, evaluator).filter((response) => isInside(response.region)).some(({ status, form, name }) => {
    if (status !== undefined) return status >= 400
    if (form.isPartial === true) return false
    // A page instead of the work: the other arm of the condition, or a way out of it.
    const isWayOut = facts.regions[region]?.exits === true
    return facts.regions[region]?.kind === "else" || (isWayOut && (!isPresenceTest || name === "response.redirect"))
  })
  return isRefusal || callGraphs.callsOf(frame).some((site) => {
    if (!isInside(facts.calls[site.call]?.region ?? NO_REGION)) return false
    const { target } = evaluator.callee(site)
    return (isRole(target, "next") && evaluator.arguments(site).length > 0) || possibleValues(target).some((one) => answersFailure(one, site, framework, evaluator))
  })
}

/** Members of the result of a check that are `false` where it refused. */
const VALIDITY: ReadonlySet<string> = new Set([...successFields, "valid", "isValid"])

/** `return false`, or what a function tells its caller: `return { error: "too short" }`. */
function saysNo(expression: Expression | undefined, { from }: Frame): boolean {
  if (expression?.kind === "literal") return expression.value === false || expression.value === null
  return from !== undefined && expression?.kind === "object" && expression.entries.some(({ name = "", value }) =>
    failureFields.has(name) || (VALIDITY.has(name) && value.kind === "literal" && value.value === false))
}

/** `return refuse(415, "A photo is a JPEG")`: the function that is called answers. */
function answersFailure(target: AbstractValue, site: CallSite, framework: Framework, evaluator: Evaluator): boolean {
  const running = evaluator.enter(target, site)
  return running !== undefined && bodyOf(running).calls.some(([call]) =>
    (answerOf({ module: running.module, call, context: running }, framework, evaluator)?.status ?? 0) >= 400)
}

const ADDING: ReadonlySet<string> = new Set(["push", "add", "unshift"])

/** Whether a region puts what is wrong into a list that is tested later: `errors.push("..."); ... if (errors.length) return ...` */
export function collects(region: RegionId, frame: Frame, framework: Framework, analysis: InputAnalysis): boolean {
  const { context, fact, from } = frame
  const { facts } = context.module
  const lists = analysis.callGraphs.callsOf(frame).flatMap((site): number[] => {
    const call = facts.calls[site.call]
    if (call === undefined || !isWithin(context.module, call.region, region) || call.callee.kind !== "member") return []
    const { object, name } = call.callee
    return ADDING.has(name) && object.kind === "local" ? [object.id] : []
  })
  if (lists.length === 0) return false
  const isReturned = fact.returns.some(({ value }) => value?.kind === "local" && lists.includes(value.id))
  return (isReturned && from !== undefined) || bodyOf(context).regions.some(([id, other]) =>
    other.test !== undefined && lists.some((list) => mentionsLocal(other.test, list))
    && (other.exits || rejects(id, false, frame, framework, analysis)))
}

/** Whether a condition, as written, has a local in it. */
function mentionsLocal(expression: Expression | undefined, id: number): boolean {
  if (expression?.kind === "local") return expression.id === id
  const isLooked = expression?.kind === "member" || expression?.kind === "operation"
  return isLooked && partsOf(expression).some((part) => mentionsLocal(part, id))
}
