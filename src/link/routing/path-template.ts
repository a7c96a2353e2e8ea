/**
 * Route paths: prefixes joined, every framework's parameters written as `{name}` and wildcards as `{*}`.
 *
 * @module
 */


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
 * Two parts of a path, one after the other; what ends in a dot goes on in the same segment: `/trpc/orders.` and `list`.
 *
 * @returns the joined path; doubled slashes are left for {@link toTemplate}
 */
export function joinPaths(prefix: string, path: string): string {
  if (prefix.endsWith(".") && path !== "") return `${prefix}${path.replace(/^\//, "")}`
  return path === "" || path === "/" ? prefix : `${prefix.replace(/\/$/, "")}/${path.replace(/^\//, "")}`
}

/**
 * The segments of a path template.
 *
 * @returns them without slashes; none for the root
 */
export function segmentsOf(path: string): readonly string[] {
  return path.split("/").filter((segment) => segment !== "")
}

/**
 * Whether every request for `given` lies at or below `wanted`; both are the segments of templates.
 *
 * @returns the answer; a parameter in the prefix stands for any one segment
 */
export function isBelow(given: readonly string[], wanted: readonly string[]): boolean {
  for (let index = 0; index < wanted.length; index += 1) {
    const segment = wanted[index]
    if (segment === "{*}") return true
    const actual = given[index]
    if (actual === undefined || segment === undefined || !fits(actual, segment)) return false
  }
  return true
}

/** A parameter alone fits everything; with text beside it, as in `{id}.pdf`, it fits what has that text. */
function fits(actual: string, segment: string): boolean {
  if (segment === actual || /^\{[^{}]*\}$/.test(segment)) return true
  if (!segment.includes("{")) return false
  const parts = segment.split(/\{[^{}]*\}/).map((text) => text.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`))
  return new RegExp(`^${parts.join(".+")}$`).test(actual.replaceAll(/\{[^{}]*\}/g, "-"))
}

/**
 * Whether a route registered at `pattern` answers every request for `path`; both are the segments of templates.
 *
 * @returns the answer
 */
export function covers(pattern: readonly string[], path: readonly string[]): boolean {
  return isBelow(path, pattern) && (pattern.length === path.length || pattern.includes("{*}"))
}
