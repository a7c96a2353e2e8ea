/**
 * Checks that calls of validation libraries make: `schema.parse(request.body)`.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import { auth } from "../../../knowledge/auth.ts"
import { find } from "../../../knowledge/table.ts"
import { checkingFunction, checkingMethod, schemaHolder } from "../../../knowledge/validation-names.ts"
import type { Evidence } from "../../../model/evidence.ts"
import type { Settings } from "../../../model/settings.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import { canonicalSchemaName, checkOf, conversionOf } from "../../../validators/find.ts"
import type { ValidatingCall } from "../../../validators/validator.ts"
import type { CallGraphs, Frame } from "../../effects/graph-types.ts"
import { evidenceAt } from "../../evaluate/call-site.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { describe } from "../../evaluate/describe.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { originsOf } from "../../evaluate/provenance.ts"
import { bodyOf } from "../../source/function-body.ts"
import { writtenNames } from "../../source/source-name.ts"
import type { SchemaReader } from "../schema/schema-reader.ts"
import { type Check, isPart } from "./check.ts"
import type { ManualChecks } from "./manual-checks.ts"
import { fieldsOf, partsByKey, partsShape } from "./part-schema.ts"
import { type PartField, partOf, partsIn } from "./request-part.ts"

/** The header with which a webhook is signed: https://docs.stripe.com/webhooks#verify-official-libraries */
const SIGNATURE = /^request\.headers\..*(?:signature|hmac)/i

/** Finds the checks of calls. */
export interface LibraryChecks {
  /** Whether a value is, or lies in, what a check has let through. */
  isChecked(value: AbstractValue): boolean
  /** What a call checks, as far as somebody heeds what it says. */
  checksOfCall(site: CallSite, frame: Frame, framework: Framework): readonly Check[]
}

/**
 * A finder of the checks of calls.
 *
 * @returns the finder
 */
export function createLibraryChecks(evaluator: Evaluator, callGraphs: CallGraphs, settings: Settings, { rejects, collects }: ManualChecks, schemas: SchemaReader): LibraryChecks {
  function checksOfCall(site: CallSite, frame: Frame, framework: Framework): readonly Check[] {
    const { target, receiver } = evaluator.callee(site)
    const name = nameOf(target, evaluator)
    const values = evaluator.arguments(site)
    if (isNamedBySetting(target)) return values.flatMap((value) => checksOfData(value, undefined, { isClosed: true }, evidenceAt(site, describe(target, evaluator)), framework))
    // Whoever signed what came in vouches for it: stripe.webhooks.constructEvent(request.body, ...).
    if (find(auth, name)?.kind === "signature") {
      return values.flatMap((value) => checksOfData(value, undefined, { isClosed: true }, evidenceAt(site, name ?? ""), framework)).filter(({ part }) => part === "body")
    }
    // A call that is given what came in and the signature that came with it asks who signed it.
    if (!isFollowed(target) && values.some((value) => [...originsOf(value, evaluator)].some(({ name: one }) => SIGNATURE.test(one ?? "")))) {
      return values.flatMap((value) => checksOfData(value, undefined, { isClosed: true }, evidenceAt(site, name ?? describe(target, evaluator)), framework)).filter(({ part }) => part === "body")
    }
    const note = checkOf(name)
    if (note === undefined || name === undefined) return checksOfUnknown(site, name, framework)
    if (!isResultTested(site, note, frame, framework)) return []
    const data = pick(values, note.data)
    const schema = note.schema === "receiver" ? (receiver ?? target) : typeof note.schema === "number" || /^\d/.test(note.schema) ? pick(values, note.schema) : undefined
    if (data === undefined || isWeak(schema)) return []
    if (note.schema === "instance") {
      const given = checksOfInstance(data, frame, evidenceAt(site, name), framework)
      if (given.length > 0) return given
    }
    const replaces = writesBack(frame)
    const isClosed = note.outcome === "asserts" || note.outcome === "guard" || isClosedSchema(name) || replaces
    const isExact = (isClosedSchema(name) && !values.some((value) => isOpened(value))) || (replaces && /^(?:zod|valibot)\b/.test(canonicalSchemaName(name)))
    return checksOfData(data, schema, { isClosed, ...(isExact && { isExact: true as const }) }, evidenceAt(site, name), framework)
  }

  const isFollowed = (target: AbstractValue): boolean => possibleValues(target).some((one) => one.kind === "function" || one.kind === "class")

  /** `schema.validate(body, { allowUnknown: true })` */
  const isOpened = (options: AbstractValue): boolean =>
    [...evaluator.entries(options)].some(([key, value]) => key === "allowUnknown" && !(value.kind === "literal" && value.value === false))

  /** A method that checks, of something that cannot be followed: `application.schemas.order.validate(body)`, a package's `validateOrder(body)`. */
  function checksOfUnknown(site: CallSite, name: string | undefined, framework: Framework): readonly Check[] {
    const { target } = evaluator.callee(site)
    const callee = site.module.facts.calls[site.call]?.callee
    if (callee === undefined || isFollowed(target) || conversionOf(name) !== undefined) return []
    const [called = "", ...around] = [...writtenNames(callee, site.module)].reverse()
    const isCheck = checkingMethod.test(called) && [...around, name ?? ""].some((one) => schemaHolder.test(one))
    if (!isCheck && !checkingFunction.test(called)) return []
    const [data] = evaluator.arguments(site)
    return data === undefined ? [] : checksOfData(data, undefined, { isClosed: true }, evidenceAt(site, name ?? called), framework)
  }

  /** class-validator on an instance: what its fields were filled with is what is checked. */
  function checksOfInstance(data: AbstractValue, frame: Frame, by: Evidence, framework: Framework): readonly Check[] {
    const { context } = frame
    const instances = possibleValues(data).filter((one) => one.kind === "instance")
    const filled = bodyOf(context).assignments.flatMap(({ target, value: expression }) => {
      if (target.kind !== "member") return []
      const object = evaluator.evaluate(target.object, context)
      return instances.some((one) => one === object) ? partsIn(evaluator.evaluate(expression, context), framework, evaluator) : []
    })
    const made = instances.flatMap((one) => (one.site === undefined ? [] : evaluator.arguments(one.site))).flatMap((value) => partsIn(value, framework, evaluator))
    return [...filled, ...made].map(({ part, field }) => ({ part, fields: field === undefined ? "all" : new Set([field]), kind: "validated", isClosed: field === undefined, by }))
  }

  function isChecked(value: AbstractValue, depth = 0): boolean {
    if (value.kind === "member" && depth < 12) return isChecked(value.object, depth + 1)
    const outcome = value.kind === "result" ? checkOf(nameOf(evaluator.callee(value.site).target, evaluator))?.outcome : undefined
    return outcome === "value" || (outcome === "result" && depth > 0)
  }

  function pick(values: readonly AbstractValue[], place: number | string): AbstractValue | undefined {
    const [index, ...path] = String(place).split(".")
    const value = values[Number(index)]
    return value === undefined ? undefined : path.reduce((object, name) => evaluator.member(object, name), value)
  }

  /** A schema of whole requests names their parts; any other is of the part that is handed to it. */
  function checksOfData(data: AbstractValue, schema: AbstractValue | undefined, lets: Pick<Check, "isClosed" | "isExact">, by: Evidence, framework: Framework): readonly Check[] {
    const toCheck = ({ part, field, via = [] }: PartField & { readonly via?: readonly CallSite[] }, of: AbstractValue | undefined): Check => {
      // What a call found in the body, or made of it, is another thing than the body.
      const isWhole = field === undefined && (via.length === 0 || data.kind !== "member") && via.every((site) => conversionOf(nameOf(evaluator.callee(site).target, evaluator)) !== undefined)
      return { part, fields: field === undefined ? fieldsOf(of, schemas) : new Set([field]), kind: "validated", ...lets, ...(isWhole && of && { schema: of }), by }
    }
    const themselves = possibleValues(data).flatMap((one) => partOf(one, framework, evaluator) ?? [])
    if (themselves.length > 0) return themselves.map((part) => toCheck(part, themselves.length === 1 ? schema : undefined))
    const shape = schema === undefined ? [] : partsByKey(partsShape(schema, evaluator), evaluator)
    const takesRequest = [...originsOf(data, evaluator)].some(({ value }) => value.kind === "role" && (value.name === "request" || value.name === "context"))
    if (takesRequest && shape.length > 0) return shape.map(([part, of]): Check => ({ part, fields: fieldsOf(of, schemas), kind: "validated", ...lets, schema: of, by }))
    // An object of parts: schema.parse({ body: request.body, query: request.query }).
    return partsIn(data, framework, evaluator).map((part) => toCheck(part, part.field === undefined && data.kind !== "object" ? schema : undefined))
  }

  /** Libraries that refuse unknown keys unless told otherwise, and schemas that say so. */
  const isClosedSchema = (name: string): boolean => /^joi\b|\.(?:strict|strictObject|noUnknown|exact)\(\)/.test(canonicalSchemaName(name))

  /** `request.body = schema.parse(request.body)`, `Object.assign(request, value)`: what was checked replaces what came in. */
  function writesBack(frame: Frame): boolean {
    const assigns = bodyOf(frame.context).assignments.some(({ target }) => {
      if (target.kind !== "member" && target.kind !== "element") return false
      const object = evaluator.evaluate(target.object, frame.context)
      return object.kind === "role" && object.name === "request" && (target.kind === "element" || isPart(target.name))
    })
    return assigns || callGraphs.callsOf(frame).some((site) => {
      const [first] = evaluator.arguments(site)
      return nameOf(evaluator.callee(site).target, evaluator) === "Object.assign" && first?.kind === "role" && first.name === "request"
    })
  }

  const isWeak = (schema: AbstractValue | undefined): boolean => schema !== undefined && schemas.shapeOf(schema).kind === "any"

  /** Whether anybody looks at what a check returned; one that throws needs no looking. */
  function isResultTested(site: CallSite, note: ValidatingCall, frame: Frame, framework: Framework): boolean {
    if (note.outcome === "value" || note.outcome === "asserts") return true
    const isMine = (value: AbstractValue): boolean =>
      [...originsOf(value, evaluator)].some(({ value: one }) => one.kind === "result" && one.site.module === site.module && one.site.call === site.call)
    const isTested = bodyOf(frame.context).regions.some(([id, region]) => {
      if (region.test === undefined || !isMine(evaluator.evaluate(region.test, frame.context))) return false
      return region.exits || rejects(frame, id, framework, false) || collects(frame, id, framework)
    })
    // What the function returns is for its callers to look at.
    return isTested || frame.fact.returns.some(({ value: expression }) => expression !== undefined && frame.from !== undefined && isMine(evaluator.evaluate(expression, frame.context)))
  }

  function isNamedBySetting(target: AbstractValue): boolean {
    const validators = settings.validators ?? []
    if (validators.length === 0 || target.kind !== "function") return false
    const { module } = target.context
    return validators.some((one) => {
      const [path, wanted] = one.includes("#") ? one.split("#") : [undefined, one]
      return module.facts.functions[target.id]?.name === wanted && (path === undefined || module.file === `${evaluator.sources.root}/${path.replace(/^\.\//, "")}`)
    })
  }

  return { checksOfCall, isChecked }
}
