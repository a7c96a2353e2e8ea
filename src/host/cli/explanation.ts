/**
 * Everything that is known of one route, as data: what `explain --format json` prints.
 *
 * @module
 */
import { relative } from "node:path/posix"
import type { Location } from "../../model/evidence.ts"
import type { Project } from "../../model/project.ts"
import type { BodyShape, SentResponse } from "../../model/responses.ts"
import type { Route, Shadow } from "../../model/route.ts"
import { createInventory, type InventoryEvidence, type InventoryPlace, type InventoryRoute } from "./inventory.ts"
import type { ReportedFinding } from "./report/report.ts"

/** Something that the route sends. */
export interface ExplainedResponse extends InventoryEvidence {
  /** Null where it is not known. */
  readonly status: number | null
  /** Names of the members of the body; null where there is none, or its shape is not known. */
  readonly members: readonly string[] | null
  /** Functions between the handler and the place, outermost first. */
  readonly via: readonly string[]
}

/** An error with a status that leaves the handlers. */
export interface ExplainedError extends InventoryEvidence {
  readonly status: number
}

/** A schema of the route. */
export interface ExplainedSchema extends InventoryPlace {
  readonly part: "body" | "query" | "params" | "response"
  readonly name: string | null
  /** Names of its properties; null where it is no object, or they are not known. */
  readonly properties: readonly string[] | null
}

/** A finding about the route. */
export interface ExplainedFinding extends InventoryPlace {
  readonly rule: string
  readonly column: number
  readonly message: string
}

/** One route, explained. */
export interface Explanation {
  readonly route: InventoryRoute
  /** What answers its requests before it; null when nothing is known to. */
  readonly shadowedBy: InventoryEvidence | null
  readonly responses: readonly ExplainedResponse[]
  readonly errors: readonly ExplainedError[]
  readonly schemas: readonly ExplainedSchema[]
  readonly documentation: { readonly answer: "yes" | "no" | "unknown"; readonly by: string | null; readonly statuses: readonly string[] }
  /** Findings of all rules. */
  readonly findings: readonly ExplainedFinding[]
}

/** What `explain` prints. */
export interface Explanations {
  readonly version: 1
  readonly routes: readonly Explanation[]
}

/** Explains routes of a project. */
export function explainRoutes(routes: readonly Route[], project: Project, findings: readonly ReportedFinding[]): Explanations {
  const place = ({ file, line }: Location): InventoryPlace => ({ file: relative(project.root, file), line })
  return { version: 1, routes: routes.map((route) => explainRoute(route, project, findings, place)) }
}

function explainRoute(
  route: Route, project: Project, findings: readonly ReportedFinding[], place: (at: Location) => InventoryPlace,
): Explanation {
  const { routes: [described], actions: [action] } = createInventory({ ...project, routes: [route] }, [])
  const { answer, by, responses } = route.documentation
  return {
    route: (described ?? action) as InventoryRoute,
    shadowedBy: route.shadowedBy === undefined ? null : { ...place(route.shadowedBy.at), name: nameShadow(route.shadowedBy) },
    responses: unique([...route.answers()].map((one) => explainResponse(one, route.defaultStatus, place))),
    errors: unique([...route.thrown()].map(({ at, name, status }) => ({ ...place(at), name, status }))),
    schemas: route.schemas().map(({ part, schema }) => ({
      part, ...place(schema.at), name: schema.name ?? null,
      properties: schema.kind === "object" ? schema.properties.map(({ name }) => name) : null,
    })),
    documentation: { answer, by: by ?? null, statuses: responses.statuses },
    findings: findings.filter(({ routes }) => routes.includes(route)).map(({ rule = "", file, region, message }) =>
      ({ rule: `endpoint/${rule}`, file: relative(project.root, file), line: region.line, column: region.column, message })),
  }
}

function nameShadow(shadow: Shadow): string {
  return shadow.kind === "route" ? `${shadow.method} ${shadow.path}` : shadow.name
}

function explainResponse(
  { at, name, status, hasStatus, isBodiless, shapes, via }: SentResponse, defaultStatus: number | undefined, place: (at: Location) => InventoryPlace,
): ExplainedResponse {
  const objects = shapes.filter((shape): shape is BodyShape & { readonly kind: "object" } => shape.kind === "object")
  const members = [...new Set(objects.flatMap((shape) => [...shape.members.keys()]))]
  return { ...place(at), name, status: status ?? (hasStatus ? null : defaultStatus ?? null), members: isBodiless || objects.length === 0 ? null : members, via }
}

function unique<Item extends InventoryEvidence & { readonly status: number | null }>(items: readonly Item[]): readonly Item[] {
  const seen = new Set<string>()
  return items.filter(({ file, line, name, status }) => {
    const key = `${file}:${line} ${name} ${status ?? ""}`
    return seen.has(key) ? false : seen.add(key)
  })
}
