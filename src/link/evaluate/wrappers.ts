/**
 * Wrappers: functions that are given a handler and give back another one.
 *
 * @module
 */
import { alternatives } from "./domain.ts"
import type { Follower } from "./evaluator.ts"
import type { Meaning } from "../../model/values.ts"

/**
 * The function that a project's wrapper was given: `catchAsync(show)` is `show`.
 *
 * @returns the meaning itself when it is no wrapper
 */
export function unwrap(meaning: Meaning, follower: Follower, depth = 0): Meaning {
  const target = alternatives(meaning).find((one) => one.kind === "function")
  const given = target?.kind === "function" ? target.activation.arguments : meaning.kind === "result" ? follower.arguments(meaning.site) : []
  const inner = given.find((one) => one.kind === "function")
  return inner === undefined || depth > 4 ? target ?? meaning : unwrap(inner, follower, depth + 1)
}
