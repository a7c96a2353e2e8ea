/**
 * Which caught errors and which parameters the code of a module reads.
 *
 * @module
 */
import type { RegionId } from "../../model/ids.ts"
import type { Expression } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"
import { expressionsIn, walkExpression } from "./expressions.ts"

interface Used {
  /** Regions of `catch` clauses. */
  readonly catches: ReadonlySet<number>
  /** Function -> indexes of its parameters. */
  readonly parameters: ReadonlyMap<number, ReadonlySet<number>>
}

const byModule = new WeakMap<Module, Used>()

/** Whether the code reads the error that a `catch` region caught; a variable that only declares it is not enough. */
export const readsCaught = (region: RegionId, module: Module): boolean => usedIn(module).catches.has(region)

/** Whether a function reads one of its parameters; a pattern counts as read. */
export function readsParameter(id: number, index: number, module: Module): boolean {
  const parameter = module.facts.functions[id]?.parameters[index]
  return parameter !== undefined && (parameter.name === undefined || usedIn(module).parameters.get(id)?.has(index) === true)
}

function usedIn(module: Module): Used {
  const known = byModule.get(module) ?? findUsed(module)
  byModule.set(module, known)
  return known
}

function findUsed(module: Module): Used {
  const { locals, reads } = module.facts
  const catches = new Set<number>()
  const parameters = new Map<number, Set<number>>()
  const seen = new Set<Expression>()
  const walk = (expression: Expression): void => walkExpression(expression, (one) => {
    if (one.kind === "caught") catches.add(one.of)
    else if (one.kind === "parameter") parameters.set(one.of, (parameters.get(one.of) ?? new Set()).add(one.index))
  }, seen)
  for (const one of expressionsIn(module)) walk(one)
  // The variable that the clause itself declares counts where it is read.
  const declared = new Set(locals.flatMap((_, id) => (declaresCaught(id, module) ? [id] : [])))
  for (const [id, { values }] of locals.entries()) if (!declared.has(id)) values.forEach(walk)
  for (const { value } of reads) {
    const root = rootOf(value)
    if (root.kind === "local" && declared.has(root.id)) locals[root.id]?.values.forEach(walk)
  }
  return { catches, parameters }
}

function declaresCaught(id: number, { facts }: Module): boolean {
  const local = facts.locals[id]
  return local !== undefined && facts.regions[local.region]?.kind === "catch" && local.values.every((one) => rootOf(one).kind === "caught")
}

/** What a member is read of, also through the default of a pattern. */
function rootOf(expression: Expression): Expression {
  if (expression.kind === "member" || expression.kind === "element") return rootOf(expression.object)
  const [first] = expression.kind === "operation" ? expression.operands : []
  return first === undefined ? expression : rootOf(first)
}
