/**
 * The body of a request in what a call writes to a stored record.
 *
 * @module
 */
import { assigningCalls, copyingCalls } from "../../../knowledge/copies.ts"
import { find } from "../../../knowledge/table.ts"
import type { WrittenBody } from "../../../model/calls.ts"
import type { ValueView } from "../../../model/given.ts"
import type { CallSite } from "../../../model/values.ts"
import type { WrittenValues } from "../../../orm/orm.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import type { Clients } from "../../evaluate/clients.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { argumentViews } from "../../evaluate/rule-value.ts"

/** Values inside of values further down than this are left. */
const DEPTH = 5

/**
 * How the body as it came in gets into the record that a call writes.
 *
 * @returns undefined where it does not, or the call writes none
 */
export function bodyWrittenBy(site: CallSite, evaluator: Evaluator): WrittenBody | undefined {
  const values = valuesOf(site, evaluator)
  if (values === undefined) return undefined
  const { from, entries = [] } = values
  return argumentViews(site, evaluator).slice(from).map((view) => bodyIn(view, entries, evaluator.clients)).find((one) => one !== undefined)
}

/** Where a call has the values that it writes: as an ORM says, or onto a record that a query gave (`Object.assign(user, values)`). */
function valuesOf(site: CallSite, evaluator: Evaluator): WrittenValues | undefined {
  const { clients } = evaluator
  const name = nameOf(evaluator.callee(site).target, evaluator)
  const { values } = clients.rowOf(name)?.row ?? {}
  if (values !== undefined || find(assigningCalls, name) === undefined) return values
  const [target] = argumentViews(site, evaluator)
  return target?.kind === "result" && clients.callOf(target.name)?.kind === "query" ? { from: 1 } : undefined
}

/** How the body gets into a value: as the value, or spread into it. */
function bodyIn(view: ValueView | undefined, entries: readonly string[], clients: Clients, depth = 0): WrittenBody | undefined {
  if (view === undefined || depth > DEPTH) return undefined
  const first = (views: readonly ValueView[]): WrittenBody | undefined =>
    views.map((one) => bodyIn(one, entries, clients, depth + 1)).find((one) => one !== undefined)
  switch (view.kind) {
    case "named":
      return view.name === "request.body" ? { how: "whole", beside: [] } : undefined
    case "either":
      return first(view.of)
    case "array":
      return first(view.items)
    case "object": {
      const spread = first(view.spreads)
      if (spread !== undefined) return { how: "spread", beside: [...spread.beside, ...view.entries.keys()] }
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
