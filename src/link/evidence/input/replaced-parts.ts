/**
 * What code puts in the place of the parts of a request: the result of a check, another body, a body without a field.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import type { Expression } from "../../../model/expression.ts"
import type { AbstractValue } from "../../../model/values.ts"
import type { Frame } from "../../effects/graph-types.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isRole } from "../../evaluate/framework-values.ts"
import { bodyOf } from "../../source/function-body.ts"
import { isPart } from "./check.ts"
import type { InputAnalysis } from "./input-analysis.ts"
import { partNamed, partOf, wholeCopiesIn } from "./request-part.ts"

/** `request.body = schema.parse(request.body)`, `Object.assign(request, value)`: what was checked replaces what came in. */
export function writesBack(frame: Frame, { evaluator, callGraphs }: InputAnalysis): boolean {
  const { context } = frame
  const isAssigned = bodyOf(context).assignments.some(({ target }) => {
    if (target.kind !== "member" && target.kind !== "element") return false
    return isRole(evaluator.evaluate(target.object, context), "request") && (target.kind === "element" || isPart(target.name))
  })
  return isAssigned || callGraphs.callsOf(frame).some((site) => {
    const [first] = evaluator.arguments(site)
    return first !== undefined && isRole(first, "request") && nameOf(evaluator.callee(site).target, evaluator) === "Object.assign"
  })
}

/** `request.body = pick(...)`, `delete request.body.role`, also of a copy `{ ...request.body }`, `const { role, ...rest } = request.body`. */
export function changesBody({ context }: Frame, framework: Framework, evaluator: Evaluator): boolean {
  const isWhole = (value: AbstractValue): boolean => {
    const part = partOf(value, framework, evaluator)
    return part?.part === "body" && part.field === undefined
  }
  const isBody = (expression: Expression): boolean => isWhole(evaluator.evaluate(expression, context))
  const isCopy = (expression: Expression): boolean =>
    possibleValues(evaluator.evaluate(expression, context)).some((one) => wholeCopiesIn(one, framework, evaluator).some(({ part }) => part === "body"))
  const { assignments, reads } = bodyOf(context)
  const isAssigned = assignments.some(({ target, value }) => {
    if (target.kind !== "member" && target.kind !== "element") return false
    const isDeleted = value.kind === "global" && value.name === "undefined"
    return (target.kind === "member" && target.name === "body" && isBody(target))
      || ((isDeleted || target.kind === "element") && (isBody(target.object) || isCopy(target.object)))
  })
  const taken = reads.filter(({ use }) => use.kind === "pattern").map(({ value }) => value)
  return isAssigned || taken.some((expression) => taken.some((one) => one.kind === "member" && one.object === expression) && isBody(expression))
}

/** The fields that code sets itself: `request.body.userId = session.userId` is no input. */
export function fieldsSetBy({ context }: Frame, framework: Framework, evaluator: Evaluator): readonly string[] {
  return bodyOf(context).assignments.flatMap(({ target }) => {
    if (target.kind !== "member") return []
    const object = nameOf(evaluator.evaluate(target.object, context), evaluator)
    const part = object === undefined ? undefined : partNamed(`${object}.${target.name}`, framework)
    return part?.field === undefined ? [] : [part.name]
  })
}
