/**
 * What git leaves out: https://git-scm.com/docs/gitignore
 *
 * @module
 */
import { readFileSync } from "node:fs"
import { dirname } from "node:path/posix"
import gitignore, { type Ignore } from "ignore"
import { findStats, foldersUpward } from "./path.ts"

/** The `.gitignore` files that count under a root. */
export interface Gitignore {
  /** Whether an entry of a folder is left out. An entry of a folder that is left out itself is not asked about. */
  ignores(folder: string, name: string, isFolder: boolean): boolean
  /** Whether a file that was read has changed since. */
  hasChanged(): boolean
  /** Forgets what was read. */
  clear(): void
}

/** The rules of one file, and when it was read. */
interface RuleFile {
  readonly mtimeMs: number
  readonly rules: Ignore | undefined
}

/**
 * Makes the reader of a root's `.gitignore` files. What the repository leaves out as a whole, such as a root in a folder of
 * output, is not left out under that root.
 *
 * @param repository absolute path of the folder above which nothing is read
 */
export function createGitignore(root: string, repository: string): Gitignore {
  const files = new Map<string, RuleFile>()
  let last: string | undefined

  const readRules = (folder: string): Ignore | undefined => {
    const known = files.get(folder)
    if (known !== undefined) return known.rules
    const read = readRuleFile(folder)
    files.set(folder, read)
    return read.rules
  }

  /** The outermost folder whose rules count: the repository, unless something there leaves the root out. */
  const findLast = (): string => {
    const above = foldersUpward(root, repository).slice(1)
    return above.some((folder) => readRules(folder)?.ignores(`${root.slice(folder.length + 1)}/`) === true) ? root : repository
  }

  return {
    ignores(folder, name, isFolder) {
      last ??= findLast()
      const path = `${folder}/${name}${isFolder ? "/" : ""}`
      // The innermost file that says anything decides.
      for (let at = folder; ; at = dirname(at)) {
        const rules = readRules(at)
        const verdict = rules?.test(path.slice(at.length + 1))
        if (verdict?.unignored === true) return false
        // A folder that this file leaves out, and that is asked about all the same, was taken in again by a file further in.
        if (verdict?.ignored === true && (at === folder || rules?.ignores(`${folder.slice(at.length + 1)}/`) === false)) return true
        if (at === last || dirname(at) === at) return false
      }
    },
    hasChanged: () => [...files].some(([folder, { mtimeMs }]) => mtimeMs !== 0 && readTime(folder) !== mtimeMs),
    clear() {
      files.clear()
      last = undefined
    },
  }
}

/** Milliseconds; 0 when the folder has no such file. */
function readTime(folder: string): number {
  return findStats(`${folder}/.gitignore`)?.mtimeMs ?? 0
}

function readRuleFile(folder: string): RuleFile {
  const mtimeMs = readTime(folder)
  if (mtimeMs === 0) return { mtimeMs, rules: undefined }
  try {
    return { mtimeMs, rules: gitignore.default({ ignorecase: false }).add(readFileSync(`${folder}/.gitignore`, "utf8")) }
  } catch {
    // git cannot read it either, and then leaves nothing out.
    return { mtimeMs, rules: undefined }
  }
}
