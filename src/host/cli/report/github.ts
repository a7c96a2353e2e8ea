/**
 * Reports as commands of GitHub's workflows, which show each finding at its line of a pull request:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message
 *
 * @module
 */
import type { Paths } from "./paths.ts"
import type { ReportedFinding } from "./report.ts"

/** One line for each finding. */
export function formatAnnotations(findings: readonly ReportedFinding[], { toName }: Paths): string {
  return findings.map(({ severity, file, region, rule, message }) => {
    const { line, column, endLine, endColumn } = region
    const properties = {
      file: toName(file), line, endLine, col: column, ...(endLine === line ? { endColumn } : {}),
      title: rule === undefined ? "cannot be parsed" : `endpoint/${rule}`,
    }
    const named = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(",")
    return `::${severity} ${named}::${escapeText(message)}`
  }).join("\n")
}

function escapeText(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A")
}

function escapeProperty(text: string): string {
  return escapeText(text).replaceAll(":", "%3A").replaceAll(",", "%2C")
}
