/**
 * Stored records in what is sent: followed from the answer back to the query, with what the code leaves out on the way.
 *
 * @module
 */
import { databases } from "../../../knowledge/databases.ts"
import { choosingMethods, keepingMethods } from "../../../knowledge/records.ts"
import { find } from "../../../knowledge/table.ts"
import type { ExposedRecord } from "../../../model/calls.ts"
import type { Expression, ObjectEntry } from "../../../model/expression.ts"
import type { AbstractValue } from "../../../model/values.ts"
import type { CallGraph } from "../../effects/graph-types.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues, UNDEFINED } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { locate } from "../../source/location.ts"
import { type ChainCall, projectionsOf } from "./projections.ts"
import type { Query, Records } from "./record-models.ts"

const DEPTH = 12

/** Steps of one chain. */
const STEPS = 24

/** Calls that give what they are given, as text or as a copy. */
const COPYING = new Set(["JSON.stringify", "JSON.parse", "Object.assign"])

/** What code takes out of records: names; undefined where names that are not known are taken out. */
type Removals = ReadonlySet<string> | undefined

const removals = new WeakMap<CallGraph, { readonly removed: Removals }>()

/** `delete user.password`, `user.password = undefined`, `const { password, ...rest } = user` in anything that runs. */
function sanitizedFields(graph: CallGraph, evaluator: Evaluator): Removals {
  const known = removals.get(graph)
  if (known !== undefined) return known.removed
  const names = new Set<string>()
  let isCertain = true
  for (const { context } of graph.frames) {
    const { module, of } = context
    const { facts } = module
    const isOwn = (region: number): boolean => facts.regions[region]?.function === of
    for (const { target, value: expression, region } of facts.assignments) {
      if (!isOwn(region) || !isNothing(expression)) continue
      if (target.kind === "member") names.add(target.name)
      else isCertain = false
    }
    // A rest is read as the value itself, and so tells one pattern from another.
    const rests = new Set(facts.reads.filter(({ use, region }) => use.kind === "pattern" && isOwn(region)).map(({ value: expression }) => expression))
    for (const { value: expression, use, region } of facts.reads) {
      if (use.kind !== "pattern" || expression.kind !== "member" || !isOwn(region) || !rests.has(expression.object)) continue
      const role = nameOf(evaluator.evaluate(expression.object, context), evaluator)
      if (role?.startsWith("request") !== true) names.add(expression.name)
    }
  }
  const removed = isCertain ? names : undefined
  removals.set(graph, { removed })
  return removed
}

const isNothing = (expression: Expression): boolean =>
  (expression.kind === "global" && expression.name === "undefined")
  || (expression.kind === "literal" && (expression.value === null || expression.value === "" || expression.value === false || typeof expression.value === "string"))
  || (expression.kind === "operation" && expression.operator === "void")

/**
 * The records that a value holds as they were read.
 *
 * @param reached everything that runs before it is sent
 * @returns each query's records once; nothing where something unknown is done to them
 */
export function recordsIn(body: AbstractValue, graph: CallGraph, records: Records, evaluator: Evaluator): readonly ExposedRecord[] {
  const removed = sanitizedFields(graph, evaluator)
  if (removed === undefined) return []
  const found: ExposedRecord[] = []
  const seen = new Set<AbstractValue>()

  function visit(value: AbstractValue, without: ReadonlySet<string>, depth: number): void {
    if (seen.has(value) || depth > DEPTH) return
    seen.add(value)
    const next = (one: AbstractValue): void => visit(one, without, depth + 1)
    switch (value.kind) {
      case "result":
        return visitResult(value, without, depth)
      case "member":
        // Rows of a list: `const [user] = await ...`, `result.rows`.
        if (/^\d+$/.test(value.name) || value.name === "rows") next(value.object)
        return
      case "each":
        return next(value.of)
      case "array":
        return value.items.forEach(next)
      case "object":
        return visitObject(value, without, depth)
      case "choice":
        return isRemade(value.of, value.test) ? undefined : value.of.forEach(next)
      case "operation":
        if (value.operator === "&&") return value.operands.slice(1).forEach(next)
        return value.operator === "||" || value.operator === "??" ? value.operands.forEach(next) : undefined
      default:
        return
    }
  }

  /** A variable that is given something made of the record: `user = pick(user, ...)`. */
  function isRemade(arms: readonly AbstractValue[], test: AbstractValue | undefined): boolean {
    return test === undefined && arms.some((one) => (one.kind === "result" && queryChain(one) === undefined) || one.kind === "member" || one.kind === "instance" || one.kind === "unknown")
  }

  function visitObject(object: Extract<AbstractValue, { kind: "object" }>, without: ReadonlySet<string>, depth: number): void {
    const spreadAt = (entry: ObjectEntry | undefined): AbstractValue | undefined =>
      (entry !== undefined && entry.name === undefined && entry.key === undefined ? evaluator.evaluate(entry.value, object.context) : undefined)
    const { entries } = object.value
    for (const [index, entry] of entries.entries()) {
      const spread = spreadAt(entry)
      if (spread === undefined) visit(evaluator.evaluate(entry.value, object.context), new Set(), depth + 1)
      else {
        // What is written beside a spread stands in its place, and so does what a later one may bring: `...(user && { user: { name } })`.
        const written = entries.flatMap((one, place) => {
          const later = place > index ? spreadAt(one) : undefined
          return one.name ?? (later === undefined ? [] : possibleValues(later).flatMap((arm) => (arm.kind === "object" ? arm.value.entries.flatMap(({ name }) => name ?? []) : [])))
        })
        visit(spread, new Set([...without, ...written]), depth + 1)
      }
    }
  }

  function visitResult(value: Extract<AbstractValue, { kind: "result" }>, without: ReadonlySet<string>, depth: number): void {
    const chain = queryChain(value)
    if (chain === undefined) {
      const name = nameOf(evaluator.callee(value.site).target, evaluator)
      if (name !== undefined && COPYING.has(name)) for (const one of evaluator.arguments(value.site)) if (one !== UNDEFINED) visit(one, without, depth + 1)
      return
    }
    const { query, steps } = chain
    const { method } = evaluator.callee(query.site)
    if (query.note.form.startsWith("typeorm") && (method === "save" || method === "remove")) {
      const [first, second] = evaluator.arguments(query.site)
      const saved = query.note.form === "typeorm manager" && second !== undefined ? second : first
      if (saved !== undefined) visit(saved, without, depth + 1)
      return
    }
    if (query.note.gives !== true && query.note.form !== "drizzle returning" && query.note.form !== "typeorm builder") return
    const { module, call } = query.site
    for (const { model, fields, under } of projectionsOf(query, steps, records, evaluator)) {
      if (under !== undefined && without.has(under)) continue
      const kept = fields.filter(({ name }) => !without.has(name) && removed?.has(name) !== true)
      found.push({ record: { ...model.record, client: query.note.client }, at: locate(module, module.facts.calls[call]?.calleeAt ?? 0), fields: kept })
    }
  }

  /** The query that a chain of calls stands on, and the calls after it. */
  function queryChain(value: Extract<AbstractValue, { kind: "result" }>): { readonly query: Query; readonly steps: readonly ChainCall[] } | undefined {
    const steps: ChainCall[] = []
    let current: AbstractValue = value
    while (steps.length < STEPS) {
      if (current.kind !== "result") return undefined
      const query = records.queryOf(current.site)
      if (query !== undefined) return { query, steps: steps.reverse() }
      const { receiver, method } = evaluator.callee(current.site)
      if (receiver === undefined || method === undefined) return undefined
      const isMemoized = keepingMethods.has(method) || (choosingMethods.has(method) && find(databases, nameOf(current, evaluator)?.split("().")[0]) === undefined)
      if (!isMemoized) return undefined
      steps.push({ method, values: evaluator.arguments(current.site) })
      const list: AbstractValue = receiver
      current = list.kind === "member" && /^\d+$/.test(list.name) ? list.object : list
    }
    return undefined
  }

  visit(body, new Set(), 0)
  return found
}
