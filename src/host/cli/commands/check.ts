/**
 * The command `check`: findings, in the form that was asked for.
 *
 * @module
 */
import type { Linter } from "eslint"
import { relative } from "node:path"
import { createInventory } from "../inventory.ts"
import { filterMessages, lintProject, type LintRun } from "../lint.ts"
import { hasFailed, isEmpty, type OpenProject } from "../open-project.ts"
import type { CheckOptions } from "../options.ts"
import { formatReport } from "../report/format-report.ts"
import { explainCommand } from "../report/paths.ts"
import { listReportedFindings } from "../report/report.ts"
import { describeUnchecked } from "../unchecked.ts"
import { count } from "../words.ts"
import { writeOutput } from "../write-output.ts"
import { type Outcome, refuseEmpty } from "./outcome.ts"

/** Checks a project. */
export async function check(project: OpenProject, options: CheckOptions, hasColors: boolean): Promise<Outcome> {
  const { analysis, settings, folder } = project
  const { preset, rule = [], format, outputFile, quiet = false } = options
  const run = await lintProject({ analysis, settings, preset, only: rule })
  const shown = quiet ? { ...run, results: filterMessages(run.results, ({ severity }) => severity === 2) } : run
  const text = await formatReport(shown, analysis, { format, hasColors: hasColors && outputFile === undefined, base: process.cwd(), folder })
  if (outputFile !== undefined) writeOutput(outputFile, text)
  const summary = format === "stylish" || outputFile !== undefined ? summarize(project, rule.length > 0 ? undefined : run.configured, run) : []
  const report = outputFile === undefined ? text.trimEnd() : `Written to ${outputFile}.`
  const { root } = analysis.workspace
  const unread = analysis.workspace.problems().filter(({ kind }) => kind !== "syntax").map(({ file, reason }) => `${relative(root, file)}: ${reason}`)
  return {
    output: [report, ...summary].filter((part) => part !== "").join("\n"),
    ...conclude(project, run, options, unread),
  }
}

/**
 * What people want to know beside the findings: how much was checked, and what was not.
 *
 * @param configured the rules of the preset; undefined where rules were named one by one
 */
function summarize(project: OpenProject, configured: Linter.RulesRecord | undefined, run: LintRun): readonly string[] {
  if (isEmpty(project) || hasFailed(project)) return []
  const { analysis, folder } = project
  const inventory = createInventory(analysis.project(), analysis.workspace.problems())
  const checked = `${count(inventory.routes.length + inventory.actions.length, "route")} in ${count(analysis.workspace.files().length, "file")}`
  const unchecked = configured === undefined ? undefined : describeUnchecked(inventory, configured, folder)
  const example = listReportedFindings(run.results, run.configured, analysis).find(({ routes }) => routes.length > 0)?.routes[0]
  return [
    ...(countMessages(run).all === 0 ? [`Nothing to report on ${checked}.`] : []),
    ...(example === undefined ? [] : [`To see why: ${explainCommand(example, folder)}`]),
    ...(unchecked === undefined ? [] : [unchecked]),
  ]
}

function countMessages({ results }: LintRun): { readonly errors: number; readonly warnings: number; readonly all: number } {
  const errors = results.reduce((sum, { errorCount }) => sum + errorCount, 0)
  const warnings = results.reduce((sum, { warningCount }) => sum + warningCount, 0)
  return { errors, warnings, all: errors + warnings }
}

function conclude(
  project: OpenProject, run: LintRun, { allowEmpty = false, maxWarnings = Infinity }: CheckOptions, unread: readonly string[],
): Pick<Outcome, "status" | "warnings"> {
  const { errors, warnings } = countMessages(run)
  const tooMany = warnings > maxWarnings ? [`${count(warnings, "warning")}, and --max-warnings allows ${maxWarnings}.`] : []
  if (errors > 0 || tooMany.length > 0) return { status: 1, warnings: [...unread, ...tooMany] }
  if (!isEmpty(project)) return { status: 0, warnings: unread }
  const { status, warnings: reasons } = refuseEmpty(project, allowEmpty)
  return { status, warnings: [...unread, ...reasons] }
}
