/**
 * Order-free trees: hooks cover every route of their scope and of the scopes inside, whatever the order.
 *
 * @module
 */
import type { Declared, Setup } from "../../frameworks/framework.ts"
import type { Method } from "../../model/evidence.ts"
import { NESTING, type Operation, pathsBelow, routersIn, type Step, toOperation } from "./operation.ts"
import { covers, isBelow, joinPaths, segmentsOf, toTemplate } from "../../path/template.ts"
import type { Router, Routers } from "./routers.ts"

/** A hook of a scope, and the routes that it covers. */
interface Hook {
  readonly steps: readonly Step[]
  readonly declared: Declared | undefined
  readonly meets: (method: Method, template: string) => boolean | undefined
}

/** What stands above a route. */
interface Above {
  /** The prefix of the application; versions go behind it. */
  readonly prefixes: readonly Extract<Setup, { does: "prefix" }>[]
  readonly path: string
  readonly versioning: Extract<Setup, { does: "versions" }> | undefined
  readonly versions: readonly string[] | undefined
  readonly hooks: readonly Hook[]
  /** Where the outermost router of this framework is mounted. */
  readonly outermost: { readonly path: string; readonly of: Router["framework"] } | undefined
  /** The way in for which the router is mounted. */
  readonly via: string | undefined
  /** The routers that it is mounted through, outermost first: routers that mount each other serve paths without end, and are entered once. */
  readonly within: readonly Router[]
}

/**
 * The operations that requests reach through an order-free router.
 *
 * @returns them in the order of registration
 */
export function walkTree(root: Router, application: Router | undefined, routers: Routers, seen: Set<Router>): readonly Operation[] {
  const lifted = hooksBelow(root, "", routers, []).filter(({ isLifted }) => isLifted).map(({ hook }) => hook)
  const above: Above = { prefixes: [], path: "", versioning: undefined, versions: undefined, hooks: lifted, outermost: undefined, via: undefined, within: [] }
  return visit(root, application, above, routers, seen)
}

function visit(router: Router, application: Router | undefined, above: Above, routers: Routers, seen: Set<Router>): readonly Operation[] {
  seen.add(router)
  if (above.within.length > NESTING || above.within.includes(router)) return []
  const setups = router.statements.map(({ setup }) => setup)
  const here: Above = {
    prefixes: [...above.prefixes, ...setups.filter((setup) => setup.does === "prefix")],
    path: above.path,
    versioning: setups.find((setup) => setup.does === "versions") ?? above.versioning,
    versions: above.versions,
    via: above.via,
    within: [...above.within, router],
    outermost: above.outermost?.of === router.framework ? above.outermost : { path: above.path, of: router.framework },
    hooks: [...above.hooks, ...ownHooks(router, above.path, routers).filter(({ isLifted }) => !isLifted).map(({ hook }) => hook)],
  }
  return router.statements.flatMap((statement): readonly Operation[] => {
    const { setup, site, at, child, prefixes } = statement
    if (child !== undefined && (setup.does === "mount" || setup.does === "group")) {
      const paths = setup.does === "group" ? setup.paths : [setup.path]
      const versions = setup.does === "group" ? setup.versions ?? here.versions : here.versions
      return pathsBelow(here.path, prefixes, paths)
        .flatMap((path) => visit(child, application, { ...here, path, versions }, routers, seen))
    }
    if (setup.does === "use") {
      return setup.handlers.flatMap((handler) => routersIn(handler, routers)).flatMap((mounted) =>
        pathsBelow(here.path, prefixes, setup.paths).flatMap((path) => visit(mounted, application, { ...here, path, via: setup.via ?? here.via }, routers, seen)))
    }
    if (setup.does !== "route" || setup.via !== here.via) return []
    const own = setup.handlers.map((value): Step => ({ handler: value, at, site, isOwn: true, base: "", router: router.value, framework: router.framework, convention: setup.convention }))
    const start = setup.isAbsolute === true ? here.outermost?.path ?? "" : here.path
    return pathsBelow(start, prefixes, setup.paths).flatMap((path) => fullPaths(path, here, setup.versions)).flatMap((written) =>
      setup.methods.map((method) => {
        const template = toTemplate(written)
        const met = here.hooks.flatMap((hook) => {
          const isMet = hook.meets(method, template)
          return isMet === false ? [] : hook.steps.map((step) => (isMet === undefined ? { ...step, isUncertain: true } : step))
        })
        const inherited = here.hooks.filter((hook) => hook.meets(method, template) !== false).map((hook) => hook.declared)
        const operation = toOperation(setup, at, site, method, written, router.framework, application, [...met, ...own], inherited)
        return { ...operation, chain: operation.chain.filter((step) => step.afterAuthentication !== true || isAuthenticated(operation)), versions: setup.versions ?? here.versions }
      }))
  })
}

/** Whether the route declares that callers are authenticated. */
const isAuthenticated = ({ declared }: Operation): boolean => declared?.auth !== undefined && declared.auth.answer !== "none"

/** `/api`, then `/v1`, then the path. */
function fullPaths(path: string, { prefixes, versioning, versions }: Above, own: readonly string[] | undefined): readonly string[] {
  const asked = versioning === undefined ? [] : own ?? versions ?? versioning.otherwise ?? []
  const plain = segmentsOf(toTemplate(path))
  const prefix = prefixes
    .filter(({ except }) => except?.some((one) => covers(segmentsOf(toTemplate(one)), plain)) !== true)
    .reduce((joined, one) => joinPaths(joined, one.path), "")
  const middles = asked.length === 0 ? [""] : asked.map((version) => (version === "" ? "" : `/${versioning?.prefix ?? ""}${version}`))
  return middles.map((middle) => joinPaths(joinPaths(prefix, middle), path))
}

interface Found {
  readonly hook: Hook
  readonly isLifted: boolean
}

function ownHooks(router: Router, path: string, routers: Routers): readonly Found[] {
  return router.statements.flatMap(({ setup, site, at, prefixes }): Found[] => {
    if (setup.does !== "use") return []
    const plain = setup.handlers.filter((handler) => routersIn(handler, routers).length === 0)
    const isLifted = setup.lifts === "all"
    const steps = plain.map((value): Step => ({
      handler: value, at, site, isOwn: false, base: "", router: router.value, framework: router.framework, convention: setup.convention,
      ...(isLifted && { isLifted }), ...(setup.provides && { provides: setup.provides }),
      ...(setup.afterAuthentication && { afterAuthentication: true }),
    }))
    if (steps.length === 0 && setup.declared === undefined) return []
    const wanted = setup.paths.every((one) => one === "")
      ? undefined
      : pathsBelow(path, prefixes, setup.paths).map((one) => segmentsOf(toTemplate(one)))
    const meets: Hook["meets"] = (method, template) => {
      if (setup.covers !== undefined) return setup.covers(template, method)
      const given = segmentsOf(template)
      return wanted?.some((one) => (setup.isExact === true ? covers(one, given) : isBelow(given, one))) ?? true
    }
    return [{ hook: { steps, declared: setup.declared, meets }, isLifted }]
  })
}

function hooksBelow(router: Router, path: string, routers: Routers, within: readonly Router[]): readonly Found[] {
  if (within.length > NESTING || within.includes(router)) return []
  const children = router.statements.flatMap(({ setup, child }) =>
    child !== undefined ? [child] : setup.does === "use" ? setup.handlers.flatMap((handler) => routersIn(handler, routers)) : [])
  return [...ownHooks(router, path, routers), ...children.flatMap((child) => hooksBelow(child, path, routers, [...within, router]))]
}
