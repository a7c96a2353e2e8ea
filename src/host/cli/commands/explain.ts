/**
 * The command `explain`: what is known of a route, and why.
 *
 * @module
 */
import type { ExplainOptions } from "../options.ts"
import { explainRoutes } from "../explanation.ts"
import { findRoutes } from "../find-routes.ts"
import { formatExplanation } from "../format-explanation.ts"
import { lintProject } from "../lint.ts"
import type { OpenProject } from "../open-project.ts"
import { listReportedFindings } from "../report/report.ts"
import type { Colors } from "../table.ts"
import type { Outcome } from "./outcome.ts"

/** Routes that are explained in full; a guard may be met by hundreds. */
const SHOWN_ROUTES = 3

/**
 * Explains the routes that are meant.
 *
 * @param asked a request or a place, as the user wrote it
 * @throws UsageError when there is no such route
 */
export async function explain(asked: string, { analysis, settings }: OpenProject, { format }: ExplainOptions, colors: Colors): Promise<Outcome> {
  const project = analysis.project()
  const { results, configured } = await lintProject({ analysis, settings, preset: "all", only: [] })
  const findings = listReportedFindings(results, configured, analysis)
  const routes = findRoutes(asked, project, findings)
  if (format === "json") return { output: JSON.stringify(explainRoutes(routes, project, findings), null, 2), warnings: [], status: 0 }
  const shown = explainRoutes(routes.slice(0, SHOWN_ROUTES), project, findings).routes.map((one) => formatExplanation(one, colors))
  const others = routes.slice(SHOWN_ROUTES).map(({ method, path }) => `  ${method} ${path}`)
  const rest = others.length === 0 ? [] : [["Met by these routes too:", ...others].join("\n")]
  return { output: [...shown, ...rest].join(`\n\n${"─".repeat(60)}\n\n`), warnings: [], status: 0 }
}
