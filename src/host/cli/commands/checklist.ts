/**
 * The command `checklist`: the self-check of a backend, item by item.
 *
 * @module
 */
import { formatChecklist, formatMarkdown } from "../checklist/format-checklist.ts"
import { judgeChecklist, type Judgement } from "../checklist/judgement.ts"
import type { ChecklistOptions } from "../options.ts"
import { lintProject } from "../lint.ts"
import { isEmpty, type OpenProject } from "../open-project.ts"
import { listReportedFindings } from "../report/report.ts"
import type { Colors } from "../table.ts"
import { type Outcome, refuseEmpty } from "./outcome.ts"

/** Answers the checklist for a project, with every rule in its widest form. */
export async function answerChecklist(project: OpenProject, options: ChecklistOptions, colors: Colors): Promise<Outcome> {
  const { analysis, settings } = project
  const { format, require: required = [], allowEmpty = false } = options
  const { results, configured } = await lintProject({ analysis, settings, preset: "all", only: [] })
  const accepted = listReportedFindings(
    results.map((result) => ({ ...result, messages: result.suppressedMessages })), configured, analysis)
  const justifications = results.flatMap(({ suppressedMessages }) => suppressedMessages.map(({ suppressions }) => suppressions[0]?.justification ?? ""))
  const judgement = judgeChecklist(analysis.project(), {
    folder: project.folder,
    reported: listReportedFindings(results, configured, analysis),
    accepted: accepted.map((finding, index) => ({ ...finding, justification: justifications[index] ?? "" })),
  })
  if (isEmpty(project) && format !== "json") return { output: "", ...refuseEmpty(project, allowEmpty) }
  const output = format === "json" ? JSON.stringify(judgement, null, 2)
    : format === "markdown" ? formatMarkdown(judgement) : formatChecklist(judgement, colors)
  if (isEmpty(project)) return { output, ...refuseEmpty(project, allowEmpty) }
  const open = listOpen(judgement, required)
  return {
    output,
    warnings: required.length > 0 && open.length > 0 ? [`Required, and not known to hold: ${open.join(", ")}.`] : [],
    status: open.length > 0 ? 1 : 0,
  }
}

/** The items that keep the check from succeeding: those that fail; of those that are required, those that are unknown too. */
function listOpen({ items }: Judgement, required: readonly string[]): readonly string[] {
  if (required.length === 0) return items.filter(({ verdict }) => verdict === "fails").map(({ id }) => id)
  const isRequired = (id: string): boolean => required.includes("all") || required.includes(id)
  return items.filter(({ id, verdict }) => isRequired(id) && verdict !== "holds" && verdict !== "not applicable").map(({ id }) => id)
}
