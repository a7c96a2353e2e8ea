/**
 * Schemas of whole requests, whose keys name its parts.
 *
 * @module
 */
import type { Part } from "../../../model/evidence.ts"
import type { AbstractValue } from "../../../model/values.ts"
import { partOfKey } from "../../../validators/find.ts"
import { partNames } from "../../../validators/part-names.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { operandsOf } from "../../evaluate/provenance.ts"
import { namedFields } from "../schema/schema-fields.ts"
import type { SchemaReader } from "../schema/schema-reader.ts"
import { type Check, isPart } from "./check.ts"

/** An object whose keys name parts of the request: `{ body: schema, [Segments.QUERY]: schema }`. */
export function partsByKey(object: AbstractValue, evaluator: Evaluator): readonly (readonly [Part, AbstractValue])[] {
  const found: (readonly [Part, AbstractValue])[] = []
  for (const one of possibleValues(object)) {
    for (const [key, value] of evaluator.entries(one)) {
      const part = partNames[key] ?? key
      if (isPart(part)) found.push([part, value])
    }
    if (one.kind !== "object") continue
    for (const entry of one.value.entries) {
      const part = entry.key === undefined ? undefined : partOfKey(nameOf(evaluator.evaluate(entry.key, one.context), evaluator))
      if (isPart(part)) found.push([part, evaluator.evaluate(entry.value, one.context)])
    }
  }
  return found
}

/** What a schema was made of: Joi.compile(object), z.object({ body }). */
export function partsShape(schema: AbstractValue, evaluator: Evaluator, seen = new Set<AbstractValue>()): AbstractValue {
  if (seen.has(schema) || seen.size > 64 || partsByKey(schema, evaluator).length > 0) return schema
  seen.add(schema)
  for (const one of possibleValues(schema)) {
    if (one.kind !== "result") continue
    const { receiver, values } = operandsOf(one.site, evaluator)
    for (const value of [...values, ...(receiver === undefined ? [] : [receiver])]) {
      const shape = partsShape(value, evaluator, seen)
      if (partsByKey(shape, evaluator).length > 0) return shape
    }
  }
  return schema
}

/** The fields that a schema checks; all of them where its keys are not known. */
export function fieldsOf(schema: AbstractValue | undefined, schemas: SchemaReader): Check["fields"] {
  return schema === undefined ? "all" : namedFields(schemas.shapeOf(schema)) ?? "all"
}
