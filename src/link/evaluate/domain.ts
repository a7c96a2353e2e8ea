/**
 * Questions about meanings that need nothing but the meaning.
 *
 * @module
 */
import type { Meaning } from "../../model/values.ts"

/** Stands for everything that is not known. */
export const UNKNOWN: Meaning = { kind: "unknown" }

/** The global `undefined`. */
export const UNDEFINED: Meaning = { kind: "external", name: "undefined" }

/** The error that was caught, whatever it is. */
export const CAUGHT: Meaning = { kind: "caught" }

/**
 * Whether a value counts as true in a condition.
 *
 * @returns undefined when that is not known
 */
export function isTruthy(meaning: Meaning): boolean | undefined {
  switch (meaning.kind) {
    case "literal":
      return Boolean(meaning.value)
    case "external":
      return meaning === UNDEFINED ? false : undefined
    case "function":
    case "class":
    case "instance":
    case "object":
    case "array":
    case "pattern":
    case "namespace":
      return true
    case "operation": {
      const [left, right] = meaning.operands
      if (left === undefined) return undefined
      if (meaning.operator === "!") {
        const operand = isTruthy(left)
        return operand === undefined ? undefined : !operand
      }
      if (left.kind !== "literal" || right?.kind !== "literal") return undefined
      if (meaning.operator === "===" || meaning.operator === "==") return left.value === right.value
      return meaning.operator === "!==" || meaning.operator === "!=" ? left.value !== right.value : undefined
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
export function operate(operator: string, operands: readonly Meaning[]): Meaning {
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
const ARMS = 24

/**
 * What a value may be: the arms of a choice, both sides of `||` and `??`, the right side of `&&`.
 *
 * @returns at least one meaning, none of them a choice
 */
export function alternatives(meaning: Meaning): readonly Meaning[] {
  if (meaning.kind !== "choice" && meaning.kind !== "operation") return [meaning]
  const seen = new Set<Meaning>()
  const arms: Meaning[] = []
  const visit = (one: Meaning): void => {
    if (seen.has(one) || arms.length >= ARMS) return
    seen.add(one)
    if (one.kind === "choice") one.of.forEach(visit)
    else if (one.kind === "operation" && (one.operator === "||" || one.operator === "??")) one.operands.forEach(visit)
    else if (one.kind === "operation" && one.operator === "&&" && one.operands.length > 0) visit(one.operands.at(-1) ?? one)
    else arms.push(one)
  }
  visit(meaning)
  return arms
}

/**
 * One meaning for several: what all of them are.
 *
 * @returns unknown for none, the only one for one, else a choice
 */
export function choose(meanings: readonly Meaning[], test?: Meaning): Meaning {
  const [only] = meanings
  if (only !== undefined && meanings.length === 1 && test === undefined) return only
  const distinct = new Set<Meaning>()
  for (const one of meanings) for (const arm of one.kind === "choice" ? one.of : [one]) if (distinct.size < ARMS) distinct.add(arm)
  const [first] = distinct
  if (first === undefined) return UNKNOWN
  return distinct.size === 1 ? first : { kind: "choice", of: [...distinct], test }
}

/**
 * The value as text.
 *
 * @returns the text, with `hole` for each part that is not known; undefined for what is no text
 */
export function textOf(meaning: Meaning, hole = "{*}"): string | undefined {
  switch (meaning.kind) {
    case "literal":
      return typeof meaning.value === "string" || typeof meaning.value === "number" ? String(meaning.value) : undefined
    case "text":
      return meaning.parts.map((part) => (typeof part === "string" ? part : hole)).join("")
    case "choice":
    case "operation":
      for (const one of alternatives(meaning)) {
        const text = one === meaning ? undefined : textOf(one, hole)
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
export function literalText(meaning: Meaning): string | undefined {
  return meaning.kind === "literal" && typeof meaning.value === "string" ? meaning.value : undefined
}

/**
 * The items of a list of values: arrays flattened, however deep; a choice of arrays gives the first that is not empty.
 *
 * @returns the items; a value that is no array is its own only item
 */
export function flatten(values: readonly Meaning[]): readonly Meaning[] {
  return values.flatMap((value) => {
    if (value.kind === "array") return flatten(value.items)
    if (value.kind === "choice" || value.kind === "operation") {
      const arrays = alternatives(value).filter((one) => one.kind === "array")
      const array = arrays.find(({ items }) => items.length > 0) ?? arrays[0]
      if (array !== undefined) return flatten(array.items)
    }
    return [value]
  })
}
