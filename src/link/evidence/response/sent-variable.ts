/**
 * Variables with a written type that are sent: `const order: Order = await find(id); response.json(order)`.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import type { Evidence } from "../../../model/evidence.ts"
import type { Expression } from "../../../model/expression.ts"
import type { Context } from "../../../model/values.ts"
import type { Frame } from "../../effects/graph-types.ts"
import { type HandlerResponse, responsesIn } from "../../effects/responses.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { bodyOf } from "../../source/function-body.ts"
import { locate } from "../../source/location.ts"
import { declaresShape } from "./declared-type.ts"

/** The type of a variable that one running function sends as a good answer, where it declares a shape. */
export function declaredByVariable(frame: Frame, framework: Framework, evaluator: Evaluator): Evidence | undefined {
  const { context, fact, via } = frame
  const { module } = context
  const good = responsesIn(frame, framework, evaluator).filter(({ form, status }) => form.isPartial !== true && (status ?? 200) < 400)
  const returned = via.length === 0 && framework.answersReturns ? fact.returns.flatMap(({ value }) => value ?? []) : []
  for (const sent of [...good.flatMap((response) => expressionOf(response, context) ?? []), ...returned]) {
    const local = sent.kind === "local" ? module.facts.locals[sent.id] : undefined
    if (local !== undefined && declaresShape(local.type, framework, context, evaluator)) return { at: locate(module, local.at), name: "variable type" }
  }
  return undefined
}

/** The body of a response, as written. */
function expressionOf({ site, form, whole, module }: HandlerResponse, context: Context): Expression | undefined {
  if (site !== undefined) return form.body === undefined ? undefined : module.facts.calls[site.call]?.arguments[form.body]
  return bodyOf(context).assignments.find(({ at }) => at === whole)?.value
}
