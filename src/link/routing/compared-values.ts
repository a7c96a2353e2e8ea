/**
 * What code compares something with: `if (request.method === "POST")`, `switch (request.method)`, `handlers[request.method]`.
 *
 * @module
 */
import { nameOf } from "../evaluate/canonical-name.ts"
import { alternatives, literalText } from "../evaluate/domain.ts"
import type { Follower } from "../evaluate/evaluator.ts"
import { ownedBy } from "../source/function-body.ts"
import type { Expression } from "../../model/expression.ts"
import type { CallFact } from "../../model/facts.ts"
import type { Activation, Meaning } from "../../model/values.ts"

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
export function comparedIn(target: Meaning, values: readonly Meaning[], name: string, follower: Follower): readonly string[] {
  const found = new Set<string>()
  const entered = new Set<Activation>()

  function visit(activation: Activation, depth: number): void {
    if (entered.has(activation) || depth > NESTING) return
    entered.add(activation)
    const owned = ownedBy(activation)
    const follow = (expression: Expression): Meaning => follower.follow(expression, activation)
    const isIt = (meaning: Meaning): boolean => alternatives(meaning).some((one) => nameOf(one, follower) === name)
    for (const { test } of owned.regions) {
      if (test !== undefined) for (const text of textsBeside(follow(test), isIt)) found.add(text)
    }
    for (const key of keysLookedUp(activation, follow, isIt, follower)) found.add(key)
    for (const [call, fact] of owned.calls) {
      const site = { module: activation.module, call, activation }
      for (const text of listed(fact, follow, isIt)) found.add(text)
      for (const one of alternatives(follower.callee(site).target)) {
        const inner = follower.enter(one, site)
        if (inner !== undefined) visit(inner, depth + 1)
      }
    }
  }

  for (const one of alternatives(target)) {
    const given = one.kind === "result" ? follower.arguments(one.site).flatMap((value) => alternatives(value)) : [one]
    for (const each of given) if (each.kind === "function") visit(follower.activate(each, values), 0)
  }
  return [...found]
}

function textsBeside(test: Meaning, isIt: (meaning: Meaning) => boolean): readonly string[] {
  if (test.kind !== "operation") return []
  const [left, right] = test.operands
  if (/^[!=]==?$/.test(test.operator) && left !== undefined && right !== undefined) {
    const text = isIt(left) ? literalText(right) : isIt(right) ? literalText(left) : undefined
    return text === undefined ? [] : [text]
  }
  return test.operands.flatMap((one) => textsBeside(one, isIt))
}

/** `["GET", "POST"].includes(request.method)` */
function listed({ callee, arguments: values }: CallFact, follow: (expression: Expression) => Meaning, isIt: (meaning: Meaning) => boolean): readonly string[] {
  if (callee.kind !== "member" || callee.name !== "includes" || values[0] === undefined || !isIt(follow(values[0]))) return []
  return alternatives(follow(callee.object)).flatMap((one) => (one.kind === "array" ? one.items.flatMap((item) => literalText(item) ?? []) : []))
}

/** The keys of a table that is looked up by it: `{ GET: list, POST: create }[request.method]`. */
function keysLookedUp(
  activation: Activation, follow: (expression: Expression) => Meaning, isIt: (meaning: Meaning) => boolean, follower: Follower,
): readonly string[] {
  const { facts } = activation.module
  const { calls, reads } = ownedBy(activation)
  const isOwn = (region: number): boolean => facts.regions[region]?.function === activation.of
  const values: readonly Expression[] = [
    ...calls.map(([, { callee }]) => callee),
    ...reads.map(({ value: expression }) => expression),
    ...facts.locals.flatMap((local) => (isOwn(local.region) ? local.values : [])),
  ]
  return values.flatMap((expression) => {
    if (expression.kind !== "element" || !isIt(follow(expression.index))) return []
    return alternatives(follow(expression.object)).flatMap((one) => [...follower.entries(one).keys()])
  })
}
