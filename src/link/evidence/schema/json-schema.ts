/**
 * JSON Schema, written as object literals, and its words as options of builders.
 *
 * https://json-schema.org/understanding-json-schema/reference
 *
 * @module
 */
import type { Location } from "../../../model/evidence.ts"
import type { SchemaProperty, SchemaShape } from "../../../model/schemas.ts"
import type { AbstractValue } from "../../../model/values.ts"
import { flatten, literalText } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import type { SchemaReader } from "./schema-reader.ts"
import { allOf, noted, placedEntries, plainShape } from "./shape-algebra.ts"

const WORDS = new Set(["$ref", "$id", "allOf", "anyOf", "oneOf", "enum", "const", "properties"])

type Words = ReadonlyMap<string, AbstractValue>

const wordsOf = (object: AbstractValue, evaluator: Evaluator): Words => new Map(placedEntries(object, evaluator).entries.map(({ name, value }) => [name, value]))

/** Whether an object literal is a JSON Schema, and not an object of schemas by name. */
export function isJsonSchema(object: AbstractValue, evaluator: Evaluator): boolean {
  return placedEntries(object, evaluator).entries.some(({ name, value }) =>
    name === "type" ? literalText(value) !== undefined || value.kind === "array"
      : name === "properties" ? value.kind === "object" : WORDS.has(name) && value.kind !== "object" && value.kind !== "result")
}

/** What bounds a string, a number or an array. */
const BOUNDS: Readonly<Record<string, readonly string[]>> = {
  string: ["maxLength", "format", "pattern", "enum", "const"],
  number: ["maximum", "exclusiveMaximum", "enum", "const"],
  array: ["maxItems"],
}

/** Whether keys that are not named pass: `additionalProperties`, `unevaluatedProperties`. */
function othersIn(words: Words): SchemaShape["others"] {
  const said = words.get("additionalProperties") ?? words.get("unevaluatedProperties")
  if (words.has("patternProperties")) return "unknown"
  if (said === undefined) return "unsaid"
  if (said.kind === "literal") return said.value === false ? "refused" : said.value === true ? "allowed" : "unknown"
  return said.kind === "object" && said.value.entries.length === 0 ? "allowed" : "unknown"
}

/**
 * What options in the words of JSON Schema add to a schema: `Type.String({ maxLength: 40 })`.
 *
 * @returns the shape with bounds, with what becomes of other keys, and with its notes
 */
export function withOptions(shape: SchemaShape, options: AbstractValue | undefined, evaluator: Evaluator): SchemaShape {
  if (options === undefined) return shape
  const { isComplete } = placedEntries(options, evaluator)
  const words = wordsOf(options, evaluator)
  const isBounded = (BOUNDS[shape.kind] ?? []).some((word) => words.has(word)) ? "yes" : isComplete || shape.isBounded !== "no" ? shape.isBounded : "unknown"
  const said = othersIn(words)
  const others = shape.kind !== "object" || (said === "unsaid" && isComplete) ? shape.others : said === "unsaid" ? "unknown" : said
  return noted({ ...shape, isBounded, others }, [options], evaluator)
}

/** The one type that a schema names beside `null`. */
function typeOf(words: Words): string | undefined {
  const said = words.get("type")
  if (said === undefined) return words.has("properties") ? "object" : undefined
  const types = flatten([said]).map((one) => literalText(one)).filter((text) => text !== "null")
  return types.length === 1 ? types[0] : "several"
}

/**
 * The shape of a JSON Schema.
 *
 * @returns `any` for one that names no type and nothing else that would refuse anything
 */
export function readJsonSchema(object: AbstractValue, at: Location, reader: SchemaReader): SchemaShape {
  const { evaluator } = reader
  const { isComplete } = placedEntries(object, evaluator)
  const words = wordsOf(object, evaluator)
  const listed = (word: string): readonly SchemaShape[] => flatten([words.get(word) ?? { kind: "array", items: [], isComplete: true }]).map((one) => reader.shapeOf(one))
  if (words.has("$ref")) return noted(plainShape("unknown", at), [object], evaluator)
  if (words.has("allOf")) {
    const own = words.has("properties") ? [readTyped("object", words, at, reader)] : []
    return noted(allOf([...listed("allOf"), ...own], at), [object], evaluator)
  }
  const branches = [...listed("anyOf"), ...listed("oneOf")]
  if (branches.length > 0) return noted({ ...plainShape("other", at), branches }, [object], evaluator)
  const type = typeOf(words)
  if (words.has("enum") || words.has("const") || type === "several") return noted(plainShape("other", at), [object], evaluator)
  if (type === undefined) return noted(plainShape(isComplete && ![...words.keys()].some((word) => /^(?:not|if|is[A-Z]|instanceof|\$)/.test(word)) ? "any" : "unknown", at), [object], evaluator)
  return withOptions(readTyped(type, words, at, reader), object, evaluator)
}

function readTyped(type: string, words: Words, at: Location, reader: SchemaReader): SchemaShape {
  switch (type) {
    case "object":
      return readObject(words, at, reader)
    case "array": {
      const items = words.get("items")
      return { ...plainShape("array", at), items: items === undefined ? undefined : reader.shapeOf(items) }
    }
    case "string":
      return plainShape("string", at)
    case "number":
    case "integer":
      return plainShape("number", at)
    default:
      return plainShape("other", at)
  }
}

function readObject(words: Words, at: Location, reader: SchemaReader): SchemaShape {
  const given = words.get("properties")
  const additional = words.get("additionalProperties")
  if (given === undefined && additional?.kind === "object" && additional.value.entries.length > 0) return { ...plainShape("record", at), items: reader.shapeOf(additional) }
  const { entries, isComplete } = given === undefined ? { entries: [], isComplete: true } : placedEntries(given, reader.evaluator)
  const required = flatten([words.get("required") ?? { kind: "array", items: [], isComplete: true }]).map((one) => literalText(one))
  const properties = entries.map(({ name, value, at: place }): SchemaProperty =>
    ({ name, at: place, schema: reader.shapeOf(value), isOptional: !required.includes(name) && !required.includes(undefined) }))
  return { ...plainShape("object", at), properties, isComplete, others: "unsaid" }
}
