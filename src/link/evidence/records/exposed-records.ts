/**
 * Stored records in what is sent: followed from the answer back to the query, with what the code leaves out on the way.
 *
 * @module
 */
import type { ExposedRecord, StoredField } from "../../../model/calls.ts"
import type { ObjectEntry } from "../../../model/expression.ts"
import type { AbstractValue } from "../../../model/values.ts"
import type { CallGraph } from "../../effects/graph-types.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { bodyOf } from "../../source/function-body.ts"
import { locate } from "../../source/location.ts"
import { isIndex, type QueryChain, queryChainOf, type ResultValue } from "./query-chain.ts"
import { recordOf, type Records, viewQuery } from "./record-models.ts"
import { sanitizedFields } from "./sanitized-fields.ts"

/** Values inside of values further down than this are left. */
const DEPTH = 12

/** Calls that give what they are given, as text or as a copy of it. */
const SERIALIZING = new Set(["JSON.stringify", "JSON.parse"])

/** What records are looked for with, and what is found. */
interface Search {
  readonly records: Records
  readonly evaluator: Evaluator
  readonly sanitized: ReadonlySet<string>
  readonly found: ExposedRecord[]
  readonly seen: Set<AbstractValue>
}

/**
 * What a value still is when it is sent: `instance` where a record keeps its class, `serialized` where its own `toJSON` has been
 * called, `plain` where its entries were spread into another object.
 */
type Form = "instance" | "serialized" | "plain"

/** Where a value stands: how deep, in what form, and beside which entries it is spread, which then replace its own. */
interface Place {
  readonly depth: number
  readonly form: Form
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
  visit(body, { depth: 0, form: "instance", replaced: new Set() }, search)
  return search.found
}

const below = ({ depth, form, replaced }: Place): Place => ({ depth: depth + 1, form, replaced })

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
  const inside: Place = { depth: place.depth + 1, form: place.form === "plain" ? "instance" : place.form, replaced: new Set() }
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
      visit(evaluator.evaluate(entry.value, object.context), inside, search)
      continue
    }
    // What is written beside a spread stands in its place, and so does what a later one may bring: `...(user && { user: { name } })`.
    const written = entries.flatMap((one, other) => namesAt(one, other > index))
    visit(spread, { depth: place.depth + 1, form: "plain", replaced: new Set([...place.replaced, ...written]) }, search)
  }
  for (const value of assignedTo(object, evaluator)) visit(value, inside, search)
}

/** What is assigned to members of an object where it is made: `data.reader = reader`. */
function assignedTo(object: Extract<AbstractValue, { kind: "object" }>, evaluator: Evaluator): readonly AbstractValue[] {
  const { context } = object
  return bodyOf(context).assignments.flatMap(({ target, value }) => {
    const isOnto = target.kind === "member" && target.object.kind === "local" && possibleValues(evaluator.evaluate(target.object, context)).includes(object)
    return isOnto ? [evaluator.evaluate(value, context)] : []
  })
}

function visitResult(value: ResultValue, place: Place, search: Search): void {
  const { records, evaluator } = search
  const chain = queryChainOf(value, records, evaluator)
  if (chain !== undefined) return visitQuery(chain, place, search)
  const name = nameOf(evaluator.callee(value.site).target, evaluator)
  const given = evaluator.arguments(value.site)
  if (name !== undefined && SERIALIZING.has(name)) for (const one of given) visit(one, { ...below(place), form: "serialized" }, search)
  // What is made of a class of its own is written as that class says.
  if (name !== "Object.assign" || given[0]?.kind === "instance") return
  for (const [index, one] of given.entries()) visit(one, { ...below(place), form: index === 0 ? place.form : "plain" }, search)
}

function visitQuery({ query, calls }: QueryChain, place: Place, search: Search): void {
  const { records, evaluator, sanitized, found } = search
  const { orm, row, site } = query
  const view = viewQuery(query, calls, records, evaluator)
  const handedOver = row.givesBack?.(view)
  if (handedOver !== undefined) visit(handedOver, below(place), search)
  const at = locate(site.module, site.module.facts.calls[site.call]?.calleeAt ?? 0)
  for (const { model, fields, under, isPlain = false } of row.gives?.(view) ?? []) {
    if (under !== undefined && place.replaced.has(under)) continue
    // A spread takes the entries of the record itself; those that come along are what they were.
    const form = isPlain ? "plain" : place.form === "plain" && under !== undefined ? "instance" : place.form
    const kept = fields.filter(({ name, isOmitted }) => !place.replaced.has(name) && !sanitized.has(name) && (form === "plain" || isOmitted === "no"))
    const isLeftOut = ({ isExcluded }: StoredField): boolean => isExcluded && form === "instance"
    found.push({ record: recordOf(model, orm), at, fields: kept.filter((one) => !isLeftOut(one)), excludedFields: kept.filter(isLeftOut) })
  }
}
