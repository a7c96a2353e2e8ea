/**
 * Failures as values: what a function returns so that its caller learns of a failure, where it throws nothing.
 *
 * @module
 */
import { isErrorClass } from "../../../knowledge/errors.ts"
import { failureFields, isFailureMaker, successFields } from "../../../knowledge/failures.ts"
import type { Expression } from "../../../model/expression.ts"
import type { AbstractValue, Context } from "../../../model/values.ts"
import { ancestryOf, nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues, UNDEFINED } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { callsGivenBy } from "../../source/result-calls.ts"
import { writtenName } from "../../source/source-name.ts"

/** What is wrapped deeper than this is not looked at: `Promise.resolve(left(new NotFound()))`. */
const DEPTH = 3

/**
 * Whether an expression gives a value that says that something failed: an error, `left(new NotFound())`, `Result.fail("gone")`,
 * `{ success: false }`, `{ error: "gone" }`.
 */
export function givesFailure(expression: Expression, context: Context, evaluator: Evaluator, depth = 0): boolean {
  const { module } = context
  if (possibleValues(evaluator.evaluate(expression, context)).some((one) => isError(one, evaluator) || saysFailed(one, evaluator))) return true
  return callsGivenBy(expression, module).some((id) => {
    const call = module.facts.calls[id]
    if (call === undefined) return false
    const name = writtenName(call.callee, module)
    if (name !== undefined && (call.isNew ? isErrorClass(name) : isFailureMaker(name))) return true
    return depth < DEPTH && call.arguments.some((one) => givesFailure(one, context, evaluator, depth + 1))
  })
}

/** An instance of a class of errors, or what a package's class of errors makes. */
export function isError(value: AbstractValue, evaluator: Evaluator): boolean {
  const name = nameOf(value, evaluator)
  if (value.kind === "result" && name !== undefined && isErrorClass(name)) return true
  return value.kind === "instance" && ancestryOf(value.of, evaluator).some(isErrorClass)
}

/** An object with a member that is there for failures alone, or with one for success that is `false`. */
function saysFailed(value: AbstractValue, evaluator: Evaluator): boolean {
  if (value.kind !== "object") return false
  return [...evaluator.entries(value)].some(([key, member]) => {
    if (successFields.has(key)) return member.kind === "literal" && member.value === false
    const isNothing = member === UNDEFINED || (member.kind === "literal" && (member.value === null || member.value === false))
    return failureFields.has(key) && !isNothing
  })
}
