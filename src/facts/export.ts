/**
 * Exports of ES modules and of TypeScript's `export =`.
 *
 * @module
 */
import type { TSESTree } from "@typescript-eslint/types"
import type { Expression } from "../model/expression.ts"
import { evaluateClass } from "./classes.ts"
import { evaluateFunction } from "./function.ts"
import { assignName, listNames, lookUp, lookUpType, moduleName } from "./scope.ts"
import type { Node, Range } from "./syntax.ts"
import { rangeOfName } from "./syntax.ts"
import type { Walk } from "./walk.ts"
import { OTHER } from "./walk.ts"

/** A declaration that exports. */
type ExportNode =
  | TSESTree.ExportAllDeclaration
  | TSESTree.ExportDefaultDeclaration
  | TSESTree.ExportNamedDeclaration
  | TSESTree.TSExportAssignment

/** Whether a node is a declaration that exports. */
export function isExport(node: Node): node is ExportNode {
  return node.type === "ExportNamedDeclaration" || node.type === "ExportDefaultDeclaration"
    || node.type === "ExportAllDeclaration" || node.type === "TSExportAssignment"
}

/** Visits an export. Inside a namespace it declares, and exports nothing from the module. */
export function executeExport(walk: Walk, node: ExportNode): void {
  switch (node.type) {
    case "ExportAllDeclaration": {
      walk.imports.add(node.source.value)
      const name = node.exported ? moduleName(node.exported) : "*"
      addExport(walk, name, walk.values.imported(node.source.value, "*"), node.range)
      break
    }
    case "ExportDefaultDeclaration":
      addExport(walk, "default", evaluateDefaultExport(walk, node.declaration), node.declaration.range)
      break
    case "TSExportAssignment":
      addExport(walk, "=", walk.evaluate(node.expression, OTHER), node.expression.range)
      break
    case "ExportNamedDeclaration":
      if (node.declaration) {
        walk.execute(node.declaration)
        exportDeclaration(walk, node.declaration)
      } else exportSpecifiers(walk, node)
  }
}

function addExport(walk: Walk, name: string, value: Expression, range: Range): void {
  if (walk.scope !== walk.moduleScope) return
  walk.facts.exports.push({ name, value, at: walk.places.add(range[0], range[1]) })
}

function evaluateDefaultExport(walk: Walk, node: Node): Expression {
  switch (node.type) {
    case "FunctionDeclaration":
    case "ClassDeclaration": {
      const isClass = node.type === "ClassDeclaration"
      const value = isClass ? evaluateClass(walk, node, OTHER) : evaluateFunction(walk, node, OTHER)
      if (!node.id) return value
      assignName(walk, node.id, value)
      return lookUp(walk, node.id.name)
    }
    case "TSInterfaceDeclaration":
      walk.execute(node)
      return lookUpType(walk, node.id.name)
    default:
      return walk.evaluate(node, OTHER)
  }
}

function exportSpecifiers(walk: Walk, node: TSESTree.ExportNamedDeclaration): void {
  if (node.source) walk.imports.add(node.source.value)
  for (const { local, exported, range } of node.specifiers) {
    const name = moduleName(local)
    const value = node.source ? walk.values.imported(node.source.value, name) : lookUpEither(walk, name)
    addExport(walk, moduleName(exported), value, range)
  }
}

/** A name's value, else its type: of two that merge, other modules follow the value. */
function lookUpEither(walk: Walk, name: string): Expression {
  const value = lookUp(walk, name)
  return value.kind === "global" ? lookUpType(walk, name) : value
}

function exportDeclaration(walk: Walk, node: TSESTree.NamedExportDeclarations): void {
  switch (node.type) {
    case "VariableDeclaration":
      for (const { id } of node.declarations) for (const name of listNames(id)) exportName(walk, name)
      break
    case "FunctionDeclaration":
    case "ClassDeclaration":
    case "TSEnumDeclaration":
    case "TSImportEqualsDeclaration":
      if (node.id) exportName(walk, node.id)
      break
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
      if (!walk.scope.values.has(node.id.name)) exportName(walk, node.id)
      break
    case "TSModuleDeclaration":
      if (node.id.type === "Identifier") exportName(walk, node.id)
  }
}

function exportName(walk: Walk, id: TSESTree.Identifier): void {
  addExport(walk, id.name, lookUpEither(walk, id.name), rangeOfName(id, walk.text))
}
