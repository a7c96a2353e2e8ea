/**
 * Whether a rejection depends on who the caller is.
 *
 * @module
 */
import type { RegionId } from "../../../model/ids.ts"
import { NO_REGION } from "../../source/no-ids.ts"
import type { AbstractValue, Context } from "../../../model/values.ts"
import type { CallGraphs, Frame } from "../../effects/graph-types.ts"
import { siteKey } from "../../evaluate/call-site.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { originsOf } from "../../evaluate/provenance.ts"
import { callsAt, earlyExitsBefore, isWithin } from "../../source/control-flow.ts"
import type { Credentials } from "./credentials.ts"
import type { IdentitySummary } from "./identity-behaviour.ts"
import type { Rejection } from "./rejection.ts"

/** Functions further from the handler are not climbed back from. */
const CLIMB = 12

/** Tells whether rejections depend on the identity. */
export interface ControlDependence {
  /** Whether a rejection is one of callers by who they are. */
  dependsOnIdentity(rejection: Rejection, summary: IdentitySummary): boolean
}

/**
 * An analysis of what rejections depend on.
 *
 * @returns the analysis
 */
export function createControlDependence(credentials: Credentials, evaluator: Evaluator, callGraphs: CallGraphs): ControlDependence {
  function dependsOnIdentity({ frame, region, at, isWeak, asserted }: Rejection, summary: IdentitySummary): boolean {
    if (asserted !== undefined && isIdentity(asserted, summary, frame, isWeak)) return true
    if (summary.identitySites.size > 0 && isVerifyingCall(frame, at, summary)) return true
    if (isChosenByIdentity(frame, frame.context, region, summary, isWeak)) return true
    if (!isWeak && isLeftOver(frame, region, at, summary)) return true
    // A rejection that a function is for is chosen where it is called: `if (!session) return unauthorized()`.
    for (let below = frame, climbed = 0; !isWeak && climbed < CLIMB; climbed += 1) {
      const { from } = below
      const caller = summary.above(below)
      if (from === undefined || caller === undefined) break
      if (isChosenByIdentity(caller, caller.context, from.module.facts.calls[from.call]?.region ?? NO_REGION, summary, isWeak)) return true
      below = caller
    }
    // A helper that itself reads the credentials rejects: requireUser(request).
    return !isWeak && frame.from !== undefined && credentials.areReadBy(frame)
  }

  /** Whether a condition around a region asks for the identity; around the function too, if it is made in another one. */
  function isChosenByIdentity(frame: Frame, context: Context, region: RegionId, summary: IdentitySummary, isWeak: boolean): boolean {
    const { module, parent } = context
    for (let one = region; one > 0; one = module.facts.regions[one]?.parent ?? NO_REGION) {
      const fact = module.facts.regions[one]
      if (fact === undefined) return false
      if (fact.kind === "function") {
        const outer = fact.parent
        return parent !== undefined && outer > 0 && isChosenByIdentity(frame, parent, outer, summary, isWeak)
      }
      if (fact.kind === "catch" && fact.paired !== undefined && context === frame.context && hasIdentityCall(frame, fact.paired, summary)) return true
      if (fact.test !== undefined && isIdentity(evaluator.evaluate(fact.test, context), summary, frame, isWeak)) return true
    }
    return false
  }

  /** What is rejected after those who are known have left: `if (user) return user; throw new Unauthorized()`. */
  function isLeftOver(frame: Frame, region: RegionId, at: number, summary: IdentitySummary): boolean {
    return earlyExitsBefore(region, at, frame.context.module).some(({ test }) =>
      test !== undefined && isIdentity(evaluator.evaluate(test, frame.context), summary, frame, false))
  }

  function isVerifyingCall(frame: Frame, at: number, summary: IdentitySummary): boolean {
    const { module, context } = { module: frame.context.module, context: frame.context }
    return callsAt(at, module).some((call) => summary.identitySites.has(siteKey({ module, call, context })))
  }

  function hasIdentityCall(frame: Frame, region: RegionId, summary: IdentitySummary): boolean {
    const { facts } = frame.context.module
    return callGraphs.callsOf(frame).some((site) => summary.identitySites.has(siteKey(site)) && isWithin(frame.context.module, facts.calls[site.call]?.region ?? NO_REGION, region))
  }

  function isIdentity(test: AbstractValue, summary: IdentitySummary, frame: Frame, isWeak: boolean): boolean {
    for (const { value, name, via, isArgument } of originsOf(test, evaluator)) {
      // What was looked up with an identity, and not found, is no rejection of the caller: orders.find(id, request.user.shop).
      const isLookUp = isWeak && isArgument && via.some((site) => !summary.identitySites.has(siteKey(site)))
      if (isLookUp) continue
      if (credentials.includes(name)) return true
      if (value.kind === "result" && summary.identitySites.has(siteKey(value.site))) return true
      // A parameter of a callback that a verifying call calls.
      if (value.kind === "unbound" && frame.from !== undefined && summary.identitySites.has(siteKey(frame.from)) && value.context === frame.context) return true
    }
    return false
  }

  return { dependsOnIdentity }
}
