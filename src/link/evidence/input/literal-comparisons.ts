/**
 * Values that are only held against what is written in the source: `body.kind === "refund"`, `KINDS.includes(body.kind)`.
 *
 * @module
 */
import { alternatives } from "../../evaluate/domain.ts"
import type { Follower } from "../../evaluate/evaluator.ts"
import { comparedWithLiterals } from "../../source/literal-comparisons.ts"
import type { ReadFact } from "../../../model/facts.ts"
import type { Activation } from "../../../model/values.ts"

/**
 * Whether a place reads something only to hold it against literals.
 *
 * @returns the answer
 */
export function isComparedIn({ value: expression, use }: ReadFact, activation: Activation, follower: Follower): boolean {
  if (use.kind === "operand" || use.kind === "other") return comparedWithLiterals(activation.module).has(expression)
  if (use.kind !== "argument") return false
  const { method, receiver } = follower.callee({ module: activation.module, call: use.call, activation })
  return receiver !== undefined && (method === "includes" || method === "has" || method === "indexOf")
    && alternatives(receiver).some((one) => one.kind === "array" && one.items.length > 0 && one.items.every((item) => item.kind === "literal"))
}
