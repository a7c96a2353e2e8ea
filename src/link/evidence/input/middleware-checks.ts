/**
 * Checks that middleware of packages makes: `celebrate({ body })`, and express-validator's chains.
 *
 * @module
 */
import { chainResults, chains, requestChecks, targets } from "../../../knowledge/request-validators.ts"
import { find } from "../../../knowledge/table.ts"
import type { Reach, Reacher } from "../../effects/graph-types.ts"
import { evidenceAt } from "../../evaluate/call-site.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { alternatives, flatten, textOf } from "../../evaluate/domain.ts"
import type { Follower } from "../../evaluate/evaluator.ts"
import { type Check, isPart } from "./check.ts"
import { fieldsOf, partsByKey } from "./part-schema.ts"
import type { CallSite, Meaning } from "../../../model/values.ts"

type Result = Extract<Meaning, { kind: "result" }>

/** Middleware that refuses keys that its schema does not name, as Joi does, or puts what it has checked in the place of what came. */
const CLOSED = /^(?:celebrate|express-joi-validation)\b/

/** Finds the checks of packages' middleware. */
export interface MiddlewareChecks {
  /** What a package's middleware checks: `celebrate({ body })`. */
  checksOfMiddleware(meaning: Result): readonly Check[]
  /** The checks of the chains that a middleware was made with, or runs. */
  chainsAround(meaning: Meaning, reached: Reach): readonly Check[]
  /** Whether a call asks for what the chains have found. */
  isChainResult(site: CallSite): boolean
}

/**
 * A finder of the checks of packages' middleware.
 *
 * @returns the finder
 */
export function createMiddlewareChecks(follower: Follower, reacher: Reacher): MiddlewareChecks {
  function isChainResult(site: CallSite): boolean {
    return find(chainResults, nameOf(follower.callee(site).target, follower)) !== undefined
  }

  /** celebrate({ body }), validateRequestBody(schema), a chain of express-validator. */
  function checksOfMiddleware(meaning: Result): readonly Check[] {
    const name = nameOf(meaning, follower)
    const note = find(requestChecks, name)
    const values = follower.arguments(meaning.site)
    if (note === undefined || name === undefined) return []
    const by = evidenceAt(meaning.site, name)
    const schema = typeof note.schema === "number" ? values[note.schema] : undefined
    const check = (part: string, of: Meaning | undefined): Check[] =>
      isPart(part) ? [{ part, fields: fieldsOf(of, follower), kind: "validated", isClosed: true, ...(CLOSED.test(name) && { isExact: true as const }), ...(of && { schema: of }), by }] : []
    if (note.parts === "keys") return schema === undefined ? [] : partsByKey(schema, follower).flatMap(([part, of]) => check(part, of))
    if (note.parts === "target") {
      const target = textOf(values[0] ?? { kind: "unknown" })
      return target === undefined ? [] : check(targets[target] ?? "", schema)
    }
    return note.parts.flatMap((part) => check(part, schema))
  }

  /** Chains among what a middleware was made with: validate([body("email").isEmail()]). */
  function chainsAround(meaning: Meaning, reached: Reach): readonly Check[] {
    const given: Meaning[] = [meaning]
    for (const one of alternatives(meaning)) {
      if (one.kind === "function") for (let running = one.activation; running.parent !== undefined; running = running.parent) given.push(...running.arguments)
    }
    for (const visit of reached.visits) {
      for (const site of reacher.callsOf(visit)) {
        const { receiver } = follower.callee(site)
        if (find(chainResults, nameOf(follower.callee(site).target, follower))?.kind === "runs" && receiver !== undefined) given.push(receiver)
      }
    }
    return flatten(given).flatMap((one) => (one.kind === "result" ? checksOfChain(one) : []))
  }

  /** The fields that a chain of express-validator names. */
  function checksOfChain(meaning: Result): readonly Check[] {
    const name = nameOf(meaning, follower)
    const note = find(chains, name)
    if (note === undefined || name === undefined) return []
    const root = rootOf(meaning)
    const values = follower.arguments(root.site)
    const by = evidenceAt(root.site, `${name.split("()")[0] ?? name}()`)
    if (note.chains !== undefined) return flatten([values[note.chains] ?? { kind: "unknown" }]).flatMap((one) => (one.kind === "result" ? checksOfChain(one) : []))
    const object = note.fields === undefined ? undefined : values[note.fields]
    const fields = object === undefined ? flatten([values[note.field ?? 0] ?? { kind: "unknown" }]).flatMap((one) => textOf(one) ?? []) : [...follower.entries(object).keys()]
    const located = note.locations === undefined ? undefined : values[note.locations]
    const parts = located === undefined ? note.parts : flatten([located]).flatMap((one) => textOf(one) ?? [])
    const heads = new Set(fields.map((field) => field.split(/[.[]/)[0] ?? field))
    return parts.flatMap((part): Check[] => (isPart(part) ? [{ part, fields: heads.has("*") || heads.has("") ? "all" : heads, kind: "validated", isClosed: false, by, ...(located === undefined && parts.length > 1 && { isAnywhere: true as const }) }] : []))
  }

  /** The call that a chain of methods starts with. */
  function rootOf(meaning: Result): Result {
    const { receiver } = follower.callee(meaning.site)
    return receiver?.kind === "result" ? rootOf(receiver) : meaning
  }

  return { checksOfMiddleware, chainsAround, isChainResult }
}
