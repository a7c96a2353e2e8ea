/**
 * The command `routes`: the inventory of a backend.
 *
 * @module
 */
import type { RoutesOptions } from "../command-line.ts"
import { createInventory, filterInventory, hasUnknown, isOpen } from "../inventory.ts"
import { explainEmpty, isEmpty, type OpenProject } from "../open-project.ts"
import { type Colors, formatInventory } from "../table.ts"
import { count } from "../words.ts"
import type { Outcome } from "./outcome.ts"

/** Lists the routes of a project. */
export function listRoutes(project: OpenProject, options: RoutesOptions, colors: Colors): Outcome {
  return { output: formatRoutes(project, options, colors), warnings: [], status: 0 }
}

function formatRoutes(project: OpenProject, { format, open = false, unknown = false }: RoutesOptions, colors: Colors): string {
  const { analysis } = project
  const whole = createInventory(analysis.project(), analysis.workspace.problems())
  const inventory = filterInventory(whole, (route) => (!open || isOpen(route)) && (!unknown || hasUnknown(route)))
  if (format === "json") return JSON.stringify(inventory, null, 2)
  if (isEmpty(project)) return explainEmpty(project)
  const isNone = inventory.routes.length + inventory.actions.length === 0
  return isNone ? `None of ${count(whole.routes.length + whole.actions.length, "route")} is one of these.` : formatInventory(inventory, colors)
}
