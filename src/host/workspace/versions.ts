/**
 * Versions of packages as files see them, remembered until manifests or installations change.
 *
 * @module
 */
import { dirname } from "node:path/posix"
import { findVersion } from "./packages.ts"

/** Finds versions. */
export interface Versions {
  /** The installed version, or the range that a manifest asks for, as the file `from` sees it; undefined when there is none. */
  find(name: string, from: string): string | undefined
  /** Forgets everything. */
  clear(): void
}

/**
 * Makes a memory of versions.
 *
 * @param repository absolute path of the folder above which nothing is read
 */
export function createVersions(repository: string): Versions {
  const known = new Map<string, string | undefined>()
  return {
    find(name, from) {
      const key = `${name}\n${dirname(from)}`
      if (!known.has(key)) known.set(key, findVersion(name, dirname(from), repository))
      return known.get(key)
    },
    clear: () => known.clear(),
  }
}
