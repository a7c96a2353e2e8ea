/**
 * Operators: chains of them without recursion, conditions with a region for what they choose.
 *
 * @module
 */
import type { TSESTree } from "@typescript-eslint/types"
import type { Expression } from "../model/expression.ts"
import { recordString } from "./text.ts"
import type { Purpose, Walk } from "./walk.ts"
import { evaluateArm, OPERAND, TEST, TEST_OPERAND } from "./walk.ts"

/** The purpose of an operand: a test, in a condition. */
export function operandOf(purpose: Purpose): Purpose {
  return purpose.use.kind === "test" ? TEST_OPERAND : OPERAND
}

/** The purpose of a piece of text: its name and its place among the arguments are those of the whole. */
function pieceOf(purpose: Purpose): Purpose {
  const operand = operandOf(purpose)
  return purpose.name === undefined && purpose.path === undefined
    ? operand
    : { ...operand, name: purpose.name, path: purpose.path }
}

/** Visits `left operator right`, along the left side. */
export function evaluateBinary(walk: Walk, node: TSESTree.BinaryExpression, purpose: Purpose): Expression {
  const spine: TSESTree.BinaryExpression[] = []
  let left: TSESTree.Node = node
  for (; left.type === "BinaryExpression"; left = left.left) spine.push(left)
  const purposeIn = (outer: TSESTree.BinaryExpression | undefined): Purpose =>
    outer?.operator === "+" ? pieceOf(purpose) : operandOf(purpose)
  let total: Expression[] = [walk.evaluate(left, purposeIn(spine.at(-1)))]
  for (let inner = spine.pop(); inner !== undefined; inner = spine.pop()) {
    const right = walk.evaluate(inner.right, purposeIn(inner))
    if (inner.operator === "+") total.push(right)
    else total = [walk.values.operation(inner.operator, [add(walk, total), right])]
  }
  return add(walk, total)
}

/** The sum of values: a template when one of them is text, else nested operations. */
export function add(walk: Walk, values: readonly Expression[]): Expression {
  const [first = walk.values.unknown, ...rest] = values
  if (rest.length === 0) return first
  const isText = values.some((value) => value.kind === "template" || isString(value))
  if (!isText) return rest.reduce((left, right) => walk.values.operation("+", [left, right]), first)
  return walk.values.template(values.flatMap((value) => value.kind === "template" ? value.parts : [value]))
}

function isString(value: Expression): boolean {
  return value.kind === "literal" && typeof value.value === "string"
}

/** Visits `left && right`, `left || right` and `left ?? right`, along the left side. */
export function evaluateLogical(walk: Walk, node: TSESTree.LogicalExpression, purpose: Purpose): Expression {
  const spine: TSESTree.LogicalExpression[] = []
  let left: TSESTree.Node = node
  for (; left.type === "LogicalExpression"; left = left.left) spine.push(left)
  // The left side of `a || b` may itself be the value; that of `a && b` only decides.
  const isValue = spine.every(({ operator }) => operator !== "&&")
  const test = { ...TEST, use: isValue ? purpose.use : TEST.use, cast: purpose.cast, name: purpose.name, path: purpose.path }
  let value = walk.evaluate(left, test)
  for (let inner = spine.pop(); inner !== undefined; inner = spine.pop()) {
    value = evaluateFallback(walk, inner.operator, value, inner.right, spine.length === 0 ? purpose : test)
  }
  return value
}

/** Visits the right side of a logical operator whose left side is `value`. */
export function evaluateFallback(
  walk: Walk, operator: "&&" | "||" | "??", value: Expression, node: TSESTree.Node, purpose: Purpose,
): Expression {
  const kind = operator === "&&" ? "then" : "else"
  const right = evaluateArm(walk, kind, node, operator === "&&" ? purpose : { ...purpose, fallback: value }, value)
  return walk.values.operation(operator, [value, right])
}

/** Visits `test ? consequent : alternate`. */
export function evaluateConditional(walk: Walk, node: TSESTree.ConditionalExpression, purpose: Purpose): Expression {
  const test = walk.evaluate(node.test, TEST)
  const consequent = evaluateArm(walk, "then", node.consequent, purpose, test)
  const alternate = evaluateArm(walk, "else", node.alternate, purpose, test)
  return walk.values.choice(test, [consequent, alternate])
}

/** Visits a template literal that has no tag. */
export function evaluateTemplate(walk: Walk, node: TSESTree.TemplateLiteral, purpose: Purpose): Expression {
  const texts = node.quasis.map((quasi) => quasi.value.cooked ?? quasi.value.raw)
  recordString(walk, texts.join("${}"), node.range, purpose)
  if (node.expressions.length === 0) return walk.values.literal(texts[0] ?? "")
  const piece = { ...pieceOf(purpose), isCompared: false }
  const parts: Expression[] = []
  for (const [index, text] of texts.entries()) {
    if (text !== "") parts.push(walk.values.literal(text))
    const expression = node.expressions[index]
    if (expression !== undefined) parts.push(walk.evaluate(expression, piece))
  }
  return walk.values.template(parts)
}

/** Visits an operator with one operand. */
export function evaluateUnary(walk: Walk, node: TSESTree.UnaryExpression, purpose: Purpose): Expression {
  const operand: Purpose = node.operator === "void" ? { ...OPERAND, result: "discarded", isVoid: true } : operandOf(purpose)
  return walk.values.operation(node.operator, [walk.evaluate(node.argument, operand)])
}
