/**
 * What code compares something with: `if (request.method === "POST")`, `switch (request.method)`, `handlers[request.method]`.
 *
 * @module
 */
import type { Expression } from "../../model/expression.ts"
import type { CallFact } from "../../model/facts.ts"
import type { AbstractValue, Context } from "../../model/values.ts"
import { nameOf } from "../evaluate/canonical-name.ts"
import { literalText, possibleValues } from "../evaluate/domain.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { bodyOf } from "../source/function-body.ts"

/** Functions further from the first one are not looked into. */
const NESTING = 4

/**
 * The texts that a function, or one that it calls, compares something with.
 *
 * @param target the function; of a wrapper from a package, the functions that it was given
 * @param values what its parameters stand for
 * @param name canonical name of what is compared
 * @returns each text once, in the order in which they are met
 */
export function comparedIn(target: AbstractValue, values: readonly AbstractValue[], name: string, evaluator: Evaluator): readonly string[] {
  const found = new Set<string>()
  const entered = new Set<Context>()

  function visit(context: Context, depth: number): void {
    if (entered.has(context) || depth > NESTING) return
    entered.add(context)
    const owned = bodyOf(context)
    const evaluate = (expression: Expression): AbstractValue => evaluator.evaluate(expression, context)
    const isIt = (value: AbstractValue): boolean => possibleValues(value).some((one) => nameOf(one, evaluator) === name)
    for (const [, { test }] of owned.regions) {
      if (test !== undefined) for (const text of textsBeside(evaluate(test), isIt)) found.add(text)
    }
    for (const key of keysLookedUp(context, evaluate, isIt, evaluator)) found.add(key)
    for (const [call, fact] of owned.calls) {
      const site = { module: context.module, call, context }
      for (const text of listed(fact, evaluate, isIt)) found.add(text)
      for (const one of possibleValues(evaluator.callee(site).target)) {
        const inner = evaluator.enter(one, site)
        if (inner !== undefined) visit(inner, depth + 1)
      }
    }
  }

  for (const one of possibleValues(target)) {
    const given = one.kind === "result" ? evaluator.arguments(one.site).flatMap((value) => possibleValues(value)) : [one]
    for (const each of given) if (each.kind === "function") visit(evaluator.intern(each, values), 0)
  }
  return [...found]
}

function textsBeside(test: AbstractValue, isIt: (value: AbstractValue) => boolean): readonly string[] {
  if (test.kind !== "operation") return []
  const [left, right] = test.operands
  if (/^[!=]==?$/.test(test.operator) && left !== undefined && right !== undefined) {
    const text = isIt(left) ? literalText(right) : isIt(right) ? literalText(left) : undefined
    return text === undefined ? [] : [text]
  }
  return test.operands.flatMap((one) => textsBeside(one, isIt))
}

/** `["GET", "POST"].includes(request.method)` */
function listed({ callee, arguments: values }: CallFact, evaluate: (expression: Expression) => AbstractValue, isIt: (value: AbstractValue) => boolean): readonly string[] {
  if (callee.kind !== "member" || callee.name !== "includes" || values[0] === undefined || !isIt(evaluate(values[0]))) return []
  return possibleValues(evaluate(callee.object)).flatMap((one) => (one.kind === "array" ? one.items.flatMap((item) => literalText(item) ?? []) : []))
}

/** The keys of a table that is looked up by it: `{ GET: list, POST: create }[request.method]`. */
function keysLookedUp(
  context: Context, evaluate: (expression: Expression) => AbstractValue, isIt: (value: AbstractValue) => boolean, evaluator: Evaluator,
): readonly string[] {
  const { calls, reads, locals } = bodyOf(context)
  const values: readonly Expression[] = [
    ...calls.map(([, { callee }]) => callee),
    ...reads.map(({ value: expression }) => expression),
    ...locals.flatMap((local) => local.values),
  ]
  return values.flatMap((expression) => {
    if (expression.kind !== "element" || !isIt(evaluate(expression.index))) return []
    return possibleValues(evaluate(expression.object)).flatMap((one) => [...evaluator.entries(one).keys()])
  })
}
