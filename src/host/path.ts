/**
 * Paths in the one form that everything past the host knows: absolute, `/`-separated, links resolved.
 *
 * @module
 */
import { realpathSync } from "node:fs"

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
