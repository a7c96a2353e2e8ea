/**
 * A route as rules read it: an operation, and what the context say of it when they are asked.
 *
 * @module
 */
import type { CalleeTest } from "../../model/calls.ts"
import type { Unresolved } from "../../model/project.ts"
import type { Application, AuthEvidence, InputEvidence, Route } from "../../model/route.ts"
import { comparisonsOfGraph } from "../effects/comparisons.ts"
import type { CallGraph } from "../effects/graph-types.ts"
import type { PackageCallbacks } from "../effects/package-callbacks.ts"
import { functionsOfGraph } from "../effects/signatures.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import type { Sources } from "../evaluate/sources.ts"
import { statusOf } from "../evaluate/status.ts"
import { publicBy } from "../evidence/auth/public-by-intent.ts"
import { analyzeAuth, type AuthAnalysis } from "../evidence/auth/verdict.ts"
import type { CallAnalysis, ReachedCalls } from "../evidence/calls/reached-calls.ts"
import { UNDOCUMENTED } from "../evidence/documentation/documentation.ts"
import { thrownIn } from "../evidence/failure/escaping-errors.ts"
import { type FailureAnalysis, failuresOf } from "../evidence/failure/failures.ts"
import { type ResponseAnalysis, responseOf } from "../evidence/response/declared-response.ts"
import { responsesOfGraph } from "../evidence/response/sent-responses.ts"
import { type StreamAnalysis, streamsOf } from "../evidence/streams/streams.ts"
import { toHandler } from "../routing/handlers.ts"
import type { Operation, Step } from "../routing/operation.ts"
import { type SchemaAnalysis, schemasOfRoute } from "./route-schemas.ts"
import type { createShadows } from "./shadowed-routes.ts"

/** What the evidence of a route is worked out with. */
export interface RouteAnalysis extends AuthAnalysis, CallAnalysis, SchemaAnalysis, StreamAnalysis, ResponseAnalysis {
  readonly failures: FailureAnalysis
  readonly packageCallbacks: PackageCallbacks
  readonly reachedCalls: ReachedCalls
  readonly shadowOf: ReturnType<typeof createShadows>
  readonly sources: Sources
  /** Where defects are told: routes that could not be judged whole. */
  readonly defects: Unresolved[]
}

const NOT_KNOWN: InputEvidence = { answer: "unknown", use: undefined, by: [], isNarrowed: "unknown" }

/** What the route says itself; else what the framework does by itself. A way in of another kind has its own. */
function defaultStatusOf({ declared, framework, method, kind }: Operation, evaluator: Evaluator): number | undefined {
  if (declared?.status !== undefined) return statusOf(declared.status, evaluator)
  if (kind === "action") return undefined
  return framework.defaultStatus === undefined ? 200 : framework.defaultStatus(method)
}

/** Evidence each part of which is worked out, once, when it is asked for. */
function guardAuth(analyzed: () => AuthEvidence, once: <T>(compute: () => T, otherwise: T) => () => T): AuthEvidence {
  const [by, steps, reasons] = [once(() => analyzed().by, []), once(() => analyzed().steps, []), once(() => analyzed().reasons, [])]
  return {
    get answer() { return analyzed().answer },
    get by() { return by() },
    get steps() { return steps() },
    get reasons() { return reasons() },
  }
}

export function toRoute(operation: Operation, application: Application, analysis: RouteAnalysis): Route {
  const { evaluator, callGraphs, sources } = analysis
  const { at, framework } = operation
  const graphOf = (step: Step): CallGraph => callGraphs.graphOf(step.handler, step.convention ?? step.framework, step.router)
  const handlers = operation.chain.map((step) => toHandler(step, evaluator))
  /** Computes once; code that defeats the analysis makes the answer unknown and is told, and nothing else is lost. */
  const once = <T>(compute: () => T, otherwise: T): (() => T) => {
    const known: { value?: T } = {}
    return () => {
      if ("value" in known) return known.value
      try {
        known.value = compute()
      } catch (error) {
        analysis.defects.push({ at, reason: `this route could not be judged whole: ${error instanceof Error ? error.message : String(error)}` })
        known.value = otherwise
      }
      return known.value
    }
  }
  const auth = guardAuth(once(() => analyzeAuth(operation, analysis), { answer: "unknown", by: [], steps: [], reasons: [] }), once)
  const publicByIntent = once(() => publicBy(operation, analysis, sources), undefined)
  const inputs = once(() => analysis.inputs.inputsOf(operation, graphOf), { body: NOT_KNOWN, query: NOT_KNOWN, params: NOT_KNOWN })
  const shadow = once(() => analysis.shadowOf(operation), undefined)
  const response = once(() => responseOf(operation, graphOf, analysis), { answer: "unknown", isWeak: false, isSerialized: true, isTransformed: "unknown", by: [] })
  const documentation = once(() => analysis.documentation.documentationOf(operation, { inputs: inputs(), response: response() }), UNDOCUMENTED)
  const packageCallbacks = once(() => [
    ...analysis.packageCallbacks.refining(operation), ...(auth.answer === "required" ? analysis.packageCallbacks.verifying() : []),
  ], [])
  return {
    method: operation.method,
    path: operation.path,
    written: operation.written,
    at,
    framework: framework.name,
    kind: operation.kind,
    application,
    chain: handlers,
    handler: handlers.at(-1),
    auth,
    get publicBy() {
      return publicByIntent()
    },
    get inputs() {
      return inputs()
    },
    get response() {
      return response()
    },
    get documentation() {
      return documentation()
    },
    get defaultStatus() {
      return defaultStatusOf(operation, analysis.evaluator)
    },
    isMounted: operation.application !== undefined,
    get shadowedBy() {
      return shadow()
    },
    calls: (isWanted?: CalleeTest) => [
      ...operation.chain.flatMap((step, index) => analysis.reachedCalls.callsIn(graphOf(step), index === operation.chain.length - 1, isWanted)),
      ...packageCallbacks().flatMap((graph) => analysis.reachedCalls.callsIn(graph, true, isWanted)),
    ],
    answers: () => operation.chain.flatMap((step, index) =>
      responsesOfGraph(graphOf(step), step.framework, index === operation.chain.length - 1, evaluator, analysis.records)),
    thrown: () => operation.chain.flatMap((step, index) =>
      thrownIn(graphOf(step), step.framework, index === operation.chain.length - 1, evaluator)),
    comparisons: () => operation.chain.flatMap((step) => comparisonsOfGraph(graphOf(step), evaluator)),
    streams: () => streamsOf(operation, analysis, graphOf),
    failures: once(() => [
      ...operation.chain.map((step) => failuresOf(graphOf(step), step.handler, step.framework, analysis.failures)),
      ...packageCallbacks().map((graph) => failuresOf(graph, undefined, framework, analysis.failures)),
    ], []),
    schemas: once(() => schemasOfRoute(operation, analysis, graphOf), []),
    functions: () => operation.chain.flatMap((step) => functionsOfGraph(graphOf(step))),
  }
}
