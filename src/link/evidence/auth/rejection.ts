/**
 * Refusals: the places where code tells a caller that it is not, or not enough, known.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import { auth } from "../../../knowledge/auth.ts"
import { otherReason, refusalName, refusals, refusalText } from "../../../knowledge/identity.ts"
import { find } from "../../../knowledge/table.ts"
import type { Reacher, Visit } from "../../effects/graph-types.ts"
import { answersIn } from "../../effects/responses.ts"
import { ancestryOf, nameOf } from "../../evaluate/canonical-name.ts"
import { alternatives, isTruthy, literalText, textOf } from "../../evaluate/domain.ts"
import type { Follower } from "../../evaluate/evaluator.ts"
import { statusOf } from "../../evaluate/status.ts"
import { ownedBy } from "../../source/function-body.ts"
import type { At } from "../../../model/expression.ts"
import type { CallSite, Meaning } from "../../../model/values.ts"

/** A place that answers 401 or 403, fails with such an error, or sends the caller to sign in. */
export interface Refusal {
  readonly visit: Visit
  readonly region: number
  readonly at: At
  /** An error of no known status, or a redirect to somewhere: it refuses callers only where the identity decides it. */
  readonly isWeak: boolean
  /** What a guard returns that refuses by returning something false: where it is true, it refuses nobody. */
  readonly returned?: Meaning
  /** It is an error that is thrown, so that a `catch` may eat it. */
  readonly isThrown?: boolean
  /** It refuses where this is false: `context.assert(user, 401)`. */
  readonly asserted?: Meaning
}

const SIGN_IN = /\b(?:log-?in|sign-?in|auth(?:enticate)?|unauthorized|forbidden)\b/i

const REDIRECT = /(?:^|\.)(?:redirect|permanentRedirect)$/

/** Where a redirect goes: its text, or the path of `new URL("/login", request.url)`. */
function targetOf(value: Meaning, follower: Follower): string | undefined {
  const text = textOf(value)
  if (text !== undefined || value.kind !== "result") return text
  return follower.arguments(value.site).map((one) => textOf(one)).find((one) => one !== undefined)
}

const isRefusing = (status: number | undefined): boolean => status === 401 || status === 403

/**
 * The refusals in one running function.
 *
 * @returns them in the order in which they are written, calls first
 */
export function refusalsIn(visit: Visit, framework: Framework, reacher: Reacher, follower: Follower): readonly Refusal[] {
  const { activation, fact } = visit
  const { facts } = activation.module
  const found: Refusal[] = []
  const answers = answersIn(visit, framework, follower)
  for (const { site, status, region, whole } of answers) {
    if (site === undefined && isRefusing(status)) found.push({ visit, region, at: whole, isWeak: false })
  }
  for (const site of reacher.callsOf(visit)) {
    const call = facts.calls[site.call]
    if (call === undefined) continue
    const answer = answers.find((one) => one.site?.call === site.call)
    const isRedirect = answer !== undefined && REDIRECT.test(answer.name)
    const target = isRedirect ? follower.arguments(site).flatMap((one) => targetOf(one, follower) ?? []).find((text) => text !== undefined) : undefined
    const isAnswer = answer !== undefined && (isRefusing(answer.status) || (target !== undefined && SIGN_IN.test(target)))
    // new Unauthorized() alone refuses nobody: it is thrown, returned, or handed on.
    const isHandedOn = !call.isNew && follower.arguments(site).some((value) => isUnauthorized(value, follower))
    const isCalled = isUnauthorizedCall(site.call, visit, follower)
    const asserted = answer?.form.asserts === undefined ? undefined : follower.arguments(site)[answer.form.asserts]
    const refusal = { visit, region: call.region, at: call.at, ...(asserted && { asserted }) }
    if (isAnswer || isHandedOn || isCalled) found.push({ ...refusal, isWeak: false })
    else if (passesError(site, follower) || isRedirect) found.push({ visit, region: call.region, at: call.at, isWeak: true })
  }
  for (const one of ownedBy(activation).throws) {
    const isWeak = !isUnauthorized(follower.follow(one.value, activation), follower)
    found.push({ visit, region: one.region, at: one.at, isWeak, isThrown: true })
  }
  if (makesError(visit)) return found.filter((one) => !isForAnotherReason(one, visit, follower))
  const refusesFalse = fact.name !== undefined && framework.refusesFalse?.includes(fact.name) === true
  for (const one of fact.returns) {
    const returned = one.value === undefined ? undefined : follower.follow(one.value, activation)
    if (refusesFalse && returned !== undefined && alternatives(returned).some((arm) => mayRefuse(arm, follower))) {
      found.push({ visit, region: one.region, at: one.at, isWeak: false, returned })
    } else if (one.value !== undefined && isUnauthorized(follower.follow(one.value, activation), follower)) found.push({ visit, region: one.region, at: one.at, isWeak: false })
  }
  return found.filter((one) => !isForAnotherReason(one, visit, follower))
}

/** A function whose result is thrown makes errors: the throw refuses, and may be caught. */
function makesError({ from }: Visit): boolean {
  return from !== undefined && from.module.facts.throws.some(({ value: expression }) => expression.kind === "call" && expression.id === from.call)
}

/**
 * Whether a refusal says that it is for something else than the caller's identity: a quota, a forged request. What says so
 * is the error's class, factory or message, the answer's text, or the name of the function that refuses.
 */
function isForAnotherReason({ region, at }: Refusal, { activation, fact, via }: Visit, follower: Follower): boolean {
  if ([fact.name, via.at(-1)].some((name) => name !== undefined && otherReason.test(name))) return true
  const { facts } = activation.module
  const thrown = facts.throws.filter((one) => one.at === at && one.region === region).map(({ value: expression }) => follower.follow(expression, activation))
  const called = facts.calls.flatMap((call, id) => (call.at === at ? follower.arguments({ module: activation.module, call: id, activation }) : []))
  return [...thrown, ...called].flatMap((one) => alternatives(one)).some((one) => saysOtherReason(one, follower, 0))
}

function saysOtherReason(value: Meaning, follower: Follower, depth: number): boolean {
  const text = textOf(value)
  if (text !== undefined) return otherReason.test(text)
  if (depth > 2) return false
  if (value.kind === "object") return [...follower.entries(value).values()].some((one) => saysOtherReason(one, follower, depth + 1))
  if (value.kind !== "instance" && value.kind !== "result") return false
  const names = value.kind === "instance" ? ancestryOf(value.of, follower) : [follower.callee(value.site).method ?? ""]
  return names.some((name) => otherReason.test(name))
    || (value.site !== undefined && follower.arguments(value.site).some((one) => saysOtherReason(one, follower, depth + 1)))
}

/** A package's own check is judged where it is called: `return super.canActivate(context)`. */
function mayRefuse(returned: Meaning, follower: Follower): boolean {
  if (isTruthy(returned) === true) return false
  return returned.kind !== "result" || find(auth, nameOf(follower.callee(returned.site).target, follower)) === undefined
}

/** `next(new Error("Sign in first"))` */
function passesError(site: CallSite, follower: Follower): boolean {
  const { target } = follower.callee(site)
  const [error] = follower.arguments(site)
  return target.kind === "role" && target.name === "next" && error !== undefined && (error.kind === "result" || error.kind === "instance")
}

/** `response.unauthorized()`, `forbidden()`: a call that refuses by itself. */
function isUnauthorizedCall(id: number, visit: Visit, follower: Follower): boolean {
  const { target } = follower.callee({ module: visit.activation.module, call: id, activation: visit.activation })
  const name = nameOf(target, follower)
  if (name === undefined || !/^(?:response|next\/navigation|@casl)\b/.test(name)) return false
  return find(refusals, `${name}()`)?.status !== undefined
}

/**
 * Whether a value is an error that means 401 or 403.
 *
 * @returns true when its class, its arguments or its factory says so
 */
export function isUnauthorized(meaning: Meaning, follower: Follower): boolean {
  return alternatives(meaning).some((one) => {
    if (one.kind !== "instance" && one.kind !== "result") return false
    const values = one.site === undefined ? [] : follower.arguments(one.site)
    // Object.assign(new Error("..."), { status: 401 })
    if (nameOf(one, follower) === "Object.assign()") return values.some((value) => isRefusingOption(value, follower))
    const note = find(refusals, nameOf(one, follower))
    if (note?.status !== undefined) return true
    if (note?.argument !== undefined && isRefusingWord(values[note.argument], follower)) return true
    if (note?.option !== undefined) {
      const [index, name] = note.option.split(".")
      const object = values[Number(index)]
      if (object !== undefined && name !== undefined && isRefusingWord(follower.member(object, name), follower)) return true
    }
    if (hasRefusingStatus(one, follower)) return true
    const isMade = one.kind === "instance" || one.site.module.facts.calls[one.site.call]?.isNew === true
    if (isMade && values.some((value) => refusalText.test(literalText(value) ?? ""))) return true
    if (one.kind !== "instance") {
      const callee = follower.callee(one.site)
      const name = callee.target.kind === "function" ? ancestryOf(callee.target, follower)[0] : callee.method
      return name !== undefined && refusalName.test(name) && /error|exception|unauth|forbid|denied/i.test(name)
    }
    if (ancestryOf(one.of, follower).some((name) => refusalName.test(name))) return true
    return values.some((value) => isRefusing(statusOf(value, follower)) || isRefusingOption(value, follower))
  })
}

/** `error.status = 401`, `class Denied { statusCode = 403 }`. */
function hasRefusingStatus(error: Meaning, follower: Follower): boolean {
  return ["status", "statusCode", "httpStatus", "code"].some((name) => isRefusing(statusOf(follower.member(error, name), follower)))
}

function isRefusingOption(value: Meaning, follower: Follower): boolean {
  return value.kind === "object" && ["status", "statusCode", "code"].some((name) => isRefusingWord(follower.member(value, name), follower))
}

function isRefusingWord(value: Meaning | undefined, follower: Follower): boolean {
  if (value === undefined) return false
  const text = textOf(value)
  return text === "UNAUTHORIZED" || text === "FORBIDDEN" || isRefusing(statusOf(value, follower))
}
