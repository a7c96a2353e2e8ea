import type { Method } from "../../model/evidence.ts"
import type { AbstractValue } from "../../model/values.ts"
import type { ClassView, Inspector, Link, Setup } from "../framework.ts"
import { covers, isBelow, segmentsOf, shapeOf } from "../../path/template.ts"
import { keyOf } from "./controllers.ts"
import { middlewareOf } from "./decorators.ts"

/** A controller and its routes. */
export interface Served {
  readonly view: ClassView
  readonly group: Extract<Setup, { does: "group" }>
}

/** Where middleware is told to run. */
interface Target {
  readonly path: string
  readonly method: Method | "*"
  /** The path is a whole one, not a prefix. */
  readonly isExact: boolean
}

/** What `exclude()` says of a route: it is open by intent. */
const EXEMPTED: ReadonlyMap<string, AbstractValue> = new Map([["exclude().public", { kind: "literal", value: true } as const]])

/** The shape of a path as modules write it, `orders/:id`, `(.*)`, `orders{/*rest}`, or as routes have it. */
const shapeOfWritten = (path: string): string => shapeOf(`/${path}`.replaceAll(/\{?\/?(?:\(\.\*\)|\*\w*)\}?/g, "/{*}").replaceAll(/\/{2,}/g, "/"))

function isMet({ path, method, isExact }: Target, route: string, asked: Method): boolean {
  if (method !== "*" && asked !== "*" && method !== asked) return false
  return isExact ? covers(segmentsOf(path), segmentsOf(route)) : isBelow(segmentsOf(route), segmentsOf(path))
}

/** `"orders"`, `{ path: "orders", method: RequestMethod.POST }`, a controller: each as the routes that it means. */
function targetsOf(value: AbstractValue, served: readonly Served[], inspector: Inspector, isExact: boolean): readonly Target[] {
  const text = inspector.text(value)
  if (text !== undefined) return [{ path: shapeOfWritten(text), method: "*", isExact }]
  const view = inspector.classOf(value)
  if (view !== undefined) {
    const routes = served.filter((one) => keyOf(one.view) === keyOf(view)).flatMap(({ group }) => routesOf(group))
    return routes.map(({ path, method }) => ({ path, method, isExact: true }))
  }
  const path = inspector.text(inspector.entry(value, "path"))
  const method = inspector.name(inspector.entry(value, "method"))?.split(".").at(-1) ?? "ALL"
  return path === undefined ? [] : [{ path: shapeOfWritten(path), method: method === "ALL" ? "*" : (method as Method), isExact: isExact || method !== "ALL" }]
}

/** The routes of a controller, below the prefix of the application. */
function routesOf({ paths, setups }: Served["group"]): readonly { readonly path: string; readonly method: Method }[] {
  return setups.flatMap((setup) => (setup.does === "route" ? setup.paths : []).flatMap((path) =>
    paths.flatMap((above) => (setup.does === "route" ? setup.methods : []).map((method) => ({ path: shapeOfWritten(`${above}/${path}`), method })))))
}

/**
 * The middleware that a module applies in `configure(consumer)`: https://docs.nestjs.com/middleware#applying-middleware
 *
 * @param served every controller of the application
 * @returns one `use` for each `apply(...).exclude(...).forRoutes(...)`
 */
export function readMiddleware(view: ClassView, served: readonly Served[], inspector: Inspector): readonly Setup[] {
  const configure = view.members.find(({ name, kind }) => name === "configure" && kind === "method")
  if (configure === undefined) return []
  const known = served.flatMap(({ group }) => routesOf(group)).map(({ path }) => path)
  return inspector.calls(configure.value).flatMap((call): readonly Setup[] => {
    const { links } = inspector.chain(call)
    if (links.at(-1)?.method !== "forRoutes") return []
    const before = links.slice(0, -1).findLastIndex(({ method }) => method === "forRoutes")
    return applied(links.slice(before + 1), served, known, inspector)
  })
}

function applied(links: readonly Link[], served: readonly Served[], known: readonly string[], inspector: Inspector): readonly Setup[] {
  const given = (method: string): readonly AbstractValue[] => inspector.items(links.filter((link) => link.method === method).flatMap((link) => link.arguments))
  const targets = given("forRoutes").flatMap((one) => targetsOf(one, served, inspector, false))
  const excepted = given("exclude").flatMap((one) => targetsOf(one, served, inspector, true))
  const handlers = given("apply").map((one) => middlewareOf(one, inspector))
  // The prefix and the version of the application stand before the paths that modules speak of.
  const routeOf = (template: string): string => {
    const full = shapeOfWritten(template)
    return known.filter((path) => full.endsWith(path)).sort((one, other) => other.length - one.length)[0] ?? full
  }
  const isCovered = (template: string, method: Method): boolean => {
    const route = routeOf(template)
    return targets.some((one) => isMet(one, route, method)) && !excepted.some((one) => isMet(one, route, method))
  }
  const exempts = (template: string, method: Method): boolean => excepted.some((one) => isMet(one, routeOf(template), method))
  const exempted: Setup = { does: "use", paths: [""], handlers: [], covers: exempts, declared: { metadata: EXEMPTED } }
  return handlers.length === 0 ? [] : [{ does: "use", paths: [""], handlers, covers: isCovered }, ...(excepted.length > 0 ? [exempted] : [])]
}
