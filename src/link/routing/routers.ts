/**
 * Routers: which meanings are one, and what was said of each.
 *
 * @module
 */
import type { Framework, Setup } from "../../frameworks/framework.ts"
import { canonicalName } from "../../knowledge/table.ts"
import { nameOf } from "../evaluate/canonical-name.ts"
import { alternatives } from "../evaluate/domain.ts"
import type { Follower } from "../evaluate/evaluator.ts"
import type { Location } from "../../model/evidence.ts"
import type { Expression } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"
import type { Activation, CallSite, Meaning } from "../../model/values.ts"

/** A sentence of a framework, and what said it. */
export interface Sentence {
  readonly setup: Setup
  /** Where it is said. */
  readonly at: Location
  /** The call that said it; undefined for what a file or class declares. */
  readonly site: CallSite | undefined
  /** The paths that `.route("/x")` and the like put before it; `[""]` for none. */
  readonly prefixes: readonly string[]
  /** The child that a `mount` or `group` made. */
  readonly child: Router | undefined
  /** How many sentences each router among the handlers had by then: a copy has no more. */
  readonly copied: ReadonlyMap<Router, number>
}

/** Something that routes are registered on. */
export interface Router {
  readonly meaning: Meaning
  readonly framework: Framework
  /** Requests reach an `app`; they reach a `router` only once something mounts it. */
  readonly kind: "app" | "router"
  /** In the order of execution. */
  readonly sentences: Sentence[]
}

/** A router seen through `.route("/x")`: what is registered on it lies under these paths. */
export interface RouterView {
  readonly router: Router
  readonly prefixes: readonly string[]
}

/** Tells routers, and remembers them. */
export interface Routers {
  /** The router that a meaning is, or that a chained call returned. */
  viewOf(meaning: Meaning): RouterView | undefined
  /** A new child scope of a router, of its framework or another; `maker` and `key` tell it from others. */
  child(of: Router, maker: CallSite | undefined, key: string, framework?: Framework): Router
  /** The application that files declare under a name. */
  declared(framework: Framework, name: string): Router
  /** Every router met, in the order of their making. */
  readonly all: readonly Router[]
}

/**
 * A register of routers.
 *
 * @param translate gives the sentence that a call on a router says
 * @param opened is told of each router that a call makes
 * @returns the register; it lives as long as one link
 */
export function createRouters(
  frameworks: readonly Framework[],
  follower: () => Follower,
  translate: (site: CallSite, view: RouterView, method: string) => readonly Setup[],
  opened: (router: Router, site: CallSite) => void,
): Routers {
  const views = new Map<Meaning, RouterView | undefined>()
  const all: Router[] = []

  function register(meaning: Meaning, framework: Framework, kind: "app" | "router"): RouterView {
    const router: Router = { meaning, framework, kind, sentences: [] }
    all.push(router)
    return { router, prefixes: [""] }
  }

  function viewOf(meaning: Meaning): RouterView | undefined {
    if (meaning.kind === "choice" || meaning.kind === "operation") {
      for (const arm of alternatives(meaning)) {
        const view = arm === meaning ? undefined : viewOf(arm)
        if (view !== undefined) return view
      }
      return undefined
    }
    if (meaning.kind !== "result" && meaning.kind !== "free" && meaning.kind !== "scope") return undefined
    if (views.has(meaning)) return views.get(meaning)
    views.set(meaning, undefined)
    const view = meaning.kind === "result" ? viewOfResult(meaning) : meaning.kind === "free" ? viewOfParameter(meaning) : undefined
    views.set(meaning, view)
    return view
  }

  function viewOfResult(meaning: Extract<Meaning, { kind: "result" }>): RouterView | undefined {
    const { receiver, method, target } = follower().callee(meaning.site)
    const parent = receiver === undefined || method === undefined ? undefined : viewOf(receiver)
    if (parent !== undefined && method !== undefined) {
      const { setups, chaining } = parent.router.framework
      if (Object.hasOwn(setups, method)) {
        const at = translate(meaning.site, parent, method).find((setup) => setup.does === "at")
        return at === undefined ? parent : { router: parent.router, prefixes: at.paths }
      }
      if (chaining.includes(method)) return parent
    }
    const name = nameOf(target, follower())
    if (name === undefined) return undefined
    const made = makerOf(name, frameworks)
    if (made === undefined) return undefined
    const view = register(meaning, made.framework, made.kind)
    views.set(meaning, view)
    opened(view.router, meaning.site)
    return view
  }

  function viewOfParameter(meaning: Extract<Meaning, { kind: "free" }>): RouterView | undefined {
    const { activation, index, type } = meaning
    const written = follower().typeName(type, activation)
    const contextual = follower().typeName(activation.module.facts.functions[activation.of]?.type, activation)
    for (const framework of frameworks) {
      const isRouter = written !== undefined && framework.routerTypes.includes(written)
      if (index === 0 && isStarted(framework, activation)) return register(meaning, framework, "app")
      const isPlugin = index === 0 && contextual !== undefined && framework.pluginTypes.includes(contextual)
      if (isRouter || isPlugin) return register(meaning, framework, "router")
    }
    return undefined
  }

  /** The default export of a module that loads a whole application: a command calls it. */
  function isStarted({ startedWith }: Framework, { module, of }: Activation): boolean {
    const { imports, exports } = module.facts
    return startedWith?.some((name) => imports.includes(name)) === true
      && exports.some(({ name, value: expression }) => (name === "default" || name === "=") && isFunction(expression, of, module))
  }

  function isFunction(expression: Expression, id: number, module: Module): boolean {
    if (expression.kind === "local") return module.facts.locals[expression.id]?.values.some((one) => isFunction(one, id, module)) === true
    return expression.kind === "function" && expression.id === id
  }

  function child(of: Router, maker: CallSite | undefined, key: string, framework = of.framework): Router {
    const view = register({ kind: "scope", of: of.meaning, site: maker, key }, framework, "router")
    views.set(view.router.meaning, view)
    return view.router
  }

  const applications = new Map<string, Router>()

  function declared(framework: Framework, name: string): Router {
    const key = `${framework.name}:${name}`
    const known = applications.get(key) ?? register(follower().external(key), framework, "app").router
    applications.set(key, known)
    return known
  }

  return { viewOf, child, declared, all }
}

/**
 * The framework that makes a router when something of this name is called.
 *
 * @returns undefined when none does
 */
export function makerOf(name: string, frameworks: readonly Framework[]): { readonly framework: Framework; readonly kind: "app" | "router" } | undefined {
  for (const one of new Set([name, canonicalName(name)])) {
    for (const framework of frameworks) {
      const kind = Object.hasOwn(framework.routers, `${one}()`) ? framework.routers[`${one}()`] : undefined
      if (kind !== undefined) return { framework, kind }
    }
  }
  return undefined
}
