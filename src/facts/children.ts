/**
 * Nodes of no interest of their own: JSX, and syntax that is newer than this code.
 *
 * @module
 */
import { visitorKeys } from "@typescript-eslint/visitor-keys"
import type { Node } from "./syntax.ts"
import type { Walk } from "./walk.ts"
import { OTHER } from "./walk.ts"

const STATEMENT = /(?:Statement|Declaration)$/

function isNode(child: unknown): child is Node {
  return typeof child === "object" && child !== null && "type" in child && "range" in child
}

/** Visits the children of a node, for the functions and calls in them. Types are passed over. */
export function visitChildren(walk: Walk, node: Node): void {
  if (node.type.startsWith("TS")) return
  for (const key of visitorKeys[node.type] ?? []) {
    const child = (node as unknown as Readonly<Record<string, unknown>>)[key]
    for (const item of Array.isArray(child) ? child as unknown[] : [child]) {
      if (!isNode(item) || (node.type === "JSXAttribute" && item.type === "Literal")) continue
      if (STATEMENT.test(item.type)) walk.execute(item)
      else walk.evaluate(item, OTHER)
    }
  }
}
