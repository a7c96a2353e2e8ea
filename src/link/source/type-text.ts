/**
 * Written types as text, and whether they say anything.
 *
 * @module
 */
import type { Expression, TypeFact } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"

/**
 * A type as a reader would write it, short.
 *
 * @returns the text; `...` for what is not looked into
 */
export function typeText(type: TypeFact, module: Module): string {
  const text = (one: TypeFact): string => typeText(one, module)
  switch (type.kind) {
    case "reference":
      return valueText(type.name, module) + (type.arguments.length > 0 ? `<${type.arguments.map(text).join(", ")}>` : "")
    case "keyword":
      return type.name
    case "literal":
      return JSON.stringify(type.value)
    case "array":
      return `${text(type.of)}[]`
    case "union":
      return type.of.map(text).join(" | ")
    case "intersection":
      return type.of.map(text).join(" & ")
    case "object":
      return "{ ... }"
    default:
      return "..."
  }
}

function valueText(expression: Expression, module: Module): string {
  switch (expression.kind) {
    case "import":
    case "global":
      return expression.name
    case "type":
      return module.facts.types[expression.id]?.name ?? "type"
    case "local":
      return module.facts.locals[expression.id]?.name ?? "type"
    case "class":
      return module.facts.classes[expression.id]?.name ?? "type"
    case "member":
      return `${valueText(expression.object, module)}.${expression.name}`
    default:
      return "type"
  }
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
