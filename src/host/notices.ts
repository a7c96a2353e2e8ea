/**
 * What a user has to know of an analysis beside its findings, so that a project that was not checked never looks like one in
 * which nothing was found.
 *
 * @module
 */
import { relative } from "node:path/posix"
import packageJson from "../../package.json" with { type: "json" }
import type { Settings } from "../model/settings.ts"
import type { Analysis } from "./analysis.ts"
import { issuesUrl } from "./links.ts"
import { findUnmatchedSettings } from "./unmatched-settings.ts"
import type { Problem } from "./workspace/reading.ts"

/** What to do about a defect, as sentences after what has failed. */
export const defectRemedy = `This is a defect of ${packageJson.name}: what it would have found is missing. `
  + `Please report it at ${issuesUrl}; DEBUG=${packageJson.name} in the environment prints more.`

/** File names that a sentence lists before it only counts. */
const MAXIMUM_LISTED = 5

/** Lists what has failed in an analysis so far, as sentences. */
export function listFailures(analysis: Analysis): readonly string[] {
  return analysis.failures().map((failure) => `${capitalise(failure)}. ${defectRemedy}`)
}

/**
 * Lists what makes the findings of a project incomplete or wrong, as sentences: files on which the analysis fails,
 * configurations that cannot be read, and settings that match nothing.
 *
 * @param settings those whose values are meant for this project and no other
 */
export function listNotices({ workspace, project, failures }: Analysis, settings: Settings): readonly string[] {
  const linked = project()
  const problems = workspace.problems()
  const describe = (kind: Problem["kind"], remedy: string): readonly string[] =>
    problems.filter((one) => one.kind === kind).map((problem) => `${describeProblem(problem, workspace.root)}. ${remedy}`)
  // Of a project that could not be linked nothing is known that a setting could match.
  const unmatched = failures().length > 0 ? [] : findUnmatchedSettings(settings, workspace, linked)
  return [
    ...describe("defect", defectRemedy),
    ...describe("configuration", "Routes whose files are imported by such an alias may be missing."),
    ...unmatched.map(({ setting, value, reason }) =>
      `\`settings.endpoint.${setting}\`: ${JSON.stringify(value)} ${reason}${reason.endsWith("?") ? "" : "."} `
      + `It has no effect in ${workspace.root}: correct it or take it out.`),
  ]
}

/** One sentence about the files that are not analysed; undefined when there are none. */
export function describeSkipped({ workspace }: Analysis): string | undefined {
  const skipped = workspace.problems().filter(({ kind }) => kind === "left out" || kind === "unreadable" || kind === "syntax")
  if (skipped.length === 0) return undefined
  const listed = skipped.slice(0, MAXIMUM_LISTED).map((problem) => describeProblem(problem, workspace.root))
  const rest = skipped.length - listed.length
  return `Not analysed, or not wholly, in ${workspace.root}: ${listed.join("; ")}${rest > 0 ? `; and ${rest} more` : ""}. `
    + "A file that is no source of the backend can be named in `settings.endpoint.ignore`."
}

/** What keeps a file from being analysed at all, as sentences; undefined when nothing does. */
export function describeLeftOut({ workspace }: Analysis, file: string): string | undefined {
  const problem = workspace.problemOf(file)
  if (problem?.kind !== "left out" && problem?.kind !== "unreadable") return undefined
  return `This file is not analysed (${problem.reason}): its routes are missing from what every rule of ${packageJson.name} sees. `
    + "Make it smaller, or name it in `settings.endpoint.ignore` if it is no source of the backend."
}

function describeProblem({ file, line, reason }: Problem, root: string): string {
  return `${relative(root, file)}${line === undefined ? "" : `:${line}`} ${reason}`
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
