/**
 * The answered checklist for people: in a terminal, and as Markdown for a pull request or a review.
 *
 * @module
 */
import { escapeMarkdown } from "../routes/markdown.ts"
import type { Colors } from "../table.ts"
import { count } from "../words.ts"
import type { AcceptedFinding, ChecklistFinding, JudgedItem, Judgement, Verdict } from "./judgement.ts"

const SHOWN_PLACES = 3

const MARKS: Readonly<Record<Verdict, string>> = { "holds": "✓", "fails": "✗", "unknown": "?", "not applicable": "–" }

/** The list for a terminal. */
export function formatChecklist({ items, findings, summary, accepted }: Judgement, colors: Colors): string {
  const color = { "holds": colors.green, "fails": colors.red, "unknown": colors.yellow, "not applicable": colors.dim }
  return [
    ...byGroup(items).flatMap(([group, members]) => ["", colors.bold(group), ...members.flatMap((item) => [
      `  ${color[item.verdict](MARKS[item.verdict])} ${item.item}  ${colors.dim(`[${item.id}]`)}`,
      `      ${describeCounts(item)}`,
      ...listPlaces(item, findings).map((line) => `        ${line}`),
      ...(item.verdict === "not applicable" ? [] : [colors.dim(`      Left to you: ${uncapitalise(item.remains)}`)]),
    ])]),
    "",
    summarize(summary),
    ...describeAccepted(accepted).map((line) => `  ${line}`),
  ].join("\n").trimStart()
}

/** The list as Markdown. */
export function formatMarkdown({ items, findings, summary, accepted }: Judgement): string {
  return [
    "# Backend self-check",
    "",
    summarize(summary),
    ...byGroup(items).flatMap(([group, members]) => ["", `## ${group}`, "", ...members.flatMap((item) => [
      `- [${item.verdict === "holds" || item.verdict === "not applicable" ? "x" : " "}] **${escapeMarkdown(item.item)}**: ${describeCounts(item)}`,
      ...listPlaces(item, findings).map((line) => `  - ${escapeMarkdown(line)}`),
      ...(item.verdict === "not applicable" ? [] : [`  - _Left to the reviewer: ${uncapitalise(item.remains)}_`]),
    ])]),
    ...(accepted.length === 0 ? [] : ["", `## Accepted by comments`, "", ...describeAccepted(accepted).slice(1).map((line) => `- ${escapeMarkdown(line)}`)]),
    "",
  ].join("\n")
}

function byGroup(items: readonly JudgedItem[]): readonly (readonly [string, readonly JudgedItem[]])[] {
  const groups = [...new Set(items.map(({ group }) => group))]
  return groups.map((group) => [group, items.filter((item) => item.group === group)])
}

function describeCounts({ verdict, unit, counts }: JudgedItem): string {
  const { asked, holds, fails, unknown, exempt } = counts
  const beside = exempt > 0 ? `; ${count(exempt, "route")} exempt` : ""
  if (verdict === "not applicable") return `does not apply${beside}`
  if (unit === "project") return verdict === "holds" ? "holds for the project" : `fails in ${count(fails, "place")}`
  if (verdict === "holds") return `holds for ${asked === 1 ? "the one route" : `all ${asked} routes`}${beside}`
  const parts = ([["fails", fails], ["unknown", unknown], ["holds", holds]] as const).filter(([, number]) => number > 0)
  return `${parts.map(([word, number], index) => `${word} for ${number}${index === 0 ? ` of ${count(asked, "route")}` : ""}`).join(", ")}${beside}`
}

function listPlaces({ id, unknown }: JudgedItem, findings: readonly ChecklistFinding[]): readonly string[] {
  const found = findings.filter(({ item }) => item === id)
    .map(({ file, line, reason, remedy }) => `${file}:${line}  ${reason}${remedy === "" ? "" : ` ${remedy}`}`)
  const open = unknown.map(({ file, line, name, reason }) => `${file}:${line}  ${name}: ${reason}`)
  return [...shorten(found, "failing"), ...shorten(open, "unknown")]
}

function shorten(lines: readonly string[], what: string): readonly string[] {
  const rest = lines.length - SHOWN_PLACES
  return rest > 0 ? [...lines.slice(0, SHOWN_PLACES), `and ${rest} more ${what} (--format json lists all)`] : lines
}

function summarize(summary: Judgement["summary"]): string {
  const parts = [`${summary.holds} hold`, `${summary.fails} fail`, `${summary.unknown} unknown`, `${summary["not applicable"]} not applicable`]
  const all = Object.values(summary).reduce((sum, one) => sum + one, 0)
  return `${count(all, "item")}: ${parts.join(", ")}.`
}

function describeAccepted(accepted: readonly AcceptedFinding[]): readonly string[] {
  if (accepted.length === 0) return []
  return [`${count(accepted.length, "finding")} accepted by comments:`, ...accepted.map(({ file, line, rule, justification }) =>
    `${file}:${line}  ${rule}${justification === "" ? "" : `: ${justification}`}`)]
}

function uncapitalise(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`
}
