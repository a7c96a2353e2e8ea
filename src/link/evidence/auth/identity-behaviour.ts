/**
 * What a handler's code does about the caller's identity, whatever the route.
 *
 * @module
 */
import type { RegionId } from "../../../model/ids.ts"
import { MODULE_REGION, NO_REGION } from "../../source/no-ids.ts"
import type { Framework } from "../../../frameworks/framework.ts"
import { auth } from "../../../knowledge/auth.ts"
import { find } from "../../../knowledge/table.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import { deciderOf } from "../../effects/call-graph.ts"
import { exceptionFlowFrom, type ExceptionTaker } from "../../effects/exception-flow.ts"
import type { CallGraph, CallGraphs, Frame } from "../../effects/graph-types.ts"
import { responsesIn } from "../../effects/responses.ts"
import { siteKey } from "../../evaluate/call-site.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { describe } from "../../evaluate/describe.ts"
import { possibleValues, UNKNOWN } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isRole } from "../../evaluate/framework-values.ts"
import { originsOf } from "../../evaluate/provenance.ts"
import { contentOf, isWithin } from "../../source/control-flow.ts"
import type { Credentials } from "./credentials.ts"
import { isGuardLikeName } from "./guard-names.ts"
import { letsAllThrough } from "./library-guard.ts"
import { type Rejection, rejectionsIn } from "./rejection.ts"

/** What a handler's code does about identity. */
export interface IdentitySummary {
  readonly rejections: readonly Rejection[]
  /** Whether any credential is read or checked. */
  readonly reads: boolean
  /** Calls that gave, or checked, an identity; what they return is one. */
  readonly identitySites: ReadonlySet<string>
  /** Some call could not be followed and was handed the request. */
  readonly isIncomplete: boolean
  readonly isProtectiveIncomplete: boolean
  /** A package was given a function, among options, that looks after identity: whether it rejects whom it should is the package's to say. */
  readonly delegates: boolean
  /** Nothing of the project answers: a package is handed the request, and what it does with it is its own. */
  readonly isHandedOver: boolean
  /** The running function from which another one was entered. */
  readonly above: (frame: Frame) => Frame | undefined
  /** Whether a code unit of code ends a request with a failure. */
  readonly alwaysRejects: (frame: Frame, region: RegionId) => boolean
}

/** Options lie no deeper than this in what a package is given. */
const OPTION_DEPTH = 3

/** The request itself, as a framework gives it or as Node or the Fetch standard has it. */
const WHOLE = /^(?:request|context)(?:\.(?:raw|req|request))*$/

/** Watches what handlers do. */
export interface IdentitySummaries {
  summarize(graph: CallGraph, framework: Framework): IdentitySummary
  /** Whether a package's call is given options in which a function looks after identity. */
  isDelegating(site: CallSite, framework: Framework): boolean
}

/**
 * A watcher of handlers.
 *
 * @returns the watcher
 */
export function createIdentitySummaries(credentials: Credentials, evaluator: Evaluator, callGraphs: CallGraphs): IdentitySummaries {
  /** `handleUpload({ onBeforeUpload: async () => { if (!(await getSession())) throw ... } })` */
  function delegatesIn(frames: readonly Frame[], framework: Framework): boolean {
    return frames.some((frame) => callGraphs.callsOf(frame).some((site) => isDelegating(site, framework)))
  }

  /** `server.handle(request.raw, response.raw)`, and no answer beside it. */
  function isHandedOver(frames: readonly Frame[], framework: Framework): boolean {
    if (frames.some((frame) => responsesIn(frame, framework, evaluator).length > 0)) return false
    return frames.some((frame) => callGraphs.callsOf(frame).some((site) => {
      const { target, receiver } = evaluator.callee(site)
      const isMade = target.kind === "result" || receiver?.kind === "result"
      return isMade && nameOf(target, evaluator) !== undefined && evaluator.arguments(site).some(isWholeRequest)
    }))
  }

  const isWholeRequest = (value: AbstractValue): boolean => possibleValues(value).some((one) => WHOLE.test(nameOf(one, evaluator) ?? ""))

  function isDelegating(site: CallSite, framework: Framework): boolean {
    const { target, receiver } = evaluator.callee(site)
    // `new Server({ onIncomingRequest })`, and then `server.handle(request, response)`.
    const made = receiver?.kind === "result" ? evaluator.arguments(receiver.site) : []
    return target.kind !== "function" && receiver?.kind !== "role" && [...evaluator.arguments(site), ...made].some((value) => isDelegate(value, framework, 0))
  }

  function isDelegate(value: AbstractValue, framework: Framework, depth: number): boolean {
    if (depth > OPTION_DEPTH) return false
    return possibleValues(value).some((one) => {
      if (one.kind === "object") return [...evaluator.entries(one).values()].some((entry) => isDelegate(entry, framework, depth + 1))
      if (one.kind !== "function" || depth === 0) return false
      return callGraphs.graphOf(one, framework, UNKNOWN).frames.some((inner) => credentials.areReadBy(inner) || callGraphs.callsOf(inner).some((site) => {
        const kind = find(auth, nameOf(evaluator.callee(site).target, evaluator))?.kind
        return kind === "verifies" || kind === "signature"
      }))
    })
  }

  function summarize(graph: CallGraph, framework: Framework): IdentitySummary {
    const rejections: Rejection[] = []
    const identitySites = new Set<string>()
    let reads = false
    for (const frame of graph.frames) {
      rejections.push(...rejectionsIn(frame, framework, callGraphs, evaluator).filter((one) =>
        !tellsOfOthers(one, frame) && (one.isThrown !== true || !isSwallowed(one.region, frame, graph, framework))))
      if (credentials.areReadBy(frame)) {
        reads = true
        markUpwards(frame, graph, identitySites)
      }
      for (const site of callGraphs.callsOf(frame)) {
        const note = find(auth, nameOf(evaluator.callee(site).target, evaluator))
        if (note === undefined || (note.kind !== "verifies" && note.kind !== "signature" && note.kind !== "guard")) continue
        const values = evaluator.arguments(site)
        if (note.kind === "verifies" && isExchanged(values)) continue
        if (letsAllThrough(note, values, evaluator) || deciderOf(evaluator.callee(site).target, frame.context.receiver, evaluator) !== undefined) continue
        reads = true
        identitySites.add(siteKey(site))
        markUpwards(frame, graph, identitySites)
        const region = site.module.facts.calls[site.call]?.region ?? MODULE_REGION
        const hasCallback = values.some((value) => value.kind === "function")
        const callee = evaluator.callee(site).target
        // `passport.authenticate("jwt", (error, user) => ...)(request, response, next)`: the inner call calls back with the identity.
        if (note.kind === "guard" && callee.kind === "result") identitySites.add(siteKey(callee.site))
        const decides = note.kind === "guard" && callee.kind === "result" && note.callbackDecides === true && evaluator.arguments(callee.site).some((value) => value.kind === "function" || value.kind === "result" && value !== evaluator.arguments(callee.site)[0])
        const refusesItself = note.kind === "guard" ? !decides : note.outcome === "throws" && !hasCallback
        if (refusesItself && !isSwallowed(region, frame, graph, framework)) rejections.push({ frame, region, at: site.module.facts.calls[site.call]?.at ?? 0, isWeak: false })
      }
    }
    const unknowns = graph.unresolvedCalls.map((site) => evaluator.callee(site).method ?? describe(evaluator.callee(site).target, evaluator))
    const above = ({ from }: Frame): Frame | undefined => (from === undefined ? undefined : graph.frameOf.get(from.context))
    const alwaysRejects = (frame: Frame, region: RegionId): boolean => {
      return responsesIn(frame, framework, evaluator).some((one) => (one.status ?? 0) >= 400 && isWithin(frame.context.module, one.region, region))
        || contentOf(region, frame.context.module).throws.length > 0
    }
    return { rejections, reads, identitySites, above, alwaysRejects, isIncomplete: unknowns.length > 0, isProtectiveIncomplete: unknowns.some(isGuardLikeName), delegates: !reads && delegatesIn(graph.frames, framework), get isHandedOver() { return !reads && isHandedOver(graph.frames, framework) } }
  }

  /** A token out of the body is what a route takes in exchange for a session, and no credential of the caller. */
  function isExchanged(values: readonly AbstractValue[]): boolean {
    const names = values.flatMap((value) => [...originsOf(value, evaluator)].flatMap(({ name }) => name ?? []))
    return names.some((name) => name.startsWith("request.body")) && !names.some((name) => credentials.includes(name))
  }

  /** What a function that read the identity returns, and the functions that called it return, may carry it. */
  function markUpwards(frame: Frame, graph: CallGraph, sites: Set<string>): void {
    for (let one: Frame | undefined = frame; one?.from !== undefined; ) {
      const { from }: Frame = one
      if (from === undefined || sites.has(siteKey(from))) return
      sites.add(siteKey(from))
      one = graph.frameOf.get(from.context)
    }
  }

  /** `try { await next() } catch (error) { context.status = 401 }` answers for what comes after it. */
  function tellsOfOthers({ region }: Rejection, frame: Frame): boolean {
    const { facts } = frame.context.module
    for (let one = region; one > 0; one = facts.regions[one]?.parent ?? NO_REGION) {
      const fact = facts.regions[one]
      if (fact?.kind === "function") return false
      const tried = fact?.kind === "catch" ? fact.paired : undefined
      if (tried !== undefined && callGraphs.callsOf(frame).some((site) => isRole(evaluator.callee(site).target, "next")
        && evaluator.arguments(site).length === 0 && isWithin(frame.context.module, facts.calls[site.call]?.region ?? NO_REGION, tried))) return true
    }
    return false
  }

  /** Whether a failure rejects nobody: on every way a `catch` takes it that neither answers nor fails, or nothing waits for it. */
  function isSwallowed(failing: RegionId, frame: Frame, graph: CallGraph, framework: Framework): boolean {
    const { takers, escapes } = exceptionFlowFrom(frame, failing, graph, evaluator)
    return !escapes && takers.every((taker) => isSilent(taker, graph, framework))
  }

  /** Whether code that took a failure neither answers nor passes it on, and what it throws itself is swallowed too. */
  function isSilent({ frame, region }: ExceptionTaker, graph: CallGraph, framework: Framework): boolean {
    if (region < 0) return false
    const { module } = frame.context
    const isInside = (one: RegionId): boolean => isWithin(module, one, region)
    if (module.facts.throws.some((one) => isInside(one.region) && !isSwallowed(one.region, frame, graph, framework))) return false
    if (responsesIn(frame, framework, evaluator).some((one) => isInside(one.region))) return false
    return !callGraphs.callsOf(frame).some((site) => {
      const { target, receiver } = evaluator.callee(site)
      const isNext = isRole(target, "next") && evaluator.arguments(site).length > 0
      return isInside(module.facts.calls[site.call]?.region ?? NO_REGION) && (isNext || (nameOf(receiver ?? target, evaluator)?.startsWith("response") ?? false))
    })
  }

  return { summarize, isDelegating }
}
