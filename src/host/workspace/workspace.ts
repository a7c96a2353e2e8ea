/**
 * The files of one project, read once and kept fresh. ESLint tells a plugin nothing of other files, so that freshness is a
 * sweep over their modification times, which budgets itself.
 *
 * @module
 */
import { basename, dirname } from "node:path/posix"
import type { Sources } from "../../link/evaluate/sources.ts"
import type { Module } from "../../model/facts.ts"
import type { Settings } from "../../model/settings.ts"
import { type Cache, openCache } from "./cache.ts"
import { type Changes, createChanges } from "./changes.ts"
import { defer } from "./deferred.ts"
import { byPath, createFileTable, type FileState, type FileTable } from "./file-table.ts"
import { createGitignore } from "./gitignore.ts"
import { createListing, type Listing } from "./listing.ts"
import { findRepository } from "./packages.ts"
import { createPace } from "./pace.ts"
import { findStats, foldersUpward } from "./path.ts"
import type { Problem, ReadTree } from "./reading.ts"
import { createResolver, type Resolver } from "./resolve.ts"
import { isSourceName, selectFiles, type Selection } from "./selection.ts"
import { createSources } from "./sources.ts"
import { createTsconfigs, type Tsconfigs } from "./tsconfig.ts"
import { createVersions, type Versions } from "./versions.ts"
import { createWatchedPaths, type WatchedPaths } from "./watched.ts"

/** The project of a root. */
export interface Workspace {
  readonly root: string
  /** The folder of the repository: nothing above it is read. */
  readonly repository: string
  /** Rises whenever something that the linker could see has changed. */
  readonly generation: number
  /** The sources of this generation, which an edit does not change while it lasts. */
  readonly sources: Sources
  /** Absolute paths of the project's files, in order. */
  files(): readonly string[]
  /** What keeps files, and the configurations that count for them, from being read; in path order. */
  problems(): readonly Problem[]
  /** The problem of one file. */
  problemOf(file: string): Problem | undefined
  /** Looks for changes on disk, if it is time to. The first call reads everything. */
  refresh(): void
  /**
   * Tells what a file says in the editor, which counts until the file changes on disk. A file that is not the project's is
   * passed over.
   */
  update(file: string, text: string, parse: () => ReadTree): void
  /**
   * The spans that a file has in {@link Workspace.sources}, when an edit has moved them since without changing what the file
   * says.
   */
  movedFrom(file: string): Module["spans"] | undefined
  module(file: string): Module | undefined
}

/** How a workspace is made. */
export interface WorkspaceOptions {
  /** Absolute, real path. */
  readonly root: string
  readonly settings: Settings
  /** Milliseconds. */
  readonly clock?: () => number
  /** Called now and then while files are read for the first time. */
  readonly onProgress?: (filesRead: number) => void
}

/**
 * Files from which a cache on disk is worth its first run: writing takes a third of the time that reading the source does,
 * and a smaller project is read in less than a second.
 */
const CACHE_FROM = 2000
/** Names that are watched in the root and in every folder above it, up to the repository. */
const WATCHED = ["package.json", "tsconfig.json", "pnpm-workspace.yaml", "node_modules"]

/** What a workspace is made of. */
interface Parts {
  readonly root: string
  readonly repository: string
  readonly changes: Changes
  readonly selection: Selection
  readonly listing: Listing
  readonly watched: WatchedPaths
  readonly tsconfigs: Tsconfigs
  readonly resolver: Resolver
  readonly versions: Versions
  /** The files under the root. */
  readonly files: FileTable
  /** Files that imports lead to and that are not listed. */
  readonly others: FileTable
  /** The spans that a file has in the sources of this generation, where an edit has moved them since. */
  readonly moved: Map<string, Module["spans"]>
  /** Open while everything is read for the first time. */
  cache: Cache | undefined
}

/** Makes the workspace of a root. Nothing is read before the first {@link Workspace.refresh}. */
export function createWorkspace(options: WorkspaceOptions): Workspace {
  const parts = createParts(options)
  const { root, repository, files, others, moved } = parts
  const pace = createPace(options.clock ?? Date.now)
  let generation = 0
  let sources: Sources | undefined

  /** Begins a new generation when something has changed. */
  const settle = (): void => {
    const { hasFacts, hasStructure } = parts.changes.take()
    if (hasStructure) {
      parts.resolver.clear()
      parts.versions.clear()
    }
    if (!hasFacts && !hasStructure) return
    generation += 1
    sources = undefined
    moved.clear()
  }

  const module = (file: string): Module | undefined => files.has(file) ? files.get(file)?.module : readOther(parts, file)

  return {
    root,
    repository,
    get generation() {
      return generation
    },
    get sources() {
      if (sources !== undefined) return sources
      // What is linked stays as it is: an edit that only moves code replaces the module in the table, but not here.
      const modules = files.entries().flatMap(([, state]) => state.module ?? [])
      moved.clear()
      sources = createSources({ ...parts, settings: options.settings, modules, module })
      return sources
    },
    files: () => files.entries().map(([file]) => file),
    problems: () => listProblems(parts),
    problemOf: (file) => (files.get(file) ?? others.get(file))?.problem,
    refresh() {
      pace.run(() => {
        if (generation === 0) readAll(parts, options.onProgress)
        else sweep(parts)
        settle()
      })
    },
    update(file, text, parse) {
      const table = findTable(parts, file)
      if (table === undefined) return
      table.overlay(file, text, parse)
      settle()
    },
    movedFrom: (file) => moved.get(file),
    module,
  }
}

function createParts({ root, settings }: WorkspaceOptions): Parts {
  const repository = findRepository(root)
  const selection = selectFiles(root, settings.ignore ?? [], createGitignore(root, repository))
  const changes = createChanges()
  const watched = createWatchedPaths(changes)
  const tsconfigs = createTsconfigs(repository, (file) => {
    if (!watched.has(file)) watched.add(file)
  })
  const moved = new Map<string, Module["spans"]>()
  const options = { changes, moved, cache: (): Cache | undefined => parts.cache }
  const parts: Parts = {
    root,
    repository,
    changes,
    selection,
    listing: createListing(root, selection),
    watched,
    tsconfigs,
    resolver: createResolver(repository, tsconfigs),
    versions: createVersions(repository),
    files: createFileTable(options),
    others: createFileTable(options),
    moved,
    cache: undefined,
  }
  return parts
}

function readAll(parts: Parts, onProgress: WorkspaceOptions["onProgress"]): void {
  const { root, repository, files, watched, changes } = parts
  const cache = openCache(root, repository)
  parts.cache = cache
  refreshListing(parts, onProgress)
  parts.cache = undefined
  for (const folder of foldersUpward(root, repository)) for (const name of WATCHED) watched.add(`${folder}/${name}`)
  changes.addFacts()
  changes.addStructure()
  const entries = files.entries()
  if (cache === undefined || entries.length < CACHE_FROM || !entries.some(([, state]) => isFresh(state))) return
  const readings = entries.map(([file, state]) => [file, state.stamp, state] as const)
  defer(() => cache.write(readings))
}

/** Compares everything that is known with the disk. */
function sweep(parts: Parts): void {
  refreshListing(parts)
  parts.files.sweep()
  parts.others.sweep()
  parts.watched.sweep()
}

function refreshListing({ listing, files, others, watched, changes }: Parts, onProgress?: WorkspaceOptions["onProgress"]): void {
  const change = listing.refresh()
  for (const path of change.manifests) watched.add(path)
  for (const file of change.removed) files.remove(file)
  for (const file of change.added) {
    files.add(file)
    others.forget(file)
    if (files.size % 100 === 0) onProgress?.(files.size)
  }
  if (change.added.length === 0 && change.manifests.length === 0) return
  changes.addFacts()
  changes.addStructure()
}

/** Reads a file outside the listing: the source of a package that an import leads to. */
function readOther({ repository, others }: Parts, file: string): Module | undefined {
  if (!others.has(file)) {
    if (!isSourceName(file) || !`${file}/`.startsWith(`${repository}/`) || file.includes("/node_modules/")) return undefined
    const stats = findStats(file)
    if (stats?.isFile() === true) others.add(file, stats)
  }
  return others.get(file)?.module
}

function listProblems({ files, others, tsconfigs }: Parts): readonly Problem[] {
  const entries = [...files.entries(), ...others.entries()]
  const ofFiles = entries.flatMap(([, { problem }]) => problem ?? [])
  return [...ofFiles, ...tsconfigs.problems(new Set(entries.map(([file]) => dirname(file))))].sort(byFile)
}

function byFile(one: Problem, other: Problem): number {
  return byPath([one.file, one], [other.file, other])
}

/** The table that the text of a file in an editor belongs to; undefined when the file is not the project's. */
function findTable({ files, others, listing, selection }: Parts, file: string): FileTable | undefined {
  for (const table of [files, others]) if (table.has(file)) return table.get(file)?.module === undefined ? undefined : table
  return listing.folder(dirname(file)) !== undefined && selection.includesFile(dirname(file), basename(file)) ? files : undefined
}

/** Whether a module was read from source, not from the cache. */
function isFresh(state: FileState): boolean {
  return state.module !== undefined && !("encoded" in state.module)
}
