/**
 * Schemas: the keys they name, and whether they say anything.
 *
 * @module
 */
import { find } from "../../../knowledge/table.ts"
import { weakSchemas } from "../../../knowledge/validators.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { alternatives } from "../../evaluate/domain.ts"
import type { Follower } from "../../evaluate/evaluator.ts"
import type { Meaning } from "../../../model/values.ts"

/** Makers of an object schema whose first argument holds its keys. */
const OBJECTS = /(?:^|\.)(?:object|strictObject|Object|keys|shape|Struct)\(\)$/

/** Methods that keep the keys of what they are called on. */
const KEEPING = /\.(?:strict|strip|refine|superRefine|transform|partial|required|describe|meta|openapi|label|optional|options|prefs|noUnknown|min|max|brand|readonly|with|and|or|xor|oxor)\(\)$/

/**
 * The keys of an object schema.
 *
 * @returns undefined when they are not known, or when keys beside them pass too
 */
export function keysOf(schema: Meaning, follower: Follower, depth = 0): ReadonlySet<string> | undefined {
  // Several schemas that all hold.
  if (schema.kind === "array") {
    const each = schema.items.map((item) => keysOf(item, follower, depth + 1))
    return each.every((keys) => keys !== undefined) ? new Set(each.flatMap((keys) => [...keys])) : undefined
  }
  for (const one of alternatives(schema)) {
    if (one.kind !== "result" || depth > 12) continue
    const name = nameOf(one, follower)
    if (name === undefined || find(weakSchemas, name) !== undefined) return undefined
    const { receiver } = follower.callee(one.site)
    const [first] = follower.arguments(one.site)
    if (OBJECTS.test(name) && first?.kind === "object") {
      const keys = new Set(follower.entries(first).keys())
      const hasSpread = first.value.entries.some((entry) => entry.name === undefined)
      return hasSpread || keys.size === 0 ? undefined : keys
    }
    return KEEPING.test(name) && receiver !== undefined ? keysOf(receiver, follower, depth + 1) : undefined
  }
  return undefined
}

/**
 * Whether a schema lets everything through, or says nothing: `z.any()`, `Type.Unknown()`, `{}`.
 *
 * @returns true only when that is certain
 */
export function isEmptySchema(schema: Meaning, follower: Follower): boolean {
  if (schema.kind === "array") return schema.items.every((item) => isEmptySchema(item, follower))
  return alternatives(schema).every((one) => {
    if (one.kind === "object") return one.value.entries.length === 0
    return find(weakSchemas, nameOf(one, follower))?.lets === "any"
  })
}

/**
 * The keys of an object schema whose own schemas let everything through: `z.object({ photo: z.unknown() })`.
 *
 * @returns their names; none where the schema cannot be looked into
 */
export function weakKeysOf(schema: Meaning, follower: Follower): ReadonlySet<string> {
  const shapes = alternatives(schema).flatMap((one) => (one.kind === "result" && OBJECTS.test(nameOf(one, follower) ?? "") ? follower.arguments(one.site).slice(0, 1) : []))
  const weak = shapes.flatMap((shape) => [...follower.entries(shape)]).filter(([, value]) => isEmptySchema(value, follower))
  return new Set(weak.map(([key]) => key))
}
