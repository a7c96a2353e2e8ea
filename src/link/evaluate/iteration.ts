/**
 * Iteration methods: what a call walks, element by element, with a callback that it is given.
 *
 * @module
 */
import { iterationMethods, iterations, queryMethods } from "../../knowledge/loops.ts"
import { find } from "../../knowledge/table.ts"
import type { AbstractValue, CallSite } from "../../model/values.ts"
import { nameOf } from "./canonical-name.ts"
import { join, possibleValues, UNKNOWN } from "./domain.ts"
import type { Evaluator } from "./evaluator.ts"

/**
 * The collection that a call walks: the receiver of `ids.map(load)`, the first argument of `pMap(ids, load)`.
 *
 * @returns undefined when the call runs no callback per element
 */
export function iteratedBy(site: CallSite, evaluator: Evaluator): AbstractValue | undefined {
  const { target, receiver, method } = evaluator.callee(site)
  const name = nameOf(target, evaluator)
  const note = find(iterations, name)
  if (note !== undefined) return evaluator.arguments(site)[note.collection] ?? UNKNOWN
  if (receiver === undefined || method === undefined || !iterationMethods.has(method)) return undefined
  // A model's `find` calls its callback once; a cursor's `forEach` does not.
  return queryMethods.has(method) && evaluator.clients.callOf(name) !== undefined ? undefined : receiver
}

const elements = new WeakMap<AbstractValue, AbstractValue>()

/**
 * One element of a collection, the same object each time.
 *
 * @returns any of the items of a known list
 */
export function elementOf(collection: AbstractValue): AbstractValue {
  const array = possibleValues(collection).find((one) => one.kind === "array")
  const items = array?.kind === "array" ? array.items : []
  const made = elements.get(collection) ?? (items.length > 0 ? join(items) : { kind: "each", of: collection })
  elements.set(collection, made)
  return made
}
