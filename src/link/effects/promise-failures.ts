/**
 * Which calls start a promise, and whether it may be rejected with nothing that catches.
 *
 * @module
 */
import type { RegionId } from "../../model/ids.ts"
import { isErrorName } from "../../knowledge/errors.ts"
import { neverRejecting } from "../../knowledge/promises.ts"
import { find } from "../../knowledge/table.ts"
import type { Location } from "../../model/evidence.ts"
import type { Module } from "../../model/facts.ts"
import type { AbstractValue, CallSite, Context } from "../../model/values.ts"
import { nameOf } from "../evaluate/canonical-name.ts"
import { functionOf } from "../evaluate/context.ts"
import { possibleValues } from "../evaluate/domain.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { isFeasible } from "../evaluate/feasible-path.ts"
import { regionsAround } from "../source/control-flow.ts"
import { bodyOf } from "../source/function-body.ts"
import { locate } from "../source/location.ts"
import { isAsynchronous } from "./client-calls.ts"
import { promiseChainOf } from "./promise-chains.ts"

/** Calls are followed no deeper than this. */
const DEPTH = 6

/** Functions that only return what another one returns are followed no deeper than this. */
const RETURNS = 4

/** What promises are analysed with. */
export interface PromiseAnalysis {
  readonly evaluator: Evaluator
  /** Packages' functions that the project awaits somewhere: they answer with a promise wherever they are called. */
  readonly awaited: () => ReadonlySet<string>
  /** Where functions may fail, as far as already found out. */
  readonly failures: Map<Context, Location | undefined>
}

/** A new analysis of a project's promises. */
export function createPromiseAnalysis(evaluator: Evaluator): PromiseAnalysis {
  let awaited: ReadonlySet<string> | undefined
  return { evaluator, awaited: () => (awaited ??= awaitedFunctions(evaluator)), failures: new Map() }
}

/** What frameworks give to handlers may be awaited or not: `reply.send()`; and what is not there answers with nothing. */
const ROLE = /^(?:request|response|context|next|error|caught|undefined)\b/

function awaitedFunctions(evaluator: Evaluator): ReadonlySet<string> {
  return new Set(evaluator.sources.modules.flatMap((module) => {
    const context = evaluator.moduleContext(module)
    return module.facts.calls.flatMap((fact, call) => {
      const name = fact.isAwaited && !fact.isNew ? nameOf(evaluator.callee({ module, call, context }).target, evaluator) : undefined
      return name === undefined || ROLE.test(name) ? [] : [name]
    })
  }))
}

/** Where a function may fail, itself or in what it awaits, with nothing in it that catches; undefined where it does not. */
export function failureOf(context: Context, analysis: PromiseAnalysis, depth = 0): Location | undefined {
  const { failures } = analysis
  if (failures.has(context)) return failures.get(context)
  failures.set(context, undefined)
  const found = depth > DEPTH ? undefined : findFailure(context, analysis, depth)
  failures.set(context, found)
  return found
}

function findFailure(context: Context, analysis: PromiseAnalysis, depth: number): Location | undefined {
  const { module } = context
  const fact = functionOf(context)
  if (fact === undefined) return undefined
  const { calls, regions } = module.facts
  const owned = bodyOf(context)
  const isOpen = (region: RegionId, isAwait: boolean): boolean =>
    regions[region]?.function === context.of && !isCovered(region, module, isAwait) && isFeasible(region, context, analysis.evaluator)
  if (fact.isAsync) {
    for (const [call, one] of owned.calls) {
      if (one.isAwaited && isOpen(one.region, true) && mayReject({ module, call, context }, analysis, depth)) return locate(module, one.at)
    }
    const thrown = owned.throws.find((one) => isOpen(one.region, false))
    if (thrown !== undefined) return locate(module, thrown.at)
  }
  for (const { value: expression, region } of fact.returns) {
    if (expression?.kind !== "call" || calls[expression.id]?.isAwaited === true || regions[region]?.function !== context.of) continue
    const site = { module, call: expression.id, context }
    if (startsPromise(site, analysis, depth) && mayReject(site, analysis, depth)) return locate(module, calls[expression.id]?.at ?? 0)
  }
  return undefined
}

/** Whether a failure in a region is caught in the same function; what a `catch` or `finally` itself awaits counts as caught. */
function isCovered(start: RegionId, module: Module, isAwait: boolean): boolean {
  const { regions } = module.facts
  for (const region of regionsAround(start, module)) {
    const fact = regions[region]
    if (isAwait && (fact?.kind === "catch" || fact?.kind === "finally")) return true
    if (fact?.kind === "try" && fact.paired !== undefined) return true
  }
  return false
}

/** Whether a call answers with a promise: by `then`, by an async function of the project, by name. */
export function startsPromise(site: CallSite, analysis: PromiseAnalysis, depth = 0): boolean {
  const { evaluator } = analysis
  const { base, isContinued } = promiseChainOf(site, evaluator)
  const fact = base.module.facts.calls[base.call]
  if (fact === undefined || fact.isNew) return false
  const { target } = evaluator.callee(base)
  const own = possibleValues(target).filter((one) => one.kind === "function")
  if (own.length > 0) return own.every((one) => answersPromise(one, base, analysis, depth))
  if (isContinued) return true
  const values = evaluator.arguments(base)
  const name = nameOf(target, evaluator)
  if (name === undefined || values.some((one) => one.kind === "function")) return false
  if (isAsynchronous(name, evaluator.clients)) return true
  if (evaluator.clients.isChained(name) || !analysis.awaited().has(name)) return false
  // What a package does with a promise that it is given is not known: `trySafe(send(event))`.
  return !values.some((one) => one.kind === "result" && depth < RETURNS && startsPromise(one.site, analysis, depth + 1))
}

function answersPromise(target: AbstractValue, site: CallSite, analysis: PromiseAnalysis, depth: number): boolean {
  if (target.kind !== "function") return false
  const fact = target.context.module.facts.functions[target.id]
  if (fact === undefined || fact.isGenerator) return false
  if (fact.isAsync) return true
  const running = depth < RETURNS ? analysis.evaluator.enter(target, site) : undefined
  return running !== undefined && fact.returns.length > 0 && fact.returns.every(({ value }) =>
    value?.kind === "call" && startsPromise({ module: running.module, call: value.id, context: running }, analysis, depth + 1))
}

/** Whether the promise of a call may be rejected with nothing that catches, the called function's own code included. */
export function mayReject(site: CallSite, analysis: PromiseAnalysis, depth = 0): boolean {
  const { evaluator } = analysis
  const { base, isCaught, isContinued } = promiseChainOf(site, evaluator)
  if (isCaught) return false
  const { target } = evaluator.callee(base)
  const own = possibleValues(target).filter((one) => one.kind === "function")
  if (own.length === 0) return find(neverRejecting, nameOf(target, evaluator)) === undefined && !givesError(base)
  return isContinued || own.some((one) => {
    const running = evaluator.enter(one, base)
    return running === undefined || failureOf(running, analysis, depth + 1) !== undefined
  })
}

/** `const [value, error] = await safely(work)`: code that takes the error out of what a call gave expects no rejection. */
function givesError({ module, call }: CallSite): boolean {
  return module.facts.locals.some(({ name, values: [expression] }) =>
    expression?.kind === "member" && expression.object.kind === "call" && expression.object.id === call && isErrorName(name))
}
