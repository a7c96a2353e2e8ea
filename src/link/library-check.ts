/**
 * Checks that calls of validation libraries make: `schema.parse(request.body)`.
 *
 * @module
 */
import type { Framework } from "../frameworks/framework.ts"
import { auth } from "../knowledge/auth.ts"
import { canonicalName, find } from "../knowledge/table.ts"
import { checks as libraryChecks, type CheckNote, weakSchemas } from "../knowledge/validators.ts"
import type { CallSite, Evidence, Meaning, Settings } from "../model.ts"
import { type Check, evidenceAt, isPart } from "./check.ts"
import type { Follower } from "./follower.ts"
import type { ManualChecks } from "./manual-check.ts"
import { alternatives } from "./meaning.ts"
import { mentionsOf } from "./mention.ts"
import { nameOf } from "./name.ts"
import { fieldsOf, partsByKey, shapeOf } from "./part-schema.ts"
import { describe, type Reacher, type Visit } from "./reach.ts"
import { type PartField, partOf, partsIn } from "./request.ts"

/** Finds the checks of calls. */
export interface LibraryChecks {
  /** What a call checks, as far as somebody heeds what it says. */
  checksOfCall(site: CallSite, visit: Visit, framework: Framework): readonly Check[]
}

/**
 * A finder of the checks of calls.
 *
 * @returns the finder
 */
export function createLibraryChecks(follower: Follower, reacher: Reacher, settings: Settings, { refuses, collects }: ManualChecks): LibraryChecks {
  function checksOfCall(site: CallSite, visit: Visit, framework: Framework): readonly Check[] {
    const { target, receiver } = follower.callee(site)
    const name = nameOf(target, follower)
    const values = follower.arguments(site)
    if (isNamedBySetting(target)) return values.flatMap((value) => checksOfData(value, undefined, true, evidenceAt(site, describe(target, follower)), framework))
    // Whoever signed what came in vouches for it: stripe.webhooks.constructEvent(request.body, ...).
    if (find(auth, name)?.kind === "signature") {
      return values.flatMap((value) => checksOfData(value, undefined, true, evidenceAt(site, name ?? ""), framework)).filter(({ part }) => part === "body")
    }
    const note = find(libraryChecks, name)
    if (note === undefined || name === undefined || !isHeeded(site, note, visit, framework)) return []
    const data = pick(values, note.data)
    const schema = note.schema === "receiver" ? (receiver ?? target) : typeof note.schema === "number" || /^\d/.test(note.schema) ? pick(values, note.schema) : undefined
    if (data === undefined || isWeak(schema)) return []
    const isClosed = note.outcome === "asserts" || note.outcome === "guard" || isClosedSchema(name) || writesBack(visit)
    return checksOfData(data, schema, isClosed, evidenceAt(site, name), framework)
  }

  function pick(values: readonly Meaning[], place: number | string): Meaning | undefined {
    const [index, ...path] = String(place).split(".")
    const value = values[Number(index)]
    return value === undefined ? undefined : path.reduce((object, name) => follower.member(object, name), value)
  }

  /** A schema of whole requests names their parts; any other is of the part that is handed to it. */
  function checksOfData(data: Meaning, schema: Meaning | undefined, isClosed: boolean, by: Evidence, framework: Framework): readonly Check[] {
    const toCheck = ({ part, field }: PartField, of: Meaning | undefined): Check =>
      ({ part, fields: field === undefined ? fieldsOf(of, follower) : new Set([field]), kind: "validated", isClosed, by })
    const themselves = alternatives(data).flatMap((one) => partOf(one, framework, follower) ?? [])
    if (themselves.length > 0) return themselves.map((part) => toCheck(part, themselves.length === 1 ? schema : undefined))
    const shape = schema === undefined ? [] : partsByKey(shapeOf(schema, follower), follower)
    const takesRequest = [...mentionsOf(data, follower)].some(({ meaning }) => meaning.kind === "role" && (meaning.name === "request" || meaning.name === "context"))
    if (takesRequest && shape.length > 0) return shape.map(([part, of]): Check => ({ part, fields: fieldsOf(of, follower), kind: "validated", isClosed, by }))
    // An object of parts: schema.parse({ body: request.body, query: request.query }).
    return partsIn(data, framework, follower).map((part) => toCheck(part, part.field === undefined && data.kind !== "object" ? schema : undefined))
  }

  /** Libraries that refuse unknown keys unless told otherwise, and schemas that say so. */
  const isClosedSchema = (name: string): boolean => /^joi\b|^@hapi\/joi\b|\.(?:strict|strictObject|noUnknown|exact)\(\)/.test(canonicalName(name))

  /** `request.body = schema.parse(request.body)`, `Object.assign(request, value)`: what was checked replaces what came in. */
  function writesBack(visit: Visit): boolean {
    const { facts } = visit.activation.module
    const assigns = facts.assignments.some(({ target, region }) => {
      if (facts.regions[region]?.function !== visit.activation.of || (target.kind !== "member" && target.kind !== "element")) return false
      const object = follower.follow(target.object, visit.activation)
      return object.kind === "role" && object.name === "request" && (target.kind === "element" || isPart(target.name))
    })
    return assigns || reacher.callsOf(visit).some((site) => {
      const [first] = follower.arguments(site)
      return nameOf(follower.callee(site).target, follower) === "Object.assign" && first?.kind === "role" && first.name === "request"
    })
  }

  function isWeak(schema: Meaning | undefined): boolean {
    const name = schema === undefined ? undefined : nameOf(schema, follower)
    return find(weakSchemas, name)?.lets === "any"
  }

  /** Whether anybody looks at what a check returned; one that throws needs no looking. */
  function isHeeded(site: CallSite, note: CheckNote, visit: Visit, framework: Framework): boolean {
    if (note.outcome === "value" || note.outcome === "asserts") return true
    const { facts } = site.module
    const isMine = (meaning: Meaning): boolean =>
      [...mentionsOf(meaning, follower)].some(({ meaning: one }) => one.kind === "result" && one.site.module === site.module && one.site.call === site.call)
    const isTested = facts.regions.some((region, id) => {
      if (region.test === undefined || region.function !== visit.activation.of || !isMine(follower.follow(region.test, visit.activation))) return false
      return region.leaves || refuses(visit, id, framework, false) || collects(visit, id, framework)
    })
    // What the function returns is for its callers to look at.
    return isTested || visit.fact.returns.some(({ value }) => value !== undefined && visit.from !== undefined && isMine(follower.follow(value, visit.activation)))
  }

  function isNamedBySetting(target: Meaning): boolean {
    const validators = settings.validators ?? []
    if (validators.length === 0 || target.kind !== "function") return false
    const { module } = target.activation
    return validators.some((one) => {
      const [path, wanted] = one.includes("#") ? one.split("#") : [undefined, one]
      return module.facts.functions[target.id]?.name === wanted && (path === undefined || module.file === `${follower.sources.root}/${path.replace(/^\.\//, "")}`)
    })
  }

  return { checksOfCall }
}
