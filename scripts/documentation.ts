/**
 * The text that is made from the code. In the documentation it stands between comments, `<!-- begin name -->` and
 * `<!-- end name -->`, and everything around it is written by hand.
 *
 * @module
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import picocolors from "picocolors"
import { rules } from "../rules/index.ts"
import { createAnalysis } from "../src/host/analysis.ts"
import { createInventory } from "../src/host/cli/inventory.ts"
import { formatInventory } from "../src/host/cli/table.ts"
import { configureRules, type PresetName, presetNames } from "../src/presets.ts"
import type { Rule } from "../src/rule.ts"
import { formatChecklist } from "./checklist.ts"
import { formatRuleOptions } from "./rule-options.ts"
import { formatFixtureIndex } from "./fixture-index.ts"

/** A file with generated parts, as it should be. */
export interface Document {
  /** Relative to the repository, `/`-separated. */
  readonly file: string
  readonly text: string
}

/**
 * The files with generated parts.
 *
 * @param root absolute path of the repository
 * @throws Error where a file lacks, or does not close, a generated part
 */
export function listDocuments(root: string): readonly Document[] {
  const read = (file: string): string => readFileSync(join(root, file), "utf8")
  const pages = rules.map((rule): Document => {
    const file = `docs/rules/${rule.name}.md`
    const headed = replacePart(read(file), "header", describeRule(rule), file)
    return { file, text: rule.options === undefined ? headed : replacePart(headed, "options", tabulateOptions(rule), file) }
  })
  const shop = ["```", "$ npx eslint-plugin-endpoint routes", printRoutes(join(root, "fixtures/reference/express")), "```"]
  const tabled = replacePart(read("README.md"), "rules", tabulateRules(), "README.md")
  const list = "docs/checklist.md"
  const fixtures = "fixtures/README.md"
  return [
    ...pages,
    { file: list, text: replacePart(read(list), "checklist", formatChecklist(rules, presetsOf), list) },
    { file: "README.md", text: replacePart(tabled, "routes", shop.join("\n"), "README.md") },
    { file: "src/rule-options.ts", text: formatRuleOptions(rules) },
    { file: fixtures, text: replacePart(read(fixtures), "applications", formatFixtureIndex(root), fixtures) },
  ]
}

/**
 * Replaces what stands between the comments of a generated part.
 *
 * @param file what to call the document in the error
 * @throws Error when the document has no such part, or more than one
 */
export function replacePart(text: string, name: string, content: string, file: string): string {
  const [before, rest, ...more] = text.split(`<!-- begin ${name} -->`)
  const end = rest?.indexOf(`<!-- end ${name} -->`) ?? -1
  if (before === undefined || rest === undefined || end < 0 || more.length > 0) {
    throw new Error(`${file} needs "<!-- begin ${name} -->" and "<!-- end ${name} -->", once.`)
  }
  return `${before}<!-- begin ${name} -->\n\n${content}\n\n${rest.slice(end)}`
}

/** The presets that have a rule. */
function presetsOf(rule: Rule): readonly PresetName[] {
  return presetNames.filter((preset) => Object.keys(configureRules(preset, [rule])).length > 0)
}

function describeRule(rule: Rule): string {
  const setting = [...(rule.recommendedOptions === undefined ? [] : ["`recommended`"]), ...(rule.strictOptions === undefined ? [] : ["`strict`", "`all`"])]
  const stricter = setting.length === 0 ? "" : `; ${new Intl.ListFormat("en").format(setting)} set [options](#options)`
  return [
    `# endpoint/${rule.name}`,
    "",
    `${rule.description}.`,
    "",
    `- Checklist: ${rule.checklist}`,
    `- Presets: ${presetsOf(rule).map(quote).join(", ")}${stricter}`,
    `- Suggestions: ${rule.hasSuggestions === true ? "yes" : "none"}`,
    "- Why a place is reported: `npx eslint-plugin-endpoint explain <file>:<line>` tells the way of a request",
  ].join("\n")
}

function tabulateOptions({ options = {}, defaults = {}, recommendedOptions, strictOptions = {} }: Rule): string {
  const rows = Object.entries<object>(options).map(([name, schema]) => {
    const value = (of: object): string => Object.entries(of).filter(([key]) => key === name).map(([, one]) => quote(JSON.stringify(one)))[0] ?? ""
    const recommended = recommendedOptions === undefined ? [] : [value({ ...defaults, ...recommendedOptions })]
    return [quote(name), describeSchema(schema), value(defaults), ...recommended, value({ ...defaults, ...strictOptions })]
  })
  const recommended = recommendedOptions === undefined ? [] : ["In `recommended`"]
  return tabulate(["Option", "Value", "Default", ...recommended, "In `strict` and `all`"], rows)
}

function describeSchema(schema: object): string {
  if ("enum" in schema && Array.isArray(schema.enum)) return schema.enum.map((one) => quote(JSON.stringify(one))).join(", ")
  if ("items" in schema && typeof schema.items === "object" && schema.items !== null) return `array of ${describeSchema(schema.items)}`
  if ("format" in schema && schema.format === "regex") return "regular expression"
  return "type" in schema ? String(schema.type) : ""
}

function tabulateRules(): string {
  const rows = rules.map((rule) => [
    `[${rule.name}](docs/rules/${rule.name}.md)`, rule.description, presetsOf(rule).map(quote).join(", "), rule.hasSuggestions === true ? "yes" : "",
  ])
  return tabulate(["Rule", "What it is for", "Presets", "Suggestions"], rows)
}

/** What `routes` prints of an application, without colours. */
function printRoutes(root: string): string {
  const analysis = createAnalysis({ root, settings: {} })
  analysis.workspace.refresh()
  const inventory = createInventory(analysis.project(), analysis.workspace.problems())
  return formatInventory(inventory, picocolors.createColors(false))
}

function tabulate(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`
  return [row(headings), row(headings.map(() => "---")), ...rows.map(row)].join("\n")
}

function quote(text: string): string {
  return `\`${text}\``
}
