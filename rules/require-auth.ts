import type { Location } from "../src/model/evidence.ts"
import type { Application, Route } from "../src/model/route.ts"
import { defineRule, isHabit } from "../src/rule.ts"

const WRITES = new Set(["POST", "PUT", "PATCH", "DELETE", "*"])

interface Options {
  /** Methods to look at; empty for all. */
  readonly methods: readonly string[]
  /** Report routes that serve anonymous callers too, where they write. */
  readonly reportOptional: boolean
  /** Report only open routes that the application contradicts by its own habit, and guards that let callers through. */
  readonly onlyContradicted: boolean
}

/** The routes that an open one stands out from. */
interface Siblings {
  /** What they have in common, in words. */
  readonly of: string
  readonly guarded: readonly Route[]
  readonly total: number
}

/** What a request meets on its way, in words. */
function listChain(route: Route): string {
  const names = route.chain.slice(0, -1).map((handler) => handler.name)
  if (names.length === 0) return "no middleware at all"
  const shown = [...new Set(names)]
  return shown.length > 4 ? `only ${shown.slice(0, 4).join(", ")} and ${shown.length - 4} more` : `only ${shown.join(", ")}`
}

/** The routes that one place registers, together: a path array, a router mounted twice. */
function groupByPlace(routes: readonly Route[]): Iterable<readonly Route[]> {
  const groups = new Map<string, Route[]>()
  for (const route of routes) {
    const place = `${route.at.file}:${route.at.start}`
    groups.set(place, [...(groups.get(place) ?? []), route])
  }
  return groups.values()
}

const nameOf = ({ method, path }: Route, others: readonly Route[]): string =>
  `${method} ${path}${others.length > 0 ? ` (and ${others.length} more)` : ""}`

const placeOf = ({ file, line }: Location): string => `${file.split("/").at(-1) ?? ""}:${line}`

/** A handler that looks whether a credential is there and verifies none, or that rejects and lets the request go on. */
function findFault({ auth, chain }: Route): { readonly kind: "presence" | "leak"; readonly by: string; readonly place: string } | undefined {
  for (const [index, reason] of auth.reasons.entries()) {
    if (reason?.kind === "presence" || reason?.kind === "leak") return { kind: reason.kind, by: chain[index]?.name ?? "a handler", place: placeOf(reason.at) }
  }
  return undefined
}

/** Segments at the start of a path that every route of an application may have. */
const COMMON_SEGMENT = /^(?:api|rest|trpc|v\d+(?:\.\d+)?|\{.*\})$/i

/** The path up to the first segment that says what the route is about: `/api/v1/admin` of `/api/v1/admin/stock`; undefined where there is none. */
function areaOf({ path }: Route): string | undefined {
  const segments = path.split("/").slice(1)
  const index = segments.findIndex((segment) => segment !== "" && !COMMON_SEGMENT.test(segment))
  return index < 0 ? undefined : `/${segments.slice(0, index + 1).join("/")}`
}

/** Methods that change or remove what is stored already: hardly ever open to anyone. */
const CHANGES = new Set(["PUT", "PATCH", "DELETE"])

/** Of as many routes one that is open stands out: a sign-up, a public picture and a lookup before signing in are most often two of three. */
const MOST = 0.9

/** Fewer guarded ones say nothing of the others. */
const FEWEST = 3

/** The routes beside an open one of which most are guarded: of its file, of its area, or those that write as it does. */
function findSiblings(route: Route, { routes }: Application): Siblings | undefined {
  const others = routes.filter((one) => one !== route && one.at.start !== route.at.start
    && (one.auth.answer === "required" || (one.auth.answer !== "unknown" && one.publicBy === undefined)))
  const area = areaOf(route)
  const groups: readonly (readonly [string, (one: Route) => boolean])[] = [
    ["registered in the same file", ({ at }) => at.file === route.at.file],
    ...(area === undefined ? [] : [[`under ${area}`, (one: Route) => areaOf(one) === area] as const]),
    ...(WRITES.has(route.method) ? [["that write", ({ method }: Route) => WRITES.has(method)] as const] : []),
  ]
  for (const [of, isOne] of groups) {
    const all = others.filter(isOne)
    const guarded = all.filter(({ auth }) => auth.answer === "required")
    const share = CHANGES.has(route.method) ? undefined : MOST
    if (guarded.length >= FEWEST && isHabit(guarded.length, all.length, share)) return { of, guarded, total: all.length }
  }
  return undefined
}

const isOpen = (route: Route): boolean => (route.auth.answer === "none" || isLeaking(route)) && route.publicBy === undefined

/** Whether what stands before the handler rejects, and lets the request go on all the same. */
const isLeaking = ({ auth }: Route): boolean => auth.answer === "optional" && auth.reasons.some((reason) => reason?.kind === "leak")

const describeOpen = (route: Route, others: readonly Route[]): Readonly<Record<string, string>> => ({ route: nameOf(route, others), chain: listChain(route) })

function describeSiblings(siblings: Siblings | undefined): Readonly<Record<string, string | number>> {
  const [first] = siblings?.guarded ?? []
  if (siblings === undefined || first === undefined) return {}
  return { of: siblings.of, guarded: siblings.guarded.length, total: siblings.total, example: nameOf(first, []), guard: first.auth.by[0]?.name ?? "a guard" }
}

const isUnguarded = (application: Application): boolean =>
  application.routes.every((route) => route.auth.answer === "none") && application.routes.some(isOpen)

export default defineRule<Options>({
  name: "require-auth",
  checklist: "Authentication is enforced on protected endpoints",
  presets: ["recommended", "strict", "security"],
  description: "Require routes to authenticate the caller before they answer",
  messages: {
    open: "{{route}} answers anyone: before its handler a request meets {{chain}}. Put a guard before it, or mark it public (`@public`, or the setting `public`).",
    contradicted: "{{route}} answers anyone, and {{guarded}} of the {{total}} other routes {{of}} do not ({{example}} by {{guard}}): before its handler a request meets {{chain}}. Guard it as them, or mark it public (`@public`, or the setting `public`).",
    presence: "{{route}} answers anyone who sends something: {{by}} ({{place}}) rejects only who sends no credential, and nothing verifies what is sent. Verify it there, or mark the route public.",
    leak: "{{route}} answers anyone: {{by}} ({{place}}) rejects a caller without credentials on one path through its code, and lets the request go on on another. End the request wherever it rejects.",
    optional: "{{route}} writes for anonymous callers too: {{by}} ({{place}}) reads the identity and rejects nobody. Reject them there, or mark the route public.",
    nothing: "Nothing in this application authenticates a caller: {{count}} of its {{total}} routes are not public by convention, {{route}} among them. Put a guard before them, or mark public what is.",
  },
  options: {
    methods: { type: "array", items: { type: "string" }, uniqueItems: true },
    reportOptional: { type: "boolean" },
    onlyContradicted: { type: "boolean" },
  },
  defaults: { methods: [], reportOptional: false, onlyContradicted: false },
  recommendedOptions: { onlyContradicted: true },
  strictOptions: { reportOptional: true },

  *check({ applications }, { methods, reportOptional, onlyContradicted }) {
    const isWanted = (route: Route): boolean => methods.length === 0 || methods.includes(route.method)
    for (const application of applications) {
      const open = application.routes.filter((route) => isOpen(route) && isWanted(route))
      const [first] = open
      if (first !== undefined && open.length > 1 && isUnguarded(application)) {
        yield {
          at: application.at,
          message: "nothing",
          data: { count: open.length, total: application.routes.length, route: `${first.method} ${first.path}` },
          routes: open,
        }
        continue
      }
      for (const [route, ...others] of groupByPlace(open)) {
        if (route === undefined) continue
        const fault = findFault(route)
        const siblings = fault === undefined ? findSiblings(route, application) : undefined
        if (onlyContradicted && fault === undefined && siblings === undefined) continue
        const message = fault?.kind ?? (siblings === undefined ? "open" : "contradicted")
        yield { at: route.at, message, data: { ...describeOpen(route, others), ...fault, ...describeSiblings(siblings) }, routes: [route, ...others], evidence: siblings?.guarded[0]?.auth.by ?? [] }
      }
      if (!reportOptional) continue
      const optional = application.routes.filter(
        (route) => route.auth.answer === "optional" && route.publicBy === undefined && WRITES.has(route.method) && isWanted(route),
      )
      for (const [route, ...others] of groupByPlace(optional)) {
        const [by] = route?.auth.by ?? []
        if (route === undefined) continue
        const data = { route: nameOf(route, others), by: by?.name ?? "a handler", place: by === undefined ? "" : placeOf(by.at) }
        yield { at: route.at, message: "optional", data, routes: [route, ...others], evidence: route.auth.by }
      }
    }
  },
})
