/**
 * The checklist as a page, made from the items and from what the rules say of themselves.
 *
 * @module
 */
import { checklist, type Item } from "../src/checklist.ts"
import type { Rule } from "../src/rule.ts"

/**
 * The list as Markdown.
 *
 * @param presetsOf the names of the presets that have a rule
 * @throws Error when a rule names an item that is not in the list
 */
export function formatChecklist(rules: readonly Rule[], presetsOf: (rule: Rule) => readonly string[]): string {
  const names = new Set(checklist.flatMap(({ items }) => items.map(({ name }) => name)))
  for (const { name, checklist: item } of rules) {
    if (!names.has(item)) throw new Error(`${name} serves "${item}", which is no item of the checklist (src/checklist.ts).`)
  }
  const describeItem = ({ name, remains }: Item): readonly string[] => {
    const serving = rules.filter((rule) => rule.checklist === name)
    const lines = serving.map((rule) => `- [${rule.name}](rules/${rule.name}.md) (${presetsOf(rule).map((preset) => `\`${preset}\``).join(", ")}): ${describeRule(rule)}`)
    return [`### ${name}`, "", ...(lines.length > 0 ? lines : ["No rule yet."]), "", `Left to you: ${uncapitalise(remains)}`, ""]
  }
  return checklist.flatMap(({ title, items }) => [`## ${title}`, "", ...items.flatMap(describeItem)]).join("\n").trimEnd()
}

const describeRule = ({ description, strictOptions }: Rule): string => `${uncapitalise(description)}.${strictOptions === undefined ? "" : " `strict` sets options."}`

const uncapitalise = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1)
