/**
 * Follows calls: into project functions, constructors, and the few built-in functions whose result is plain.
 *
 * @module
 */
import { callbacks } from "../../knowledge/callbacks.ts"
import { canonicalName, find } from "../../knowledge/table.ts"
import { evaluateBuiltin } from "./builtins.ts"
import { nameOf } from "./canonical-name.ts"
import { DEPTH, type FunctionMeaning, homeOf } from "./context.ts"
import { alternatives, choose, textOf, UNDEFINED, UNKNOWN } from "./domain.ts"
import type { Callee, Follower } from "./evaluator.ts"
import type { Module } from "../../model/facts.ts"
import type { Activation, CallSite, Meaning } from "../../model/values.ts"

/**
 * A function is entered no more often than this with values that have not been followed: functions that call themselves in
 * several places with what they have just made would be entered without end.
 */
const RUNS = 3000

/**
 * The part of a follower that follows calls.
 *
 * @param follower gives the whole follower, once it is complete
 * @returns its functions
 */
export function createCalls(
  follower: () => Follower,
): Pick<Follower, "callee" | "arguments" | "enter" | "returnedBy" | "returned"> {
  const inProgress = new Set<Activation>()
  const given = new Map<Activation, Map<number, readonly Meaning[]>>()
  const makers = new Map<Module, Map<number, boolean>>()
  const runs = new Map<Module, Map<number, number>>()

  function callee(site: CallSite): Callee {
    const fact = site.module.facts.calls[site.call]
    const { follow } = follower()
    if (fact === undefined) return { target: UNKNOWN, receiver: undefined, method: undefined }
    const target = follow(fact.callee, site.activation)
    if (fact.callee.kind === "member") {
      return { target, receiver: follow(fact.callee.object, site.activation), method: fact.callee.name }
    }
    if (fact.callee.kind === "element") {
      const method = textOf(follow(fact.callee.index, site.activation))
      return { target, receiver: follow(fact.callee.object, site.activation), method }
    }
    return { target, receiver: undefined, method: undefined }
  }

  /** Remembered once all of them are known: while one is being worked out, it is unknown. */
  function argumentsOf(site: CallSite): readonly Meaning[] {
    const memo = given.get(site.activation) ?? new Map<number, readonly Meaning[]>()
    given.set(site.activation, memo)
    const known = memo.get(site.call)
    if (known !== undefined) return known
    const values = followArguments(site)
    if (values.every(({ kind }) => kind !== "unknown")) memo.set(site.call, values)
    return values
  }

  function followArguments(site: CallSite): readonly Meaning[] {
    const values = site.module.facts.calls[site.call]?.arguments ?? []
    return values.flatMap((expression) => {
      const meaning = follower().follow(expression, site.activation)
      if (expression.kind !== "spread") return [meaning]
      const array = alternatives(meaning).find((one) => one.kind === "array")
      return array?.kind === "array" ? array.items : [meaning]
    })
  }

  function enter(target: Meaning, site: CallSite, values?: readonly Meaning[]): Activation | undefined {
    if (target.kind !== "function" || site.activation.depth >= DEPTH) return undefined
    const { module } = target.activation
    const counts = runs.get(module) ?? new Map<number, number>()
    runs.set(module, counts)
    const count = counts.get(target.id) ?? 0
    if (count > RUNS) return undefined
    const given = (values?.length === 0 ? givenBy(site) : values) ?? completed(argumentsOf(site), target)
    const activation = follower().activate(target, given, target.self, site.activation.depth + 1, makesRouters(target) ? site : undefined)
    if (activation.followed.size === 0) counts.set(target.id, count + 1)
    return activation
  }

  /** What a package hands to the callback that it is given: a transaction, a connection. */
  function givenBy(site: CallSite): readonly Meaning[] {
    const note = find(callbacks, nameOf(callee(site).target, follower()))
    return note?.gives.map((name) => (name === undefined ? UNKNOWN : follower().external(name))) ?? []
  }

  /** Whether a function makes a router when it runs, itself or through functions that it calls by name. */
  function makesRouters({ activation, id }: FunctionMeaning, depth = 0): boolean {
    const { module } = activation
    const memo = makers.get(module) ?? new Map<number, boolean>()
    makers.set(module, memo)
    const known = memo.get(id)
    if (known !== undefined || depth > 4) return known ?? false
    memo.set(id, false)
    const makes = module.facts.calls.some(({ region, callee }) => {
      if (module.facts.regions[region]?.function !== id) return false
      const called = follower().follow(callee, activation)
      if (called.kind === "function") return makesRouters(called, depth + 1)
      const name = called.kind === "external" || called.kind === "member" ? nameOf(called, follower()) : undefined
      return name !== undefined && [name, canonicalName(name)].some((one) => follower().routerMakers.has(`${one}()`))
    })
    memo.set(id, makes)
    return makes
  }

  /** What a call leaves out is undefined; only of a function that nobody is seen to call are the parameters free. */
  function completed(values: readonly Meaning[], { activation, id }: FunctionMeaning): readonly Meaning[] {
    const parameters = activation.module.facts.functions[id]?.parameters ?? []
    const rest = parameters.findIndex((parameter) => parameter.isRest)
    const missing = (rest < 0 ? parameters.length : rest) - values.length
    return missing > 0 ? [...values, ...Array<Meaning>(missing).fill(UNDEFINED)] : values
  }

  function returnedBy(site: CallSite): Meaning {
    const fact = site.module.facts.calls[site.call]
    if (fact === undefined) return UNKNOWN
    const result: Meaning = { kind: "result", site }
    const called = callee(site)
    if (fact.isNew && called.target.kind !== "external") {
      const maker = alternatives(called.target).find((one) => one.kind === "class" || one.kind === "function")
      return maker === undefined ? result : { kind: "instance", site, of: maker }
    }
    const spelled = follower().spelledCall(called.target, site)
    if (spelled !== undefined) return spelled
    const surrounding = ambientOf(called.target)
    if (surrounding !== undefined) return surrounding
    const passed = transparentOf(called.target)
    if (passed !== undefined) {
      const values = argumentsOf(site)
      return passed === "first" ? values[0] ?? result : { kind: "array", items: values, isComplete: true }
    }
    const builtin = evaluateBuiltin({ ...called, site, result, get values() { return argumentsOf(site) } }, follower())
    if (builtin !== undefined) return builtin
    return choose(
      alternatives(called.target).map((one) => {
        const entered = enter(one, site)
        return entered === undefined ? result : returned(one as FunctionMeaning, entered, result)
      }),
    )
  }

  /** `cookies()` of next/headers: the request that is being handled, wherever that is asked for. */
  function ambientOf(target: Meaning): Meaning | undefined {
    if (target.kind !== "external" || follower().ambient.size === 0) return undefined
    const given = follower().ambient.get(`${target.name}()`)
    return given === undefined ? undefined : follower().named(given.name, given.spelling)
  }

  function transparentOf(target: Meaning): "first" | "list" | undefined {
    if (target.kind !== "external" && target.kind !== "member") return undefined
    const name = nameOf(target, follower())
    if (name === undefined) return undefined
    const known = [`${name}()`, `${canonicalName(name)}()`].find((one) => Object.hasOwn(follower().transparent, one))
    return known === undefined ? undefined : follower().transparent[known]
  }

  function returned(target: FunctionMeaning, activation: Activation, otherwise: Meaning): Meaning {
    const fact = target.activation.module.facts.functions[target.id]
    if (fact === undefined || fact.isGenerator || inProgress.has(activation)) return otherwise
    inProgress.add(activation)
    const meanings = fact.returns.flatMap(({ value: expression, region }) => {
      const meaning = expression === undefined ? UNKNOWN : follower().follow(expression, homeOf(activation, region))
      const isNothing = meaning.kind === "unknown" || meaning === UNDEFINED || (meaning.kind === "literal" && meaning.value === null)
      return isNothing ? [] : [meaning]
    })
    inProgress.delete(activation)
    return meanings.length > 0 ? choose(meanings) : otherwise
  }

  return { callee, arguments: argumentsOf, enter, returnedBy, returned }
}
