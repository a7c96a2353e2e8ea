import { extensionOf } from "../src/knowledge/paths.ts"
import { isPublicPath } from "../src/knowledge/public.ts"
import type { Ternary } from "../src/model/evidence.ts"
import type { Application, Route } from "../src/model/route.ts"
import { defineRule, type Finding } from "../src/rule.ts"

type Item = "summary" | "description" | "tags" | "operationId" | "parameters" | "responses"

/** Whether to ask for an item. */
type Options = Readonly<Record<Item, boolean>>

/** An application documents its routes when it documents one in five. */
const HABIT = 0.2
/** An item that more than half of the documented routes lack is lacking in the application, not in each of them. */
const CUSTOM = 0.5

const ITEMS: readonly Item[] = ["summary", "description", "tags", "operationId", "parameters", "responses"]
const NAMES: Readonly<Record<Item, string>> = {
  summary: "a summary", description: "a description", tags: "tags", operationId: "an operation id",
  parameters: "all parameters", responses: "the answers",
}

/** Why a path is open by convention, where that makes it no part of an interface. */
const BESIDE: readonly string[] = ["health check", "version", "metrics", "documentation", "static files", "convention of the web", "webhook", "OAuth callback"]

const nameOf = ({ method, path }: Route): string => `${method} ${path}`
const placeOf = ({ at }: Route): string => `${at.file}:${at.start}`

/** A page, a file or a way to one: an address for people, and no part of an interface. */
function isPage(route: Route): boolean {
  const answers = route.method === "GET" ? [...route.answers()] : []
  return answers.length > 0 && answers.every(({ isBodiless }) => isBodiless)
}

function has(item: Item, route: Route): Ternary {
  const { documentation } = route
  // A description says at least as much as a summary.
  if (item === "summary") return documentation.summary === "no" ? documentation.description : documentation.summary
  const said = documentation[item]
  // That there is nothing in an answer needs no words.
  if (item === "responses" && [...route.answers()].some(({ status }) => status === 204 || status === 304)) return "unknown"
  return typeof said === "string" ? said : said.answer
}

function wordsFor(item: Item, { documentation }: Route): string {
  const { missing } = documentation.parameters
  return item === "parameters" && missing.length > 0 ? `its ${missing.join(" and ")}` : NAMES[item]
}

/** Each place once, although it registers several routes. */
function oncePerPlace(routes: readonly Route[]): readonly Route[] {
  const seen = new Set<string>()
  return routes.filter((route) => !seen.has(placeOf(route)) && seen.add(placeOf(route)) !== undefined)
}

const segmentsOf = ({ path }: Route): readonly string[] => path.split("/").filter((segment) => segment !== "")

/**
 * Whether routes like this one are documented: another of the same file, or most of those under the same first segment. What
 * is served beside an interface, a probe, a page, a hook of another service, is no part of it.
 */
function belongs(route: Route, routes: readonly Route[]): boolean {
  const segments = segmentsOf(route)
  if (["*", "OPTIONS", "HEAD"].includes(route.method) || route.path.includes("{*}") || extensionOf(segments.at(-1) ?? "") !== undefined) return false
  if (segments.length === 0 || segments.some((segment) => /^web-?hooks?$/i.test(segment)) || BESIDE.includes(isPublicPath(route.method, route.path) ?? "") || isPage(route)) return false
  if (routes.some((one) => one.at.file === route.at.file && one.documentation.answer === "yes")) return true
  const [first, ...rest] = segments
  if (first === undefined || first.includes("{") || rest.length === 0) return false
  const near = routes.filter((one) => one.at.file !== route.at.file && segmentsOf(one)[0] === first && segmentsOf(one).length > 1)
  return near.length > 0 && near.filter(({ documentation }) => documentation.answer === "yes").length > CUSTOM * near.length
}

function* checkApplication(application: Application, options: Options): Generator<Finding> {
  const routes = oncePerPlace(application.routes.filter((route) => route.kind === "route" && route.isMounted && !route.documentation.isHidden))
  const documented = routes.filter((route) => route.documentation.answer === "yes")
  if (documented.length === 0 || documented.length < HABIT * routes.length) return
  const bare = routes.filter((route) => route.documentation.answer === "no" && belongs(route, routes))
  for (const route of bare) {
    yield { at: route.at, message: "undocumented", data: { route: nameOf(route), documented: documented.length, total: routes.length }, routes: [route] }
  }
  const lacking = new Map<Route, Item[]>()
  for (const item of ITEMS.filter((one) => options[one])) {
    const without = documented.filter((route) => has(item, route) === "no")
    const known = documented.filter((route) => has(item, route) !== "unknown")
    if (without.length > CUSTOM * known.length) {
      yield { at: application.at, message: "nowhere", data: { item: NAMES[item], count: without.length, total: known.length }, routes: without }
    } else for (const route of without) lacking.set(route, [...lacking.get(route) ?? [], item])
  }
  for (const [route, items] of lacking) {
    yield { at: route.at, message: "incomplete", data: { route: nameOf(route), missing: items.map((item) => wordsFor(item, route)).join(", ") }, routes: [route] }
  }
  yield* checkNames(documented)
}

function* checkNames(routes: readonly Route[]): Generator<Finding> {
  const first = new Map<string, Route>()
  for (const route of routes) {
    const { operation } = route.documentation
    const other = operation === undefined ? undefined : first.get(operation)
    if (operation === undefined) continue
    if (other === undefined) first.set(operation, route)
    else yield { at: route.at, message: "duplicate", data: { route: nameOf(route), operation, other: nameOf(other) }, routes: [route, other] }
  }
}

export default defineRule<Options>({
  name: "require-openapi",
  checklist: "OpenAPI documentation is complete",
  presets: ["strict"],
  description: "Require routes to be documented as completely as OpenAPI has room for, where an application documents its routes",
  messages: {
    undocumented: "{{route}} has no documentation, and {{documented}} of the {{total}} routes of this application have. Describe it, or mark it as left out.",
    incomplete: "{{route}} is documented without {{missing}}. Add what is missing.",
    nowhere: "{{count}} of the {{total}} documented routes of this application are documented without {{item}}. Add it.",
    duplicate: "{{route}} has the operation id {{operation}}, which {{other}} has too. A generated client can have only one of them.",
  },
  options: {
    summary: { type: "boolean" }, description: { type: "boolean" }, tags: { type: "boolean" }, operationId: { type: "boolean" },
    parameters: { type: "boolean" }, responses: { type: "boolean" },
  },
  defaults: { summary: true, description: false, tags: true, operationId: false, parameters: true, responses: true },

  *check({ applications }, options) {
    for (const application of applications) yield* checkApplication(application, options)
  },
})
