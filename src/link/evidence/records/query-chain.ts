/**
 * Chains of calls that stand on a query: `User.find().sort("name").lean()`.
 *
 * @module
 */
import type { AbstractValue } from "../../../model/values.ts"
import type { ChainCall } from "../../../orm/orm.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import type { RecordQuery, Records } from "./record-models.ts"

/** Calls of one chain; a longer one is left. */
const CALLS = 24

/** Methods of lists and promises after which the records are still there. */
const LISTS = new Set(["filter", "slice", "reverse", "toReversed", "toSorted", "sort", "at", "find", "pop", "shift", "concat", "finally"])

/** A query, and the calls that are chained to it, first call first. */
export interface QueryChain {
  readonly query: RecordQuery
  readonly calls: readonly ChainCall[]
}

/** A value that a call gave. */
export type ResultValue = Extract<AbstractValue, { kind: "result" }>

/**
 * The query that a value was read by.
 *
 * @returns undefined where a call of the chain may give something else than the records of the query
 */
export function queryChainOf(value: ResultValue, records: Records, evaluator: Evaluator): QueryChain | undefined {
  const calls: ChainCall[] = []
  let current: AbstractValue = value
  while (calls.length < CALLS && current.kind === "result") {
    const query = records.queryOf(current.site)
    if (query !== undefined) return calls.every(({ method }) => LISTS.has(method) || query.orm.chaining?.includes(method)) ? { query, calls: calls.reverse() } : undefined
    const { receiver, method } = evaluator.callee(current.site)
    if (receiver === undefined || method === undefined) return undefined
    calls.push({ method, arguments: evaluator.arguments(current.site) })
    current = receiver.kind === "member" && isIndex(receiver.name) ? receiver.object : receiver
  }
  return undefined
}

/** Whether a member is a row of a list: `const [user] = await db.select()`. */
export const isIndex = (name: string): boolean => /^\d+$/.test(name)
