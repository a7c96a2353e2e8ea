/**
 * Checks that calls make: of validation libraries, `schema.parse(request.body)`, and of code that cannot be followed and is
 * called a validator.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import { auth } from "../../../knowledge/auth.ts"
import { logging } from "../../../knowledge/logging.ts"
import { find } from "../../../knowledge/table.ts"
import { checkingFunction, checkingMethod, schemaHolder, signatureHeader } from "../../../knowledge/validation-names.ts"
import type { Evidence } from "../../../model/evidence.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import { checkOf, conversionOf } from "../../../validators/find.ts"
import type { ValidatingCall } from "../../../validators/validator.ts"
import type { Frame } from "../../effects/graph-types.ts"
import { evidenceAt } from "../../evaluate/call-site.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { describe } from "../../evaluate/describe.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { originsOf } from "../../evaluate/provenance.ts"
import { bodyOf } from "../../source/function-body.ts"
import { writtenNames } from "../../source/source-name.ts"
import { argumentAt, schemaOf } from "./check-arguments.ts"
import type { Check } from "./check.ts"
import { type Checked, checksOfData } from "./data-checks.ts"
import type { InputAnalysis } from "./input-analysis.ts"
import { partsIn } from "./request-part.ts"
import { writesBack } from "./replaced-parts.ts"
import { isResultTested } from "./tested-results.ts"
import { unnamedInPart } from "./unnamed-fields.ts"

/** Of a check of which nothing more is known than that it refuses what it does not like. */
const REFUSING: Checked = { isClosed: true, unnamed: "unknown" }

/** What a call checks, as far as the code tests what it returns. */
export function checksOfCall(site: CallSite, frame: Frame, framework: Framework, analysis: InputAnalysis): readonly Check[] {
  const { evaluator } = analysis
  const { target } = evaluator.callee(site)
  const name = nameOf(target, evaluator)
  const refused = (by: Evidence): readonly Check[] => evaluator.arguments(site).flatMap((value) => checksOfData(value, undefined, REFUSING, by, framework, analysis))
  if (isNamedBySetting(target, analysis)) return refused(evidenceAt(site, describe(target, evaluator)))
  // The signer is trusted with the body: stripe.webhooks.constructEvent(request.body, signature, secret).
  if (find(auth, name)?.kind === "signature" || isGivenSignature(site, target, evaluator)) {
    return refused(evidenceAt(site, name ?? describe(target, evaluator))).filter(({ part }) => part === "body")
  }
  const note = checkOf(name)
  if (note === undefined || name === undefined) return isValidatorByName(site, name, evaluator) ? checksOfFirst(site, name, framework, analysis) : []
  return isResultTested(site, note, frame, framework, analysis) ? checksOfLibrary(site, name, note, frame, framework, analysis) : []
}

function checksOfLibrary(site: CallSite, name: string, note: ValidatingCall, frame: Frame, framework: Framework, analysis: InputAnalysis): readonly Check[] {
  const { evaluator, schemas } = analysis
  const data = argumentAt(note.data, site, evaluator)
  const schema = schemaOf(note, site, data, evaluator)
  if (data === undefined || (schema !== undefined && schemas.shapeOf(schema).kind === "any")) return []
  const by = evidenceAt(site, name)
  const unnamed = unnamedInPart(note, schema, site, frame, analysis)
  const isClosed = note.outcome === "asserts" || note.outcome === "guard" || unnamed !== "present" || writesBack(frame, analysis)
  if (note.schema === "instance") {
    const filled = checksOfInstance(data, frame, by, framework, evaluator)
    if (filled.length > 0) return filled
  }
  return checksOfData(data, schema, { isClosed, unnamed }, by, framework, analysis)
}

/** class-validator on an instance: what its fields were filled with is what is checked. */
function checksOfInstance(data: AbstractValue, { context }: Frame, by: Evidence, framework: Framework, evaluator: Evaluator): readonly Check[] {
  const instances = possibleValues(data).filter((one) => one.kind === "instance")
  if (instances.length === 0) return []
  const filled = bodyOf(context).assignments.flatMap(({ target, value }) => {
    const object = target.kind === "member" ? evaluator.evaluate(target.object, context) : undefined
    return instances.some((one) => one === object) ? partsIn(evaluator.evaluate(value, context), framework, evaluator) : []
  })
  const made = instances.flatMap((one) => (one.site === undefined ? [] : evaluator.arguments(one.site))).flatMap((value) => partsIn(value, framework, evaluator))
  return [...filled, ...made].map(({ part, field }) =>
    ({ part, fields: field === undefined ? "all" : new Set([field]), kind: "validated", isClosed: field === undefined, unnamed: "unknown", by }))
}

const isFollowed = (target: AbstractValue): boolean => possibleValues(target).some((one) => one.kind === "function" || one.kind === "class")

/** A call that cannot be followed, and is given the signature that came with the request, checks who signed it. */
function isGivenSignature(site: CallSite, target: AbstractValue, evaluator: Evaluator): boolean {
  return !isFollowed(target) && find(logging, nameOf(target, evaluator)) === undefined && evaluator.arguments(site).some((value) =>
    [...originsOf(value, evaluator)].some(({ name }) => name?.startsWith("request.headers.") === true && signatureHeader.test(name)))
}

/** A method that checks, of something that cannot be followed: `application.schemas.order.validate(body)`, a package's `validateOrder(body)`. */
function isValidatorByName(site: CallSite, name: string | undefined, evaluator: Evaluator): boolean {
  const callee = site.module.facts.calls[site.call]?.callee
  if (callee === undefined || isFollowed(evaluator.callee(site).target) || conversionOf(name) !== undefined) return false
  const [called = "", ...around] = [...writtenNames(callee, site.module)].reverse()
  return checkingFunction.test(called) || (checkingMethod.test(called) && [...around, name ?? ""].some((one) => schemaHolder.test(one)))
}

function checksOfFirst(site: CallSite, name: string | undefined, framework: Framework, analysis: InputAnalysis): readonly Check[] {
  const [data] = analysis.evaluator.arguments(site)
  return data === undefined ? [] : checksOfData(data, undefined, REFUSING, evidenceAt(site, name ?? describe(analysis.evaluator.callee(site).target, analysis.evaluator)), framework, analysis)
}

/** Whether the setting `validators` names a function: `assertParcel`, `src/parcel.js#assertParcel`. */
function isNamedBySetting(target: AbstractValue, { evaluator, settings }: InputAnalysis): boolean {
  const { validators = [] } = settings
  if (validators.length === 0 || target.kind !== "function") return false
  const { module } = target.context
  return validators.some((one) => {
    const [path, wanted] = one.includes("#") ? one.split("#") : [undefined, one]
    return module.facts.functions[target.id]?.name === wanted && (path === undefined || module.file === `${evaluator.sources.root}/${path.replace(/^\.\//, "")}`)
  })
}
