/**
 * What is said of one part of the request, from its uses and the checks that were met.
 *
 * @module
 */
import type { InputEvidence } from "../../../model/route.ts"
import type { Check } from "./check.ts"
import type { PartUse } from "./part-uses.ts"

/** What is known of one part of the request on a route. */
export interface PartFindings {
  readonly uses: readonly PartUse[]
  readonly checks: readonly Check[]
  /** Something that sees the request could not be followed. */
  readonly isIncomplete: boolean
  /** Code changes the part, so that fields may be missing from it. */
  readonly isChanged: boolean
}

/** The evidence for one part of the request. */
export function assessPart(found: PartFindings): InputEvidence {
  return { ...assessUses(found), isNarrowed: assessFields(found) }
}

const SIZES = ["byteLength", "size", "length"]

/** What comes in whole and is no object is tested by its size: `if (bytes.byteLength > limit)`. */
const isSizeTest = ({ kind, fields }: Check): boolean => kind === "manual" && fields !== "all" && SIZES.some((name) => fields.has(name))

function covers(check: Check, { field }: PartUse): boolean {
  if (field === undefined) return check.isClosed || isSizeTest(check)
  return check.fields === "all" || check.unnamed === "absent" || check.fields.has(field)
}

function assessUses({ uses, checks, isIncomplete }: PartFindings): Omit<InputEvidence, "isNarrowed"> {
  const by = checks.map((check) => check.by)
  const values = uses.filter((one) => !one.isTest)
  const isCovered = (use: PartUse, kinds: readonly Check["kind"][]): boolean => checks.some((check) => kinds.includes(check.kind) && covers(check, use))
  const open = values.find((use) => !isCovered(use, ["validated", "manual"]))
  if (open !== undefined) return { answer: "unvalidated", use: open.use, by }
  const manual = values.find((use) => !isCovered(use, ["validated"]))
  if (manual !== undefined) return { answer: "manual", use: manual.use, by }
  if (values.length > 0 || checks.some(({ kind, isAnywhere }) => kind === "validated" && isAnywhere !== true)) return { answer: "validated", use: undefined, by }
  if (uses.length > 0) return { answer: "manual", use: uses[0]?.use, by }
  return { answer: isIncomplete ? "unknown" : "unused", use: undefined, by }
}

/** Whether fields that nobody expects are kept out of what code reads of the part. */
function assessFields({ checks, isIncomplete, isChanged }: PartFindings): InputEvidence["isNarrowed"] {
  const validated = checks.filter(({ kind }) => kind === "validated")
  if (validated.some(({ unnamed }) => unnamed === "absent")) return "yes"
  return isIncomplete || isChanged || validated.some(({ unnamed }) => unnamed === "unknown") ? "unknown" : "no"
}
