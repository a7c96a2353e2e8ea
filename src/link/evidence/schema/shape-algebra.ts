/**
 * The pieces that shapes of schemas are put together from, whichever way a schema is written.
 *
 * @module
 */
import type { Location } from "../../../model/evidence.ts"
import type { SchemaProperty, SchemaShape } from "../../../model/schemas.ts"
import type { AbstractValue } from "../../../model/values.ts"
import { flatten, literalText, possibleValues, textOf } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { locate } from "../../source/location.ts"

/** The place of a schema that is written nowhere in the project. */
export const NOWHERE: Location = { file: "", start: 0, end: 0, line: 1 }

/** A shape of a kind, of which nothing more is known. */
export function plainShape(kind: SchemaShape["kind"], at: Location): SchemaShape {
  const isSized = kind === "string" || kind === "number" || kind === "array"
  return {
    at, kind, name: undefined, properties: [], isComplete: kind !== "unknown", others: "unknown", isBounded: isSized ? "no" : "unknown",
    items: undefined, branches: [], isOptional: false, hasExample: false, hasDescription: false,
  }
}

/** An entry of an object literal with its place; those of spreads are among them. */
export interface PlacedEntry {
  readonly name: string
  readonly value: AbstractValue
  readonly at: Location
}

/**
 * The entries of an object, later ones in place of earlier ones of the same name.
 *
 * @param spread reads what is spread and is no object literal: `...user.shape`
 * @returns the entries, and whether these are all
 */
export function placedEntries(
  object: AbstractValue, evaluator: Evaluator, spread: (value: AbstractValue) => readonly PlacedEntry[] | undefined = () => undefined, depth = 0,
): { readonly entries: readonly PlacedEntry[]; readonly isComplete: boolean } {
  const only = possibleValues(object)
  const [one] = only
  if (one?.kind !== "object" || only.length > 1 || depth > 8) {
    const known = one === undefined || only.length > 1 ? undefined : spread(one)
    return { entries: known ?? [], isComplete: known !== undefined }
  }
  const { context, value } = one
  const found = new Map<string, PlacedEntry>()
  let isComplete = true
  for (const entry of value.entries) {
    const followed = evaluator.evaluate(entry.value, context)
    const key = entry.name ?? (entry.key === undefined ? undefined : textOf(evaluator.evaluate(entry.key, context)))
    if (key !== undefined) found.set(key, { name: key, value: followed, at: locate(context.module, entry.at) })
    else if (entry.key !== undefined) isComplete = false
    else {
      const inner = placedEntries(followed, evaluator, spread, depth + 1)
      for (const each of inner.entries) found.set(each.name, each)
      isComplete &&= inner.isComplete
    }
  }
  return { entries: [...found.values()], isComplete }
}

/** An entry of an object literal by its name; undefined where there is none. */
export function entryOf(object: AbstractValue | undefined, name: string, evaluator: Evaluator): AbstractValue | undefined {
  return object === undefined ? undefined : placedEntries(object, evaluator).entries.find((entry) => entry.name === name)?.value
}

/**
 * The names that a mask gives: `{ email: true }`, `["email"]`.
 *
 * @returns undefined where they are not known
 */
export function maskOf(mask: AbstractValue | undefined, evaluator: Evaluator): ReadonlySet<string> | undefined {
  if (mask === undefined) return undefined
  if (possibleValues(mask).some((one) => one.kind === "object")) {
    const { entries, isComplete } = placedEntries(mask, evaluator)
    return isComplete ? new Set(entries.filter(({ value }) => value.kind !== "literal" || value.value !== false).map(({ name }) => name)) : undefined
  }
  const texts = flatten([mask]).map((one) => literalText(one))
  return texts.every((text) => text !== undefined) ? new Set(texts) : undefined
}

/** The properties with more of them; one of the same name is replaced. */
export function withProperties(shape: SchemaShape, more: readonly SchemaProperty[], isComplete: boolean): SchemaShape {
  const merged = new Map([...shape.properties, ...more].map((property) => [property.name, property]))
  return { ...shape, kind: "object", properties: [...merged.values()], isComplete: shape.isComplete && isComplete }
}

/** Several schemas that hold together: the properties of all. */
export function allOf(shapes: readonly SchemaShape[], at: Location): SchemaShape {
  const [first] = shapes
  if (first === undefined || shapes.some(({ kind }) => kind !== "object")) return plainShape("unknown", at)
  const whole = shapes.reduce((made, shape) => withProperties(made, shape.properties, shape.isComplete))
  return { ...whole, at, name: undefined, others: "unknown", hasExample: shapes.some(({ hasExample }) => hasExample) }
}

/** The properties of which the names are, or are not, in a mask; all of them, and not all known, where the mask is not known. */
export function masked(shape: SchemaShape, mask: ReadonlySet<string> | undefined, keeps: boolean): SchemaShape {
  if (mask === undefined) return { ...shape, isComplete: false }
  return { ...shape, properties: shape.properties.filter(({ name }) => mask.has(name) === keeps) }
}

/** The properties, or those in the mask, made optional or required. */
export function withOptional(shape: SchemaShape, mask: ReadonlySet<string> | undefined, isOptional: boolean): SchemaShape {
  return { ...shape, properties: shape.properties.map((property) => (mask === undefined || mask.has(property.name) ? { ...property, isOptional } : property)) }
}

const EXAMPLES = ["example", "examples", "_examples"]

/** What an object of notes says: `{ example: "ada@club.org", description: "..." }`. */
export function notesIn(notes: AbstractValue | undefined, evaluator: Evaluator): Pick<SchemaShape, "hasExample" | "hasDescription"> {
  const names = notes === undefined ? [] : placedEntries(notes, evaluator).entries.map(({ name }) => name)
  return { hasExample: names.some((name) => EXAMPLES.includes(name)), hasDescription: names.includes("description") }
}

/** The shape with what notes add to it. */
export function noted(shape: SchemaShape, notes: readonly AbstractValue[], evaluator: Evaluator): SchemaShape {
  const said = notes.map((one) => notesIn(one, evaluator))
  const hasExample = shape.hasExample || said.some((one) => one.hasExample)
  const hasDescription = shape.hasDescription || said.some((one) => one.hasDescription)
  return hasExample === shape.hasExample && hasDescription === shape.hasDescription ? shape : { ...shape, hasExample, hasDescription }
}
