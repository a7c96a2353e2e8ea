/**
 * Refinements: functions that a schema calls while it checks a value.
 *
 * @module
 */
import { refiningMethods } from "../../knowledge/verifiers.ts"
import type { FunctionMeaning } from "../evaluate/context.ts"
import { alternatives } from "../evaluate/domain.ts"
import type { Follower } from "../evaluate/evaluator.ts"
import { ingredientsOf } from "../evaluate/provenance.ts"
import type { Meaning } from "../../model/values.ts"

/** A schema made of more than this is looked into no further. */
const BREADTH = 200

/**
 * The functions that a schema calls while it checks: `z.string().refine(isFree)`.
 *
 * @returns those of the schemas inside it too
 */
export function refinementsOf(schema: Meaning, follower: Follower): readonly FunctionMeaning[] {
  const found = new Set<FunctionMeaning>()
  const seen = new Set<Meaning>()
  function walk(meaning: Meaning): void {
    if (seen.has(meaning) || seen.size > BREADTH) return
    seen.add(meaning)
    for (const one of alternatives(meaning)) {
      if (one.kind === "object") [...follower.entries(one).values()].forEach(walk)
      else if (one.kind === "array") one.items.forEach(walk)
      else if (one.kind === "result") {
        const { receiver, values } = ingredientsOf(one.site, follower)
        const isRefining = refiningMethods.has(follower.callee(one.site).method ?? "")
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
