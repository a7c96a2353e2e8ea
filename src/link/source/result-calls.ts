/**
 * Calls whose result an expression gives.
 *
 * @module
 */
import type { Expression } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"
import type { CallId } from "../../model/ids.ts"

/** Variables and operators are followed no further than this. */
const DEPTH = 4

/** The operators whose value is one of their operands: https://tc39.es/ecma262/#sec-binary-logical-operators */
const CHOOSING = new Set(["||", "&&", "??"])

/**
 * The calls whose result an expression may give as it is: `cached ?? load()`, `isOpen ? load() : undefined`, a constant that holds it.
 *
 * @returns indexes into the module's calls
 */
export function callsGivenBy(expression: Expression, module: Module, depth = 0): readonly CallId[] {
  if (depth > DEPTH) return []
  switch (expression.kind) {
    case "call":
      return [expression.id]
    case "choice":
      return expression.of.flatMap((one) => callsGivenBy(one, module, depth + 1))
    case "operation":
      return CHOOSING.has(expression.operator) ? expression.operands.flatMap((one) => callsGivenBy(one, module, depth + 1)) : []
    case "local": {
      const local = module.facts.locals[expression.id]
      return local?.isConstant === true ? local.values.flatMap((one) => callsGivenBy(one, module, depth + 1)) : []
    }
    default:
      return []
  }
}
