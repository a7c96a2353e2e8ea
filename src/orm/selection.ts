/**
 * Selections of fields: what a query picks, drops or shows, and what is left of a model then.
 *
 * @module
 */
import type { AbstractValue } from "../model/values.ts"
import type { Inspector, Model, Projection } from "./orm.ts"

/** What a query says of the fields of a record. */
export interface FieldSelection {
  /** Only these are read; undefined for all. */
  readonly picks: ReadonlySet<string> | undefined
  readonly drops: ReadonlySet<string>
  /** Read although the model hides them. */
  readonly shows: ReadonlySet<string>
}

/** Everything that the model does not hide. */
export const WHOLE: FieldSelection = { picks: undefined, drops: new Set(), shows: new Set() }

/** Nothing but what is named. */
export const pick = (names: Iterable<string>): FieldSelection => ({ ...WHOLE, picks: new Set(names) })

/** Whether a value is `true` or `1`. */
export const isTrue = (value: AbstractValue | undefined): boolean => value?.kind === "literal" && (value.value === true || value.value === 1)

/** Whether a value is `false` or `0`. */
export const isFalse = (value: AbstractValue | undefined): boolean => value?.kind === "literal" && (value.value === false || value.value === 0)

/** The records of a model with the fields that a selection leaves. */
export function project(model: Model, { picks, drops, shows }: FieldSelection): Projection {
  const fields = model.fields.filter(({ name, isHidden }) =>
    (isHidden === "no" || shows.has(name)) && !drops.has(name) && (picks === undefined || picks.has(name)))
  return { model, fields }
}

/**
 * What an object of names with a truth value each selects: `{ password: 0 }`, `{ id: true, name: true }`.
 *
 * @returns undefined where not all of it is known
 */
export function selectionOfObject(value: AbstractValue, inspector: Inspector): FieldSelection | undefined {
  if (!inspector.isPlain(value)) return undefined
  const entries = [...inspector.entries(value)]
  const picks = entries.filter(([, one]) => !isFalse(one)).map(([name]) => name)
  const drops = entries.filter(([, one]) => isFalse(one)).map(([name]) => name)
  return { picks: picks.length > 0 ? new Set(picks) : undefined, drops: new Set(drops), shows: new Set(picks) }
}

/**
 * The texts of a list.
 *
 * @returns undefined for what is no list, or holds something that is no literal text
 */
export function namesIn(value: AbstractValue | undefined, inspector: Inspector): readonly string[] | undefined {
  if (value?.kind !== "array") return undefined
  const names = value.items.map((item) => inspector.text(item))
  return names.every((name) => name !== undefined) ? names : undefined
}

/** What holds of two selections of one query: a name that either picks is picked. */
export function combine(one: FieldSelection | undefined, other: FieldSelection | undefined): FieldSelection | undefined {
  if (one === undefined || other === undefined) return undefined
  const picks = one.picks === undefined || other.picks === undefined ? one.picks ?? other.picks : new Set([...one.picks, ...other.picks])
  return { picks, drops: new Set([...one.drops, ...other.drops]), shows: new Set([...one.shows, ...other.shows]) }
}

/** Relations of relations further down than this are left. */
const DEPTH = 3

/**
 * Whole records, with those of the relations that a query names, and of those that come along without being asked for.
 *
 * @param names paths of relations: `author`, `author.company`
 * @param isEager whether the latter come along
 */
export function withRelations(model: Model, names: readonly string[], isEager = true, depth = 0): readonly Projection[] {
  const all = depth > DEPTH ? [] : [...new Set([...names.map((name) => name.split(".")[0] ?? ""), ...(isEager ? model.eager ?? [] : [])])]
  const along = all.flatMap((name) => {
    const other = model.related(name)
    if (other === undefined) return []
    const below = names.filter((path) => path.startsWith(`${name}.`)).map((path) => path.slice(name.length + 1))
    return withRelations(other, below, isEager, depth + 1).map((one) => ({ ...one, under: name }))
  })
  return [project(model, WHOLE), ...along]
}

/** What a record that was just made has: what it was given, where that is known whole. */
export function onlyGiven(projection: Projection, values: AbstractValue | undefined, inspector: Inspector): Projection {
  if (values === undefined || !inspector.isPlain(values)) return projection
  const given = inspector.entries(values)
  return { ...projection, fields: projection.fields.filter(({ name }) => given.has(name)) }
}
