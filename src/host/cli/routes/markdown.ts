/**
 * Markdown of GitHub's flavour, for pull requests and reviews: https://github.github.com/gfm/
 *
 * @module
 */
import { markdownTable } from "markdown-table"
import type { Inventory, InventoryRoute } from "../inventory.ts"
import { describeAuth, describeTotals } from "../table.ts"
import { groupByApplication } from "./select.ts"

/** The inventory as tables. */
export function formatInventoryMarkdown(inventory: Inventory): string {
  const { routes, actions, unresolved, problems } = inventory
  const groups = groupByApplication(routes, inventory)
  return [
    "# Routes",
    "",
    describeTotals(inventory),
    ...groups.flatMap(({ heading, routes: members }) => ["", ...(groups.length > 1 ? [`## ${escapeMarkdown(heading)}`, ""] : []), tabulate(members, "Path")]),
    ...(actions.length > 0 ? ["", "## Actions", "", tabulate(actions, "Action")] : []),
    ...listPlaces("Not understood", unresolved),
    ...listPlaces("Not read", problems),
    "",
  ].join("\n")
}

function tabulate(routes: readonly InventoryRoute[], heading: string): string {
  const rows = routes.map((route) => {
    const { file, line } = route.handler ?? route
    const inputs = [route.body, route.query, route.params].map((answer) => answer === "unused" ? "" : emphasize(answer, "unvalidated"))
    return [route.method, code(route.path), code(`${file}:${line}`), emphasize(describeAuth(route), "none"), ...inputs, emphasize(route.response, "undeclared")]
  })
  return markdownTable([["Method", heading, "Handler", "Auth", "Body", "Query", "Params", "Response"], ...rows])
}

function emphasize(answer: string, bad: string): string {
  return answer === bad ? `**${answer}**` : answer
}

function listPlaces(heading: string, places: readonly { readonly file: string; readonly line?: number; readonly reason: string }[]): readonly string[] {
  if (places.length === 0) return []
  return ["", `## ${heading}`, "", ...places.map(({ file, line, reason }) => `- ${code(line === undefined ? file : `${file}:${line}`)}: ${escapeMarkdown(reason)}`)]
}

/** Text as code; a bar would end a cell of a table even there. */
export function code(text: string): string {
  const fence = text.includes("`") ? "``" : "`"
  return `${fence}${text.replaceAll("|", "\\|")}${fence}`
}

/** Text with the characters escaped that mean something in Markdown; what stands between backquotes stays as it is. */
export function escapeMarkdown(text: string): string {
  return text.split(/(`[^`]*`)/u).map((part, index) => index % 2 === 1 ? part : part.replaceAll(/[\\*_{}[\]<>#|~]/gu, "\\$&")).join("")
}
