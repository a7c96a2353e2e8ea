/**
 * The routes of a project as data: what `routes --format json` prints. A public contract; a change of it raises its version.
 *
 * @module
 */
import { relative } from "node:path/posix"
import type { Location } from "../../model/evidence.ts"
import type { Project } from "../../model/project.ts"
import type { AuthEvidence, InputEvidence, ResponseEvidence, Route } from "../../model/route.ts"
import type { Problem } from "../workspace/reading.ts"

/** A line of a file; the path is relative to the analysed folder and `/`-separated. */
export interface InventoryPlace {
  readonly file: string
  /** Counted from one. */
  readonly line: number
}

/** A place with the name of what is there. */
export interface InventoryStep extends InventoryPlace {
  readonly name: string
}

/** One operation. */
export interface InventoryRoute extends InventoryPlace {
  readonly method: string
  readonly path: string
  readonly framework: string
  /** Where the function that answers is written; null when that is not known. */
  readonly handler: InventoryPlace | null
  readonly auth: AuthEvidence["answer"]
  readonly authBy: readonly InventoryStep[]
  /** Whether it is open by intent. */
  readonly public: boolean
  readonly body: InputEvidence["answer"]
  readonly query: InputEvidence["answer"]
  readonly params: InputEvidence["answer"]
  readonly response: ResponseEvidence["answer"]
  /** What a request meets, outermost first. */
  readonly chain: readonly InventoryStep[]
}

/** The whole of it. */
export interface Inventory {
  readonly version: 1
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
  const step = ({ at, name }: { readonly at: Location; readonly name: string }): InventoryStep => ({ ...place(at), name })
  const convert = (route: Route): InventoryRoute => ({
    method: route.method,
    path: route.path,
    ...place(route.at),
    framework: route.framework,
    handler: route.handler?.code === undefined ? null : place(route.handler.code),
    auth: route.auth.answer,
    authBy: route.auth.by.map(step),
    public: route.publicBy !== undefined,
    body: route.inputs.body.answer,
    query: route.inputs.query.answer,
    params: route.inputs.params.answer,
    response: route.response.answer,
    chain: route.chain.map(step),
  })
  return {
    version: 1,
    routes: project.routes.filter(({ kind }) => kind === "route").map(convert).sort(byPathAndMethod),
    actions: project.routes.filter(({ kind }) => kind === "action").map(convert).sort(byPathAndMethod),
    unresolved: project.unresolved.map(({ at, reason }) => ({ ...place(at), reason })),
    problems: problems.map(({ file, line, reason }) =>
      ({ file: relative(root, file), ...(line === undefined ? {} : { line }), reason })),
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

/** The inventory with only the routes and actions that pass a test. */
export function filterInventory(inventory: Inventory, isWanted: (route: InventoryRoute) => boolean): Inventory {
  return { ...inventory, routes: inventory.routes.filter(isWanted), actions: inventory.actions.filter(isWanted) }
}

function byPathAndMethod(one: InventoryRoute, other: InventoryRoute): number {
  return compare(one.path, other.path) || compare(one.method, other.method) || compare(one.file, other.file) || one.line - other.line
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
