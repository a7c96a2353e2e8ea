/**
 * A file's syntax tree as facts. The only part of the plugin that sees a syntax tree.
 *
 * @module
 */
import type { FunctionId, RegionId } from "../model/ids.ts"
import type { Expression } from "../model/expression.ts"
import type { ModuleFacts } from "../model/facts.ts"
import { createDraft, finishDraft } from "./draft.ts"
import { evaluateExpression } from "./expression.ts"
import { createPlaces } from "./place.ts"
import { declareBlock, declareFunctionScoped } from "./scope.ts"
import { executeStatement } from "./statement.ts"
import type { Node, SourceComment, SyntaxTree } from "./syntax.ts"
import { recordComments } from "./text.ts"
import { createValues } from "./value.ts"
import type { Position, Purpose, Walk } from "./walk.ts"
import { createScope, OTHER } from "./walk.ts"

export type { SourceComment, SyntaxTree } from "./syntax.ts"

/** Expressions and statements nested deeper are visited on their own, and are `unknown` to what they are nested in. */
const DEEPEST = 200

/**
 * Extracts the facts of one file. It visits every node once, in evaluation order where the language has one, and does
 * not throw on syntax that it does not know.
 *
 * Where the model leaves room, this is how it is filled:
 * - `require("literal")` and `import("literal")` are imports and no calls.
 * - A parameter with a default is a local over `parameter ?? default`; one that is assigned to is a local from there
 *   on, over the parameter and what is assigned.
 * - The condition that is a plain name counts as an operand among the reads. A cast anywhere in a chain counts, the
 *   outermost wins, also for what a pattern takes out of it.
 * - `this` in the initial value of a class property is that of the function around the class.
 * - A region leaves when any of its statements leaves: what follows is dead, or a hoisted function.
 * - A type parameter is `unknown` as a name. A type that merges with a value of its name is exported as the value.
 * - A variable declared by `declare` is the global of its name.
 *
 * @param program the root of the tree, with `range` on every node
 * @param text the source, without a byte order mark, that the ranges count in
 * @returns the facts, and the places they were found at
 */
export function extractFacts(
  program: SyntaxTree, text: string, comments: readonly SourceComment[],
): { facts: ModuleFacts, spans: readonly number[] } {
  const walk = createWalk(text)
  const { facts, places } = walk
  const statements = program.body as readonly Node[]
  declareBlock(walk, statements)
  declareFunctionScoped(walk, statements)
  for (const statement of statements) walk.execute(statement)
  for (let next = walk.postponed.pop(); next !== undefined; next = walk.postponed.pop()) {
    Object.assign(walk, next.position)
    if (next.isStatement) walk.execute(next.node)
    else walk.evaluate(next.node, OTHER)
  }
  recordComments(walk, comments)
  return { facts: finishDraft(facts, [...walk.imports]), spans: places.spans }
}

function createWalk(text: string): Walk {
  const scope = createScope(undefined)
  const places = createPlaces(text)
  const walk: Walk = {
    text,
    facts: createDraft(places.add(0, text.length)),
    places,
    values: createValues(),
    imports: new Set(),
    moduleScope: scope,
    declaredTypes: new Map(),
    exportObjects: new Set(),
    waiting: [],
    postponed: [],
    depth: 0,
    scope,
    region: 0 as RegionId,
    function: -1 as FunctionId,
    self: -1 as FunctionId,
    evaluate: (node, purpose) => evaluate(walk, node, purpose),
    execute: (node) => execute(walk, node),
  }
  return walk
}

function evaluate(walk: Walk, node: Node, purpose: Purpose): Expression {
  if (walk.depth >= DEEPEST) {
    postpone(walk, node, false)
    return walk.values.unknown
  }
  walk.depth += 1
  const value = evaluateExpression(walk, node, purpose)
  walk.depth -= 1
  return value
}

function execute(walk: Walk, node: Node): boolean {
  if (walk.depth >= DEEPEST) {
    postpone(walk, node, true)
    return false
  }
  walk.depth += 1
  const exits = executeStatement(walk, node)
  walk.depth -= 1
  return exits
}

function postpone(walk: Walk, node: Node, isStatement: boolean): void {
  const position: Position = { scope: walk.scope, region: walk.region, function: walk.function, self: walk.self }
  walk.postponed.push({ node, isStatement, position })
}
