/**
 * The calls of the whole project, whether a request runs them or not: what set-up code says to packages.
 *
 * @module
 */
import { nameOf } from "../evaluate/canonical-name.ts"
import type { Follower } from "../evaluate/evaluator.ts"
import { givenTo, toGiven } from "../evaluate/rule-value.ts"
import type { Sources } from "../evaluate/sources.ts"
import { isChosen } from "../evidence/calls/origin-guarded.ts"
import { locate } from "../source/location.ts"
import type { ProjectCall } from "../../model/calls.ts"
import type { Module } from "../../model/facts.ts"
import type { CallSite } from "../../model/values.ts"

/** Methods that take a package's plugin and its options. */
const REGISTRATIONS = new Set(["register", "use"])

/**
 * Every call of the project, in the order of its modules.
 *
 * @returns the calls; a registered plugin is one more, named as the plugin
 */
export function* callsOfProject(sources: Sources, follower: Follower): Generator<ProjectCall> {
  for (const module of sources.modules) {
    const activation = follower.moduleActivation(module)
    for (const call of module.facts.calls.keys()) {
      const site = { module, call, activation }
      yield describe(site, follower)
      const { method } = follower.callee(site)
      if (method !== undefined && REGISTRATIONS.has(method)) yield* registered(site, follower)
    }
    yield* exportedPlugin(module, follower)
  }
}

function describe(site: CallSite, follower: Follower): ProjectCall {
  const { module, call } = site
  const fact = module.facts.calls[call]
  const { target, method } = follower.callee(site)
  return {
    at: locate(module, fact?.calleeAt ?? 0),
    whole: locate(module, fact?.at ?? 0),
    name: nameOf(target, follower),
    method,
    get isChosen() { return isChosen(site, follower) },
    get arguments() { return givenTo(site, follower) },
  }
}

/** `app.register(plugin, options)`, where the plugin is a package's. */
function* registered(site: CallSite, follower: Follower): Generator<ProjectCall> {
  const [plugin] = follower.arguments(site)
  const name = plugin?.kind === "external" ? plugin.name : undefined
  if (name === undefined) return
  const call = describe(site, follower)
  yield { at: call.at, whole: call.whole, name, method: undefined, get isChosen() { return call.isChosen }, get arguments() { return call.arguments.slice(1) } }
}

/** A module that hands on a package's plugin, with the options that @fastify/autoload reads beside it. */
function* exportedPlugin(module: Module, follower: Follower): Generator<ProjectCall> {
  const { exports } = module.facts
  const whole = exports.find(({ name }) => name === "default" || name === "=")
  if (whole === undefined || !exports.some(({ name }) => name === "autoConfig")) return
  const plugin = follower.follow(whole.value, follower.moduleActivation(module))
  if (plugin.kind !== "external") return
  const at = locate(module, whole.at)
  const options = toGiven(follower.exported(module, "autoConfig"), follower)
  yield { at, whole: at, name: plugin.name, method: undefined, isChosen: false, arguments: [options] }
}
