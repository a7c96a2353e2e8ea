/**
 * What methods of schemas make of the schema that they are called on.
 *
 * @module
 */
import type { SchemaShape } from "../../../model/schemas.ts"
import type { AbstractValue } from "../../../model/values.ts"
import type { SchemaEffect, Validator } from "../../../validators/validator.ts"
import { propertiesOf } from "./schema-properties.ts"
import type { SchemaReader } from "./schema-reader.ts"
import { masked, maskOf, noted, plainShape, withOptional, withProperties } from "./shape-algebra.ts"

/**
 * The shape that a method makes of another.
 *
 * @param values the arguments of the method
 * @param validator whose method it is
 */
export function applyEffect(effect: SchemaEffect, shape: SchemaShape, values: readonly AbstractValue[], validator: Validator | undefined, reader: SchemaReader): SchemaShape {
  const { evaluator } = reader
  const [first] = values
  switch (effect) {
    case "keep":
      return shape
    case "required":
      return { ...shape, isOptional: false }
    case "optional":
      return { ...shape, isOptional: true }
    case "bound":
      return shape.kind === "any" ? { ...shape, kind: "other" } : { ...shape, isBounded: "yes" }
    case "blur":
      return blurred(shape)
    case "partial":
    case "mandatory":
      return withOptional(shape, first === undefined ? undefined : maskOf(first, evaluator), effect === "partial")
    case "open":
      return { ...shape, others: "allowed" }
    case "drop":
      return { ...shape, others: "dropped" }
    case "refuse":
      return { ...shape, others: "refused" }
    case "openUnless":
      return { ...shape, others: isOpened(first) }
    case "extend":
      return extended(shape, first, validator, reader)
    case "merge":
      return merged(shape, first === undefined ? plainShape("unknown", shape.at) : reader.shapeOf(first))
    case "pick":
    case "omit":
      return masked(shape, maskOf(first, evaluator), effect === "pick")
    case "list":
      return { ...plainShape("array", shape.at), items: shape }
    case "items":
      return { ...shape, items: first === undefined ? undefined : reader.shapeOf(first) }
    case "either":
      return { ...plainShape("other", shape.at), branches: [shape, ...(first === undefined ? [] : [reader.shapeOf(first)])] }
    case "describe":
      return { ...shape, hasDescription: true }
    case "example":
      return { ...shape, hasExample: true }
    case "notes":
      return noted(shape, values, evaluator)
  }
}

/** Code of its own may have added a check, or let fields through. */
function blurred(shape: SchemaShape): SchemaShape {
  if (shape.kind === "any") return { ...shape, kind: "unknown" }
  const isDecided = shape.others === "refused" || shape.others === "dropped"
  return { ...shape, ...(shape.isBounded === "no" && { isBounded: "unknown" }), ...(!isDecided && { others: "unknown" }) }
}

/** `unknown()`, `unknown(true)`, `unknown(false)`. */
function isOpened(option: AbstractValue | undefined): SchemaShape["others"] {
  if (option === undefined) return "allowed"
  if (option.kind !== "literal") return "unknown"
  return option.value === false ? "refused" : "allowed"
}

function extended(shape: SchemaShape, map: AbstractValue | undefined, validator: Validator | undefined, reader: SchemaReader): SchemaShape {
  const { properties, isComplete } = propertiesOf(map, validator, reader)
  const isFirst = validator?.isOpenWithoutShape === true && shape.properties.length === 0 && shape.others === "allowed"
  return withProperties(isFirst ? { ...shape, others: "refused" } : shape, properties, isComplete)
}

function merged(shape: SchemaShape, other: SchemaShape): SchemaShape {
  if (other.kind !== "object") return { ...shape, isComplete: false, others: "unknown" }
  return { ...withProperties(shape, other.properties, other.isComplete), others: other.others }
}
