/**
 * A project of the command line: found, read, linked, and what has to be said of it whatever was asked.
 *
 * @module
 */
import { statSync } from "node:fs"
import { relative, resolve } from "node:path"
import { frameworks } from "../../frameworks/index.ts"
import type { Settings } from "../../model/settings.ts"
import { type Analysis, findAnalysis, normalizeSettings } from "../analysis.ts"
import { findUnmatchedSettings } from "../unmatched-settings.ts"
import { toReal } from "../workspace/path.ts"
import type { ProjectOptions } from "./options.ts"
import { UsageError } from "./usage-error.ts"
import { createProgress } from "./progress.ts"
import { count } from "./words.ts"

/** A project that has been read and linked. */
export interface OpenProject {
  readonly analysis: Analysis
  readonly settings: Settings
  /** The folder as the user named it. */
  readonly folder: string
}

/** What the options for settings are called. */
const OPTIONS = { public: "--public", guards: "--guard", validators: "--validator", ignore: "--ignore" } as const

/**
 * Reads and links the project in a folder.
 *
 * @throws UsageError when there is no such folder
 */
export function openProject(folder: string, options: ProjectOptions): OpenProject {
  const root = findRoot(folder)
  const settings = readProjectSettings(options)
  const progress = createProgress()
  const analysis = findAnalysis({ root, settings, onProgress: progress.show })
  analysis.workspace.refresh()
  analysis.project()
  progress.clear()
  return { analysis, settings, folder }
}

function findRoot(folder: string): string {
  const stats = statSync(resolve(folder), { throwIfNoEntry: false })
  if (stats === undefined) throw new UsageError(`There is no folder "${folder}".`)
  if (!stats.isDirectory()) throw new UsageError(`"${folder}" is a file. Name the folder of the backend, where its package.json is.`)
  return toReal(resolve(folder))
}

function readProjectSettings({ public: routes, guard, validator, ignore }: ProjectOptions): Settings {
  const given = Object.entries({ public: routes, guards: guard, validators: validator, ignore })
  return normalizeSettings(Object.fromEntries(given.filter(([, values]) => values !== undefined)))
}

/** Whether nothing was found that a request could call. */
export function isEmpty({ analysis }: OpenProject): boolean {
  return analysis.project().routes.length === 0
}

/** Whether a rule or the linker failed: then nothing that was or was not found can be relied on. */
export function hasFailed({ analysis }: OpenProject): boolean {
  return analysis.failures().length > 0
}

/** Says why there is no route. */
export function explainEmpty({ analysis, folder }: OpenProject): string {
  const { workspace } = analysis
  const { applications: [application], unresolved } = analysis.project()
  const files = workspace.files().length
  if (files === 0) return `No JavaScript or TypeScript source in "${folder}".`
  const problems = workspace.problems().map(({ file, line, reason }) =>
    `  ${relative(workspace.root, file)}${line === undefined ? "" : `:${line}`}  ${reason}`)
  const missed = unresolved.map(({ at, reason }) => `  ${relative(workspace.root, at.file)}:${at.line}  ${reason}`)
  if (application !== undefined) {
    return [
      `No routes in "${folder}": ${relative(workspace.root, application.at.file)}:${application.at.line} creates an application of ${application.framework}, `
      + "and no route on it was found.",
      ...problems, ...missed,
    ].join("\n")
  }
  if (problems.length + missed.length > 0) return [`No routes in "${folder}". What could not be read may hold some:`, ...problems, ...missed].join("\n")
  const packages = frameworks.flatMap((framework) => framework.packages).join(", ")
  return `No backend in "${folder}": ${count(files, "file")} read, and none creates routes with one of ${packages}.`
}

/** Lines that are to be shown beside whatever was asked: settings without effect, and defects of this program. */
export function listWarnings({ analysis, settings }: OpenProject): readonly string[] {
  const unmatched = findUnmatchedSettings(settings, analysis.workspace, analysis.project()).map(({ setting, value, reason }) =>
    `${OPTIONS[setting]} "${value}" ${reason}${reason.endsWith("?") ? "" : "."}`)
  const failures = analysis.failures().map((failure) =>
    `${failure}. This is a defect of eslint-plugin-endpoint; DEBUG=eslint-plugin-endpoint tells more.`)
  return [...unmatched, ...failures]
}
