/**
 * Expressions.
 *
 * @module
 */
import type { TSESTree } from "@typescript-eslint/types"
import type { Expression, ObjectEntry } from "../model/expression.ts"
import { evaluateChain } from "./chain.ts"
import { visitChildren } from "./children.ts"
import { evaluateClass } from "./classes.ts"
import { evaluateFunction } from "./function.ts"
import { evaluateBinary, evaluateConditional, evaluateLogical, evaluateTemplate, evaluateUnary } from "./operator.ts"
import { evaluateAssignment, evaluateDelete, evaluateUpdate } from "./pattern.ts"
import { recordName } from "./read.ts"
import { lookUp } from "./scope.ts"
import type { Node } from "./syntax.ts"
import { keyName, textOf } from "./syntax.ts"
import { recordString } from "./text.ts"
import type { Purpose, Walk } from "./walk.ts"
import { DISCARDED, ENTRY, OPERAND, OTHER, SPREAD } from "./walk.ts"

/** Visits an expression; answers its value. */
export function evaluateExpression(walk: Walk, node: Node, purpose: Purpose): Expression {
  switch (node.type) {
    case "Identifier": {
      const value = lookUp(walk, node.name)
      recordName(walk, value, node.range, purpose)
      return value
    }
    case "MemberExpression":
    case "CallExpression":
    case "AwaitExpression":
    case "NewExpression":
    case "ChainExpression":
    case "TSAsExpression":
    case "TSNonNullExpression":
    case "TSSatisfiesExpression":
    case "TSTypeAssertion":
    case "TSInstantiationExpression":
    case "TaggedTemplateExpression":
      return evaluateChain(walk, node, purpose)
    case "Literal":
      return evaluateLiteral(walk, node, purpose)
    case "ObjectExpression":
      return walk.values.object(node.properties.map((property) => evaluateProperty(walk, property, purpose)), walk.places.add(node.range[0], node.range[1]))
    case "ArrowFunctionExpression":
    case "FunctionExpression":
      return evaluateFunction(walk, node, purpose)
    case "TemplateLiteral":
      return evaluateTemplate(walk, node, purpose)
    case "BinaryExpression":
      return evaluateBinary(walk, node, purpose)
    case "LogicalExpression":
      return evaluateLogical(walk, node, purpose)
    case "ArrayExpression":
      return walk.values.array(node.elements.map((element, index) => evaluateItem(walk, element, index, purpose)))
    case "AssignmentExpression":
      return evaluateAssignment(walk, node, purpose)
    case "ConditionalExpression":
      return evaluateConditional(walk, node, purpose)
    case "UnaryExpression":
      return node.operator === "delete" ? evaluateDelete(walk, node) : evaluateUnary(walk, node, purpose)
    case "ThisExpression": {
      noteThis(walk)
      const value = walk.values.self(walk.self)
      recordName(walk, value, node.range, purpose)
      return value
    }
    default:
      return evaluateRare(walk, node, purpose)
  }
}

function noteThis({ self, facts }: Walk): void {
  const owner = facts.functions[self]
  if (owner !== undefined) owner.usesThis = true
}

function evaluateRare(walk: Walk, node: Node, purpose: Purpose): Expression {
  switch (node.type) {
    case "UpdateExpression":
      return evaluateUpdate(walk, node)
    case "SequenceExpression": {
      const last = node.expressions.length - 1
      const values = node.expressions.map((inner, index) => walk.evaluate(inner, index === last ? purpose : DISCARDED))
      return values.at(-1) ?? walk.values.unknown
    }
    case "ClassExpression":
      return evaluateClass(walk, node, purpose)
    case "Super":
      noteThis(walk)
      return walk.values.global("super")
    case "MetaProperty":
      return walk.values.global(`${node.meta.name}.${node.property.name}`)
    case "ImportExpression":
      return evaluateImport(walk, node)
    case "SpreadElement":
      return walk.values.spread(walk.evaluate(node.argument, SPREAD))
    default: {
      const parenthesised = node as { type: string, expression?: Node }
      if (parenthesised.type === "ParenthesizedExpression") return evaluateChain(walk, node, purpose)
      visitChildren(walk, node)
      return walk.values.unknown
    }
  }
}

function evaluateLiteral(walk: Walk, node: TSESTree.Literal, purpose: Purpose): Expression {
  if ("regex" in node && node.regex) {
    return walk.values.pattern(node.regex.pattern, [...node.regex.flags].sort().join(""))
  }
  if ("bigint" in node && node.bigint) return walk.values.literal(node.bigint)
  const value = node.value as string | number | boolean | null
  if (typeof value === "string") recordString(walk, value, node.range, purpose)
  return typeof value === "number" && !Number.isFinite(value) ? walk.values.unknown : walk.values.literal(value)
}

function evaluateImport(walk: Walk, node: TSESTree.ImportExpression): Expression {
  const specifier = textOf(node.source)
  if (node.options) walk.evaluate(node.options, OTHER)
  if (specifier !== undefined) {
    walk.imports.add(specifier)
    return walk.values.imported(specifier, "*")
  }
  walk.evaluate(node.source, OTHER)
  return walk.values.unknown
}

/** The purpose of what stands inside an object or array: a test of the whole tests nothing in it. */
function innerPurpose(node: Node, purpose: Purpose, name: string | undefined, key: number | string): Purpose {
  if (node.type === "Identifier" || node.type === "MemberExpression" || node.type === "CallExpression") return ENTRY
  return { ...ENTRY, name, path: purpose.path && { parent: purpose.path, key } }
}

function evaluateProperty(walk: Walk, property: TSESTree.ObjectLiteralElement, purpose: Purpose): ObjectEntry {
  const at = walk.places.add(property.range[0], property.range[1])
  if (property.type === "SpreadElement") {
    return { value: walk.evaluate(property.argument, { ...SPREAD, name: purpose.name, path: purpose.path }), at }
  }
  const name = keyName(property.key, property.computed)
  if (name === undefined) {
    const key = walk.evaluate(property.key, OPERAND)
    return { key, value: evaluateEntry(walk, property, innerPurpose(property.value, purpose, undefined, "*")), at }
  }
  return { name, value: evaluateEntry(walk, property, innerPurpose(property.value, purpose, name, name)), at }
}

function evaluateEntry(walk: Walk, { kind, method, key, value }: TSESTree.Property, purpose: Purpose): Expression {
  const isMethod = method || kind !== "init"
  return isMethod && value.type === "FunctionExpression"
    ? evaluateFunction(walk, value, purpose, [key.range[0], value.range[1]])
    : walk.evaluate(value, purpose)
}

function evaluateItem(
  walk: Walk, element: TSESTree.Expression | TSESTree.SpreadElement | null, index: number, purpose: Purpose,
): Expression {
  if (element === null) return walk.values.undefined
  // A pair in a list of pairs is no more what the list is called: `const secrets = [["WEBHOOK_SECRET", "Carrier"]]`.
  const name = element.type === "ArrayExpression" ? undefined : purpose.name
  return walk.evaluate(element, innerPurpose(element, purpose, name, index))
}
