/**
 * Checks that middleware of packages makes: `celebrate({ body })`, and chains, which record what is wrong.
 *
 * @module
 */
import type { Unnamed } from "../../../model/evidence.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import { chainOf, chainResultOf, middlewareOf } from "../../../validators/find.ts"
import { partNames } from "../../../validators/part-names.ts"
import type { CallGraph } from "../../effects/graph-types.ts"
import { evidenceAt } from "../../evaluate/call-site.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { flatten, possibleValues, textOf } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { unnamedIn } from "../schema/schema-fields.ts"
import { type Check, isPart } from "./check.ts"
import type { InputAnalysis } from "./input-analysis.ts"
import { fieldsOf, partsByKey } from "./part-schema.ts"

type Result = Extract<AbstractValue, { kind: "result" }>

/** Whether a call asks for what chains have recorded. */
export const isChainResult = (site: CallSite, evaluator: Evaluator): boolean => chainResultOf(nameOf(evaluator.callee(site).target, evaluator)) !== undefined

/** What a package's middleware checks: `celebrate({ body })`, `zValidator("json", schema)`. */
export function checksOfMiddleware(value: Result, analysis: InputAnalysis): readonly Check[] {
  const { evaluator, schemas } = analysis
  const name = nameOf(value, evaluator)
  const note = middlewareOf(name)
  if (note === undefined || name === undefined) return []
  const values = evaluator.arguments(value.site)
  const by = evidenceAt(value.site, name)
  const schema = typeof note.schema === "number" ? values[note.schema] : undefined
  const check = (part: string, of: AbstractValue | undefined): Check[] => (isPart(part)
    ? [{ part, fields: fieldsOf(of, schemas), kind: "validated", isClosed: true, unnamed: unnamedAfter(of, note.replaces === true, analysis), ...(of && { schema: of }), by }]
    : [])
  if (note.parts === "keys") return schema === undefined ? [] : partsByKey(schema, evaluator).flatMap(([part, of]) => check(part, of))
  if (note.parts === "target") {
    const target = textOf(values[0] ?? { kind: "unknown" })
    return target === undefined ? [] : check(partNames[target] ?? "", schema)
  }
  return note.parts.flatMap((part) => check(part, schema))
}

/** What becomes of fields that a middleware's schema does not name; where they are not known, those of a package that replaces the part are gone. */
function unnamedAfter(schema: AbstractValue | undefined, replaces: boolean, { schemas }: InputAnalysis): Unnamed {
  const others = schema === undefined ? "unknown" : unnamedIn(schemas.shapeOf(schema))
  if (others === "refused" || (replaces && (others === "dropped" || others === "unknown"))) return "absent"
  return others === "unknown" ? "unknown" : "present"
}

/** The checks of the chains that a middleware was made with, `validate([body("email").isEmail()])`, or that its code runs. */
export function chainsAround(value: AbstractValue, graph: CallGraph, analysis: InputAnalysis): readonly Check[] {
  const { evaluator, callGraphs } = analysis
  const given: AbstractValue[] = [value]
  for (const one of possibleValues(value)) {
    if (one.kind === "function") for (let running = one.context; running.parent !== undefined; running = running.parent) given.push(...running.arguments)
  }
  for (const frame of graph.frames) {
    for (const site of callGraphs.callsOf(frame)) {
      const { receiver, target } = evaluator.callee(site)
      if (chainResultOf(nameOf(target, evaluator))?.kind === "runs" && receiver !== undefined) given.push(receiver)
    }
  }
  return flatten(given).flatMap((one) => (one.kind === "result" ? checksOfChain(one, evaluator) : []))
}

/**
 * What a call on the request or the context checks: `context.checkBody("name")`.
 *
 * @returns checks that refuse by themselves, and those that only record what is wrong
 */
export function checksOnRequest(site: CallSite, evaluator: Evaluator): { readonly checks: readonly Check[]; readonly chains: readonly Check[] } {
  const made: Result = { kind: "result", site }
  const note = chainOf(nameOf(made, evaluator))
  if (note?.isOnRequest !== true) return { checks: [], chains: [] }
  const found = checksOfChain(made, evaluator)
  return note.throws === true ? { checks: found, chains: [] } : { checks: [], chains: found }
}

/** The fields that a chain names. */
function checksOfChain(value: Result, evaluator: Evaluator): readonly Check[] {
  const name = nameOf(value, evaluator)
  const note = chainOf(name)
  if (note === undefined || name === undefined) return []
  const root = rootOf(value, evaluator)
  const values = evaluator.arguments(root.site)
  const by = evidenceAt(root.site, `${name.split("()")[0] ?? name}()`)
  if (note.chains !== undefined) {
    return flatten([values[note.chains] ?? { kind: "unknown" }]).flatMap((one) => (one.kind === "result" ? checksOfChain(one, evaluator) : []))
      .map((check): Check => (note.isExact ? { ...check, unnamed: "absent" } : check))
  }
  const textsAt = (index: number): readonly string[] => flatten([values[index] ?? { kind: "unknown" }]).flatMap((one) => textOf(one) ?? [])
  const object = note.fields === undefined ? undefined : values[note.fields]
  const fields = object === undefined ? textsAt(note.field ?? 0) : [...evaluator.entries(object).keys()]
  const isLocated = note.locations !== undefined && values[note.locations] !== undefined
  const parts = isLocated && note.locations !== undefined ? textsAt(note.locations) : note.parts
  const heads = new Set(fields.map((field) => field.split(/[.[]/)[0] ?? field))
  const covered = heads.has("*") || heads.has("") ? "all" : heads
  return parts.flatMap((part): Check[] => (isPart(part)
    ? [{ part, fields: covered, kind: "validated", isClosed: false, unnamed: "present", by, ...(!isLocated && parts.length > 1 && { isAnywhere: true as const }) }]
    : []))
}

/** The call that a chain of methods starts with. */
function rootOf(value: Result, evaluator: Evaluator): Result {
  const { receiver } = evaluator.callee(value.site)
  return receiver?.kind === "result" && chainOf(nameOf(receiver, evaluator)) !== undefined ? rootOf(receiver, evaluator) : value
}
