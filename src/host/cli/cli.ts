#!/usr/bin/env node
/**
 * The command line program.
 *
 * @module
 */
import type { Linter } from "eslint"
import picocolors from "picocolors"
import { describeError, isDebugging } from "../debug.ts"
import { keepTrees } from "../workspace/tree.ts"
import { type CheckOptions, parseCommandLine, type ProjectOptions, type RoutesOptions, UsageError } from "./command-line.ts"
import { createInventory, filterInventory, hasUnknown, isOpen } from "./inventory.ts"
import { explainEmpty, isEmpty, listWarnings, openProject, type OpenProject } from "./open-project.ts"
import { type Colors, formatInventory } from "./table.ts"
import { describeUnchecked } from "./unchecked.ts"
import { count } from "./words.ts"

/** Characters of source whose trees `check` keeps between indexing and linting: some 300 MB of memory. */
const KEPT_CHARACTERS = 20_000_000

/** Runs a command line and answers its exit status. */
async function run(words: readonly string[]): Promise<number> {
  const request = parseCommandLine(words)
  if (request.command === "print") {
    print(request.text)
    return 0
  }
  if (request.command === "check") keepTrees(KEPT_CHARACTERS)
  const project = openProject(request.folder, request.options)
  const status = request.command === "routes" ? printRoutes(project, request.options) : await printCheck(project, request.options)
  for (const warning of listWarnings(project)) warn(warning)
  return hasFailed(project) ? 2 : status
}

function printRoutes(project: OpenProject, options: RoutesOptions): number {
  const { analysis } = project
  const { open = false, unknown = false } = options
  const whole = createInventory(analysis.project(), analysis.workspace.problems())
  const inventory = filterInventory(whole, (route) => (!open || isOpen(route)) && (!unknown || hasUnknown(route)))
  if (options.format === "json") print(JSON.stringify(inventory, null, 2))
  else if (isEmpty(project)) print(explainEmpty(project))
  else if (inventory.routes.length + inventory.actions.length === 0) print(`None of ${count(whole.routes.length + whole.actions.length, "route")} is one of these.`)
  else print(formatInventory(inventory, colorsOf(options)))
  return 0
}

async function printCheck(project: OpenProject, options: CheckOptions): Promise<number> {
  const { analysis, settings } = project
  const { preset, rule = [], format, allowEmpty = false } = options
  // ESLint takes a third of a second to load, which the other commands do without.
  const { checkProject } = await import("./check.ts")
  const hasColors = colorsOf(options).isColorSupported
  const { text, errors, configured } = await checkProject({ analysis, settings, preset, only: rule, format, hasColors })
  if (text !== "") print(text)
  if (format === "stylish") printSummary(project, rule.length > 0 ? undefined : configured, errors)
  if (errors > 0 || !isEmpty(project)) return errors > 0 ? 1 : 0
  warn(`${explainEmpty(project)}${allowEmpty ? "" : "\nNothing was checked. --allow-empty makes that a success."}`)
  return allowEmpty ? 0 : 2
}

/**
 * What people want to know beside the findings: what was checked, what was not, and what could not be read.
 *
 * @param configured the rules of the preset; undefined where rules were named one by one
 */
function printSummary(project: OpenProject, configured: Linter.RulesRecord | undefined, errors: number): void {
  const { analysis, folder } = project
  for (const { file, reason, kind } of analysis.workspace.problems()) if (kind !== "syntax") warn(`${file}: ${reason}`)
  if (isEmpty(project) || hasFailed(project)) return
  const inventory = createInventory(analysis.project(), analysis.workspace.problems())
  const checked = `${count(inventory.routes.length + inventory.actions.length, "route")} in ${count(analysis.workspace.files().length, "file")}`
  if (errors === 0) print(`Nothing to report on ${checked}.`)
  const unchecked = configured === undefined ? undefined : describeUnchecked(inventory, configured, folder)
  if (unchecked !== undefined) print(unchecked)
}

/** Whether a rule or the linker failed: then nothing that was or was not found can be relied on. */
function hasFailed({ analysis }: OpenProject): boolean {
  return analysis.failures().length > 0
}

function colorsOf({ color }: ProjectOptions): Colors {
  return picocolors.createColors(color && (process.env["NO_COLOR"] ?? "") === "" && process.stdout.isTTY === true)
}

function print(text: string): void {
  process.stdout.write(`${text.trimEnd()}\n`)
}

function warn(text: string): void {
  process.stderr.write(`${text}\n`)
}

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error
})

// What ESLint warns of, such as an old .eslintignore, is for those who configure it.
if (!isDebugging()) process.removeAllListeners("warning")

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  const hint = error instanceof UsageError ? "\neslint-plugin-endpoint --help says how to call it." : ""
  warn(isDebugging() && error instanceof Error ? error.stack ?? error.message : `${describeError(error)}${hint}`)
  process.exitCode = 2
}
