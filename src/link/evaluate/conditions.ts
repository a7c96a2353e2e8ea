/**
 * How conditions come out under assumptions: about the caller, the route of the request, and the environment.
 *
 * One evaluator for all who ask whether code runs. What is assumed is an argument; where nothing is, only what the source says
 * is known.
 *
 * @module
 */
import type { Framework } from "../../frameworks/framework.ts"
import { isNeededSetting } from "../../knowledge/environments.ts"
import { errors } from "../../knowledge/errors.ts"
import { find } from "../../knowledge/table.ts"
import type { AbstractValue } from "../../model/values.ts"
import { nameOf } from "./canonical-name.ts"
import { callOn, type CallView } from "./condition-calls.ts"
import { possibleValues, UNDEFINED } from "./domain.ts"
import type { Evaluator } from "./evaluator.ts"
import { metadataKey } from "./metadata-key.ts"
import { originsOf } from "./provenance.ts"
import { ABSENT, ANY_ROUTE, CHOSEN, known, NOT_FOLLOWED, OBJECT, operateOn, type Outcome, partOf, truthOf } from "./outcomes.ts"

/** The request as far as a route says what it is. */
export interface RouteAssumptions {
  /** `*` where any method comes. */
  readonly method: string
  /** The path template of the route. */
  readonly path: string
  /** The path at which the asking code is mounted; `request.path` is relative to it. */
  readonly base: string
  /** What the route's own options say under a dotted path: `config.public`. */
  readonly option: (path: readonly string[]) => AbstractValue | undefined
  /** What decorators say of the route under a key. */
  readonly metadata: (key: string) => AbstractValue | undefined
  /** Calls that make tests of the request's path: `createRouteMatcher([...])`. */
  readonly pathTests?: Framework["pathTests"]
  /** It may be any route: nothing that asks for its address, options or metadata can be told. */
  readonly isAny?: true | undefined
}

/** What is assumed while conditions are evaluated. */
export interface Assumptions {
  readonly route?: RouteAssumptions
  /** The program runs in production, with what it cannot do without, and with no other setting. */
  readonly isProduction?: boolean
  /** What is assumed of a value, before it is looked into; `name` is its canonical name. */
  readonly assumed?: (value: AbstractValue, name: string | undefined) => Outcome | undefined
  /** What has been found out under the same assumptions. */
  readonly known?: Map<AbstractValue, Outcome>
  /** What is assumed of what a call gives that nothing else is known of. */
  readonly called?: (call: CallView) => Outcome | undefined
}

const FULL_PATHS = new Set(["request.originalUrl", "request.raw.url", "request.routerPath", "request.routeOptions.url", "request.route.path"])

const PATHS = new Set(["request.path", "request.url", "request._parsedUrl.pathname", "request.pathname"])

const OPTIONS = ["request.routeOptions.config.", "request.routeConfig.", "request.context.config.", "response.context.config."]

/** https://docs.nestjs.com/fundamentals/execution-context#low-level-approach */
const METADATA = /\.Reflector(?:\(\))?\.(?:get|getAllAndOverride|getAllAndMerge)$/

/** What a client sends, by canonical name: RFC 9110, section 6. */
const SENT = /^request\.(?:body|query|params|headers|cookies|file|files|ip|ips|hostname|host|protocol|secure|subdomains|xhr|originalUrl|url|path|method|nextUrl)(?:\.|$)/

/** @returns true for what a client sends, by its canonical name */
export function isSent(name: string): boolean {
  return SENT.test(name)
}

/** @returns true for what lies in the request, the response or the context, by its canonical name: code leaves things there for what comes after it */
export function liesInRequest(name: string): boolean {
  return /^(?:request|response|context)\b/.test(name)
}

const DEPTH = 24

/**
 * Whether a name is the address or method of the request, or an option of its route.
 *
 * @returns true for what {@link RouteAssumptions} may say
 */
export function isAddress(name: string | undefined): boolean {
  return name !== undefined && (FULL_PATHS.has(name) || PATHS.has(name) || OPTIONS.some((prefix) => name.startsWith(prefix)))
}

/** @returns true for the path of the request, in whichever form */
export function isPath(name: string | undefined): boolean {
  return name !== undefined && (FULL_PATHS.has(name) || PATHS.has(name))
}

/**
 * What is known of a value under assumptions.
 *
 * @returns the outcome; of what cannot be told, why
 */
export function outcomeOf(value: AbstractValue, assumptions: Assumptions, evaluator: Evaluator, depth = 0): Outcome {
  if (depth > DEPTH) return NOT_FOLLOWED
  const found = assumptions.known?.get(value)
  if (found !== undefined) return found
  // What asks for itself on the way is not known.
  assumptions.known?.set(value, NOT_FOLLOWED)
  const outcome = evaluate(value, assumptions, evaluator, depth)
  assumptions.known?.set(value, outcome)
  return outcome
}

function evaluate(value: AbstractValue, assumptions: Assumptions, evaluator: Evaluator, depth: number): Outcome {
  const next = (one: AbstractValue): Outcome => outcomeOf(one, assumptions, evaluator, depth + 1)
  const name = value.kind === "literal" || value.kind === "pattern" || value.kind === "operation" || value.kind === "choice" ? undefined : nameOf(value, evaluator)
  const assumed = assumptions.assumed?.(value, name)
  if (assumed !== undefined) return assumed
  switch (value.kind) {
    case "literal":
      return known(value.value)
    case "external":
      return externalOf(value, assumptions)
    case "pattern":
      return known(new RegExp(value.source, value.flags.replaceAll(/[gy]/g, "")))
    case "text":
      return operateOn("+", value.parts.map((part) => (typeof part === "string" ? OBJECT : next(part))).concat(OBJECT))
    case "array": {
      const items = value.items.map(next)
      const isKnown = value.isComplete && items.every((item) => item.is === "known")
      return isKnown ? known(items.map((item) => (item.is === "known" ? item.value : undefined))) : { is: "object", value }
    }
    case "member":
      return memberOf(value, name, assumptions, next)
    case "operation":
      return operateOn(value.operator, value.operands.map(next))
    case "choice":
      return choiceOf(value, next)
    case "result":
      return resultOf(value, assumptions, evaluator, next)
    case "each":
      return partOf(next(value.of))
    case "caught":
      return { is: "chosen", isTruthy: true }
    case "role":
      return value.name === "error" ? { is: "chosen", isTruthy: true } : { is: "object", value }
    case "unknown":
    case "unbound":
    case "scope":
      return { is: "unknown", reason: "not followed", value }
    default:
      return { is: "object", value }
  }
}

function externalOf(value: Extract<AbstractValue, { kind: "external" }>, { isProduction }: Assumptions): Outcome {
  if (value === UNDEFINED || value.name.startsWith("undefined.")) return known(undefined)
  const setting = isProduction === true && value.name.startsWith("process.env.") ? value.name.slice("process.env.".length) : undefined
  if (setting === "NODE_ENV") return known("production")
  if (setting !== undefined) return isNeededSetting(setting) ? { is: "secret" } : { is: "setting", isTruthyUnset: false }
  return { is: "unknown", reason: "not followed", value }
}

/** One arm, where it is known which; else what all of them are. */
function choiceOf({ of, test }: Extract<AbstractValue, { kind: "choice" }>, next: (value: AbstractValue) => Outcome): Outcome {
  const tested = test === undefined || of.length !== 2 ? undefined : truthOf(next(test))
  if (tested === true || tested === false) return next(of[tested ? 0 : 1] ?? UNDEFINED)
  return oneOf(of.map(next))
}

/**
 * What is known of a value that is one of several.
 *
 * @returns the first, where all of them come out alike
 */
export function oneOf(outcomes: readonly Outcome[]): Outcome {
  const [first, ...others] = outcomes
  if (first === undefined) return NOT_FOLLOWED
  const truth = truthOf(first)
  if (typeof truth === "boolean" && others.every((one) => truthOf(one) === truth)) return others.length === 0 ? first : truth ? OBJECT : ABSENT
  const open = outcomes.find((one) => one.is === "unknown") ?? outcomes.find((one) => one.is === "setting") ?? outcomes.find((one) => one.is === "chosen" || one.is === "stored")
  return open ?? NOT_FOLLOWED
}

function memberOf(
  value: Extract<AbstractValue, { kind: "member" }>, name: string | undefined, assumptions: Assumptions, next: (value: AbstractValue) => Outcome,
): Outcome {
  const address = name === undefined || assumptions.route === undefined ? undefined : addressOf(name, assumptions.route, next)
  if (address !== undefined) return address
  if (name !== undefined && assumptions.assumed !== undefined && SENT.test(name)) return CHOSEN
  const whole = next(value.object)
  if (whole.is === "known" && (typeof whole.value === "string" || Array.isArray(whole.value)) && value.name === "length") return known(whole.value.length)
  const part = partOf(whole, value.name)
  return part.is === "unknown" ? { ...part, value } : part
}

function addressOf(name: string, route: RouteAssumptions, next: (value: AbstractValue) => Outcome): Outcome | undefined {
  if (route.isAny === true) return name === "request.method" || isAddress(name) ? ANY_ROUTE : undefined
  if (name === "request.method") return route.method === "*" ? undefined : known(route.method)
  if (FULL_PATHS.has(name)) return known(route.path)
  if (PATHS.has(name)) {
    const relative = route.path.startsWith(route.base) ? route.path.slice(route.base === "/" ? 0 : route.base.length) : route.path
    return known(relative === "" ? "/" : relative)
  }
  const prefix = OPTIONS.find((one) => name.startsWith(one))
  if (prefix === undefined) return undefined
  const option = route.option(["config", ...name.slice(prefix.length).split(".")])
  return option === undefined || option.kind === "unknown" ? known(undefined) : next(option)
}

function resultOf(
  value: Extract<AbstractValue, { kind: "result" }>, assumptions: Assumptions, evaluator: Evaluator, next: (value: AbstractValue) => Outcome,
): Outcome {
  const { receiver, method, target } = evaluator.callee(value.site)
  const { route } = assumptions
  const values = evaluator.arguments(value.site)
  const [first] = values
  if (route !== undefined && first !== undefined && METADATA.test(nameOf(target, evaluator) ?? "")) {
    if (route.isAny === true) return ANY_ROUTE
    const key = metadataKey(first)
    if (key === undefined) return NOT_FOLLOWED
    const said = route.metadata(key)
    return said === undefined ? known(undefined) : next(said)
  }
  const covered = route === undefined || target.kind !== "result" ? undefined : testedPath(target, route, evaluator)
  if (covered !== undefined) return typeof covered === "boolean" ? known(covered) : covered
  const call: CallView = {
    value, name: nameOf(target, evaluator), method, receiver: receiver === undefined ? undefined : next(receiver), arguments: values.map(next),
    applied: (item) => (first?.kind === "function" ? appliedTo(item, receiver, first, value, assumptions, evaluator) : undefined),
  }
  const isMade = value.site.module.facts.calls[value.site.call]?.isNew === true || find(errors, `${call.name ?? ""}()`) !== undefined
  if (isMade) return { is: "object", value }
  return callOn(call) ?? assumptions.called?.(call) ?? { is: "unknown", reason: "not followed", value }
}

/** What a callback gives for an item of the list that the call walks. */
function appliedTo(
  index: number, receiver: AbstractValue | undefined, callback: Extract<AbstractValue, { kind: "function" }>, value: Extract<AbstractValue, { kind: "result" }>,
  assumptions: Assumptions, evaluator: Evaluator,
): Outcome | undefined {
  const array = receiver === undefined ? undefined : possibleValues(receiver).find((one) => one.kind === "array")
  const item = array?.kind === "array" ? array.items[index] : undefined
  const entered = item === undefined ? undefined : evaluator.enter(callback, value.site, [item])
  return entered === undefined ? undefined : outcomeOf(evaluator.returned(callback, entered, { kind: "unknown" }), assumptions, evaluator)
}

/** `isProtected(request)`, made by `createRouteMatcher(["/orders(.*)"])`. */
function testedPath(made: Extract<AbstractValue, { kind: "result" }>, route: RouteAssumptions, evaluator: Evaluator): boolean | Outcome | undefined {
  const test = route.pathTests?.[nameOf(made, evaluator) ?? ""]
  const [first] = evaluator.arguments(made.site)
  const patterns = first === undefined ? [] : possibleValues(first).flatMap((one) => (one.kind === "array" ? one.items : [one]))
    .map((one) => (one.kind === "literal" && typeof one.value === "string" ? one.value : undefined))
  if (test === undefined || !patterns.every((one) => one !== undefined)) return undefined
  return route.isAny === true ? ANY_ROUTE : test(patterns, route.path)
}

/**
 * Whether a value depends on the path of the request.
 *
 * @returns the answer; the method and the options of the route are none of it
 */
export function asksPath(value: AbstractValue, pathTests: RouteAssumptions["pathTests"], evaluator: Evaluator): boolean {
  return [...originsOf(value, evaluator)].some(({ value: origin, name }) => {
    if (isPath(name)) return true
    const { target } = origin.kind === "result" ? evaluator.callee(origin.site) : { target: undefined }
    return target?.kind === "result" && Object.hasOwn(pathTests ?? {}, nameOf(target, evaluator) ?? "")
  })
}
