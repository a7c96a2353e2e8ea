/**
 * Stored records in what is sent: followed from the answer back to the query, with what the code leaves out on the way.
 *
 * @module
 */
import type { ExposedRecord } from "../../../model/calls.ts"
import type { ObjectEntry } from "../../../model/expression.ts"
import type { AbstractValue } from "../../../model/values.ts"
import type { CallGraph } from "../../effects/graph-types.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues, UNDEFINED } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { locate } from "../../source/location.ts"
import { isIndex, type QueryChain, queryChainOf, type ResultValue } from "./query-chain.ts"
import { recordOf, type Records, viewQuery } from "./record-models.ts"
import { sanitizedFields } from "./sanitized-fields.ts"

/** Values inside of values further down than this are left. */
const DEPTH = 12

/** Calls that give what they are given, as text or as a copy. */
const COPYING = new Set(["JSON.stringify", "JSON.parse", "Object.assign"])

/** What records are looked for with, and what is found. */
interface Search {
  readonly records: Records
  readonly evaluator: Evaluator
  readonly sanitized: ReadonlySet<string>
  readonly found: ExposedRecord[]
  readonly seen: Set<AbstractValue>
}

/** Where a value stands: how deep, and beside which entries it is spread, which then replace its own. */
interface Place {
  readonly depth: number
  readonly replaced: ReadonlySet<string>
}

/**
 * The records that a value holds as they were read.
 *
 * @param graph everything that runs before it is sent
 * @returns each query's records once; nothing where something unknown is done to them
 */
export function recordsIn(body: AbstractValue, graph: CallGraph, records: Records, evaluator: Evaluator): readonly ExposedRecord[] {
  const sanitized = sanitizedFields(graph, evaluator)
  if (sanitized === undefined) return []
  const search: Search = { records, evaluator, sanitized, found: [], seen: new Set() }
  visit(body, { depth: 0, replaced: new Set() }, search)
  return search.found
}

const below = ({ depth, replaced }: Place): Place => ({ depth: depth + 1, replaced })

function visit(value: AbstractValue, place: Place, search: Search): void {
  if (search.seen.has(value) || place.depth > DEPTH) return
  search.seen.add(value)
  if (value.kind === "result") return visitResult(value, place, search)
  if (value.kind === "object") return visitObject(value, place, search)
  for (const part of partsOf(value, search)) visit(part, below(place), search)
}

/** What a value stands for or consists of, where it is neither an object nor the result of a call. */
function partsOf(value: AbstractValue, search: Search): readonly AbstractValue[] {
  switch (value.kind) {
    case "member":
      // Rows of a list: `const [user] = await ...`, `result.rows`.
      return isIndex(value.name) || value.name === "rows" ? [value.object] : []
    case "each":
      return [value.of]
    case "array":
      return value.items
    case "choice":
      return value.test === undefined && value.of.some((one) => isRemade(one, search)) ? [] : value.of
    case "operation":
      if (value.operator === "&&") return value.operands.slice(1)
      return value.operator === "||" || value.operator === "??" ? value.operands : []
    default:
      return []
  }
}

/** Whether a variable that held a record was given something that is made of it: `user = pick(user, ...)`. */
const isRemade = (value: AbstractValue, { records, evaluator }: Search): boolean =>
  (value.kind === "result" && queryChainOf(value, records, evaluator) === undefined)
  || value.kind === "member" || value.kind === "instance" || value.kind === "unknown"

function visitObject(object: Extract<AbstractValue, { kind: "object" }>, place: Place, search: Search): void {
  const { evaluator } = search
  const { entries } = object.value
  const spreadAt = (entry: ObjectEntry): AbstractValue | undefined =>
    (entry.name === undefined && entry.key === undefined ? evaluator.evaluate(entry.value, object.context) : undefined)
  const namesAt = (entry: ObjectEntry, isLater: boolean): readonly string[] => {
    if (entry.name !== undefined) return [entry.name]
    const spread = isLater ? spreadAt(entry) : undefined
    return spread === undefined ? [] : possibleValues(spread).flatMap((one) => (one.kind === "object" ? one.value.entries.flatMap(({ name }) => name ?? []) : []))
  }
  for (const [index, entry] of entries.entries()) {
    const spread = spreadAt(entry)
    if (spread === undefined) {
      visit(evaluator.evaluate(entry.value, object.context), { depth: place.depth + 1, replaced: new Set() }, search)
      continue
    }
    // What is written beside a spread stands in its place, and so does what a later one may bring: `...(user && { user: { name } })`.
    const written = entries.flatMap((one, other) => namesAt(one, other > index))
    visit(spread, { depth: place.depth + 1, replaced: new Set([...place.replaced, ...written]) }, search)
  }
}

function visitResult(value: ResultValue, place: Place, search: Search): void {
  const { records, evaluator } = search
  const chain = queryChainOf(value, records, evaluator)
  if (chain !== undefined) return visitQuery(chain, place, search)
  const name = nameOf(evaluator.callee(value.site).target, evaluator)
  if (name === undefined || !COPYING.has(name)) return
  for (const one of evaluator.arguments(value.site)) if (one !== UNDEFINED) visit(one, below(place), search)
}

function visitQuery({ query, calls }: QueryChain, place: Place, search: Search): void {
  const { records, evaluator, sanitized, found } = search
  const { orm, row, site } = query
  const view = viewQuery(query, calls, records, evaluator)
  const handedOver = row.givesBack?.(view)
  if (handedOver !== undefined) visit(handedOver, below(place), search)
  for (const { model, fields, under } of row.gives?.(view) ?? []) {
    if (under !== undefined && place.replaced.has(under)) continue
    const kept = fields.filter(({ name }) => !place.replaced.has(name) && !sanitized.has(name))
    found.push({ record: recordOf(model, orm), at: locate(site.module, site.module.facts.calls[site.call]?.calleeAt ?? 0), fields: kept })
  }
}
