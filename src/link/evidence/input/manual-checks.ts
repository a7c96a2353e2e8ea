/**
 * Checks that are written by hand: tests of request data that can refuse the request.
 *
 * @module
 */
import type { RegionId } from "../../../model/ids.ts"
import { MODULE_REGION } from "../../source/no-ids.ts"
import type { Framework } from "../../../frameworks/framework.ts"
import type { Evidence } from "../../../model/evidence.ts"
import type { Expression } from "../../../model/expression.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import type { CallGraphs, Frame } from "../../effects/graph-types.ts"
import { answerOf, responsesIn } from "../../effects/responses.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isFeasible } from "../../evaluate/feasible-path.ts"
import { isRole } from "../../evaluate/framework-values.ts"
import { originsOf } from "../../evaluate/provenance.ts"
import { contentOf, isWithin } from "../../source/control-flow.ts"
import { bodyOf } from "../../source/function-body.ts"
import { locate } from "../../source/location.ts"
import { writtenNames } from "../../source/source-name.ts"
import type { Check } from "./check.ts"
import { type PartField, partOf, partsIn } from "./request-part.ts"

/** Whether a value, as written, has a local in it. */
function mentionsLocal(expression: Expression | undefined, id: number): boolean {
  switch (expression?.kind) {
    case "local":
      return expression.id === id
    case "member":
      return mentionsLocal(expression.object, id)
    case "operation":
      return expression.operands.some((operand) => mentionsLocal(operand, id))
    default:
      return false
  }
}

/** Functions that tell whether a value is sound. */
const QUESTION = /^(?:is|has|matches)[A-Z_]|valid/i

/** `return false`, or what a function tells its caller: `return { error: "too short" }`. */
function saysNo(expression: Expression | undefined, { from }: Frame): boolean {
  if (expression?.kind === "literal") return expression.value === false || expression.value === null
  return from !== undefined && expression?.kind === "object" && expression.entries.some(({ name, value: said }) =>
    /^(?:errors?|issues)$/.test(name ?? "") || (/^(?:success|ok|valid|isValid)$/.test(name ?? "") && said.kind === "literal" && said.value === false))
}

/** Finds tests by hand. */
export interface ManualChecks {
  /** The tests of request data in one running function that can refuse the request. */
  checksByHand(frame: Frame, framework: Framework): readonly Check[]
  /** Whether a region rejects the request: it throws, answers with an error, or hands one on. */
  rejects(frame: Frame, region: RegionId, framework: Framework, isPresenceTest: boolean): boolean
  /** Whether a region puts what is wrong into a list that is looked at later. */
  collects(frame: Frame, region: RegionId, framework: Framework): boolean
}

/**
 * A finder of tests by hand.
 *
 * @returns the finder
 */
export function createManualChecks(evaluator: Evaluator, callGraphs: CallGraphs): ManualChecks {
  /** Tests of request data by hand that can refuse the request: `if (!body.email) return response.status(400)`. */
  function checksByHand(frame: Frame, framework: Framework): readonly Check[] {
    const asserted = responsesIn(frame, framework, evaluator).flatMap(({ form, site, region, at }) => {
      const test = form.asserts === undefined || site === undefined ? undefined : evaluator.arguments(site)[form.asserts]
      return test === undefined || !isFeasible(region, frame.context, evaluator) ? [] : manualChecks(test, at, frame, framework)
    })
    return [...asserted, ...testsByHand(frame, framework)]
  }

  function manualChecks(test: AbstractValue, at: number, frame: Frame, framework: Framework): readonly Check[] {
    const tested = partsIn(test, framework, evaluator).filter((part) => part.via.every((site) => isPlain(site)))
    if (tested.length === 0 || comparesIdentity(test)) return []
    return tested.map((part) => toCheck(part, at, frame))
  }

  function toCheck({ part, field }: PartField, at: number, frame: Frame): Check {
    const by: Evidence = { at: locate(frame.context.module, at), name: "test" }
    return { part, fields: field === undefined ? new Set() : new Set([field]), kind: "manual", isClosed: false, by }
  }

  function testsByHand(frame: Frame, framework: Framework): readonly Check[] {
    return bodyOf(frame.context).regions.flatMap(([id, region]) => {
      if (region.test === undefined || (region.kind !== "then" && region.kind !== "else")) return []
      if (!isFeasible(region.parent, frame.context, evaluator, region.at)) return []
      const test = evaluator.evaluate(region.test, frame.context)
      const asked = partsAsked(region.test, frame, framework).map((part) => toCheck(part, region.at, frame))
      const found = [...manualChecks(test, region.at, frame, framework), ...asked]
      return found.length === 0 || (!rejects(frame, id, framework, isPresence(test)) && !collects(frame, id, framework)) ? [] : found
    })
  }

  /** `if (!isPostcode(body.postcode))`: a function whose name asks a question is given the value. */
  function partsAsked(test: Expression, frame: Frame, framework: Framework): readonly PartField[] {
    if (test.kind === "operation") return test.operands.flatMap((one) => partsAsked(one, frame, framework))
    if (test.kind !== "call") return []
    const { module } = frame.context
    const called = writtenNames(module.facts.calls[test.id]?.callee ?? test, module).at(-1) ?? ""
    const site = { module, call: test.id, context: frame.context }
    return QUESTION.test(called) ? evaluator.arguments(site).flatMap((value) => partOf(value, framework, evaluator) ?? []) : []
  }

  /** Looking something up by a value, or handing it to unknown code, is no test of it. */
  function isPlain(site: CallSite): boolean {
    const { target, receiver, method } = evaluator.callee(site)
    const name = nameOf(target, evaluator)
    if (target.kind === "function") return true
    if (name !== undefined && /^(?:Number|String|Boolean|parseInt|parseFloat|isNaN|isFinite|Array|Object|RegExp|Date|URL|eval|validator|lodash|mongoose\.(?:isValidObjectId|isObjectIdOrHexString|Types\.ObjectId\.isValid)|typeof)\b/.test(name)) return true
    if (receiver?.kind === "pattern" || receiver?.kind === "array") return true
    return method !== undefined && receiver !== undefined && /^(?:trim|toLowerCase|toUpperCase|toString|match|test|includes|startsWith|endsWith|split|indexOf|some|every|hasOwnProperty|isInteger|length|at|replace)$/.test(method)
  }

  const isPresence = (test: AbstractValue): boolean =>
    test.kind === "member" || (test.kind === "operation" && (test.operator === "!" || test.operator === "||" || test.operator === "&&") && test.operands.every(isPresence))

  /** `request.params.id !== request.user.id` asks whose it is, not whether it is sound. */
  function comparesIdentity(test: AbstractValue): boolean {
    return [...originsOf(test, evaluator)].some(({ name }) => name !== undefined && /^request\.(?:user|session|auth|account)\b/.test(name))
  }

  function rejects(frame: Frame, region: RegionId, framework: Framework, isPresenceTest: boolean): boolean {
    const { facts } = frame.context.module
    const isInside = (one: number): boolean => {
      for (let each = one; each >= 0; each = facts.regions[each]?.parent ?? -1) if (each === region) return true
      return false
    }
    if (contentOf(region, frame.context.module).throws.length > 0) return true
    const returnsNegative = frame.fact.returns.some(({ value: expression, region: one }) => isInside(one) && saysNo(expression, frame))
    if (returnsNegative) return true
    const responses = responsesIn(frame, framework, evaluator).filter((response) => isInside(response.region))
    const isRefusal = responses.some(({ status, form, name }) => {
      if (status !== undefined) return status >= 400
      if (form.isPartial === true) return false
      // A page instead of the work: the other arm of the condition, or a way out of it.
      const isWayOut = facts.regions[region]?.exits === true
      return facts.regions[region]?.kind === "else" || (isWayOut && (!isPresenceTest || name === "response.redirect"))
    })
    return isRefusal || callGraphs.callsOf(frame).some((site) => {
      if (!isInside(facts.calls[site.call]?.region ?? -1)) return false
      const { target } = evaluator.callee(site)
      return (isRole(target, "next") && evaluator.arguments(site).length > 0) || possibleValues(target).some((one) => answersFailure(one, site, framework))
    })
  }

  /** `return refuse(415, "A photo is a JPEG")`: the function that is called answers. */
  function answersFailure(target: AbstractValue, site: CallSite, framework: Framework): boolean {
    const running = evaluator.enter(target, site)
    return running !== undefined && bodyOf(running).calls.some(([call]) =>
      (answerOf({ module: running.module, call, context: running }, framework, evaluator)?.status ?? MODULE_REGION) >= 400)
  }

  /** What is wrong goes into a list, and the list is looked at later: `errors.push("..."); ... if (errors.length) return ...` */
  function collects(frame: Frame, region: RegionId, framework: Framework): boolean {
    const { facts } = frame.context.module
    const lists = callGraphs.callsOf(frame).flatMap((site): number[] => {
      const call = facts.calls[site.call]
      if (call === undefined || !isWithin(frame.context.module, call.region, region) || call.callee.kind !== "member") return []
      const { object, name } = call.callee
      return (name === "push" || name === "add" || name === "unshift") && object.kind === "local" ? [object.id] : []
    })
    if (lists.length === 0) return false
    const isReturned = frame.fact.returns.some(({ value: expression }) => expression?.kind === "local" && lists.includes(expression.id))
    return (isReturned && frame.from !== undefined) || bodyOf(frame.context).regions.some(([id, other]) =>
      other.test !== undefined && lists.some((list) => mentionsLocal(other.test, list))
      && (other.exits || rejects(frame, id, framework, false)))
  }

  return { checksByHand, rejects, collects }
}
