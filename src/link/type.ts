/**
 * Written types as text, and whether they say anything.
 *
 * @module
 */
import type { TypeFact, Value } from "../model.ts"

/**
 * A type as a reader would write it, short.
 *
 * @returns the text; `...` for what is not looked into
 */
export function typeText(type: TypeFact): string {
  switch (type.kind) {
    case "reference":
      return valueText(type.name) + (type.arguments.length > 0 ? `<${type.arguments.map(typeText).join(", ")}>` : "")
    case "keyword":
      return type.name
    case "literal":
      return JSON.stringify(type.value)
    case "array":
      return `${typeText(type.of)}[]`
    case "union":
      return type.of.map(typeText).join(" | ")
    case "intersection":
      return type.of.map(typeText).join(" & ")
    case "object":
      return "{ ... }"
    default:
      return "..."
  }
}

function valueText(value: Value): string {
  if (value.kind === "import" || value.kind === "global") return value.name
  return value.kind === "member" ? `${valueText(value.object)}.${value.name}` : "type"
}

const WEAK = new Set(["any", "unknown", "object", "void", "never", "undefined", "null"])
const WRAPPERS = new Set(["Promise", "Readonly", "Partial", "Array"])

/**
 * Whether a type names the shape of an answer: not `any`, `unknown`, `object`, `void`, nor a promise of these.
 *
 * @returns the answer
 */
export function namesShape(type: TypeFact | undefined): boolean {
  if (type === undefined) return false
  if (type.kind === "keyword") return !WEAK.has(type.name)
  if (type.kind === "object") return type.members.length > 0
  if (type.kind === "array") return namesShape(type.of)
  if (type.kind === "union") return type.of.some(namesShape)
  if (type.kind !== "reference") return type.kind !== "other"
  if (type.name.kind !== "global") return true
  if (WRAPPERS.has(type.name.name)) return namesShape(type.arguments[0])
  return !["Object", "Record", "Function"].includes(type.name.name) || namesShape(type.arguments[1])
}
