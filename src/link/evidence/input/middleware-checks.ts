/**
 * Checks that middleware of packages makes: `celebrate({ body })`, and express-validator's chains.
 *
 * @module
 */
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import { chainOf, chainResultOf, middlewareOf } from "../../../validators/find.ts"
import { partNames } from "../../../validators/part-names.ts"
import type { CallGraph, CallGraphs } from "../../effects/graph-types.ts"
import { evidenceAt } from "../../evaluate/call-site.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { flatten, possibleValues, textOf } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import type { SchemaReader } from "../schema/schema-reader.ts"
import { type Check, isPart } from "./check.ts"
import { fieldsOf, partsByKey } from "./part-schema.ts"

type Result = Extract<AbstractValue, { kind: "result" }>

/** Finds the checks of packages' middleware. */
export interface MiddlewareChecks {
  /** What a package's middleware checks: `celebrate({ body })`. */
  checksOfMiddleware(value: Result): readonly Check[]
  /** The checks of the chains that a middleware was made with, or runs. */
  chainsAround(value: AbstractValue, graph: CallGraph): readonly Check[]
  /** Whether a call asks for what the chains have found. */
  isChainResult(site: CallSite): boolean
}

/**
 * A finder of the checks of packages' middleware.
 *
 * @returns the finder
 */
export function createMiddlewareChecks(evaluator: Evaluator, callGraphs: CallGraphs, schemas: SchemaReader): MiddlewareChecks {
  function isChainResult(site: CallSite): boolean {
    return chainResultOf(nameOf(evaluator.callee(site).target, evaluator)) !== undefined
  }

  /** celebrate({ body }), validateRequestBody(schema), a chain of express-validator. */
  function checksOfMiddleware(value: Result): readonly Check[] {
    const name = nameOf(value, evaluator)
    const note = middlewareOf(name)
    const values = evaluator.arguments(value.site)
    if (note === undefined || name === undefined) return []
    const by = evidenceAt(value.site, name)
    const schema = typeof note.schema === "number" ? values[note.schema] : undefined
    const check = (part: string, of: AbstractValue | undefined): Check[] =>
      isPart(part) ? [{ part, fields: fieldsOf(of, schemas), kind: "validated", isClosed: true, ...(note.isExact && { isExact: true as const }), ...(of && { schema: of }), by }] : []
    if (note.parts === "keys") return schema === undefined ? [] : partsByKey(schema, evaluator).flatMap(([part, of]) => check(part, of))
    if (note.parts === "target") {
      const target = textOf(values[0] ?? { kind: "unknown" })
      return target === undefined ? [] : check(partNames[target] ?? "", schema)
    }
    return note.parts.flatMap((part) => check(part, schema))
  }

  /** Chains among what a middleware was made with: validate([body("email").isEmail()]). */
  function chainsAround(value: AbstractValue, graph: CallGraph): readonly Check[] {
    const given: AbstractValue[] = [value]
    for (const one of possibleValues(value)) {
      if (one.kind === "function") for (let running = one.context; running.parent !== undefined; running = running.parent) given.push(...running.arguments)
    }
    for (const frame of graph.frames) {
      for (const site of callGraphs.callsOf(frame)) {
        const { receiver } = evaluator.callee(site)
        if (chainResultOf(nameOf(evaluator.callee(site).target, evaluator))?.kind === "runs" && receiver !== undefined) given.push(receiver)
      }
    }
    return flatten(given).flatMap((one) => (one.kind === "result" ? checksOfChain(one) : []))
  }

  /** The fields that a chain of express-validator names. */
  function checksOfChain(value: Result): readonly Check[] {
    const name = nameOf(value, evaluator)
    const note = chainOf(name)
    if (note === undefined || name === undefined) return []
    const root = rootOf(value)
    const values = evaluator.arguments(root.site)
    const by = evidenceAt(root.site, `${name.split("()")[0] ?? name}()`)
    if (note.chains !== undefined) return flatten([values[note.chains] ?? { kind: "unknown" }]).flatMap((one) => (one.kind === "result" ? checksOfChain(one) : []))
    const object = note.fields === undefined ? undefined : values[note.fields]
    const fields = object === undefined ? flatten([values[note.field ?? 0] ?? { kind: "unknown" }]).flatMap((one) => textOf(one) ?? []) : [...evaluator.entries(object).keys()]
    const located = note.locations === undefined ? undefined : values[note.locations]
    const parts = located === undefined ? note.parts : flatten([located]).flatMap((one) => textOf(one) ?? [])
    const heads = new Set(fields.map((field) => field.split(/[.[]/)[0] ?? field))
    return parts.flatMap((part): Check[] => (isPart(part) ? [{ part, fields: heads.has("*") || heads.has("") ? "all" : heads, kind: "validated", isClosed: false, by, ...(located === undefined && parts.length > 1 && { isAnywhere: true as const }) }] : []))
  }

  /** The call that a chain of methods starts with. */
  function rootOf(value: Result): Result {
    const { receiver } = evaluator.callee(value.site)
    return receiver?.kind === "result" ? rootOf(receiver) : value
  }

  return { checksOfMiddleware, chainsAround, isChainResult }
}
