/**
 * Values that a check has let through: `schema.parse(request.body)`, `data` of a `safeParse`.
 *
 * @module
 */
import type { AbstractValue } from "../../../model/values.ts"
import { checkOf } from "../../../validators/find.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"

const DEPTH = 12

/** Whether a value is, or lies in, the result of a check. */
export function isChecked(value: AbstractValue, evaluator: Evaluator, depth = 0): boolean {
  if (value.kind === "member" && depth < DEPTH) return isChecked(value.object, evaluator, depth + 1)
  const outcome = value.kind === "result" ? checkOf(nameOf(evaluator.callee(value.site).target, evaluator))?.outcome : undefined
  return outcome === "value" || (outcome === "result" && depth > 0)
}
