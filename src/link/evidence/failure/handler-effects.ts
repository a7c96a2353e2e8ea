/**
 * What code does about a failure: it fails again, answers, logs, or hands the error to code that cannot be followed.
 *
 * @module
 */
import type { RegionId } from "../../../model/ids.ts"
import type { Framework } from "../../../frameworks/framework.ts"
import { endingMethods, errorAnswers, errorFields } from "../../../knowledge/failures.ts"
import { find } from "../../../knowledge/table.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import type { Frame } from "../../effects/graph-types.ts"
import { logOf } from "../../effects/log-calls.ts"
import { answerOf, answersAssigned } from "../../effects/responses.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { functionOf } from "../../evaluate/context.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isRole } from "../../evaluate/framework-values.ts"
import { contentOf, isWithin } from "../../source/control-flow.ts"
import { givesFailure, isError } from "./failure-values.ts"

/** What a part of the code does about a failure. */
export interface HandlerEffects {
  readonly rethrows: boolean
  readonly answers: boolean
  readonly status: number | undefined
  readonly logger: string | undefined
  readonly isUnfollowed: boolean
}

const NONE: HandlerEffects = { rethrows: false, answers: false, status: undefined, logger: undefined, isUnfollowed: false }

/** Functions are followed no deeper than this. */
const DEPTH = 3

/** A part of the code that may handle a failure. */
export interface HandlerCode {
  /** The region it stands in, functions inside it included. */
  readonly region: RegionId
  readonly frame: Pick<Frame, "context" | "via">
  readonly framework: Framework
  /** Which values are the error. */
  readonly isError: (value: AbstractValue) => boolean
}

/**
 * What the code of a region does, functions inside it included.
 *
 * @param depth how many calls lead to the region from where the failure is handled
 */
export function effectsIn(code: HandlerCode, evaluator: Evaluator, depth = 0): HandlerEffects {
  const { region, frame, framework } = code
  const { context } = frame
  const { module } = context
  const { calls, throws, returns } = contentOf(region, module)
  const found: HandlerEffects[] = throws.length > 0 ? [{ ...NONE, rethrows: true }] : []
  for (const call of calls) found.push(effectOf({ module, call, context }, code, evaluator, depth))
  for (const { region: at, form, status } of answersAssigned(context, framework, evaluator)) {
    if (isWithin(module, at, region)) found.push({ ...NONE, answers: form.isPartial !== true || (status ?? 0) >= 400, status })
  }
  const isHandler = frame.via.length === 0 && framework.answersReturns
  for (const { value: expression, of } of returns) {
    if (expression === undefined) continue
    const value = evaluator.evaluate(expression, context)
    const isOwn = of === context.of
    const tellsCaller = depth === 0 && isOwn && givesFailure(expression, context, evaluator)
    if (tellsCaller || isErrorAnswer(value, evaluator) || (isHandler && isOwn && hasErrorField(value, evaluator))) found.push({ ...NONE, answers: true })
  }
  return together(found)
}

function effectOf(site: CallSite, code: HandlerCode, evaluator: Evaluator, depth: number): HandlerEffects {
  const fact = site.module.facts.calls[site.call]
  const { target, method, receiver } = evaluator.callee(site)
  if (fact === undefined) return NONE
  const log = logOf(site, evaluator)
  if (log !== undefined) return { ...NONE, logger: log.name }
  if (target.kind === "role" && target.name === "next") return { ...NONE, rethrows: evaluator.arguments(site).length > 0, answers: true }
  const response = answerOf(site, code.framework, evaluator)
  if (response !== undefined) return { ...NONE, answers: response.form.isPartial !== true, status: response.status }
  const isCallback = fact.callee.kind === "parameter" && target.kind !== "function"
  if (isCallback || (method !== undefined && endingMethods.has(method))) return { ...NONE, rethrows: isCallback, answers: true }
  const name = nameOf(target, evaluator)
  if (name === "process.exit" || name === "Promise.reject") return { ...NONE, rethrows: true }
  const inside = depth < DEPTH ? effectsOfCallees(site, target, code.framework, evaluator, depth) : []
  const values = evaluator.arguments(site)
  const handsOn = values.some((value) => isRole(value, "response") || isRole(value, "context") || isRole(value, "next"))
  const isUnknown = inside.length === 0 && (values.some(code.isError) || (handsOn && name === undefined))
  const isResponse = receiver !== undefined && isRole(receiver, "response")
  return together([...inside, { ...NONE, answers: handsOn && !isResponse, isUnfollowed: isUnknown && fact.isNew === false }])
}

function effectsOfCallees(site: CallSite, target: AbstractValue, framework: Framework, evaluator: Evaluator, depth: number): readonly HandlerEffects[] {
  return possibleValues(target).flatMap((one) => {
    const context = evaluator.enter(one, site)
    const region = context === undefined ? undefined : functionOf(context)?.region
    if (context === undefined || region === undefined) return []
    return [effectsIn({ region, frame: { context, via: [""] }, framework, isError: () => false }, evaluator, depth + 1)]
  })
}

const isErrorAnswer = (value: AbstractValue, evaluator: Evaluator): boolean =>
  possibleValues(value).some((one) => find(errorAnswers, nameOf(one, evaluator)) !== undefined || isError(one, evaluator))

const hasErrorField = (value: AbstractValue, evaluator: Evaluator): boolean =>
  possibleValues(value).some((one) => one.kind === "object" && [...evaluator.entries(one).keys()].some((key) => errorFields.has(key)))

function together(all: readonly HandlerEffects[]): HandlerEffects {
  return {
    rethrows: all.some((one) => one.rethrows),
    answers: all.some((one) => one.answers),
    status: all.find((one) => one.status !== undefined)?.status,
    logger: all.find((one) => one.logger !== undefined)?.logger,
    isUnfollowed: all.some((one) => one.isUnfollowed),
  }
}
