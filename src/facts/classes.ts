/**
 * Classes and their members.
 *
 * @module
 */
import type { ClassId } from "../model/ids.ts"
import type { TSESTree } from "@typescript-eslint/types"
import type { Expression } from "../model/expression.ts"
import type { ClassFact, MemberFact } from "../model/facts.ts"
import { evaluateDecorators } from "./decorator.ts"
import { evaluateFunction } from "./function.ts"
import { declareBlock, declareFunctionScoped, declareTypeParameters } from "./scope.ts"
import type { Node } from "./syntax.ts"
import { keyName, rangeOfTarget, startOf } from "./syntax.ts"
import { nameOfType, readType } from "./types.ts"
import type { Draft, Purpose, Walk } from "./walk.ts"
import { addRegion, createScope, INITIAL, OPERAND, OTHER } from "./walk.ts"

/** Visits a class: its decorators, then what it extends, then its members in order, the members' decorators first. */
export function evaluateClass(
  walk: Walk, node: TSESTree.ClassDeclaration | TSESTree.ClassExpression, purpose: Purpose,
): Expression {
  const { scope, region } = walk
  const decorators = evaluateDecorators(walk, node)
  const range = [startOf(node, walk.text), node.range[1]] as const
  const fact: Draft<ClassFact> = {
    implements: [], decorators, members: [], at: walk.places.add(range[0], range[1]),
  }
  const id = (walk.facts.classes.push(fact) - 1) as ClassId
  const value = walk.values.indexed("class", id)
  const name = node.id?.name ?? purpose.name
  if (name !== undefined) fact.name = name

  walk.scope = createScope(scope)
  if (node.type === "ClassExpression" && node.id) walk.scope.values.set(node.id.name, value)
  declareTypeParameters(walk, node.typeParameters)
  if (node.superClass) fact.extends = walk.evaluate(node.superClass, OTHER)
  fact.implements = (node.implements as TSESTree.TSClassImplements[] | undefined)
    ?.map(({ expression }) => nameOfType(walk, expression)) ?? []
  walk.region = addRegion(walk, "class", node.body.range)
  for (const element of node.body.body) visitElement(walk, element, fact, id)
  walk.region = region
  walk.scope = scope
  return value
}

function visitElement(walk: Walk, element: TSESTree.ClassElement, fact: Draft<ClassFact>, owner: ClassId): void {
  switch (element.type) {
    case "MethodDefinition":
    case "TSAbstractMethodDefinition":
      fact.members.push(...readMethod(walk, element, owner))
      break
    case "PropertyDefinition":
    case "AccessorProperty":
    case "TSAbstractPropertyDefinition":
    case "TSAbstractAccessorProperty":
      fact.members.push(readProperty(walk, element, owner))
      break
    case "StaticBlock":
      executeStaticBlock(walk, element)
  }
}

/** The name of a member; a computed one is known by the text of its key in brackets: `[Symbol.iterator]`. */
function nameOfMember(walk: Walk, key: Node, isComputed: boolean): string {
  const name = keyName(key, isComputed)
  if (name !== undefined) return name
  walk.evaluate(key, OPERAND)
  return `[${walk.text.slice(key.range[0], key.range[1])}]`
}

const KINDS = { get: "getter", set: "setter", method: "method", constructor: "constructor" } as const

function readMethod(
  walk: Walk, element: TSESTree.MethodDefinition | TSESTree.TSAbstractMethodDefinition, owner: ClassId,
): MemberFact[] {
  const { key, value: node } = element
  const isOverload = element.type === "MethodDefinition" && node.type === "TSEmptyBodyFunctionExpression"
  if (isOverload) return []
  const decorators = evaluateDecorators(walk, element)
  const name = nameOfMember(walk, key, element.computed)
  const fact: Draft<MemberFact> = {
    name,
    kind: KINDS[element.kind],
    isStatic: element.static,
    decorators,
    at: walk.places.add(key.range[0], key.range[1]),
  }
  if (node.type === "TSEmptyBodyFunctionExpression") return [fact]
  fact.value = evaluateFunction(walk, node, { ...INITIAL, name, owner }, [key.range[0], node.range[1]])
  return [fact, ...node.params.flatMap((parameter) => readParameterProperty(walk, parameter))]
}

function readParameterProperty(walk: Walk, parameter: TSESTree.Parameter): MemberFact[] {
  if (parameter.type !== "TSParameterProperty") return []
  const target = parameter.parameter.type === "AssignmentPattern" ? parameter.parameter.left : parameter.parameter
  if (target.type !== "Identifier") return []
  const [start, end] = rangeOfTarget(target, walk.text)
  const fact: Draft<MemberFact> = {
    name: target.name, kind: "property", isStatic: false, decorators: [], at: walk.places.add(start, end),
  }
  if (target.typeAnnotation) fact.type = readType(walk, target.typeAnnotation.typeAnnotation)
  return [fact]
}

type PropertyNode =
  | TSESTree.PropertyDefinition
  | TSESTree.AccessorProperty
  | TSESTree.TSAbstractPropertyDefinition
  | TSESTree.TSAbstractAccessorProperty

function readProperty(walk: Walk, element: PropertyNode, owner: ClassId): MemberFact {
  const { key } = element
  const decorators = evaluateDecorators(walk, element)
  const name = nameOfMember(walk, key, element.computed)
  const fact: Draft<MemberFact> = {
    name, kind: "property", isStatic: element.static, decorators, at: walk.places.add(key.range[0], key.range[1]),
  }
  const type = element.typeAnnotation?.typeAnnotation
  if (type) fact.type = readType(walk, type)
  if (element.value) fact.value = walk.evaluate(element.value, { ...INITIAL, name, type, owner })
  return fact
}

function executeStaticBlock(walk: Walk, block: TSESTree.StaticBlock): void {
  const { scope } = walk
  walk.scope = createScope(scope)
  declareBlock(walk, block.body)
  declareFunctionScoped(walk, block.body)
  for (const statement of block.body) walk.execute(statement)
  walk.scope = scope
}
