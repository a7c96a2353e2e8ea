/**
 * What a handler's code does about the caller's identity, whatever the route.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import { auth, checksCaller } from "../../../knowledge/auth.ts"
import { find } from "../../../knowledge/table.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import { deciderOf } from "../../effects/call-graph.ts"
import type { CallGraph, CallGraphs, Frame } from "../../effects/graph-types.ts"
import { responsesIn } from "../../effects/responses.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { describe } from "../../evaluate/describe.ts"
import { possibleValues, UNKNOWN } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import type { Credentials } from "./credentials.ts"
import { isGuardLikeName } from "./guard-names.ts"
import { letsAllThrough } from "./library-guard.ts"

/** What a handler's code does about identity. */
export interface IdentitySummary {
  /** Whether any credential is read or checked. */
  readonly reads: boolean
  /** Some call could not be followed and was handed the request. */
  readonly isIncomplete: boolean
  /** The name of such a call says that it protects. */
  readonly isProtectiveIncomplete: boolean
  /** A package was given a function, among options, that looks after identity: whether it rejects whom it should is the package's to say. */
  readonly delegates: boolean
  /** Nothing of the project answers: a package is handed the request, and what it does with it is its own. */
  readonly isHandedOver: boolean
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
        return checksCaller(find(auth, nameOf(evaluator.callee(site).target, evaluator)))
      }))
    })
  }

  function summarize(graph: CallGraph, framework: Framework): IdentitySummary {
    const reads = graph.frames.some((frame) => credentials.areReadBy(frame) || callGraphs.callsOf(frame).some((site) => isCheck(site, frame)))
    const unknowns = graph.unresolvedCalls.map((site) => evaluator.callee(site).method ?? describe(evaluator.callee(site).target, evaluator))
    return {
      reads,
      isIncomplete: unknowns.length > 0,
      isProtectiveIncomplete: unknowns.some(isGuardLikeName),
      delegates: !reads && delegatesIn(graph.frames, framework),
      get isHandedOver() { return !reads && isHandedOver(graph.frames, framework) },
    }
  }

  /** A package's check of a credential, or its guard. */
  function isCheck(site: CallSite, frame: Frame): boolean {
    const { target } = evaluator.callee(site)
    const note = find(auth, nameOf(target, evaluator))
    if (note === undefined || (!checksCaller(note) && note.kind !== "guard")) return false
    const values = evaluator.arguments(site)
    if (note.kind === "verifies" && credentials.areExchanged(values)) return false
    return !letsAllThrough(note, values, evaluator) && deciderOf(target, frame.context.receiver, evaluator) === undefined
  }

  return { summarize, isDelegating }
}
