/**
 * Reading syntax trees of the TS-ESTree form (https://typescript-eslint.io/packages/typescript-estree/), whichever
 * parser made them. Only `range` is read, and only where every parser agrees on it.
 *
 * @module
 */
import type { TSESTree } from "@typescript-eslint/types"

/** The root of a syntax tree, as any parser of the ESTree family gives it. */
export interface SyntaxTree {
  readonly type: "Program"
  readonly body: readonly object[]
  readonly range: readonly [number, number]
}

/** A comment, its delimiters left out of `value` but not of `range`. */
export interface SourceComment {
  readonly value: string
  readonly range: readonly [number, number]
}

/** Any node of a tree. */
export type Node = TSESTree.Node

/** A declaration of a type. */
export type TypeDeclarationNode =
  | TSESTree.TSEnumDeclaration
  | TSESTree.TSInterfaceDeclaration
  | TSESTree.TSTypeAliasDeclaration

/** Start and end offset. */
export type Range = readonly [start: number, end: number]

/** A node that stands for its inner expression. */
type Wrapper =
  | TSESTree.AwaitExpression
  | TSESTree.ChainExpression
  | TSESTree.TSAsExpression
  | TSESTree.TSInstantiationExpression
  | TSESTree.TSNonNullExpression
  | TSESTree.TSSatisfiesExpression
  | TSESTree.TSTypeAssertion

/** The inner expression of a node that stands for it: parentheses, `await`, `as`, `!` ...; undefined for others. */
export function unwrapOnce(node: Node): Node | undefined {
  switch (node.type as Wrapper["type"] | "ParenthesizedExpression") {
    case "AwaitExpression":
      return (node as TSESTree.AwaitExpression).argument
    case "ChainExpression":
    case "ParenthesizedExpression":
    case "TSAsExpression":
    case "TSInstantiationExpression":
    case "TSNonNullExpression":
    case "TSSatisfiesExpression":
    case "TSTypeAssertion":
      return (node as Exclude<Wrapper, TSESTree.AwaitExpression>).expression
    default:
      return undefined
  }
}

/** The type that `as` or `<Type>` casts to; undefined for other nodes and for `as const`. */
export function castOf(node: Node): TSESTree.TypeNode | undefined {
  if (node.type !== "TSAsExpression" && node.type !== "TSTypeAssertion") return undefined
  const type = node.typeAnnotation
  const isConst =
    type.type === "TSTypeReference" && type.typeName.type === "Identifier" && type.typeName.name === "const"
  return isConst ? undefined : type
}

/** The outermost cast around an expression. */
export function findCast(node: Node): TSESTree.TypeNode | undefined {
  for (let inner: Node | undefined = node; inner !== undefined; inner = unwrapOnce(inner)) {
    const cast = castOf(inner)
    if (cast !== undefined) return cast
  }
  return undefined
}

/** The text of a string literal or of a template literal without expressions. */
export function textOf(node: Node): string | undefined {
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : undefined
  if (node.type === "TemplateLiteral" && node.expressions.length === 0) {
    const text = node.quasis[0]?.value
    return text?.cooked ?? text?.raw
  }
  return undefined
}

/** The name that a property key, or the property of a member expression, is known by; undefined when it is computed. */
export function keyName(key: Node, isComputed: boolean): string | undefined {
  if (key.type === "Literal") return "bigint" in key && key.bigint ? key.bigint : String(key.value)
  if (key.type === "PrivateIdentifier") return `#${key.name}`
  if (key.type === "Identifier" && !isComputed) return key.name
  return textOf(key)
}

/** The range of an identifier without its decorators and type annotation, on which parsers differ. */
export function rangeOfName(node: TSESTree.Identifier, text: string): Range {
  const start = startOf(node, text)
  return [start, start + node.name.length]
}

/** The range of a binding target without decorators, type annotation, default and `...`. */
export function rangeOfTarget(node: Node, text: string): Range {
  switch (node.type) {
    case "Identifier":
      return rangeOfName(node, text)
    case "AssignmentPattern":
      return rangeOfTarget(node.left, text)
    case "RestElement":
      return rangeOfTarget(node.argument, text)
    case "TSParameterProperty":
      return rangeOfTarget(node.parameter, text)
    case "ArrayPattern":
    case "ObjectPattern":
      return [startOf(node, text), node.typeAnnotation?.range[0] ?? node.range[1]]
    default:
      return node.range
  }
}

const SPACE = /(?:\s|\/\*[^]*?\*\/|\/\/.*)*/y

/** Where a node that may have decorators starts behind them. */
export function startOf(node: Node, text: string): number {
  const decorators = "decorators" in node ? (node.decorators as TSESTree.Decorator[] | undefined) : undefined
  const last = decorators?.at(-1)
  if (last === undefined || last.range[1] <= node.range[0]) return node.range[0]
  SPACE.lastIndex = last.range[1]
  SPACE.test(text)
  return SPACE.lastIndex
}
