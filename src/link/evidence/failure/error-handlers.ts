/**
 * Error handlers: what frameworks are told to call when a handler fails.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import { isErrorParameter } from "../../../knowledge/errors.ts"
import type { ErrorHandler } from "../../../model/failures.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import { describe } from "../../evaluate/describe.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import { parameterRoles } from "../../routing/handler-roles.ts"
import { toHandler } from "../../routing/handlers.ts"
import type { Step } from "../../routing/operation.ts"
import type { Router, Routers, SetupStatement } from "../../routing/routers.ts"
import type { ReachedCalls } from "../calls/reached-calls.ts"
import type { Records } from "../records/record-models.ts"
import { responsesOfGraph } from "../response/sent-responses.ts"
import { type FailureAnalysis, failuresOf } from "./failures.ts"
import { effectsIn } from "./handler-effects.ts"

/** What error handlers are read with. */
export interface ErrorHandlerAnalysis {
  readonly routers: Routers
  readonly records: Records
  readonly failures: FailureAnalysis
  readonly reachedCalls: ReachedCalls
}

/**
 * What the frameworks of a project call when a handler fails: `setErrorHandler(f)`, middleware whose first parameter is the error.
 *
 * @returns each function once, in the order in which they are registered
 */
export function errorHandlersOf(analysis: ErrorHandlerAnalysis): readonly ErrorHandler[] {
  const seen = new Set<AbstractValue>()
  return analysis.routers.all.flatMap((router) => router.statements.flatMap((statement) => {
    const { setup } = statement
    if (setup.does !== "use" && setup.does !== "errorHandler") return []
    return setup.handlers.flatMap((handler) => possibleValues(handler)).flatMap((value): ErrorHandler[] => {
      const kind = kindOf(value, setup.does === "errorHandler", router.framework, analysis)
      if (kind === undefined || seen.has(value)) return []
      seen.add(value)
      return [toErrorHandler(value, kind, statement, router, analysis)]
    })
  }))
}

/** `misshapen`: written as an error handler, and its number of parameters makes it another kind of middleware. */
type Kind = "registered" | "by arity" | "package's" | "misshapen"

function kindOf(value: AbstractValue, isRegistered: boolean, framework: Framework, { failures: { evaluator } }: ErrorHandlerAnalysis): Kind | undefined {
  if (isRegistered) return "registered"
  // Handlers of packages are assumed to work: Sentry's, celebrate's.
  if (value.kind === "result" && /error/i.test(describe(value, evaluator))) return "package's"
  const code = value.kind === "function" ? value.context.module.facts.functions[value.id] : undefined
  if (value.kind !== "function" || code === undefined) return undefined
  if (parameterRoles(value, framework, evaluator)[0] === "error") return "by arity"
  const isMisshapen = framework.hasErrorMiddleware === true && code.parameters.length > 1 && isErrorParameter(code.parameters[0]?.name ?? "")
  return isMisshapen ? "misshapen" : undefined
}

function toErrorHandler(value: AbstractValue, kind: Kind, { site, at }: SetupStatement, router: Router, analysis: ErrorHandlerAnalysis): ErrorHandler {
  const { framework } = router
  const { records, failures } = analysis
  const { evaluator, callGraphs } = failures
  const graph = once(() => callGraphs.graphOf(value, framework, router.value, kind === "registered"))
  const effects = once(() => {
    const [frame] = graph().frames
    if (frame === undefined || kind === "misshapen") return undefined
    return effectsIn({ region: frame.fact.region, frame, framework, isError: (one) => one.kind === "role" && one.name === "error" }, evaluator)
  })
  const step: Step = { handler: value, at, site: undefined, isOwn: false, base: "", router: router.value, framework }
  const isEarlyOne = router.kind === "app" && site !== undefined && isEarly(site, router, analysis.routers)
  return {
    framework: framework.name,
    handler: toHandler(step, evaluator),
    place: kind === "misshapen" ? "misshapen" : isEarlyOne ? "early" : "late",
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
      return failuresOf(graph(), value, framework, failures)
    },
    answers: () => responsesOfGraph(graph(), framework, true, evaluator, records),
    calls: () => analysis.reachedCalls.callsIn(graph(), true, undefined),
  }
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined
  return () => (known ??= { value: compute() }).value
}

/** Every route of the application is registered after it, and no other error handler is. */
function isEarly(site: CallSite, { statements, framework }: Router, routers: Routers): boolean {
  const hasRoutes = ({ setup }: SetupStatement): boolean => setup.does === "route"
    || (setup.does === "use" && setup.handlers.some((one) => possibleValues(one).some((each) => routers.viewOf(each) !== undefined)))
  const index = statements.findIndex((one) => one.site === site)
  return framework.scope === "ordered stack" && statements.slice(index).some(hasRoutes) && !statements.slice(0, index).some(hasRoutes)
    && statements.every((one) => one.site === site || !isLaterHandler(one, index, statements))
}

function isLaterHandler({ setup }: SetupStatement, index: number, statements: readonly SetupStatement[]): boolean {
  return setup.does === "use" && statements.findIndex((one) => one.setup === setup) > index && setup.handlers.some((one) =>
    one.kind === "function" && one.context.module.facts.functions[one.id]?.arity === 4)
}
