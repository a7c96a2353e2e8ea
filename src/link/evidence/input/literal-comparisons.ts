/**
 * Values that are only held against what is written in the source: `body.kind === "refund"`, `KINDS.includes(body.kind)`.
 *
 * @module
 */
import type { ReadFact } from "../../../model/facts.ts"
import type { Context } from "../../../model/values.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { comparedWithLiterals } from "../../source/literal-comparisons.ts"

/**
 * Whether a place reads something only to hold it against literals.
 *
 * @returns the answer
 */
export function isComparedIn({ value: expression, use }: ReadFact, context: Context, evaluator: Evaluator): boolean {
  if (use.kind === "operand" || use.kind === "other") return comparedWithLiterals(context.module).has(expression)
  if (use.kind !== "argument") return false
  const { method, receiver } = evaluator.callee({ module: context.module, call: use.call, context })
  return receiver !== undefined && (method === "includes" || method === "has" || method === "indexOf")
    && possibleValues(receiver).some((one) => one.kind === "array" && one.items.length > 0 && one.items.every((item) => item.kind === "literal"))
}
