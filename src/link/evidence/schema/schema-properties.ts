/**
 * The properties of object schemas that builders make: `z.object({ ... })`, `...user.shape`, `createUser.shape.email`.
 *
 * @module
 */
import type { SchemaProperty, SchemaShape } from "../../../model/schemas.ts"
import type { AbstractValue } from "../../../model/values.ts"
import { effectOf, validatorOf } from "../../../validators/find.ts"
import { validators } from "../../../validators/index.ts"
import type { SchemaEffect, Validator } from "../../../validators/validator.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { SchemaReader } from "./schema-reader.ts"
import { NOWHERE, placedEntries, type PlacedEntry, plainShape } from "./shape-algebra.ts"

const propertyMembers: ReadonlySet<string> = new Set(validators.flatMap((one) => one.propertyMembers ?? []))
const elementMembers: ReadonlySet<string> = new Set(validators.flatMap((one) => one.elementMembers ?? []))

/** Properties by name, and whether they are all known. */
export interface Properties {
  readonly properties: readonly SchemaProperty[]
  readonly isComplete: boolean
}

/**
 * The properties that an object of schemas says.
 *
 * @param map the object; without one there are none, and all are known
 * @param validator whose words they are in
 */
export function propertiesOf(map: AbstractValue | undefined, validator: Validator | undefined, reader: SchemaReader): Properties {
  if (map === undefined) return { properties: [], isComplete: true }
  const spreads = new Map<AbstractValue, SchemaProperty>()
  const spread = (value: AbstractValue): readonly PlacedEntry[] | undefined => {
    if (value.kind !== "member" || !propertyMembers.has(value.name)) return undefined
    const shape = reader.shapeOf(value.object)
    if (shape.kind !== "object" || !shape.isComplete) return undefined
    return shape.properties.map((property) => {
      const standIn: AbstractValue = { kind: "unknown" }
      spreads.set(standIn, property)
      return { name: property.name, value: standIn, at: property.at }
    })
  }
  const { entries, isComplete } = placedEntries(map, reader.evaluator, spread)
  return { properties: entries.map((entry) => spreads.get(entry.value) ?? propertyOf(entry, validator, reader)), isComplete }
}

function propertyOf({ name: key, value, at }: PlacedEntry, validator: Validator | undefined, reader: SchemaReader): SchemaProperty {
  const suffix = validator?.optionalSuffix
  const hasSuffix = suffix !== undefined && key.endsWith(suffix)
  const schema = reader.shapeOf(value)
  const isOptional = schema.isOptional || hasSuffix || (validator?.isOptionalByDefault === true && !isRequired(value, reader))
  return { name: hasSuffix ? key.slice(0, -suffix.length) : key, at, schema, isOptional }
}

/** The validator that made the schemas in an object. */
export function validatorIn(map: AbstractValue, { evaluator }: SchemaReader): Validator | undefined {
  return [...evaluator.entries(map).values()].map((value) => validatorOf(nameOf(value, evaluator))).find((one) => one !== undefined)
}

/** `Joi.string().required()`, whatever follows. */
function isRequired(schema: AbstractValue, reader: SchemaReader): boolean {
  return possibleValues(schema).some((one) => {
    if (one.kind !== "result") return false
    const { receiver } = reader.evaluator.callee(one.site)
    const effect = effectOfCall(one, reader)
    return effect === "required" || (effect !== "optional" && receiver !== undefined && isRequired(receiver, reader))
  })
}

/** What the method of a call makes of the schema that it is called on; undefined for one that is not known. */
export function effectOfCall(made: Extract<AbstractValue, { kind: "result" }>, { evaluator }: SchemaReader): SchemaEffect | undefined {
  const { method } = evaluator.callee(made.site)
  const validator = validatorOf(nameOf(made, evaluator))
  return method === undefined || validator === undefined ? undefined : effectOf(validator, method)
}

/**
 * The schema that a member of another schema is: `createUser.shape.email`, `tags.element`.
 *
 * @returns undefined where it is none
 */
export function schemaOfMember({ object, name }: Extract<AbstractValue, { kind: "member" }>, reader: SchemaReader): SchemaShape | undefined {
  if (object.kind === "member" && propertyMembers.has(object.name)) {
    return reader.shapeOf(object.object).properties.find((property) => property.name === name)?.schema ?? plainShape("unknown", NOWHERE)
  }
  return elementMembers.has(name) ? reader.shapeOf(object).items : undefined
}
