/** Values and types of a module as short text, so that tests can say what they expect. */
import type { TypeFact, Expression } from "../../src/model/expression.ts"
import type { ModuleFacts, ReadUse } from "../../src/model/facts.ts"
import { extractWithOxc } from "./parsers.ts"
import type { Extract } from "./parsers.ts"

export function show(facts: ModuleFacts, value: Expression | undefined): string {
  const inner = (other: Expression): string => show(facts, other)
  switch (value?.kind) {
    case undefined:
      return "nothing"
    case "literal":
      return JSON.stringify(value.value)
    case "pattern":
      return `/${value.source}/${value.flags}`
    case "template":
      return `text(${value.parts.map(inner).join(" ")})`
    case "import":
      return `${value.from}#${value.name}`
    case "global":
      return `global ${value.name}`
    case "local":
      return `$${facts.locals[value.id]?.name}`
    case "parameter":
      return `@${facts.functions[value.of]?.name ?? value.of}.${value.index}`
    case "this":
      return value.of < 0 ? "this" : `this of ${facts.functions[value.of]?.name ?? value.of}`
    case "member":
      return `${inner(value.object)}.${value.name}`
    case "element":
      return `${inner(value.object)}[${inner(value.index)}]`
    case "call":
      return `${inner(facts.calls[value.id]?.callee ?? { kind: "unknown" })}()`
    case "function":
      return `function ${facts.functions[value.id]?.name ?? value.id}`
    case "class":
      return `class ${facts.classes[value.id]?.name ?? value.id}`
    case "object":
      return `{ ${value.entries.map(({ name, key, value: entry }) => {
        if (key !== undefined) return `[${inner(key)}]: ${inner(entry)}`
        return name === undefined ? `...${inner(entry)}` : `${name}: ${inner(entry)}`
      }).join(", ")} }`
    case "array":
      return `[${value.items.map(inner).join(", ")}]`
    case "spread":
      return `...${inner(value.value)}`
    case "choice":
      return `(${inner(value.test)} ? ${value.of.map(inner).join(" : ")})`
    case "operation":
      return value.operands.length === 1
        ? `(${value.operator} ${value.operands.map(inner).join("")})`
        : `(${value.operands.map(inner).join(` ${value.operator} `)})`
    case "each":
      return `each of ${inner(value.of)}`
    case "caught":
      return "caught"
    case "type":
      return `type ${facts.types[value.id]?.name}`
    case "unknown":
      return "unknown"
  }
}

export function showType(facts: ModuleFacts, type: TypeFact | undefined): string {
  const inner = (other: TypeFact | undefined): string => showType(facts, other)
  switch (type?.kind) {
    case undefined:
      return "nothing"
    case "reference":
      return show(facts, type.name) + (type.arguments.length > 0 ? `<${type.arguments.map(inner).join(", ")}>` : "")
    case "keyword":
      return type.name
    case "literal":
      return JSON.stringify(type.value)
    case "array":
      return `${inner(type.of)}[]`
    case "object":
      return `{ ${type.members.map(({ name, isOptional, type: of }) =>
        `${name}${isOptional ? "?" : ""}: ${inner(of)}`).join("; ")} }`
    case "union":
    case "intersection":
    case "tuple":
      return `${type.kind}(${type.of.map(inner).join(", ")})`
    case "typeof":
      return `typeof ${show(facts, type.value)}`
    case "other":
      return "other"
  }
}

export function showUse(facts: ModuleFacts, use: ReadUse): string {
  if (use.kind !== "argument" && use.kind !== "receiver") return use.kind
  const callee = show(facts, facts.calls[use.call]?.callee)
  return use.kind === "receiver" ? `receiver of ${callee}` : `argument ${use.index} of ${callee}`
}

export function extract(text: string, file = "shop.ts"): Extract {
  const result = extractWithOxc(file, text)
  if (result === undefined) throw new Error(`does not parse: ${text}`)
  return result
}

export const factsOf = (text: string): ModuleFacts => extract(text).facts
export const factsOfScript = (text: string): ModuleFacts => extract(text, "shop.cjs").facts

export function exportsOf(facts: ModuleFacts): string[] {
  return facts.exports.map(({ name, value }) => `${name}: ${show(facts, value)}`)
}

export function localsOf(facts: ModuleFacts): string[] {
  return facts.locals.map(({ name, values }) => `${name} = ${values.map((value) => show(facts, value)).join(" | ")}`)
}

export function callsOf(facts: ModuleFacts): string[] {
  return facts.calls.map((call) =>
    `${show(facts, call.callee)}(${call.arguments.map((value) => show(facts, value)).join(", ")})`)
}

export function readsOf(facts: ModuleFacts): string[] {
  return facts.reads.map(({ value, use }) => `${show(facts, value)} ${showUse(facts, use)}`)
}

export function assignmentsOf(facts: ModuleFacts): string[] {
  return facts.assignments.map(({ target, value }) => `${show(facts, target)} = ${show(facts, value)}`)
}
