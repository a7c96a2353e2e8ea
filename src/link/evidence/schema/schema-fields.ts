/**
 * What a schema says of the fields of a part of the request: which it names, and which of them it checks.
 *
 * @module
 */
import type { SchemaShape } from "../../../model/schemas.ts"
import type { AbstractValue } from "../../../model/values.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { SchemaReader } from "./schema-reader.ts"

/**
 * The fields that an object schema names.
 *
 * @returns undefined when they are not known, or when fields beside them pass by the schema's own word
 */
export function namedFields({ kind, properties, isComplete, others }: SchemaShape): ReadonlySet<string> | undefined {
  const isKnown = kind === "object" && isComplete && properties.length > 0 && others !== "allowed"
  return isKnown ? new Set(properties.map(({ name }) => name)) : undefined
}

/**
 * The fields that an object schema names and lets through whatever they are: `z.object({ photo: z.unknown() })`.
 *
 * @returns their names; none where the schema cannot be read
 */
export const uncheckedFields = ({ properties }: SchemaShape): ReadonlySet<string> =>
  new Set(properties.filter(({ schema }) => schema.kind === "any").map(({ name }) => name))

/**
 * Whether a schema lets everything through, or says nothing: `z.any()`, `Type.Unknown()`, `{}`.
 *
 * @returns true only when that is certain of every schema that the value may be
 */
export function admitsAnything(schema: AbstractValue, schemas: SchemaReader): boolean {
  if (schema.kind === "array") return schema.items.every((item) => admitsAnything(item, schemas))
  return possibleValues(schema).every((one) => schemas.shapeOf(one).kind === "any")
}

/** What becomes of fields that a schema does not name; of a union, what becomes of them in every branch. */
export function unnamedIn({ kind, others, branches }: SchemaShape): SchemaShape["others"] {
  if (kind === "object") return others
  const [first, ...rest] = branches.map(unnamedIn)
  return first !== undefined && rest.every((one) => one === first) ? first : "unknown"
}
