/**
 * The routes of a project as data: what `routes --format json` prints. A public contract; a change of it raises its version.
 *
 * @module
 */
import { relative } from "node:path/posix"
import type { Evidence, Handler, Location, Part } from "../../model/evidence.ts"
import type { Project } from "../../model/project.ts"
import type { Application, AuthEvidence, GuardProof, GuardReason, InputEvidence, ResponseEvidence, Route } from "../../model/route.ts"
import type { Problem } from "../workspace/reading.ts"
import { explainAnswers, explainPublic, type Reasons } from "./reasons.ts"

/** A line of a file; the path is relative to the analysed folder and `/`-separated. */
export interface InventoryPlace {
  readonly file: string
  /** Counted from one. */
  readonly line: number
}

/** A place with the name of what is there. */
export interface InventoryEvidence extends InventoryPlace {
  readonly name: string
}

/** A handler that a request meets, at the place where it is registered. */
export interface InventoryStep extends InventoryEvidence {
  /** Where its function is written; null when that is not in the project, or not known. */
  readonly code: InventoryPlace | null
  readonly proves: GuardProof
  /** Why it proves no more; null where there is nothing to say. */
  readonly because: InventoryReason | null
}

/** Why a handler proves no more than it does, and the place that decides. */
export interface InventoryReason extends InventoryPlace {
  readonly kind: GuardReason["kind"]
}

/** A use of request data. */
export interface InventoryUse extends InventoryEvidence {
  /** The type that the source casts it to. */
  readonly cast: string | null
}

/** How one part of the request is treated. */
export interface InventoryInput {
  /** The first use that no schema checks before; null when there is none. */
  readonly use: InventoryUse | null
  /** The schemas and checks. */
  readonly by: readonly InventoryEvidence[]
}

/** One operation. */
export interface InventoryRoute extends InventoryPlace {
  readonly method: string
  readonly path: string
  /** The path in the words of the framework: `/orders/:id`. */
  readonly written: string
  readonly framework: string
  /** Index of its application; null when none is known to mount it. */
  readonly application: number | null
  /** Where the function that answers is written; null when that is not known. */
  readonly handler: InventoryPlace | null
  readonly auth: AuthEvidence["answer"]
  readonly authBy: readonly InventoryEvidence[]
  /** Whether it is open by intent. */
  readonly public: boolean
  /** Why it is; null when it is not. */
  readonly publicReason: string | null
  readonly body: InputEvidence["answer"]
  readonly query: InputEvidence["answer"]
  readonly params: InputEvidence["answer"]
  readonly response: ResponseEvidence["answer"]
  /** One sentence for each of these answers. */
  readonly reasons: Reasons
  readonly inputs: Readonly<Record<Part, InventoryInput>>
  /** What declares the shape of the response. */
  readonly responseBy: readonly InventoryEvidence[]
  /** What a request meets, outermost first; the last one answers. */
  readonly chain: readonly InventoryStep[]
}

/** A server. */
export interface InventoryApplication extends InventoryPlace {
  readonly framework: string
}

/** The whole of it. */
export interface Inventory {
  readonly version: 2
  /** By file, then line. */
  readonly applications: readonly InventoryApplication[]
  /** By path, then method. */
  readonly routes: readonly InventoryRoute[]
  /** Functions that a client calls by a name that the framework makes up, such as server actions. */
  readonly actions: readonly InventoryRoute[]
  readonly unresolved: readonly (InventoryPlace & { readonly reason: string })[]
  /** Files that could not be read, parsed, or were left out. */
  readonly problems: readonly { readonly file: string; readonly line?: number; readonly reason: string }[]
}

/** Lists the routes of a project. */
export function createInventory(project: Project, problems: readonly Problem[]): Inventory {
  const { root } = project
  const place = ({ file, line }: Location): InventoryPlace => ({ file: relative(root, file), line })
  const applications = [...project.applications].sort((one, other) => byPlace(place(one.at), place(other.at)))
  const convert = (route: Route): InventoryRoute => describeRoute(route, applications, place)
  return {
    version: 2,
    applications: applications.map(({ framework, at }) => ({ framework, ...place(at) })),
    routes: project.routes.filter(({ kind }) => kind === "route").map(convert).sort(byPathAndMethod),
    actions: project.routes.filter(({ kind }) => kind === "action").map(convert).sort(byPathAndMethod),
    unresolved: [...project.unresolved, ...project.defects].map(({ at, reason }) => ({ ...place(at), reason })),
    problems: problems.map(({ file, line, reason }) =>
      ({ file: relative(root, file), ...(line === undefined ? {} : { line }), reason })),
  }
}

/** Describes one route. */
function describeRoute(route: Route, applications: readonly Application[], place: (at: Location) => InventoryPlace): InventoryRoute {
  const { auth, inputs, response } = route
  const evidence = ({ at, name }: Evidence): InventoryEvidence => ({ ...place(at), name })
  const step = ({ at, name, code }: Handler, index: number): InventoryStep =>
    ({ ...place(at), name, code: code === undefined ? null : place(code), proves: auth.steps[index] ?? "unknown", because: because(auth.reasons[index]) })
  const because = (reason: GuardReason | undefined): InventoryReason | null => (reason === undefined ? null : { kind: reason.kind, ...place(reason.at) })
  const input = ({ use, by }: InputEvidence): InventoryInput =>
    ({ use: use === undefined ? null : { ...place(use.at), name: use.name, cast: use.cast ?? null }, by: by.map(evidence) })
  const application = applications.indexOf(route.application)
  const publicReason = explainPublic(route) ?? null
  return {
    method: route.method,
    path: route.path,
    written: route.written,
    ...place(route.at),
    framework: route.framework,
    application: route.isMounted && application >= 0 ? application : null,
    handler: route.handler?.code === undefined ? null : place(route.handler.code),
    auth: auth.answer,
    authBy: auth.by.map(evidence),
    public: publicReason !== null,
    publicReason,
    body: inputs.body.answer,
    query: inputs.query.answer,
    params: inputs.params.answer,
    response: response.answer,
    reasons: explainAnswers(route, (at) => `${place(at).file}:${at.line}`),
    inputs: { body: input(inputs.body), query: input(inputs.query), params: input(inputs.params) },
    responseBy: response.by.map(evidence),
    chain: route.chain.map(step),
  }
}

/** Whether it answers anyone and nothing says that it should. */
export function isOpen(route: InventoryRoute): boolean {
  return route.auth === "none" && !route.public
}

/** Whether some answer about it is unknown. */
export function hasUnknown(route: InventoryRoute): boolean {
  return (route.auth === "unknown" && !route.public) || [route.body, route.query, route.params, route.response].includes("unknown")
}

function byPathAndMethod(one: InventoryRoute, other: InventoryRoute): number {
  return compare(one.path, other.path) || compare(one.method, other.method) || byPlace(one, other)
}

function byPlace(one: InventoryPlace, other: InventoryPlace): number {
  return compare(one.file, other.file) || one.line - other.line
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
