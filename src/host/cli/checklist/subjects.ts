/**
 * What each item of the checklist is asked of, and what the analysis says before any rule is looked at: which routes have
 * nothing to do with it, and of which it cannot be told.
 *
 * @module
 */
import { databases } from "../../../knowledge/databases.ts"
import { find } from "../../../knowledge/table.ts"
import type { Location } from "../../../model/evidence.ts"
import type { Project } from "../../../model/project.ts"
import type { Route } from "../../../model/route.ts"

/** What is known of a subject. `exempt`: the item is not asked of it, on purpose. */
export type SubjectState = "holds" | "fails" | "unknown" | "exempt"

/** Something that an item is asked of: a route, or the project as a whole. */
export interface Subject {
  /** Undefined for the project. */
  readonly route: Route | undefined
  readonly at: Location | undefined
  /** `GET /orders`. */
  readonly name: string
  readonly state: SubjectState
  /** Why it is unknown or fails; empty otherwise. */
  readonly reason: string
  /** What to do where it fails; empty otherwise. */
  readonly remedy: string
}

/** What is said of a route; undefined where the item is not asked of it. */
type Judge = (route: Route) => { readonly state: SubjectState; readonly reason?: string; readonly remedy?: string } | undefined

const HOLDS = { state: "holds" } as const
const HIDDEN = "the function that answers is not in the project, or could not be followed"

/** A question about what runs while a request is handled: of a handler that cannot be seen, nothing can be told. */
const askWhatRuns: Judge = ({ handler }) => handler?.code === undefined ? { state: "unknown", reason: HIDDEN } : HOLDS

/** The same, of the routes alone that do something. */
function askWhere(isAsked: (route: Route) => boolean): Judge {
  return (route) => route.handler?.code === undefined ? { state: "unknown", reason: HIDDEN } : isAsked(route) ? HOLDS : undefined
}

const usesDatabase = (route: Route): boolean => [...route.calls()].some(({ name }) => find(databases, name) !== undefined)

const askAuthentication: Judge = ({ auth, publicBy }) => {
  if (publicBy !== undefined) return { state: "exempt" }
  switch (auth.answer) {
    case "required":
      return HOLDS
    case "none":
      return { state: "fails", reason: "it answers anyone", remedy: "Put a guard before it, or mark it public." }
    case "optional":
      return { state: "unknown", reason: "it knows its caller and answers anonymous callers too: whether that is meant cannot be told" }
    case "unknown":
      return { state: "unknown", reason: auth.by.length > 0 ? `${auth.by.map(({ name }) => name).join(", ")} could not be followed` : "what a request meets before it is not known" }
  }
}

const askTokens: Judge = ({ auth }) =>
  auth.answer === "none" ? undefined : auth.answer === "unknown" ? { state: "unknown", reason: "what checks the caller could not be followed" } : HOLDS

const askResponse: Judge = ({ kind, response }) => {
  if (kind === "action" || response.answer === "bodiless") return undefined
  if (response.answer === "unknown") return { state: "unknown", reason: "what it answers could not be followed" }
  return response.answer === "declared" && !response.isWeak ? HOLDS : { state: "fails", reason: "the shape of what it answers is not declared", remedy: "Declare it: a response type, a schema, or an OpenAPI comment." }
}

const askValidation: Judge = ({ inputs }) => {
  const used = (["body", "query", "params"] as const).filter((part) => inputs[part].answer !== "unused")
  if (used.length === 0) return undefined
  const unchecked = used.filter((part) => inputs[part].answer === "unvalidated" || inputs[part].answer === "manual")
  if (unchecked.length > 0) return { state: "fails", reason: `no schema checks its ${unchecked.join(" and ")}`, remedy: "Parse it with a schema." }
  const unknown = used.filter((part) => inputs[part].answer === "unknown")
  return unknown.length > 0 ? { state: "unknown", reason: `what checks its ${unknown.join(" and ")} could not be followed` } : HOLDS
}

const askDocumentation: Judge = ({ kind, isMounted, documentation }) => {
  if (kind === "action" || !isMounted) return undefined
  if (documentation.isHidden) return { state: "exempt" }
  if (documentation.answer === "unknown") return { state: "unknown", reason: "whether it is documented could not be followed" }
  return documentation.answer === "yes" ? HOLDS : { state: "fails", reason: "nothing documents it", remedy: "Describe it: with schemas, decorators or an OpenAPI comment." }
}

const askPrivateData: Judge = (route) => {
  const sent = [...route.answers()].filter(({ isBodiless, body, status }) => !isBodiless && body !== undefined && (status ?? 200) < 400)
  if (route.handler?.code === undefined) return { state: "unknown", reason: HIDDEN }
  if (sent.length === 0) return undefined
  const isKnown = route.response.isSerialized || sent.every(({ records, shapes }) => records.length > 0 || shapes.length > 0)
  return isKnown ? HOLDS : { state: "unknown", reason: "what it sends could not be followed to a record whose fields are known" }
}

const askTypes: Judge = ({ handler }) =>
  handler?.code === undefined ? { state: "unknown", reason: HIDDEN } : /\.[cm]?tsx?$/u.test(handler.code.file) ? HOLDS : undefined

/** What the routes are asked, by the id of the item; of the items that are not here, the project as a whole is asked. */
const JUDGES: Readonly<Record<string, Judge>> = {
  "rest": ({ kind, isMounted }) => kind === "action" ? undefined : isMounted ? HOLDS : { state: "unknown", reason: "no application is known to mount it" },
  "response-models": askResponse,
  "status-codes": (route) => route.defaultStatus === undefined ? undefined : askWhatRuns(route),
  "error-responses": askWhatRuns,
  "openapi": askDocumentation,
  "authentication": askAuthentication,
  "tokens": askTokens,
  "blocking": askWhatRuns,
  "pooling": askWhere(usesDatabase),
  "streaming": askWhere((route) => [...route.streams()].length > 0),
  "n-plus-one": askWhere(usesDatabase),
  "types": askTypes,
  "validation": askValidation,
  "models": askWhere((route) => route.schemas().some(({ part }) => part !== "response")),
  "private-data": askPrivateData,
  "exceptions": askWhatRuns,
  "logging": askWhatRuns,
  "background-tasks": askWhatRuns,
}

/** Lists what an item is asked of. */
export function listSubjects(item: string, { routes }: Project): readonly Subject[] {
  const judge = JUDGES[item]
  if (judge === undefined) return [{ route: undefined, at: undefined, name: "the project", state: "holds", reason: "", remedy: "" }]
  return routes.flatMap((route): readonly Subject[] => {
    const judged = judge(route)
    if (judged === undefined) return []
    const { state, reason = "", remedy = "" } = judged
    return [{ route, at: route.at, name: `${route.method} ${route.path}`, state, reason, remedy }]
  })
}
