/**
 * The files of a workspace with what they say: read, compared with the disk, and overlaid with what an editor holds.
 *
 * @module
 */
import type { Stats } from "node:fs"
import type { Module } from "../../model/facts.ts"
import type { Cache, Stamp } from "./cache.ts"
import type { Changes } from "./changes.ts"
import { isSameFacts } from "./encoding.ts"
import { findStats } from "./path.ts"
import { hashText, type Reading, readSource, readTree, type ReadTree } from "./reading.ts"

/** A file, when it was read, and what that gave. */
export interface FileState extends Reading {
  readonly stamp: Stamp
}

/** The states of files by absolute path. */
export interface FileTable {
  has(file: string): boolean
  get(file: string): FileState | undefined
  readonly size: number
  /** In path order. */
  entries(): readonly (readonly [file: string, state: FileState])[]
  /** Reads a file; one that is not there is passed over. */
  add(file: string, stats?: Stats): void
  /** Removes a file that is there no longer. */
  remove(file: string): void
  /** Removes a file that is in another table from now on. */
  forget(file: string): void
  /** Compares every file with the disk, and reads those that have changed. */
  sweep(): void
  /** Takes over what a file says in an editor. */
  overlay(file: string, text: string, parse: () => ReadTree): void
}

/** What a table needs of its workspace. */
export interface FileTableOptions {
  readonly changes: Changes
  /** The spans that a file had when its facts were linked, where an edit has moved them since. */
  readonly moved: Map<string, Module["spans"]>
  /** The cache on disk while it is open. */
  readonly cache: () => Cache | undefined
}

/** Makes an empty table. */
export function createFileTable({ changes, moved, cache }: FileTableOptions): FileTable {
  const states = new Map<string, FileState>()

  const read = (file: string, { mtimeMs, size }: Stats): FileState => {
    const stamp = { mtimeMs, size }
    return { stamp, ...(cache()?.read(file, stamp) ?? readSource(file, size)) }
  }

  const remove = (file: string): void => {
    if (!states.delete(file)) return
    changes.addFacts()
    changes.addStructure()
  }

  const accept = (file: string, before: FileState, now: FileState): void => {
    if (before.module === undefined || now.module === undefined || !isSameFacts(before.module.facts, now.module.facts)) {
      states.set(file, now)
      changes.addFacts()
      return
    }
    if (!moved.has(file)) moved.set(file, before.module.spans)
    states.set(file, { ...now, module: { file, facts: before.module.facts, spans: now.module.spans } })
  }

  const compare = (file: string, before: FileState): void => {
    const stats = findStats(file)
    if (stats?.mtimeMs === before.stamp.mtimeMs && stats.size === before.stamp.size) return
    if (stats === undefined) {
      remove(file)
      return
    }
    const now = read(file, stats)
    if (now.hash === before.hash && now.hash !== "") states.set(file, { ...before, stamp: now.stamp })
    else accept(file, before, now)
  }

  return {
    has: (file) => states.has(file),
    get: (file) => states.get(file),
    get size() {
      return states.size
    },
    entries: () => [...states].sort(byPath),
    add(file, stats = findStats(file)) {
      if (stats === undefined) return
      states.set(file, read(file, stats))
    },
    remove,
    forget: (file) => void states.delete(file),
    sweep() {
      for (const [file, state] of [...states]) compare(file, state)
    },
    overlay(file, text, parse) {
      const before = states.get(file)
      const hash = hashText(text)
      if (hash === before?.hash) return
      const stamp = before?.stamp ?? { mtimeMs: 0, size: 0 }
      const now: FileState = { stamp, ...readTree(file, text, hash, parse()) }
      if (before !== undefined) {
        accept(file, before, now)
        return
      }
      states.set(file, now)
      changes.addFacts()
      changes.addStructure()
    },
  }
}

/** Orders entries by their path, in code units. */
export function byPath([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : one > other ? 1 : 0
}
