/**
 * Files beside the source whose change can change what a specifier, a version or a model means: manifests, configurations,
 * schemas and installations.
 *
 * @module
 */
import type { Changes } from "./changes.ts"
import { findStats } from "./path.ts"

/** Paths whose modification times are compared. */
export interface WatchedPaths {
  /** Compares a path from now on; it need not be there yet. */
  add(path: string): void
  has(path: string): boolean
  list(): readonly string[]
  /** Compares every path with the disk, and notes a change of structure where one differs. */
  sweep(): void
}

/** Makes an empty set of paths. */
export function createWatchedPaths(changes: Changes): WatchedPaths {
  const times = new Map<string, number>()
  return {
    add: (path) => void times.set(path, readTime(path)),
    has: (path) => times.has(path),
    list: () => [...times.keys()],
    sweep() {
      for (const [path, mtimeMs] of times) {
        const now = readTime(path)
        if (now === mtimeMs) continue
        times.set(path, now)
        changes.addStructure()
      }
    },
  }
}

/** Milliseconds; 0 when there is nothing of that path. */
function readTime(path: string): number {
  return findStats(path)?.mtimeMs ?? 0
}
