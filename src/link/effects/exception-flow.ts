/**
 * Exception flow: where an exception that is raised while a handler runs ends up.
 *
 * @module
 */
import { continuationMethods, timers } from "../../knowledge/promises.ts"
import { find } from "../../knowledge/table.ts"
import type { Expression } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"
import type { CallId, RegionId } from "../../model/ids.ts"
import type { CallSite } from "../../model/values.ts"
import { nameOf } from "../evaluate/canonical-name.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { isRole } from "../evaluate/framework-values.ts"
import { callsOfChain } from "../source/call-chain.ts"
import { catchAround, contentOf } from "../source/control-flow.ts"
import { NO_REGION } from "../source/no-ids.ts"
import type { CallEdge, CallGraph, Frame } from "./graph-types.ts"
import { rejectionHandlerIndex } from "./promise-chains.ts"

/** Code that takes an exception and does not pass it on. */
export interface ExceptionTaker {
  readonly frame: Frame
  /** The region of the `catch` clause, or of the function given to a promise's `catch()`; -1 for a function that is not known. */
  readonly region: RegionId
}

/** Where the exceptions of one place end, over all ways from the handler to it. */
export interface ExceptionFlow {
  readonly takers: readonly ExceptionTaker[]
  /** On some way nothing takes it, so that it leaves the handler. */
  readonly escapes: boolean
  /** On some way it becomes the rejection of a promise that nothing waits for. */
  readonly isLost: boolean
}

interface Flow extends ExceptionFlow {
  readonly takers: ExceptionTaker[]
  escapes: boolean
  isLost: boolean
}

/** Where an exception that is raised in a region of a running function ends. */
export function exceptionFlowFrom(frame: Frame, region: RegionId, graph: CallGraph, evaluator: Evaluator): ExceptionFlow {
  const flow: Flow = { takers: [], escapes: false, isLost: false }
  follow(frame, region, flow, graph, evaluator, new Map())
  return flow
}

/** @param region where it is raised; undefined for the rejection of a promise that the function returns, which no `try` of it sees */
function follow(frame: Frame, region: RegionId | undefined, flow: Flow, graph: CallGraph, evaluator: Evaluator, seen: Map<Frame, Set<RegionId | undefined>>): void {
  const regions = seen.get(frame) ?? new Set<RegionId | undefined>()
  if (regions.has(region)) return
  regions.add(region)
  seen.set(frame, regions)
  const clause = region === undefined ? undefined : takingClause(region, frame, evaluator)
  if (clause !== undefined) {
    flow.takers.push({ frame, region: clause })
    return
  }
  const callers = graph.callers.get(frame.context) ?? []
  if (callers.length === 0) flow.escapes = true
  for (const edge of callers) {
    const taker = takerOfPromise(edge.site, evaluator)
    if (taker !== undefined) flow.takers.push({ frame: edge.frame, region: taker })
    else if (isLeft(edge, frame, evaluator)) flow.isLost = true
    else follow(edge.frame, regionOfCall(edge, frame, evaluator), flow, graph, evaluator, seen)
  }
}

/** The innermost `catch` clause around a place that takes an exception and does not throw it again. */
function takingClause(region: RegionId, frame: Frame, evaluator: Evaluator): RegionId | undefined {
  const { module } = frame.context
  let clause = catchAround(region, module)
  while (clause !== undefined && passesOn(clause, frame, evaluator)) clause = catchAround(clause, module)
  return clause
}

/** Whether a `catch` clause throws what it caught again, at least under a condition, or gives it to `next()`. */
export function passesOn(clause: RegionId, { context }: Pick<Frame, "context">, evaluator: Evaluator): boolean {
  const { module } = context
  const { calls, throws } = contentOf(clause, module)
  const isCaught = (expression: Expression | undefined): boolean => expression !== undefined && isErrorOf(clause, expression, module)
  return throws.some(({ value }) => isCaught(value))
    || calls.some((call) => isCaught(module.facts.calls[call]?.arguments[0]) && isRole(evaluator.callee({ module, call, context }).target, "next"))
}

/** The error that a clause caught, or the variable that it declares for it. */
function isErrorOf(clause: RegionId, expression: Expression, module: Module): boolean {
  if (expression.kind === "caught") return expression.of === clause
  return expression.kind === "local" && (module.facts.locals[expression.id]?.values ?? []).some((one) => {
    const root = rootOf(one)
    return root.kind === "caught" && root.of === clause
  })
}

const rootOf = (expression: Expression): Expression => (expression.kind === "member" ? rootOf(expression.object) : expression)

/** Whether a failure of the called function is the rejection of a promise, and is raised at the call only where that is awaited. */
function rejects({ site }: CallEdge, { fact }: Frame, evaluator: Evaluator): boolean {
  return fact.isAsync || continuationMethods.has(evaluator.callee(site).method ?? "")
}

/** Whether nothing waits for the function that a call runs: `void save()`, `setTimeout(save)`. */
function isLeft(edge: CallEdge, called: Frame, evaluator: Evaluator): boolean {
  const { site } = edge
  const call = site.module.facts.calls[site.call]
  if (find(timers, nameOf(evaluator.callee(site).target, evaluator)) !== undefined) return true
  return call?.result === "discarded" && !call.isAwaited && rejects(edge, called, evaluator)
}

function regionOfCall(edge: CallEdge, called: Frame, evaluator: Evaluator): RegionId | undefined {
  const call = edge.site.module.facts.calls[edge.site.call]
  const isReturned = call?.result === "returned" && !call.isAwaited && rejects(edge, called, evaluator)
  return isReturned ? undefined : call?.region ?? NO_REGION
}

/** The function that takes the rejection of what a call started, if it does not throw it again: `load().catch(fallback)`. */
function takerOfPromise(site: CallSite, evaluator: Evaluator): RegionId | undefined {
  const { module, context } = site
  const { calls, functions } = module.facts
  for (const call of catchingCalls(module)) {
    const callee = calls[call]?.callee
    if (callee?.kind !== "member" || !callsOfChain(callee.object, module).includes(site.call)) continue
    const handler = evaluator.arguments({ module, call, context })[rejectionHandlerIndex(callee.name) ?? 0]
    if (handler === undefined || isRole(handler, "next")) continue
    if (handler.kind !== "function" || handler.context.module !== module) return NO_REGION
    const region = functions[handler.id]?.region ?? NO_REGION
    const throwsAgain = contentOf(region, module).throws.some(({ value }) => value.kind === "parameter" && value.of === handler.id && value.index === 0)
    if (!throwsAgain) return region
  }
  return undefined
}

const catching = new WeakMap<Module, readonly CallId[]>()

/** The calls `.catch(handler)` and `.then(next, handler)` of a module. */
function catchingCalls(module: Module): readonly CallId[] {
  const known = catching.get(module)
  if (known !== undefined) return known
  const found = module.facts.calls.flatMap(({ callee, arguments: values }, call) => {
    const index = callee.kind === "member" ? rejectionHandlerIndex(callee.name) : undefined
    return index !== undefined && values.length > index ? [call] : []
  })
  catching.set(module, found)
  return found
}
