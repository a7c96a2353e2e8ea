/**
 * Fields that code takes out of records before it sends them.
 *
 * @module
 */
import type { Expression } from "../../../model/expression.ts"
import type { Frame } from "../../effects/graph-types.ts"
import { memoizePerGraph } from "../../effects/per-graph.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { bodyOf } from "../../source/function-body.ts"

/** Names of fields; undefined where fields whose names are not known are taken out. */
export type SanitizedFields = ReadonlySet<string> | undefined

/**
 * `delete user.password`, `user.password = undefined`, `const { password, ...rest } = user` in anything that runs.
 *
 * @returns the names, of whatever record
 */
export const sanitizedFields = memoizePerGraph((graph, evaluator: Evaluator): SanitizedFields => {
  const names = new Set<string>()
  for (const frame of graph.frames) {
    const overwritten = overwrittenIn(frame)
    if (overwritten === undefined) return undefined
    for (const name of [...overwritten, ...destructuredIn(frame, evaluator)]) names.add(name)
  }
  return names
})

/** The members that are deleted, or given something empty or a fixed text. */
function overwrittenIn({ context }: Frame): SanitizedFields {
  const emptied = bodyOf(context).assignments.filter(({ value }) => isEmptied(value))
  if (emptied.some(({ target }) => target.kind !== "member")) return undefined
  return new Set(emptied.flatMap(({ target }) => (target.kind === "member" ? [target.name] : [])))
}

/** The members that a pattern with a rest names, but for those of the request. */
function destructuredIn({ context }: Frame, evaluator: Evaluator): readonly string[] {
  const patterns = bodyOf(context).reads.filter(({ use }) => use.kind === "pattern")
  // A rest is read as the value itself, and so tells one pattern from another.
  const rests = new Set(patterns.map(({ value }) => value))
  return patterns.flatMap(({ value }) => {
    if (value.kind !== "member" || !rests.has(value.object)) return []
    const role = nameOf(evaluator.evaluate(value.object, context), evaluator)
    return role?.startsWith("request") === true ? [] : [value.name]
  })
}

const isEmptied = (expression: Expression): boolean =>
  (expression.kind === "global" && expression.name === "undefined")
  || (expression.kind === "literal" && (expression.value === null || expression.value === false || typeof expression.value === "string"))
  || (expression.kind === "operation" && expression.operator === "void")
