/**
 * Paths in the one form that everything past the host knows: absolute, `/`-separated, links resolved; and what is there.
 *
 * @module
 */
import { realpathSync, statSync, type Stats } from "node:fs"
import { dirname } from "node:path/posix"

/** A path with `/` between its parts. */
export function toPosix(path: string): string {
  return path.includes("\\") && process.platform === "win32" ? path.replaceAll("\\", "/") : path
}

/** The path that a file or folder really has; as given when there is none. */
export function toReal(path: string): string {
  try {
    return toPosix(realpathSync.native(path))
  } catch {
    return toPosix(path)
  }
}

/** The folder and those that contain it, innermost first, up to and including `last`. */
export function foldersUpward(folder: string, last = "/"): string[] {
  const folders = [folder]
  for (let at = folder; at !== last && dirname(at) !== at; folders.push(at)) at = dirname(at)
  return folders
}

/** What the disk says of a file or folder, links followed; undefined when there is none, or none that may be looked at. */
export function findStats(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}
