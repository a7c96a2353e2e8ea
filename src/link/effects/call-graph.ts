/**
 * What runs when a handler runs: every function that can be followed from it, and every call that cannot.
 *
 * @module
 */
import type { Manner } from "../../frameworks/framework.ts"
import { auth } from "../../knowledge/auth.ts"
import { subscribingMethods } from "../../knowledge/listeners.ts"
import { find } from "../../knowledge/table.ts"
import { checks } from "../../knowledge/validators.ts"
import type { Entry, Reach, Reacher, Visit } from "./graph-types.ts"
import { isKept } from "./memoization.ts"
import { refinementsOf } from "./schema-callbacks.ts"
import { nameOf } from "../evaluate/canonical-name.ts"
import { functionOf } from "../evaluate/context.ts"
import { alternatives, CAUGHT, flatten, textOf } from "../evaluate/domain.ts"
import type { Follower } from "../evaluate/evaluator.ts"
import { mayRun } from "../evaluate/feasible-path.ts"
import { elementOf, iteratedBy } from "../evaluate/iteration.ts"
import { rolesOf } from "../routing/handler-roles.ts"
import { ownedBy } from "../source/function-body.ts"
import type { Activation, CallSite, Meaning } from "../../model/values.ts"

/** A handler that runs more functions than this is followed no further. */
const VISITS = 600

/** `promise.catch(next)` hands the right to go on to nobody unknown. */
const CONTINUATIONS = new Set(["then", "catch", "finally"])

/**
 * A reacher over a follower.
 *
 * @returns the reacher; it remembers what it has reached
 */
export function createReacher(follower: Follower): Reacher {
  const known = new Map<Meaning, Map<Manner, Map<Meaning | undefined, Reach>>[]>()
  const registered = new Map<string, readonly (readonly Meaning[])[]>()
  const sitesOf = new Map<Activation, readonly CallSite[]>()

  function callsOf({ activation }: Visit): readonly CallSite[] {
    const known = sitesOf.get(activation) ?? ownedBy(activation).calls.map(([call]) => ({ module: activation.module, call, activation }))
    sitesOf.set(activation, known)
    return known
  }

  function reach(target: Meaning, manner: Manner, router: Meaning, isRescue = false): Reach {
    const memo = memoOf(target, manner, isRescue)
    // A router matters to those alone to whom it is `this`.
    const receiver = alternatives(target).some(isBoundToRouter) ? router : undefined
    const found = memo.get(receiver)
    if (found !== undefined) return found
    const visits: Visit[] = []
    const unfollowed: CallSite[] = []
    const entries = new Map<Activation, Entry[]>()
    const visitOf = new Map<Activation, Visit>()

    function enter(activation: Activation, via: readonly string[], entry?: Entry, isCached = false): void {
      const fact = functionOf(activation)
      if (entry !== undefined) entries.set(activation, [...(entries.get(activation) ?? []), entry])
      if (fact === undefined || visitOf.has(activation) || visits.length >= VISITS) return
      const visit: Visit = { activation, fact, via, from: entry?.site, isCached }
      visitOf.set(activation, visit)
      visits.push(visit)
      for (const site of callsOf(visit)) {
        const made = site.module.facts.calls[site.call]
        if (mayRun(made?.region ?? -1, activation, follower, made?.at)) call(site, visit)
      }
    }

    function call(site: CallSite, visit: Visit): void {
      const { target: callee, method } = follower.callee(site)
      const isCached = visit.isCached || isKept(site, follower)
      let isFollowed = false
      for (const one of alternatives(callee)) {
        const running = one.kind === "class" ? constructorOf(one, site) : follower.enter(one, site)
        if (running === undefined) continue
        isFollowed = true
        enter(running, [...visit.via, labelOf(running)], { visit, site, isIteration: false }, isCached)
      }
      const decider = deciderOf(callee, visit.activation.self, follower)
      if (decider !== undefined) {
        const running = activateHandler(decider, manner, router, false)
        if (running !== undefined) return enter(running, [...visit.via, labelOf(running)], { visit, site, isIteration: false }, isCached)
      }
      if (isFollowed) return
      const values = follower.arguments(site)
      for (const refinement of schemaOf(site, values).flatMap((schema) => refinementsOf(schema, follower))) {
        const running = follower.enter(refinement, site, [])
        if (running !== undefined) enter(running, visit.via, { visit, site, isIteration: false }, isCached)
      }
      const walked = iteratedBy(site, follower)
      // A subscriber runs when something happens, not because a request is handled; what a server of the Model Context Protocol is
      // given for one request runs for it: https://github.com/modelcontextprotocol/typescript-sdk
      const isSubscription = method !== undefined && (subscribingMethods.has(method) || /^(?:on|register)(?!Tool|Resource|Prompt)[A-Z]/.test(method))
      if (!isSubscription) {
        for (const value of flatten(values).flatMap((one) => alternatives(one))) {
          const given = walked !== undefined ? [elementOf(walked)] : method === "catch" ? [CAUGHT] : []
          const running = follower.enter(value, site, given)
          if (running !== undefined) enter(running, visit.via, { visit, site, isIteration: walked !== undefined }, isCached)
        }
      }
      const isContinuation = method !== undefined && CONTINUATIONS.has(method)
      if (!isContinuation && nameOf(callee, follower) === undefined && values.some(isRequestRole)) unfollowed.push(site)
    }

    for (const one of alternatives(target)) {
      const activation = activateHandler(one, manner, router, isRescue)
      if (activation !== undefined) enter(activation, [])
      for (const verifier of verifiersOf(one)) {
        const running = verifier.kind === "function" ? follower.activate(verifier, []) : undefined
        if (running !== undefined) enter(running, [labelOf(running)])
      }
      // A package's wrapper runs what it is given: asyncHandler(show).
      if (one.kind !== "result") continue
      for (const value of follower.arguments(one.site).flatMap((each) => alternatives(each))) {
        const inner = activateHandler(value, manner, router, isRescue)
        if (inner !== undefined) enter(inner, [])
      }
    }
    const made = { visits, visitOf, entries, unfollowed }
    memo.set(receiver, made)
    return made
  }

  function memoOf(target: Meaning, manner: Manner, isRescue: boolean): Map<Meaning | undefined, Reach> {
    const byKind = known.get(target) ?? [new Map<Manner, Map<Meaning | undefined, Reach>>(), new Map<Manner, Map<Meaning | undefined, Reach>>()]
    known.set(target, byKind)
    const byManner = byKind[isRescue ? 1 : 0] ?? new Map<Manner, Map<Meaning | undefined, Reach>>()
    const memo = byManner.get(manner) ?? new Map<Meaning | undefined, Reach>()
    byManner.set(manner, memo)
    return memo
  }

  /** Whether it, or a function that a package's wrapper is given, says `this` and means the router. */
  function isBoundToRouter(target: Meaning): boolean {
    if (target.kind === "result") return follower.arguments(target.site).flatMap((one) => alternatives(one)).some((one) => one.kind === "function" && isBoundToRouter(one))
    if (target.kind !== "function" || target.self !== undefined) return false
    const fact = target.activation.module.facts.functions[target.id]
    return fact?.isArrow === false && fact.usesThis === true
  }

  /** The schema that a call checks a value against. */
  function schemaOf(site: CallSite, values: readonly Meaning[]): readonly Meaning[] {
    const { target, receiver } = follower.callee(site)
    const schema = find(checks, nameOf(target, follower))?.schema
    const given = schema === "receiver" ? receiver : typeof schema === "number" ? values[schema] : undefined
    return given === undefined ? [] : [given]
  }

  /** What a package's guard runs to know the caller: the functions given to the strategies it uses. */
  function verifiersOf(guard: Meaning): readonly Meaning[] {
    const registers = find(auth, nameOf(guard, follower))?.verifiedBy
    if (registers === undefined || guard.kind !== "result") return []
    const wanted = flatten(follower.arguments(guard.site).slice(0, 1)).map((one) => textOf(one))
    return registrations(registers).flatMap((values) => {
      const name = textOf(values[0] ?? guard)
      const strategy = values.at(-1)
      if (name !== undefined && !wanted.includes(name)) return []
      return strategy?.kind === "result" ? follower.arguments(strategy.site).filter((one) => one.kind === "function") : []
    })
  }

  /** The arguments of every call of a name at module level or in setup code. */
  function registrations(name: string): readonly (readonly Meaning[])[] {
    const found = registered.get(name) ?? follower.sources.modules.flatMap((module) => {
      const activation = follower.moduleActivation(module)
      return module.facts.calls.flatMap(({ callee }, call) => {
        const site = { module, call, activation }
        return callee.kind === "member" && name.endsWith(`.${callee.name}`) && nameOf(follower.callee(site).target, follower) === name
          ? [follower.arguments(site)]
          : []
      })
    })
    registered.set(name, found)
    return found
  }

  function constructorOf(target: Meaning, site: CallSite): Activation | undefined {
    const instance = follower.follow({ kind: "call", id: site.call }, site.activation)
    if (target.kind !== "class" || instance.kind !== "instance") return undefined
    const own = target.activation.module.facts.classes[target.id]?.members.find((member) => member.kind === "constructor")?.value
    const meaning = own === undefined ? undefined : follower.follow(own, target.activation)
    return meaning?.kind === "function" ? follower.enter(follower.bind(meaning, instance), site) : undefined
  }

  function activateHandler(target: Meaning, manner: Manner, router: Meaning, isRescue: boolean): Activation | undefined {
    if (target.kind !== "function") return undefined
    const fact = target.activation.module.facts.functions[target.id]
    const named = isRescue ? manner.rescueParameters?.map((name) => follower.named(name, manner.spelling)) : undefined
    const roles = named ?? target.given ?? rolesOf(target, manner, follower)
    const isBound = fact?.isArrow === true || fact?.usesThis !== true || target.self !== undefined
    return follower.activate(isBound ? target : follower.bind(target, router), roles)
  }

  return { reach, callsOf }
}

/**
 * The method of an instance to which a method of its package's base class leaves the decision.
 *
 * @returns undefined where the base class decides itself
 */
export function deciderOf(callee: Meaning, self: Meaning | undefined, follower: Follower): Meaning | undefined {
  const name = find(auth, nameOf(callee, follower))?.decidedBy
  if (name === undefined || self === undefined) return undefined
  return alternatives(follower.member(self, name)).find((one) => one.kind === "function")
}

/** Whether a value is the request, the response, the context or `next` itself. */
function isRequestRole(meaning: Meaning): boolean {
  return alternatives(meaning).some((one) => one.kind === "role" && one.name !== "error")
}

function labelOf(activation: Activation): string {
  const fact = functionOf(activation)
  if (fact === undefined) return ""
  const owner = fact.class === undefined ? undefined : activation.module.facts.classes[fact.class]?.name
  return `${owner === undefined ? "" : `${owner}.`}${fact.name ?? "(anonymous)"}()`
}
