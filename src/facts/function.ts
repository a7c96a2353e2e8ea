/**
 * Functions: parameters, bodies, returns.
 *
 * @module
 */
import type { FunctionId, RegionId } from "../model/ids.ts"
import type { TSESTree } from "@typescript-eslint/types"
import type { Expression } from "../model/expression.ts"
import type { FunctionFact, ParameterFact } from "../model/facts.ts"
import { evaluateDecorators } from "./decorator.ts"
import { bind, evaluateDefault } from "./pattern.ts"
import { declareBlock, declareFunctionScoped, declareLocal, declarePattern, declareTypeParameters } from "./scope.ts"
import type { Node, Range } from "./syntax.ts"
import { rangeOfTarget } from "./syntax.ts"
import { readType } from "./types.ts"
import type { Draft, Position, Purpose, Walk } from "./walk.ts"
import { addRegion, createScope, RETURNED, setExits } from "./walk.ts"

/** A function with a body. */
export type FunctionNode = TSESTree.ArrowFunctionExpression | TSESTree.FunctionDeclaration | TSESTree.FunctionExpression

/** Visits a function and its body. `range` is where it is written: for a method, from its name on. */
export function evaluateFunction(walk: Walk, node: FunctionNode, purpose: Purpose, range: Range = node.range): Expression {
  const parameters = node.params.filter((parameter) => !(parameter.type === "Identifier" && parameter.name === "this"))
  const decorators = parameters.map((parameter) => evaluateDecorators(walk, parameter))
  const fact = describe(walk, node, purpose, range)
  const id = (walk.facts.functions.push(fact) - 1) as FunctionId
  const value = walk.values.indexed("function", id)
  const { scope, region, function: parent, self }: Position = walk

  walk.function = id
  if (node.type !== "ArrowFunctionExpression") walk.self = id
  walk.region = addRegion(walk, "function", node.body.range)
  fact.region = walk.region
  walk.scope = createScope(scope)
  if (node.type === "FunctionExpression" && node.id) {
    walk.scope.values.set(node.id.name, value)
    walk.scope = createScope(walk.scope)
  }
  declareTypeParameters(walk, node.typeParameters)
  for (const [index, parameter] of parameters.entries()) {
    fact.parameters.push(bindParameter(walk, parameter, index, decorators[index] ?? []))
  }
  fact.arity = countRequired(parameters)
  if (node.returnType) fact.returnType = readType(walk, node.returnType.typeAnnotation)
  setExits(walk, walk.region, executeBody(walk, node, fact))

  walk.scope = scope
  walk.region = region
  walk.function = parent
  walk.self = self
  return value
}

function describe(walk: Walk, node: FunctionNode, purpose: Purpose, range: Range): Draft<FunctionFact> {
  const fact: Draft<FunctionFact> = {
    parent: walk.function,
    isAsync: node.async,
    isGenerator: node.generator,
    isArrow: node.type === "ArrowFunctionExpression",
    parameters: [],
    arity: 0,
    returns: [],
    region: 0 as RegionId,
    at: walk.places.add(range[0], range[1]),
  }
  const name = node.id?.name ?? purpose.name
  if (name !== undefined) fact.name = name
  if (purpose.type !== undefined) fact.type = readType(walk, purpose.type)
  if (purpose.owner !== undefined) fact.class = purpose.owner
  return fact
}

function executeBody(walk: Walk, { body }: FunctionNode, fact: Draft<FunctionFact>): boolean {
  if (body.type !== "BlockStatement") {
    const value = walk.evaluate(body, RETURNED)
    fact.returns.push({ value, region: walk.region, at: walk.places.add(body.range[0], body.range[1]) })
    return true
  }
  if (body.body.length === 0 && walk.text.slice(body.range[0] + 1, body.range[1] - 1).trim() !== "") fact.isExplained = true
  declareBlock(walk, body.body)
  declareFunctionScoped(walk, body.body)
  let exits = false
  for (const statement of body.body) if (walk.execute(statement)) exits = true
  return exits
}

function countRequired(parameters: readonly Node[]): number {
  const first = parameters.findIndex((parameter) => {
    const { type } = parameter.type === "TSParameterProperty" ? parameter.parameter : parameter
    return type === "AssignmentPattern" || type === "RestElement"
  })
  return first < 0 ? parameters.length : first
}

function annotationOf(target: Node): TSESTree.TypeNode | undefined {
  const annotation = "typeAnnotation" in target ? target.typeAnnotation : undefined
  return (annotation as TSESTree.TSTypeAnnotation | undefined)?.typeAnnotation
}

function bindParameter(walk: Walk, parameter: TSESTree.Parameter, index: number, decorators: Expression[]): ParameterFact {
  const whole = parameter.type === "TSParameterProperty" ? parameter.parameter : parameter
  const target = whole.type === "AssignmentPattern" ? whole.left : whole.type === "RestElement" ? whole.argument : whole
  const [start, end] = rangeOfTarget(parameter, walk.text)
  const value = walk.values.parameter(walk.function, index)
  const fact: Draft<ParameterFact> = {
    isRest: whole.type === "RestElement", decorators, at: walk.places.add(start, end),
  }
  if (target.type === "Identifier") fact.name = target.name
  const type = annotationOf(whole) ?? annotationOf(target)
  if (type !== undefined) fact.type = readType(walk, type)
  if (whole.type === "AssignmentPattern") fact.default = evaluateDefault(walk, whole, value)
  bindTarget(walk, target, value, fact.default)
  if (parameter.type === "TSParameterProperty" && target.type === "Identifier") {
    const property = walk.values.member(walk.values.self(walk.function), target.name)
    const at = walk.places.add(start, end)
    walk.facts.assignments.push({
      target: property, value: walk.scope.values.get(target.name) ?? value, region: walk.region, at,
    })
  }
  return fact
}

/** A parameter with a default is a local over `parameter ?? default`; so are the variables of a pattern. */
function bindTarget(walk: Walk, target: Node, parameter: Expression, standIn: Expression | undefined): void {
  if (target.type === "Identifier" && standIn === undefined) {
    walk.scope.values.set(target.name, parameter)
    return
  }
  const value = standIn === undefined ? parameter : walk.values.operation("??", [parameter, standIn])
  if (target.type === "Identifier") declareLocal(walk, target, false)
  else declarePattern(walk, target, false)
  bind(walk, target, value, { cast: undefined, range: undefined })
}

/** Visits a `return` statement. */
export function executeReturn(walk: Walk, node: TSESTree.ReturnStatement): void {
  const value = node.argument ? walk.evaluate(node.argument, RETURNED) : undefined
  const at = walk.places.add(node.range[0], node.range[1])
  walk.facts.functions[walk.function]?.returns.push({
    ...(value === undefined ? undefined : { value }), region: walk.region, at,
  })
}
