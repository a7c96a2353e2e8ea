/**
 * Functions of packages that a project treats as asynchronous.
 *
 * @module
 */
import { continuationMethods } from "../../knowledge/promises.ts"
import type { Module } from "../../model/facts.ts"
import type { CallId } from "../../model/ids.ts"
import { nameOf } from "../evaluate/canonical-name.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { expressionsIn, walkExpression } from "../source/expressions.ts"

/** Calls that have to be awaited before that tells of the function: one may be awaited by mistake. */
const CALLS = 2

/** What frameworks give to handlers may be awaited or not: `reply.send()`; and what is not there answers with nothing. */
const ROLE = /^(?:request|response|context|next|error|caught|undefined)\b/

/**
 * The packages' functions whose result the project awaits, or goes on with by `then()`, more than once, and whose result it reads
 * nowhere without.
 *
 * @returns canonical names
 */
export function awaitedFunctions(evaluator: Evaluator): ReadonlySet<string> {
  const awaited = new Map<string, number>()
  const read = new Set<string>()
  for (const module of evaluator.sources.modules) {
    const context = evaluator.moduleContext(module)
    const { continued, used } = usesOfResults(module)
    for (const [call, { isAwaited, isNew }] of module.facts.calls.entries()) {
      if (isNew || (!isAwaited && !continued.has(call) && !used.has(call))) continue
      const name = nameOf(evaluator.callee({ module, call, context }).target, evaluator)
      if (name === undefined || ROLE.test(name)) continue
      if (isAwaited || continued.has(call)) awaited.set(name, (awaited.get(name) ?? 0) + 1)
      else read.add(name)
    }
  }
  return new Set([...awaited].flatMap(([name, count]) => (count >= CALLS && !read.has(name) ? [name] : [])))
}

/** The calls that something goes on with by `then()`, and those of whose result another member is read. */
function usesOfResults(module: Module): { readonly continued: ReadonlySet<CallId>; readonly used: ReadonlySet<CallId> } {
  const continued = new Set<CallId>()
  const used = new Set<CallId>()
  const seen = new Set<Parameters<typeof walkExpression>[0] & object>()
  for (const expression of expressionsIn(module)) {
    walkExpression(expression, (one) => {
      if (one.kind !== "member" || one.object.kind !== "call") return
      const calls = continuationMethods.has(one.name) ? continued : used
      calls.add(one.object.id)
    }, seen)
  }
  return { continued, used }
}
