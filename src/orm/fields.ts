/**
 * Fields that an object literal declares: `{ name: String }`, `{ name: { type: String, select: false } }`.
 *
 * @module
 */
import type { StoredField } from "../model/calls.ts"
import type { Location, Ternary } from "../model/evidence.ts"
import type { AbstractValue } from "../model/values.ts"
import type { Alteration, Inspector } from "./orm.ts"
import { isFalse } from "./selection.ts"

/** Names of the types of fields: those of text, and those that are known to be none. */
export interface TypeNames {
  readonly text: ReadonlySet<string>
  readonly other: ReadonlySet<string>
}

/** Whether one of the segments of the type's canonical name is that of text: `drizzle-orm/pg-core.varchar().notNull()`. */
function isText(type: AbstractValue, types: TypeNames, inspector: Inspector): Ternary {
  if (type.kind === "object" || type.kind === "array") return "no"
  const segments = inspector.name(type)?.replaceAll("()", "").split(".") ?? []
  if (segments.some((segment) => types.text.has(segment))) return "yes"
  return segments.some((segment) => types.other.has(segment)) ? "no" : "unknown"
}

/** What a model as a whole does to a field: see {@link StoredField}. */
export type FieldState = Partial<Pick<StoredField, "isHidden" | "isOmitted">>

/** What alterations of a model do to a field of which it is not known whether it is among those that they concern. */
export const stateAfter = (alterations: readonly Alteration[]): FieldState => ({
  isHidden: alterations.includes("hides") ? "unknown" : "no",
  isOmitted: alterations.includes("omits") ? "unknown" : "no",
})

/** Whether the options of a field keep it out of queries that do not name it: `select: false`. */
function isUnselected(options: ReadonlyMap<string, AbstractValue>): Ternary {
  const select = options.get("select")
  if (select === undefined) return "no"
  return select.kind !== "literal" ? "unknown" : isFalse(select) ? "yes" : "no"
}

/**
 * The fields of an object whose entries are their types, or objects with the type under `type`.
 *
 * @param whole where the object is written, for entries that come from elsewhere
 * @param stateOf what the model as a whole does to a field
 */
export function fieldsOfObject(
  definition: AbstractValue, whole: Location, types: TypeNames, stateOf: (field: string) => FieldState, inspector: Inspector,
): readonly StoredField[] {
  return [...inspector.entries(definition)].map(([name, value]): StoredField => {
    const options = inspector.entries(value)
    const byOptions = isUnselected(options)
    const { isHidden: byModel = "no", isOmitted = "no" } = stateOf(name)
    return {
      name,
      at: inspector.place(definition, name) ?? whole,
      isText: isText(options.get("type") ?? value, types, inspector),
      isHidden: byOptions === "yes" || byModel === "yes" ? "yes" : byOptions === "unknown" || byModel === "unknown" ? "unknown" : "no",
      isOmitted,
      isExcluded: false,
    }
  })
}
