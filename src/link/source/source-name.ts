/**
 * Names as they are written, for what cannot be followed.
 *
 * @module
 */
import type { Value } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"

/**
 * What a value is called in its file: the last name of a member, a variable, a parameter.
 *
 * @returns undefined for what has no name
 */
export function writtenName(value: Value, { facts }: Module): string | undefined {
  switch (value.kind) {
    case "member":
    case "global":
      return value.name
    case "import":
      return value.name === "*" || value.name === "default" ? value.from.split("/").at(-1) : value.name
    case "local":
      return facts.locals[value.id]?.name
    case "parameter":
      return facts.functions[value.of]?.parameters[value.index]?.name
    case "call":
      return facts.calls[value.id] === undefined ? undefined : writtenName(facts.calls[value.id]?.callee as Value, { facts } as Module)
    default:
      return undefined
  }
}

/**
 * The names in a chain of members, first to last: `this.schemas.order.validate` is `this`, `schemas`, `order`, `validate`.
 *
 * @returns none for what has no name
 */
export function writtenNames(value: Value, module: Module): readonly string[] {
  const { facts } = module
  switch (value.kind) {
    case "member":
      return [...writtenNames(value.object, module), value.name]
    case "element":
      return [...writtenNames(value.object, module), ""]
    case "local":
      return [facts.locals[value.id]?.name ?? ""]
    case "parameter":
      return [facts.functions[value.of]?.parameters[value.index]?.name ?? ""]
    case "import":
      return [value.from, value.name]
    case "call":
      return writtenNames(facts.calls[value.id]?.callee ?? { kind: "unknown" }, module)
    case "global":
      return [value.name]
    case "self":
      return ["this"]
    default:
      return []
  }
}
