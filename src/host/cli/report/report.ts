/**
 * What `check` found, with all that a report may want to show of it.
 *
 * @module
 */
import type { ESLint, Linter } from "eslint"
import { rules } from "../../../../rules/index.ts"
import type { Evidence } from "../../../model/evidence.ts"
import type { Route } from "../../../model/route.ts"
import type { Finding } from "../../../rule.ts"
import type { Analysis } from "../../analysis.ts"
import { createFingerprints } from "./fingerprint.ts"

/** One finding, or a file that could not be parsed. */
export interface ReportedFinding {
  /** The rule's name without prefix; undefined for a file that could not be parsed. */
  readonly rule: string | undefined
  readonly severity: "error" | "warning"
  readonly message: string
  /** The message in two parts: what is wrong, and what to do. */
  readonly reason: string
  readonly remedy: string
  /** Absolute path. */
  readonly file: string
  /** Lines and columns are counted from one; the end is exclusive. */
  readonly region: { readonly line: number; readonly column: number; readonly endLine: number; readonly endColumn: number }
  /** The same for the same finding after an edit elsewhere in the file. */
  readonly fingerprint: string
  readonly routes: readonly Route[]
  readonly evidence: readonly Evidence[]
}

/**
 * Lists the findings of ESLint's results, each with what the rule knows beside its message.
 *
 * @param configured the rules that were run
 */
export function listReportedFindings(
  results: readonly ESLint.LintResult[], configured: Linter.RulesRecord, analysis: Analysis,
): readonly ReportedFinding[] {
  return results.flatMap(({ filePath, messages, source }) => {
    const file = filePath.replaceAll("\\", "/")
    const lines = (source ?? "").split(/\r?\n/u)
    const fingerprintOf = createFingerprints(file.slice(analysis.workspace.root.length + 1))
    return messages.map((message): ReportedFinding => {
      const rule = message.ruleId?.replace("endpoint/", "")
      const finding = rule === undefined ? undefined : findOrigin(rule, message, configured, file, analysis)
      const { line, column, endLine = line, endColumn = column } = message
      return {
        rule,
        severity: message.severity === 2 ? "error" : "warning",
        message: message.message,
        ...splitMessage(rule, message, finding),
        file,
        region: { line, column, endLine, endColumn },
        fingerprint: fingerprintOf(rule ?? "syntax", message.messageId ?? "", lines[line - 1] ?? ""),
        routes: finding?.routes ?? [],
        evidence: finding?.evidence ?? [],
      }
    })
  })
}

/** Cuts a message where its template has the end of the first sentence: names that are filled in may have full stops too. */
function splitMessage(
  name: string | undefined, { messageId, message }: Linter.LintMessage, finding: Finding | undefined,
): { readonly reason: string; readonly remedy: string } {
  const template = rules.find((one) => one.name === name)?.messages[messageId ?? ""] ?? ""
  const [, reason = "", remedy = ""] = /^(.*?[^.]\.)\s+(?=[A-Z`{])(.*)$/su.exec(template) ?? []
  if (finding === undefined || remedy === "") return { reason: message, remedy: "" }
  const fill = (text: string): string => text.replaceAll(/\{\{\s*(\w+)\s*\}\}/gu, (_, key: string) => String(finding.data?.[key] ?? ""))
  return { reason: fill(reason), remedy: fill(remedy) }
}

/** The finding that a message was made of. */
function findOrigin(
  name: string, { line, messageId, message }: Linter.LintMessage, configured: Linter.RulesRecord, file: string, analysis: Analysis,
): Finding | undefined {
  const rule = rules.find((one) => one.name === name)
  if (rule === undefined) return undefined
  const entry = configured[`endpoint/${name}`]
  const given = Array.isArray(entry) ? entry[1] as object | undefined : undefined
  const alike = analysis.findings(rule, { ...rule.defaults, ...given }, file)
    .filter((finding) => finding.at.line === line && finding.message === messageId)
  return alike.find(({ data = {} }) => Object.values(data).every((word) => message.includes(String(word)))) ?? alike[0]
}
