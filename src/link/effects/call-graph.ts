/**
 * What runs when a handler runs: every function that can be followed from it, and every call that cannot.
 *
 * @module
 */
import { NO_REGION } from "../source/no-ids.ts"
import type { CallingConvention } from "../../frameworks/framework.ts"
import { auth } from "../../knowledge/auth.ts"
import { subscribingMethods } from "../../knowledge/listeners.ts"
import { find } from "../../knowledge/table.ts"
import type { AbstractValue, CallSite, Context } from "../../model/values.ts"
import { checkOf } from "../../validators/find.ts"
import { nameOf } from "../evaluate/canonical-name.ts"
import { functionOf } from "../evaluate/context.ts"
import { CAUGHT, flatten, possibleValues, textOf } from "../evaluate/domain.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { isFeasible } from "../evaluate/feasible-path.ts"
import { elementOf, iteratedBy } from "../evaluate/iteration.ts"
import type { Decorations } from "../routing/decorations.ts"
import { rolesOf } from "../routing/handler-roles.ts"
import { bodyOf } from "../source/function-body.ts"
import type { CallEdge, CallGraph, CallGraphs, Frame } from "./graph-types.ts"
import { isMemoized } from "./memoization.ts"
import { refinementsOf } from "./schema-callbacks.ts"

/** A handler that runs more functions than this is followed no further. */
const FRAMES = 600

/** `promise.catch(next)` hands the right to go on to nobody unknown. */
const CONTINUATIONS = new Set(["then", "catch", "finally"])

/** A function that a call runs. */
interface CalledFunction {
  readonly context: Context
  readonly isIteration: boolean
  /** What it is called on the way from the handler; undefined for a callback, which is part of the function that it is written in. */
  readonly label: string | undefined
}

/** What one call of one function runs. */
interface CallRun {
  readonly site: CallSite
  /** Its result is kept beyond the request. */
  readonly isMemoized: boolean
  readonly callees: readonly CalledFunction[]
  /** The method to which a package's base class leaves the decision; it is called as handlers are. */
  readonly decider: AbstractValue | undefined
  readonly isUnresolved: boolean
}

/** Call graphs by what is called, how the framework calls it, and the router that is `this` there. */
type GraphMemo = Map<AbstractValue, Map<CallingConvention, Map<AbstractValue | undefined, CallGraph>>>

function memoOf(memo: GraphMemo, target: AbstractValue, convention: CallingConvention): Map<AbstractValue | undefined, CallGraph> {
  const byConvention = memo.get(target) ?? new Map<CallingConvention, Map<AbstractValue | undefined, CallGraph>>()
  memo.set(target, byConvention)
  const byRouter = byConvention.get(convention) ?? new Map<AbstractValue | undefined, CallGraph>()
  byConvention.set(convention, byRouter)
  return byRouter
}

/**
 * The call graphs of one link.
 *
 * @returns call graphs; each is built when it is first asked for, and remembered
 */
export function createCallGraphs(evaluator: Evaluator, decorations: Pick<Decorations, "decoratorOf">): CallGraphs {
  const { work } = evaluator
  const handlers: GraphMemo = new Map()
  const errorHandlers: GraphMemo = new Map()
  const registered = new Map<string, readonly (readonly AbstractValue[])[]>()
  const sitesOf = new Map<Context, readonly CallSite[]>()
  const runs = new Map<CallSite, CallRun | undefined>()

  function sitesIn(context: Context): readonly CallSite[] {
    const known = sitesOf.get(context) ?? bodyOf(context).calls.map(([call]) => ({ module: context.module, call, context }))
    sitesOf.set(context, known)
    return known
  }

  function graphOf(target: AbstractValue, convention: CallingConvention, router: AbstractValue, isErrorHandler = false): CallGraph {
    const memo = memoOf(isErrorHandler ? errorHandlers : handlers, target, convention)
    // A router matters to those alone to whom it is `this`, or where it says what requests have.
    const receiver = possibleValues(target).some(isBoundToRouter) ? router : decorations.decoratorOf(router)
    const found = memo.get(receiver)
    if (found !== undefined) return found
    const frames: Frame[] = []
    const unresolvedCalls: CallSite[] = []
    const callers = new Map<Context, CallEdge[]>()
    const frameOf = new Map<Context, Frame>()

    function enter(context: Context, via: readonly string[], from: CallSite | undefined, isCached: boolean): void {
      const fact = functionOf(context)
      if (fact === undefined || frames.length >= FRAMES) return
      const frame: Frame = { context, fact, via, from, isCached }
      frameOf.set(context, frame)
      frames.push(frame)
      work.frames += 1
      for (const site of sitesIn(context)) {
        const running = runOf(site)
        if (running !== undefined) run(running, frame)
      }
    }

    function run({ site, isMemoized, callees, decider, isUnresolved }: CallRun, frame: Frame): void {
      const isCached = frame.isCached || isMemoized
      for (const { context, isIteration, label } of callees) call(context, { frame, site, isIteration }, label, isCached)
      const deciding = decider === undefined ? undefined : internHandler(decider, convention, router, false)
      if (deciding !== undefined) call(deciding, { frame, site, isIteration: false }, labelOf(deciding), isCached)
      if (isUnresolved) unresolvedCalls.push(site)
    }

    function call(context: Context, edge: CallEdge, label: string | undefined, isCached: boolean): void {
      const edges = callers.get(context)
      if (edges === undefined) callers.set(context, [edge])
      else edges.push(edge)
      if (!frameOf.has(context)) enter(context, label === undefined ? edge.frame.via : [...edge.frame.via, label], edge.site, isCached)
    }

    function start(context: Context | undefined, via: readonly string[]): void {
      if (context !== undefined && !frameOf.has(context)) enter(context, via, undefined, false)
    }

    for (const one of possibleValues(target)) {
      start(internHandler(one, convention, router, isErrorHandler), [])
      for (const verifier of verifiersOf(one)) {
        const running = verifier.kind === "function" ? evaluator.intern(verifier, []) : undefined
        if (running !== undefined) start(running, [labelOf(running)])
      }
      // A package's wrapper runs what it is given: asyncHandler(show).
      if (one.kind !== "result") continue
      for (const value of evaluator.arguments(one.site).flatMap((each) => possibleValues(each))) {
        start(internHandler(value, convention, router, isErrorHandler), [])
      }
    }
    const made = { frames, frameOf, callers, unresolvedCalls }
    memo.set(receiver, made)
    return made
  }

  /** What a call runs, the same in every graph; undefined where it is known not to be reached. */
  function runOf(site: CallSite): CallRun | undefined {
    if (runs.has(site)) return runs.get(site)
    const fact = site.module.facts.calls[site.call]
    const found = isFeasible(fact?.region ?? NO_REGION, site.context, evaluator, fact?.at) ? findRun(site) : undefined
    runs.set(site, found)
    return found
  }

  function findRun(site: CallSite): CallRun {
    const { target: callee, method } = evaluator.callee(site)
    const decider = deciderOf(callee, site.context.receiver, evaluator)
    const run = { site, isMemoized: isMemoized(site, evaluator), decider, isUnresolved: false }
    const followed = possibleValues(callee).flatMap((one): CalledFunction[] => {
      const context = one.kind === "class" ? constructorOf(one, site) : evaluator.enter(one, site)
      return context === undefined ? [] : [{ context, isIteration: false, label: labelOf(context) }]
    })
    if (followed.length > 0 || decider !== undefined) return { ...run, callees: followed }
    const values = evaluator.arguments(site)
    const isContinuation = method !== undefined && CONTINUATIONS.has(method)
    const isUnresolved = !isContinuation && nameOf(callee, evaluator) === undefined && values.some(isRequestRole)
    return { ...run, callees: [...refinementsRunBy(site, values), ...callbacksRunBy(site, method, values)], isUnresolved }
  }

  function refinementsRunBy(site: CallSite, values: readonly AbstractValue[]): readonly CalledFunction[] {
    return schemaOf(site, values).flatMap((schema) => refinementsOf(schema, evaluator)).flatMap((refinement) => {
      const context = evaluator.enter(refinement, site, [])
      return context === undefined ? [] : [{ context, isIteration: false, label: undefined }]
    })
  }

  /**
   * The functions that a call is given and runs. A subscriber runs when something happens, not because a request is handled; what a
   * server of the Model Context Protocol is given for one request runs for it: https://github.com/modelcontextprotocol/typescript-sdk
   */
  function callbacksRunBy(site: CallSite, method: string | undefined, values: readonly AbstractValue[]): readonly CalledFunction[] {
    if (method !== undefined && (subscribingMethods.has(method) || /^(?:on|register)(?!Tool|Resource|Prompt)[A-Z]/.test(method))) return []
    const walked = iteratedBy(site, evaluator)
    const given = walked !== undefined ? [elementOf(walked)] : method === "catch" ? [CAUGHT] : []
    return flatten(values).flatMap((one) => possibleValues(one)).flatMap((value) => {
      const context = evaluator.enter(value, site, given)
      return context === undefined ? [] : [{ context, isIteration: walked !== undefined, label: undefined }]
    })
  }

  /** Whether it, or a function that a package's wrapper is given, says `this` and means the router. */
  function isBoundToRouter(target: AbstractValue): boolean {
    if (target.kind === "result") return evaluator.arguments(target.site).flatMap((one) => possibleValues(one)).some((one) => one.kind === "function" && isBoundToRouter(one))
    if (target.kind !== "function" || target.receiver !== undefined) return false
    const fact = target.context.module.facts.functions[target.id]
    return fact?.isArrow === false && fact.usesThis === true
  }

  /** The schema that a call checks a value against. */
  function schemaOf(site: CallSite, values: readonly AbstractValue[]): readonly AbstractValue[] {
    const { target, receiver } = evaluator.callee(site)
    const schema = checkOf(nameOf(target, evaluator))?.schema
    const given = schema === "receiver" ? receiver : typeof schema === "number" ? values[schema] : undefined
    return given === undefined ? [] : [given]
  }

  /** What a package's guard runs to know the caller: the functions given to the strategies it uses. */
  function verifiersOf(guard: AbstractValue): readonly AbstractValue[] {
    const registers = find(auth, nameOf(guard, evaluator))?.verifiedBy
    if (registers === undefined || guard.kind !== "result") return []
    const wanted = flatten(evaluator.arguments(guard.site).slice(0, 1)).map((one) => textOf(one))
    return registrations(registers).flatMap((values) => {
      const name = textOf(values[0] ?? guard)
      const strategy = values.at(-1)
      if (name !== undefined && !wanted.includes(name)) return []
      return strategy?.kind === "result" ? evaluator.arguments(strategy.site).filter((one) => one.kind === "function") : []
    })
  }

  /** The arguments of every call of a name at module level or in setup code. */
  function registrations(name: string): readonly (readonly AbstractValue[])[] {
    const found = registered.get(name) ?? evaluator.sources.modules.flatMap((module) => {
      const context = evaluator.moduleContext(module)
      return module.facts.calls.flatMap(({ callee }, call) => {
        const site = { module, call, context }
        return callee.kind === "member" && name.endsWith(`.${callee.name}`) && nameOf(evaluator.callee(site).target, evaluator) === name
          ? [evaluator.arguments(site)]
          : []
      })
    })
    registered.set(name, found)
    return found
  }

  function constructorOf(target: AbstractValue, site: CallSite): Context | undefined {
    const instance = evaluator.evaluate({ kind: "call", id: site.call }, site.context)
    if (target.kind !== "class" || instance.kind !== "instance") return undefined
    const own = target.context.module.facts.classes[target.id]?.members.find((member) => member.kind === "constructor")?.value
    const value = own === undefined ? undefined : evaluator.evaluate(own, target.context)
    return value?.kind === "function" ? evaluator.enter(evaluator.bind(value, instance), site) : undefined
  }

  function internHandler(target: AbstractValue, convention: CallingConvention, router: AbstractValue, isErrorHandler: boolean): Context | undefined {
    if (target.kind !== "function") return undefined
    const fact = target.context.module.facts.functions[target.id]
    const decorator = decorations.decoratorOf(router)
    const named = isErrorHandler ? convention.errorHandlerParameters?.map((name) => evaluator.requestValue(name, convention.aliases, decorator)) : undefined
    const roles = named ?? target.handlerArguments ?? rolesOf(target, convention, decorator, evaluator)
    const isBound = fact?.isArrow === true || fact?.usesThis !== true || target.receiver !== undefined
    return evaluator.intern(isBound ? target : evaluator.bind(target, router), roles)
  }

  function callsOf({ context }: Frame): readonly CallSite[] {
    work.visits += 1
    return sitesIn(context)
  }

  return { graphOf, callsOf }
}

/**
 * The method of an instance to which a method of its package's base class leaves the decision.
 *
 * @returns undefined where the base class decides itself
 */
export function deciderOf(callee: AbstractValue, receiver: AbstractValue | undefined, evaluator: Evaluator): AbstractValue | undefined {
  const name = find(auth, nameOf(callee, evaluator))?.decidedBy
  if (name === undefined || receiver === undefined) return undefined
  return possibleValues(evaluator.member(receiver, name)).find((one) => one.kind === "function")
}

/** Whether a value is the request, the response, the context or `next` itself. */
function isRequestRole(value: AbstractValue): boolean {
  return possibleValues(value).some((one) => one.kind === "role" && one.name !== "error")
}

function labelOf(context: Context): string {
  const fact = functionOf(context)
  if (fact === undefined) return ""
  const owner = fact.class === undefined ? undefined : context.module.facts.classes[fact.class]?.name
  return `${owner === undefined ? "" : `${owner}.`}${fact.name ?? "(anonymous)"}()`
}
