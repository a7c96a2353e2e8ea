/**
 * Which parts of the request a check covers, by the value that it is given.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import type { Evidence } from "../../../model/evidence.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import { conversionOf } from "../../../validators/find.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import { isRole } from "../../evaluate/framework-values.ts"
import { originsOf } from "../../evaluate/provenance.ts"
import type { Check } from "./check.ts"
import type { InputAnalysis } from "./input-analysis.ts"
import { fieldsOf, partsByKey, partsShape } from "./part-schema.ts"
import { type PartField, partOf, partsIn, wholeCopiesIn } from "./request-part.ts"

/** What holds of a part after a check. */
export type Checked = Pick<Check, "isClosed" | "unnamed">

/** A part, or a field of one, and the calls that it went through before it was checked. */
type GivenPart = PartField & { readonly via?: readonly CallSite[] }

/**
 * The checks of the parts of the request in a value. A schema of whole requests names their parts; any other is of the part
 * that is handed to it.
 *
 * @param schema what the value is checked with; undefined where that is not known
 */
export function checksOfData(
  data: AbstractValue, schema: AbstractValue | undefined, after: Checked, by: Evidence, framework: Framework, analysis: InputAnalysis,
): readonly Check[] {
  const { evaluator, schemas } = analysis
  const toCheck = (given: GivenPart, of: AbstractValue | undefined): Check => {
    const fields = given.field === undefined ? fieldsOf(of, schemas) : new Set([given.field])
    return { part: given.part, fields, kind: "validated", ...after, ...(of && isWhole(given, data, analysis) && { schema: of }), by }
  }
  const themselves = possibleValues(data).flatMap((one) => partOf(one, framework, evaluator) ?? [])
  if (themselves.length > 0) return themselves.map((part) => toCheck(part, themselves.length === 1 ? schema : undefined))
  const shape = schema === undefined ? [] : partsByKey(partsShape(schema, evaluator), evaluator)
  const takesRequest = [...originsOf(data, evaluator)].some(({ value }) => isRole(value, "request") || isRole(value, "context"))
  if (takesRequest && shape.length > 0) return shape.map(([part, of]): Check => ({ part, fields: fieldsOf(of, schemas), kind: "validated", ...after, schema: of, by }))
  // A copy is checked as what it is a copy of: schema.parse({ ...request.query, ...request.body }).
  const copied = possibleValues(data).flatMap((one) => wholeCopiesIn(one, framework, evaluator))
  const isCopied = ({ part, field }: PartField): boolean => field === undefined && copied.some((one) => one.part === part)
  // An object of parts: schema.parse({ body: request.body, query: request.query }).
  const inside = partsIn(data, framework, evaluator).filter((part) => !isCopied(part))
  return [...copied.map((part) => toCheck(part, schema)), ...inside.map((part) => toCheck(part, part.field === undefined && data.kind !== "object" ? schema : undefined))]
}

/** What a call found in the body, or made of it, is another thing than the body. */
function isWhole({ field, via = [] }: GivenPart, data: AbstractValue, { evaluator }: InputAnalysis): boolean {
  return field === undefined && (via.length === 0 || data.kind !== "member")
    && via.every((site) => conversionOf(nameOf(evaluator.callee(site).target, evaluator)) !== undefined)
}
