/**
 * The command `routes`: the inventory of a backend.
 *
 * @module
 */
import { readFileSync } from "node:fs"
import { basename, join } from "node:path"
import picocolors from "picocolors"
import { toReal } from "../../workspace/path.ts"
import { explainRoutes } from "../explanation.ts"
import type { RoutesOptions } from "../options.ts"
import { createInventory, type Inventory, type InventoryRoute } from "../inventory.ts"
import { explainEmpty, isEmpty, type OpenProject } from "../open-project.ts"
import { listReportedFindings } from "../report/report.ts"
import { formatInventoryMarkdown } from "../routes/markdown.ts"
import { selectRoutes } from "../routes/select.ts"
import { type Colors, describeTotals, formatInventory } from "../table.ts"
import { count } from "../words.ts"
import { writeOutput } from "../write-output.ts"
import type { Outcome } from "./outcome.ts"

/** Lists the routes of a project. */
export async function listRoutes(project: OpenProject, options: RoutesOptions, colors: Colors): Promise<Outcome> {
  const { format, outputFile } = options
  const whole = createInventory(project.analysis.project(), project.analysis.workspace.problems())
  const inventory = selectRoutes(whole, options)
  const text = format === "html" ? await renderHtml(project, inventory, options) : formatRoutes(project, whole, inventory, format, outputFile === undefined ? colors : picocolors.createColors(false))
  if (outputFile === undefined) return { output: text, warnings: [], status: 0 }
  writeOutput(outputFile, text)
  return { output: `Written to ${outputFile}. ${describeTotals(inventory)}`, warnings: [], status: 0 }
}

function formatRoutes(project: OpenProject, whole: Inventory, inventory: Inventory, format: RoutesOptions["format"], colors: Colors): string {
  if (format === "json") return JSON.stringify(inventory, null, 2)
  if (isEmpty(project)) return explainEmpty(project)
  if (format === "markdown") return formatInventoryMarkdown(inventory)
  const isNone = inventory.routes.length + inventory.actions.length === 0
  return isNone ? `None of ${count(whole.routes.length + whole.actions.length, "route")} is one of these.` : formatInventory(inventory, colors)
}

/** The page, with the findings of all rules. */
async function renderHtml({ analysis, settings }: OpenProject, inventory: Inventory, { link }: RoutesOptions): Promise<string> {
  const [{ lintProject }, { renderPage }] = await Promise.all([import("../lint.ts"), import("../html/page.tsx")])
  const project = analysis.project()
  const { results, configured } = await lintProject({ analysis, settings, preset: "all", only: [] })
  const explained = explainRoutes(project.routes, project, listReportedFindings(results, configured, analysis)).routes
  const byKey = new Map(explained.map((one) => [keyOf(one.route), one]))
  const { root } = analysis.workspace
  return renderPage({
    title: readName(root),
    inventory,
    routes: [...inventory.routes, ...inventory.actions].flatMap((route) => byKey.get(keyOf(route)) ?? []),
    link,
    root,
    base: toReal(process.cwd()),
  }, { style: readAsset("report.css"), script: readAsset("report-script.js") })
}

/** A file that the build lays beside the program. */
function readAsset(name: string): string {
  return readFileSync(new URL(`./${name}`, import.meta.url), "utf8")
}

function keyOf({ method, path, file, line, application }: InventoryRoute): string {
  return `${method} ${path} ${file}:${line} ${application ?? ""}`
}

/** The name of a project. */
function readName(root: string): string {
  try {
    const { name } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly name?: unknown }
    return typeof name === "string" ? name : basename(root)
  } catch {
    return basename(root)
  }
}
