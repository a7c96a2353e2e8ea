/**
 * What the chosen rules do not look at, in one line: a short report is no proof that all is well.
 *
 * @module
 */
import type { Linter } from "eslint"
import type { Part } from "../../model/evidence.ts"
import { hasUnknown, type Inventory, isOpen } from "./inventory.ts"
import { count, enumerate } from "./words.ts"

/** Something that routes lack, and the first preset whose rules would report it. */
interface Gap {
  readonly text: string
  readonly preset: string
}

/**
 * Counts what is open, unvalidated, undeclared or unknown and that none of the rules was asked to report.
 *
 * @param configured the rules as ESLint has them
 * @param folder the folder as the user named it, for the command that shows the rest
 * @returns undefined when the rules look at everything and nothing is unknown
 */
export function describeUnchecked(inventory: Inventory, configured: Linter.RulesRecord, folder: string): string | undefined {
  const gaps = listGaps(inventory, configured)
  const presets = [...new Set(gaps.map(({ preset }) => preset))]
  const groups = presets.map((name) =>
    `${enumerate(gaps.filter(({ preset }) => preset === name).map(({ text }) => text))} (--preset ${name})`)
  const unknown = [...inventory.routes, ...inventory.actions].filter(hasUnknown).length
  const command = `npx eslint-plugin-endpoint routes${folder === "." ? "" : ` ${folder}`} --unknown`
  const parts = [
    ...(groups.length > 0 ? [`Not checked: ${groups.join("; ")}.`] : []),
    ...(unknown > 0 ? [`Partly unknown: ${count(unknown, "route")} (${command}).`] : []),
  ]
  return parts.length > 0 ? parts.join(" ") : undefined
}

function listGaps({ routes, actions }: Inventory, configured: Linter.RulesRecord): readonly Gap[] {
  const all = [...routes, ...actions]
  const asked = readParts(configured["endpoint/require-validation"])
  const countInputs = (parts: readonly Part[]): number => parts.filter((part) => !asked.includes(part))
    .reduce((sum, part) => sum + all.filter((route) => route[part] === "unvalidated").length, 0)
  const open = "endpoint/require-auth" in configured ? 0 : all.filter(isOpen).length
  const undeclared = "endpoint/require-response-schema" in configured ? 0 : routes.filter(({ response }) => response === "undeclared").length
  const gap = (number: number, preset: string, singular: string, plural?: string): readonly Gap[] =>
    number === 0 ? [] : [{ text: count(number, singular, plural), preset }]
  return [
    ...gap(open, "security", "open route"),
    ...gap(countInputs(["body"]), "security", "unvalidated body", "unvalidated bodies"),
    ...gap(countInputs(["query", "params"]), "strict", "unvalidated query or path parameter", "unvalidated queries or path parameters"),
    ...gap(undeclared, "strict", "undeclared response"),
  ]
}

/** The parts of a request that the rule `require-validation` is configured to look at. */
function readParts(entry: Linter.RuleEntry | undefined): readonly Part[] {
  if (entry === undefined) return []
  const options: unknown = Array.isArray(entry) ? entry[1] : undefined
  const parts = typeof options === "object" && options !== null && "parts" in options ? options.parts : undefined
  return Array.isArray(parts) ? parts as Part[] : ["body"]
}
