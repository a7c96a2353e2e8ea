/**
 * Paths of files, `/`-separated and without `.` and `..`.
 *
 * @module
 */


/**
 * A file path with `.`, `..` and doubled slashes resolved.
 *
 * @returns the path, without a trailing slash
 */
export function normalizePath(path: string): string {
  const segments: string[] = []
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop()
    else if (segment !== "" && segment !== ".") segments.push(segment)
  }
  return (path.startsWith("/") ? "/" : "") + segments.join("/")
}
