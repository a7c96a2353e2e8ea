/**
 * Promises that nothing waits for, and where they may fail.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import { isAsynchronous, isKnownClient, neverRejects, reachesOut } from "../../../knowledge/failures.ts"
import { emitterMethods } from "../../../knowledge/listeners.ts"
import type { Location } from "../../../model/evidence.ts"
import type { Expression } from "../../../model/expression.ts"
import type { Module } from "../../../model/facts.ts"
import type { StartedPromise } from "../../../model/failures.ts"
import type { AbstractValue, CallSite, Context } from "../../../model/values.ts"
import type { Frame } from "../../effects/graph-types.ts"
import { answerOf } from "../../effects/responses.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { functionOf } from "../../evaluate/context.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isFeasible } from "../../evaluate/feasible-path.ts"
import { regionsAround } from "../../source/control-flow.ts"
import { bodyOf } from "../../source/function-body.ts"
import { locate } from "../../source/location.ts"
import { writtenName } from "../../source/source-name.ts"

/** Finds what a request starts and leaves. */
export interface Promises {
  startedIn(frame: Frame, calls: readonly CallSite[], framework: Framework): readonly StartedPromise[]
  /** The promise of a handler, where its failure can reach a framework that does not look at it. */
  ofHandler(frame: Frame, framework: Framework): readonly StartedPromise[]
}

/** What frameworks give to handlers may be awaited or not, as one likes: `reply.send()`; and what is not there answers with nothing. */
const ROLE = /^(?:request|response|context|next|error|caught|undefined)\b/

const CONTINUATIONS = new Set(["then", "catch", "finally"])

const LISTENERS = new Set([...emitterMethods, "forEach"])

const TIMERS = new Set(["setTimeout", "setInterval", "setImmediate", "queueMicrotask", "process.nextTick", "timers.setTimeout", "timers.setInterval", "timers.setImmediate"])

/** A chain of calls on a promise: the call that started it, and whether a failure of it is caught. */
interface Chain {
  readonly base: CallSite
  readonly isCaught: boolean
  readonly isContinued: boolean
}

/**
 * A finder of promises.
 *
 * @returns the finder; it remembers which functions can fail
 */
export function createPromises(evaluator: Evaluator): Promises {
  let awaitedNames: ReadonlySet<string> | undefined

  /** What packages' functions the project awaits somewhere: they answer with a promise wherever they are called. */
  function awaited(): ReadonlySet<string> {
    awaitedNames ??= new Set(evaluator.sources.modules.flatMap((module) => {
      const context = evaluator.moduleContext(module)
      return module.facts.calls.flatMap((fact, call) => {
        const name = fact.isAwaited && !fact.isNew ? nameOf(evaluator.callee({ module, call, context }).target, evaluator) : undefined
        return name === undefined || ROLE.test(name) ? [] : [name]
      })
    }))
    return awaitedNames
  }

  const failing = new Map<Context, Location | undefined>()

  function chainedCalls(site: CallSite): Chain {
    let base = site
    let isCaught = false
    let isContinued = false
    for (let depth = 0; depth < 24; depth += 1) {
      const fact = base.module.facts.calls[base.call]
      const callee = fact?.callee
      if (fact === undefined || callee?.kind !== "member" || !CONTINUATIONS.has(callee.name)) break
      if (evaluator.callee(base).target.kind === "function") break
      isContinued = true
      isCaught ||= (callee.name === "catch" || callee.name === "then") && fact.arguments.length >= (callee.name === "catch" ? 1 : 2)
      if (callee.object.kind !== "call") break
      base = { ...base, call: callee.object.id }
    }
    return { base, isCaught, isContinued }
  }

  /** Where an async function may fail with nothing in it that catches. */
  function failureOf(context: Context, depth = 0): Location | undefined {
    if (failing.has(context)) return failing.get(context)
    failing.set(context, undefined)
    const found = depth > 6 ? undefined : findFailure(context, depth)
    failing.set(context, found)
    return found
  }

  function findFailure(context: Context, depth: number): Location | undefined {
    const { module } = context
    const fact = functionOf(context)
    if (fact === undefined) return undefined
    const { calls, regions } = module.facts
    const owned = bodyOf(context)
    const isOpen = (region: number, isAwait: boolean): boolean =>
      regions[region]?.function === context.of && !isCovered(region, module, isAwait) && isFeasible(region, context, evaluator)
    if (fact.isAsync) {
      for (const [call, one] of owned.calls) {
        if (one.isAwaited && isOpen(one.region, true) && mayReject({ module, call, context }, depth)) return locate(module, one.at)
      }
      const thrown = owned.throws.find((one) => isOpen(one.region, false))
      if (thrown !== undefined) return locate(module, thrown.at)
    }
    for (const { value: expression, region } of fact.returns) {
      if (expression?.kind !== "call" || calls[expression.id]?.isAwaited === true || regions[region]?.function !== context.of) continue
      const site = { module, call: expression.id, context }
      if (startsPromise(site, depth) && mayReject(site, depth)) return locate(module, calls[expression.id]?.at ?? 0)
    }
    return undefined
  }

  /** Whether a call answers with a promise: by `then`, by an async function of the project, by name. */
  function startsPromise(site: CallSite, depth = 0): boolean {
    const { base, isContinued } = chainedCalls(site)
    const fact = base.module.facts.calls[base.call]
    if (fact === undefined || fact.isNew) return false
    const { target } = evaluator.callee(base)
    const own = possibleValues(target).filter((one) => one.kind === "function")
    if (own.length > 0) return own.every((one) => isAsync(one, base, depth))
    if (isContinued) return true
    const hasCallback = evaluator.arguments(base).some((one) => one.kind === "function")
    const name = nameOf(target, evaluator)
    if (hasCallback || name === undefined) return false
    // What a package does with a promise that it is given is not known: `trySafe(send(event))`.
    const isWrapping = (): boolean => evaluator.arguments(base).some((one) => one.kind === "result" && depth < 4 && startsPromise(one.site, depth + 1))
    return isAsynchronous(name) || (!isKnownClient(name) && awaited().has(name) && !isWrapping())
  }

  function isAsync(target: AbstractValue, site: CallSite, depth: number): boolean {
    if (target.kind !== "function") return false
    const { module } = target.context
    const fact = module.facts.functions[target.id]
    if (fact === undefined || fact.isGenerator) return false
    if (fact.isAsync) return true
    const running = depth < 4 ? evaluator.enter(target, site) : undefined
    return running !== undefined && fact.returns.length > 0 && fact.returns.every(({ value: expression }) =>
      expression?.kind === "call" && startsPromise({ module, call: expression.id, context: running }, depth + 1))
  }

  /** Whether the promise of a call may fail with nobody to catch, its own code included. */
  function mayReject(site: CallSite, depth = 0): boolean {
    const { base, isCaught, isContinued } = chainedCalls(site)
    if (isCaught) return false
    const { target } = evaluator.callee(base)
    const own = possibleValues(target).filter((one) => one.kind === "function")
    if (own.length === 0) return !neverRejects.test(nameOf(target, evaluator) ?? "") && !givesError(base)
    return isContinued || own.some((one) => {
      const running = evaluator.enter(one, base)
      return running === undefined || failureOf(running, depth + 1) !== undefined
    })
  }

  /** `const [value, error] = await safely(work)`: who takes the error out of what a call gave waits for no rejection. */
  const givesError = ({ module, call }: CallSite): boolean => module.facts.locals.some(({ name, values }) => {
    const [expression] = values
    return expression?.kind === "member" && expression.object.kind === "call" && expression.object.id === call && /^(?:err|.*error)$/i.test(name)
  })

  /** `request.on("error", fail); request.query(sql)`: what fails is told to a listener. */
  const hasErrorListener = ({ module, call }: CallSite): boolean => {
    const { calls, regions } = module.facts
    const callee = calls[call]?.callee
    const [owner, receiver] = [regions[calls[call]?.region ?? -1]?.function, callee?.kind === "member" ? callee.object : undefined]
    return receiver !== undefined && calls.some((one) => {
      const [event] = one.arguments
      return one.callee.kind === "member" && one.callee.object === receiver && LISTENERS.has(one.callee.name)
        && event?.kind === "literal" && event.value === "error" && regions[one.region]?.function === owner
    })
  }

  /** `options.onSession?.(session)`: whoever gave the function says whether anybody is to wait for it. */
  const isCallersOwn = ({ module, call }: CallSite): boolean => {
    const rootOf = (expression: Expression | undefined): Expression | undefined => (expression?.kind === "member" ? rootOf(expression.object) : expression)
    const callee = module.facts.calls[call]?.callee
    return /^(?:on[A-Z]|callback$|cb$|done$|next$)/.test(callee?.kind === "member" ? callee.name : "") && rootOf(callee)?.kind === "parameter"
  }

  /** `middleware(request, response, next)`: it goes on, or tells the failure, by itself. */
  const isHandedOn = (site: CallSite): boolean => {
    const values = evaluator.arguments(site)
    return values.length > 2 && values.some((value) => value.kind === "role" && value.name === "request")
      && values.some((value) => value.kind === "function" || (value.kind === "role" && value.name === "next"))
  }

  const labelOf = (site: CallSite): string => {
    const fact = site.module.facts.calls[site.call]
    const name = nameOf(evaluator.callee(site).target, evaluator)
    return (name?.startsWith("undefined") === false ? name : undefined) ?? (fact === undefined ? undefined : writtenName(fact.callee, site.module)) ?? "async function"
  }

  function startedIn(frame: Frame, calls: readonly CallSite[], framework: Framework): readonly StartedPromise[] {
    const { module } = frame.context
    const { via } = frame
    return calls.flatMap((site): StartedPromise[] => {
      const fact = module.facts.calls[site.call]
      if (fact === undefined) return []
      const given = callbacksOf(site)
      if (given.length > 0) return given.map((one) => ({ ...one, via }))
      if (fact.result !== "discarded" || fact.isAwaited || !startsPromise(site)) return []
      const { base, isCaught } = chainedCalls(site)
      if (isCaught || hasErrorListener(base) || isCallersOwn(base) || isHandedOn(base)) return []
      const isUncaught = mayReject(site)
      // A function that catches its own failures is work left behind only where it works.
      if (!isUncaught && !(doesWork(base) && !answersIn(base, framework))) return []
      const at = locate(module, module.facts.calls[base.call]?.calleeAt ?? fact.calleeAt)
      return [{ at, name: labelOf(base), form: "call", isUncaught, isVoid: fact.isVoid, passedTo: undefined, via }]
    })
  }

  /** Async functions handed to what ignores the promise that they return, and what a timer is given to do. */
  function callbacksOf(site: CallSite): readonly Omit<StartedPromise, "via">[] {
    const { module } = site
    const fact = module.facts.calls[site.call]
    const { target, method } = evaluator.callee(site)
    const name = nameOf(target, evaluator)
    const isTimer = name !== undefined && TIMERS.has(name)
    const isExecutor = fact?.isNew === true && name === "Promise"
    const isIgnored = isTimer || isExecutor || (method !== undefined && LISTENERS.has(method)) || (method === "map" && fact?.result === "discarded")
    if (!isIgnored || target.kind === "function") return []
    return evaluator.arguments(site).flatMap((value): Omit<StartedPromise, "via">[] => {
      if (value.kind !== "function") return []
      const code = value.context.module.facts.functions[value.id]
      const running = evaluator.enter(value, site, [])
      if (code === undefined || running === undefined) return []
      const fails = code.isAsync && failureOf(running) !== undefined
      const isWork = isTimer && worksIn(running)
      if (!fails && !isWork) return []
      const at = fails ? locate(value.context.module, code.at) : locate(module, fact?.calleeAt ?? 0)
      const passedTo = isExecutor ? "new Promise" : name ?? method
      return [{ at: { ...at, end: Math.min(at.end, at.start + (fails && code.isAsync ? "async".length : at.end)) }, name: labelOf(site), form: isTimer ? "timer" : "callback", isUncaught: fails, isVoid: false, passedTo }]
    })
  }

  const doesWork = (site: CallSite): boolean => possibleValues(evaluator.callee(site).target).some((one) => {
    const running = evaluator.enter(one, site)
    return running !== undefined && worksIn(running)
  })

  /** Whether it is this call that answers, so that nothing is left behind when the answer is sent. */
  const answersIn = (site: CallSite, framework: Framework): boolean => possibleValues(evaluator.callee(site).target).some((one) => {
    const running = evaluator.enter(one, site)
    return running !== undefined && bodyOf(running).calls.some(([call]) => {
      const inner = { module: running.module, call, context: running }
      const { target } = evaluator.callee(inner)
      return answerOf(inner, framework, evaluator) !== undefined || (target.kind === "role" && target.name === "next")
    })
  })

  /** Whether a function reaches a database, a service or the disk. */
  function worksIn(context: Context, depth = 0): boolean {
    const { module } = context
    return depth < 4 && bodyOf(context).calls.some(([call]) => {
      const site = { module, call, context }
      const { target } = evaluator.callee(site)
      if (reachesOut(nameOf(target, evaluator))) return true
      return possibleValues(target).some((one) => {
        const running = evaluator.enter(one, site)
        return running !== undefined && worksIn(running, depth + 1)
      })
    })
  }

  function ofHandler(frame: Frame, framework: Framework): readonly StartedPromise[] {
    const { context, fact } = frame
    const place = failureOf(context)
    if (framework.awaitsHandlers === undefined || place === undefined) return []
    const { module } = context
    const whole = locate(module, fact.at)
    const at = fact.isAsync ? { ...whole, end: Math.min(whole.end, whole.start + 5) } : place
    return [{ at, name: fact.name ?? "its handler", form: "handler", isUncaught: true, isVoid: false, passedTo: undefined, via: frame.via }]
  }

  return { startedIn, ofHandler }
}

/**
 * Whether a failure in a region is caught in the same function; what a `catch` or `finally` itself awaits counts as such.
 *
 * @returns the answer
 */
function isCovered(start: number, module: Module, isAwait: boolean): boolean {
  const { regions } = module.facts
  for (const region of regionsAround(start, module)) {
    const fact = regions[region]
    if (isAwait && (fact?.kind === "catch" || fact?.kind === "finally")) return true
    if (fact?.kind === "try" && fact.paired !== undefined) return true
  }
  return false
}
