/**
 * Errors that say that the caller is not known, or not allowed.
 *
 * @module
 */
import { refusalName, refusalText, rejections } from "../../../knowledge/identity.ts"
import { find } from "../../../knowledge/table.ts"
import type { AbstractValue } from "../../../model/values.ts"
import { ancestryOf, nameOf } from "../../evaluate/canonical-name.ts"
import { literalText, possibleValues, textOf } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { statusOf } from "../../evaluate/status.ts"

/** Whether an answer with this status says that the caller is not known, or not allowed: RFC 9110, 15.5.2 and 15.5.4. */
export const isUnauthorizedStatus = (status: number | undefined): boolean => status === 401 || status === 403

/**
 * Whether a value is an error that means 401 or 403.
 *
 * @returns true when its class, its arguments or its factory says so
 */
export function isUnauthorized(target: AbstractValue, evaluator: Evaluator): boolean {
  return possibleValues(target).some((one) => {
    if (one.kind !== "instance" && one.kind !== "result") return false
    const values = one.site === undefined ? [] : evaluator.arguments(one.site)
    // Object.assign(new Error("..."), { status: 401 })
    if (nameOf(one, evaluator) === "Object.assign()") return values.some((value) => isRefusingOption(value, evaluator))
    const note = find(rejections, nameOf(one, evaluator))
    if (note?.status !== undefined) return true
    if (note?.argument !== undefined && isRefusingWord(values[note.argument], evaluator)) return true
    if (note?.option !== undefined) {
      const [index, name] = note.option.split(".")
      const object = values[Number(index)]
      if (object !== undefined && name !== undefined && isRefusingWord(evaluator.member(object, name), evaluator)) return true
    }
    if (hasRefusingStatus(one, evaluator)) return true
    const isMade = one.kind === "instance" || one.site.module.facts.calls[one.site.call]?.isNew === true
    if (isMade && values.some((value) => refusalText.test(literalText(value) ?? ""))) return true
    if (one.kind !== "instance") {
      const callee = evaluator.callee(one.site)
      const name = callee.target.kind === "function" ? ancestryOf(callee.target, evaluator)[0] : callee.method
      return name !== undefined && refusalName.test(name) && /error|exception|unauth|forbid|denied/i.test(name)
    }
    if (ancestryOf(one.of, evaluator).some((name) => refusalName.test(name))) return true
    return values.some((value) => isUnauthorizedStatus(statusOf(value, evaluator)) || isRefusingOption(value, evaluator))
  })
}

/** `error.status = 401`, `class Denied { statusCode = 403 }`. */
function hasRefusingStatus(error: AbstractValue, evaluator: Evaluator): boolean {
  return ["status", "statusCode", "httpStatus", "code"].some((name) => isUnauthorizedStatus(statusOf(evaluator.member(error, name), evaluator)))
}

function isRefusingOption(value: AbstractValue, evaluator: Evaluator): boolean {
  return value.kind === "object" && ["status", "statusCode", "code"].some((name) => isRefusingWord(evaluator.member(value, name), evaluator))
}

function isRefusingWord(value: AbstractValue | undefined, evaluator: Evaluator): boolean {
  if (value === undefined) return false
  const text = textOf(value)
  return text === "UNAUTHORIZED" || text === "FORBIDDEN" || isUnauthorizedStatus(statusOf(value, evaluator))
}
