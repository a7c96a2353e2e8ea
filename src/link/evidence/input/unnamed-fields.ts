/**
 * What becomes of fields that the schema of a check does not name.
 *
 * @module
 */
import type { Unnamed } from "../../../model/evidence.ts"
import type { SchemaShape } from "../../../model/schemas.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import { checkOf } from "../../../validators/find.ts"
import type { OptionEffect, ValidatingCall } from "../../../validators/validator.ts"
import type { Frame } from "../../effects/graph-types.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { unnamedIn } from "../schema/schema-fields.ts"
import type { SchemaReader } from "../schema/schema-reader.ts"
import { argumentAt, schemaOf } from "./check-arguments.ts"
import type { InputAnalysis } from "./input-analysis.ts"
import { writesBack } from "./replaced-parts.ts"

/** Chains of more calls than this are not looked into. */
const CHAIN = 12

/** What becomes of them where the code goes on with the part itself. */
export function unnamedInPart(note: ValidatingCall, schema: AbstractValue | undefined, site: CallSite, frame: Frame, analysis: InputAnalysis): Unnamed {
  const set = optionsOf(site, note, analysis.evaluator)
  if (set.has("refuse") || set.has("drop argument") || note.drops === "argument") return "absent"
  if (set.has("allow")) return "present"
  const others = othersOf(schema, analysis.schemas)
  if (others === "refused" || (others === "dropped" && set.has("refuse dropped"))) return "absent"
  if (set.has("drop result") || note.drops === "result" || others === "dropped") return writesBack(frame, analysis) ? "absent" : "present"
  return others === "unknown" ? "unknown" : "present"
}

/** A value that a check has let through, whole, and what it may still hold. */
export interface CheckedWhole {
  /** What was checked. */
  readonly data: AbstractValue
  readonly unnamed: Unnamed
}

/**
 * What becomes of them in what a check gives: `schema.parse(body)`, `schema.safeParse(body).data`.
 *
 * @returns undefined for a value that is not the whole of what a check gives
 */
export function checkedWhole(value: AbstractValue, evaluator: Evaluator, schemas: SchemaReader): CheckedWhole | undefined {
  const made = value.kind === "member" ? value.object : value
  if (made.kind !== "result") return undefined
  const { site } = made
  const note = checkOf(nameOf(evaluator.callee(site).target, evaluator))
  const isWhole = value.kind === "member" ? note?.outcome === "result" && note.value === value.name : note?.outcome === "value"
  const data = note === undefined || !isWhole ? undefined : argumentAt(note.data, site, evaluator)
  if (note === undefined || data === undefined) return undefined
  const set = optionsOf(site, note, evaluator)
  if (["refuse", "drop argument", "drop result"].some((one) => set.has(one as OptionEffect)) || note.drops !== undefined) return { data, unnamed: "absent" }
  if (set.has("allow")) return { data, unnamed: "present" }
  const others = othersOf(schemaOf(note, site, data, evaluator), schemas)
  return { data, unnamed: others === "unknown" ? "unknown" : others === "refused" || others === "dropped" ? "absent" : "present" }
}

const othersOf = (schema: AbstractValue | undefined, schemas: SchemaReader): SchemaShape["others"] => (schema === undefined ? "unknown" : unnamedIn(schemas.shapeOf(schema)))

const optionsOf = (site: CallSite, { options = {} }: ValidatingCall, evaluator: Evaluator): ReadonlySet<OptionEffect> =>
  optionsSet([...evaluator.arguments(site), ...argumentsOfRoot(site, evaluator)], options, evaluator)

function optionsSet(values: readonly AbstractValue[], effects: Readonly<Record<string, OptionEffect>>, evaluator: Evaluator): ReadonlySet<OptionEffect> {
  return new Set(values.flatMap((value) => [...evaluator.entries(value)]).flatMap(([option, value]) =>
    (value.kind === "literal" && value.value === false ? [] : effects[option] ?? [])))
}

/** The arguments of the call that a chain of calls begins with: `new Ajv({ removeAdditional: true }).compile(schema)`. */
function argumentsOfRoot(site: CallSite, evaluator: Evaluator, depth = 0): readonly AbstractValue[] {
  const { receiver, target } = evaluator.callee(site)
  const before = receiver ?? target
  if (before.kind !== "result" || depth > CHAIN) return depth === 0 ? [] : evaluator.arguments(site)
  return argumentsOfRoot(before.site, evaluator, depth + 1)
}
