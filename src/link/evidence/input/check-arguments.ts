/**
 * What a checking call is given: the data, and the schema.
 *
 * @module
 */
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import { conversionOf } from "../../../validators/find.ts"
import type { ValidatingCall } from "../../../validators/validator.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"

/** The argument of a call, or what lies in it, at a place that a table says: `0.data`. */
export function argumentAt(place: number | string, site: CallSite, evaluator: Evaluator): AbstractValue | undefined {
  const [index, ...path] = String(place).split(".")
  const value = evaluator.arguments(site)[Number(index)]
  return value === undefined ? undefined : path.reduce((object, name) => evaluator.member(object, name), value)
}

/** The schema that a call checks with; undefined where its table does not say, or it has none. */
export function schemaOf({ schema }: ValidatingCall, site: CallSite, data: AbstractValue | undefined, evaluator: Evaluator): AbstractValue | undefined {
  if (schema === "receiver") {
    const { receiver, target } = evaluator.callee(site)
    return receiver ?? target
  }
  if (schema === "instance") return data === undefined ? undefined : classOf(data, evaluator)
  return typeof schema === "number" || /^\d/.test(schema) ? argumentAt(schema, site, evaluator) : undefined
}

/** The class that a value is made an instance of: `plainToInstance(NewOrder, request.body)`. */
function classOf(value: AbstractValue, evaluator: Evaluator): AbstractValue | undefined {
  return possibleValues(value).map((one) => {
    if (one.kind === "instance") return one
    const index = one.kind === "result" ? conversionOf(nameOf(evaluator.callee(one.site).target, evaluator))?.schema : undefined
    return one.kind === "result" && index !== undefined ? evaluator.arguments(one.site)[index] : undefined
  }).find((one) => one !== undefined)
}
