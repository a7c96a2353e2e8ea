/**
 * Routers: which values are one, and what was said of each.
 *
 * @module
 */
import type { Framework, Setup } from "../../frameworks/framework.ts"
import { canonicalName } from "../../knowledge/table.ts"
import type { Location } from "../../model/evidence.ts"
import type { Expression } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"
import type { AbstractValue, CallSite, Context } from "../../model/values.ts"
import { nameOf } from "../evaluate/canonical-name.ts"
import { possibleValues } from "../evaluate/domain.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"

/** A setup statement of a framework, and what said it. */
export interface SetupStatement {
  readonly setup: Setup
  /** Where it is said. */
  readonly at: Location
  /** The call that said it; undefined for what a file or class declares. */
  readonly site: CallSite | undefined
  /** The paths that `.route("/x")` and the like put before it; `[""]` for none. */
  readonly prefixes: readonly string[]
  /** The child that a `mount` or `group` made. */
  readonly child: Router | undefined
  /** How many setup statements each router among the handlers had by then: a copy has no more. */
  readonly copied: ReadonlyMap<Router, number>
}

/** Something that routes are registered on. */
export interface Router {
  readonly value: AbstractValue
  readonly framework: Framework
  /** Requests reach an `app`; they reach a `router` only once something mounts it. */
  readonly kind: "app" | "router"
  /** In the order of execution. */
  readonly statements: SetupStatement[]
}

/** A router seen through `.route("/x")`: what is registered on it lies under these paths. */
export interface RouterView {
  readonly router: Router
  readonly prefixes: readonly string[]
}

/** Tells routers, and remembers them. */
export interface Routers {
  /** The router that a value is, or that a chained call returned. */
  viewOf(value: AbstractValue): RouterView | undefined
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
 * @param translate gives the setup statement that a call on a router says
 * @param opened is told of each router that a call makes
 * @returns the register; it lives as long as one link
 */
export function createRouters(
  frameworks: readonly Framework[],
  evaluator: () => Evaluator,
  translate: (site: CallSite, view: RouterView, method: string) => readonly Setup[],
  opened: (router: Router, site: CallSite) => void,
): Routers {
  const views = new Map<AbstractValue, RouterView | undefined>()
  const all: Router[] = []

  function register(value: AbstractValue, framework: Framework, kind: "app" | "router"): RouterView {
    const router: Router = { value, framework, kind, statements: [] }
    all.push(router)
    return { router, prefixes: [""] }
  }

  function viewOf(value: AbstractValue): RouterView | undefined {
    if (value.kind === "choice" || value.kind === "operation") {
      for (const arm of possibleValues(value)) {
        const view = arm === value ? undefined : viewOf(arm)
        if (view !== undefined) return view
      }
      return undefined
    }
    if (value.kind !== "result" && value.kind !== "unbound" && value.kind !== "scope") return undefined
    if (views.has(value)) return views.get(value)
    views.set(value, undefined)
    const view = value.kind === "result" ? viewOfResult(value) : value.kind === "unbound" ? viewOfParameter(value) : undefined
    views.set(value, view)
    return view
  }

  function viewOfResult(value: Extract<AbstractValue, { kind: "result" }>): RouterView | undefined {
    const { receiver, method, target } = evaluator().callee(value.site)
    const parent = receiver === undefined || method === undefined ? undefined : viewOf(receiver)
    if (parent !== undefined && method !== undefined) {
      const { setups, chaining } = parent.router.framework
      if (Object.hasOwn(setups, method)) {
        const at = translate(value.site, parent, method).find((setup) => setup.does === "prefixReturned")
        return at === undefined ? parent : { router: parent.router, prefixes: at.paths }
      }
      if (chaining.includes(method)) return parent
    }
    const name = nameOf(target, evaluator())
    if (name === undefined) return undefined
    const made = routerMakerOf(name, frameworks, evaluator())
    if (made === undefined) return undefined
    const view = register(value, made.framework, made.kind)
    views.set(value, view)
    opened(view.router, value.site)
    return view
  }

  function viewOfParameter(value: Extract<AbstractValue, { kind: "unbound" }>): RouterView | undefined {
    const { context, index, type } = value
    const written = evaluator().typeName(type, context)
    const contextual = evaluator().typeName(context.module.facts.functions[context.of]?.type, context)
    for (const framework of frameworks) {
      const isRouter = written !== undefined && framework.routerTypes.includes(written)
      if (index === 0 && isStarted(framework, context)) return register(value, framework, "app")
      const isPlugin = index === 0 && contextual !== undefined && framework.pluginTypes.includes(contextual)
      if (isRouter || isPlugin) return register(value, framework, "router")
    }
    return undefined
  }

  /** The default export of a module that loads a whole application: a command calls it. */
  function isStarted({ startedWith }: Framework, { module, of }: Context): boolean {
    const { imports, exports } = module.facts
    return startedWith?.some((name) => imports.includes(name)) === true
      && exports.some(({ name, value: expression }) => (name === "default" || name === "=") && isFunction(expression, of, module))
  }

  function isFunction(expression: Expression, id: number, module: Module): boolean {
    if (expression.kind === "local") return module.facts.locals[expression.id]?.values.some((one) => isFunction(one, id, module)) === true
    return expression.kind === "function" && expression.id === id
  }

  function child(of: Router, maker: CallSite | undefined, key: string, framework = of.framework): Router {
    const view = register({ kind: "scope", of: of.value, site: maker, key }, framework, "router")
    views.set(view.router.value, view)
    return view.router
  }

  const applications = new Map<string, Router>()

  function declared(framework: Framework, name: string): Router {
    const key = `${framework.name}:${name}`
    const known = applications.get(key) ?? register(evaluator().external(key), framework, "app").router
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
export function routerMakerOf(
  name: string, frameworks: readonly Framework[], { routerMakers }: Pick<Evaluator, "routerMakers">,
): { readonly framework: Framework; readonly kind: "app" | "router" } | undefined {
  for (const one of [name, canonicalName(name)]) {
    if (!routerMakers.has(`${one}()`)) continue
    for (const framework of frameworks) {
      const kind = Object.hasOwn(framework.routers, `${one}()`) ? framework.routers[`${one}()`] : undefined
      if (kind !== undefined) return { framework, kind }
    }
  }
  return undefined
}
