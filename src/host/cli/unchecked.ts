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
  const open = isWide(configured["endpoint/require-auth"]) ? 0 : all.filter(isOpen).length
  const undeclared = readOption(configured["endpoint/require-response-schema"], "everywhere") === true ? 0 : routes.filter(({ response }) => response === "undeclared").length
  const gap = (number: number, preset: string, singular: string, plural?: string): readonly Gap[] =>
    number === 0 ? [] : [{ text: count(number, singular, plural), preset }]
  return [
    ...gap(open, "security", "open route"),
    ...gap(countInputs(["body"]), "security", "unvalidated body", "unvalidated bodies"),
    ...gap(countInputs(["query", "params"]), "strict", "unvalidated query or path parameter", "unvalidated queries or path parameters"),
    ...gap(undeclared, "strict", "undeclared response"),
  ]
}

/** Whether a rule looks at everything, and not only at what the application contradicts by its own habit. */
function isWide(entry: Linter.RuleEntry | undefined): boolean {
  return entry !== undefined && readOption(entry, "onlyContradicted") !== true
}

/** The parts of a request that the rule `require-validation` looks at everywhere. */
function readParts(entry: Linter.RuleEntry | undefined): readonly Part[] {
  if (!isWide(entry)) return []
  const parts = readOption(entry, "parts")
  return Array.isArray(parts) ? parts as Part[] : ["body"]
}

function readOption(entry: Linter.RuleEntry | undefined, name: string): unknown {
  const options: unknown = Array.isArray(entry) ? entry[1] : undefined
  return typeof options === "object" && options !== null ? (options as Readonly<Record<string, unknown>>)[name] : undefined
}
