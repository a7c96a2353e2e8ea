/**
 * The routes that somebody means: by method and path, or by a place in the source.
 *
 * @module
 */
import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import type { Location } from "../../model/evidence.ts"
import type { Project } from "../../model/project.ts"
import type { Route } from "../../model/route.ts"
import { covers, segmentsOf, shapeOf } from "../../path/template.ts"
import { findNearest } from "../closest-word.ts"
import { UsageError } from "./usage-error.ts"
import type { ReportedFinding } from "./report/report.ts"

const PLACE = /^(?<file>.+):(?<line>\d+)(?::\d+)?$/u
const REQUEST = /^(?:(?<method>\*|[A-Za-z]+)\s+)?(?<path>\/.*)$/u

/**
 * Finds routes.
 *
 * @param asked `GET /orders/{id}`, `/orders/42`, or `src/orders.ts:12`
 * @param findings a place of a finding means the routes that it is about
 * @throws UsageError when there are none, with the nearest there is
 */
export function findRoutes(asked: string, project: Project, findings: readonly ReportedFinding[]): readonly Route[] {
  const { file, line } = PLACE.exec(asked)?.groups ?? {}
  if (file !== undefined && line !== undefined) return findAtPlace(file, Number(line), project, findings)
  const { method, path } = REQUEST.exec(asked)?.groups ?? {}
  const actions = project.routes.filter((route) => route.kind === "action" && route.path === asked)
  if (actions.length > 0) return actions
  if (path === undefined) throw new UsageError(`"${asked}" is neither a request ("GET /orders/{id}") nor a place ("src/orders.ts:12").`)
  return findByRequest(asked, method?.toUpperCase(), path, project.routes)
}

function findByRequest(asked: string, method: string | undefined, path: string, routes: readonly Route[]): readonly Route[] {
  const isMethod = (route: Route): boolean => method === undefined || route.method === method || route.method === "*"
  const same = routes.filter((route) => isMethod(route) && shapeOf(route.path) === shapeOf(path))
  if (same.length > 0) return same
  const fitting = routes.filter((route) => isMethod(route) && covers(segmentsOf(route.path), segmentsOf(path.replace(/[?#].*$/u, ""))))
  if (fitting.length > 0) return fitting
  const nearest = findNearest(asked, routes.map((route) => `${route.method} ${route.path}`))
  throw new UsageError(`There is no route "${asked}".${nearest === undefined ? "" : ` Did you mean "${nearest}"?`} eslint-plugin-endpoint routes lists them.`)
}

function findAtPlace(name: string, line: number, { root, routes }: Project, findings: readonly ReportedFinding[]): readonly Route[] {
  const files = [resolve(name), resolve(root, name)].map((path) => path.replaceAll("\\", "/"))
  const lines = createLines()
  const isHere = (at: Location | undefined): boolean =>
    at !== undefined && files.includes(at.file) && at.line <= line && line <= lines.lastOf(at)
  const registered = routes.filter(({ at }) => isHere(at))
  if (registered.length > 0) return registered
  const found = findings.filter(({ file, region }) => files.includes(file) && region.line === line).flatMap((finding) => finding.routes)
  const meeting = routes.filter(({ chain }) => chain.some(({ at, code }) => isHere(at) || isHere(code)))
  const all = [...new Set([...found, ...meeting])]
  if (all.length > 0) return all
  throw new UsageError(`No route is registered or handled at ${name}:${line}.`)
}

/** Where stretches of source end. */
function createLines(): { readonly lastOf: (at: Location) => number } {
  const texts = new Map<string, string>()
  return {
    lastOf({ file, start, end, line }) {
      const text = texts.get(file) ?? readFileSync(file, "utf8")
      texts.set(file, text)
      return line + text.slice(start, end).split("\n").length - 1
    },
  }
}
