/**
 * Checks: which parts of the request some code validates, by a library or by hand.
 *
 * @module
 */
import type { Framework } from "../frameworks/framework.ts"
import { auth } from "../knowledge/auth.ts"
import { chainResults, chains, requestChecks, segments, targets } from "../knowledge/request-validators.ts"
import { canonicalName, find } from "../knowledge/table.ts"
import { checks as libraryChecks, type CheckNote, unchecked, weakSchemas } from "../knowledge/validators.ts"
import type { CallSite, Evidence, Meaning, Part, Settings, Value } from "../model.ts"
import { isWithin } from "./activation.ts"
import type { Follower } from "./follower.ts"
import { locate } from "./location.ts"
import { alternatives, flatten, textOf } from "./meaning.ts"
import { ingredientsOf, mentionsOf } from "./mention.ts"
import { nameOf } from "./name.ts"
import { describe, type Reach, type Reacher, type Visit } from "./reach.ts"
import { answerOf, answersIn } from "./reply.ts"
import { mayRun } from "./region.ts"
import { type PartField, partOf, partsIn } from "./request.ts"
import { isRole } from "./role.ts"
import { keysOf } from "./schema.ts"

/** A check of a part of the request. */
export interface Check {
  readonly part: Part
  /** The fields it covers; `all` for the whole part, keys that it does not name included. */
  readonly fields: "all" | ReadonlySet<string>
  readonly kind: "validated" | "manual"
  /** What it lets through has no other keys than those it names, or replaces what came in. */
  readonly isClosed: boolean
  /** It names no part and looks into all of them: express-validator's `check()`. It counts where the field is used. */
  readonly isAnywhere?: true
  /** The schema that the part, whole, is checked with. */
  readonly schema?: Meaning
  readonly by: Evidence
}

/** The calls whose arguments are being checked; reading the request for them is no use of it. */
export interface Checked {
  readonly checks: readonly Check[]
  /** Chains of express-validator, which count where the route looks at their result. */
  readonly chains: readonly Check[]
  readonly hasChainResult: boolean
  /** Sites of checks, heeded or not. */
  readonly sites: ReadonlySet<string>
}

const PARTS: readonly Part[] = ["body", "query", "params"]

const isPart = (name: string | undefined): name is Part => PARTS.some((part) => part === name)

/** Identifies a call site within a link. */
export const siteKey = (site: CallSite): string => `${site.module.file}:${site.call}`

/** Whether a value, as written, has a local in it. */
function mentionsLocal(value: Value | undefined, id: number): boolean {
  switch (value?.kind) {
    case "local":
      return value.id === id
    case "member":
      return mentionsLocal(value.object, id)
    case "operation":
      return value.operands.some((operand) => mentionsLocal(operand, id))
    default:
      return false
  }
}

/** Finds checks. */
export interface Checks {
  /** The checks that a handler in the chain does: a package's middleware, or what its code does. */
  checksOf(meaning: Meaning, reached: Reach, framework: Framework): Checked
}

/**
 * A finder of checks.
 *
 * @returns the finder
 */
export function createChecks(follower: Follower, reacher: Reacher, settings: Settings): Checks {
  const evidence = (site: CallSite, name: string): Evidence => ({ at: locate(site.module, site.module.facts.calls[site.call]?.calleeAt ?? 0), name })

  function checksOf(meaning: Meaning, reached: Reach, framework: Framework): Checked {
    const found: Check[] = []
    const sites = new Set<string>()
    for (const one of alternatives(meaning)) if (one.kind === "result") found.push(...checksOfMiddleware(one))
    const hasChainResult = reached.visits.some((visit) => reacher.callsOf(visit).some((site) => isChainResult(site)))
    const chains = chainsAround(meaning, reached)
    for (const visit of reached.visits) {
      for (const site of reacher.callsOf(visit)) {
        const made = site.module.facts.calls[site.call]
        if (!mayRun(made?.region ?? -1, visit.activation, follower, made?.at)) continue
        if (find(libraryChecks, nameOf(follower.callee(site).target, follower)) !== undefined) sites.add(siteKey(site))
        const checked = checksOfCall(site, visit, framework)
        // What was converted on the way into a check is checked with it: validate(plainToInstance(Dto, request.body)).
        const values = checked.length > 0 ? follower.arguments(site) : []
        for (const { through } of values.flatMap((value) => partsIn(value, framework, follower))) for (const one of through) sites.add(siteKey(one))
        found.push(...checked)
      }
      found.push(...checksByHand(visit, framework))
    }
    return { checks: found, sites, chains, hasChainResult }
  }

  function isChainResult(site: CallSite): boolean {
    return find(chainResults, nameOf(follower.callee(site).target, follower)) !== undefined
  }

  /** celebrate({ body }), validateRequestBody(schema), a chain of express-validator. */
  function checksOfMiddleware(meaning: Extract<Meaning, { kind: "result" }>): readonly Check[] {
    const name = nameOf(meaning, follower)
    const note = find(requestChecks, name)
    const values = follower.arguments(meaning.site)
    if (note === undefined || name === undefined) return []
    const by = evidence(meaning.site, name)
    const schema = typeof note.schema === "number" ? values[note.schema] : undefined
    const check = (part: string, of: Meaning | undefined): Check[] =>
      isPart(part) ? [{ part, fields: fieldsOf(of), kind: "validated", isClosed: true, ...(of && { schema: of }), by }] : []
    if (note.parts === "keys") return schema === undefined ? [] : partsByKey(schema).flatMap(([part, of]) => check(part, of))
    if (note.parts === "target") {
      const target = textOf(values[0] ?? { kind: "unknown" })
      return target === undefined ? [] : check(targets[target] ?? "", schema)
    }
    return note.parts.flatMap((part) => check(part, schema))
  }

  /** An object whose keys name parts of the request: `{ body: schema, [Segments.QUERY]: schema }`. */
  function partsByKey(object: Meaning): readonly (readonly [Part, Meaning])[] {
    const found: (readonly [Part, Meaning])[] = []
    for (const one of alternatives(object)) {
      for (const [key, value] of follower.entries(one)) {
        const part = targets[key] ?? key
        if (isPart(part)) found.push([part, value])
      }
      if (one.kind !== "object") continue
      for (const entry of one.value.entries) {
        const part = entry.key === undefined ? undefined : find(segments, nameOf(follower.follow(entry.key, one.activation), follower))?.part
        if (isPart(part)) found.push([part, follower.follow(entry.value, one.activation)])
      }
    }
    return found
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
  function checksOfChain(meaning: Extract<Meaning, { kind: "result" }>): readonly Check[] {
    const name = nameOf(meaning, follower)
    const note = find(chains, name)
    if (note === undefined || name === undefined) return []
    const root = rootOf(meaning)
    const values = follower.arguments(root.site)
    const by = evidence(root.site, `${name.split("()")[0] ?? name}()`)
    if (note.chains !== undefined) return flatten([values[note.chains] ?? { kind: "unknown" }]).flatMap((one) => (one.kind === "result" ? checksOfChain(one) : []))
    const object = note.fields === undefined ? undefined : values[note.fields]
    const fields = object === undefined ? flatten([values[note.field ?? 0] ?? { kind: "unknown" }]).flatMap((one) => textOf(one) ?? []) : [...follower.entries(object).keys()]
    const located = note.locations === undefined ? undefined : values[note.locations]
    const parts = located === undefined ? note.parts : flatten([located]).flatMap((one) => textOf(one) ?? [])
    const heads = new Set(fields.map((field) => field.split(/[.[]/)[0] ?? field))
    return parts.flatMap((part): Check[] => (isPart(part) ? [{ part, fields: heads.has("*") || heads.has("") ? "all" : heads, kind: "validated", isClosed: false, by, ...(located === undefined && parts.length > 1 && { isAnywhere: true as const }) }] : []))
  }

  /** The call that a chain of methods starts with. */
  function rootOf(meaning: Extract<Meaning, { kind: "result" }>): Extract<Meaning, { kind: "result" }> {
    const { receiver } = follower.callee(meaning.site)
    return receiver?.kind === "result" ? rootOf(receiver) : meaning
  }

  function checksOfCall(site: CallSite, visit: Visit, framework: Framework): readonly Check[] {
    const { target, receiver } = follower.callee(site)
    const name = nameOf(target, follower)
    const values = follower.arguments(site)
    if (isNamedBySetting(target)) return values.flatMap((value) => checksOfData(value, undefined, true, evidence(site, describe(target, follower)), framework))
    // Whoever signed what came in vouches for it: stripe.webhooks.constructEvent(request.body, ...).
    if (find(auth, name)?.kind === "signature") {
      return values.flatMap((value) => checksOfData(value, undefined, true, evidence(site, name ?? ""), framework)).filter(({ part }) => part === "body")
    }
    const note = find(libraryChecks, name)
    if (note === undefined || name === undefined || !isHeeded(site, note, visit, framework)) return []
    const data = pick(values, note.data)
    const schema = note.schema === "receiver" ? (receiver ?? target) : typeof note.schema === "number" || /^\d/.test(note.schema) ? pick(values, note.schema) : undefined
    if (data === undefined || isWeak(schema)) return []
    const isClosed = note.outcome === "asserts" || note.outcome === "guard" || isClosedSchema(name) || writesBack(visit)
    return checksOfData(data, schema, isClosed, evidence(site, name), framework)
  }

  function pick(values: readonly Meaning[], place: number | string): Meaning | undefined {
    const [index, ...path] = String(place).split(".")
    const value = values[Number(index)]
    return value === undefined ? undefined : path.reduce((object, name) => follower.member(object, name), value)
  }

  /** A schema of whole requests names their parts; any other is of the part that is handed to it. */
  function checksOfData(data: Meaning, schema: Meaning | undefined, isClosed: boolean, by: Evidence, framework: Framework): readonly Check[] {
    const toCheck = ({ part, field, through = [] }: PartField & { readonly through?: readonly CallSite[] }, of: Meaning | undefined): Check => {
      // What a call found in the body, or made of it, is another thing than the body.
      const isWhole = field === undefined && (through.length === 0 || data.kind !== "member") && through.every((site) => find(unchecked, nameOf(follower.callee(site).target, follower)) !== undefined)
      return { part, fields: field === undefined ? fieldsOf(of) : new Set([field]), kind: "validated", isClosed, ...(isWhole && of && { schema: of }), by }
    }
    const themselves = alternatives(data).flatMap((one) => partOf(one, framework, follower) ?? [])
    if (themselves.length > 0) return themselves.map((part) => toCheck(part, themselves.length === 1 ? schema : undefined))
    const shape = schema === undefined ? [] : partsByKey(shapeOf(schema))
    const takesRequest = [...mentionsOf(data, follower)].some(({ meaning }) => meaning.kind === "role" && (meaning.name === "request" || meaning.name === "context"))
    if (takesRequest && shape.length > 0) return shape.map(([part, of]): Check => ({ part, fields: fieldsOf(of), kind: "validated", isClosed, schema: of, by }))
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

  /** What a schema was made of: Joi.compile(object), z.object({ body }). */
  function shapeOf(schema: Meaning, seen = new Set<Meaning>()): Meaning {
    if (seen.has(schema) || seen.size > 64 || partsByKey(schema).length > 0) return schema
    seen.add(schema)
    for (const one of alternatives(schema)) {
      if (one.kind !== "result") continue
      const { receiver, values } = ingredientsOf(one.site, follower)
      for (const value of [...values, ...(receiver === undefined ? [] : [receiver])]) {
        const shape = shapeOf(value, seen)
        if (partsByKey(shape).length > 0) return shape
      }
    }
    return schema
  }

  function fieldsOf(schema: Meaning | undefined): Check["fields"] {
    return schema === undefined ? "all" : keysOf(schema, follower) ?? "all"
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

  /** Tests of request data by hand that can refuse the request: `if (!body.email) return response.status(400)`. */
  function checksByHand(visit: Visit, framework: Framework): readonly Check[] {
    const asserted = answersIn(visit, framework, follower).flatMap(({ form, site, region, at }) => {
      const test = form.asserts === undefined || site === undefined ? undefined : follower.arguments(site)[form.asserts]
      return test === undefined || !mayRun(region, visit.activation, follower) ? [] : manualChecks(test, at, visit, framework)
    })
    return [...asserted, ...testsByHand(visit, framework)]
  }

  function manualChecks(test: Meaning, at: number, visit: Visit, framework: Framework): readonly Check[] {
    const tested = partsIn(test, framework, follower).filter((part) => part.through.every((site) => isPlain(site)))
    if (tested.length === 0 || comparesIdentity(test)) return []
    const by: Evidence = { at: locate(visit.activation.module, at), name: "test" }
    return tested.map((part): Check => ({ part: part.part, fields: part.field === undefined ? new Set() : new Set([part.field]), kind: "manual", isClosed: false, by }))
  }

  function testsByHand(visit: Visit, framework: Framework): readonly Check[] {
    const { facts } = visit.activation.module
    return facts.regions.flatMap((region, id) => {
      if (region.test === undefined || region.function !== visit.activation.of || (region.kind !== "then" && region.kind !== "else")) return []
      if (!mayRun(region.parent, visit.activation, follower, region.at)) return []
      const test = follower.follow(region.test, visit.activation)
      const found = manualChecks(test, region.at, visit, framework)
      return found.length === 0 || (!refuses(visit, id, framework, isPresence(test)) && !collects(visit, id, framework)) ? [] : found
    })
  }

  /** Looking something up by a value, or handing it to unknown code, is no test of it. */
  function isPlain(site: CallSite): boolean {
    const { target, receiver, method } = follower.callee(site)
    const name = nameOf(target, follower)
    if (target.kind === "function") return true
    if (name !== undefined && /^(?:Number|String|Boolean|parseInt|parseFloat|isNaN|isFinite|Array|Object|RegExp|Date|eval|validator|lodash|mongoose\.(?:isValidObjectId|isObjectIdOrHexString|Types\.ObjectId\.isValid)|typeof)\b/.test(name)) return true
    if (receiver?.kind === "pattern" || receiver?.kind === "array") return true
    return method !== undefined && receiver !== undefined && /^(?:trim|toLowerCase|toUpperCase|toString|match|test|includes|startsWith|endsWith|split|indexOf|some|every|hasOwnProperty|isInteger|length|at|replace)$/.test(method)
  }

  const isPresence = (test: Meaning): boolean =>
    test.kind === "member" || (test.kind === "operation" && (test.operator === "!" || test.operator === "||" || test.operator === "&&") && test.operands.every(isPresence))

  /** `request.params.id !== request.user.id` asks whose it is, not whether it is sound. */
  function comparesIdentity(test: Meaning): boolean {
    return [...mentionsOf(test, follower)].some(({ name }) => name !== undefined && /^request\.(?:user|session|auth|account)\b/.test(name))
  }

  function refuses(visit: Visit, region: number, framework: Framework, isPresenceTest: boolean): boolean {
    const { facts } = visit.activation.module
    const isInside = (one: number): boolean => {
      for (let each = one; each >= 0; each = facts.regions[each]?.parent ?? -1) if (each === region) return true
      return false
    }
    if (facts.throws.some((one) => isInside(one.region))) return true
    const returnsNegative = visit.fact.returns.some(({ value, region: one }) => value?.kind === "literal" && (value.value === false || value.value === null) && isInside(one))
    if (returnsNegative) return true
    const answers = answersIn(visit, framework, follower).filter((answer) => isInside(answer.region))
    const isRefusal = answers.some(({ status, form, name }) => {
      if (status !== undefined) return status >= 400
      if (form.isPartial === true) return false
      // A page instead of the work: the other arm of the condition, or a way out of it.
      const isWayOut = facts.regions[region]?.leaves === true
      return facts.regions[region]?.kind === "else" || (isWayOut && (!isPresenceTest || name === "response.redirect"))
    })
    return isRefusal || reacher.callsOf(visit).some((site) => {
      if (!isInside(facts.calls[site.call]?.region ?? -1)) return false
      const { target } = follower.callee(site)
      return (isRole(target, "next") && follower.arguments(site).length > 0) || alternatives(target).some((one) => answersFailure(one, site, framework))
    })
  }

  /** `return refuse(415, "A photo is a JPEG")`: the function that is called answers. */
  function answersFailure(target: Meaning, site: CallSite, framework: Framework): boolean {
    const running = follower.enter(target, site)
    return running !== undefined && running.module.facts.calls.some(({ region }, call) =>
      running.module.facts.regions[region]?.function === running.of
      && (answerOf({ module: running.module, call, activation: running }, framework, follower)?.status ?? 0) >= 400)
  }

  /** What is wrong goes into a list, and the list is looked at later: `errors.push("..."); ... if (errors.length) return ...` */
  function collects(visit: Visit, region: number, framework: Framework): boolean {
    const { facts } = visit.activation.module
    const lists = reacher.callsOf(visit).flatMap((site): number[] => {
      const call = facts.calls[site.call]
      if (call === undefined || !isWithin(visit.activation.module, call.region, region) || call.callee.kind !== "member") return []
      const { object, name } = call.callee
      return (name === "push" || name === "add" || name === "unshift") && object.kind === "local" ? [object.id] : []
    })
    if (lists.length === 0) return false
    const isReturned = visit.fact.returns.some(({ value }) => value?.kind === "local" && lists.includes(value.id))
    return (isReturned && visit.from !== undefined) || facts.regions.some((other, id) =>
      other.test !== undefined && other.function === visit.activation.of && lists.some((list) => mentionsLocal(other.test, list))
      && (other.leaves || refuses(visit, id, framework, false)))
  }

  return { checksOf }
}
