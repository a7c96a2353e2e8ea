/**
 * The files under a root, and how they change: a folder is listed again when its modification time moves, which it does
 * when an entry is added, deleted or renamed.
 *
 * @module
 */
import { findStats } from "./path.ts"
import type { Folder, Selection } from "./selection.ts"

/** Absolute paths of what has changed since the listing was last looked at. */
export interface ListingChange {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  /** Manifests that were not there before. */
  readonly manifests: readonly string[]
}

/** The source files under a root. */
export interface Listing {
  /** The contents of a folder under the root; undefined when it is none, or none to look into. */
  folder(path: string): Folder | undefined
  /** Looks at the disk. The first call adds everything. */
  refresh(): ListingChange
}

interface FolderState extends Folder {
  readonly mtimeMs: number
}

const EMPTY: Folder = { files: [], folders: [], manifests: [] }

/** Makes the listing of a root; nothing is looked at before the first {@link Listing.refresh}. */
export function createListing(root: string, selection: Selection): Listing {
  const folders = new Map<string, FolderState>()
  let added: string[] = []
  let removed: string[] = []
  let manifests: string[] = []

  const setFolder = (folder: string, before: Folder, mtimeMs: number): void => {
    const now = { mtimeMs, ...selection.list(folder) }
    folders.set(folder, now)
    const missing = (names: readonly string[], others: readonly string[]): string[] => {
      const known = new Set(others)
      return names.filter((name) => !known.has(name)).map((name) => `${folder}/${name}`)
    }
    added.push(...missing(now.files, before.files))
    removed.push(...missing(before.files, now.files))
    manifests.push(...missing(now.manifests, before.manifests))
    for (const path of missing(before.folders, now.folders)) removeFolder(path)
    for (const path of missing(now.folders, before.folders)) addFolder(path)
  }

  const addFolder = (folder: string): void => {
    const stats = findStats(folder)
    if (stats !== undefined) setFolder(folder, EMPTY, stats.mtimeMs)
  }

  const removeFolder = (folder: string): void => {
    const state = folders.get(folder)
    folders.delete(folder)
    for (const name of state?.files ?? []) removed.push(`${folder}/${name}`)
    for (const name of state?.folders ?? []) removeFolder(`${folder}/${name}`)
  }

  /** Lists again the folders that have changed, or all when a `.gitignore` has. */
  const sweep = (isWhole: boolean): void => {
    if (isWhole) selection.clear()
    for (const [folder, state] of [...folders]) {
      // A folder may have gone with one around it.
      if (!folders.has(folder)) continue
      const stats = findStats(folder)
      if (stats === undefined) removeFolder(folder)
      else if (isWhole || stats.mtimeMs !== state.mtimeMs) setFolder(folder, state, stats.mtimeMs)
    }
  }

  return {
    folder: (path) => folders.get(path),
    refresh() {
      added = []
      removed = []
      manifests = []
      if (folders.size === 0) {
        addFolder(root)
        return { added, removed, manifests }
      }
      sweep(selection.hasChanged())
      // A new one counts for folders that were listed before it.
      if (manifests.some((path) => path.endsWith("/.gitignore"))) sweep(true)
      return { added, removed, manifests }
    },
  }
}
