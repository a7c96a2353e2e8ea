/**
 * Expressions that are compared with literals.
 *
 * @module
 */
import type { Expression } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"
import { expressionsIn, walkExpression } from "./expressions.ts"

const EQUALITIES = new Set(["===", "!==", "==", "!="])

const found = new WeakMap<Module, ReadonlySet<Expression>>()

/** The expressions that a module compares with a literal, or whose type or keys it tests. */
export function comparedWithLiterals(module: Module): ReadonlySet<Expression> {
  const known = found.get(module) ?? findCompared(module)
  found.set(module, known)
  return known
}

function findCompared(module: Module): ReadonlySet<Expression> {
  const compared = new Set<Expression>()
  const seen = new Set<Expression>()
  const visit = (one: Expression): void => {
    for (const operand of comparedBy(one)) compared.add(operand)
  }
  for (const one of expressionsIn(module)) walkExpression(one, visit, seen)
  for (const { values } of module.facts.locals) for (const one of values) walkExpression(one, visit, seen)
  return compared
}

function comparedBy(expression: Expression): readonly Expression[] {
  if (expression.kind !== "operation") return []
  const { operator, operands: [left, right] } = expression
  if (left === undefined) return []
  if (operator === "typeof" || operator === "instanceof") return [left]
  if (right === undefined) return []
  // `"password" in body`, `for (const key in body)`
  if (operator === "in") return [right]
  if (!EQUALITIES.has(operator)) return []
  return [...(right.kind === "literal" ? [left] : []), ...(left.kind === "literal" ? [right] : [])]
}
