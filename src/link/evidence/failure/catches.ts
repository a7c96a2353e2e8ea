/**
 * `catch` clauses, and the functions given to a promise's `catch()`: what each does with the error.
 *
 * @module
 */
import type { RegionId } from "../../../model/ids.ts"
import { NO_REGION } from "../../source/no-ids.ts"
import type { Framework } from "../../../frameworks/framework.ts"
import type { RegionFact } from "../../../model/facts.ts"
import type { ReachedCatch } from "../../../model/failures.ts"
import type { AbstractValue, CallSite, Context } from "../../../model/values.ts"
import type { Frame } from "../../effects/graph-types.ts"
import { rejectionHandlerIndex } from "../../effects/promise-chains.ts"
import { answerOf } from "../../effects/responses.ts"
import { CAUGHT, possibleValues, UNDEFINED } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isRole } from "../../evaluate/framework-values.ts"
import { callsOfChain } from "../../source/call-chain.ts"
import { contentOf, isInCatch, isWithin } from "../../source/control-flow.ts"
import { bodyOf } from "../../source/function-body.ts"
import { locate } from "../../source/location.ts"
import { readsCaught, readsParameter } from "../../source/used-bindings.ts"
import { guardedBy, hasEffect } from "./guarded-work.ts"
import { effectsIn } from "./handler-effects.ts"

const isCaught = (value: AbstractValue): boolean => value.kind === "caught"

/**
 * The catches in one running function, and those of the promises that it starts.
 *
 * @param calls the calls of the function that may run
 */
export function catchesIn(frame: Frame, calls: readonly CallSite[], framework: Framework, evaluator: Evaluator): readonly ReachedCatch[] {
  const clauses = bodyOf(frame.context).regions.flatMap(([region, fact]) =>
    (fact.kind === "catch" ? [clauseAt(region, fact, frame, calls, framework, evaluator)] : []))
  return [...clauses, ...calls.flatMap((site) => promiseCatchesAt(site, frame, framework, evaluator))]
}

function clauseAt(
  region: RegionId, fact: RegionFact, frame: Frame, calls: readonly CallSite[], framework: Framework, evaluator: Evaluator,
): ReachedCatch {
  const { module } = frame.context
  const effects = effectsIn({ region, frame, framework, isError: isCaught }, evaluator)
  const tried = calls.filter((site) => isWithin(module, module.facts.calls[site.call]?.region ?? NO_REGION, fact.paired ?? NO_REGION))
  const answersIn = (sites: readonly CallSite[]): boolean => sites.some((site) => answersOrContinues(site, framework, evaluator))
  const isLeftOpen = frame.via.length === 0 && !framework.answersReturns && !effects.answers && !effects.rethrows
  const hangs = isLeftOpen && answersIn(tried) && !answersIn(calls.filter((site) => !tried.includes(site)))
  const isPassedOver = fact.isEmpty === true && hasEffect(tried, evaluator) && module.facts.regions[fact.paired ?? -1]?.exits === false
  const at = locate(module, fact.at)
  return {
    ...effects,
    form: "clause",
    at: { ...at, end: at.start + "catch".length },
    isUsed: readsCaught(region, module),
    isExplained: fact.isExplained === true,
    guarded: guardedBy(tried, evaluator),
    outcome: hangs ? "hangs" : isPassedOver ? "continues" : "falls back",
    via: frame.via,
  }
}

/** Whether a call sends an answer, or calls `next()`. */
function answersOrContinues(site: CallSite, framework: Framework, evaluator: Evaluator): boolean {
  const response = answerOf(site, framework, evaluator)
  return (response !== undefined && response.form.isPartial !== true) || isRole(evaluator.callee(site).target, "next")
}

/** `save().catch(() => {})`, `save().then(done, () => {})`. */
function promiseCatchesAt(site: CallSite, frame: Frame, framework: Framework, evaluator: Evaluator): readonly ReachedCatch[] {
  const { module, context } = site
  const fact = module.facts.calls[site.call]
  const { method, target } = evaluator.callee(site)
  const index = rejectionHandlerIndex(method)
  if (fact?.callee.kind !== "member" || index === undefined || target.kind === "function") return []
  const handler = evaluator.arguments(site)[index]
  const tried = fact.callee.object
  if (handler === undefined || tried.kind !== "call") return []
  return possibleValues(handler).flatMap((one): ReachedCatch[] => {
    const running = one.kind === "function" ? evaluator.enter(one, site, [CAUGHT]) : undefined
    const code = running?.module.facts.functions[running.of]
    if (code === undefined || running === undefined) return []
    const effects = effectsIn({ region: code.region, frame: { context: running, via: ["", ...frame.via] }, framework, isError: isCaught }, evaluator)
    const isCleanup = guardedBy(callsOfChain(tried, module).map((call) => ({ module, call, context })), evaluator) === "cleanup"
    return [{
      ...effects,
      form: "promise",
      at: locate(module, fact.calleeAt),
      isUsed: readsParameter(running.of, 0, running.module),
      isExplained: code.isExplained === true,
      // What a catch does puts right what failed before: the first failure is the one to report.
      guarded: isCleanup || isInCatch(fact.region, module) ? "cleanup" : "work",
      outcome: isSilent(running, evaluator) && fact.result === "discarded" ? "continues" : "falls back",
      via: frame.via,
    }]
  })
}

/** A function that calls nothing and returns nothing. */
function isSilent(context: Context, evaluator: Evaluator): boolean {
  const code = context.module.facts.functions[context.of]
  return code !== undefined && contentOf(code.region, context.module).calls.length === 0
    && code.returns.every(({ value }) => value === undefined || isNothing(evaluator.evaluate(value, context)))
}

const isNothing = (value: AbstractValue): boolean =>
  value === UNDEFINED || (value.kind === "literal" && (value.value === null || value.value === false)) || value.kind === "unknown"

