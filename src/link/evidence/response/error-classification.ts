/**
 * Classified errors: whether the code around a place has looked at what an error is.
 *
 * @module
 */
import type { RegionId } from "../../../model/ids.ts"
import { auth } from "../../../knowledge/auth.ts"
import { environmentName, environmentOf } from "../../../knowledge/environments.ts"
import { errorCarriers, probes } from "../../../knowledge/failures.ts"
import { find } from "../../../knowledge/table.ts"
import type { At, Expression } from "../../../model/expression.ts"
import type { AbstractValue } from "../../../model/values.ts"
import { checkOf } from "../../../validators/find.ts"
import type { CallGraph, Frame } from "../../effects/graph-types.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { originsOf } from "../../evaluate/provenance.ts"
import { contentOf, earlyExitsBefore, isInCatch, regionsAround } from "../../source/control-flow.ts"

/** Callers are followed no further up than this. */
const DEPTH = 10

/** Whether a value is an error of which nothing is known yet: what a `catch` caught, or an error handler is given. */
export const isError = (value: AbstractValue): boolean => value.kind === "caught" || (value.kind === "role" && value.name === "error")

/** An error of which nothing is known, or the one that it was made of: `error.cause`. */
export const isOfError = (value: AbstractValue): boolean =>
  isError(value) || (value.kind === "member" && errorCarriers.has(value.name) && isOfError(value.object))

/**
 * Whether a condition looks at what an error is: its class, code or status. That it is an `Error` at all says nothing.
 *
 * @param holds whether the code runs when the condition holds, or when it does not: of `isDebug || isAsked` each part may have let
 *   it run, of `isDebug && isAsked` both have
 * @returns true also for conditions on the environment: what only developers see is no exposure
 */
export function classifies(test: AbstractValue, evaluator: Evaluator, holds = true): boolean {
  if (test.kind !== "operation") return looksAt(test, evaluator)
  const { operator, operands } = test
  if (operator === "!") return operands.some((one) => classifies(one, evaluator, !holds))
  if (operator === "||" || operator === "&&") {
    const isAny = (operator === "||") === holds
    return isAny ? operands.every((one) => classifies(one, evaluator, holds)) : operands.some((one) => classifies(one, evaluator, holds))
  }
  const [left, right] = operands
  if (operator === "instanceof") return left !== undefined && isError(left) && right !== undefined && nameOf(right, evaluator) !== "Error"
  // "statusCode" in error
  if (operator === "in") return right !== undefined && isError(right)
  return operands.some((one) => classifies(one, evaluator, holds))
}

/** Whether a canonical name is a part of the request. */
const isSentIn = (name: string): boolean => /^(?:request|context\.(?:req|request))\./.test(name)

function looksAt(test: AbstractValue, evaluator: Evaluator): boolean {
  if (test.kind === "literal") return typeof test.value === "string" && environmentOf(test.value) !== undefined
  if (isError(test)) return false
  for (const { name, via } of originsOf(test, evaluator)) {
    if (name === undefined) continue
    // What the client asks for is no environment: `request.query.debug`. Nor is what a client of a database was made with.
    if (via.length <= 1 && environmentName.test(name) && !isSentIn(name)) return true
    if (/^(?:caught|error)\.(?!message$|stack$|toString)/.test(name)) return true
  }
  // isHttpError(error), error.isBoom(): somebody decides what it is.
  if (test.kind !== "result") return false
  const { receiver } = evaluator.callee(test.site)
  return [...evaluator.arguments(test.site), ...(receiver === undefined ? [] : [receiver])].some(isError)
}

/** Where something is sent: a place in a running function. */
export interface Place {
  readonly frame: Frame
  readonly region: RegionId
  readonly at: At
  readonly graph: CallGraph
}

/**
 * Where an error comes from at which nobody has looked: this place, or the call that brought the error here.
 *
 * @returns undefined where the code around the place, or around every such call, has looked at what the error is:
 *   `if (error instanceof OutOfStock) return refuse(error.message)`
 */
export function originOf(place: Place, evaluator: Evaluator, depth = 0): Place | undefined {
  const { frame, region, graph } = place
  const { context } = frame
  if (isClassified(place, evaluator)) return undefined
  const callers = isInCatch(region, context.module) || depth > DEPTH ? [] : graph.callers.get(context) ?? []
  const above = callers.flatMap(({ frame: caller, site }) => {
    const call = site.module.facts.calls[site.call]
    // A callback is given the error of what it waits for, here.
    const isCalled = possibleValues(evaluator.callee(site).target).some((one) => one.kind === "function" && one.id === context.of)
    return call === undefined || caller === frame || !isCalled ? [] : [{ frame: caller, region: call.region, at: call.at, graph }]
  })
  const origins = above.map((one) => originOf(one, evaluator, depth + 1))
  return above.length === 0 ? place : origins.find((one) => one !== undefined)
}

/** Whether the code around a place has looked at what the error is. */
function isClassified({ frame, region, at }: Place, evaluator: Evaluator): boolean {
  const { context } = frame
  const { module } = context
  const looks = (test: Expression, holds: boolean): boolean => classifies(evaluator.evaluate(test, context), evaluator, holds)
  for (const one of regionsAround(region, module)) {
    const fact = module.facts.regions[one]
    if (fact?.kind === "then" && fact.test !== undefined && looks(fact.test, true)) return true
    if (fact?.kind === "catch" && fact.paired !== undefined && saysWhatIsWrong(fact.paired, frame, evaluator)) return true
  }
  // if (!(error instanceof HttpError)) return next(error)
  return earlyExitsBefore(region, at, module).some(({ kind, test }) => kind === "then" && test?.kind === "operation" && test.operator === "!" && looks(test, false))
}

/**
 * What a validator throws, or who checks a token, says what is wrong with the request: it is meant for the client. So is what is
 * said where nothing but the form of a value is tried: `new URL(link)`.
 */
function saysWhatIsWrong(region: RegionId, { context }: Frame, evaluator: Evaluator): boolean {
  const { module } = context
  const names = contentOf(region, module).calls.map((call) => nameOf(evaluator.callee({ module, call, context }).target, evaluator))
  const isChecked = names.some((name) => {
    const check = checkOf(name)
    return (check !== undefined && check.handles !== true) || find(auth, name)?.kind === "verifies"
  })
  return isChecked || (names.length > 0 && names.every((name) => find(probes, name) !== undefined))
}
