/**
 * What can go wrong while a request is handled, and who is told: catches, promises, logs and error handlers.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import { loggingPackages } from "../../../knowledge/logging.ts"
import type { ErrorHandler, Failures, StartedPromise } from "../../../model/failures.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import type { CallGraph, CallGraphs, Frame } from "../../effects/graph-types.ts"
import { memoizePerGraph } from "../../effects/per-graph.ts"
import { describe } from "../../evaluate/describe.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isFeasible } from "../../evaluate/feasible-path.ts"
import { parameterRoles } from "../../routing/handler-roles.ts"
import { toHandler } from "../../routing/handlers.ts"
import type { Step } from "../../routing/operation.ts"
import type { Router, Routers, SetupStatement } from "../../routing/routers.ts"
import { callsOfGraph } from "../calls/reached-calls.ts"
import type { Records } from "../records/record-models.ts"
import { exposuresThrown } from "../response/error-exposure.ts"
import { responsesOfGraph } from "../response/sent-responses.ts"
import { createCatches } from "./catches.ts"
import { loggedIn, redacts } from "./logs.ts"
import { createPromises } from "./promises.ts"

/** Analyzes failures. */
export interface FailureAnalysis {
  /** What may fail in what a handler reaches; without a target, in code that a package calls. */
  failuresOf(target: AbstractValue | undefined, framework: Framework, graph: CallGraph): Failures
  /** What frameworks are told to call when a handler fails: `setErrorHandler(f)`, middleware whose first parameter is the error. */
  errorHandlers(): readonly ErrorHandler[]
  readonly loggers: readonly string[]
}

const ERROR_NAME = /^_?(?:e|err|error|exception)$/i

/**
 * An analysis of failures.
 *
 * @returns the analysis; it remembers what it has judged
 */
export function createFailures(routers: Routers, evaluator: Evaluator, callGraphs: CallGraphs, records: Records): FailureAnalysis {
  const { sources } = evaluator
  const catches = createCatches(evaluator)
  const promises = createPromises(evaluator)
  const isRedacting = redacts(sources.modules)
  const imported = new Set(sources.modules.flatMap(({ facts }) => facts.imports))

  const runningCalls = (frame: Frame): readonly CallSite[] => callGraphs.callsOf(frame)
    .filter((site) => isFeasible(site.module.facts.calls[site.call]?.region ?? -1, site.context, evaluator))

  const failuresIn = memoizePerGraph(assess, (target, framework) => (target === undefined ? `${framework.name}, called by a package` : framework.name))
  const failuresOf: FailureAnalysis["failuresOf"] = (target, framework, graph) => failuresIn(graph, target, framework)

  function assess(graph: CallGraph, target: AbstractValue | undefined, framework: Framework): Failures {
    const parts = graph.frames.map((frame) => {
      const calls = runningCalls(frame)
      return {
        catches: catches.catchesIn(frame, calls, framework),
        promises: promises.startedIn(frame, calls, framework),
        logged: isRedacting ? [] : loggedIn(frame, calls, evaluator),
        thrown: exposuresThrown(frame, graph, evaluator),
      }
    })
    return {
      catches: parts.flatMap((one) => one.catches),
      promises: [...(target === undefined ? [] : handlerPromises(target, framework, graph)), ...parts.flatMap((one) => one.promises)],
      logged: parts.flatMap((one) => one.logged),
      thrown: parts.flatMap((one) => one.thrown),
    }
  }

  /** What a package's wrapper is given is the wrapper's business: only a function that the framework calls counts. */
  function handlerPromises(target: AbstractValue, framework: Framework, { frames }: CallGraph): readonly StartedPromise[] {
    if (framework.awaitsHandlers === undefined) return []
    return possibleValues(target).flatMap((one) => {
      const frame = one.kind !== "function" ? undefined : frames.find(({ from, context }) =>
        from === undefined && context.of === one.id && context.module === one.context.module)
      return frame === undefined || isAwaited(framework, frame) ? [] : promises.ofHandler(frame, framework)
    })
  }

  /** Unknown versions count as awaiting. */
  function isAwaited({ awaitsHandlers }: Framework, { context }: Frame): boolean {
    if (awaitsHandlers === undefined || awaitsHandlers.patchedBy.some((name) => imported.has(name))) return true
    const major = /^[\^~>=v\s]*(\d+)(?:\.|$)/.exec(sources.version(awaitsHandlers.package, context.module.file) ?? "")?.[1]
    return major === undefined || Number(major) >= awaitsHandlers.since
  }

  const errorHandlers = (): readonly ErrorHandler[] => {
    const seen = new Set<AbstractValue>()
    return routers.all.flatMap((router) => router.statements.flatMap((statement) => errorHandlersIn(statement, router, seen)))
  }

  function errorHandlersIn({ setup, site, at }: SetupStatement, router: Router, seen: Set<AbstractValue>): readonly ErrorHandler[] {
    if (setup.does !== "use" && setup.does !== "errorHandler") return []
    const { framework } = router
    const isErrorHandler = setup.does === "errorHandler"
    return setup.handlers.flatMap((handler) => possibleValues(handler)).flatMap((value): ErrorHandler[] => {
      const code = value.kind === "function" ? value.context.module.facts.functions[value.id] : undefined
      // A package's handler is taken at its word: Sentry's, celebrate's.
      const isPackage = value.kind === "result" && /error/i.test(describe(value, evaluator))
      const isByArity = value.kind === "function" && parameterRoles(value, framework, evaluator)[0] === "error"
      const isMisshapen = !isErrorHandler && framework.hasErrorMiddleware === true && code !== undefined && !isByArity
        && code.parameters.length > 1 && ERROR_NAME.test(code.parameters[0]?.name ?? "")
      if ((!isErrorHandler && !isByArity && !isMisshapen && !isPackage) || seen.has(value)) return []
      seen.add(value)
      const once = <T>(compute: () => T): (() => T) => {
        let known: { readonly value: T } | undefined
        return () => (known ??= { value: compute() }).value
      }
      const graph = once(() => callGraphs.graphOf(value, framework, router.value, isErrorHandler))
      const effects = once(() => {
        const [first] = graph().frames
        return first === undefined || isMisshapen ? undefined : catches.deedsOf(first, framework)
      })
      const step: Step = { handler: value, at, site: undefined, isOwn: false, base: "", router: router.value, framework }
      return [{
        framework: framework.name,
        handler: toHandler(step, evaluator),
        place: isMisshapen ? "misshapen" : router.kind === "app" && site !== undefined && isEarly(site, router) ? "early" : "late",
        get status() {
          return effects()?.status
        },
        get isAnswering() {
          return effects()?.answers === true
        },
        get logs() {
          const done = effects()
          return done === undefined || done.logger !== undefined || done.rethrows
        },
        get failures() {
          return failuresOf(value, framework, graph())
        },
        answers: () => responsesOfGraph(graph(), framework, true, evaluator, records),
        calls: () => callsOfGraph(graph(), { evaluator, callGraphs, records }, true),
      }]
    })
  }

  /** Every route of the application is registered after it. */
  function isEarly(site: CallSite, { statements, framework }: Router): boolean {
    const hasRoutes = ({ setup }: SetupStatement): boolean => setup.does === "route"
      || (setup.does === "use" && setup.handlers.some((one) => possibleValues(one).some((each) => routers.viewOf(each) !== undefined)))
    const index = statements.findIndex((one) => one.site === site)
    return framework.scope === "ordered stack" && statements.slice(index).some(hasRoutes) && !statements.slice(0, index).some(hasRoutes)
      && statements.every((one) => one.site === site || !isLater(one, index, statements))
  }

  /** Another error handler, further down. */
  function isLater({ setup }: SetupStatement, index: number, statements: readonly SetupStatement[]): boolean {
    return setup.does === "use" && statements.findIndex((one) => one.setup === setup) > index && setup.handlers.some((one) =>
      one.kind === "function" && one.context.module.facts.functions[one.id]?.arity === 4)
  }

  return { failuresOf, errorHandlers, loggers: [...loggingPackages].filter((name) => imported.has(name)) }
}
