/**
 * Paths as patterns: whether one answers every request that another one was written for.
 *
 * @module
 */

/** One segment of a path. */
type Segment =
  | { readonly kind: "static"; readonly text: string }
  /** `isFree`: any one segment; else only those that a regular expression fits. */
  | { readonly kind: "parameter"; readonly isFree: boolean }
  /** Everything that is left. */
  | { readonly kind: "rest" }

/** A path as it is written, read. */
export interface Pattern {
  readonly written: string
  /** Undefined for what is optional, repeated, only a part of a segment, or not known at all. */
  readonly segments: readonly Segment[] | undefined
}

function readSegment(text: string): Segment | undefined {
  if (/^[\w.~@!$,;=%-]+$/.test(text)) return { kind: "static", text }
  if (/^:\w+$/.test(text)) return { kind: "parameter", isFree: true }
  if (/^:\w+\([^()]*\)$/.test(text)) return { kind: "parameter", isFree: false }
  if (/^(?:\*\w*|\(\.\*\))$/.test(text)) return { kind: "rest" }
  return undefined
}

/**
 * Reads a path as it is written.
 *
 * Express: https://expressjs.com/en/guide/routing.html; Fastify: https://github.com/delvedor/find-my-way
 *
 * @returns the pattern; without segments where it says more than this can compare
 */
export function readPattern(written: string): Pattern {
  const segments = written.split("/").filter((text) => text !== "").map(readSegment)
  const known = segments.filter((segment) => segment !== undefined)
  const rest = known.findIndex(({ kind }) => kind === "rest")
  const isRead = known.length === segments.length && (rest < 0 || rest === known.length - 1)
  return { written, segments: isRead ? known : undefined }
}

/**
 * Whether two paths are the same but for the names of parameters.
 *
 * @returns false where a part of one is not known
 */
export function isSamePath(one: Pattern, other: Pattern): boolean {
  if (one.written.includes("{*}")) return false
  if (one.written === other.written) return true
  const [left, right] = [one.segments, other.segments]
  if (left === undefined || right === undefined) return false
  return left.length === right.length && left.every((segment, index) => {
    const against = right[index]
    if (segment.kind === "static") return against?.kind === "static" && against.text === segment.text
    return segment.kind === "parameter" ? segment.isFree && against?.kind === "parameter" && against.isFree : against?.kind === "rest"
  })
}

/**
 * Whether every request for `narrow` is one for `wide` too.
 *
 * @returns false where that cannot be told
 */
export function includesPath(wide: Pattern, narrow: Pattern): boolean {
  const [above, below] = [wide.segments, narrow.segments]
  if (above === undefined || below === undefined) return false
  for (const [index, segment] of above.entries()) {
    // `/*` answers for what lies below it; whether for its own root too, frameworks differ.
    if (segment.kind === "rest") return below.length > index
    const given = below[index]
    if (given === undefined || given.kind === "rest") return false
    if (segment.kind === "static" && (given.kind !== "static" || given.text !== segment.text)) return false
    if (segment.kind === "parameter" && !segment.isFree) return false
  }
  return above.length === below.length
}

/**
 * Whether a path ends with a wildcard.
 *
 * @returns the answer
 */
export function isOpenEnded({ segments }: Pattern): boolean {
  return segments?.at(-1)?.kind === "rest"
}
