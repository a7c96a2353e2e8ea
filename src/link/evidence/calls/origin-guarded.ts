/**
 * Calls that are made for some origins, or in some environments, alone.
 *
 * @module
 */
import { NO_REGION } from "../../source/no-ids.ts"
import type { Expression } from "../../../model/expression.ts"
import type { CallSite } from "../../../model/values.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { originsOf } from "../../evaluate/provenance.ts"
import { regionsAround } from "../../source/control-flow.ts"

const ORIGIN = /(?:^|\.)headers\.origin$/i

const ENVIRONMENT = /^process\.env\./

/** What conditions on the environment are kept in. */
const WRITTEN = /^is(?:Dev|Prod|Local)\w*$/i

/**
 * Whether a call is made only where the origin that asks has been compared with something or looked up, or where the environment
 * says so: `if (allowed.includes(request.headers.origin)) ...`, `if (!isProduction) ...`.
 *
 * @returns false also where it is only asked whether there is an origin
 */
export function isOriginGuarded({ module, call, context }: CallSite, evaluator: Evaluator): boolean {
  const { calls, regions } = module.facts
  return [...regionsAround(calls[call]?.region ?? NO_REGION, module)].some((region) => {
    const test = regions[region]?.test
    if (test === undefined) return false
    if (namesIn(test, (id) => module.facts.locals[id]?.name).some((name) => WRITTEN.test(name))) return true
    const value = evaluator.evaluate(test, context)
    const isCompared = value.kind === "operation" && /^[!=]==?$/.test(value.operator)
    return [...originsOf(value, evaluator)].some(({ name = "", via }) =>
      ENVIRONMENT.test(name) || (ORIGIN.test(name) && (isCompared || via.length > 0)))
  })
}

function namesIn(expression: Expression, nameOf: (id: number) => string | undefined): readonly string[] {
  if (expression.kind === "local") return [nameOf(expression.id) ?? ""]
  if (expression.kind === "import") return [expression.name]
  if (expression.kind === "member") return [expression.name]
  return expression.kind === "operation" ? expression.operands.flatMap((one) => namesIn(one, nameOf)) : []
}
