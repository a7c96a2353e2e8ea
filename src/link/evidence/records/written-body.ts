/**
 * The body of a request in what a call writes to a stored record.
 *
 * @module
 */
import { assigningCalls, copyingCalls } from "../../../knowledge/copies.ts"
import { find } from "../../../knowledge/table.ts"
import type { WrittenBody } from "../../../model/calls.ts"
import type { ValueView } from "../../../model/given.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import type { Model, WrittenValues } from "../../../orm/orm.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import type { Clients } from "../../evaluate/clients.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { argumentViews } from "../../evaluate/rule-value.ts"
import { checkedWhole } from "../input/unnamed-fields.ts"
import type { SchemaReader } from "../schema/schema-reader.ts"
import type { Records } from "./record-models.ts"

/** Values inside of values further down than this are left. */
const DEPTH = 5

/** What written bodies are found with. */
export interface WriteAnalysis {
  readonly evaluator: Evaluator
  readonly records: Records
  readonly schemas: SchemaReader
}

/**
 * How the body as it came in gets into the record that a call writes.
 *
 * @returns undefined where it does not, or the call writes none
 */
export function bodyWrittenBy(site: CallSite, analysis: WriteAnalysis): WrittenBody | undefined {
  const { evaluator } = analysis
  const values = valuesOf(site, analysis)
  if (values === undefined) return undefined
  const { from, entries = [] } = values
  const found = argumentViews(site, evaluator).slice(from).map((view) => bodyIn(view, entries, evaluator.clients))
  const checked = evaluator.arguments(site).slice(from).map((value) => checkedBodyIn(value, entries, analysis))
  return [...found, ...checked].find((one) => one !== undefined)
}

/** Where a call has the values that it writes: as an ORM says, or onto a record, one that a query gave or a new one (`Object.assign(user, values)`). */
function valuesOf(site: CallSite, { evaluator, records }: WriteAnalysis): WrittenValues | undefined {
  const { clients } = evaluator
  const name = nameOf(evaluator.callee(site).target, evaluator)
  const { values } = clients.rowOf(name)?.row ?? {}
  if (values !== undefined || find(assigningCalls, name) === undefined) return values
  const [target] = argumentViews(site, evaluator)
  const isQueried = target?.kind === "result" && clients.callOf(target.name)?.kind === "query"
  return isQueried || assignedModel(site, evaluator, records) !== undefined ? { from: 1 } : undefined
}

/**
 * The model of a new record whose fields a call sets: `Object.assign(user, values)`.
 *
 * @returns undefined for any other call, and where the result is used: what saves it has the values
 */
export function assignedModel(site: CallSite, evaluator: Evaluator, { inspector }: Records): { readonly model: Model; readonly orm: undefined } | undefined {
  const isDiscarded = site.module.facts.calls[site.call]?.result === "discarded"
  if (!isDiscarded || find(assigningCalls, nameOf(evaluator.callee(site).target, evaluator)) === undefined) return undefined
  const [target] = evaluator.arguments(site)
  const made = target === undefined ? [] : possibleValues(target).flatMap((one) => (one.kind === "instance" ? [one.of] : []))
  const model = made.map((one) => inspector.modelOf(one)).find((one) => one !== undefined)
  return model === undefined ? undefined : { model, orm: undefined }
}

/** The body, or an object in it: what is written as a record is none of its plain fields. */
const isBody = (name: string): boolean => /^request\.body(?:\.\w+)*$/.test(name)

/** How the body gets into a value: as the value, or spread into it. */
function bodyIn(view: ValueView | undefined, entries: readonly string[], clients: Clients, depth = 0): WrittenBody | undefined {
  if (view === undefined || depth > DEPTH) return undefined
  const first = (views: readonly ValueView[]): WrittenBody | undefined =>
    views.map((one) => bodyIn(one, entries, clients, depth + 1)).find((one) => one !== undefined)
  switch (view.kind) {
    case "named":
      return isBody(view.name) ? { how: "whole", name: view.name, beside: [] } : undefined
    case "either":
      return first(view.of)
    case "array":
      return first(view.items)
    case "object": {
      const spread = first(view.spreads)
      if (spread !== undefined) return { ...spread, how: "spread", beside: [...spread.beside, ...view.entries.keys()] }
      return first(entries.flatMap((name) => view.entries.get(name)?.value ?? []))
    }
    case "result": {
      const isCopy = find(copyingCalls, view.name) !== undefined || clients.rowOf(view.name)?.row.copies === true
      return isCopy ? first(view.arguments) : undefined
    }
    default:
      return undefined
  }
}

/** How what a check gave of the body gets into a value, where fields that its schema does not name are still in it. */
function checkedBodyIn(value: AbstractValue, entries: readonly string[], analysis: WriteAnalysis, depth = 0): WrittenBody | undefined {
  const { evaluator, schemas } = analysis
  if (depth > DEPTH) return undefined
  const first = (values: readonly AbstractValue[]): WrittenBody | undefined =>
    values.map((one) => checkedBodyIn(one, entries, analysis, depth + 1)).find((one) => one !== undefined)
  for (const one of possibleValues(value)) {
    const checked = checkedWhole(one, evaluator, schemas)
    const name = checked?.unnamed === "present" ? nameOf(checked.data, evaluator) : undefined
    if (name !== undefined && isBody(name)) return { how: "whole", name, beside: [] }
    if (one.kind === "array") return first(one.items)
    if (one.kind !== "object") continue
    const spread = first(one.value.entries.filter((entry) => entry.name === undefined && entry.key === undefined).map((entry) => evaluator.evaluate(entry.value, one.context)))
    if (spread !== undefined) return { ...spread, how: "spread", beside: [...spread.beside, ...one.value.entries.flatMap((entry) => entry.name ?? [])] }
    const named = evaluator.entries(one)
    const written = first(entries.flatMap((entry) => named.get(entry) ?? []))
    if (written !== undefined) return written
  }
  return undefined
}
