/**
 * Names in scope: hoisting, shadowing, and what a name stands for.
 *
 * @module
 */
import type { FunctionId, RegionId, TypeId } from "../model/ids.ts"
import type { TSESTree } from "@typescript-eslint/types"
import type { Expression } from "../model/expression.ts"
import type { LocalFact } from "../model/facts.ts"
import type { Node, TypeDeclarationNode } from "./syntax.ts"
import { rangeOfName, textOf } from "./syntax.ts"
import type { Draft, Scope, Walk } from "./walk.ts"

/** What a name means where the walk stands; the global of that name when nothing binds it. */
export function lookUp(walk: Walk, name: string): Expression {
  for (let scope: Scope | undefined = walk.scope; scope !== undefined; scope = scope.parent) {
    const value = scope.values.get(name)
    if (value !== undefined) return value
  }
  return walk.values.global(name)
}

/** What a name means as a type: a type, else the import, class or namespace of that name. */
export function lookUpType(walk: Walk, name: string): Expression {
  for (let scope: Scope | undefined = walk.scope; scope !== undefined; scope = scope.parent) {
    const value = scope.types?.get(name) ?? scope.values.get(name)
    if (value !== undefined) return value
  }
  return walk.values.global(name)
}

/** The region of a function's body; that of the module for -1. */
function regionOf(walk: Walk, id: FunctionId): RegionId {
  return walk.facts.functions[id]?.region ?? (0 as RegionId)
}

/** Binds a local in the current scope; a name that the scope binds already keeps its binding. */
export function declareLocal(walk: Walk, id: TSESTree.Identifier, isConstant: boolean, region = walk.region): Expression {
  const bound = walk.scope.values.get(id.name)
  if (bound !== undefined) return bound
  const [start, end] = rangeOfName(id, walk.text)
  return bindLocal(walk, walk.scope, { name: id.name, values: [], isConstant, region, at: walk.places.add(start, end) })
}

function bindLocal(walk: Walk, scope: Scope, fact: Draft<LocalFact>): Expression {
  const local = walk.values.indexed("local", walk.facts.locals.push(fact) - 1)
  scope.values.set(fact.name, local)
  return local
}

/**
 * Gives a value to a variable. A parameter becomes a local over the parameter and the value from here on: what was read
 * before keeps meaning the parameter.
 */
export function assignName(walk: Walk, id: TSESTree.Identifier, value: Expression): void {
  for (let scope: Scope | undefined = walk.scope; scope !== undefined; scope = scope.parent) {
    const bound = scope.values.get(id.name)
    if (bound === undefined) continue
    giveValue(walk, bound, value)
    if (bound.kind === "parameter") {
      const [start, end] = rangeOfName(id, walk.text)
      const at = walk.places.add(start, end)
      const region = regionOf(walk, bound.of)
      bindLocal(walk, scope, { name: id.name, values: [bound, value], isConstant: false, region, at })
    }
    return
  }
}

function giveValue(walk: Walk, bound: Expression, value: Expression): void {
  const local = bound.kind === "local" ? walk.facts.locals[bound.id] : undefined
  if (local === undefined || local.values.at(-1) === value) return
  if (local.values.length > 0) local.isConstant = false
  local.values.push(value)
}

/** Binds the names of a pattern as locals. */
export function declarePattern(walk: Walk, pattern: Node, isConstant: boolean, region = walk.region): void {
  for (const id of listNames(pattern)) declareLocal(walk, id, isConstant, region)
}

/** The names that a pattern binds, in order. */
export function listNames(pattern: Node | null): TSESTree.Identifier[] {
  switch (pattern?.type) {
    case "Identifier":
      return [pattern]
    case "AssignmentPattern":
      return listNames(pattern.left)
    case "RestElement":
      return listNames(pattern.argument)
    case "ArrayPattern":
      return pattern.elements.flatMap(listNames)
    case "ObjectPattern":
      return pattern.properties.flatMap((property) =>
        listNames(property.type === "Property" ? property.value : property))
    default:
      return []
  }
}

function declareVariables(walk: Walk, declaration: TSESTree.VariableDeclaration): void {
  if (declaration.declare) return
  const isConstant = declaration.kind !== "let" && declaration.kind !== "var"
  const region = declaration.kind === "var" ? regionOf(walk, walk.function) : walk.region
  for (const { id } of declaration.declarations) declarePattern(walk, id, isConstant, region)
}

function bindType(walk: Walk, name: string, type: Expression): void {
  walk.scope.types ??= new Map()
  walk.scope.types.set(name, type)
}

/** Binds the type parameters of a declaration: nothing is known of them. */
export function declareTypeParameters(walk: Walk, node: TSESTree.TSTypeParameterDeclaration | undefined): void {
  for (const { name } of node?.params ?? []) bindType(walk, name.name, walk.values.unknown)
}

function declareType(walk: Walk, node: TypeDeclarationNode): Expression {
  const [start, end] = node.id.range
  const id = (walk.facts.types.push({
    name: node.id.name, type: { kind: "other" }, extends: [], at: walk.places.add(start, end),
  }) - 1) as TypeId
  const type = walk.values.indexed("type", id)
  walk.declaredTypes.set(node, id)
  bindType(walk, node.id.name, type)
  return type
}

function declareImports(walk: Walk, node: TSESTree.ImportDeclaration): void {
  for (const specifier of node.specifiers) {
    walk.scope.values.set(specifier.local.name, walk.values.imported(node.source.value, importedName(specifier)))
  }
}

function importedName(specifier: TSESTree.ImportClause): string {
  if (specifier.type === "ImportNamespaceSpecifier") return "*"
  if (specifier.type === "ImportDefaultSpecifier") return "default"
  return moduleName(specifier.imported)
}

/** The name in an import or export specifier, which may be a string. */
export function moduleName(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === "Identifier" ? node.name : node.value
}

const DECLARATION = /Declaration$/

/** Whether a block needs a scope of its own: one of its statements could declare a name for it. */
export function hasDeclarations(statements: readonly Node[]): boolean {
  return statements.some((statement) => DECLARATION.test(statement.type))
}

/** Binds the names that the statements of a block declare for the whole block. */
export function declareBlock(walk: Walk, statements: readonly Node[]): void {
  for (const statement of statements) {
    const isExport = statement.type === "ExportNamedDeclaration" || statement.type === "ExportDefaultDeclaration"
    const node = isExport ? statement.declaration : statement
    switch (node?.type) {
      case "VariableDeclaration":
        if (node.kind !== "var") declareVariables(walk, node)
        break
      case "FunctionDeclaration":
        if (node.id) declareLocal(walk, node.id, true, regionOf(walk, walk.function))
        break
      case "ClassDeclaration":
        if (node.id) declareLocal(walk, node.id, true)
        break
      case "ImportDeclaration":
        declareImports(walk, node)
        break
      case "TSImportEqualsDeclaration":
        declareImportEquals(walk, node)
        break
      case "TSInterfaceDeclaration":
      case "TSTypeAliasDeclaration":
        declareType(walk, node)
        break
      case "TSEnumDeclaration": {
        const type = declareType(walk, node)
        giveValue(walk, declareLocal(walk, node.id, true), type)
        break
      }
      case "TSModuleDeclaration":
        if (!node.declare && node.id.type === "Identifier") declareLocal(walk, node.id, true)
    }
  }
}

function declareImportEquals(walk: Walk, node: TSESTree.TSImportEqualsDeclaration): void {
  const { moduleReference } = node
  if (moduleReference.type !== "TSExternalModuleReference") declareLocal(walk, node.id, true)
  else walk.scope.values.set(node.id.name, walk.values.imported(textOf(moduleReference.expression) ?? "", "*"))
}

/**
 * Binds the names that `var` declares anywhere in a function's body, nested functions aside.
 */
export function declareFunctionScoped(walk: Walk, statements: readonly Node[]): void {
  const rest: Node[] = statements.toReversed()
  const later = (nodes: readonly (Node | null | undefined)[]): void => {
    for (const node of nodes.toReversed()) if (node) rest.push(node)
  }
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    switch (node.type) {
      case "VariableDeclaration":
        if (node.kind === "var") declareVariables(walk, node)
        break
      case "ExportNamedDeclaration":
        later([node.declaration])
        break
      case "BlockStatement":
        later(node.body)
        break
      case "IfStatement":
        later([node.consequent, node.alternate])
        break
      case "ForStatement":
        later([node.init, node.body])
        break
      case "ForInStatement":
      case "ForOfStatement":
        later([node.left, node.body])
        break
      case "WhileStatement":
      case "DoWhileStatement":
      case "LabeledStatement":
      case "WithStatement":
        later([node.body])
        break
      case "SwitchStatement":
        later(node.cases.flatMap((clause) => clause.consequent))
        break
      case "TryStatement":
        later([node.block, node.handler?.body, node.finalizer])
    }
  }
}
