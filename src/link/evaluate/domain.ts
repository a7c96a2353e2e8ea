/**
 * Questions about values that need nothing but the value.
 *
 * @module
 */
import type { AbstractValue } from "../../model/values.ts"

/** Stands for everything that is not known. */
export const UNKNOWN: AbstractValue = { kind: "unknown" }

/** The global `undefined`. */
export const UNDEFINED: AbstractValue = { kind: "external", name: "undefined" }

/** The error that was caught, whatever it is. */
export const CAUGHT: AbstractValue = { kind: "caught" }

/**
 * Whether a value counts as true in a condition.
 *
 * @returns undefined when that is not known
 */
export function isTruthy(value: AbstractValue): boolean | undefined {
  switch (value.kind) {
    case "literal":
      return Boolean(value.value)
    case "external":
      return value === UNDEFINED ? false : undefined
    case "function":
    case "class":
    case "instance":
    case "object":
    case "array":
    case "pattern":
    case "namespace":
      return true
    case "operation": {
      const [left, right] = value.operands
      if (left === undefined) return undefined
      if (value.operator === "!") {
        const operand = isTruthy(left)
        return operand === undefined ? undefined : !operand
      }
      if (left.kind !== "literal" || right?.kind !== "literal") return undefined
      if (value.operator === "===" || value.operator === "==") return left.value === right.value
      return value.operator === "!==" || value.operator === "!=" ? left.value !== right.value : undefined
    }
    default:
      return undefined
  }
}

/**
 * An operator over what its operands stand for; `||`, `??` and `&&` give the operand that decides, where that is known.
 *
 * @returns the operand, or the operation
 */
export function operate(operator: string, operands: readonly AbstractValue[]): AbstractValue {
  const [left, right] = operands
  if (left !== undefined && right !== undefined) {
    if (operator === "??" && (left === UNDEFINED || (left.kind === "literal" && left.value === null))) return right
    if (operator === "??" && (left.kind === "literal" || isTruthy(left) === true)) return left
    if (operator === "||" || operator === "&&") {
      const decided = isTruthy(left)
      if (decided !== undefined) return decided === (operator === "||") ? left : right
    }
  }
  return { kind: "operation", operator, operands }
}

/** More arms than this are not told apart. */
const MAXIMUM_WIDTH = 24

/**
 * What a value may be: the arms of a choice, both sides of `||` and `??`, the right side of `&&`.
 *
 * @returns at least one value, none of them a choice
 */
export function possibleValues(value: AbstractValue): readonly AbstractValue[] {
  if (value.kind !== "choice" && value.kind !== "operation") return [value]
  const seen = new Set<AbstractValue>()
  const arms: AbstractValue[] = []
  const visit = (one: AbstractValue): void => {
    if (seen.has(one) || arms.length >= MAXIMUM_WIDTH) return
    seen.add(one)
    if (one.kind === "choice") one.of.forEach(visit)
    else if (one.kind === "operation" && (one.operator === "||" || one.operator === "??")) one.operands.forEach(visit)
    else if (one.kind === "operation" && one.operator === "&&" && one.operands.length > 0) visit(one.operands.at(-1) ?? one)
    else arms.push(one)
  }
  visit(value)
  return arms
}

/**
 * The join of several values: one value that stands for all of them.
 *
 * @returns unknown for none, the only one for one, else a choice
 */
export function join(values: readonly AbstractValue[], test?: AbstractValue): AbstractValue {
  const [only] = values
  if (only !== undefined && values.length === 1 && test === undefined) return only
  const distinct = new Set<AbstractValue>()
  for (const one of values) for (const arm of one.kind === "choice" ? one.of : [one]) if (distinct.size < MAXIMUM_WIDTH) distinct.add(arm)
  const [first] = distinct
  if (first === undefined) return UNKNOWN
  return distinct.size === 1 ? first : { kind: "choice", of: [...distinct], test }
}

/**
 * The value as text.
 *
 * @returns the text, with `hole` for each part that is not known; undefined for what is no text
 */
export function textOf(value: AbstractValue, hole = "{*}"): string | undefined {
  switch (value.kind) {
    case "literal":
      return typeof value.value === "string" || typeof value.value === "number" ? String(value.value) : undefined
    case "text":
      return value.parts.map((part) => (typeof part === "string" ? part : hole)).join("")
    case "choice":
    case "operation":
      for (const one of possibleValues(value)) {
        const text = one === value ? undefined : textOf(one, hole)
        if (text !== undefined) return text
      }
      return undefined
    default:
      return undefined
  }
}

/**
 * The value as text, when all of it is known.
 *
 * @returns the text of a literal string
 */
export function literalText(value: AbstractValue): string | undefined {
  return value.kind === "literal" && typeof value.value === "string" ? value.value : undefined
}

/**
 * The items of a list of values: arrays flattened, however deep; a choice of arrays gives the first that is not empty.
 *
 * @returns the items; a value that is no array is its own only item
 */
export function flatten(values: readonly AbstractValue[]): readonly AbstractValue[] {
  return values.flatMap((value) => {
    if (value.kind === "array") return flatten(value.items)
    if (value.kind === "choice" || value.kind === "operation") {
      const arrays = possibleValues(value).filter((one) => one.kind === "array")
      const array = arrays.find(({ items }) => items.length > 0) ?? arrays[0]
      if (array !== undefined) return flatten(array.items)
    }
    return [value]
  })
}
