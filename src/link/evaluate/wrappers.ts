/**
 * Wrappers: functions that are given a handler and give back another one.
 *
 * @module
 */
import type { AbstractValue } from "../../model/values.ts"
import { possibleValues } from "./domain.ts"
import type { Evaluator } from "./evaluator.ts"

/**
 * The function that a project's wrapper was given: `catchAsync(show)` is `show`.
 *
 * @returns the value itself when it is no wrapper
 */
export function unwrap(value: AbstractValue, evaluator: Evaluator, depth = 0): AbstractValue {
  const target = possibleValues(value).find((one) => one.kind === "function")
  const given = target?.kind === "function" ? target.context.arguments : value.kind === "result" ? evaluator.arguments(value.site) : []
  const inner = given.find((one) => one.kind === "function")
  return inner === undefined || depth > 4 ? target ?? value : unwrap(inner, evaluator, depth + 1)
}
