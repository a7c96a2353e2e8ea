/**
 * The options of rules as TypeScript types, made from their JSON schemas.
 *
 * @module
 */
import type { Rule } from "../src/rule.ts"

/**
 * The module that declares the options of every rule.
 *
 * @throws Error where a schema is of a form that this does not know
 */
export function formatRuleOptions(rules: readonly Rule[]): string {
  const members = rules.map(({ name, options = {} }) => {
    const properties = Object.entries<object>(options).map(([option, schema]) => `    readonly ${option}?: ${formatType(schema, `${name}.${option}`)}`)
    return properties.length === 0 ? `  readonly "${name}": never` : [`  readonly "${name}": {`, ...properties, "  }"].join("\n")
  })
  return `/**
 * The options of each rule, made from the rules by \`npm run update\`.
 *
 * @module
 */

/** The options object of each rule; \`never\` for a rule without options. */
export interface RuleOptions {
${members.join("\n")}
}
`
}

function formatType(schema: object, place: string): string {
  if ("enum" in schema && Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(" | ")
  if ("anyOf" in schema && Array.isArray(schema.anyOf)) return schema.anyOf.map((one: object) => formatType(one, place)).join(" | ")
  if ("items" in schema && typeof schema.items === "object" && schema.items !== null) {
    const item = formatType(schema.items, place)
    return item.includes(" ") ? `readonly (${item})[]` : `readonly ${item}[]`
  }
  if ("type" in schema && (schema.type === "string" || schema.type === "boolean")) return schema.type
  if ("type" in schema && (schema.type === "integer" || schema.type === "number")) return "number"
  throw new Error(`${place}: say in scripts/rule-options.ts what ${JSON.stringify(schema)} is as a type.`)
}
