/**
 * Regions of code: which may run, and which run once.
 *
 * @module
 */
import type { RegionId } from "../../model/ids.ts"
import { NO_REGION } from "../source/no-ids.ts"
import type { At, Expression } from "../../model/expression.ts"
import type { Context } from "../../model/values.ts"
import { findEarlyExits } from "../source/control-flow.ts"
import { isTruthy } from "./domain.ts"
import type { Evaluator } from "./evaluator.ts"

/** Whether a condition holds, as far as nothing that it asks for is set anew while the function runs: `let failure`. */
function truthOf(test: Expression, context: Context, evaluator: Evaluator): boolean | undefined {
  if (test.kind === "operation" && (test.operator === "&&" || test.operator === "||")) {
    const outcomes = test.operands.map((one) => truthOf(one, context, evaluator))
    const deciding = test.operator === "||"
    return outcomes.includes(deciding) ? deciding : outcomes.includes(undefined) ? undefined : !deciding
  }
  return isStable(test, context, evaluator) ? isTruthy(evaluator.evaluate(test, context)) : undefined
}

function isStable(expression: Expression, context: Context, evaluator: Evaluator): boolean {
  const next = (one: Expression): boolean => isStable(one, context, evaluator)
  switch (expression.kind) {
    case "local": {
      const local = context.module.facts.locals[expression.id]
      const [only, ...later] = local?.values ?? []
      // What a pattern takes out of a parameter is no constant either, and is not set anew.
      const isFixed = local?.isConstant === true || (later.length === 0 && (only?.kind === "member" || only?.kind === "element"))
      return isFixed && (only?.kind !== "call" || next(only))
    }
    // A function may give nothing as well, which is not followed: `if (!user) return null`.
    case "call":
      return evaluator.evaluate(expression, context).kind === "literal"
    case "member":
      return next(expression.object)
    case "operation":
      return expression.operands.every(next)
    default:
      return true
  }
}

/**
 * Whether no condition around a region, or before a place in it, is known to keep it from running:
 * `if (schemas.body) ... else ...`, `if (request.method === "GET") return list()`.
 *
 * @param at the place; undefined for the region as a whole
 * @returns true also where a condition is not known
 */
export function isFeasible(start: RegionId, context: Context, evaluator: Evaluator, at?: At): boolean {
  const { module } = context
  const { facts } = module
  const place = at === undefined ? undefined : module.spans[3 * at]
  for (let region = start; region >= 0; region = facts.regions[region]?.parent ?? NO_REGION) {
    const fact = facts.regions[region]
    const isLeft = place !== undefined && findEarlyExits(module).get(region)?.some((arm) => {
      const holds = (module.spans[3 * arm.at + 1] ?? 0) <= place && arm.test !== undefined ? truthOf(arm.test, context, evaluator) : undefined
      return holds !== undefined && holds === (arm.kind === "then")
    })
    if (isLeft === true) return false
    if (fact === undefined || fact.kind === "function") return true
    if (fact.test === undefined || (fact.kind !== "then" && fact.kind !== "else")) continue
    const holds = truthOf(fact.test, context, evaluator)
    if (holds !== undefined && holds !== (fact.kind === "then")) return false
  }
  return true
}
