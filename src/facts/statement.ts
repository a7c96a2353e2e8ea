/**
 * Statements.
 *
 * @module
 */
import type { RegionId } from "../model/ids.ts"
import type { TSESTree } from "@typescript-eslint/types"
import { visitChildren } from "./children.ts"
import { evaluateClass } from "./classes.ts"
import { aliasExports } from "./commonjs.ts"
import { executeExport, isExport } from "./export.ts"
import { evaluateFunction, executeReturn } from "./function.ts"
import { executeFor, executeForEach, executeWhile } from "./loop.ts"
import { bind } from "./pattern.ts"
import { assignName, declareBlock, declarePattern, hasDeclarations } from "./scope.ts"
import type { Node } from "./syntax.ts"
import { findCast } from "./syntax.ts"
import { recordDirective } from "./text.ts"
import { describeType, nameOfType, readType } from "./types.ts"
import type { Walk } from "./walk.ts"
import {
  addRegion, createScope, DISCARDED, executeRegion, INITIAL, OTHER, PATTERN, setExits, TEST, TEST_OPERAND,
} from "./walk.ts"

/** Visits a statement; answers whether it leaves the region it is in. */
export function executeStatement(walk: Walk, node: Node): boolean {
  switch (node.type) {
    case "ExpressionStatement":
      recordDirective(walk, node.directive)
      walk.evaluate(node.expression, DISCARDED)
      return false
    case "VariableDeclaration":
      if (!node.declare) for (const declarator of node.declarations) initialise(walk, declarator)
      return false
    case "IfStatement":
      return executeIf(walk, node)
    case "ReturnStatement":
      executeReturn(walk, node)
      return true
    case "ThrowStatement":
      executeThrow(walk, node)
      return true
    case "BreakStatement":
    case "ContinueStatement":
      return true
    case "BlockStatement":
    case "TSModuleBlock":
      return executeBlock(walk, node.body)
    case "FunctionDeclaration":
      if (node.id) assignName(walk, node.id, evaluateFunction(walk, node, OTHER))
      return false
    case "ClassDeclaration":
      if (node.id) assignName(walk, node.id, evaluateClass(walk, node, OTHER))
      return false
    case "TryStatement":
      executeTry(walk, node)
      return false
    case "ForStatement":
      executeFor(walk, node)
      return false
    case "ForInStatement":
    case "ForOfStatement":
      executeForEach(walk, node)
      return false
    case "WhileStatement":
    case "DoWhileStatement":
      executeWhile(walk, node)
      return false
    case "SwitchStatement":
      executeSwitch(walk, node)
      return false
    case "LabeledStatement":
      return walk.execute(node.body)
    case "WithStatement":
      walk.evaluate(node.object, OTHER)
      walk.execute(node.body)
      return false
    case "ImportDeclaration":
      walk.imports.add(node.source.value)
      return false
    default:
      executeDeclaration(walk, node)
      return false
  }
}

function executeDeclaration(walk: Walk, node: Node): void {
  switch (node.type) {
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
    case "TSEnumDeclaration":
      describeType(walk, node)
      break
    case "TSModuleDeclaration":
      if (node.body) walk.execute(node.body)
      break
    case "TSImportEqualsDeclaration":
      executeImportEquals(walk, node)
      break
    case "TSDeclareFunction":
    case "TSNamespaceExportDeclaration":
      break
    default:
      if (isExport(node)) executeExport(walk, node)
      else visitChildren(walk, node)
  }
}

function initialise(walk: Walk, { id, init }: TSESTree.VariableDeclarator): void {
  if (id.type !== "Identifier") {
    if (init) bind(walk, id, walk.evaluate(init, PATTERN), { cast: findCast(init), range: undefined })
    return
  }
  const type = id.typeAnnotation?.typeAnnotation
  const local = walk.scope.values.get(id.name)
  if (type && local?.kind === "local") {
    const fact = walk.facts.locals[local.id]
    if (fact !== undefined) fact.type ??= readType(walk, type)
  }
  if (!init) return
  assignName(walk, id, walk.evaluate(init, { ...INITIAL, name: id.name, type }))
  if (local !== undefined) aliasExports(walk, local, init)
}

function executeImportEquals(walk: Walk, node: TSESTree.TSImportEqualsDeclaration): void {
  const { moduleReference, id } = node
  if (moduleReference.type !== "TSExternalModuleReference") assignName(walk, id, nameOfType(walk, moduleReference))
  else {
    const bound = walk.scope.values.get(id.name)
    if (bound?.kind === "import") walk.imports.add(bound.from)
  }
}

function executeBlock(walk: Walk, statements: readonly Node[]): boolean {
  const { scope } = walk
  if (hasDeclarations(statements)) {
    walk.scope = createScope(scope)
    declareBlock(walk, statements)
  }
  let exits = false
  for (const statement of statements) if (walk.execute(statement)) exits = true
  walk.scope = scope
  return exits
}

function executeIf(walk: Walk, node: TSESTree.IfStatement): boolean {
  const test = walk.evaluate(node.test, TEST)
  const then = executeRegion(walk, "then", node.consequent, test)
  if (!node.alternate) return false
  const otherwise = executeRegion(walk, "else", node.alternate, test)
  const { regions } = walk.facts
  return regions[then]?.exits === true && regions[otherwise]?.exits === true
}

function executeThrow(walk: Walk, node: TSESTree.ThrowStatement): void {
  const value = walk.evaluate(node.argument, OTHER)
  walk.facts.throws.push({ value, region: walk.region, at: walk.places.add(node.range[0], node.range[1]) })
}

function executeTry(walk: Walk, node: TSESTree.TryStatement): void {
  const tried = executeRegion(walk, "try", node.block)
  if (node.handler) {
    const { regions } = walk.facts
    const caught = executeCatch(walk, node.handler)
    const [tryFact, catchFact] = [regions[tried], regions[caught]]
    if (tryFact !== undefined) tryFact.paired = caught
    if (catchFact !== undefined) catchFact.paired = tried
  }
  if (node.finalizer) executeRegion(walk, "finally", node.finalizer)
}

function executeCatch(walk: Walk, node: TSESTree.CatchClause): RegionId {
  const { scope, region } = walk
  const caught = addRegion(walk, "catch", node.range)
  walk.region = caught
  walk.scope = createScope(scope)
  if (node.param) {
    declarePattern(walk, node.param, false)
    bind(walk, node.param, walk.values.caught(caught), { cast: undefined, range: undefined })
  }
  setExits(walk, caught, walk.execute(node.body))
  const fact = walk.facts.regions[caught]
  if (fact !== undefined && node.body.body.length === 0) {
    fact.isEmpty = true
    if (walk.text.slice(node.body.range[0] + 1, node.body.range[1] - 1).trim() !== "") fact.isExplained = true
  }
  walk.scope = scope
  walk.region = region
  return caught
}

function executeSwitch(walk: Walk, node: TSESTree.SwitchStatement): void {
  const { scope, region } = walk
  const discriminant = walk.evaluate(node.discriminant, TEST)
  walk.scope = createScope(scope)
  for (const clause of node.cases) declareBlock(walk, clause.consequent)
  for (const clause of node.cases) {
    const test = clause.test
      ? walk.values.operation("===", [discriminant, walk.evaluate(clause.test, TEST_OPERAND)])
      : discriminant
    walk.region = addRegion(walk, clause.test ? "then" : "else", clause.range, test)
    let exits = false
    for (const statement of clause.consequent) if (walk.execute(statement)) exits = true
    setExits(walk, walk.region, exits)
    walk.region = region
  }
  walk.scope = scope
}
