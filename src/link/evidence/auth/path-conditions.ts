/**
 * Whether a request gets to a rejection: conditions on its address, its route's options and the lack of credentials are
 * evaluated along the way.
 *
 * @module
 */
import type { RegionId } from "../../../model/ids.ts"
import { MODULE_REGION, NO_REGION } from "../../source/no-ids.ts"
import type { AbstractValue, CallSite, Context } from "../../../model/values.ts"
import type { CallGraphs, Frame } from "../../effects/graph-types.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isFeasible } from "../../evaluate/feasible-path.ts"
import { isRole } from "../../evaluate/framework-values.ts"
import { originsOf } from "../../evaluate/provenance.ts"
import { isWithin } from "../../source/control-flow.ts"
import { bodyOf } from "../../source/function-body.ts"
import type { Rejection } from "./rejection.ts"
import { asksPath, evaluate, isAddress, type RouteAssumptions } from "./route-condition.ts"

/** Functions further from the handler are not climbed back from. */
const CLIMB = 12

/**
 * Whether a request for the route can get to a rejection.
 *
 * @param above finds the running function from which another one was entered
 * @param turnsAway whether a code unit of code ends a request with a failure
 * @returns undefined when an address test on the way cannot be evaluated; `elsewhere` when the rejection is for another
 *   section of paths, which is no word on this one; `perhaps` when what is stored decides, for a request that lacks
 *   credentials
 */
export function reachesRejection(
  rejection: Rejection, assumptions: RouteAssumptions, above: (frame: Frame) => Frame | undefined, alwaysRejects: (frame: Frame, region: RegionId) => boolean,
  evaluator: Evaluator, callGraphs: CallGraphs,
): boolean | "elsewhere" | "perhaps" | undefined {
  if (rejection.returned !== undefined && evaluate(rejection.returned, assumptions, evaluator) === true) return false
  let frame: Frame | undefined = rejection.frame
  let { region, at } = rejection
  let answer: true | "perhaps" | undefined = true
  for (let climbed = 0; frame !== undefined && climbed < CLIMB; climbed += 1) {
    const reached = reachesRegion(frame, region, at, assumptions, alwaysRejects, evaluator, callGraphs)
    if (reached === false || reached === "elsewhere") return reached
    if (reached === undefined) answer = undefined
    if (reached === "perhaps" && answer === true) answer = "perhaps"
    if (isNeverMade(frame.context, evaluator)) return false
    const { from }: Frame = frame
    const call = from?.module.facts.calls[from.call]
    frame = above(frame)
    if (call === undefined) break
    region = call.region
    at = call.at
  }
  return answer
}

/** A closure that is made in a code unit of code that does not run. */
function isNeverMade({ module, of, parent }: Context, evaluator: Evaluator): boolean {
  const region = module.facts.functions[of]?.region ?? NO_REGION
  const outer = module.facts.regions[region]?.parent ?? NO_REGION
  return parent !== undefined && parent.of >= 0 && outer > 0 && !isFeasible(outer, parent, evaluator)
}

/** Whether the tests around and before a place of a running function let a request get there. */
function reachesRegion(
  frame: Frame, region: RegionId, at: number, assumptions: RouteAssumptions, alwaysRejects: (frame: Frame, region: RegionId) => boolean, evaluator: Evaluator,
  callGraphs: CallGraphs,
): boolean | "elsewhere" | "perhaps" | undefined {
  const { module } = frame.context
  const { facts } = module
  let answer: true | "perhaps" | undefined = true
  const around = new Set<number>()
  for (let one = region; one > 0; one = facts.regions[one]?.parent ?? NO_REGION) {
    around.add(one)
    // What left the `try` never gets to its `catch`.
    const fact = facts.regions[one]
    if (fact?.kind === "catch" && fact.paired !== undefined) around.add(fact.paired)
    if (fact?.kind === "function") break
  }
  const start = module.spans[3 * at] ?? 0
  for (const [id, fact] of bodyOf(frame.context).regions) {
    if (fact.test === undefined || (fact.kind !== "then" && fact.kind !== "else")) continue
    const isAround = around.has(id)
    const isBefore = around.has(fact.parent) && (module.spans[3 * fact.at] ?? MODULE_REGION) < start && (fact.exits || letsGoOn(frame, id, evaluator, callGraphs))
    if (!isAround && !isBefore) continue
    const test = evaluator.evaluate(fact.test, frame.context)
    const holds = evaluate(test, assumptions, evaluator)
    if (holds === undefined) {
      if (asksPath(test, assumptions, evaluator) || [...originsOf(test, evaluator)].some(({ name }) => isAddress(name))) answer = undefined
      else if (answer === true && asksRecord(test, assumptions, evaluator) && letsOthersThrough(frame, id, isAround, alwaysRejects)) answer = "perhaps"
      continue
    }
    const isTaken = fact.kind === "then" ? holds : !holds
    // `if (!signature) return response.status(400)` lets nobody through who has none.
    if (!isAround && isTaken && assumptions.isMissing !== undefined && alwaysRejects(frame, id)) return answer
    if (isAround ? !isTaken : isTaken) return isOtherSection(test, holds, assumptions, evaluator) ? "elsewhere" : false
  }
  return answer
}

/**
 * Whether a test asks what was waited for, and nothing of the caller: `if (!share.password)`. What a credential was given to
 * says who the caller is.
 */
function asksRecord(test: AbstractValue, assumptions: RouteAssumptions, evaluator: Evaluator): boolean {
  const { isMissing } = assumptions
  if (isMissing === undefined) return false
  let isStored = false
  for (const { value, name, via } of originsOf(test, evaluator)) {
    if (name !== undefined && (isMissing(name) || name.startsWith("process.env"))) return false
    if (value.kind === "caught" || assumptions.isCaller?.(value) === true) return false
    if (value.kind === "result" && via.length === 0 && isAwaited(value.site)) isStored = true
  }
  return isStored
}

const isAwaited = ({ module, call }: CallSite): boolean => module.facts.calls[call]?.isAwaited === true

/** Whether a request that a test keeps from the rejection goes on: the other arm, or the arm that leaves, turns nobody away. */
function letsOthersThrough(frame: Frame, region: RegionId, isAround: boolean, alwaysRejects: (frame: Frame, region: RegionId) => boolean): boolean {
  const { regions } = frame.context.module.facts
  if (!isAround) return !alwaysRejects(frame, region)
  const taken = regions[region]
  const other = regions.findIndex((one, id) => id !== region && one.parent === taken?.parent && one.test === taken.test && one.kind !== taken.kind)
  return other < 0 || !alwaysRejects(frame, other)
}

/** Whether a test came out as it did because the path is none of those that it names: `path.startsWith("/admin")`. */
function isOtherSection(test: AbstractValue, outcome: boolean, assumptions: RouteAssumptions, evaluator: Evaluator): boolean {
  if (test.kind !== "operation") return !outcome && asksPath(test, assumptions, evaluator)
  const { operator, operands } = test
  const next = (one: AbstractValue | undefined, wanted: boolean): boolean => one !== undefined && isOtherSection(one, wanted, assumptions, evaluator)
  if (operator === "!") return next(operands[0], !outcome)
  if (operator === "&&" || operator === "||") {
    return operands.some((one) => evaluate(one, assumptions, evaluator) === outcome && next(one, outcome))
  }
  return (operator.startsWith("!=") ? outcome : !outcome) && asksPath(test, assumptions, evaluator)
}

function letsGoOn(frame: Frame, region: RegionId, evaluator: Evaluator, callGraphs: CallGraphs): boolean {
  const { module } = frame.context
  return callGraphs.callsOf(frame).some((site) =>
    isWithin(module, module.facts.calls[site.call]?.region ?? NO_REGION, region) && isRole(evaluator.callee(site).target, "next"))
}
