/**
 * A route as rules read it: an operation, and what the judges say of it when they are asked.
 *
 * @module
 */
import type { Application, InputEvidence, Route, Unresolved } from "../model.ts"
import type { createAnswers } from "./answer.ts"
import { answersOfReach } from "./answered.ts"
import { judgeAuth } from "./authentication.ts"
import { comparisonsOfReach } from "./comparison.ts"
import { type Documentation, UNDOCUMENTED } from "./documentation.ts"
import type { FailureJudge } from "./failure.ts"
import type { Enlisted } from "./enlisted.ts"
import type { Follower } from "./follower.ts"
import type { Guards } from "./guard.ts"
import { toHandler } from "./handler.ts"
import type { createInputs } from "./input.ts"
import type { Operation, Step } from "./operation.ts"
import { publicBy } from "./publicity.ts"
import type { Reach, Reacher } from "./reach.ts"
import { callsOf, callsOfReach } from "./reached-call.ts"
import type { Records } from "./record.ts"
import { schemasOfRoute } from "./route-schema.ts"
import type { SchemaReader } from "./schema-shape.ts"
import type { createShadows } from "./shadow.ts"
import { statusOf } from "./reply.ts"
import { functionsOfReach } from "./signature.ts"
import { streamsOf } from "./stream.ts"
import type { Sources } from "./sources.ts"
import { thrownIn } from "./thrown.ts"

export interface Judges {
  readonly follower: Follower
  readonly reacher: Reacher
  readonly guards: Guards
  readonly inputs: ReturnType<typeof createInputs>
  readonly answers: ReturnType<typeof createAnswers>
  readonly documentation: Documentation
  readonly failures: FailureJudge
  readonly records: Records
  readonly enlisted: Enlisted
  readonly schemas: SchemaReader
  readonly shadowOf: ReturnType<typeof createShadows>
  readonly sources: Sources
  readonly unresolved: Unresolved[]
}

const NOT_KNOWN: InputEvidence = { answer: "unknown", use: undefined, by: [], isNarrowed: "unknown" }

/** What the route says itself; else what the framework does by itself. A way in of another kind has its own. */
function defaultStatusOf({ declared, framework, method, kind }: Operation, follower: Follower): number | undefined {
  if (declared?.status !== undefined) return statusOf(declared.status, follower)
  if (kind === "action") return undefined
  return framework.defaultStatus === undefined ? 200 : framework.defaultStatus(method)
}

export function toRoute(operation: Operation, application: Application, judges: Judges): Route {
  const { follower, reacher, sources } = judges
  const { at, framework } = operation
  const reachOf = (step: Step): Reach => reacher.reach(step.meaning, step.manner ?? step.framework, step.router)
  const handlers = operation.chain.map((step) => toHandler(step, follower))
  /** Computes once; code that defeats the analysis makes the answer unknown and is told, and nothing else is lost. */
  const once = <T>(compute: () => T, otherwise: T): (() => T) => {
    const known: { value?: T } = {}
    return () => {
      if ("value" in known) return known.value
      try {
        known.value = compute()
      } catch (error) {
        judges.unresolved.push({ at, reason: `this route could not be judged whole: ${error instanceof Error ? error.message : String(error)}` })
        known.value = otherwise
      }
      return known.value
    }
  }
  const authentication = once(() => judgeAuth(operation, judges), { answer: "unknown", by: [] })
  const publicity = once(() => publicBy(operation, judges, sources), undefined)
  const inputs = once(() => judges.inputs.inputsOf(operation, reachOf), { body: NOT_KNOWN, query: NOT_KNOWN, params: NOT_KNOWN })
  const shadow = once(() => judges.shadowOf(operation), undefined)
  const response = once(() => judges.answers.responseOf(operation, reachOf), { answer: "unknown", isWeak: false, isSerialized: true, by: [] })
  const documentation = once(() => judges.documentation.documentationOf(operation, { inputs: inputs(), response: response() }), UNDOCUMENTED)
  const enlisted = once(() => [
    ...judges.enlisted.refining(operation), ...(authentication().answer === "required" ? judges.enlisted.verifying() : []),
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
    get auth() {
      return authentication()
    },
    get publicBy() {
      return publicity()
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
      return defaultStatusOf(operation, judges.follower)
    },
    isMounted: operation.application !== undefined,
    get shadowedBy() {
      return shadow()
    },
    calls: () => [...callsOf(operation, judges, reachOf), ...enlisted().flatMap((reached) => callsOfReach(reached, judges, true))],
    answers: () => operation.chain.flatMap((step, index) =>
      answersOfReach(reachOf(step), step.framework, index === operation.chain.length - 1, follower, judges.records)),
    thrown: () => operation.chain.flatMap((step, index) =>
      thrownIn(reachOf(step), step.framework, index === operation.chain.length - 1, follower)),
    comparisons: () => operation.chain.flatMap((step) => comparisonsOfReach(reachOf(step), follower)),
    streams: () => streamsOf(operation, judges, reachOf),
    failures: once(() => [
      ...operation.chain.map((step) => judges.failures.failuresOf(step.meaning, step.framework, reachOf(step))),
      ...enlisted().map((reached) => judges.failures.failuresOf(undefined, framework, reached)),
    ], []),
    schemas: once(() => schemasOfRoute(operation, judges, reachOf), []),
    functions: () => operation.chain.flatMap((step) => functionsOfReach(reachOf(step))),
  }
}
