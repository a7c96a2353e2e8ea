/**
 * The report of `check` in each of its forms.
 *
 * @module
 */
import plugin from "../../../index.ts"
import type { Analysis } from "../../analysis.ts"
import type { LintRun } from "../lint.ts"
import type { ReportFormat } from "../options.ts"
import { formatAnnotations } from "./github.ts"
import { formatJunit } from "./junit.ts"
import { createPaths } from "./paths.ts"
import { listReportedFindings } from "./report.ts"
import { createSarifLog } from "./sarif.ts"

/** How a report is to look. */
export interface ReportOptions {
  readonly format: ReportFormat
  readonly hasColors: boolean
  /** Absolute path; the names of files in reports for other programs are relative to it. */
  readonly base: string
  /** The folder of the backend as the user named it. */
  readonly folder: string
}

/** Formats a report; nothing where there is nothing to say in that form. */
export async function formatReport(run: LintRun, analysis: Analysis, { format, hasColors, base, folder }: ReportOptions): Promise<string> {
  const { eslint, results, configured } = run
  if (format === "stylish" || format === "json" || format === "html") {
    const formatter = await eslint.loadFormatter(format)
    return formatter.format([...results], { color: hasColors })
  }
  const findings = listReportedFindings(results, configured, analysis)
  const checked = Object.keys(configured).map((name) => name.replace("endpoint/", ""))
  const paths = createPaths(base)
  if (format === "github") return formatAnnotations(findings, paths)
  if (format === "junit") return formatJunit(findings, checked, paths)
  const log = createSarifLog({ findings, checked, urlOf, problems: analysis.workspace.problems(), failures: analysis.failures(), paths, folder })
  return JSON.stringify(log, null, 2)
}

/** The address of a rule's page; undefined where it is one of this machine. */
function urlOf(rule: string): string | undefined {
  const url = plugin.rules[rule]?.meta?.docs?.url
  return url?.startsWith("https://") === true ? url : undefined
}
