/**
 * Schemas: the keys they name, and whether they say anything.
 *
 * @module
 */
import { find } from "../../../knowledge/table.ts"
import { weakSchemas } from "../../../knowledge/validators.ts"
import type { AbstractValue } from "../../../model/values.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"

/** Makers of an object schema whose first argument holds its keys. */
const OBJECTS = /(?:^|\.)(?:object|strictObject|Object|keys|shape|Struct)\(\)$/

/** Methods that keep the keys of what they are called on. */
const KEEPING = /\.(?:strict|strip|refine|superRefine|transform|partial|required|describe|meta|openapi|label|optional|options|prefs|noUnknown|min|max|brand|readonly|with|and|or|xor|oxor)\(\)$/

/**
 * The keys of an object schema.
 *
 * @returns undefined when they are not known, or when keys beside them pass too
 */
export function keysOf(schema: AbstractValue, evaluator: Evaluator, depth = 0): ReadonlySet<string> | undefined {
  // Several schemas that all hold.
  if (schema.kind === "array") {
    const each = schema.items.map((item) => keysOf(item, evaluator, depth + 1))
    return each.every((keys) => keys !== undefined) ? new Set(each.flatMap((keys) => [...keys])) : undefined
  }
  for (const one of possibleValues(schema)) {
    if (one.kind !== "result" || depth > 12) continue
    const name = nameOf(one, evaluator)
    if (name === undefined || find(weakSchemas, name) !== undefined) return undefined
    const { receiver } = evaluator.callee(one.site)
    const [first] = evaluator.arguments(one.site)
    if (OBJECTS.test(name) && first?.kind === "object") {
      const keys = new Set(evaluator.entries(first).keys())
      const hasSpread = first.value.entries.some((entry) => entry.name === undefined)
      return hasSpread || keys.size === 0 ? undefined : keys
    }
    return KEEPING.test(name) && receiver !== undefined ? keysOf(receiver, evaluator, depth + 1) : undefined
  }
  return undefined
}

/**
 * Whether a schema lets everything through, or says nothing: `z.any()`, `Type.Unknown()`, `{}`.
 *
 * @returns true only when that is certain
 */
export function isEmptySchema(schema: AbstractValue, evaluator: Evaluator): boolean {
  if (schema.kind === "array") return schema.items.every((item) => isEmptySchema(item, evaluator))
  return possibleValues(schema).every((one) => {
    if (one.kind === "object") return one.value.entries.length === 0
    return find(weakSchemas, nameOf(one, evaluator))?.lets === "any"
  })
}

/**
 * The keys of an object schema whose own schemas let everything through: `z.object({ photo: z.unknown() })`.
 *
 * @returns their names; none where the schema cannot be looked into
 */
export function weakKeysOf(schema: AbstractValue, evaluator: Evaluator): ReadonlySet<string> {
  const shapes = possibleValues(schema).flatMap((one) => (one.kind === "result" && OBJECTS.test(nameOf(one, evaluator) ?? "") ? evaluator.arguments(one.site).slice(0, 1) : []))
  const weak = shapes.flatMap((shape) => [...evaluator.entries(shape)]).filter(([, value]) => isEmptySchema(value, evaluator))
  return new Set(weak.map(([key]) => key))
}
