/**
 * The inventory for people.
 *
 * @module
 */
import Table from "cli-table3"
import type picocolors from "picocolors"
import type { Inventory, InventoryRoute } from "./inventory.ts"
import { groupByApplication } from "./routes/select.ts"
import { count } from "./words.ts"

/** Colours, or none. */
export type Colors = ReturnType<typeof picocolors.createColors>

const HEADINGS = ["METHOD", "PATH", "HANDLER", "AUTH", "BODY", "QUERY", "PARAMS", "RESPONSE"]
const NO_BORDERS = {
  "top": "", "top-mid": "", "top-left": "", "top-right": "", "bottom": "", "bottom-mid": "", "bottom-left": "",
  "bottom-right": "", "left": "", "left-mid": "", "mid": "", "mid-mid": "", "right": "", "right-mid": "", "middle": "  ",
}
const SHOWN_PLACES = 20

/** A table of the routes for each application, one of the actions, with a summary and what was not understood under them. */
export function formatInventory(inventory: Inventory, colors: Colors): string {
  const { routes, actions, unresolved, problems } = inventory
  const groups = groupByApplication(routes, inventory)
  return [
    ...(routes.length === 0 && actions.length === 0 ? [...formatTable([], HEADINGS, colors), ""] : []),
    ...groups.flatMap(({ heading, routes: members }) =>
      [...(groups.length > 1 ? [colors.bold(heading)] : []), ...formatTable(members, HEADINGS, colors), ""]),
    ...(actions.length > 0 ? [...formatTable(actions, HEADINGS.with(1, "ACTION"), colors), ""] : []),
    describeTotals(inventory),
    ...listPlaces("Not understood", unresolved, colors),
    ...listPlaces("Not read", problems, colors),
  ].join("\n")
}

function formatTable(routes: readonly InventoryRoute[], headings: readonly string[], colors: Colors): readonly string[] {
  const table = new Table({
    head: headings.map((heading) => colors.dim(heading)),
    chars: NO_BORDERS,
    style: { "padding-left": 0, "padding-right": 0, "head": [], "border": [] },
  })
  for (const route of routes) table.push(formatRoute(route, colors))
  return table.toString().split("\n").map((row) => row.trimEnd())
}

function formatRoute(route: InventoryRoute, colors: Colors): string[] {
  const handler = route.handler ?? route
  return [
    colors.bold(route.method),
    route.path,
    colors.dim(`${handler.file}:${handler.line}`),
    formatAuth(route, colors),
    ...[route.body, route.query, route.params].map((answer) =>
      answer === "unvalidated" ? colors.red(answer) : answer === "unused" ? colors.dim("-") : answer),
    route.response === "undeclared" ? colors.yellow(route.response) : route.response,
  ]
}

function formatAuth(route: InventoryRoute, colors: Colors): string {
  const text = describeAuth(route)
  if (route.auth === "required") return colors.green(text)
  if (route.public) return text
  return route.auth === "none" ? colors.red(text) : colors.yellow(text)
}

/** `required`, `none (public)` ... */
export function describeAuth({ auth, public: isPublic }: InventoryRoute): string {
  return auth !== "required" && isPublic ? `${auth} (public)` : auth
}

/** `13 routes: 8 guarded, 4 public, 1 open. 2 actions: 1 guarded, 1 open.` */
export function describeTotals({ routes, actions }: Inventory): string {
  return [
    ...(routes.length > 0 || actions.length === 0 ? [countByAuth(routes, "route")] : []),
    ...(actions.length > 0 ? [countByAuth(actions, "action")] : []),
  ].join(" ")
}

function countByAuth(routes: readonly InventoryRoute[], noun: string): string {
  const number = (isCounted: (route: InventoryRoute) => boolean): number => routes.filter(isCounted).length
  const parts = [
    [number(({ auth }) => auth === "required"), "guarded"],
    [number((route) => route.auth !== "required" && route.public), "public"],
    [number((route) => route.auth === "none" && !route.public), "open"],
    [number((route) => route.auth === "optional" && !route.public), "optional"],
    [number((route) => route.auth === "unknown" && !route.public), "unknown"],
  ] as const
  const named = parts.filter(([one]) => one > 0).map(([one, word]) => `${one} ${word}`)
  return `${count(routes.length, noun)}${named.length > 0 ? `: ${named.join(", ")}` : ""}.`
}

function listPlaces(
  heading: string,
  places: readonly { readonly file: string; readonly line?: number; readonly reason: string }[],
  colors: Colors,
): string[] {
  if (places.length === 0) return []
  const lines = places.slice(0, SHOWN_PLACES).map(({ file, line, reason }) =>
    `  ${line === undefined ? file : `${file}:${line}`}  ${colors.dim(reason)}`)
  const rest = places.length - lines.length
  return ["", `${heading}:`, ...lines, ...(rest > 0 ? [`  and ${rest} more (--format json lists all)`] : [])]
}
