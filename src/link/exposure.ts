/**
 * Exposures: what an answer tells of an error that nobody has looked at.
 *
 * @module
 */
import { auth } from "../knowledge/auth.ts"
import { sentErrors } from "../knowledge/failures.ts"
import { find } from "../knowledge/table.ts"
import { checks } from "../knowledge/validators.ts"
import type { Exposure, Location, Meaning, ReadUse, Value } from "../model.ts"
import type { Follower } from "./follower.ts"
import { locate } from "./location.ts"
import { alternatives } from "./meaning.ts"
import { mentionsOf } from "./mention.ts"
import { nameOf } from "./name.ts"
import type { Visit } from "./reach.ts"
import { contentOf, mayRun, regionsAround } from "./region.ts"

const DEPTH = 10

/** Calls that make text of an error. */
const WRITERS = /^(?:String|JSON\.stringify|util\.(?:inspect|format)|(?:caught|error)\.toString)\(\)$/

/** Names that tell one environment from another. */
const ENVIRONMENT = /^process\.env\.|(?:^|\.)(?:env|environment|isDev\w*|isProd\w*|node_?env|debug)$/i

/** What environments are called. */
const ENVIRONMENTS = new Set(["development", "dev", "production", "prod", "test", "staging", "local"])

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
  if (test.kind === "literal") return typeof test.value === "string" && ENVIRONMENTS.has(test.value)
  if (test.kind === "operation") return test.operands.some((operand) => classifies(operand, follower))
  if (isError(test)) return false
  for (const { name } of mentionsOf(test, follower)) {
    if (name === undefined) continue
    if (ENVIRONMENT.test(name)) return true
    if (/^(?:caught|error)\.(?!message$|stack$|toString)/.test(name)) return true
  }
  // isHttpError(error), error.isBoom(): somebody decides what it is.
  if (test.kind !== "result") return false
  const { receiver } = follower.callee(test.site)
  return [...follower.arguments(test.site), ...(receiver === undefined ? [] : [receiver])].some(isError)
}

/** Whether the code around a place has looked at what the error is. */
function isClassified(region: number, visit: Visit, follower: Follower): boolean {
  const { module, of } = visit.activation
  const { regions } = module.facts
  const classifying = (test: Value | undefined): boolean => test !== undefined && classifies(follower.follow(test, visit.activation), follower)
  const start = module.spans[3 * (regions[region]?.at ?? 0)] ?? 0
  const body = module.facts.functions[of]?.region ?? -1
  for (const one of [...regionsAround(region, module), body]) {
    const fact = regions[one]
    if (fact?.kind === "then" && classifying(fact.test)) return true
    if (fact?.kind === "catch" && fact.paired !== undefined && validatesIn(fact.paired, visit, follower)) return true
    // if (!(error instanceof HttpError)) return next(error)
    const before = regions.some((other) =>
      other.parent === one && other.function === of && other.kind === "then" && other.leaves && other.test?.kind === "operation"
      && other.test.operator === "!" && (module.spans[3 * other.at] ?? 0) < start && classifying(other.test))
    if (before) return true
  }
  return false
}

/** What a validator throws, or who checks a token, says what is wrong with the request: it is meant for the client. */
function validatesIn(region: number, { activation }: Visit, follower: Follower): boolean {
  const { module } = activation
  return contentOf(region, module).calls.some((call) => {
    const name = nameOf(follower.callee({ module, call, activation }).target, follower)
    const check = find(checks, name)
    return (check !== undefined && check.handles !== true) || find(auth, name)?.kind === "verifies"
  })
}

/**
 * What an answer's body exposes of an error whose origin nobody knows.
 *
 * @param region where it is sent
 * @param unsent entries that stay on the server
 * @returns nothing where the code has looked at what the error is
 */
export function exposuresOf(
  body: Meaning, region: number, visit: Visit, follower: Follower, unsent: ReadonlySet<string> = new Set(),
): readonly Exposure[] {
  if (isTyped(visit) || isClassified(region, visit, follower)) return []
  const found: Exposure[] = []
  const seen = new Set<Meaning>()

  function visitMeaning(meaning: Meaning, at: Location | undefined, depth: number): void {
    if (seen.has(meaning) || depth > DEPTH) return
    seen.add(meaning)
    const next = (one: Meaning): void => visitMeaning(one, at, depth + 1)
    const expose = (what: Exposure["what"]): void => void found.push({ what, at: readOf(meaning, visit, follower) ?? at })
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
          if (entry.name !== undefined && unsent.has(entry.name)) return
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

/** What an error keeps to itself: https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/Error/cause */
const UNSENT: ReadonlySet<string> = new Set(["cause"])

/**
 * What the errors that a running function throws tell of others: `throw new HttpException(error.message, 500)`.
 *
 * @returns what goes to the client because the framework answers with the message of such an error
 */
export function exposuresThrown(visit: Visit, follower: Follower): readonly Exposure[] {
  const { activation } = visit
  const { module, of } = activation
  const { throws, regions } = module.facts
  return throws.flatMap(({ value, region, at }): Exposure[] => {
    if (regions[region]?.function !== of || !mayRun(region, activation, follower, at)) return []
    return alternatives(follower.follow(value, activation)).flatMap((one) => {
      if (one.kind !== "result" || find(sentErrors, nameOf(one, follower)?.replace(/\(\)$/, "")) === undefined) return []
      const [place, body] = [locate(module, at), locate(module, visit.fact.at)]
      // What a function makes of it is told where it is handed over.
      const isHere = (found: Location | undefined): boolean => found !== undefined && found.file === body.file && found.start >= body.start && found.end <= body.end
      const [first] = follower.arguments(one.site).flatMap((given) => exposuresOf(given, region, visit, follower, UNSENT))
      return first === undefined ? [] : [{ what: "message", at: isHere(first.at) ? first.at : place }]
    })
  })
}

/** Where the code reads it last, other than to test it. */
function readOf(meaning: Meaning, { activation }: Visit, follower: Follower): Location | undefined {
  const { module, of } = activation
  const { reads, regions } = module.facts
  const read = reads.findLast(({ value, use, region }) =>
    regions[region]?.function === of && use.kind !== "test" && follower.follow(value, activation) === meaning && isWithinAnswer(use))
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
