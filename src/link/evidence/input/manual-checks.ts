/**
 * Checks that are written by hand: tests of request data that can refuse the request.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import { credentials } from "../../../knowledge/identity.ts"
import { asksQuestion, isPureFunction, isPureMethod } from "../../../knowledge/pure-functions.ts"
import { find } from "../../../knowledge/table.ts"
import type { Evidence } from "../../../model/evidence.ts"
import type { Expression } from "../../../model/expression.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import type { Frame } from "../../effects/graph-types.ts"
import { responsesIn } from "../../effects/responses.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isFeasible } from "../../evaluate/feasible-path.ts"
import { originsOf } from "../../evaluate/provenance.ts"
import { bodyOf } from "../../source/function-body.ts"
import { locate } from "../../source/location.ts"
import { writtenNames } from "../../source/source-name.ts"
import type { Check } from "./check.ts"
import type { InputAnalysis } from "./input-analysis.ts"
import { collects, rejects } from "./rejecting-region.ts"
import { type PartField, partOf, partsIn } from "./request-part.ts"

/** The tests of request data in one running function that can refuse the request: `if (!body.email) return response.status(400)`. */
export function checksByHand(frame: Frame, framework: Framework, analysis: InputAnalysis): readonly Check[] {
  const { evaluator } = analysis
  const asserted = responsesIn(frame, framework, evaluator).flatMap(({ form, site, region, at }) => {
    const test = form.asserts === undefined || site === undefined ? undefined : evaluator.arguments(site)[form.asserts]
    return test === undefined || !isFeasible(region, frame.context, evaluator) ? [] : partsTested(test, framework, evaluator).map((part) => toCheck(part, at, frame))
  })
  return [...asserted, ...testsByHand(frame, framework, analysis)]
}

function testsByHand(frame: Frame, framework: Framework, analysis: InputAnalysis): readonly Check[] {
  const { evaluator } = analysis
  const { context } = frame
  return bodyOf(context).regions.flatMap(([id, region]) => {
    if (region.test === undefined || (region.kind !== "then" && region.kind !== "else")) return []
    if (!isFeasible(region.parent, context, evaluator, region.at)) return []
    const test = evaluator.evaluate(region.test, context)
    const tested = [...partsTested(test, framework, evaluator), ...partsAsked(region.test, frame, framework, evaluator)]
    const isRefusing = tested.length > 0 && (rejects(id, isPresence(test), frame, framework, analysis) || collects(id, frame, framework, analysis))
    return isRefusing ? tested.map((part) => toCheck(part, region.at, frame)) : []
  })
}

function toCheck({ part, field }: PartField, at: number, frame: Frame): Check {
  const by: Evidence = { at: locate(frame.context.module, at), name: "test" }
  return { part, fields: field === undefined ? new Set() : new Set([field]), kind: "manual", isClosed: false, unnamed: "unknown", by }
}

/** The parts of the request that a condition looks at; none where it asks whose something is, and not whether it is sound. */
function partsTested(test: AbstractValue, framework: Framework, evaluator: Evaluator): readonly PartField[] {
  const tested = partsIn(test, framework, evaluator).filter((part) => part.via.every((site) => isPure(site, evaluator)))
  return tested.length === 0 || comparesIdentity(test, evaluator) ? [] : tested
}

/** `if (!isPostcode(body.postcode))`: a function whose name asks a question is given the value. */
function partsAsked(test: Expression, frame: Frame, framework: Framework, evaluator: Evaluator): readonly PartField[] {
  if (test.kind === "operation") return test.operands.flatMap((one) => partsAsked(one, frame, framework, evaluator))
  if (test.kind !== "call") return []
  const { module } = frame.context
  const called = writtenNames(module.facts.calls[test.id]?.callee ?? test, module).at(-1) ?? ""
  const site = { module, call: test.id, context: frame.context }
  return asksQuestion(called) ? evaluator.arguments(site).flatMap((value) => partOf(value, framework, evaluator) ?? []) : []
}

/** Looking something up by a value, or handing it to unknown code, is no test of it. */
function isPure(site: CallSite, evaluator: Evaluator): boolean {
  const { target, receiver, method } = evaluator.callee(site)
  if (target.kind === "function" || isPureFunction(nameOf(target, evaluator))) return true
  return receiver !== undefined && (receiver.kind === "pattern" || receiver.kind === "array" || isPureMethod(method))
}

const COMBINING: ReadonlySet<string> = new Set(["!", "||", "&&"])

/** Whether a condition asks only whether something is there. */
const isPresence = (test: AbstractValue): boolean =>
  test.kind === "member" || (test.kind === "operation" && COMBINING.has(test.operator) && test.operands.every(isPresence))

/** `request.params.id !== request.user.id` */
const comparesIdentity = (test: AbstractValue, evaluator: Evaluator): boolean =>
  [...originsOf(test, evaluator)].some(({ name }) => find(credentials, name)?.kind === "established")
