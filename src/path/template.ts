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
 * @returns the answer; a parameter in the prefix stands for any one segment, a wildcard for one or more, at the end also for none
 */
export const isBelow = (given: readonly string[], wanted: readonly string[]): boolean => follows(given, wanted, false)

/**
 * Whether a route registered at `pattern` answers every request for `path`; both are the segments of templates.
 *
 * @returns the answer
 */
export const covers = (pattern: readonly string[], path: readonly string[]): boolean => follows(path, pattern, true)

/** Whether `given` is one of the paths that `wanted` stands for; with `isWhole` nothing may be left of it. */
function follows(given: readonly string[], wanted: readonly string[], isWhole: boolean): boolean {
  let [at, next] = [0, 0]
  // Where the last wildcard stands, and the first segment after those that it was given.
  let [wildcard, after] = [-1, 0]
  for (;;) {
    const [actual, segment] = [given[at], wanted[next]]
    if (segment === undefined && (!isWhole || actual === undefined)) return true
    if (segment === "{*}") {
      if (next === wanted.length - 1) return true
      if (actual === undefined) return false
      wildcard = next
      after = at + 1
    } else if (actual !== undefined && segment !== undefined && fits(actual, segment)) {
      at += 1
      next += 1
      continue
    } else {
      // The wildcard takes one segment more.
      if (wildcard < 0 || after >= given.length) return false
      after += 1
    }
    at = after
    next = wildcard + 1
  }
}

/** A parameter alone fits everything; with text beside it, as in `{id}.pdf`, it fits what has that text. */
function fits(actual: string, segment: string): boolean {
  if (segment === actual || /^\{[^{}]*\}$/.test(segment)) return true
  if (!segment.includes("{")) return false
  const parts = segment.split(/\{[^{}]*\}/).map((text) => text.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`))
  return new RegExp(`^${parts.join(".+")}$`).test(actual.replaceAll(/\{[^{}]*\}/g, "-"))
}

/** A path with its parameters unnamed: `/orders/{id}` and `/orders/:order` are `/orders/{}`. A wildcard stays `{*}`; a slash at the end goes. */
export const shapeOf = (path: string): string =>
  path.replaceAll(/\{(?!\*\})[^{}]*\}|:[A-Za-z_]\w*(?:\([^()]*\))?/g, "{}").replace(/(?<=.)\/$/, "")

/** A path that a request for a template may have: its parameters and wildcards are `1`. */
export const examplePath = (template: string): string => template.replaceAll(/\{[^}]*\}/g, "1")
