/**
 * Exports by assignment and call: https://nodejs.org/api/modules.html#exports-shortcut
 *
 * @module
 */
import type { Expression } from "../model/expression.ts"
import { lookUp } from "./scope.ts"
import type { Node, Range } from "./syntax.ts"
import { keyName } from "./syntax.ts"
import type { Walk } from "./walk.ts"

/** Whether a value is the object that the module exports: `module.exports`, or a variable made equal to it. */
function isExports(walk: Walk, value: Expression): boolean {
  return walk.exportObjects.has(value) || isModuleExports(value)
}

function isModuleExports(value: Expression): boolean {
  return value.kind === "member" && value.name === "exports" && value.object.kind === "global"
    && value.object.name === "module"
}

function isExportsGlobal(value: Expression): boolean {
  return value.kind === "global" && value.name === "exports"
}

/** Writes down the export that an assignment makes, if it makes one. */
export function exportByAssignment(walk: Walk, target: Expression, value: Expression, range: Range): void {
  if (target.kind !== "member") return
  const isWhole = isModuleExports(target)
  if (!isWhole && !isExportsGlobal(target.object) && !isExports(walk, target.object)) return
  addExport(walk, isWhole ? "=" : target.name, value, range)
}

function addExport(walk: Walk, name: string, value: Expression, range: Range): void {
  walk.facts.exports.push({ name, value, at: walk.places.add(range[0], range[1]) })
}

/**
 * Writes down the exports that a call makes, if it makes any: `Object.assign(module.exports, { name })` and the
 * `__exportStar(require("./name"), exports)` that TypeScript writes.
 */
export function exportByCall(walk: Walk, callee: Expression, values: readonly Expression[], range: Range): void {
  const name = callee.kind === "member" || callee.kind === "global" ? callee.name : undefined
  const isExported = (value: Expression | undefined): boolean =>
    value !== undefined && (isExportsGlobal(value) || isExports(walk, value))
  if (name === "__exportStar" && values[0] !== undefined && isExported(values[1])) {
    addExport(walk, "*", values[0], range)
  }
  const isAssign = name === "assign" && callee.kind === "member" && callee.object === walk.values.global("Object")
  if (isAssign && isExported(values[0])) for (const value of values.slice(1)) exportEntries(walk, value, range)
}

function exportEntries(walk: Walk, value: Expression, range: Range): void {
  if (value.kind !== "object") addExport(walk, "*", value, range)
  else {
    for (const entry of value.entries) {
      if (entry.key === undefined) addExport(walk, entry.name ?? "*", entry.value, range)
    }
  }
}

/**
 * Remembers a variable that is the exported object: `const Users = module.exports`, `const app = module.exports = {}`.
 */
export function aliasExports(walk: Walk, local: Expression, initial: Node): void {
  let node = initial
  while (node.type === "AssignmentExpression" && node.operator === "=") {
    if (isExportsNode(walk, node.left)) walk.exportObjects.add(local)
    node = node.right
  }
  if (isExportsNode(walk, node)) walk.exportObjects.add(local)
}

function isExportsNode(walk: Walk, node: Node): boolean {
  if (node.type === "Identifier") return node.name === "exports" && isExportsGlobal(lookUp(walk, "exports"))
  return node.type === "MemberExpression" && keyName(node.property, node.computed) === "exports"
    && node.object.type === "Identifier" && node.object.name === "module"
    && lookUp(walk, "module").kind === "global"
}
