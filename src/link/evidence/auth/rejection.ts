/**
 * Refusals: the places where code tells a caller that it is not, or not enough, known.
 *
 * @module
 */
import type { CallId, RegionId } from "../../../model/ids.ts"
import type { Framework } from "../../../frameworks/framework.ts"
import { auth } from "../../../knowledge/auth.ts"
import { otherReason, refusalName, refusalText, rejections, signInAddress } from "../../../knowledge/identity.ts"
import { find } from "../../../knowledge/table.ts"
import type { At } from "../../../model/expression.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import type { CallGraphs, Frame } from "../../effects/graph-types.ts"
import { responsesIn } from "../../effects/responses.ts"
import { ancestryOf, nameOf } from "../../evaluate/canonical-name.ts"
import { isTruthy, literalText, possibleValues, textOf } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { statusOf } from "../../evaluate/status.ts"
import { callsAt } from "../../source/control-flow.ts"
import { bodyOf } from "../../source/function-body.ts"

/** A place that answers 401 or 403, fails with such an error, or sends the caller to sign in. */
export interface Rejection {
  readonly frame: Frame
  readonly region: RegionId
  readonly at: At
  /** An error of no known status, or a redirect to somewhere: it rejects callers only where the identity decides it. */
  readonly isWeak: boolean
  /** What a guard returns that rejects by returning something false: where it is true, it rejects nobody. */
  readonly returned?: AbstractValue
  /** It is an error that is thrown, so that a `catch` may eat it. */
  readonly isThrown?: boolean
  /** It rejects where this is false: `context.assert(user, 401)`. */
  readonly asserted?: AbstractValue
}

const REDIRECT = /(?:^|\.)(?:redirect|permanentRedirect)$/

/** Where a redirect goes: its text, or the path of `new URL("/login", request.url)`. */
function targetOf(value: AbstractValue, evaluator: Evaluator): string | undefined {
  const text = textOf(value)
  if (text !== undefined || value.kind !== "result") return text
  return evaluator.arguments(value.site).map((one) => textOf(one)).find((one) => one !== undefined)
}

const isRefusing = (status: number | undefined): boolean => status === 401 || status === 403

/**
 * The rejections in one running function.
 *
 * @returns them in the order in which they are written, calls first
 */
export function rejectionsIn(frame: Frame, framework: Framework, callGraphs: CallGraphs, evaluator: Evaluator): readonly Rejection[] {
  const { context, fact } = frame
  const { facts } = context.module
  const found: Rejection[] = []
  const answers = responsesIn(frame, framework, evaluator)
  for (const { site, status, region, whole } of answers) {
    if (site === undefined && isRefusing(status)) found.push({ frame, region, at: whole, isWeak: false })
  }
  for (const site of callGraphs.callsOf(frame)) {
    const call = facts.calls[site.call]
    if (call === undefined) continue
    const answer = answers.find((one) => one.site?.call === site.call)
    const isRedirect = answer !== undefined && REDIRECT.test(answer.name)
    const target = isRedirect ? evaluator.arguments(site).flatMap((one) => targetOf(one, evaluator) ?? []).find((text) => text !== undefined) : undefined
    const isAnswer = answer !== undefined && (isRefusing(answer.status) || (target !== undefined && signInAddress.test(target)))
    // new Unauthorized() alone rejects nobody: it is thrown, returned, or handed on.
    const isHandedOn = !call.isNew && evaluator.arguments(site).some((value) => isUnauthorized(value, evaluator))
    const isCalled = isUnauthorizedCall(site.call, frame, evaluator)
    const asserted = answer?.form.asserts === undefined ? undefined : evaluator.arguments(site)[answer.form.asserts]
    const rejection = { frame, region: call.region, at: call.at, ...(asserted && { asserted }) }
    if (isAnswer || isHandedOn || isCalled) found.push({ ...rejection, isWeak: false })
    else if (passesError(site, evaluator) || isRedirect) found.push({ frame, region: call.region, at: call.at, isWeak: true })
  }
  for (const one of bodyOf(context).throws) {
    const isWeak = !isUnauthorized(evaluator.evaluate(one.value, context), evaluator)
    found.push({ frame, region: one.region, at: one.at, isWeak, isThrown: true })
  }
  if (makesError(frame)) return found.filter((one) => !isForAnotherReason(one, frame, evaluator))
  const refusesFalse = fact.name !== undefined && framework.refusesFalse?.includes(fact.name) === true
  for (const one of fact.returns) {
    const returned = one.value === undefined ? undefined : evaluator.evaluate(one.value, context)
    if (refusesFalse && returned !== undefined && possibleValues(returned).some((arm) => mayRefuse(arm, evaluator))) {
      found.push({ frame, region: one.region, at: one.at, isWeak: false, returned })
    } else if (one.value !== undefined && isUnauthorized(evaluator.evaluate(one.value, context), evaluator)) found.push({ frame, region: one.region, at: one.at, isWeak: false })
  }
  return found.filter((one) => !isForAnotherReason(one, frame, evaluator))
}

/** A function whose result is thrown makes errors: the throw rejects, and may be caught. */
function makesError({ from }: Frame): boolean {
  return from !== undefined && bodyOf(from.context).throws.some(({ value: expression }) => expression.kind === "call" && expression.id === from.call)
}

/**
 * Whether a rejection says that it is for something else than the caller's identity: a quota, a forged request. What says so
 * is the error's class, factory or message, the answer's text, or the name of the function that rejects.
 */
function isForAnotherReason({ region, at }: Rejection, { context, fact, via }: Frame, evaluator: Evaluator): boolean {
  if ([fact.name, via.at(-1)].some((name) => name !== undefined && otherReason.test(name))) return true
  const { module } = context
  const thrown = bodyOf(context).throws.filter((one) => one.at === at && one.region === region).map(({ value: expression }) => evaluator.evaluate(expression, context))
  const called = callsAt(at, module).flatMap((call) => evaluator.arguments({ module, call, context }))
  return [...thrown, ...called].flatMap((one) => possibleValues(one)).some((one) => saysOtherReason(one, evaluator, 0))
}

function saysOtherReason(value: AbstractValue, evaluator: Evaluator, depth: number): boolean {
  const text = textOf(value)
  if (text !== undefined) return otherReason.test(text)
  if (depth > 2) return false
  if (value.kind === "object") return [...evaluator.entries(value).values()].some((one) => saysOtherReason(one, evaluator, depth + 1))
  if (value.kind !== "instance" && value.kind !== "result") return false
  const names = value.kind === "instance" ? ancestryOf(value.of, evaluator) : [evaluator.callee(value.site).method ?? ""]
  return names.some((name) => otherReason.test(name))
    || (value.site !== undefined && evaluator.arguments(value.site).some((one) => saysOtherReason(one, evaluator, depth + 1)))
}

/** A package's own check is judged where it is called: `return super.canActivate(context)`. */
function mayRefuse(returned: AbstractValue, evaluator: Evaluator): boolean {
  if (isTruthy(returned) === true) return false
  return returned.kind !== "result" || find(auth, nameOf(evaluator.callee(returned.site).target, evaluator)) === undefined
}

/** `next(new Error("Sign in first"))` */
function passesError(site: CallSite, evaluator: Evaluator): boolean {
  const { target } = evaluator.callee(site)
  const [error] = evaluator.arguments(site)
  return target.kind === "role" && target.name === "next" && error !== undefined && (error.kind === "result" || error.kind === "instance")
}

/** `response.unauthorized()`, `forbidden()`: a call that rejects by itself. */
function isUnauthorizedCall(id: CallId, frame: Frame, evaluator: Evaluator): boolean {
  const { target } = evaluator.callee({ module: frame.context.module, call: id, context: frame.context })
  const name = nameOf(target, evaluator)
  if (name === undefined || !/^(?:response|next\/navigation|@casl)\b/.test(name)) return false
  return find(rejections, `${name}()`)?.status !== undefined
}

/**
 * Whether a value is an error that means 401 or 403.
 *
 * @returns true when its class, its arguments or its factory says so
 */
export function isUnauthorized(target: AbstractValue, evaluator: Evaluator): boolean {
  return possibleValues(target).some((one) => {
    if (one.kind !== "instance" && one.kind !== "result") return false
    const values = one.site === undefined ? [] : evaluator.arguments(one.site)
    // Object.assign(new Error("..."), { status: 401 })
    if (nameOf(one, evaluator) === "Object.assign()") return values.some((value) => isRefusingOption(value, evaluator))
    const note = find(rejections, nameOf(one, evaluator))
    if (note?.status !== undefined) return true
    if (note?.argument !== undefined && isRefusingWord(values[note.argument], evaluator)) return true
    if (note?.option !== undefined) {
      const [index, name] = note.option.split(".")
      const object = values[Number(index)]
      if (object !== undefined && name !== undefined && isRefusingWord(evaluator.member(object, name), evaluator)) return true
    }
    if (hasRefusingStatus(one, evaluator)) return true
    const isMade = one.kind === "instance" || one.site.module.facts.calls[one.site.call]?.isNew === true
    if (isMade && values.some((value) => refusalText.test(literalText(value) ?? ""))) return true
    if (one.kind !== "instance") {
      const callee = evaluator.callee(one.site)
      const name = callee.target.kind === "function" ? ancestryOf(callee.target, evaluator)[0] : callee.method
      return name !== undefined && refusalName.test(name) && /error|exception|unauth|forbid|denied/i.test(name)
    }
    if (ancestryOf(one.of, evaluator).some((name) => refusalName.test(name))) return true
    return values.some((value) => isRefusing(statusOf(value, evaluator)) || isRefusingOption(value, evaluator))
  })
}

/** `error.status = 401`, `class Denied { statusCode = 403 }`. */
function hasRefusingStatus(error: AbstractValue, evaluator: Evaluator): boolean {
  return ["status", "statusCode", "httpStatus", "code"].some((name) => isRefusing(statusOf(evaluator.member(error, name), evaluator)))
}

function isRefusingOption(value: AbstractValue, evaluator: Evaluator): boolean {
  return value.kind === "object" && ["status", "statusCode", "code"].some((name) => isRefusingWord(evaluator.member(value, name), evaluator))
}

function isRefusingWord(value: AbstractValue | undefined, evaluator: Evaluator): boolean {
  if (value === undefined) return false
  const text = textOf(value)
  return text === "UNAUTHORIZED" || text === "FORBIDDEN" || isRefusing(statusOf(value, evaluator))
}
