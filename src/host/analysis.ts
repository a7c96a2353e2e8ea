/**
 * A workspace, linked, and what the rules say of it: each computed once per generation.
 *
 * @module
 */
import { frameworks } from "../frameworks/index.ts"
import { linkProject } from "../link/project/link.ts"
import type { Location } from "../model/evidence.ts"
import type { Module } from "../model/facts.ts"
import type { Project } from "../model/project.ts"
import type { Settings } from "../model/settings.ts"
import { orms } from "../orm/index.ts"
import type { Finding, Rule } from "../rule.ts"
import { debug, describeError } from "./debug.ts"
import { createWorkspace, type Workspace, type WorkspaceOptions } from "./workspace/workspace.ts"

/** Everything known of the project of one root and its settings. */
export interface Analysis {
  readonly workspace: Workspace
  /** The linked project of the current generation; of a project on which the linker fails, an empty one. */
  project(): Project
  /** What a rule finds in a file. Places are where the text of the file has them now. */
  findings(rule: Rule, options: object, file: string): readonly Finding[]
  /** What went wrong in this generation through a defect of this plugin. */
  failures(): readonly string[]
}

type FindingsByFile = ReadonlyMap<string, readonly Finding[]>

const MAXIMUM_ANALYSES = 8
const analyses = new Map<string, Analysis>()

/** The analysis of a root under given settings; the few that were used last are kept. */
export function findAnalysis(options: WorkspaceOptions): Analysis {
  const key = `${options.root}\n${JSON.stringify(options.settings)}`
  const analysis = analyses.get(key) ?? createAnalysis(options)
  analyses.delete(key)
  analyses.set(key, analysis)
  for (const oldest of [...analyses.keys()].slice(0, -MAXIMUM_ANALYSES)) analyses.delete(oldest)
  return analysis
}

/**
 * Makes an analysis that nobody else shares.
 *
 * @param linker turns the sources into the project that rules read
 */
export function createAnalysis(options: WorkspaceOptions, linker: typeof linkProject = linkProject): Analysis {
  const workspace = createWorkspace(options)
  const found = new Map<string, FindingsByFile>()
  let project: Project | undefined
  let failures: string[] = []
  let generation = -1

  const fail = (what: string, error: unknown): void => {
    failures.push(`${what} failed: ${describeError(error)}`)
    debug(`${what} failed: ${error instanceof Error ? error.stack ?? "" : String(error)}`)
  }

  const startGeneration = (): void => {
    if (generation === workspace.generation) return
    generation = workspace.generation
    project = undefined
    failures = []
    found.clear()
  }

  const link = (): Project => {
    startGeneration()
    if (project !== undefined) return project
    const begin = performance.now()
    try {
      project = linker(workspace.sources, { frameworks, orms })
    } catch (error) {
      fail("linking", error)
      project = { root: workspace.root, routes: [], applications: [], unresolved: [], defects: [], strings: () => [], calls: () => [], errorHandlers: [], upgradeListeners: () => [], loggers: [], unmountedRouters: () => [], listeners: () => [], loadedValues: () => [] }
    }
    debug(`linked ${workspace.files().length} files in ${Math.round(performance.now() - begin)} ms`)
    return project
  }

  const check = (rule: Rule, options: object): FindingsByFile => {
    const byFile = new Map<string, Finding[]>()
    try {
      for (const finding of rule.check(link(), options)) {
        const list = byFile.get(finding.at.file)
        if (list === undefined) byFile.set(finding.at.file, [finding])
        else list.push(finding)
      }
    } catch (error) {
      fail(`rule ${rule.name}`, error)
    }
    return byFile
  }

  return {
    workspace,
    project: link,
    findings(rule, options, file) {
      startGeneration()
      const key = `${rule.name}\n${JSON.stringify(options)}`
      const all = found.get(key) ?? check(rule, options)
      found.set(key, all)
      return (all.get(file) ?? []).map((finding) => moveFinding(finding, workspace))
    },
    failures: () => failures,
  }
}

/** The same finding where an edit that changed no facts has moved it. */
function moveFinding(finding: Finding, workspace: Workspace): Finding {
  const before = workspace.movedFrom(finding.at.file)
  const now = workspace.module(finding.at.file)
  if (before === undefined || now === undefined) return finding
  const move = (at: Location): Location => at.file === finding.at.file ? moveLocation(at, before, now.spans) : at
  const moved = {
    ...finding,
    at: move(finding.at),
    ...(finding.evidence === undefined ? {} : { evidence: finding.evidence.map((one) => ({ ...one, at: move(one.at) })) }),
  }
  if (finding.suggestions === undefined) return moved
  const suggestions = finding.suggestions.map((suggestion) =>
    ({ ...suggestion, edits: suggestion.edits.map((edit) => ({ ...edit, at: move(edit.at) })) }))
  return { ...moved, suggestions }
}

function moveLocation(at: Location, before: Module["spans"], now: Module["spans"]): Location {
  const start = findOffset(at.start, before, now)
  const end = findOffset(at.end, before, now)
  if (start === undefined || end === undefined) return at
  return { file: at.file, start: start.offset, end: end.offset, line: start.line }
}

/** Where an offset that some span begins or ends at is now. */
function findOffset(
  offset: number,
  before: Module["spans"],
  now: Module["spans"],
): { readonly offset: number; readonly line: number } | undefined {
  for (let at = 0; at < before.length; at += 3) {
    const line = now[at + 2] ?? 1
    if (before[at] === offset) return { offset: now[at] ?? offset, line }
    if (before[at + 1] === offset) return { offset: now[at + 1] ?? offset, line }
  }
  return undefined
}

/** Settings without those that say nothing, in one order, so that equal settings are one analysis. */
export function normalizeSettings(settings: Settings): Settings {
  const named = Object.entries(settings).filter(([name, value]) => name !== "root" && value !== undefined)
  return Object.fromEntries(named.sort(([one], [other]) => (one < other ? -1 : 1)))
}
