/**
 * The calls of the whole project, whether a request runs them or not: what set-up code says to packages.
 *
 * @module
 */
import type { ProjectCall } from "../../model/calls.ts"
import type { Module } from "../../model/facts.ts"
import type { CallSite } from "../../model/values.ts"
import { nameOf } from "../evaluate/canonical-name.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { argumentViews, toView } from "../evaluate/rule-value.ts"
import type { Sources } from "../evaluate/sources.ts"
import { isOriginGuarded } from "../evidence/calls/origin-guarded.ts"
import { locate } from "../source/location.ts"

/** Methods that take a package's plugin and its options. */
const REGISTRATIONS = new Set(["register", "use"])

/**
 * Every call of the project, in the order of its modules.
 *
 * @returns the calls; a registered plugin is one more, named as the plugin
 */
export function* callsOfProject(sources: Sources, evaluator: Evaluator): Generator<ProjectCall> {
  for (const module of sources.modules) {
    const context = evaluator.moduleContext(module)
    for (const call of module.facts.calls.keys()) {
      const site = { module, call, context }
      yield toProjectCall(site, evaluator)
      const { method } = evaluator.callee(site)
      if (method !== undefined && REGISTRATIONS.has(method)) yield* registered(site, evaluator)
    }
    yield* exportedPlugin(module, evaluator)
  }
}

function toProjectCall(site: CallSite, evaluator: Evaluator): ProjectCall {
  const { module, call } = site
  const fact = module.facts.calls[call]
  const { target, method } = evaluator.callee(site)
  return {
    at: locate(module, fact?.calleeAt ?? 0),
    whole: locate(module, fact?.at ?? 0),
    name: nameOf(target, evaluator),
    method,
    get isOriginGuarded() { return isOriginGuarded(site, evaluator) },
    get arguments() { return argumentViews(site, evaluator) },
  }
}

/** `app.register(plugin, options)`, where the plugin is a package's. */
function* registered(site: CallSite, evaluator: Evaluator): Generator<ProjectCall> {
  const [plugin] = evaluator.arguments(site)
  const name = plugin?.kind === "external" ? plugin.name : undefined
  if (name === undefined) return
  const call = toProjectCall(site, evaluator)
  yield { at: call.at, whole: call.whole, name, method: undefined, get isOriginGuarded() { return call.isOriginGuarded }, get arguments() { return call.arguments.slice(1) } }
}

/** A module that hands on a package's plugin, with the options that @fastify/autoload reads beside it. */
function* exportedPlugin(module: Module, evaluator: Evaluator): Generator<ProjectCall> {
  const { exports } = module.facts
  const whole = exports.find(({ name }) => name === "default" || name === "=")
  if (whole === undefined || !exports.some(({ name }) => name === "autoConfig")) return
  const plugin = evaluator.evaluate(whole.value, evaluator.moduleContext(module))
  if (plugin.kind !== "external") return
  const at = locate(module, whole.at)
  const options = toView(evaluator.exported(module, "autoConfig"), evaluator)
  yield { at, whole: at, name: plugin.name, method: undefined, isOriginGuarded: false, arguments: [options] }
}
