/**
 * Reads: where a member chain or a variable is used.
 *
 * @module
 */
import type { Expression } from "../model/expression.ts"
import type { ReadFact, ReadUse } from "../model/facts.ts"
import type { Range } from "./syntax.ts"
import { readType } from "./types.ts"
import type { Draft, Purpose, Walk } from "./walk.ts"

/** Writes down a read. */
export function recordRead(walk: Walk, value: Expression, use: ReadUse, range: Range, cast?: Purpose["cast"]): void {
  const fact: Draft<ReadFact> = { value, use, region: walk.region, at: walk.places.add(range[0], range[1]) }
  if (cast !== undefined) fact.cast = readType(walk, cast)
  walk.facts.reads.push(fact)
}

/**
 * Writes down the read of a plain name, when it is a parameter, a local or `this`, and something is done with it. The
 * condition that is a plain name counts as an operand; the receiver of a call does not count: its callee says it.
 */
export function recordName(walk: Walk, value: Expression, range: Range, purpose: Purpose): void {
  const { kind } = purpose.use
  if (kind === "other" || kind === "receiver" || kind === "pattern") return
  if (value.kind !== "parameter" && value.kind !== "local" && value.kind !== "this") return
  recordRead(walk, value, purpose.use, range, purpose.cast)
}
