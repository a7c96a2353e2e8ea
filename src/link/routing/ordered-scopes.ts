/**
 * Ordered routers: what a request meets is what was registered before, also through the routers mounted on the way.
 *
 * @module
 */
import type { Declared, Setup } from "../../frameworks/framework.ts"
import type { Method } from "../../model/evidence.ts"
import type { AbstractValue } from "../../model/values.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { type Definitions, NESTING, type Operation, pathsBelow, prefixOf, routersIn, type Step, switchedBy, toOperation } from "./operation.ts"
import { covers, isBelow, segmentsOf, toTemplate } from "../../path/template.ts"
import type { Router, Routers, SetupStatement } from "./routers.ts"

/** Something a request passes, while an ordered stack is walked. */
interface Layer {
  /** Undefined for what only declares. */
  readonly step: Step | undefined
  readonly declared: Declared | undefined
  /** Whether it covers a route; undefined where nobody can tell. */
  readonly meets: (method: Method, template: string) => boolean | undefined
  readonly lifts: "parent" | "all" | undefined
}

/** Where a router is met. */
interface Place {
  readonly above: string
  readonly depth: number
  /** How many of its setup statements count: it was copied when it was mounted. */
  readonly copied: number | undefined
  /** Where the outermost router of its framework is mounted, and which framework that is. */
  readonly outermost: { readonly path: string; readonly of: Router["framework"] } | undefined
  readonly via: string | undefined
  /** What mounts it. */
  readonly by: Router | undefined
}

/** The place of a router that is mounted at a path, with so many setup statements, for a way in. */
type Below = (path: string, copied: number | undefined, via: string | undefined) => Place

/**
 * The operations that requests reach through an ordered router.
 *
 * @returns them in the order of registration
 */
export function walkStack(
  root: Router, application: Router | undefined, routers: Routers, seen: Set<Router>, definitions: Definitions, evaluator: Evaluator,
): readonly Operation[] {
  const operations: Operation[] = []
  const layers: Layer[] = []
  // Routers that mount each other serve paths without end: each is entered once on a way in.
  const entered: Router[] = []

  function visit(router: Router, { above, depth, copied, outermost, via, by }: Place): void {
    if (entered.includes(router)) return
    entered.push(router)
    const { scope } = router.framework
    seen.add(router)
    const isLive = scope === "ordered stack" || (scope === "ordered mounts" && by?.kind !== "router")
    const mark = layers.length
    const prefix = pathsBelow(above, [""], [prefixOf(router)])[0] ?? above
    const here = outermost?.of === router.framework ? outermost : { path: prefix, of: router.framework }
    const below = (path: string, of: number | undefined, way: string | undefined): Place =>
      ({ above: path, depth: depth + 1, copied: of, outermost: here, via: way ?? via, by: router })
    const statements = isLive ? router.statements : router.statements.slice(0, copied)
    let last: readonly string[] = [""]
    for (const statement of statements) {
      const { setup, child } = statement
      if (child !== undefined && depth < NESTING && (setup.does === "group" || setup.does === "mount")) {
        const paths = setup.does === "group" ? setup.paths : [setup.path]
        for (const path of pathsBelow(prefix, statement.prefixes, paths)) visit(child, below(path, undefined, undefined))
      } else if (setup.does === "use") {
        for (const path of pathsBelow(prefix, statement.prefixes, setup.paths)) useAll(setup, statement, router, path, depth, below)
      } else if (setup.does === "route") {
        if (setup.via !== via) continue
        last = setup.paths.length > 0 ? setup.paths : last
        const start = setup.isAbsolute === true ? here.path : prefix
        for (const path of pathsBelow(start, statement.prefixes, last)) addRoute(setup, statement, path, prefix, router, depth, below)
      } else if (setup.does === "hoist") {
        for (const layer of layers.splice(mark)) layers.push({ ...layer, lifts: setup.to })
      }
    }
    // A router of another framework keeps its middleware to itself, as a closed one does.
    if (scope === "closed routers" || scope === "order-free tree" || (scope === "ordered mounts" && by?.kind === "app")) close(mark)
    entered.pop()
  }

  /** What a closed router registered stays inside it, but for what is lifted out. */
  function close(mark: number): void {
    for (const layer of layers.splice(mark)) {
      if (layer.lifts === undefined) continue
      layers.push({ ...layer, meets: () => true, lifts: layer.lifts === "all" ? "all" : undefined })
    }
  }

  function useAll(setup: Extract<Setup, { does: "use" }>, statement: SetupStatement, router: Router, path: string, depth: number, below: Below): void {
    const { site, at, copied } = statement
    // A guard that is registered together with a router stands and falls with it.
    const isOwn = setup.handlers.some((handler) => routersIn(handler, routers).length > 0)
    const template = toTemplate(path)
    const wanted = segmentsOf(template)
    const meets = (method: Method, given: string): boolean | undefined => {
      if (setup.covers !== undefined) return isBelow(segmentsOf(given), wanted) ? setup.covers(given, method) : false
      return setup.isExact === true ? covers(wanted, segmentsOf(given)) : isBelow(segmentsOf(given), wanted)
    }
    const lifts = setup.lifts
    if (setup.declared !== undefined) layers.push({ step: undefined, declared: setup.declared, meets, lifts })
    for (const value of setup.handlers) {
      const [mounted] = routersIn(value, routers)
      if (mounted !== undefined) {
        if (depth < NESTING) visit(mounted, below(path, copied.get(mounted), setup.via))
        continue
      }
      const step: Step = {
        handler: value, at, site, isOwn, base: path === "" ? "" : template, router: router.value, framework: router.framework, convention: setup.convention,
        ...(setup.provides && { provides: setup.provides }),
      }
      layers.push({ step, declared: undefined, meets, lifts })
    }
    for (const one of switchedBy(setup.declared?.options, router.framework, definitions, evaluator)) {
      useAll({ ...one, ...(lifts && { lifts }) }, statement, router, path, depth, below)
    }
  }

  function addRoute(
    setup: Extract<Setup, { does: "route" }>, { site, at, copied }: SetupStatement, path: string, prefix: string, router: Router, depth: number, below: Below,
  ): void {
    const [mounted] = setup.handlers.flatMap((handler) => routersIn(handler, routers))
    if (mounted !== undefined) return depth < NESTING ? visit(mounted, below(path, copied.get(mounted), undefined)) : undefined
    const template = toTemplate(path)
    const base = prefix === "" ? "" : toTemplate(prefix)
    const { framework } = router
    const toStep = (value: AbstractValue): Step => ({ handler: value, at, site, isOwn: true, base, router: router.value, framework, convention: setup.convention })
    const switched = switchedBy(setup.declared?.options, framework, definitions, evaluator)
    const own = [
      ...switched.flatMap(({ handlers, provides }) => handlers.map((one): Step => ({ ...toStep(one), ...(provides && { provides }) }))),
      ...setup.handlers.map(toStep),
    ]
    for (const method of setup.methods) {
      const met: Step[] = []
      const inherited: Declared[] = []
      for (const { step, declared, meets } of layers) {
        const isMet = meets(method, template)
        if (isMet === false) continue
        if (step !== undefined) met.push(isMet === undefined ? { ...step, isUncertain: true } : step)
        if (declared !== undefined) inherited.push(declared)
      }
      for (const { declared } of switched) if (declared !== undefined) inherited.push(declared)
      operations.push(toOperation(setup, at, site, method, path, framework, application, [...met, ...own], inherited))
    }
    // What a handler returns is sent: it has no way to let the request go on.
    if (framework.answersReturns) return
    // A route may let the request go on: app.all("*", requireUser).
    const segments = segmentsOf(template)
    const meets = (method: Method, given: string): boolean =>
      (setup.methods.includes("*") || setup.methods.includes(method)) && covers(segments, segmentsOf(given))
    for (const step of own) layers.push({ step: { ...step, isOwn: false }, declared: undefined, meets, lifts: undefined })
  }

  visit(root, { above: "", depth: 0, copied: undefined, outermost: undefined, via: undefined, by: undefined })
  return operations
}
