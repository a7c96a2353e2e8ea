/**
 * Which calls start a promise, and whether it may be rejected with nothing that catches.
 *
 * @module
 */
import type { RegionId } from "../../model/ids.ts"
import { isErrorName } from "../../knowledge/errors.ts"
import { neverRejecting, promiseCombinators, promisesSince } from "../../knowledge/promises.ts"
import { find } from "../../knowledge/table.ts"
import type { Location } from "../../model/evidence.ts"
import type { Module } from "../../model/facts.ts"
import type { AbstractValue, CallSite, Context } from "../../model/values.ts"
import { nameOf } from "../evaluate/canonical-name.ts"
import { functionOf, type FunctionValue } from "../evaluate/context.ts"
import { possibleValues } from "../evaluate/domain.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { isFeasible } from "../evaluate/feasible-path.ts"
import { iteratedBy } from "../evaluate/iteration.ts"
import { catchAround, regionsAround } from "../source/control-flow.ts"
import { bodyOf } from "../source/function-body.ts"
import { locate } from "../source/location.ts"
import { callsGivenBy } from "../source/result-calls.ts"
import { readsParameter } from "../source/used-bindings.ts"
import { awaitedFunctions } from "./awaited-functions.ts"
import { isAsynchronous } from "./client-calls.ts"
import { type PromiseChain, promiseChainOf } from "./promise-chains.ts"

/** Functions that only return what another one returns are followed no deeper than this. */
const RETURNS = 4

/** What promises are analysed with. */
export interface PromiseAnalysis {
  readonly evaluator: Evaluator
  /** Packages' functions that the project treats as asynchronous: they answer with a promise wherever they are called. */
  readonly awaited: () => ReadonlySet<string>
  readonly search: FailureSearch
}

/** A search for functions that may fail, through functions that call each other. */
interface FailureSearch {
  /** Where functions may fail, as far as that is settled. */
  readonly known: Map<Context, Location | undefined>
  /** The functions that are being looked into, by how many are around each. */
  readonly entered: Map<Context, number>
  /** Functions found not to fail if an outer one that calls them does not. */
  readonly provisional: Context[]
  /** The outermost function that was asked for while it was looked into. */
  outermost: number
}

/** A new analysis of a project's promises. */
export function createPromiseAnalysis(evaluator: Evaluator): PromiseAnalysis {
  let awaited: ReadonlySet<string> | undefined
  const search: FailureSearch = { known: new Map(), entered: new Map(), provisional: [], outermost: Infinity }
  return { evaluator, awaited: () => (awaited ??= awaitedFunctions(evaluator)), search }
}

/**
 * Where a function may fail, itself or in what it awaits, with nothing in it that catches.
 *
 * @returns undefined where it does not, as far as its code can be followed
 */
export function failureOf(context: Context, analysis: PromiseAnalysis): Location | undefined {
  const { search } = analysis
  if (search.known.has(context)) return search.known.get(context)
  const around = search.entered.get(context)
  if (around !== undefined) {
    // A function that calls itself fails where something else in it does.
    search.outermost = Math.min(search.outermost, around)
    return undefined
  }
  const [index, before, pending] = [search.entered.size, search.outermost, search.provisional.length]
  search.entered.set(context, index)
  search.outermost = Infinity
  const found = findFailure(context, analysis)
  search.entered.delete(context)
  const isSettled = search.outermost >= index
  if (found !== undefined || isSettled) search.known.set(context, found)
  else search.provisional.push(context)
  if (isSettled) {
    const inner = search.provisional.splice(pending)
    if (found === undefined) for (const one of inner) search.known.set(one, undefined)
  }
  search.outermost = isSettled ? before : Math.min(before, search.outermost)
  return found
}

function findFailure(context: Context, analysis: PromiseAnalysis): Location | undefined {
  const { module, of } = context
  const fact = functionOf(context)
  if (fact === undefined) return undefined
  const owned = bodyOf(context)
  const isOpen = (region: RegionId, isAwait: boolean): boolean => !isCovered(region, module, isAwait) && isFeasible(region, context, analysis.evaluator)
  if (fact.isAsync) {
    for (const [call, one] of owned.calls) {
      if (one.isAwaited && isOpen(one.region, true) && mayReject({ module, call, context }, analysis)) return locate(module, one.at)
    }
    const thrown = owned.throws.find(({ region }) => isOpen(region, false))
    if (thrown !== undefined) return locate(module, thrown.at)
  }
  // No `try` sees the rejection of a promise that is returned without `await`.
  for (const { value, region } of fact.returns) {
    if (value === undefined || module.facts.regions[region]?.function !== of || !isFeasible(region, context, analysis.evaluator)) continue
    for (const call of callsGivenBy(value, module)) {
      const site = { module, call, context }
      const returned = module.facts.calls[call]
      if (returned !== undefined && !returned.isAwaited && startsPromise(site, analysis) && mayReject(site, analysis)) return locate(module, returned.at)
    }
  }
  return undefined
}

/** Whether a failure in a region is caught in the same function; what a `catch` or `finally` itself awaits counts as caught. */
function isCovered(start: RegionId, module: Module, isAwait: boolean): boolean {
  const isHandling = (region: RegionId): boolean => module.facts.regions[region]?.kind === "catch" || module.facts.regions[region]?.kind === "finally"
  return catchAround(start, module) !== undefined || (isAwait && [...regionsAround(start, module)].some(isHandling))
}

/** Whether a call answers, or may answer, with a promise: by `then`, by what the project's function does, by name. */
export function startsPromise(site: CallSite, analysis: PromiseAnalysis, depth = 0): boolean {
  const { evaluator } = analysis
  const { base, isContinued } = promiseChainOf(site, evaluator)
  const fact = base.module.facts.calls[base.call]
  if (fact === undefined) return false
  const targets = possibleValues(evaluator.callee(base).target)
  if (fact.isNew) return targets.some((one) => nameOf(one, evaluator) === "Promise")
  if (isContinued && !targets.some((one) => one.kind === "function")) return true
  return targets.some((one) => (one.kind === "function" ? answersPromise(one, base, analysis, depth) : isAsynchronousCall(one, base, analysis, depth)))
}

function answersPromise(target: FunctionValue, site: CallSite, analysis: PromiseAnalysis, depth: number): boolean {
  const { module } = target.context
  const fact = module.facts.functions[target.id]
  if (fact === undefined || fact.isGenerator) return false
  if (fact.isAsync) return true
  const context = depth < RETURNS ? analysis.evaluator.enter(target, site) : undefined
  return context !== undefined && fact.returns.some(({ value }) =>
    value !== undefined && callsGivenBy(value, module).some((call) => startsPromise({ module, call, context }, analysis, depth + 1)))
}

/** A call of a package's function. */
function isAsynchronousCall(target: AbstractValue, site: CallSite, analysis: PromiseAnalysis, depth: number): boolean {
  const { evaluator } = analysis
  const values = evaluator.arguments(site)
  const name = nameOf(target, evaluator)
  if (name === undefined || values.some((one) => one.kind === "function")) return false
  if (find(promiseCombinators, name) !== undefined) return true
  if (takesCallbacksAlone(name, site, evaluator)) return false
  if (isAsynchronous(name, evaluator.clients)) return true
  if (evaluator.clients.isChained(name) || !analysis.awaited().has(name)) return false
  // What a package does with a promise that it is given is not known: `trySafe(send(event))`.
  return !values.some((one) => one.kind === "result" && depth < RETURNS && startsPromise(one.site, analysis, depth + 1))
}

/** A client of a version that is older than its promises. */
function takesCallbacksAlone(name: string, { module }: CallSite, { sources }: Evaluator): boolean {
  const [packageName = ""] = name.split(".")
  const since = promisesSince[packageName]
  const major = since === undefined ? undefined : /\d+/.exec(sources.version(packageName, module.file) ?? "")?.[0]
  return since !== undefined && major !== undefined && Number(major) < since
}

/** Whether the promise of a call may be rejected with nothing that catches, the called function's own code included. */
export function mayReject(site: CallSite, analysis: PromiseAnalysis): boolean {
  const { evaluator } = analysis
  const chain = promiseChainOf(site, evaluator)
  if (chain.isCaught) return false
  const { base } = chain
  return possibleValues(evaluator.callee(base).target).some((one) => {
    if (one.kind !== "function") return rejectsOutside(one, base, analysis)
    const context = evaluator.enter(one, base)
    return context === undefined || failureOf(context, analysis) !== undefined
  }) || continuationFails(chain, analysis)
}

/** Whether a function given to `then()` or `finally()` may fail. */
function continuationFails({ continuations }: PromiseChain, analysis: PromiseAnalysis): boolean {
  const { evaluator } = analysis
  return continuations.some((site) => evaluator.arguments(site).flatMap((value) => possibleValues(value)).some((one) => {
    const context = evaluator.enter(one, site, [])
    return context !== undefined && throwsOrRejects(context, analysis)
  }))
}

/** Whether a function may fail when a promise calls it: what it throws is a rejection, whether or not it is asynchronous. */
function throwsOrRejects(context: Context, analysis: PromiseAnalysis): boolean {
  const isOpen = (region: RegionId): boolean => !isCovered(region, context.module, false) && isFeasible(region, context, analysis.evaluator)
  return failureOf(context, analysis) !== undefined || bodyOf(context).throws.some(({ region }) => isOpen(region))
}

/** Whether the promise of something that is no function of the project may be rejected. */
function rejectsOutside(target: AbstractValue, site: CallSite, analysis: PromiseAnalysis): boolean {
  const { evaluator } = analysis
  const name = nameOf(target, evaluator)
  if (name === "Promise") return executorRejects(site, analysis)
  if (find(promiseCombinators, name) !== undefined) return elementsReject(site, analysis)
  return find(neverRejecting, name) === undefined && !givesError(site)
}

/** `new Promise((resolve, reject) => ...)`: whether `reject` is used, or something is thrown at once. */
function executorRejects(site: CallSite, analysis: PromiseAnalysis): boolean {
  const { evaluator } = analysis
  return evaluator.arguments(site).flatMap((value) => possibleValues(value)).some((one) => {
    const context = one.kind === "function" ? evaluator.enter(one, site, []) : undefined
    return context !== undefined && (readsParameter(context.of, 1, context.module) || bodyOf(context).throws.some(({ region }) => !isCovered(region, context.module, false)))
  })
}

/** `Promise.all([save(), send()])`, `Promise.all(ids.map(load))`: whether a promise among the elements may be rejected. */
function elementsReject(site: CallSite, analysis: PromiseAnalysis): boolean {
  const { evaluator } = analysis
  const elements = evaluator.arguments(site).flatMap((value) => possibleValues(value)).flatMap((one) => (one.kind === "array" ? one.items : [one]))
  return elements.flatMap((one) => possibleValues(one)).some((one) => {
    if (one.kind !== "result") return one.kind === "unknown" || one.kind === "unbound"
    if (iteratedBy(one.site, evaluator) === undefined) return !startsPromise(one.site, analysis) || mayReject(one.site, analysis)
    return evaluator.arguments(one.site).some((value) => {
      const context = evaluator.enter(value, one.site, [])
      return context === undefined ? value.kind !== "function" : failureOf(context, analysis) !== undefined
    })
  })
}

/** `const [value, error] = await safely(work)`: code that takes the error out of what a call gave expects no rejection. */
function givesError({ module, call }: CallSite): boolean {
  return module.facts.locals.some(({ name, values: [expression] }) =>
    expression?.kind === "member" && expression.object.kind === "call" && expression.object.id === call && isErrorName(name))
}
