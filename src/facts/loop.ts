/**
 * Loops. What runs once before a loop belongs to the region around it; its test, update and body run in its own.
 *
 * @module
 */
import type { RegionId } from "../model/ids.ts"
import type { TSESTree } from "@typescript-eslint/types"
import type { Expression } from "../model/expression.ts"
import { bind } from "./pattern.ts"
import { declareBlock } from "./scope.ts"
import type { Node } from "./syntax.ts"
import type { Walk } from "./walk.ts"
import { addRegion, createScope, OTHER, setExits, TEST } from "./walk.ts"

function enter(walk: Walk, node: Node): RegionId {
  walk.region = addRegion(walk, "loop", node.range)
  return walk.region
}

function executeBody(walk: Walk, loop: RegionId, body: Node): void {
  setExits(walk, loop, walk.execute(body))
}

function evaluateTest(walk: Walk, loop: RegionId, test: Node): void {
  const value = walk.evaluate(test, TEST)
  const fact = walk.facts.regions[loop]
  if (fact !== undefined) fact.test = value
}

/** Visits `for (initial; test; update)`. */
export function executeFor(walk: Walk, node: TSESTree.ForStatement): void {
  const { scope, region } = walk
  walk.scope = createScope(scope)
  if (node.init?.type === "VariableDeclaration") {
    declareBlock(walk, [node.init])
    walk.execute(node.init)
  } else if (node.init) walk.evaluate(node.init, OTHER)
  const loop = enter(walk, node)
  if (node.test) evaluateTest(walk, loop, node.test)
  executeBody(walk, loop, node.body)
  if (node.update) walk.evaluate(node.update, { ...OTHER, result: "discarded" })
  walk.region = region
  walk.scope = scope
}

/** Visits `while` and `do ... while`. */
export function executeWhile(walk: Walk, node: TSESTree.WhileStatement | TSESTree.DoWhileStatement): void {
  const { region } = walk
  const loop = enter(walk, node)
  if (node.type === "WhileStatement") evaluateTest(walk, loop, node.test)
  executeBody(walk, loop, node.body)
  if (node.type === "DoWhileStatement") evaluateTest(walk, loop, node.test)
  walk.region = region
}

/** Visits `for ... of` and `for ... in`. */
export function executeForEach(walk: Walk, node: TSESTree.ForOfStatement | TSESTree.ForInStatement): void {
  const { scope, region } = walk
  const collection = walk.evaluate(node.right, OTHER)
  walk.scope = createScope(scope)
  const loop = enter(walk, node)
  const fact = walk.facts.regions[loop]
  let item: Expression = walk.values.unknown
  if (node.type === "ForOfStatement") {
    item = walk.values.each(loop, collection)
    if (fact !== undefined) fact.iterates = collection
  } else if (fact !== undefined) fact.test = walk.values.operation("in", [walk.values.unknown, collection])
  if (node.left.type === "VariableDeclaration") declareBlock(walk, [node.left])
  const target = node.left.type === "VariableDeclaration" ? node.left.declarations[0]?.id : node.left
  if (target) bind(walk, target, item, { cast: undefined, range: undefined })
  executeBody(walk, loop, node.body)
  walk.region = region
  walk.scope = scope
}
