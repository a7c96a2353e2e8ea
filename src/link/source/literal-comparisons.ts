/**
 * Expressions that are compared with literals.
 *
 * @module
 */
import type { Value } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"

const COMPARISON = /^[!=]==?$/

const found = new WeakMap<Module, ReadonlySet<Value>>()

/** The values that a module compares with a literal. */
export function comparedWithLiterals(module: Module): ReadonlySet<Value> {
  const known = found.get(module)
  if (known !== undefined) return known
  const compared = new Set<Value>()
  const seen = new Set<Value>()
  const look = (value: Value | undefined): void => {
    if (value === undefined || seen.has(value)) return
    seen.add(value)
    if (value.kind === "operation") {
      const [left, right] = value.operands
      if (COMPARISON.test(value.operator) && left !== undefined && right !== undefined) {
        if (right.kind === "literal") compared.add(left)
        if (left.kind === "literal") compared.add(right)
      }
      // `"password" in body`, `for (const key in body)`, `typeof body.page`
      if (value.operator === "in" && right !== undefined) compared.add(right)
      if ((value.operator === "typeof" || value.operator === "instanceof") && left !== undefined) compared.add(left)
      value.operands.forEach(look)
    } else if (value.kind === "choice") {
      look(value.test)
      value.of.forEach(look)
    } else if (value.kind === "object") value.entries.forEach((entry) => look(entry.value))
  }
  const { facts } = module
  for (const { test } of facts.regions) look(test)
  for (const { values } of facts.locals) values.forEach(look)
  for (const call of facts.calls) call.arguments.forEach(look)
  for (const { value } of facts.assignments) look(value)
  for (const { returns } of facts.functions) returns.forEach(({ value }) => look(value))
  found.set(module, compared)
  return compared
}
