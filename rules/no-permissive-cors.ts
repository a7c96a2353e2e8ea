import { cookieSessions, cors, corsHeaders, corsMethods, type CorsNote, corsRoutes, headerSetters } from "../src/knowledge/cors.ts"
import { isTestPath } from "../src/knowledge/secrets.ts"
import { find } from "../src/knowledge/table.ts"
import { isPresented } from "../src/knowledge/tokens.ts"
import type { KnownCallee, ProjectCall } from "../src/model/calls.ts"
import type { Location } from "../src/model/evidence.ts"
import type { ValueView, ViewEntry } from "../src/model/given.ts"
import type { Project } from "../src/model/project.ts"
import { defineRule } from "../src/rule.ts"

interface Options {
  /** Report any origin without credentials too, whatever the application keeps in cookies. */
  readonly reportWildcards: boolean
}

/** Any origin is let in, at this place. */
interface Opening {
  readonly at: Location
  /** The header is `*`, or the origin that asks. */
  readonly form: "any" | "reflected"
  readonly hasCredentials: boolean
  /** Only where an environment variable is missing. */
  readonly isFallback: boolean
  readonly what: string
}

type Form = { readonly form: "any" | "reflected"; readonly isFallback: boolean } | undefined

const isLiteral = (value: ValueView | undefined, wanted: string | boolean): boolean => value?.kind === "literal" && value.value === wanted

const isAbsent = (value: ValueView | undefined): boolean => value === undefined || (value.kind === "named" && value.name === "undefined")

/** What an `origin` option lets in; undefined for a list, or where that is not known. */
function formOf(origin: ValueView, note: CorsNote): Form {
  switch (origin.kind) {
    case "literal":
      if (origin.value === "*") return { form: note.reflects === true ? "reflected" : "any", isFallback: false }
      return origin.value === true ? { form: "reflected", isFallback: false } : undefined
    case "pattern":
      return /^\^?\.[*+]\$?$/.test(origin.source) ? { form: "reflected", isFallback: false } : undefined
    case "array": {
      const item = origin.items.map((one) => formOf(one, note)).find((form) => form !== undefined)
      return note.listsAny === true || item?.form === "reflected" ? item : undefined
    }
    case "function": {
      const gives = origin.outcomes.map(({ values, isConditional }) => {
        const value = values.length > 1 ? values[1] : values[0]
        const letsIn = value !== undefined && (isLiteral(value, true) || isLiteral(value, "*") || value.kind === "parameter")
        return letsIn && !isConditional
      })
      return gives.length > 0 && gives.every(Boolean) ? { form: "reflected", isFallback: false } : undefined
    }
    case "either": {
      const forms = origin.of.map((one) => formOf(one, note))
      if (forms.every((form) => form !== undefined)) return forms[0]
      const last = forms.at(-1)
      return origin.isFallback && last !== undefined ? { ...last, isFallback: true } : undefined
    }
    case "named":
      return isPresented(origin.name) && /origin/i.test(origin.name) ? { form: "reflected", isFallback: false } : undefined
    default:
      return undefined
  }
}

function at(value: ValueView | undefined, path: string): ViewEntry | undefined {
  const [first = "", ...rest] = path.split(".")
  const entry = value?.kind === "object" ? value.entries.get(first) : undefined
  return rest.length === 0 || entry === undefined ? entry : at(entry.value, rest.join("."))
}

/** What a library's options let in. */
function openingOf(call: ProjectCall, note: CorsNote, what: string): Opening | undefined {
  const view = note.arguments.map((index) => call.arguments[index])
  const argument = view.find((one) => (note.option === undefined ? !isAbsent(one) : at(one, note.option) !== undefined)) ?? view[0]
  const entry = note.option === undefined ? undefined : at(argument, note.option)
  if (note.option !== undefined && entry === undefined) return undefined
  const options = note.option === undefined ? argument : entry?.value
  const place = entry?.at ?? call.at
  const standard = (hasCredentials: boolean): Opening | undefined =>
    note.standard === "none" ? undefined : {
      at: place, form: hasCredentials && note.reflects === true ? "reflected" : note.standard, hasCredentials, isFallback: false, what,
    }
  if (isAbsent(options) || isLiteral(options, true)) return standard(note.hasCredentials === true)
  if (options?.kind !== "object") return undefined
  const origin = options.entries.get(note.origin)
  const credentials = options.entries.get("credentials")?.value
  const hasCredentials = isAbsent(credentials) ? note.hasCredentials === true : isLiteral(credentials, true)
  if (isAbsent(origin?.value)) return options.isComplete ? standard(hasCredentials) : undefined
  const form = origin === undefined ? undefined : formOf(origin.value, note)
  return form === undefined || origin === undefined ? undefined : { ...form, at: origin.at, hasCredentials, what }
}

const headerNote: CorsNote = { arguments: [], origin: "origin", standard: "none" }

/** The headers that a call sets: by name and value, or by an object, also one that lies under `headers`. */
function* headersOf(call: Pick<ProjectCall, "at" | "arguments">): Generator<readonly [name: string, entry: ViewEntry]> {
  const [first, second] = call.arguments
  if (first?.kind === "literal" && typeof first.value === "string" && second !== undefined) yield [first.value.toLowerCase(), { at: call.at, value: second }]
  for (const view of call.arguments) {
    const inner = at(view, "headers")?.value
    for (const object of [view, ...(inner === undefined ? [] : [inner])]) {
      if (object.kind === "object") for (const [name, entry] of object.entries) yield [name.toLowerCase(), entry]
    }
  }
}

/** Whether a function is called as those are that set headers. */
const isHeaderSetter = ({ name }: KnownCallee): boolean => headerSetters.has(name.split(".").at(-1) ?? "")

/** Everything in the project that lets any origin in. */
function* openings(project: Project): Generator<Opening> {
  const set: { readonly call: Pick<ProjectCall, "at" | "arguments" | "whole" | "isOriginGuarded">; readonly name: string; readonly entry: ViewEntry }[] = []
  const calls: ReadonlySet<Pick<ProjectCall, "at" | "arguments" | "whole" | "isOriginGuarded">> = new Set(project.routes.flatMap((route) => [...route.calls(isHeaderSetter)]))
  for (const call of project.calls()) {
    const note = find(cors, call.name) ?? (call.name === undefined ? corsMethods.get(call.method ?? "") : undefined)
    const opening = note === undefined ? undefined : openingOf(call, note, `${call.name ?? call.method ?? ""}()`)
    if (opening !== undefined && !call.isOriginGuarded) yield opening
    if (call.method === "route") {
      for (const route of corsRoutes) {
        const opened = openingOf(call, route, "cors")
        if (opened !== undefined) yield opened
      }
    }
    const word = call.method ?? call.name?.split(".").at(-1) ?? ""
    if (!headerSetters.has(word)) continue
    for (const [name, entry] of headersOf(call)) set.push({ call, name, entry })
  }
  for (const call of calls) {
    for (const [name, entry] of headersOf(call)) set.push({ call, name, entry })
  }
  for (const { call, name, entry } of set) {
    const form = name === corsHeaders.origin && !call.isOriginGuarded ? formOf(entry.value, headerNote) : undefined
    if (form === undefined) continue
    const hasCredentials = set.some((other) => other.name === corsHeaders.credentials && other.entry.at.file === entry.at.file
      && (isLiteral(other.entry.value, "true") || isLiteral(other.entry.value, true)))
    yield { ...form, at: entry.at, hasCredentials, what: "Access-Control-Allow-Origin" }
  }
}

export default defineRule<Options>({
  name: "no-permissive-cors",
  checklist: "CORS is configured appropriately",
  presets: ["recommended", "security"],
  description: "Disallow answers that pages of any origin may read",
  messages: {
    credentials: "`{{what}}` reflects the origin that asks and allows credentials: any page may act as its visitor here. List the origins that may.",
    refused: "`{{what}}` allows any origin (`*`) and credentials, which browsers refuse together. List the origins that may.",
    cookies: "`{{what}}` lets pages of any origin read answers of an application that knows its callers by a cookie. List the origins that may.",
    open: "`{{what}}` lets pages of any origin read the answers. List the origins that may.",
    fallback: "`{{what}}` lets in any origin where the environment names none. Refuse to start without it, or let none in.",
  },
  options: { reportWildcards: { type: "boolean" } },
  defaults: { reportWildcards: false },
  strictOptions: { reportWildcards: true },

  *check(project, { reportWildcards }) {
    const reported = new Set<string>()
    const hasCookies = [...project.calls()].some(({ name }) => find(cookieSessions, name) !== undefined)
    for (const { at: place, form, hasCredentials, isFallback, what } of openings(project)) {
      const key = `${place.file}:${place.start}`
      // Without credentials a browser sends no cookie along, and what everybody may read is read.
      const isWrong = !isFallback && hasCredentials
      if (reported.has(key) || isTestPath(place.file.slice(project.root.length + 1)) || (!isWrong && !reportWildcards)) continue
      reported.add(key)
      const message = isFallback ? "fallback" : hasCredentials ? (form === "reflected" ? "credentials" : "refused") : hasCookies ? "cookies" : "open"
      yield { at: place, message, data: { what } }
    }
  },
})
