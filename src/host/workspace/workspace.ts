/**
 * The files of one project, read once and kept fresh. ESLint tells a plugin nothing of other files, so that freshness is a
 * sweep over their modification times, which budgets itself.
 *
 * @module
 */
import type { Stats } from "node:fs"
import { basename, dirname } from "node:path/posix"
import type { Sources } from "../../link/evaluate/sources.ts"
import type { Module, SchemaModel } from "../../model/facts.ts"
import type { Settings } from "../../model/settings.ts"
import { type Cache, openCache, type Stamp } from "./cache.ts"
import { defer } from "./deferred.ts"
import { isSameFacts } from "./encoding.ts"
import { createListing } from "./listing.ts"
import { findRepository, findVersion, foldersUpward } from "./packages.ts"
import { createPace } from "./pace.ts"
import { findStats } from "./path.ts"
import { extractModule, hashText, type Problem, readSource, type Reading, type ReadTree } from "./reading.ts"
import { createResolver } from "./resolve.ts"
import { findSchemas, readSchemas } from "./schemas.ts"
import { isSourceName, selectFiles } from "./selection.ts"

/** A file, when it was read, and what that gave. */
interface FileState extends Reading {
  readonly stamp: Stamp
}

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
  problems(): readonly Problem[]
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

/** Makes the workspace of a root. Nothing is read before the first {@link Workspace.refresh}. */
export function createWorkspace({ root, settings, clock = Date.now, onProgress }: WorkspaceOptions): Workspace {
  const repository = findRepository(root)
  const selection = selectFiles(root, settings.ignore ?? [])
  const resolver = createResolver(repository)
  const listing = createListing(root, selection)
  const pace = createPace(clock)
  const files = new Map<string, FileState>()
  /** Files that imports lead to and that are not listed. */
  const others = new Map<string, FileState>()
  /** Modification times of manifests and installations. */
  const manifests = new Map<string, number>()
  const versions = new Map<string, string | undefined>()
  const moved = new Map<string, Module["spans"]>()
  let cache: Cache | undefined
  let generation = 0
  let sources: Sources | undefined
  let hasNewFacts = false
  let hasNewStructure = false

  const readState = (file: string, { mtimeMs, size }: Stats): FileState => {
    const stamp = { mtimeMs, size }
    return { stamp, ...(cache?.read(file, stamp) ?? readSource(file, size)) }
  }

  const addFile = (file: string): void => {
    const stats = findStats(file)
    if (stats === undefined) return
    files.set(file, readState(file, stats))
    others.delete(file)
    if (files.size % 100 === 0) onProgress?.(files.size)
    hasNewFacts = true
    hasNewStructure = true
  }

  const removeFile = (states: Map<string, FileState>, file: string): void => {
    if (!states.delete(file)) return
    hasNewFacts = true
    hasNewStructure = true
  }

  const refreshListing = (): void => {
    const change = listing.refresh()
    for (const path of change.manifests) watch(path)
    for (const file of change.removed) removeFile(files, file)
    for (const file of change.added) addFile(file)
  }

  const watch = (path: string): void => {
    manifests.set(path, findStats(path)?.mtimeMs ?? 0)
    hasNewStructure = true
  }

  /** Takes over what a file says now. */
  const accept = (states: Map<string, FileState>, file: string, before: FileState, now: FileState): void => {
    if (before.module === undefined || now.module === undefined || !isSameFacts(before.module.facts, now.module.facts)) {
      states.set(file, now)
      hasNewFacts = true
      return
    }
    if (!moved.has(file)) moved.set(file, before.module.spans)
    states.set(file, { ...now, module: { file, facts: before.module.facts, spans: now.module.spans } })
  }

  const checkFile = (states: Map<string, FileState>, file: string, before: FileState): void => {
    const stats = findStats(file)
    if (stats?.mtimeMs === before.stamp.mtimeMs && stats.size === before.stamp.size) return
    if (stats === undefined) {
      removeFile(states, file)
      return
    }
    const now = readState(file, stats)
    if (now.hash === before.hash && now.hash !== "") states.set(file, { ...before, stamp: now.stamp })
    else accept(states, file, before, now)
  }

  const build = (): void => {
    cache = openCache(root, repository)
    refreshListing()
    for (const folder of foldersUpward(root, repository)) {
      for (const name of ["package.json", "tsconfig.json", "pnpm-workspace.yaml", "node_modules"]) watch(`${folder}/${name}`)
    }
    const isWorthKeeping = files.size >= CACHE_FROM && [...files.values()].some(isFresh)
    const opened = cache
    cache = undefined
    if (opened !== undefined && isWorthKeeping) {
      const readings = Array.from(files, ([file, state]) => [file, state.stamp, state] as const)
      defer(() => opened.write(readings))
    }
    hasNewFacts = true
  }

  const sweep = (): void => {
    refreshListing()
    for (const [file, state] of [...files]) checkFile(files, file, state)
    for (const [file, state] of [...others]) checkFile(others, file, state)
    for (const [path, mtimeMs] of manifests) if ((findStats(path)?.mtimeMs ?? 0) !== mtimeMs) watch(path)
  }

  /** Begins a new generation when something has changed. */
  const settle = (): void => {
    if (hasNewStructure) {
      resolver.clear()
      versions.clear()
    }
    if (hasNewFacts || hasNewStructure) {
      generation += 1
      sources = undefined
      moved.clear()
    }
    hasNewFacts = false
    hasNewStructure = false
  }

  const readOther = (file: string): Module | undefined => {
    const known = others.get(file)
    if (known !== undefined) return known.module
    if (!isSourceName(file) || !`${file}/`.startsWith(`${repository}/`) || file.includes("/node_modules/")) return undefined
    const stats = findStats(file)
    if (stats === undefined || !stats.isFile()) return undefined
    const state = readState(file, stats)
    others.set(file, state)
    return state.module
  }

  const module = (file: string): Module | undefined => files.has(file) ? files.get(file)?.module : readOther(file)

  const listSchemas = (): readonly SchemaModel[] => {
    const own = [...manifests.keys()].filter((path) => path.endsWith(".prisma") && path.startsWith(`${root}/`))
    const paths = own.length > 0 ? own : findSchemas(repository)
    // One outside the root is looked at again from now on, as those under it are.
    for (const path of paths) if (!manifests.has(path)) manifests.set(path, findStats(path)?.mtimeMs ?? 0)
    return readSchemas(paths)
  }

  const createSources = (): Sources => {
    let schemas: readonly SchemaModel[] | undefined
    // What is linked stays as it is: an edit that only moves code replaces the module, but not here.
    const modules = [...files].sort(byPath).flatMap(([, state]) => state.module ?? [])
    const known = new Map<string, Module | undefined>(modules.map((each) => [each.file, each]))
    moved.clear()
    return {
      root,
      settings,
      modules,
      module(file) {
        if (!known.has(file)) known.set(file, module(file))
        return known.get(file)
      },
      resolve: (specifier, from) => resolver.resolve(specifier, from),
      version(name, from) {
        const key = `${name}\n${dirname(from)}`
        if (!versions.has(key)) versions.set(key, findVersion(name, dirname(from), repository))
        return versions.get(key)
      },
      schemaModels: () => (schemas ??= listSchemas()),
      list(folder) {
        const state = listing.folder(folder)
        return state === undefined ? [] : [...state.folders, ...state.files].sort().map((name) => `${folder}/${name}`)
      },
    }
  }

  return {
    root,
    repository,
    get generation() {
      return generation
    },
    get sources() {
      sources ??= createSources()
      return sources
    },
    files: () => [...files].sort(byPath).map(([file]) => file),
    problems: () => [...files, ...others].sort(byPath).flatMap(([, state]) => state.problem ?? []),
    refresh() {
      pace.run(() => {
        if (generation === 0) build()
        else sweep()
        settle()
      })
    },
    update(file, text, parse) {
      const before = files.get(file) ?? others.get(file)
      const isNew = before === undefined && listing.folder(dirname(file)) !== undefined && selection.includesFile(dirname(file), basename(file))
      if (!isNew && before?.module === undefined) return
      const hash = hashText(text)
      if (hash === before?.hash) return
      const now: FileState = {
        stamp: before?.stamp ?? { mtimeMs: 0, size: 0 },
        hash,
        module: extractModule(file, text, parse()),
        problem: undefined,
      }
      if (before === undefined) {
        files.set(file, now)
        hasNewFacts = true
        hasNewStructure = true
      } else {
        accept(files.has(file) ? files : others, file, before, now)
      }
      settle()
    },
    movedFrom: (file) => moved.get(file),
    module,
  }
}

/** Whether a module was read from source, not from the cache. */
function isFresh(state: FileState): boolean {
  return state.module !== undefined && !("encoded" in state.module)
}

function byPath([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : one > other ? 1 : 0
}
