/**
 * Exposures: what an answer tells of an error that nobody has looked at.
 *
 * @module
 */
import { errorTexts, type SentErrorNote, sentErrors } from "../../../knowledge/failures.ts"
import { find } from "../../../knowledge/table.ts"
import type { Location } from "../../../model/evidence.ts"
import type { At, Expression } from "../../../model/expression.ts"
import type { Module, ReadFact, ReadUse } from "../../../model/facts.ts"
import type { Exposure, ThrownExposure } from "../../../model/responses.ts"
import type { AbstractValue, Context } from "../../../model/values.ts"
import { baseConstruction, errorsIn } from "../../effects/error-status.ts"
import type { CallGraph, Frame } from "../../effects/graph-types.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isFeasible } from "../../evaluate/feasible-path.ts"
import { bodyOf } from "../../source/function-body.ts"
import { locate } from "../../source/location.ts"
import { classifies, isError, isOfError, originOf, type Place } from "./error-classification.ts"
import { errorTextsIn } from "./error-texts.ts"

const DEPTH = 10

/** Calls that make text of what they are given. */
const WRITERS = /^(?:String|JSON\.stringify|util\.(?:inspect|format))\(\)$/

/** What goes to the client. */
export interface Sent {
  readonly value: AbstractValue
  /** As it is written at the place where it is sent; undefined where that is not known. */
  readonly written: Expression | undefined
}

/**
 * What an answer's body exposes of an error whose origin nobody knows.
 *
 * @param place where it is sent
 * @param unsent entries that stay on the server
 * @returns nothing where the code has looked at what the error is
 */
export function exposuresOf(sent: Sent, place: Place, evaluator: Evaluator, unsent: ReadonlySet<string> = new Set()): readonly Exposure[] {
  const origin = isTyped(place.frame) ? undefined : originOf(place, evaluator)
  if (origin === undefined) return []
  const found = exposuresOfValue(sent.value, place.frame, origin, evaluator, unsent)
  return found.length > 0 || sent.written === undefined ? found : exposuresRead(sent.written, place, evaluator, unsent)
}

/** @param origin where the error comes from, at which nobody has looked */
function exposuresOfValue(body: AbstractValue, frame: Frame, origin: Place, evaluator: Evaluator, unsent: ReadonlySet<string>): readonly Exposure[] {
  const brought = origin.frame === frame ? undefined : locate(origin.frame.context.module, origin.at)
  const found: Exposure[] = []
  const seen = new Set<AbstractValue>()

  function visitValue(target: AbstractValue, at: Location | undefined, depth: number): void {
    if (seen.has(target) || depth > DEPTH) return
    seen.add(target)
    const next = (one: AbstractValue): void => visitValue(one, at, depth + 1)
    const expose = (what: Exposure["what"]): void => {
      const read = readOf(target, frame, evaluator)
      const place = read === undefined ? at : locate(frame.context.module, read.at)
      const sentAt = brought !== undefined && takesText(target, read, frame) ? place : undefined
      found.push({ what, at: brought ?? place, sentAt, error: undefined })
    }
    if (isError(target)) return expose("error")
    switch (target.kind) {
      case "member":
        if (isOfError(target.object) && errorTexts.has(target.name)) expose(target.name === "stack" ? "stack" : "message")
        return
      case "choice":
        return armsUnclassified(target, evaluator).forEach(next)
      case "operation":
        // `isDevelopment && error.stack`
        if (target.operator === "&&") return classifies(target.operands[0] ?? target, evaluator) ? undefined : target.operands.slice(1).forEach(next)
        return target.operator === "||" || target.operator === "??" ? target.operands.forEach(next) : undefined
      case "text":
        return target.parts.forEach((part) => (typeof part === "string" ? undefined : next(part)))
      case "array":
        return target.items.forEach(next)
      case "object":
        return target.value.entries.forEach((entry) => {
          if (entry.name !== undefined && (unsent.has(entry.name) || isTakenOut(target, entry.name, frame, evaluator))) return
          const value = entry.name === undefined ? evaluator.evaluate(entry.value, target.context) : evaluator.member(target, entry.name)
          visitValue(value, locate(target.context.module, entry.at), depth + 1)
        })
      case "result":
        if (isErrorWritten(target, evaluator)) expose("message")
        else if (WRITERS.test(nameOf(target, evaluator) ?? "")) evaluator.arguments(target.site).forEach(next)
        return
      default:
        return
    }
  }

  visitValue(body, undefined, 0)
  return found
}

/** The arms of a choice that are taken without a look at the error. A variable that something else may have been put into has none. */
function armsUnclassified({ of, test }: Extract<AbstractValue, { kind: "choice" }>, evaluator: Evaluator): readonly AbstractValue[] {
  if (test === undefined) return []
  if (of.length !== 2) return classifies(test, evaluator, true) || classifies(test, evaluator, false) ? [] : of
  return of.filter((_, index) => !classifies(test, evaluator, index === 0))
}

/** `error.toString()` */
function isErrorWritten({ site }: Extract<AbstractValue, { kind: "result" }>, evaluator: Evaluator): boolean {
  const { receiver, method } = evaluator.callee(site)
  return method === "toString" && receiver !== undefined && isError(receiver)
}

/** What is exposed by texts of errors that were put into variables, lists and results before: each is looked at where it is read. */
function exposuresRead(written: Expression, { frame: sender, graph }: Place, evaluator: Evaluator, unsent: ReadonlySet<string>): readonly Exposure[] {
  return errorTextsIn(written, sender.context, unsent, evaluator).flatMap(({ what, expression, context }): Exposure[] => {
    const { module } = context
    const frame = graph.frameOf.get(context) ?? graph.frames.find((one) => one.context.of === context.of && one.context.module === module)
    if (frame === undefined || isTyped(frame)) return []
    const reads = bodyOf(context).reads.filter(({ value, use }) => value === expression && use.kind !== "test")
    const kept = reads.filter(({ use }) => isWithinAnswer(use))
    const [first] = (kept.length > 0 ? kept : reads).flatMap((read) => {
      const origin = originOf({ frame, region: read.region, at: read.at, graph }, evaluator)
      return origin === undefined ? [] : [{ origin, read }]
    })
    if (first === undefined) return []
    const { origin, read } = first
    const sentAt = origin.frame === frame ? undefined : locate(module, read.at)
    return [{ what, at: locate(origin.frame.context.module, origin.at), sentAt, error: locate(module, declarationOf(expression, module)) }]
  })
}

/** Where the error is declared whose text an expression reads. */
function declarationOf(expression: Expression, module: Module): At {
  const { calls, functions, locals, regions } = module.facts
  switch (expression.kind) {
    case "member":
      return declarationOf(expression.object, module)
    case "call":
      return declarationOf(calls[expression.id]?.callee ?? { kind: "unknown" }, module)
    case "local":
      return locals[expression.id]?.at ?? 0
    case "parameter":
      return functions[expression.of]?.at ?? 0
    case "caught":
      return regions[expression.of]?.at ?? 0
    default:
      return 0
  }
}

/** `if (!isDevelopment) delete body.stack`: somebody has thought of who may see it. */
function isTakenOut(object: AbstractValue, name: string, { context }: Frame, evaluator: Evaluator): boolean {
  return bodyOf(context).assignments.some(({ target, value: expression }) =>
    target.kind === "member" && target.name === name && expression.kind === "global" && expression.name === "undefined"
    && evaluator.evaluate(target.object, context) === object)
}

/** What an error keeps to itself: https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/Error/cause */
const UNSENT: ReadonlySet<string> = new Set(["cause"])

/**
 * What the errors that a running function throws tell of others: `throw new HttpException(error.message, 500)`.
 *
 * @returns what goes to the client because the framework answers with the message of such an error
 */
export function exposuresThrown(frame: Frame, graph: CallGraph, evaluator: Evaluator): readonly ThrownExposure[] {
  const { context } = frame
  const { module } = context
  return bodyOf(context).throws.flatMap(({ value: expression, region, at }): ThrownExposure[] => {
    if (!isFeasible(region, context, evaluator, at)) return []
    return possibleValues(evaluator.evaluate(expression, context)).flatMap((one) => {
      const made = sentByError(one, context, evaluator)
      if (made === undefined) return []
      const [place, body] = [locate(module, at), locate(module, frame.fact.at)]
      // What a function makes of it is told where it is handed over.
      const isHere = (found: Location | undefined): boolean => found !== undefined && found.file === body.file && found.start >= body.start && found.end <= body.end
      const [first] = made.sent.flatMap((sent) => exposuresOf(sent, { frame, region, at, graph }, evaluator, UNSENT))
      if (first === undefined) return []
      const what = made.note.isSentWhole === true ? first.what : "message"
      return [{ ...first, what, at: isHere(first.at) ? first.at : place, status: errorsIn(one, evaluator)[0]?.status }]
    })
  })
}

/** What the framework sends of an error that is thrown: of a package's class, or of a class of the project that extends one. */
function sentByError(error: AbstractValue, context: Context, evaluator: Evaluator): { readonly note: SentErrorNote; readonly sent: readonly Sent[] } | undefined {
  if (error.kind === "instance") {
    const base = baseConstruction(error, evaluator)
    const note = find(sentErrors, base?.name)
    return base === undefined || note === undefined ? undefined : { note, sent: base.values.map((value) => ({ value, written: undefined })) }
  }
  const note = error.kind === "result" ? find(sentErrors, nameOf(error, evaluator)?.replace(/\(\)$/, "")) : undefined
  if (error.kind !== "result" || note === undefined) return undefined
  const { module, call } = error.site
  const written = error.site.context === context ? module.facts.calls[call]?.arguments : undefined
  return { note, sent: evaluator.arguments(error.site).map((value, index) => ({ value, written: written?.[index] })) }
}

/** Whether the function is given the error and takes the text out of it, or sends it whole; not where it is given the text. */
function takesText(value: AbstractValue, read: ReadFact | undefined, { context }: Frame): boolean {
  if (value.kind === "result") return value.site.context === context
  return isError(value) || read?.value.kind === "member"
}

/** Where the code reads it last, other than to test it. */
function readOf(value: AbstractValue, { context }: Frame, evaluator: Evaluator): ReadFact | undefined {
  return bodyOf(context).reads.findLast(({ value: expression, use }) =>
    use.kind !== "test" && evaluator.evaluate(expression, context) === value && isWithinAnswer(use))
}

/** A log call takes it too; what is sent is kept, returned or put into an object. */
const isWithinAnswer = ({ kind }: ReadUse): boolean => kind !== "argument" && kind !== "receiver"

/** An error handler whose parameter has the written type of one class takes no other error. */
function isTyped({ fact, context }: Frame): boolean {
  return fact.parameters.some(({ type }, index) => {
    const role = context.arguments[index]
    if (role === undefined || !isError(role) || type?.kind !== "reference") return false
    return type.name.kind !== "global"
  })
}
