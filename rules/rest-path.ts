import { extensionOf, isProcedure, methodIn, pluralOf, wordsOf } from "../src/knowledge/paths.ts"
import type { Application, Route } from "../src/model/route.ts"
import { defineRule, type Finding } from "../src/rule.ts"

type Convention = "verbs" | "plurals" | "case" | "slashes" | "extensions" | "depth" | "parameters"

const CONVENTIONS: readonly Convention[] = ["verbs", "plurals", "case", "slashes", "extensions", "depth", "parameters"]

interface Options {
  /** The conventions to hold paths to. */
  readonly conventions: readonly Convention[]
  /** How words are written together in a segment. */
  readonly case: "kebab" | "camel" | "snake"
  /** How many collections may lie in each other. */
  readonly maximumDepth: number
  /** Segments to leave alone. */
  readonly allow: readonly string[]
}

interface Breach {
  readonly message: string
  /** What two routes have in common that break a convention in the same place. */
  readonly key: string
  readonly data: Readonly<Record<string, string | number>>
}

const segmentsOf = ({ path }: Route): readonly string[] => path.split("/").filter((segment) => segment !== "")
const isParameter = (segment: string | undefined): boolean => segment !== undefined && /^\{\w+\}$/.test(segment)
const isFixed = (segment: string | undefined): segment is string => segment !== undefined && /^[\w~%-]/.test(segment) && !segment.includes("{")
const nameOf = ({ method, path }: Route): string => `${method} ${path}`

/** `/rpc/stars.create`, `/getUsers`: the path says what to do and not what there is. */
const namesProcedure = (route: Route): boolean => segmentsOf(route).some((segment) => isFixed(segment) && isProcedure(segment))

/** A page, a file or a way to one: an address for people, and no part of an interface. */
function isPage(route: Route): boolean {
  const answers = route.method === "GET" ? [...route.answers()] : []
  return answers.length > 0 && answers.every(({ isBodiless }) => isBodiless)
}

const writers: Readonly<Record<Options["case"], (words: readonly string[]) => string>> = {
  kebab: (words) => words.join("-"),
  snake: (words) => words.join("_"),
  camel: (words) => words.map((word, index) => (index === 0 ? word : word.slice(0, 1).toUpperCase() + word.slice(1))).join(""),
}

const isWritten = (segment: string, style: Options["case"]): boolean =>
  style === "camel" ? !/[-_]/.test(segment) && !/^[A-Z]/.test(segment) : !/[A-Z]/.test(segment) && !segment.includes(style === "kebab" ? "_" : "-")

/** A singular before an identifier, where the parameter, or another route, says that it is a collection. */
function singularAt(index: number, segments: readonly string[], paths: ReadonlySet<string>): boolean {
  const [segment, next] = [segments[index], segments[index + 1]]
  if (!isFixed(segment) || !isParameter(next) || next === undefined || pluralOf(segment) === undefined || methodIn(segment) !== undefined) return false
  const parameter = wordsOf(next)
  const words = wordsOf(segment)
  const isIdentifier = ["id", "uuid", "ids"].includes(parameter.at(-1) ?? "")
  const isNamedAfter = isIdentifier && words.length > 0 && words.every((word) => parameter.slice(0, -1).includes(word))
  return isNamedAfter || (isIdentifier && parameter.length === 1 && paths.has(`/${segments.slice(0, index + 1).join("/")}`))
}

/** The names that a parameter goes by, by where it stands, with how many routes call it so. */
function namesOf(routes: readonly Route[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const names = new Map<string, Map<string, number>>()
  for (const route of routes) {
    const segments = segmentsOf(route)
    for (const [index, segment] of segments.entries()) {
      if (!isParameter(segment)) continue
      const counts = names.get(placeOf(segments, index)) ?? new Map<string, number>()
      names.set(placeOf(segments, index), counts.set(segment, (counts.get(segment) ?? 0) + 1))
    }
  }
  return names
}

const placeOf = (segments: readonly string[], index: number): string =>
  segments.slice(0, index).map((segment) => (isParameter(segment) ? "{}" : segment)).join("/")

/** How many collections lie in each other: `/a/{}/b/{}/c` is three. */
const depthOf = (segments: readonly string[]): number =>
  segments.filter((segment, index) => isFixed(segment) && (isParameter(segments[index + 1]) || (index === segments.length - 1 && isParameter(segments[index - 1])))).length

function* breachesOf(
  route: Route, paths: ReadonlySet<string>, names: ReturnType<typeof namesOf>, options: Options,
): Generator<Breach & { readonly convention: Convention }> {
  const segments = segmentsOf(route)
  const isForPeople = isPage(route)
  for (const [index, segment] of segments.entries()) {
    const key = segments.slice(0, index + 1).join("/")
    if (isParameter(segment)) {
      const counts = [...names.get(placeOf(segments, index)) ?? []].sort(([, one], [, other]) => other - one)
      const [usual] = counts[0] ?? [segment]
      if (usual !== segment) {
        yield { convention: "parameters", message: "parameter", key: `${placeOf(segments, index)} ${segment}`, data: { name: segment.slice(1, -1), usual: usual.slice(1, -1) } }
      }
    }
    if (!isFixed(segment) || options.allow.includes(segment) || segment.startsWith("_")) continue
    const method = methodIn(segment)
    const extension = extensionOf(segment)
    if (!isWritten(segment, options.case) && !segment.includes(".")) {
      yield { convention: "case", message: "case", key, data: { segment, wanted: writers[options.case](wordsOf(segment)), style: options.case } }
    }
    if (isForPeople) continue
    if (extension !== undefined) yield { convention: "extensions", message: "extension", key, data: { extension } }
    if (method !== undefined) yield { convention: "verbs", message: "verb", key, data: { segment, method } }
    if (singularAt(index, segments, paths)) yield { convention: "plurals", message: "singular", key, data: { segment, wanted: pluralOf(segment) ?? "" } }
  }
  if (/[^/]\/$/.test(route.written)) yield { convention: "slashes", message: "slash", key: route.path, data: {} }
  const depth = depthOf(segments)
  if (depth > options.maximumDepth) yield { convention: "depth", message: "deep", key: route.path, data: { depth, maximum: options.maximumDepth } }
}

export default defineRule<Options>({
  name: "rest-path",
  checklist: "Endpoints follow REST conventions",
  presets: ["strict"],
  description: "Enforce the conventions of REST for the paths of routes",
  messages: {
    verb: "`{{segment}}` in {{route}}{{more}} says what the method says. Name the thing, and let {{method}} say what is done with it.",
    singular: "`{{segment}}` in {{route}}{{more}} is a collection. Call it `{{wanted}}`.",
    case: "`{{segment}}` in {{route}}{{more}} is not written in {{style}} case. Call it `{{wanted}}`.",
    slash: "{{route}} ends with a slash: clients that leave it out get another address, or none. Leave it out.",
    extension: "`{{extension}}` in {{route}}{{more}} names a format. Let the `Accept` header ask for it.",
    deep: "{{route}} nests {{depth}} collections, more than {{maximum}}. What has an identifier of its own can be reached without those above it.",
    parameter: "`{{name}}` in {{route}}{{more}} is called `{{usual}}` in the routes beside it. Give it one name.",
    procedures: "{{count}} of the {{total}} routes of this application name procedures, {{route}} among them: it is not held to the conventions of REST. Name things, and let the method say what is done with them.",
  },
  options: {
    conventions: { type: "array", items: { enum: CONVENTIONS }, uniqueItems: true },
    case: { enum: ["kebab", "camel", "snake"] },
    maximumDepth: { type: "integer", minimum: 1 },
    allow: { type: "array", items: { type: "string" }, uniqueItems: true },
  },
  defaults: { conventions: CONVENTIONS, case: "kebab", maximumDepth: 3, allow: [] },

  *check({ applications }, options) {
    // A router that two paths or two applications mount has one place for its routes.
    const reported = new Set<string>()
    for (const application of applications) {
      for (const finding of judge(application, options)) {
        const { at, message, data } = finding
        const place = `${at.file}:${at.start} ${message} ${data?.["segment"] ?? data?.["name"] ?? ""}`
        if (reported.has(place)) continue
        reported.add(place)
        yield finding
      }
    }
  },
})

function* judge({ routes: all, at }: Application, options: Options): Generator<Finding> {
  const routes = all.filter(({ kind }) => kind === "route")
  const procedures = routes.filter(namesProcedure)
  const [first] = procedures
  if (first !== undefined && procedures.length * 2 > routes.length) {
    yield { at, message: "procedures", data: { count: procedures.length, total: routes.length, route: nameOf(first) }, routes: procedures }
    return
  }
  const paths = new Set(routes.map(({ path }) => path))
  const names = namesOf(routes)
  const found = new Map<string, Breach & { readonly routes: Route[] }>()
  for (const route of routes) {
    for (const breach of breachesOf(route, paths, names, options)) {
      if (!options.conventions.includes(breach.convention)) continue
      const key = `${breach.message} ${breach.key}`
      const known = found.get(key) ?? { ...breach, routes: [] }
      found.set(key, known)
      known.routes.push(route)
    }
  }
  for (const { message, data, routes: broken } of found.values()) {
    const [route] = broken
    const more = broken.length > 1 ? ` (and ${broken.length - 1} more)` : ""
    if (route !== undefined) yield { at: route.at, message, data: { ...data, route: nameOf(route), more }, routes: broken }
  }
}
