/**
 * Decorators of classes, members and parameters.
 *
 * @module
 */
import type { TSESTree } from "@typescript-eslint/types"
import type { Expression } from "../model/expression.ts"
import type { Node } from "./syntax.ts"
import type { Walk } from "./walk.ts"
import { OTHER } from "./walk.ts"

/** Visits the decorators of a node: calls, or plain values for decorators without a call. */
export function evaluateDecorators(walk: Walk, node: Node): Expression[] {
  const decorators = "decorators" in node ? (node.decorators as TSESTree.Decorator[] | undefined) : undefined
  return decorators?.map((decorator) => walk.evaluate(decorator.expression, OTHER)) ?? []
}
