/**
 * Route paths: prefixes joined, every framework's parameters written as `{name}` and wildcards as `{*}`.
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

/**
 * A path as OpenAPI writes it: `/users/:id` is `/users/{id}`, a wildcard `{*}`.
 *
 * Express 4 and 5: https://expressjs.com/en/guide/routing.html; Fastify: https://github.com/delvedor/find-my-way
 *
 * @returns the path template, without a trailing slash; `/` for the root
 */
export function toTemplate(path: string): string {
  const template = path
    .replaceAll("::", "\u0000")
    // Express 5 optional groups: /users{/:id}
    .replaceAll(/\{(?!\*\})([^{}]*)\}/g, "$1")
    .replaceAll(/:(\w+)(?:\([^)]*\))?[?+*]?/g, "{$1}")
    .replaceAll(/\{\*\}|\*\w*/g, "{*}")
    .replaceAll(/\((?:\?:)?[^)]*\)/g, "{*}")
    .replaceAll("\u0000", ":")
  const joined = `/${template}`.replaceAll(/\/{2,}/g, "/").replace(/(?<=.)\/$/, "")
  return joined
}

/**
 * Two parts of a path, one after the other.
 *
 * @returns the joined path; doubled slashes are left for {@link toTemplate}
 */
export function joinPaths(prefix: string, path: string): string {
  return path === "" || path === "/" ? prefix : `${prefix.replace(/\/$/, "")}/${path.replace(/^\//, "")}`
}

const segmentsOf = (path: string): readonly string[] => path.split("/").filter((segment) => segment !== "")

/**
 * Whether every request for `path` lies at or below `prefix`; both are templates.
 *
 * @returns the answer; a parameter in the prefix stands for any one segment
 */
export function isBelow(path: string, prefix: string): boolean {
  const wanted = segmentsOf(prefix)
  const given = segmentsOf(path)
  for (const [index, segment] of wanted.entries()) {
    if (segment === "{*}") return true
    const actual = given[index]
    if (actual === undefined) return false
    if (segment !== actual && !segment.startsWith("{")) return false
  }
  return true
}

/**
 * Whether a route registered at `pattern` answers every request for `path`; both are templates.
 *
 * @returns the answer
 */
export function covers(pattern: string, path: string): boolean {
  const isSameLength = segmentsOf(pattern).length === segmentsOf(path).length
  return isBelow(path, pattern) && (isSameLength || pattern.includes("{*}"))
}
