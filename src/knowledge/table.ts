/**
 * Tables of canonical names, and the one way to look a name up in them.
 *
 * A pattern is a name whose segments, between dots, may be `{a,b}` (either), `*` (one segment without a call), `*()`
 * (one segment that is a call), `**` (any run of segments, also none) or `**()` (a run of at least one that ends with a
 * call). Everything else is exact; a `()` at the end of a segment counts: `express` and `express()` are two names.
 *
 * @module
 */
import { nameAliases } from "./aliases.ts"

/** A row: the pattern of the names it speaks of, and what is noted of them. */
export type Row<Note> = Note & { readonly name: string }

/** Rows in order. A row whose pattern is exact goes before one with a `*`; among the others the earlier one wins. */
export type Table<Note> = readonly Row<Note>[]

interface Pattern {
  readonly segments: readonly string[]
  readonly row: Row<unknown>
}

interface Index {
  readonly exact: ReadonlyMap<string, Row<unknown>>
  /** Patterns by their first segment; under `""` those that begin with a wildcard. */
  readonly patterns: ReadonlyMap<string, readonly Pattern[]>
  readonly found: Map<string, Row<unknown> | undefined>
}

const indexes = new WeakMap<object, Index>()


/**
 * Finds the row that speaks of a name.
 *
 * @param name a canonical name as the linker makes it; nothing is found for undefined
 * @returns the row, or undefined
 */
export function find<Note>(table: Table<Note>, name: string | undefined): Row<Note> | undefined {
  if (name === undefined) return undefined
  const index = indexOf(table)
  if (!index.found.has(name)) index.found.set(name, search(index, canonicalName(name)))
  return index.found.get(name) as Row<Note> | undefined
}

/**
 * Brings the several names that one thing has to the one that the tables use: `fastify.Fastify()` is `fastify()`.
 *
 * @returns the name that the tables use; the name itself when it has no other
 */
export const canonicalName = aliasesOf(nameAliases)

/**
 * What replaces the beginning of a name, again and again until no alias fits. Longer aliases go first.
 *
 * @param aliases another name of a thing -> the name to use
 * @returns a function from a name to the name to use
 */
export function aliasesOf(aliases: Readonly<Record<string, string>>): (name: string) => string {
  const byRoot = groupAliases(Object.entries(aliases).sort(([one], [other]) => other.length - one.length))
  const replace = (name: string): string => {
    const alias = byRoot.get(firstSegment(name))?.find(([from]) => isPrefix(from, name))
    return alias === undefined ? name : replace(alias[1] + name.slice(alias[0].length))
  }
  return replace
}

/**
 * Writes out the `{a,b}` of a pattern.
 *
 * @returns every pattern without braces that it stands for
 */
export function expandBraces(pattern: string): readonly string[] {
  const open = pattern.indexOf("{")
  const close = pattern.indexOf("}", open)
  if (open < 0 || close < 0) return [pattern]
  const rest = expandBraces(pattern.slice(close + 1))
  return pattern.slice(open + 1, close).split(",")
    .flatMap((choice) => rest.map((end) => pattern.slice(0, open) + choice.trim() + end))
}

function groupAliases(aliases: readonly [string, string][]): ReadonlyMap<string, readonly [string, string][]> {
  const groups = new Map<string, [string, string][]>()
  for (const alias of aliases) {
    const group = groups.get(firstSegment(alias[0]))
    if (group === undefined) groups.set(firstSegment(alias[0]), [alias])
    else group.push(alias)
  }
  return groups
}

function firstSegment(name: string): string {
  const end = name.search(/[.(]/)
  return end < 0 ? name : name.slice(0, end)
}

function isPrefix(prefix: string, name: string): boolean {
  if (!name.startsWith(prefix)) return false
  const next = name[prefix.length]
  return next === undefined || next === "." || next === "("
}

function indexOf(table: Table<unknown>): Index {
  const known = indexes.get(table)
  if (known !== undefined) return known
  const exact = new Map<string, Row<unknown>>()
  const patterns = new Map<string, Pattern[]>()
  for (const row of table) {
    for (const pattern of expandBraces(row.name)) {
      if (!pattern.includes("*")) {
        if (!exact.has(pattern)) exact.set(pattern, row)
        continue
      }
      const segments = pattern.split(".")
      const first = segments[0] ?? ""
      const key = first.includes("*") ? "" : first
      const bucket = patterns.get(key)
      if (bucket === undefined) patterns.set(key, [{ segments, row }])
      else bucket.push({ segments, row })
    }
  }
  const index = { exact, patterns, found: new Map<string, Row<unknown> | undefined>() }
  indexes.set(table, index)
  return index
}

function search(index: Index, name: string): Row<unknown> | undefined {
  const exact = index.exact.get(name)
  if (exact !== undefined) return exact
  const segments = name.split(".")
  for (const key of [segments[0] ?? "", ""]) {
    const hit = index.patterns.get(key)?.find((pattern) => matches(pattern.segments, 0, segments, 0))
    if (hit !== undefined) return hit.row
  }
  return undefined
}

function matches(pattern: readonly string[], from: number, name: readonly string[], at: number): boolean {
  const wanted = pattern[from]
  if (wanted === undefined) return at === name.length
  if (wanted === "**" || wanted === "**()") {
    if (wanted === "**" && matches(pattern, from + 1, name, at)) return true
    for (let end = at; end < name.length; end++) {
      if (wanted === "**()" && !isCall(name[end])) continue
      if (matches(pattern, from + 1, name, end + 1)) return true
    }
    return false
  }
  const segment = name[at]
  if (segment === undefined) return false
  const isMatch = wanted === "*" ? !isCall(segment) : wanted === "*()" ? isCall(segment) : wanted === segment
  return isMatch && matches(pattern, from + 1, name, at + 1)
}

function isCall(segment: string | undefined): boolean {
  return segment?.endsWith("()") === true
}
