/**
 * Explanations of routes for people.
 *
 * @module
 */
import type { ExplainedError, ExplainedResponse, Explanation } from "./explanation.ts"
import type { InventoryEvidence, InventoryRoute, InventoryStep } from "./inventory.ts"
import { describeProof } from "./proofs.ts"
import type { Colors } from "./table.ts"
import { count } from "./words.ts"

/** Explains one route. */
export function formatExplanation(explanation: Explanation, colors: Colors): string {
  const { route, shadowedBy, documentation, findings } = explanation
  return [
    `${colors.bold(`${route.method} ${route.path}`)}  ${colors.dim(`${route.framework}, ${placeOf(route)}`)}`,
    "",
    ...(shadowedBy === null ? [] : [`No request gets here: ${shadowedBy.name} (${placeOf(shadowedBy)}) answers first.`, ""]),
    "A request meets",
    ...formatChain(route.chain, colors),
    "",
    ...formatVerdicts(route, colors),
    ...(documentation.answer === "yes" ? [formatRow("Documented", `${documentation.by ?? "yes"}${documentation.statuses.length > 0 ? `: ${documentation.statuses.join(", ")}` : ""}`)] : []),
    ...formatSchemas(explanation),
    ...formatResponses(explanation, colors),
    "",
    findings.length === 0 ? "No rule has a finding about it." : `${count(findings.length, "finding")}:`,
    ...findings.map((one) => `  ${placeOf(one)}:${one.column}  ${one.message}  ${colors.dim(one.rule)}`),
  ].join("\n")
}

function formatChain(chain: readonly InventoryStep[], colors: Colors): readonly string[] {
  return chain.map((step, index) => {
    const isLast = index === chain.length - 1
    const isElsewhere = step.code !== null && (step.code.file !== step.file || step.code.line !== step.line)
    const place = isElsewhere && step.code !== null ? `${placeOf(step)}, written at ${placeOf(step.code)}` : placeOf(step)
    const proof = describeProof(step, isLast)
    const words = [...(isLast ? ["answers"] : []), ...(proof === "" ? [] : [proof])].join("; ")
    return `  ${String(index + 1).padStart(2)}. ${step.name}  ${colors.dim(place)}${words === "" ? "" : `\n      ${words}`}`
  })
}

function formatVerdicts(route: InventoryRoute, colors: Colors): readonly string[] {
  const isBad = (answer: string): boolean => answer === "unvalidated" || answer === "undeclared" || (answer === "none" && !route.public)
  const answer = (word: string): string => isBad(word) ? colors.red(word) : word === "unknown" ? colors.yellow(word) : word
  const row = (heading: string, word: string, reason: string): string => formatRow(heading, `${answer(word)}. ${reason}`)
  return [
    row("Caller", route.auth, route.reasons.auth),
    ...(route.publicReason === null ? [] : [formatRow("Public", `yes: ${route.publicReason}.`)]),
    ...(["body", "query", "params"] as const).filter((part) => route[part] !== "unused")
      .map((part) => row(part.charAt(0).toUpperCase() + part.slice(1), route[part], route.reasons[part])),
    row("Response", route.response, route.reasons.response),
  ]
}

function formatSchemas({ schemas }: Explanation): readonly string[] {
  return schemas.map((schema) => {
    const properties = schema.properties === null || schema.properties.length === 0 ? "" : ` { ${schema.properties.join(", ")} }`
    return formatRow("Schema", `${schema.part}: ${schema.name ?? "unnamed"}${properties}  ${placeOf(schema)}`)
  })
}

function formatResponses({ responses, errors }: Explanation, colors: Colors): readonly string[] {
  const describe = (verb: string, status: number | null, words: string, at: InventoryEvidence): string =>
    formatRow(verb, `${status ?? "-"} ${words}  ${colors.dim(placeOf(at))}`)
  const members = ({ members: names }: ExplainedResponse): string => names === null || names.length === 0 ? "" : ` { ${names.join(", ")} }`
  return [
    ...responses.map((one) => describe("Sends", one.status, `${one.name}${members(one)}${one.via.length > 0 ? ` (through ${one.via.join(" → ")})` : ""}`, one)),
    ...errors.map((one: ExplainedError) => describe("Throws", one.status, one.name, one)),
  ]
}

function formatRow(heading: string, text: string): string {
  return `${heading.padEnd(11)} ${text}`
}

function placeOf({ file, line }: { readonly file: string; readonly line: number }): string {
  return `${file}:${line}`
}
