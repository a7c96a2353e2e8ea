/**
 * Texts of errors that an expression may give: followed through variables, lists that are filled, and what functions of the project
 * return, back to where the error's text is read.
 *
 * @module
 */
import { errorTexts } from "../../../knowledge/failures.ts"
import { continuationMethods, promiseCombinators } from "../../../knowledge/promises.ts"
import { find } from "../../../knowledge/table.ts"
import type { Expression } from "../../../model/expression.ts"
import type { LocalId } from "../../../model/ids.ts"
import type { Exposure } from "../../../model/responses.ts"
import type { CallSite, Context } from "../../../model/values.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { CAUGHT, possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { elementOf, iteratedBy } from "../../evaluate/iteration.ts"
import { classifies, isError, isOfError } from "./error-classification.ts"

/** An expression that reads the text of an error: `error.message`. */
export interface ErrorText {
  readonly what: Exposure["what"]
  readonly expression: Expression
  /** The running function that it is written in. */
  readonly context: Context
}

/** Expressions visited for one answer: what is larger than this is left. */
const VISITS = 400

/** Methods that put a value into a list. */
const FILLING: ReadonlySet<string> = new Set(["push", "unshift"])

/** Calls that make text of what they are given. */
const WRITERS: ReadonlySet<string> = new Set(["String", "JSON.stringify", "util.inspect", "util.format"])

interface Visit {
  readonly evaluator: Evaluator
  readonly found: ErrorText[]
  readonly seen: Map<Context, Set<Expression>>
  readonly unsent: ReadonlySet<string>
  left: number
}

/**
 * The texts of errors that an expression may give, in a running function.
 *
 * @param unsent entries of objects that stay on the server
 */
export function errorTextsIn(expression: Expression, context: Context, unsent: ReadonlySet<string>, evaluator: Evaluator): readonly ErrorText[] {
  const visit: Visit = { evaluator, found: [], seen: new Map(), unsent, left: VISITS }
  follow(expression, context, visit)
  return visit.found
}

function follow(expression: Expression, context: Context, visit: Visit): void {
  const seen = visit.seen.get(context) ?? new Set<Expression>()
  if (seen.has(expression) || visit.left <= 0) return
  seen.add(expression)
  visit.seen.set(context, seen)
  visit.left -= 1
  const what = textRead(expression, context, visit.evaluator)
  if (what !== undefined) visit.found.push({ what, expression, context })
  else for (const [part, of] of partsGiven(expression, context, visit)) follow(part, of, visit)
}

/** Whether an expression is an error, or a text of one. */
function textRead(expression: Expression, context: Context, evaluator: Evaluator): Exposure["what"] | undefined {
  if (expression.kind === "call") {
    const { receiver, method } = evaluator.callee({ module: context.module, call: expression.id, context })
    return method === "toString" && receiver !== undefined && isError(receiver) ? "message" : undefined
  }
  if (expression.kind === "member" && errorTexts.has(expression.name)) {
    const isText = possibleValues(evaluator.evaluate(expression.object, context)).some(isOfError)
    return isText ? expression.name === "stack" ? "stack" : "message" : undefined
  }
  const isWhole = expression.kind === "caught" || expression.kind === "parameter" || expression.kind === "local"
  return isWhole && isError(evaluator.evaluate(expression, context)) ? "error" : undefined
}

type Part = readonly [expression: Expression, context: Context]

/** The expressions of which one may be what an expression gives, or a part of it. */
function partsGiven(expression: Expression, context: Context, visit: Visit): readonly Part[] {
  const { evaluator } = visit
  const here = (all: readonly Expression[]): readonly Part[] => all.map((one) => [one, context])
  switch (expression.kind) {
    case "template":
      return here(expression.parts)
    case "array":
      return here(expression.items)
    case "spread":
      return here([expression.value])
    case "object":
      return here(expression.entries.flatMap(({ name, value }) => (name !== undefined && visit.unsent.has(name) ? [] : [value])))
    case "choice": {
      const test = evaluator.evaluate(expression.test, context)
      return here(expression.of.filter((_, index) => !classifies(test, evaluator, index === 0)))
    }
    case "operation":
      return here(operandsGiven(expression, context, evaluator))
    case "local":
      return here([...keptOf(expression, context), ...putInto(expression, context)])
    case "member":
      return membersOf(expression.object, expression.name, context, visit)
    case "call":
      return resultsOf({ module: context.module, call: expression.id, context }, visit)
    default:
      return []
  }
}

function operandsGiven({ operator, operands }: Extract<Expression, { kind: "operation" }>, context: Context, evaluator: Evaluator): readonly Expression[] {
  const [test, ...rest] = operands
  if (operator === "&&") return test !== undefined && classifies(evaluator.evaluate(test, context), evaluator) ? [] : rest
  return operator === "||" || operator === "??" || operator === "+" ? operands : []
}

/** The values of a variable. Where one replaces what it began with, somebody has looked: `if (!error.isOperational) message = "..."`. */
function valuesOf(id: LocalId, { module }: Context): readonly Expression[] {
  const [first, ...later] = module.facts.locals[id]?.values ?? []
  if (first === undefined) return []
  const isReplaced = later.length > 0 && module.facts.reads.some(({ value, use }) => value === first && (use.kind === "initial" || use.kind === "pattern"))
  return isReplaced ? later : [first, ...later]
}

/** The values of a variable, objects without the keys that are taken out later: `if (!isDebug) delete body.stack`. */
function keptOf(local: Extract<Expression, { kind: "local" }>, context: Context): readonly Expression[] {
  const deleted = new Set(context.module.facts.assignments.flatMap(({ target, value }) => {
    const isOf = target.kind === "member" && target.object.kind === "local" && target.object.id === local.id
    return isOf && value.kind === "global" && value.name === "undefined" ? [target.name] : []
  }))
  return valuesOf(local.id, context).flatMap((value) => {
    if (deleted.size === 0 || value.kind !== "object") return [value]
    return value.entries.flatMap((entry) => (entry.name !== undefined && deleted.has(entry.name) ? [] : [entry.value]))
  })
}

/** What is put into a variable's list or object later: `errors.push(text)`, `body.error = text`. */
function putInto(local: Extract<Expression, { kind: "local" }>, { module }: Context): readonly Expression[] {
  const isOf = (expression: Expression): boolean => expression.kind === "local" && expression.id === local.id
  const pushed = module.facts.calls.flatMap(({ callee, arguments: values }) =>
    (callee.kind === "member" && FILLING.has(callee.name) && isOf(callee.object) ? values : []))
  const assigned = module.facts.assignments.flatMap(({ target, value }) => (target.kind === "member" && isOf(target.object) ? [value] : []))
  return [...pushed, ...assigned]
}

/** The values of a member, where the object is written out somewhere: of `result.error`, those that the called function returns. */
function membersOf(object: Expression, name: string, context: Context, visit: Visit): readonly Part[] {
  const found: Part[] = []
  const seen = new Set<Expression>()
  const enter = (one: Expression, of: Context): void => {
    if (seen.has(one) || (visit.left -= 1) <= 0) return
    seen.add(one)
    if (one.kind === "object") {
      for (const entry of one.entries) {
        if (entry.name === name) found.push([entry.value, of])
        else if (entry.name === undefined && entry.key === undefined) enter(entry.value, of)
      }
    } else if (one.kind === "local") {
      for (const value of valuesOf(one.id, of)) enter(value, of)
      for (const { target, value } of of.module.facts.assignments) {
        if (target.kind === "member" && target.name === name && target.object.kind === "local" && target.object.id === one.id) found.push([value, of])
      }
    } else if (one.kind === "call" || one.kind === "choice" || one.kind === "spread" || one.kind === "operation") {
      for (const [part, inner] of partsGiven(one, of, visit)) enter(part, inner)
    }
  }
  enter(object, context)
  return found
}

/** What a call gives: what functions of the project return, what is made of each element, text of what it is given. */
function resultsOf(site: CallSite, { evaluator }: Visit): readonly Part[] {
  const { module, call, context } = site
  const fact = module.facts.calls[call]
  if (fact === undefined || fact.isNew) return []
  const { target, method } = evaluator.callee(site)
  const entered = possibleValues(target).flatMap((one) => evaluator.enter(one, site) ?? [])
  if (entered.length > 0) return entered.flatMap(returnsOf)
  const name = nameOf(target, evaluator)
  if ((name !== undefined && WRITERS.has(name)) || find(promiseCombinators, name) !== undefined) return fact.arguments.map((one) => [one, context])
  const isContinued = fact.callee.kind === "member" && method !== undefined && continuationMethods.has(method)
  const walked = isContinued ? undefined : iteratedBy(site, evaluator)
  if (!isContinued && walked === undefined) return []
  const before: readonly Part[] = isContinued && fact.callee.kind === "member" ? [[fact.callee.object, context]] : []
  return [...before, ...evaluator.arguments(site).flatMap((value, index) => {
    const given = walked !== undefined ? [elementOf(walked)] : method === "catch" || index === 1 ? [CAUGHT] : []
    const callback = evaluator.enter(value, site, given)
    return callback === undefined ? [] : returnsOf(callback)
  })]
}

const returnsOf = (context: Context): readonly Part[] =>
  (context.module.facts.functions[context.of]?.returns ?? []).flatMap(({ value }) => (value === undefined ? [] : [[value, context] as const]))
