/**
 * Outcomes: what is known of a value while one path through the code is followed, under assumptions about the caller, the route
 * and the environment; and what operators make of them. The lattice of {@link "./conditions"}.
 *
 * @module
 */
import type { AbstractValue } from "../../model/values.ts"

/** Why nobody can tell how a condition comes out. */
export type Reason =
  /** Code or a package that could not be followed decides. */
  | "not followed"
  /** What the environment or a file of settings says decides. */
  | "configuration"
  /** What is stored decides. */
  | "stored data"
  /** Which route is asked for decides, and it may be any. */
  | "route"

/** What is known of a value. */
export type Outcome =
  /** The value itself: a literal, `undefined`, a list of such, a regular expression. */
  | { readonly is: "known"; readonly value: unknown }
  /** Nothing that counts as true: what the code gives that finds none. It may be null, undefined or false. */
  | { readonly is: "absent" }
  /**
   * An object or another value that counts as true; `value` is what it stands for, as far as that is known, and `members` are those
   * that the path knows better.
   */
  | { readonly is: "object"; readonly value?: AbstractValue; readonly members?: ReadonlyMap<string, Outcome> }
  /** An object that is there for everybody and has nothing in it for a caller who is not known. */
  | { readonly is: "empty" }
  /**
   * The caller sends it: any value may come. `isCredential`: it is looked at as proof of who the caller is. `isInsider`: the caller
   * may know what others cannot.
   */
  | { readonly is: "chosen"; readonly isCredential?: true; readonly isInsider?: true; readonly isTruthy?: true }
  /** A text that a caller without credentials cannot know. */
  | { readonly is: "secret" }
  /** A record that was asked for, found or not; with `isField` a member of one. */
  | { readonly is: "stored"; readonly isField?: true }
  /** A setting of the environment: what counts as true while nothing is set. */
  | { readonly is: "setting"; readonly isTruthyUnset: boolean }
  /** A promise that rejects, and that nobody has waited for so far. */
  | { readonly is: "rejected" }
  | { readonly is: "unknown"; readonly reason: Reason; readonly value?: AbstractValue }

/** How a condition comes out: `either`: as the caller, or ordinary data, wants it. */
export type Truth = boolean | "either" | { readonly unset: boolean } | { readonly reason: Reason }

export const ABSENT: Outcome = { is: "absent" }
export const CHOSEN: Outcome = { is: "chosen" }
export const FROM_INSIDER: Outcome = { is: "chosen", isInsider: true }
export const ANY_ROUTE: Outcome = { is: "unknown", reason: "route" }
export const NOT_FOLLOWED: Outcome = { is: "unknown", reason: "not followed" }
export const OBJECT: Outcome = { is: "object" }

/** @returns the outcome of a value that is known */
export function known(value: unknown): Outcome {
  return { is: "known", value }
}

/**
 * Whether an outcome counts as true in a condition.
 *
 * @returns `either` where both come about
 */
export function truthOf(outcome: Outcome): Truth {
  switch (outcome.is) {
    case "known":
      return Boolean(outcome.value)
    case "absent":
      return false
    case "object":
    case "empty":
    case "secret":
    case "rejected":
      return true
    case "chosen":
      return outcome.isTruthy === true ? true : "either"
    case "stored":
      return outcome.isField === true ? { reason: "stored data" } : "either"
    case "setting":
      return { unset: outcome.isTruthyUnset }
    case "unknown":
      return { reason: outcome.reason }
  }
}

/** What is known of a member, or an element, of what is known so much of. */
export function partOf(whole: Outcome, name = ""): Outcome {
  // Rows of what was asked are records as well.
  if (whole.is === "stored" && whole.isField !== true && /^(?:\d+|rows|data|docs)$/.test(name)) return whole
  switch (whole.is) {
    case "chosen":
      return { is: "chosen", ...(whole.isCredential && { isCredential: true }), ...(whole.isInsider && { isInsider: true }) }
    case "stored":
      return { is: "stored", isField: true }
    case "empty":
      return ABSENT
    case "object":
      return whole.members?.get(name) ?? NOT_FOLLOWED
    case "known":
    case "rejected":
      return whole.is === "known" && (whole.value === undefined || whole.value === null) ? ABSENT : NOT_FOLLOWED
    default:
      return whole
  }
}

function fromTruth(truth: Truth): Outcome {
  if (typeof truth === "boolean") return known(truth)
  if (truth === "either") return CHOSEN
  return "unset" in truth ? { is: "setting", isTruthyUnset: truth.unset } : { is: "unknown", reason: truth.reason }
}

function negate(truth: Truth): Truth {
  if (typeof truth === "boolean") return !truth
  if (truth === "either" || "reason" in truth) return truth
  return { unset: !truth.unset }
}

/** Outcomes of which an operation has what the most telling one is. */
function combined(outcomes: readonly Outcome[]): Outcome {
  for (const is of ["rejected", "unknown", "setting", "stored", "secret"] as const) {
    const found = outcomes.find((one) => one.is === is)
    if (found !== undefined) return found.is === "stored" ? { is: "stored", isField: true } : found
  }
  const chosen = outcomes.filter((one) => one.is === "chosen")
  if (chosen.length > 0) return chosen.find((one) => one.isInsider === true) ?? chosen.find((one) => one.isCredential === true) ?? CHOSEN
  return outcomes.some((one) => one.is === "absent") ? ABSENT : OBJECT
}

/**
 * What an operator gives.
 *
 * @param operator as ECMA-262 writes it
 * @returns the value where it is known, else what is known of it
 */
export function operateOn(operator: string, operands: readonly Outcome[]): Outcome {
  const [left, right] = operands
  if (left === undefined) return NOT_FOLLOWED
  if (right === undefined) return operateOnOne(operator, left)
  switch (operator) {
    case "&&": {
      const first = truthOf(left)
      if (first === true) return right
      if (first === false || truthOf(right) === false) return first === false ? left : known(false)
      return truthOf(right) === true ? fromTruth(first) : combined([left, right])
    }
    case "||":
    case "??": {
      const first = truthOf(left)
      if (first === true || (operator === "??" && left.is === "known" && left.value !== null && left.value !== undefined)) return left
      if (first === false) return right
      return truthOf(right) === true ? truthyOf(left) : truthOf(right) === false ? left : combined([left, right])
    }
    case "===":
    case "==":
      return fromTruth(equality(left, right))
    case "!==":
    case "!=":
      return fromTruth(negate(equality(left, right)))
    case "instanceof":
    case "in":
      if ((operator === "in" ? right : left).is === "absent") return known(false)
      return left.is === "chosen" || right.is === "chosen" ? CHOSEN : combinedUnknown([left, right])
    case "<":
    case ">":
    case "<=":
    case ">=":
      return fromTruth(order(operator, left, right))
    default:
      if (left.is === "known" && right.is === "known" && typeof left.value === "number" && typeof right.value === "number" && Object.hasOwn(ARITHMETIC, operator)) {
        return known(ARITHMETIC[operator]?.(left.value, right.value))
      }
      return combined(operands)
  }
}

const ARITHMETIC: Readonly<Record<string, (left: number, right: number) => number>> = {
  "+": (left, right) => left + right, "-": (left, right) => left - right, "*": (left, right) => left * right, "/": (left, right) => left / right,
}

/** `header || "none"`: what is left of the two counts as true, and is no longer known. */
function truthyOf(left: Outcome): Outcome {
  return left.is === "chosen" ? { ...left, isTruthy: true } : OBJECT
}

const combinedUnknown = (outcomes: readonly Outcome[]): Outcome => {
  const found = combined(outcomes)
  return found.is === "object" ? NOT_FOLLOWED : found
}

function operateOnOne(operator: string, operand: Outcome): Outcome {
  switch (operator) {
    case "!":
      return fromTruth(negate(truthOf(operand)))
    case "typeof":
      if (operand.is === "known") return known(typeof operand.value)
      if (operand.is === "absent") return known("undefined")
      return operand.is === "chosen" ? CHOSEN : combinedUnknown([operand])
    case "void":
      return known(undefined)
    default:
      return operand.is === "known" && operator === "-" && typeof operand.value === "number" ? known(-operand.value) : combined([operand])
  }
}

/** ECMA-262, IsStrictlyEqual; null, undefined and false are what code gives that finds nothing, and count alike for what is absent. */
function equality(left: Outcome, right: Outcome): Truth {
  if (left.is === "known" && right.is === "known") return equal(left.value, right.value)
  if (left.is === "absent" || right.is === "absent") return equalsAbsent(left.is === "absent" ? right : left)
  const [one, other] = left.is === "known" ? [left, right] : [right, left]
  const outcomes = [left.is, right.is]
  if (outcomes.includes("unknown") && !isGuess(left, right)) return { reason: reasonOf(left, right) }
  if (one.is === "known" && (one.value === undefined || one.value === null || typeof one.value === "boolean")) {
    const truth = truthOf(other)
    return ["rejected", "object", "empty", "secret"].includes(other.is) ? false : one.value === true ? truth : negate(truth)
  }
  if (isGuess(left, right)) return false
  if (outcomes.includes("setting")) return { unset: false }
  if (outcomes.includes("stored")) return outcomes.includes("chosen") ? "either" : { reason: "stored data" }
  if (outcomes.includes("chosen")) return "either"
  if (outcomes.includes("secret")) return outcomes[0] === outcomes[1] ? { reason: "configuration" } : false
  return { reason: "not followed" }
}

/** What a caller sends as proof, compared with anything but a text of the source: nobody guesses that. */
function isGuess(left: Outcome, right: Outcome): boolean {
  const [sent, other] = left.is === "chosen" ? [left, right] : [right, left]
  if (sent.is !== "chosen" || sent.isInsider === true) return false
  if (other.is === "secret") return true
  return sent.isCredential === true && (other.is === "stored" || other.is === "unknown" || other.is === "setting")
}

/** Nothing equals what nobody gave, other than nothing. */
function equalsAbsent(other: Outcome): boolean {
  if (other.is === "known") return other.value === undefined || other.value === null || other.value === false
  return other.is === "absent"
}

const reasonOf = (left: Outcome, right: Outcome): Reason => (left.is === "unknown" ? left.reason : right.is === "unknown" ? right.reason : "not followed")

function order(operator: string, left: Outcome, right: Outcome): Truth {
  if (left.is === "known" && right.is === "known" && typeof left.value === "number" && typeof right.value === "number") {
    switch (operator) {
      case "<":
        return left.value < right.value
      case ">":
        return left.value > right.value
      case "<=":
        return left.value <= right.value
      default:
        return left.value >= right.value
    }
  }
  // ECMA-262, IsLessThan: undefined is not a number, and no comparison with it holds.
  if (left.is === "absent" || right.is === "absent") return false
  const both = combined([left, right])
  return both.is === "unknown" || both.is === "setting" ? truthOf(both) : "either"
}

/** A parameter of the route's path may be what a text names; a request for that is most often another route's. */
function equal(left: unknown, right: unknown): boolean {
  if (typeof left !== "string" || typeof right !== "string") return left === right
  return left.replace(/(?<=.)\/$/, "") === right.replace(/(?<=.)\/$/, "")
}
