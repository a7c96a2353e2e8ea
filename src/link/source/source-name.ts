/**
 * Names as they are written, for what cannot be followed.
 *
 * @module
 */
import type { Expression } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"

/**
 * What a value is called in its file: the last name of a member, a variable, a parameter.
 *
 * @returns undefined for what has no name
 */
export function writtenName(expression: Expression, { facts }: Module): string | undefined {
  switch (expression.kind) {
    case "member":
    case "global":
      return expression.name
    case "import":
      return expression.name === "*" || expression.name === "default" ? expression.from.split("/").at(-1) : expression.name
    case "local":
      return facts.locals[expression.id]?.name
    case "parameter":
      return facts.functions[expression.of]?.parameters[expression.index]?.name
    case "call":
      return facts.calls[expression.id] === undefined ? undefined : writtenName(facts.calls[expression.id]?.callee as Expression, { facts } as Module)
    default:
      return undefined
  }
}

/**
 * The names in a chain of members, first to last: `this.schemas.order.validate` is `this`, `schemas`, `order`, `validate`.
 *
 * @returns none for what has no name
 */
export function writtenNames(expression: Expression, module: Module): readonly string[] {
  const { facts } = module
  switch (expression.kind) {
    case "member":
      return [...writtenNames(expression.object, module), expression.name]
    case "element":
      return [...writtenNames(expression.object, module), ""]
    case "local":
      return [facts.locals[expression.id]?.name ?? ""]
    case "parameter":
      return [facts.functions[expression.of]?.parameters[expression.index]?.name ?? ""]
    case "import":
      return [expression.from, expression.name]
    case "call":
      return writtenNames(facts.calls[expression.id]?.callee ?? { kind: "unknown" }, module)
    case "global":
      return [expression.name]
    case "this":
      return ["this"]
    default:
      return []
  }
}
