/**
 * Conditions evaluated for one route: does `request.path.startsWith("/public")` hold on it?
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import type { AbstractValue } from "../../../model/values.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { flatten, isTruthy, literalText, possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { metadataKey } from "../../evaluate/metadata-key.ts"
import { originsOf } from "../../evaluate/provenance.ts"

/** The request as far as a route says what it is. */
export interface RouteAssumptions {
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
  /** Whether the request is known to lack what has this canonical name. */
  readonly isMissing?: (name: string) => boolean
  /** Whether a value is what a check of the caller gave. */
  readonly isCaller?: (value: AbstractValue) => boolean
}

/** A value that is known; no answer at all means that it is not. */
interface Known {
  readonly value: unknown
}

const FULL_PATHS = new Set(["request.originalUrl", "request.raw.url", "request.routerPath", "request.routeOptions.url", "request.route.path"])

const PATHS = new Set(["request.path", "request.url", "request._parsedUrl.pathname", "request.pathname"])

const OPTIONS = ["request.routeOptions.config.", "request.routeConfig.", "request.context.config.", "response.context.config."]

/** https://docs.nestjs.com/fundamentals/execution-context#low-level-approach */
const METADATA = /\.Reflector(?:\(\))?\.(?:get|getAllAndOverride|getAllAndMerge)$/

/**
 * Whether a name is the address or method of the request, or an option of its route.
 *
 * @returns true for what {@link evaluate} may know
 */
export function isAddress(name: string | undefined): boolean {
  return name !== undefined && (FULL_PATHS.has(name) || PATHS.has(name) || OPTIONS.some((prefix) => name.startsWith(prefix)))
}

/**
 * Evaluates a condition for a route.
 *
 * @returns whether it holds; undefined when that cannot be told
 */
export function evaluate(condition: AbstractValue, assumptions: RouteAssumptions, evaluator: Evaluator): boolean | undefined {
  const known = valueOf(condition, assumptions, evaluator, 0)
  return known === undefined ? undefined : Boolean(known.value)
}

function valueOf(value: AbstractValue, assumptions: RouteAssumptions, evaluator: Evaluator, depth: number): Known | undefined {
  if (depth > 16) return undefined
  const next = (one: AbstractValue): Known | undefined => valueOf(one, assumptions, evaluator, depth + 1)
  if (assumptions.isMissing !== undefined && (value.kind === "member" || value.kind === "result")) {
    const name = nameOf(value, evaluator)
    if (name !== undefined && assumptions.isMissing(name)) return { value: undefined }
  }
  switch (value.kind) {
    case "literal":
      return { value: value.value }
    case "external":
      return value.name === "undefined" || value.name.startsWith("undefined.") ? { value: undefined } : undefined
    case "pattern":
      return { value: new RegExp(value.source, value.flags.replace(/[gy]/g, "")) }
    case "array": {
      const items = value.items.map(next)
      return value.isComplete && items.every((item) => item !== undefined) ? { value: items.map((item) => item.value) } : undefined
    }
    case "member": {
      const name = nameOf(value, evaluator)
      return name === undefined ? undefined : addressOf(name, assumptions, next)
    }
    case "operation":
      // What is missing may be null or undefined: the code tests for the one that its own code gives.
      return operate(value.operator, value.operands, next, assumptions.isMissing !== undefined)
    case "choice": {
      const test = value.test === undefined || value.of.length !== 2 ? undefined : next(value.test)
      const arm = value.of[test?.value ? 0 : 1]
      return test === undefined || arm === undefined ? undefined : next(arm)
    }
    case "result":
      return callOf(value, assumptions, evaluator, next)
    default:
      return undefined
  }
}

function addressOf(name: string, assumptions: RouteAssumptions, next: (value: AbstractValue) => Known | undefined): Known | undefined {
  if (name === "request.method") return assumptions.method === "*" ? undefined : { value: assumptions.method }
  if (FULL_PATHS.has(name)) return { value: assumptions.path }
  if (PATHS.has(name)) {
    const relative = assumptions.path.startsWith(assumptions.base) ? assumptions.path.slice(assumptions.base === "/" ? 0 : assumptions.base.length) : assumptions.path
    return { value: relative === "" ? "/" : relative }
  }
  const prefix = OPTIONS.find((one) => name.startsWith(one))
  if (prefix === undefined) return undefined
  const option = assumptions.option(["config", ...name.slice(prefix.length).split(".")])
  return option === undefined || option.kind === "unknown" ? { value: undefined } : next(option)
}

function operate(operator: string, operands: readonly AbstractValue[], next: (value: AbstractValue) => Known | undefined, isUnmounted: boolean): Known | undefined {
  const [left, right] = operands.map(next)
  switch (operator) {
    case "!":
      return left === undefined ? undefined : { value: !left.value }
    case "&&":
      if ((left !== undefined && !left.value) || (right !== undefined && !right.value)) return { value: false }
      return left === undefined ? undefined : right
    case "||":
    case "??":
      if ((left !== undefined && left.value) || (right !== undefined && right.value)) return { value: true }
      return left === undefined || right === undefined ? undefined : { value: false }
    case "===":
    case "==":
      return left === undefined || right === undefined ? undefined : compare(left.value, right.value, isUnmounted || operator === "==")
    case "!==":
    case "!=": {
      const equal = left === undefined || right === undefined ? undefined : compare(left.value, right.value, isUnmounted || operator === "!=")
      return equal === undefined ? undefined : { value: !equal.value }
    }
    default:
      return undefined
  }
}

/** A parameter of the route's path stands for any one segment, so an equal shape may be equal. */
function compare(left: unknown, right: unknown, isUnmounted = false): Known | undefined {
  // ECMA-262, IsLooselyEqual: null and undefined are equal.
  if (isUnmounted && (left ?? undefined) === undefined) return { value: (right ?? undefined) === undefined }
  if (typeof left !== "string" || typeof right !== "string") return { value: left === right }
  const [template, text] = left.includes("{") ? [left, right] : [right, left]
  if (!template.includes("{")) return { value: left.replace(/(?<=.)\/$/, "") === right.replace(/(?<=.)\/$/, "") }
  return template.split("/").length === text.split("/").length && text.startsWith(template.slice(0, template.indexOf("{")))
    ? undefined
    : { value: false }
}

function callOf(
  value: Extract<AbstractValue, { kind: "result" }>, assumptions: RouteAssumptions, evaluator: Evaluator, next: (value: AbstractValue) => Known | undefined,
): Known | undefined {
  const { receiver, method, target } = evaluator.callee(value.site)
  const [first] = evaluator.arguments(value.site)
  if (first !== undefined && METADATA.test(nameOf(target, evaluator) ?? "")) {
    const key = metadataKey(first)
    const said = key === undefined ? undefined : assumptions.metadata(key)
    return key === undefined ? undefined : said === undefined ? { value: undefined } : next(said) ?? (isTruthy(said) === true ? { value: {} } : undefined)
  }
  const covered = target.kind === "result" ? testedPath(target, assumptions, evaluator) : undefined
  if (covered !== undefined) return { value: covered }
  if (receiver === undefined || method === undefined || first === undefined) return undefined
  const on = next(receiver)?.value
  if (Array.isArray(on) && (method === "some" || method === "every" || method === "find") && first.kind === "function") {
    return quantify(receiver, first, method, value, assumptions, evaluator)
  }
  const given = next(first)?.value
  if (on instanceof RegExp && method === "test" && typeof given === "string") return matchOf(on, given)
  if (Array.isArray(on) && method === "includes" && typeof given === "string") return { value: on.some((one) => compare(one, given)?.value === true) }
  if (typeof on !== "string") return undefined
  if (given instanceof RegExp && method === "match") return matchOf(given, on)
  if (typeof given !== "string") return undefined
  const fixed = on.includes("{") ? on.slice(0, on.indexOf("{")) : on
  switch (method) {
    case "startsWith":
      return given.length > fixed.length && fixed.length < on.length && given.startsWith(fixed) ? undefined : { value: on.startsWith(given) }
    case "endsWith":
      return { value: on.endsWith(given) }
    case "includes":
      return on.includes(given) ? { value: true } : fixed === on ? { value: false } : undefined
    default:
      return undefined
  }
}

/** `isProtected(request)`, made by `createRouteMatcher(["/orders(.*)"])`. */
function testedPath(made: Extract<AbstractValue, { kind: "result" }>, assumptions: RouteAssumptions, evaluator: Evaluator): boolean | undefined {
  const test = assumptions.pathTests?.[nameOf(made, evaluator) ?? ""]
  const patterns = flatten(evaluator.arguments(made.site).slice(0, 1)).map((one) => literalText(one))
  return test === undefined || !patterns.every((one) => one !== undefined) ? undefined : test(patterns, assumptions.path)
}

/**
 * Whether a value depends on the path of the request.
 *
 * @returns the answer; the method and the options of the route are none of it
 */
export function asksPath(value: AbstractValue, assumptions: RouteAssumptions, evaluator: Evaluator): boolean {
  return [...originsOf(value, evaluator)].some(({ value, name }) => {
    if (name !== undefined && (FULL_PATHS.has(name) || PATHS.has(name))) return true
    const { target } = value.kind === "result" ? evaluator.callee(value.site) : { target: undefined }
    return target?.kind === "result" && Object.hasOwn(assumptions.pathTests ?? {}, nameOf(target, evaluator) ?? "")
  })
}

const matchOf = (pattern: RegExp, text: string): Known | undefined =>
  text.includes("{") ? (pattern.test(text.replaceAll(/\{\*?[^}]*\}/g, "1")) ? { value: true } : { value: false }) : { value: pattern.test(text) }

function quantify(
  receiver: AbstractValue, predicate: Extract<AbstractValue, { kind: "function" }>, method: string,
  value: Extract<AbstractValue, { kind: "result" }>, assumptions: RouteAssumptions, evaluator: Evaluator,
): Known | undefined {
  const array = possibleValues(receiver).find((one) => one.kind === "array")
  if (array?.kind !== "array") return undefined
  const answers = array.items.map((item) => {
    const entered = evaluator.enter(predicate, value.site, [item])
    return entered === undefined ? undefined : evaluate(evaluator.returned(predicate, entered, { kind: "unknown" }), assumptions, evaluator)
  })
  if (method === "every") return answers.every((one) => one === true) ? { value: true } : answers.includes(false) ? { value: false } : undefined
  return answers.includes(true) ? { value: true } : answers.every((one) => one === false) ? { value: false } : undefined
}
