/**
 * Chains of calls: `load().then(show).catch(report)`.
 *
 * @module
 */
import type { Expression } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"
import type { CallId } from "../../model/ids.ts"

/** A chain is followed no further than this. */
const LENGTH = 24

/** The calls of a chain, the last one first; none for what is no call. */
export function callsOfChain(start: Expression, module: Module): readonly CallId[] {
  const found: CallId[] = []
  for (let expression: Expression | undefined = start; expression?.kind === "call" && found.length < LENGTH;) {
    found.push(expression.id)
    const callee: Expression | undefined = module.facts.calls[expression.id]?.callee
    expression = callee?.kind === "member" ? callee.object : undefined
  }
  return found
}
