/**
 * Expressions that are compared with literals.
 *
 * @module
 */
import type { Expression } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"

const COMPARISON = /^[!=]==?$/

const found = new WeakMap<Module, ReadonlySet<Expression>>()

/** The values that a module compares with a literal. */
export function comparedWithLiterals(module: Module): ReadonlySet<Expression> {
  const known = found.get(module)
  if (known !== undefined) return known
  const compared = new Set<Expression>()
  const seen = new Set<Expression>()
  const look = (expression: Expression | undefined): void => {
    if (expression === undefined || seen.has(expression)) return
    seen.add(expression)
    if (expression.kind === "operation") {
      const [left, right] = expression.operands
      if (COMPARISON.test(expression.operator) && left !== undefined && right !== undefined) {
        if (right.kind === "literal") compared.add(left)
        if (left.kind === "literal") compared.add(right)
      }
      // `"password" in body`, `for (const key in body)`, `typeof body.page`
      if (expression.operator === "in" && right !== undefined) compared.add(right)
      if ((expression.operator === "typeof" || expression.operator === "instanceof") && left !== undefined) compared.add(left)
      expression.operands.forEach(look)
    } else if (expression.kind === "choice") {
      look(expression.test)
      expression.of.forEach(look)
    } else if (expression.kind === "object") expression.entries.forEach((entry) => look(entry.value))
  }
  const { facts } = module
  for (const { test } of facts.regions) look(test)
  for (const { values } of facts.locals) values.forEach(look)
  for (const call of facts.calls) call.arguments.forEach(look)
  for (const { value: expression } of facts.assignments) look(expression)
  for (const { returns } of facts.functions) returns.forEach(({ value: expression }) => look(expression))
  found.set(module, compared)
  return compared
}
