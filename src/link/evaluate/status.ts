/**
 * HTTP status codes as values.
 *
 * @module
 */
import { statuses } from "../../knowledge/statuses.ts"
import { find } from "../../knowledge/table.ts"
import { nameOf } from "./canonical-name.ts"
import { alternatives } from "./domain.ts"
import type { Follower } from "./evaluator.ts"
import type { Meaning } from "../../model/values.ts"

/**
 * The number of a status: a literal, or a package's constant.
 *
 * @returns the number; undefined when it is not known
 */
export function statusOf(meaning: Meaning | undefined, follower: Follower): number | undefined {
  if (meaning === undefined) return undefined
  for (const one of alternatives(meaning)) {
    if (one.kind === "literal" && typeof one.value === "number") return one.value
    if (one.kind === "literal" && typeof one.value === "string" && /^[1-5]\d\d$/.test(one.value)) return Number(one.value)
    const named = find(statuses, nameOf(one, follower))
    if (named !== undefined) return named.status
  }
  return undefined
}
