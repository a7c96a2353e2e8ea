/**
 * Handlers that let a request go on, and handlers that never do.
 *
 * @module
 */
import type { Ternary } from "../../model/evidence.ts"
import type { CallSite } from "../../model/values.ts"
import { literalText, possibleValues } from "../evaluate/domain.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { isRole } from "../evaluate/framework-values.ts"
import { parameterRoles } from "../routing/handler-roles.ts"
import type { Operation, Step } from "../routing/operation.ts"
import type { CallGraphs, Frame } from "./graph-types.ts"
import { responsesIn } from "./responses.ts"

/** What Express calls to leave a route or a router: https://expressjs.com/en/guide/using-middleware.html */
const EXITS = new Set(["route", "router"])

/** Knows what handlers do with the right to go on. */
export interface Continuations {
  /** Whether a route may leave a request to the next one that fits. */
  passesOn(operation: Operation): Ternary
  /** Whether middleware answers every request that it sees. */
  alwaysAnswers(step: Step): boolean
}

/**
 * Knows it by following the handlers.
 *
 * @returns what can be asked
 */
export function createContinuations(evaluator: Evaluator, callGraphs: CallGraphs): Continuations {
  const framesOf = (step: Step): readonly Frame[] => callGraphs.graphOf(step.handler, step.convention ?? step.framework, step.router).frames
  const sitesOf = (frames: readonly Frame[]): readonly CallSite[] => frames.flatMap((frame) => callGraphs.callsOf(frame))

  /** `isLast`: to go on is to leave the route; a handler before the last one has to name what it leaves. */
  function goesOn(step: Step, isLast: boolean): Ternary {
    const frames = framesOf(step)
    if (frames.length === 0) return isLast ? "unknown" : "no"
    let response: Ternary = "no"
    for (const site of sitesOf(frames)) {
      const { target, method } = evaluator.callee(site)
      const [first, ...others] = evaluator.arguments(site)
      if (isRole(target, "next")) {
        if (first === undefined ? isLast : EXITS.has(literalText(first) ?? "")) return "yes"
        continue
      }
      // `promise.catch(next)` hands on an error, and a function that is followed has been looked at.
      const isGiven = [first, ...others].some((one) => isRole(one, "next"))
      const isFollowed = possibleValues(target).some((one) => one.kind === "function")
      if (isLast && isGiven && method !== "catch" && !isFollowed) response = "unknown"
    }
    return response
  }

  function passesOn({ chain }: Operation): Ternary {
    const own = chain.filter((step) => step.isOwn)
    if (own.length === 0) return "unknown"
    const responses = own.map((step, index) => goesOn(step, index === own.length - 1))
    return responses.includes("yes") ? "yes" : responses.includes("unknown") ? "unknown" : "no"
  }

  function alwaysAnswers(step: Step): boolean {
    const target = possibleValues(step.handler)
    const [only] = target
    if (target.length !== 1 || only?.kind !== "function" || parameterRoles(only, step.framework, evaluator)[0] === "error") return false
    const frames = framesOf(step)
    const [first] = frames
    const mentionsNext = sitesOf(frames).some((site) =>
      isRole(evaluator.callee(site).target, "next") || evaluator.arguments(site).some((one) => isRole(one, "next")))
    if (first === undefined || mentionsNext) return false
    return responsesIn(first, step.framework, evaluator).some(({ form, region }) => form.isPartial !== true && region === first.fact.region)
  }

  return { passesOn, alwaysAnswers }
}
