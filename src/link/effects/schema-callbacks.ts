/**
 * Refinements: functions that a schema calls while it checks a value.
 *
 * @module
 */
import type { AbstractValue } from "../../model/values.ts"
import { refinements } from "../../validators/find.ts"
import type { FunctionValue } from "../evaluate/context.ts"
import { possibleValues } from "../evaluate/domain.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { operandsOf } from "../evaluate/provenance.ts"

/** A schema made of more than this is looked into no further. */
const BREADTH = 200

/**
 * The functions that a schema calls while it checks: `z.string().refine(isFree)`.
 *
 * @returns those of the schemas inside it too
 */
export function refinementsOf(schema: AbstractValue, evaluator: Evaluator): readonly FunctionValue[] {
  const found = new Set<FunctionValue>()
  const seen = new Set<AbstractValue>()
  function walk(target: AbstractValue): void {
    if (seen.has(target) || seen.size > BREADTH) return
    seen.add(target)
    for (const one of possibleValues(target)) {
      if (one.kind === "object") [...evaluator.entries(one).values()].forEach(walk)
      else if (one.kind === "array") one.items.forEach(walk)
      else if (one.kind === "result") {
        const { receiver, values } = operandsOf(one.site, evaluator)
        const isRefining = refinements.has(evaluator.callee(one.site).method ?? "")
        if (receiver !== undefined) walk(receiver)
        for (const value of values) {
          if (value.kind !== "function") walk(value)
          else if (isRefining) found.add(value)
        }
      }
    }
  }
  walk(schema)
  return [...found]
}
