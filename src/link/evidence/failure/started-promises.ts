/**
 * Promises that code starts and that nothing waits for.
 *
 * @module
 */
import { NO_FUNCTION, NO_REGION } from "../../source/no-ids.ts"
import type { Framework } from "../../../frameworks/framework.ts"
import { emitterMethods } from "../../../knowledge/listeners.ts"
import { isCallersCallback } from "../../../knowledge/promises.ts"
import type { Expression } from "../../../model/expression.ts"
import type { StartedPromise } from "../../../model/failures.ts"
import type { CallId } from "../../../model/ids.ts"
import type { CallSite } from "../../../model/values.ts"
import type { Frame } from "../../effects/graph-types.ts"
import { promiseChainOf } from "../../effects/promise-chains.ts"
import { failureOf, mayReject, type PromiseAnalysis, startsPromise } from "../../effects/promise-failures.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { bodyOf } from "../../source/function-body.ts"
import { locate } from "../../source/location.ts"
import { callsGivenBy } from "../../source/result-calls.ts"
import { callbacksAt } from "./ignored-callbacks.ts"
import { answersRequest, doesWork, labelOf } from "./promise-work.ts"

/**
 * The promises that one running function starts and leaves.
 *
 * @param calls the calls of the function that may run
 */
export function startedIn(frame: Frame, calls: readonly CallSite[], framework: Framework, analysis: PromiseAnalysis): readonly StartedPromise[] {
  const { via } = frame
  const tested = testedCalls(frame)
  return calls.flatMap((site): StartedPromise[] => {
    const given = callbacksAt(site, analysis)
    if (given.length > 0) return given.map((one) => ({ ...one, via }))
    const left = tested.has(site.call) ? testedAt(site, analysis) : leftAt(site, framework, analysis)
    return left === undefined ? [] : [{ ...left, via }]
  })
}

function leftAt(site: CallSite, framework: Framework, analysis: PromiseAnalysis): Omit<StartedPromise, "via"> | undefined {
  const { evaluator } = analysis
  const { module } = site
  const fact = module.facts.calls[site.call]
  if (fact === undefined || fact.result !== "discarded" || fact.isAwaited || !startsPromise(site, analysis)) return undefined
  const { base, isCaught } = promiseChainOf(site, evaluator)
  if (isCaught || hasErrorListener(base) || isCallersOwn(base) || isHandedOn(base, evaluator)) return undefined
  const isUncaught = mayReject(site, analysis)
  // A function that catches its own failures is work left behind only where it works.
  if (!isUncaught && !(doesWork(base, evaluator) && !answersRequest(base, framework, evaluator))) return undefined
  const at = locate(module, module.facts.calls[base.call]?.calleeAt ?? fact.calleeAt)
  return { at, name: labelOf(base, evaluator), form: "call", isUncaught, isVoid: fact.isVoid, passedTo: undefined }
}

/** The calls whose result decides a condition as it is: `if (isAllowed(user))`, `isOwner(user) && isOpen(order)`. */
function testedCalls({ context }: Frame): ReadonlySet<CallId> {
  const { module } = context
  const tests = bodyOf(context).regions.flatMap(([, { test }]) => test ?? [])
  return new Set(tests.flatMap((test) => leavesOf(test)).flatMap((one) => callsGivenBy(one, module)))
}

/** What decides a condition: the operands of `!`, `&&` and `||`. */
function leavesOf(test: Expression): readonly Expression[] {
  const isLogical = test.kind === "operation" && (test.operator === "!" || test.operator === "&&" || test.operator === "||")
  return isLogical ? test.operands.flatMap(leavesOf) : [test]
}

/** A promise that is tested and not awaited: only of functions of the project, which are known to give one. */
function testedAt(site: CallSite, analysis: PromiseAnalysis): Omit<StartedPromise, "via"> | undefined {
  const { evaluator } = analysis
  const { module } = site
  const fact = module.facts.calls[site.call]
  const targets = possibleValues(evaluator.callee(site).target)
  const isAsync = targets.every((one) => one.kind === "function" && one.context.module.facts.functions[one.id]?.isAsync === true)
  if (fact === undefined || fact.isAwaited || !isAsync || !mayReject(site, analysis)) return undefined
  return { at: locate(module, fact.calleeAt), name: labelOf(site, evaluator), form: "condition", isUncaught: true, isVoid: false, passedTo: undefined }
}

/** `request.on("error", fail); request.query(sql)`: a listener is told of the failure. */
function hasErrorListener({ module, call }: CallSite): boolean {
  const { calls, regions } = module.facts
  const callee = calls[call]?.callee
  const receiver = callee?.kind === "member" ? callee.object : undefined
  const of = regions[calls[call]?.region ?? NO_REGION]?.function ?? NO_FUNCTION
  return receiver !== undefined && bodyOf({ module, of }).calls.some(([, one]) => {
    const [event] = one.arguments
    return one.callee.kind === "member" && one.callee.object === receiver && emitterMethods.includes(one.callee.name)
      && event?.kind === "literal" && event.value === "error"
  })
}

/** `options.onSession?.(session)`: the caller, who gave the function, decides whether anything waits for it. */
function isCallersOwn({ module, call }: CallSite): boolean {
  const rootOf = (expression: Expression | undefined): Expression | undefined => (expression?.kind === "member" ? rootOf(expression.object) : expression)
  const callee = module.facts.calls[call]?.callee
  return callee?.kind === "member" && isCallersCallback(callee.name) && rootOf(callee)?.kind === "parameter"
}

/** `middleware(request, response, next)`: it goes on, or passes the failure on, by itself. */
function isHandedOn(site: CallSite, evaluator: Evaluator): boolean {
  const values = evaluator.arguments(site)
  return values.length > 2 && values.some((value) => value.kind === "role" && value.name === "request")
    && values.some((value) => value.kind === "function" || (value.kind === "role" && value.name === "next"))
}

/** The promise of a handler, where its failure can reach a framework that does not look at it. */
export function handlerPromise({ context, fact, via }: Frame, framework: Framework, analysis: PromiseAnalysis): readonly StartedPromise[] {
  const place = failureOf(context, analysis)
  if (framework.awaitsHandlers === undefined || place === undefined) return []
  const whole = locate(context.module, fact.at)
  const at = fact.isAsync ? { ...whole, end: Math.min(whole.end, whole.start + "async".length) } : place
  return [{ at, name: fact.name ?? "its handler", form: "handler", isUncaught: true, isVoid: false, passedTo: undefined, via }]
}
