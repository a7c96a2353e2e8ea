/**
 * Errors of known status that leave a handler: thrown, handed to `next()`, sent, or returned where returning sends them.
 *
 * @module
 */
import type { CallId, RegionId } from "../../../model/ids.ts"
import { NO_REGION } from "../../source/no-ids.ts"
import type { Framework } from "../../../frameworks/framework.ts"
import type { At, Expression } from "../../../model/expression.ts"
import type { Module } from "../../../model/facts.ts"
import type { ThrownStatus } from "../../../model/responses.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import { errorsIn } from "../../effects/error-status.ts"
import type { CallGraph, Frame } from "../../effects/graph-types.ts"
import { memoizePerGraph } from "../../effects/per-graph.ts"
import { responsesIn } from "../../effects/responses.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isFeasible } from "../../evaluate/feasible-path.ts"
import { isRole } from "../../evaluate/framework-values.ts"
import { contentOf } from "../../source/control-flow.ts"
import { bodyOf } from "../../source/function-body.ts"
import { locate } from "../../source/location.ts"

/** An error that leaves the function it is in, unless something around it there catches it. */
interface Exit {
  readonly region: RegionId
  readonly at: At
  readonly error: AbstractValue
  /** It is sent or handed on: no `catch` sees it. */
  readonly isSent: boolean
}

/**
 * The statuses of the errors that leave a handler.
 *
 * @param isByHandler it is the handler that answers
 * @returns function by function; an error of unknown status is left out, and so is one that something catches and does not hand on
 */
export const thrownIn = memoizePerGraph(listThrown, (framework, isByHandler) => `${framework.name} ${isByHandler}`)

function listThrown(graph: CallGraph, framework: Framework, isByHandler: boolean, evaluator: Evaluator): readonly ThrownStatus[] {
  return graph.frames.flatMap((frame) => {
    const { module } = frame.context
    return exitsOf(frame, framework, isByHandler, evaluator).flatMap(({ region, at, error, isSent }): ThrownStatus[] => {
      const known = errorsIn(error, evaluator)
      if (known.length === 0 || (!isSent && !escapes(frame, region, graph, evaluator, new Set()))) return []
      return known.map(({ status, name }) => ({ at: locate(module, at), status, name, isByHandler, via: frame.via }))
    })
  })
}

function exitsOf(frame: Frame, framework: Framework, isByHandler: boolean, evaluator: Evaluator): readonly Exit[] {
  const { context, fact, via } = frame
  const { module } = context
  const { calls, throws } = bodyOf(context)
  const runs = (region: RegionId, at: At): boolean => isFeasible(region, context, evaluator, at)
  const thrown = throws.flatMap(({ value: expression, region, at }): Exit[] =>
    (runs(region, at) ? [{ region, at, error: evaluator.evaluate(expression, context), isSent: false }] : []))
  const handed = calls.flatMap(([call, { region, at }]): Exit[] => {
    if (!runs(region, at)) return []
    const site = { module, call, context }
    const [error] = evaluator.arguments(site)
    return error !== undefined && isRole(evaluator.callee(site).target, "next") ? [{ region, at, error, isSent: true }] : []
  })
  const sent = responsesIn(frame, framework, evaluator).flatMap(({ region, at, body, status }): Exit[] =>
    (framework.sendsErrors !== true || body === undefined || status !== undefined ? [] : [{ region, at, error: body, isSent: true }]))
  const isSending = isByHandler && framework.sendsErrors === true && via.length === 0
  const returned = fact.returns.flatMap(({ value: expression, region, at }): Exit[] => {
    if (expression === undefined || !isFeasible(region, context, evaluator, at)) return []
    const given = evaluator.evaluate(expression, context)
    const [rejected] = given.kind === "result" && nameOf(given, evaluator) === "Promise.reject()" ? evaluator.arguments(given.site) : []
    return rejected !== undefined ? [{ region, at, error: rejected, isSent: false }] : isSending ? [{ region, at, error: given, isSent: true }] : []
  })
  return [...thrown, ...handed, ...sent, ...returned]
}

/** Whether what is thrown in a region comes out of the handler, on one of the ways into it at least. */
function escapes(frame: Frame, start: RegionId, graph: CallGraph, evaluator: Evaluator, seen: Set<Frame>): boolean {
  const { module } = frame.context
  const { regions } = module.facts
  if (seen.has(frame)) return false
  seen.add(frame)
  for (let region = start; region >= 0 && regions[region]?.kind !== "function"; region = regions[region]?.parent ?? NO_REGION) {
    const caught = regions[region]?.kind === "try" ? regions[region]?.paired : undefined
    if (caught !== undefined && !handsOn(caught, frame, evaluator)) return false
  }
  const callers = graph.callers.get(frame.context) ?? []
  return callers.length === 0 || callers.some(({ site, frame: above }) =>
    !isCaughtByPromise(site, evaluator) && escapes(above, site.module.facts.calls[site.call]?.region ?? NO_REGION, graph, evaluator, seen))
}

const rootOf = (expression: Expression): Expression => (expression.kind === "member" ? rootOf(expression.object) : expression)

/** A `catch` that throws what it caught again, at least under a condition, or hands it to `next()`. */
function handsOn(region: RegionId, { context }: Frame, evaluator: Evaluator): boolean {
  const { module } = context
  const isCaught = (expression: Expression | undefined): boolean => expression !== undefined && (isError(expression, region) || isNamed(expression, region, module))
  const { calls, throws } = contentOf(region, module)
  return throws.some((one) => isCaught(one.value))
    || calls.some((call) => isCaught(module.facts.calls[call]?.arguments[0]) && isRole(evaluator.callee({ module, call, context }).target, "next"))
}

const isError = (expression: Expression, region: RegionId): boolean => expression.kind === "caught" && expression.of === region

/** The variable of the clause. */
function isNamed(expression: Expression, region: RegionId, module: Module): boolean {
  return expression.kind === "local" && (module.facts.locals[expression.id]?.values ?? []).some((one) => isError(rootOf(one), region))
}

/** `load().catch(fallback)`: the promise's failure ends there, unless the callback fails with it again. */
function isCaughtByPromise(site: CallSite, evaluator: Evaluator): boolean {
  const { module, context } = site
  const { calls, functions } = module.facts
  return catchingCalls(module).some((call) => {
    const callee = calls[call]?.callee
    if (callee?.kind !== "member" || !standsOn(callee.object, site.call, module)) return false
    const handler = evaluator.arguments({ module, call, context })[callee.name === "then" ? 1 : 0]
    if (handler === undefined || isRole(handler, "next")) return false
    if (handler.kind !== "function" || handler.context.module !== module) return true
    const region = functions[handler.id]?.region ?? NO_REGION
    return !contentOf(region, module).throws.some(({ value: expression }) => expression.kind === "parameter" && expression.of === handler.id && expression.index === 0)
  })
}

const catching = new WeakMap<Module, readonly CallId[]>()

/** The calls `.catch(handler)` and `.then(next, handler)` of a module. */
function catchingCalls(module: Module): readonly CallId[] {
  const known = catching.get(module)
  if (known !== undefined) return known
  const found = module.facts.calls.flatMap(({ callee, arguments: values }, call) =>
    (callee.kind === "member" && (callee.name === "catch" || (callee.name === "then" && values.length > 1)) ? [call] : []))
  catching.set(module, found)
  return found
}

/** Whether a value is what a call returned, or a later promise of it. */
function standsOn(expression: Expression, call: CallId, module: Module, depth = 0): boolean {
  if (expression.kind !== "call" || depth > 12) return false
  const { callee } = module.facts.calls[expression.id] ?? {}
  return expression.id === call || (callee?.kind === "member" && standsOn(callee.object, call, module, depth + 1))
}
