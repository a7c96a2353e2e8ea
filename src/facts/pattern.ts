/**
 * Patterns and assignment: giving values to names and members.
 *
 * @module
 */
import type { TSESTree } from "@typescript-eslint/types"
import type { Expression } from "../model/expression.ts"
import { exportByAssignment } from "./commonjs.ts"
import { add, evaluateFallback } from "./operator.ts"
import { recordRead } from "./read.ts"
import { assignName, listNames, lookUp } from "./scope.ts"
import type { Node, Range } from "./syntax.ts"
import { keyName, rangeOfTarget, unwrapOnce } from "./syntax.ts"
import type { Purpose, Walk } from "./walk.ts"
import { ASSIGNED, INITIAL, OPERAND, OTHER } from "./walk.ts"

/** What a pattern was cast to, and the place of the key that took the current value out of it. */
interface Taken {
  readonly cast: Purpose["cast"]
  readonly range: Range | undefined
}

/**
 * Gives `value` to a name, a member, or each part of a pattern. The names are declared before. Every member that a
 * pattern takes out is read; a rest element reads, and is, the whole value.
 */
export function bind(walk: Walk, target: Node, value: Expression, taken: Taken): void {
  switch (target.type) {
    case "Identifier":
      read(walk, value, taken)
      assignName(walk, target, value)
      break
    case "AssignmentPattern":
      read(walk, value, taken)
      bind(walk, target.left, withDefault(walk, target, value), { ...taken, range: undefined })
      break
    case "ObjectPattern":
      for (const property of target.properties) bindProperty(walk, property, value, taken.cast)
      break
    case "ArrayPattern":
      for (const [index, element] of target.elements.entries()) {
        if (element?.type === "RestElement") bindRest(walk, element, value, taken.cast)
        else if (element) {
          const range = rangeOfTarget(element, walk.text)
          bind(walk, element, walk.values.member(value, String(index)), { cast: taken.cast, range })
        }
      }
      break
    case "RestElement":
      bind(walk, target.argument, value, taken)
      break
    case "MemberExpression":
      read(walk, value, taken)
      recordAssignment(walk, evaluateTarget(walk, target), value, target.range)
      break
    default: {
      const inner = unwrapOnce(target)
      if (inner !== undefined) bind(walk, inner, value, taken)
    }
  }
}

function read(walk: Walk, value: Expression, { cast, range }: Taken): void {
  if (range !== undefined) recordRead(walk, value, { kind: "pattern" }, range, cast)
}

function bindProperty(
  walk: Walk, property: TSESTree.Property | TSESTree.RestElement, value: Expression, cast: Taken["cast"],
): void {
  if (property.type === "RestElement") {
    bindRest(walk, property, value, cast)
    return
  }
  const name = keyName(property.key, property.computed)
  const member = name === undefined
    ? walk.values.element(value, walk.evaluate(property.key, OPERAND))
    : walk.values.member(value, name)
  bind(walk, property.value, member, { cast, range: property.key.range })
}

function bindRest(walk: Walk, rest: TSESTree.RestElement, value: Expression, cast: Taken["cast"]): void {
  bind(walk, rest.argument, value, { cast, range: rangeOfTarget(rest, walk.text) })
}

/** Visits the default of a pattern or parameter; answers `value ?? default`. */
export function withDefault(walk: Walk, pattern: TSESTree.AssignmentPattern, value: Expression): Expression {
  return walk.values.operation("??", [value, evaluateDefault(walk, pattern, value)])
}

/** Visits the default of a pattern or parameter, which stands in for `value`. */
export function evaluateDefault(walk: Walk, { left, right }: TSESTree.AssignmentPattern, value: Expression): Expression {
  const name = left.type === "Identifier" ? left.name : undefined
  const type = left.type === "Identifier" ? left.typeAnnotation?.typeAnnotation : undefined
  return walk.evaluate(right, { ...INITIAL, name, type, fallback: value })
}

/** Visits what an assignment to a member or element evaluates, and answers the member; nothing of it is read. */
function evaluateTarget(walk: Walk, target: TSESTree.MemberExpression): Expression {
  const spine: TSESTree.MemberExpression[] = []
  let base: Node = target
  for (; base.type === "MemberExpression"; base = base.object) spine.push(base)
  let value = walk.evaluate(base, OTHER)
  for (let node = spine.pop(); node !== undefined; node = spine.pop()) {
    const name = keyName(node.property, node.computed)
    value = name === undefined
      ? walk.values.element(value, walk.evaluate(node.property, OPERAND))
      : walk.values.member(value, name)
  }
  return value
}

function recordAssignment(walk: Walk, target: Expression, value: Expression, range: Range): void {
  walk.facts.assignments.push({ target, value, region: walk.region, at: walk.places.add(range[0], range[1]) })
  exportByAssignment(walk, target, value, range)
}

/** Visits an assignment expression; its value is what was assigned. */
export function evaluateAssignment(walk: Walk, node: TSESTree.AssignmentExpression, purpose: Purpose): Expression {
  const left = unwrapTarget(node.left)
  const target = left.type === "MemberExpression" ? evaluateTarget(walk, left) : undefined
  const name = target?.kind === "member" ? target.name : left.type === "Identifier" ? left.name : undefined
  const assigned = { ...ASSIGNED, name, isAwaited: purpose.isAwaited }
  if (node.operator === "=") {
    const isPattern = left.type === "ObjectPattern" || left.type === "ArrayPattern"
    const value = walk.evaluate(node.right, isPattern ? { ...assigned, use: { kind: "pattern" } } : assigned)
    give(walk, left, target, value, node.range)
    return value
  }
  const operator = node.operator.slice(0, -1)
  const before = target ?? (left.type === "Identifier" ? lookUp(walk, left.name) : walk.values.unknown)
  if (target !== undefined) recordRead(walk, target, { kind: "operand" }, left.range)
  const value = operator === "||" || operator === "&&" || operator === "??"
    ? evaluateFallback(walk, operator, before, node.right, assigned)
    : operate(walk, operator, before, walk.evaluate(node.right, { ...OPERAND, name }))
  give(walk, left, target, value, node.range)
  return value
}

function operate(walk: Walk, operator: string, left: Expression, right: Expression): Expression {
  return operator === "+" ? add(walk, [left, right]) : walk.values.operation(operator, [left, right])
}

function unwrapTarget(node: Node): Node {
  let target = node
  for (let inner = unwrapOnce(target); inner !== undefined; inner = unwrapOnce(target)) target = inner
  return target
}

function give(walk: Walk, left: Node, target: Expression | undefined, value: Expression, range: Range): void {
  if (target !== undefined) return recordAssignment(walk, target, value, range)
  bind(walk, left, value, { cast: undefined, range: undefined })
  for (const { name } of listNames(left)) recordWrite(walk, name, range)
}

/** Writes down that a variable has just been given the last of its values. */
function recordWrite(walk: Walk, name: string, range: Range): void {
  const bound = lookUp(walk, name)
  const value = bound.kind === "local" ? walk.facts.locals[bound.id]?.values.at(-1) : undefined
  if (bound.kind !== "local" || value === undefined) return
  walk.facts.writes.push({ local: bound.id, value, region: walk.region, at: walk.places.add(range[0], range[1]) })
}

/** Visits `delete object.name`: an assignment of `undefined`; nothing is read. */
export function evaluateDelete(walk: Walk, node: TSESTree.UnaryExpression): Expression {
  const target = unwrapTarget(node.argument)
  const inner = target.type === "ChainExpression" ? target.expression : target
  if (inner.type === "MemberExpression") {
    const { undefined: nothing } = walk.values
    walk.facts.assignments.push({ target: evaluateTarget(walk, inner), value: nothing, region: walk.region, at: walk.places.add(node.range[0], node.range[1]) })
  } else walk.evaluate(target, OPERAND)
  return walk.values.unknown
}

/** Visits `x++` and its kin: an assignment of an operation with one operand. */
export function evaluateUpdate(walk: Walk, node: TSESTree.UpdateExpression): Expression {
  const left = unwrapTarget(node.argument)
  if (left.type !== "MemberExpression") {
    const before = walk.evaluate(left, OPERAND)
    const value = walk.values.operation(node.operator, [before])
    give(walk, left, undefined, value, node.range)
    return value
  }
  const target = evaluateTarget(walk, left)
  recordRead(walk, target, { kind: "operand" }, left.range)
  const value = walk.values.operation(node.operator, [target])
  give(walk, left, target, value, node.range)
  return value
}
