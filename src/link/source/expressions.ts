/**
 * Walks over expressions: the parts of one, and every expression that a module holds.
 *
 * @module
 */
import type { Expression } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"

/** The expressions that one is written with, in the order of the source; none for calls and functions, whose parts are facts of their own. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "member":
      return [expression.object]
    case "element":
      return [expression.object, expression.index]
    case "template":
      return expression.parts
    case "object":
      return expression.entries.flatMap(({ key, value }) => (key === undefined ? [value] : [key, value]))
    case "array":
      return expression.items
    case "spread":
      return [expression.value]
    case "choice":
      return [expression.test, ...expression.of]
    case "operation":
      return expression.operands
    case "each":
      return [expression.of]
    default:
      return []
  }
}

/**
 * Calls a function with an expression and with every expression inside it, outer ones first.
 *
 * @param seen expressions that are passed over with all that is in them; those visited are added
 */
export function walkExpression(expression: Expression | undefined, visit: (one: Expression) => void, seen: Set<Expression> = new Set()): void {
  if (expression === undefined || seen.has(expression)) return
  seen.add(expression)
  visit(expression)
  for (const part of partsOf(expression)) walkExpression(part, visit, seen)
}

/**
 * The expressions that code of a module reads: callees, arguments, thrown, returned and assigned values, conditions. Variables'
 * own values are not among them.
 *
 * @returns outermost expressions only; one may come more than once
 */
export function* expressionsIn({ facts }: Module): Generator<Expression> {
  for (const { callee, arguments: values } of facts.calls) {
    yield callee
    yield* values
  }
  for (const { value } of facts.throws) yield value
  for (const { target, value } of facts.assignments) {
    yield target
    yield value
  }
  for (const { value } of facts.reads) yield value
  for (const { returns } of facts.functions) for (const { value } of returns) if (value !== undefined) yield value
  for (const { test, iterates } of facts.regions) {
    if (test !== undefined) yield test
    if (iterates !== undefined) yield iterates
  }
}
