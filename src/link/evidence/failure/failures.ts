/**
 * What can go wrong in code that a request runs, and what is told of it: catches, promises, logs, errors made of others.
 *
 * @module
 */
import { NO_REGION } from "../../source/no-ids.ts"
import type { Framework } from "../../../frameworks/framework.ts"
import type { Failures, StartedPromise } from "../../../model/failures.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import type { CallGraph, CallGraphs, Frame } from "../../effects/graph-types.ts"
import { memoizePerGraph } from "../../effects/per-graph.ts"
import { createPromiseAnalysis, type PromiseAnalysis } from "../../effects/promise-failures.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isFeasible } from "../../evaluate/feasible-path.ts"
import { exposuresThrown } from "../response/error-exposure.ts"
import { catchesIn } from "./catches.ts"
import { loggedIn, redacts } from "./logs.ts"
import { handlerPromise, startedIn } from "./started-promises.ts"

/** What failures are analysed with. */
export interface FailureAnalysis {
  readonly evaluator: Evaluator
  readonly callGraphs: CallGraphs
  readonly promises: PromiseAnalysis
  /** A logger of the project is told what to leave out. */
  readonly isRedacting: boolean
  /** Every specifier that the project imports. */
  readonly imported: ReadonlySet<string>
}

/** A new analysis of a project's failures. */
export function createFailureAnalysis(evaluator: Evaluator, callGraphs: CallGraphs): FailureAnalysis {
  const { modules } = evaluator.sources
  return {
    evaluator,
    callGraphs,
    promises: createPromiseAnalysis(evaluator),
    isRedacting: redacts(modules),
    imported: new Set(modules.flatMap(({ facts }) => facts.imports)),
  }
}

/**
 * What may fail in what a handler reaches.
 *
 * @param target the handler; undefined for code that a package calls
 */
export const failuresOf: (graph: CallGraph, target: AbstractValue | undefined, framework: Framework, analysis: FailureAnalysis) => Failures
  = memoizePerGraph(assess, (target, framework) => (target === undefined ? `${framework.name}, called by a package` : framework.name))

function assess(graph: CallGraph, target: AbstractValue | undefined, framework: Framework, analysis: FailureAnalysis): Failures {
  const { evaluator, promises } = analysis
  const parts = graph.frames.map((frame) => {
    const calls = feasibleCalls(frame, analysis)
    return {
      catches: catchesIn(frame, calls, framework, evaluator),
      promises: startedIn(frame, calls, framework, promises),
      logged: analysis.isRedacting ? [] : loggedIn(frame, calls, evaluator),
      thrown: exposuresThrown(frame, graph, evaluator),
    }
  })
  return {
    catches: parts.flatMap((one) => one.catches),
    promises: [...(target === undefined ? [] : handlerPromises(target, framework, graph, analysis)), ...parts.flatMap((one) => one.promises)],
    logged: parts.flatMap((one) => one.logged),
    thrown: parts.flatMap((one) => one.thrown),
  }
}

function feasibleCalls(frame: Frame, { callGraphs, evaluator }: FailureAnalysis): readonly CallSite[] {
  return callGraphs.callsOf(frame).filter((site) => isFeasible(site.module.facts.calls[site.call]?.region ?? NO_REGION, site.context, evaluator))
}

/** Only a function that the framework itself calls: what a package's wrapper is given is the wrapper's business. */
function handlerPromises(target: AbstractValue, framework: Framework, { frames }: CallGraph, analysis: FailureAnalysis): readonly StartedPromise[] {
  if (framework.awaitsHandlers === undefined) return []
  return possibleValues(target).flatMap((one) => {
    const frame = one.kind !== "function" ? undefined : frames.find(({ from, context }) =>
      from === undefined && context.of === one.id && context.module === one.context.module)
    return frame === undefined || isAwaited(framework, frame, analysis) ? [] : handlerPromise(frame, framework, analysis.promises)
  })
}

/** Whether the framework looks at the promise of a handler; unknown versions count as doing so. */
function isAwaited({ awaitsHandlers }: Framework, { context }: Frame, { evaluator, imported }: FailureAnalysis): boolean {
  if (awaitsHandlers === undefined || awaitsHandlers.patchedBy.some((name) => imported.has(name))) return true
  const major = /^[\^~>=v\s]*(\d+)(?:\.|$)/.exec(evaluator.sources.version(awaitsHandlers.package, context.module.file) ?? "")?.[1]
  return major === undefined || Number(major) >= awaitsHandlers.since
}
