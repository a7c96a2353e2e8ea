/**
 * Which part of the request a value is, or was made of.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import type { Part } from "../../../model/evidence.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isTaintedByRequest, originsOf } from "../../evaluate/provenance.ts"

/** A part of the request, or one field of it; `field` is undefined for the whole part. */
export interface PartField {
  readonly part: Part
  readonly field: string | undefined
  /** Canonical name: `request.body.email`. */
  readonly name: string
}

/**
 * The part of the request that a value itself is.
 *
 * @returns undefined for anything else, also for what was computed from it
 */
export function partOf(value: AbstractValue, framework: Framework, evaluator: Evaluator): PartField | undefined {
  for (const one of possibleValues(value)) {
    const each = one.kind === "each" ? one.of : one
    const name = nameOf(each, evaluator) === undefined ? undefined : nameInside(each, evaluator)
    if (name === undefined) continue
    const found = partNamed(name, framework)
    if (found !== undefined) return found
  }
  return undefined
}

/** The name of a value, what was read from text by `JSON.parse` as what the text was. */
function nameInside(value: AbstractValue, evaluator: Evaluator, depth = 0): string | undefined {
  if (depth > 12) return undefined
  if (value.kind === "member") {
    const object = nameInside(value.object, evaluator, depth + 1)
    return object === undefined ? undefined : `${object}.${value.name}`
  }
  if (value.kind === "result" && nameOf(value, evaluator) === "JSON.parse()") {
    const [text] = evaluator.arguments(value.site)
    return text === undefined ? undefined : nameInside(text, evaluator, depth + 1)
  }
  return nameOf(value, evaluator)
}

/**
 * The part that a canonical name is in: `request.body.user.email` is field `user` of the body.
 *
 * @returns undefined when it is none
 */
export function partNamed(name: string, framework: Framework): PartField | undefined {
  for (const [prefix, part] of Object.entries(framework.inputs)) {
    // `request.file` is one field of what is sent, `request.body` the whole of it.
    const isWhole = prefix === `request.${part}` || !Object.hasOwn(framework.inputs, `request.${part}`)
    if (!isWhole && (name === prefix || name.startsWith(`${prefix}.`))) return { part, field: prefix.slice("request.".length), name: prefix }
    if (name === prefix) return { part, field: undefined, name }
    if (!name.startsWith(`${prefix}.`)) continue
    const field = name.slice(prefix.length + 1).split(".")[0]
    // A method of the whole part, such as hasOwnProperty(), is no field.
    return field === undefined || field.endsWith("()") ? { part, field: undefined, name: prefix } : { part, field, name: `${prefix}.${field}` }
  }
  return undefined
}

/** Objects spread into objects further down than this are left. */
const SPREADS = 4

/**
 * The parts of the request that an object literal is a copy of: `{ ...request.query, ...request.body }`.
 *
 * @returns none for any other value
 */
export function wholeCopiesIn(value: AbstractValue, framework: Framework, evaluator: Evaluator, depth = 0): readonly PartField[] {
  if (value.kind !== "object" || depth > SPREADS) return []
  const spreads = value.value.entries.filter(({ name, key }) => name === undefined && key === undefined)
  return spreads.flatMap((entry) => possibleValues(evaluator.evaluate(entry.value, value.context)).flatMap((one) => {
    const part = partOf(one, framework, evaluator)
    return part === undefined ? wholeCopiesIn(one, framework, evaluator, depth + 1) : part.field === undefined ? [part] : []
  }))
}

/** A part met inside a value, and the calls through which it went there. */
export interface PartOrigin extends PartField {
  readonly via: readonly CallSite[]
  readonly isArgument: boolean
}

/**
 * Every part of the request that a value was made of.
 *
 * @returns the parts; the request itself, handed on whole, is not among them
 */
export function partsIn(value: AbstractValue, framework: Framework, evaluator: Evaluator): readonly PartOrigin[] {
  const memo = known.get(framework) ?? new WeakMap<AbstractValue, readonly PartOrigin[]>()
  known.set(framework, memo)
  const found = memo.get(value) ?? findParts(value, framework, evaluator)
  memo.set(value, found)
  return found
}

const known = new WeakMap<Framework, WeakMap<AbstractValue, readonly PartOrigin[]>>()

function findParts(value: AbstractValue, framework: Framework, evaluator: Evaluator): readonly PartOrigin[] {
  if (!isTaintedByRequest(value, evaluator)) return []
  const found: PartOrigin[] = []
  for (const { name, via, isArgument, value: one } of originsOf(value, evaluator)) {
    // A member's own origin says it better than that of the object it is taken from.
    if (name === undefined || (one.kind !== "member" && one.kind !== "role" && one.kind !== "each")) continue
    const part = partNamed(name, framework)
    if (part === undefined) continue
    if (part.field === undefined && found.some((other) => other.part === part.part && other.field !== undefined)) continue
    if (!found.some((other) => other.name === part.name)) found.push({ ...part, via, isArgument })
  }
  return found
}
