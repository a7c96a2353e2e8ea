/**
 * Exposures: what an answer tells of an error that nobody has looked at.
 *
 * @module
 */
import { auth } from "../../../knowledge/auth.ts"
import { environmentName, environmentOf } from "../../../knowledge/environments.ts"
import { probeName, sentErrors } from "../../../knowledge/failures.ts"
import { find } from "../../../knowledge/table.ts"
import { checks } from "../../../knowledge/validators.ts"
import { errorsIn } from "../../effects/error-status.ts"
import type { Reach, Visit } from "../../effects/graph-types.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { alternatives } from "../../evaluate/domain.ts"
import type { Follower } from "../../evaluate/evaluator.ts"
import { mayRun } from "../../evaluate/feasible-path.ts"
import { mentionsOf } from "../../evaluate/provenance.ts"
import { contentOf, regionsAround, waysOutBefore } from "../../source/control-flow.ts"
import { ownedBy } from "../../source/function-body.ts"
import { locate } from "../../source/location.ts"
import type { Location } from "../../../model/evidence.ts"
import type { At, Expression } from "../../../model/expression.ts"
import type { ReadUse } from "../../../model/facts.ts"
import type { Exposure, ThrownExposure } from "../../../model/responses.ts"
import type { Meaning } from "../../../model/values.ts"

const DEPTH = 10

/** Calls that make text of an error. */
const WRITERS = /^(?:String|JSON\.stringify|util\.(?:inspect|format)|(?:caught|error)\.toString)\(\)$/

const isError = (meaning: Meaning): boolean => meaning.kind === "caught" || (meaning.kind === "role" && meaning.name === "error")

/**
 * Whether a condition looks at what an error is: its class, code or status. That it is an `Error` at all says nothing.
 *
 * @returns true also for conditions on the environment: what only developers see is no exposure
 */
function classifies(test: Meaning, follower: Follower): boolean {
  if (test.kind === "operation" && test.operator === "instanceof") {
    const [left, right] = test.operands
    return left !== undefined && isError(left) && right !== undefined && nameOf(right, follower) !== "Error"
  }
  // "statusCode" in error
  if (test.kind === "operation" && test.operator === "in") return test.operands[1] !== undefined && isError(test.operands[1])
  if (test.kind === "literal") return typeof test.value === "string" && environmentOf(test.value) !== undefined
  if (test.kind === "operation") return test.operands.some((operand) => classifies(operand, follower))
  if (isError(test)) return false
  for (const { name } of mentionsOf(test, follower)) {
    if (name === undefined) continue
    if (environmentName.test(name)) return true
    if (/^(?:caught|error)\.(?!message$|stack$|toString)/.test(name)) return true
  }
  // isHttpError(error), error.isBoom(): somebody decides what it is.
  if (test.kind !== "result") return false
  const { receiver } = follower.callee(test.site)
  return [...follower.arguments(test.site), ...(receiver === undefined ? [] : [receiver])].some(isError)
}

/** Where something is sent: a place in a running function. */
export interface Place {
  readonly visit: Visit
  readonly region: number
  readonly at: At
  readonly reached: Reach
}

/**
 * Where an error comes from at which nobody has looked: this place, or the call that brought the error here.
 *
 * @returns undefined where the code around the place, or around every such call, has looked at what the error is:
 *   `if (error instanceof OutOfStock) return refuse(error.message)`
 */
function originOf(place: Place, follower: Follower, depth = 0): Place | undefined {
  const { visit, region, reached } = place
  const { activation } = visit
  if (isClassified(place, follower)) return undefined
  const { regions } = activation.module.facts
  const isCaughtHere = [...regionsAround(region, activation.module)].some((one) => regions[one]?.kind === "catch")
  const entries = isCaughtHere || depth > DEPTH ? [] : reached.entries.get(activation) ?? []
  const above = entries.flatMap(({ visit: caller, site }) => {
    const call = site.module.facts.calls[site.call]
    // A callback is given the error of what it waits for, here.
    const isCalled = alternatives(follower.callee(site).target).some((one) => one.kind === "function" && one.id === activation.of)
    return call === undefined || caller === visit || !isCalled ? [] : [{ visit: caller, region: call.region, at: call.at, reached }]
  })
  const origins = above.map((one) => originOf(one, follower, depth + 1))
  return above.length === 0 ? place : origins.find((one) => one !== undefined)
}

/** Whether the code around a place has looked at what the error is. */
function isClassified({ visit, region, at }: Place, follower: Follower): boolean {
  const { activation } = visit
  const { module } = activation
  const classifying = (test: Expression | undefined): boolean => test !== undefined && classifies(follower.follow(test, activation), follower)
  for (const one of regionsAround(region, module)) {
    const fact = module.facts.regions[one]
    if (fact?.kind === "then" && classifying(fact.test)) return true
    if (fact?.kind === "catch" && fact.paired !== undefined && saysWhatIsWrong(fact.paired, visit, follower)) return true
  }
  // if (!(error instanceof HttpError)) return next(error)
  return waysOutBefore(region, at, module).some(({ kind, test }) => kind === "then" && test?.kind === "operation" && test.operator === "!" && classifying(test))
}

/**
 * What a validator throws, or who checks a token, says what is wrong with the request: it is meant for the client. So is what is
 * said where nothing but the form of a value is tried: `new URL(link)`.
 */
function saysWhatIsWrong(region: number, { activation }: Visit, follower: Follower): boolean {
  const { module } = activation
  const names = contentOf(region, module).calls.map((call) => nameOf(follower.callee({ module, call, activation }).target, follower))
  const isChecked = names.some((name) => {
    const check = find(checks, name)
    return (check !== undefined && check.handles !== true) || find(auth, name)?.kind === "verifies"
  })
  return isChecked || (names.length > 0 && names.every((name) => name !== undefined && probeName.test(name)))
}

/**
 * What an answer's body exposes of an error whose origin nobody knows.
 *
 * @param place where it is sent
 * @param unsent entries that stay on the server
 * @returns nothing where the code has looked at what the error is
 */
export function exposuresOf(body: Meaning, place: Place, follower: Follower, unsent: ReadonlySet<string> = new Set()): readonly Exposure[] {
  const { visit } = place
  const origin = isTyped(visit) ? undefined : originOf(place, follower)
  if (origin === undefined) return []
  const brought = origin.visit === visit ? undefined : locate(origin.visit.activation.module, origin.at)
  const found: Exposure[] = []
  const seen = new Set<Meaning>()

  function visitMeaning(meaning: Meaning, at: Location | undefined, depth: number): void {
    if (seen.has(meaning) || depth > DEPTH) return
    seen.add(meaning)
    const next = (one: Meaning): void => visitMeaning(one, at, depth + 1)
    const expose = (what: Exposure["what"]): void => void found.push({ what, at: brought ?? readOf(meaning, visit, follower) ?? at })
    if (isError(meaning)) return expose("error")
    switch (meaning.kind) {
      case "member":
        if (isError(meaning.object) && (meaning.name === "stack" || meaning.name === "message")) expose(meaning.name)
        return
      case "choice":
        // A variable that something else may have been put into: somebody has looked.
        return meaning.test === undefined || classifies(meaning.test, follower) ? undefined : meaning.of.forEach(next)
      case "operation":
        // `isDevelopment && error.stack`
        if (meaning.operator === "&&") return classifies(meaning.operands[0] ?? meaning, follower) ? undefined : meaning.operands.slice(1).forEach(next)
        return meaning.operator === "||" || meaning.operator === "??" ? meaning.operands.forEach(next) : undefined
      case "text":
        return meaning.parts.forEach((part) => (typeof part === "string" ? undefined : next(part)))
      case "array":
        return meaning.items.forEach(next)
      case "object":
        return meaning.value.entries.forEach((entry) => {
          if (entry.name !== undefined && (unsent.has(entry.name) || isTakenOut(meaning, entry.name, visit, follower))) return
          const value = entry.name === undefined ? follower.follow(entry.value, meaning.activation) : follower.member(meaning, entry.name)
          visitMeaning(value, locate(meaning.activation.module, entry.at), depth + 1)
        })
      case "result":
        if (WRITERS.test(nameOf(meaning, follower) ?? "")) follower.arguments(meaning.site).forEach(next)
        return
      default:
        return
    }
  }

  visitMeaning(body, undefined, 0)
  return found
}

/** `if (!isDevelopment) delete body.stack`: somebody has thought of who may see it. */
function isTakenOut(object: Meaning, name: string, { activation }: Visit, follower: Follower): boolean {
  return ownedBy(activation).assignments.some(({ target, value: expression }) =>
    target.kind === "member" && target.name === name && expression.kind === "global" && expression.name === "undefined"
    && follower.follow(target.object, activation) === object)
}

/** What an error keeps to itself: https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/Error/cause */
const UNSENT: ReadonlySet<string> = new Set(["cause"])

/**
 * What the errors that a running function throws tell of others: `throw new HttpException(error.message, 500)`.
 *
 * @returns what goes to the client because the framework answers with the message of such an error
 */
export function exposuresThrown(visit: Visit, reached: Reach, follower: Follower): readonly ThrownExposure[] {
  const { activation } = visit
  const { module, of } = activation
  const { throws, regions } = module.facts
  return throws.flatMap(({ value: expression, region, at }): ThrownExposure[] => {
    if (regions[region]?.function !== of || !mayRun(region, activation, follower, at)) return []
    return alternatives(follower.follow(expression, activation)).flatMap((one) => {
      const note = one.kind === "result" ? find(sentErrors, nameOf(one, follower)?.replace(/\(\)$/, "")) : undefined
      if (one.kind !== "result" || note === undefined) return []
      const [place, body] = [locate(module, at), locate(module, visit.fact.at)]
      // What a function makes of it is told where it is handed over.
      const isHere = (found: Location | undefined): boolean => found !== undefined && found.file === body.file && found.start >= body.start && found.end <= body.end
      const [first] = follower.arguments(one.site).flatMap((given) => exposuresOf(given, { visit, region, at, reached }, follower, UNSENT))
      if (first === undefined) return []
      const what = note.isSentWhole === true ? first.what : "message"
      return [{ what, at: isHere(first.at) ? first.at : place, status: errorsIn(one, follower)[0]?.status }]
    })
  })
}

/** Where the code reads it last, other than to test it. */
function readOf(meaning: Meaning, { activation }: Visit, follower: Follower): Location | undefined {
  const { module, of } = activation
  const { reads, regions } = module.facts
  const read = reads.findLast(({ value: expression, use, region }) =>
    regions[region]?.function === of && use.kind !== "test" && follower.follow(expression, activation) === meaning && isWithinAnswer(use))
  return read === undefined ? undefined : locate(module, read.at)
}

/** A log call takes it too; what is sent is kept, returned or put into an object. */
const isWithinAnswer = ({ kind }: ReadUse): boolean => kind !== "argument" && kind !== "receiver"

/** An error handler whose parameter has the written type of one class takes no other error. */
function isTyped({ fact, activation }: Visit): boolean {
  return fact.parameters.some(({ type }, index) => {
    const role = activation.arguments[index]
    if (role === undefined || !isError(role) || type?.kind !== "reference") return false
    return type.name.kind !== "global"
  })
}
