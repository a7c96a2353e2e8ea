/**
 * The inventory for people.
 *
 * @module
 */
import Table from "cli-table3"
import type picocolors from "picocolors"
import type { Inventory, InventoryRoute } from "./inventory.ts"

/** Colours, or none. */
export type Colors = ReturnType<typeof picocolors.createColors>

const HEADINGS = ["METHOD", "PATH", "HANDLER", "AUTH", "BODY", "QUERY", "PARAMS", "RESPONSE"]
const NO_BORDERS = {
  "top": "", "top-mid": "", "top-left": "", "top-right": "", "bottom": "", "bottom-mid": "", "bottom-left": "",
  "bottom-right": "", "left": "", "left-mid": "", "mid": "", "mid-mid": "", "right": "", "right-mid": "", "middle": "  ",
}
const SHOWN_PLACES = 20

/** A table of the routes, one of the actions where there are any, with a summary and what was not understood under it. */
export function formatInventory({ routes, actions, unresolved, problems }: Inventory, colors: Colors): string {
  return [
    ...(routes.length > 0 || actions.length === 0 ? [...formatTable(routes, HEADINGS, colors), ""] : []),
    ...(actions.length > 0 ? [...formatTable(actions, HEADINGS.with(1, "ACTION"), colors), ""] : []),
    summarize(routes, actions.length),
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
  if (route.auth === "required") return colors.green("required")
  if (route.public) return `${route.auth} (public)`
  return route.auth === "none" ? colors.red("none") : colors.yellow(route.auth)
}

function summarize(routes: readonly InventoryRoute[], actions: number): string {
  const count = (isCounted: (route: InventoryRoute) => boolean): number => routes.filter(isCounted).length
  const parts = [
    [count(({ auth }) => auth === "required"), "guarded"],
    [count((route) => route.auth !== "required" && route.public), "public"],
    [count((route) => route.auth === "none" && !route.public), "open"],
    [count((route) => route.auth === "optional" && !route.public), "optional"],
    [count((route) => route.auth === "unknown" && !route.public), "unknown"],
  ] as const
  const named = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`)
  const beside = actions === 0 ? "" : ` ${actions} ${actions === 1 ? "action" : "actions"}.`
  return `${routes.length} ${routes.length === 1 ? "route" : "routes"}${named.length > 0 ? `: ${named.join(", ")}` : ""}.${beside}`
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
