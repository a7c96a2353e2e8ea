/**
 * Schemas of whole requests, whose keys name its parts.
 *
 * @module
 */
import { segments, targets } from "../../../knowledge/request-validators.ts"
import { find } from "../../../knowledge/table.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { alternatives } from "../../evaluate/domain.ts"
import type { Follower } from "../../evaluate/evaluator.ts"
import { ingredientsOf } from "../../evaluate/provenance.ts"
import { type Check, isPart } from "./check.ts"
import { keysOf } from "../schema/schema-keys.ts"
import type { Part } from "../../../model/evidence.ts"
import type { Meaning } from "../../../model/values.ts"

/** An object whose keys name parts of the request: `{ body: schema, [Segments.QUERY]: schema }`. */
export function partsByKey(object: Meaning, follower: Follower): readonly (readonly [Part, Meaning])[] {
  const found: (readonly [Part, Meaning])[] = []
  for (const one of alternatives(object)) {
    for (const [key, value] of follower.entries(one)) {
      const part = targets[key] ?? key
      if (isPart(part)) found.push([part, value])
    }
    if (one.kind !== "object") continue
    for (const entry of one.value.entries) {
      const part = entry.key === undefined ? undefined : find(segments, nameOf(follower.follow(entry.key, one.activation), follower))?.part
      if (isPart(part)) found.push([part, follower.follow(entry.value, one.activation)])
    }
  }
  return found
}

/** What a schema was made of: Joi.compile(object), z.object({ body }). */
export function shapeOf(schema: Meaning, follower: Follower, seen = new Set<Meaning>()): Meaning {
  if (seen.has(schema) || seen.size > 64 || partsByKey(schema, follower).length > 0) return schema
  seen.add(schema)
  for (const one of alternatives(schema)) {
    if (one.kind !== "result") continue
    const { receiver, values } = ingredientsOf(one.site, follower)
    for (const value of [...values, ...(receiver === undefined ? [] : [receiver])]) {
      const shape = shapeOf(value, follower, seen)
      if (partsByKey(shape, follower).length > 0) return shape
    }
  }
  return schema
}

/** The fields that a schema checks; all of them where its keys are not known. */
export function fieldsOf(schema: Meaning | undefined, follower: Follower): Check["fields"] {
  return schema === undefined ? "all" : keysOf(schema, follower) ?? "all"
}
