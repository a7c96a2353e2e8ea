/**
 * Which parts of a module's conditions its code asks for in more than one place.
 *
 * @module
 */
import type { Expression } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"
import { partsOf } from "./expressions.ts"

const byModule = new WeakMap<Module, ReadonlyMap<Expression, number>>()

/**
 * Whether an expression stands in more than one place of its module's conditions, results, arguments and variables. What stands in
 * one alone need not be remembered once it was asked.
 *
 * @returns true also for what was not counted
 */
export function isAskedAgain(expression: Expression, module: Module): boolean {
  const counts = byModule.get(module) ?? count(module)
  byModule.set(module, counts)
  return counts.get(expression) !== 1
}

function count({ facts }: Module): ReadonlyMap<Expression, number> {
  const counts = new Map<Expression, number>()
  const add = (expression: Expression | undefined): void => {
    if (expression === undefined) return
    counts.set(expression, (counts.get(expression) ?? 0) + 1)
    for (const part of partsOf(expression)) add(part)
  }
  // Both arms of a statement have the same test; it stands in one place.
  const tests = new Map(facts.regions.map(({ test, parent, at, kind }) => [kind === "else" ? `${parent}` : `${parent} ${at}`, test] as const))
  for (const test of tests.values()) add(test)
  for (const { returns } of facts.functions) for (const { value } of returns) add(value)
  for (const { arguments: values, callee } of facts.calls) [callee, ...values].forEach(add)
  for (const { values } of facts.locals) values.forEach(add)
  for (const { value } of facts.assignments) add(value)
  return counts
}
