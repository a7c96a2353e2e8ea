/**
 * Entries of objects and modules, spreads included.
 *
 * @module
 */
import type { AbstractValue } from "../../model/values.ts"
import { possibleValues, textOf } from "./domain.ts"
import type { Evaluator } from "./evaluator.ts"

/** The part of an evaluator that lists entries; it remembers them. */
export function createEntries(evaluator: () => Evaluator): Pick<Evaluator, "entries"> {
  const entriesOf = new Map<AbstractValue, ReadonlyMap<string, AbstractValue>>()

  function entries(object: AbstractValue): ReadonlyMap<string, AbstractValue> {
    const known = entriesOf.get(object)
    if (known !== undefined) return known
    const found = new Map<string, AbstractValue>()
    // An object that spreads itself has, on the way, the entries found so far.
    entriesOf.set(object, found)
    if (object.kind === "namespace") {
      for (const one of object.module.facts.exports) {
        if (one.name !== "*" && one.name !== "=") found.set(one.name, evaluator().exported(object.module, one.name))
      }
    }
    if (object.kind !== "object") return found
    for (const entry of object.value.entries) {
      const key = entry.key === undefined ? undefined : evaluator().evaluate(entry.key, object.context)
      const name = entry.name ?? (key === undefined ? undefined : textOf(key))
      if (name !== undefined) found.set(name, evaluator().member(object, name))
      if (entry.name !== undefined || entry.key !== undefined) continue
      for (const arm of possibleValues(evaluator().evaluate(entry.value, object.context))) {
        for (const [key, value] of entries(arm)) found.set(key, value)
      }
    }
    return found
  }

  return { entries }
}
