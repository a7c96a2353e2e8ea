/**
 * HTTP status codes as values.
 *
 * @module
 */
import { statuses } from "../../knowledge/statuses.ts"
import { find } from "../../knowledge/table.ts"
import type { AbstractValue } from "../../model/values.ts"
import { nameOf } from "./canonical-name.ts"
import { possibleValues } from "./domain.ts"
import type { Evaluator } from "./evaluator.ts"

/**
 * The number of a status: a literal, or a package's constant.
 *
 * @returns the number; undefined when it is not known
 */
export function statusOf(value: AbstractValue | undefined, evaluator: Evaluator): number | undefined {
  if (value === undefined) return undefined
  for (const one of possibleValues(value)) {
    if (one.kind === "literal" && typeof one.value === "number") return one.value
    if (one.kind === "literal" && typeof one.value === "string" && /^[1-5]\d\d$/.test(one.value)) return Number(one.value)
    const named = find(statuses, nameOf(one, evaluator))
    if (named !== undefined) return named.status
  }
  return undefined
}
