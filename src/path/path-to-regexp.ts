/**
 * Patterns of path-to-regexp 6, as Next and Clerk read them.
 *
 * https://github.com/pillarjs/path-to-regexp/tree/v6.3.0#usage
 *
 * @module
 */
import { examplePath } from "./template.ts"

/** The source of a group from its `(` on: up to the `)` that closes it. */
function groupAt(pattern: string, start: number): string {
  let depth = 0
  for (let index = start; index < pattern.length; index += 1) {
    if (pattern[index] === "\\") index += 1
    else if (pattern[index] === "(") depth += 1
    else if (pattern[index] === ")" && (depth -= 1) === 0) return pattern.slice(start, index + 1)
  }
  return pattern.slice(start)
}

/** A regular expression of what path-to-regexp 6 writes: `/a/:path*`, `/((?!api).*)`, `/:id(\\d+)`. */
function compile(pattern: string): RegExp {
  let source = ""
  for (let index = 0; index < pattern.length; ) {
    const rest = pattern.slice(index)
    const [named, , parameter] = /^(\/?):(\w+)/.exec(rest) ?? []
    if (named !== undefined && parameter !== undefined) {
      const slash = named.startsWith("/") ? "/" : ""
      index += named.length
      const group = pattern[index] === "(" ? groupAt(pattern, index) : ""
      index += group.length
      const [modifier = ""] = /^[*+?]/.exec(pattern.slice(index)) ?? []
      index += modifier.length
      const one = group === "" ? "[^/]+?" : `(?:${group.slice(1, -1)})`
      const many = modifier === "*" || modifier === "+" ? `${slash}${one}(?:/${one})*` : `${slash}${one}`
      source += modifier === "*" || modifier === "?" ? `(?:${many})?` : many
    } else if (pattern[index] === "(") {
      const group = groupAt(pattern, index)
      index += group.length
      source += group.startsWith("(?") ? group : `(?:${group.slice(1, -1)})`
    } else if (pattern[index] === "\\") {
      source += pattern.slice(index, index + 2)
      index += 2
    } else {
      source += (pattern[index] ?? "").replace(/[.+^${}|[\]]/, String.raw`\$&`)
      index += 1
    }
  }
  return new RegExp(`^${source}/?$`)
}

/**
 * Whether one of the patterns covers a path: `config.matcher` of a middleware, `createRouteMatcher([...])` of Clerk.
 * https://nextjs.org/docs/app/api-reference/file-conventions/proxy#matcher
 *
 * @param path a path as routes have it: `/orders/{id}`
 * @returns undefined when a pattern cannot be read
 */
export function matches(patterns: readonly string[], path: string): boolean | undefined {
  const tried = examplePath(path)
  const answers = patterns.map((pattern) => {
    try {
      return compile(pattern).test(tried)
    } catch {
      return undefined
    }
  })
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false
}
