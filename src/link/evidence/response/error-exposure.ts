/**
 * Exposures: what an answer tells of an error that nobody has looked at.
 *
 * @module
 */
import type { RegionId } from "../../../model/ids.ts"
import { auth } from "../../../knowledge/auth.ts"
import { environmentName, environmentOf } from "../../../knowledge/environments.ts"
import { probes, sentErrors } from "../../../knowledge/failures.ts"
import { find } from "../../../knowledge/table.ts"
import type { Location } from "../../../model/evidence.ts"
import type { At, Expression } from "../../../model/expression.ts"
import type { ReadUse } from "../../../model/facts.ts"
import type { Exposure, ThrownExposure } from "../../../model/responses.ts"
import type { AbstractValue } from "../../../model/values.ts"
import { checkOf } from "../../../validators/find.ts"
import { errorsIn } from "../../effects/error-status.ts"
import type { CallGraph, Frame } from "../../effects/graph-types.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isFeasible } from "../../evaluate/feasible-path.ts"
import { originsOf } from "../../evaluate/provenance.ts"
import { contentOf, earlyExitsBefore, regionsAround } from "../../source/control-flow.ts"
import { bodyOf } from "../../source/function-body.ts"
import { locate } from "../../source/location.ts"

const DEPTH = 10

/** Calls that make text of an error. */
const WRITERS = /^(?:String|JSON\.stringify|util\.(?:inspect|format)|(?:caught|error)\.toString)\(\)$/

const isError = (value: AbstractValue): boolean => value.kind === "caught" || (value.kind === "role" && value.name === "error")

/**
 * Whether a condition looks at what an error is: its class, code or status. That it is an `Error` at all says nothing.
 *
 * @returns true also for conditions on the environment: what only developers see is no exposure
 */
function classifies(test: AbstractValue, evaluator: Evaluator): boolean {
  if (test.kind === "operation" && test.operator === "instanceof") {
    const [left, right] = test.operands
    return left !== undefined && isError(left) && right !== undefined && nameOf(right, evaluator) !== "Error"
  }
  // "statusCode" in error
  if (test.kind === "operation" && test.operator === "in") return test.operands[1] !== undefined && isError(test.operands[1])
  if (test.kind === "literal") return typeof test.value === "string" && environmentOf(test.value) !== undefined
  if (test.kind === "operation") return test.operands.some((operand) => classifies(operand, evaluator))
  if (isError(test)) return false
  for (const { name } of originsOf(test, evaluator)) {
    if (name === undefined) continue
    if (environmentName.test(name)) return true
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
function originOf(place: Place, evaluator: Evaluator, depth = 0): Place | undefined {
  const { frame, region, graph } = place
  const { context } = frame
  if (isClassified(place, evaluator)) return undefined
  const { regions } = context.module.facts
  const isCaughtHere = [...regionsAround(region, context.module)].some((one) => regions[one]?.kind === "catch")
  const callers = isCaughtHere || depth > DEPTH ? [] : graph.callers.get(context) ?? []
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
  const classifying = (test: Expression | undefined): boolean => test !== undefined && classifies(evaluator.evaluate(test, context), evaluator)
  for (const one of regionsAround(region, module)) {
    const fact = module.facts.regions[one]
    if (fact?.kind === "then" && classifying(fact.test)) return true
    if (fact?.kind === "catch" && fact.paired !== undefined && saysWhatIsWrong(fact.paired, frame, evaluator)) return true
  }
  // if (!(error instanceof HttpError)) return next(error)
  return earlyExitsBefore(region, at, module).some(({ kind, test }) => kind === "then" && test?.kind === "operation" && test.operator === "!" && classifying(test))
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

/**
 * What an answer's body exposes of an error whose origin nobody knows.
 *
 * @param place where it is sent
 * @param unsent entries that stay on the server
 * @returns nothing where the code has looked at what the error is
 */
export function exposuresOf(body: AbstractValue, place: Place, evaluator: Evaluator, unsent: ReadonlySet<string> = new Set()): readonly Exposure[] {
  const { frame } = place
  const origin = isTyped(frame) ? undefined : originOf(place, evaluator)
  if (origin === undefined) return []
  const brought = origin.frame === frame ? undefined : locate(origin.frame.context.module, origin.at)
  const found: Exposure[] = []
  const seen = new Set<AbstractValue>()

  function visitValue(target: AbstractValue, at: Location | undefined, depth: number): void {
    if (seen.has(target) || depth > DEPTH) return
    seen.add(target)
    const next = (one: AbstractValue): void => visitValue(one, at, depth + 1)
    const expose = (what: Exposure["what"]): void => void found.push({ what, at: brought ?? readOf(target, frame, evaluator) ?? at })
    if (isError(target)) return expose("error")
    switch (target.kind) {
      case "member":
        if (isError(target.object) && (target.name === "stack" || target.name === "message")) expose(target.name)
        return
      case "choice":
        // A variable that something else may have been put into: somebody has looked.
        return target.test === undefined || classifies(target.test, evaluator) ? undefined : target.of.forEach(next)
      case "operation":
        // `isDevelopment && error.stack`
        if (target.operator === "&&") return classifies(target.operands[0] ?? target, evaluator) ? undefined : target.operands.slice(1).forEach(next)
        return target.operator === "||" || target.operator === "??" ? target.operands.forEach(next) : undefined
      case "text":
        return target.parts.forEach((part) => (typeof part === "string" ? undefined : next(part)))
      case "array":
        return target.items.forEach(next)
      case "object":
        return target.value.entries.forEach((entry) => {
          if (entry.name !== undefined && (unsent.has(entry.name) || isTakenOut(target, entry.name, frame, evaluator))) return
          const value = entry.name === undefined ? evaluator.evaluate(entry.value, target.context) : evaluator.member(target, entry.name)
          visitValue(value, locate(target.context.module, entry.at), depth + 1)
        })
      case "result":
        if (WRITERS.test(nameOf(target, evaluator) ?? "")) evaluator.arguments(target.site).forEach(next)
        return
      default:
        return
    }
  }

  visitValue(body, undefined, 0)
  return found
}

/** `if (!isDevelopment) delete body.stack`: somebody has thought of who may see it. */
function isTakenOut(object: AbstractValue, name: string, { context }: Frame, evaluator: Evaluator): boolean {
  return bodyOf(context).assignments.some(({ target, value: expression }) =>
    target.kind === "member" && target.name === name && expression.kind === "global" && expression.name === "undefined"
    && evaluator.evaluate(target.object, context) === object)
}

/** What an error keeps to itself: https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/Error/cause */
const UNSENT: ReadonlySet<string> = new Set(["cause"])

/**
 * What the errors that a running function throws tell of others: `throw new HttpException(error.message, 500)`.
 *
 * @returns what goes to the client because the framework answers with the message of such an error
 */
export function exposuresThrown(frame: Frame, graph: CallGraph, evaluator: Evaluator): readonly ThrownExposure[] {
  const { context } = frame
  const { module } = context
  return bodyOf(context).throws.flatMap(({ value: expression, region, at }): ThrownExposure[] => {
    if (!isFeasible(region, context, evaluator, at)) return []
    return possibleValues(evaluator.evaluate(expression, context)).flatMap((one) => {
      const note = one.kind === "result" ? find(sentErrors, nameOf(one, evaluator)?.replace(/\(\)$/, "")) : undefined
      if (one.kind !== "result" || note === undefined) return []
      const [place, body] = [locate(module, at), locate(module, frame.fact.at)]
      // What a function makes of it is told where it is handed over.
      const isHere = (found: Location | undefined): boolean => found !== undefined && found.file === body.file && found.start >= body.start && found.end <= body.end
      const [first] = evaluator.arguments(one.site).flatMap((given) => exposuresOf(given, { frame, region, at, graph }, evaluator, UNSENT))
      if (first === undefined) return []
      const what = note.isSentWhole === true ? first.what : "message"
      return [{ what, at: isHere(first.at) ? first.at : place, status: errorsIn(one, evaluator)[0]?.status }]
    })
  })
}

/** Where the code reads it last, other than to test it. */
function readOf(value: AbstractValue, { context }: Frame, evaluator: Evaluator): Location | undefined {
  const { module } = context
  const read = bodyOf(context).reads.findLast(({ value: expression, use }) =>
    use.kind !== "test" && evaluator.evaluate(expression, context) === value && isWithinAnswer(use))
  return read === undefined ? undefined : locate(module, read.at)
}

/** A log call takes it too; what is sent is kept, returned or put into an object. */
const isWithinAnswer = ({ kind }: ReadUse): boolean => kind !== "argument" && kind !== "receiver"

/** An error handler whose parameter has the written type of one class takes no other error. */
function isTyped({ fact, context }: Frame): boolean {
  return fact.parameters.some(({ type }, index) => {
    const role = context.arguments[index]
    if (role === undefined || !isError(role) || type?.kind !== "reference") return false
    return type.name.kind !== "global"
  })
}
