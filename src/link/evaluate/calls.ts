/**
 * Calls: what they call, with what, and what they give.
 *
 * @module
 */
import { canonicalName } from "../../knowledge/table.ts"
import type { Expression } from "../../model/expression.ts"
import type { AbstractValue, Callee, CallSite, Context } from "../../model/values.ts"
import { evaluateBuiltin } from "./builtins.ts"
import { nameOf } from "./canonical-name.ts"
import { contextOf, type FunctionValue } from "./context.ts"
import { join, possibleValues, textOf, UNDEFINED, UNKNOWN } from "./domain.ts"
import type { Evaluator } from "./evaluator.ts"
import { isEvaluated } from "./expressions.ts"

const NOTHING: readonly never[] = []

/**
 * The part of an evaluator that follows calls.
 *
 * @param evaluator gives the whole evaluator, once it is complete
 * @returns its functions
 */
export function createCalls(
  evaluator: () => Evaluator,
): Pick<Evaluator, "callee" | "arguments" | "returnedBy" | "returned"> {
  const inProgress = new Set<Context>()

  /** Remembered once none of its parts is in progress. */
  function callee({ module, call, context }: CallSite): Callee {
    const known = context.memo.callees?.get(call)
    if (known !== undefined) return known
    const expression = module.facts.calls[call]?.callee
    if (expression === undefined) return { target: UNKNOWN, receiver: undefined, method: undefined }
    const found = evaluateCallee(expression, context, evaluator())
    const parts = expression.kind === "member" ? [expression, expression.object] : expression.kind === "element" ? [expression, expression.object, expression.index] : [expression]
    if (parts.every((one) => isEvaluated(one, context))) (context.memo.callees ??= new Map<number, Callee>()).set(call, found)
    return found
  }

  /** Remembered once none of them is in progress. */
  function argumentsOf({ module, call, context }: CallSite): readonly AbstractValue[] {
    const known = context.memo.arguments?.get(call)
    if (known !== undefined) return known
    const expressions = module.facts.calls[call]?.arguments ?? NOTHING
    if (expressions.length === 0) return NOTHING
    const values = evaluateArguments(expressions, context, evaluator())
    if (expressions.every((one) => isEvaluated(one, context))) (context.memo.arguments ??= new Map<number, readonly AbstractValue[]>()).set(call, values)
    return values
  }

  function returnedBy(site: CallSite): AbstractValue {
    const fact = site.module.facts.calls[site.call]
    if (fact === undefined) return UNKNOWN
    const result: AbstractValue = { kind: "result", site }
    const called = callee(site)
    if (fact.isNew && called.target.kind !== "external") {
      const maker = possibleValues(called.target).find((one) => one.kind === "class" || one.kind === "function")
      return maker === undefined ? result : { kind: "instance", site, of: maker }
    }
    const canonical = evaluator().canonicalCall(called.target, site)
    if (canonical !== undefined) return canonical
    const surrounding = ambientOf(called.target, evaluator())
    if (surrounding !== undefined) return surrounding
    const passed = transparentOf(called.target, evaluator())
    if (passed !== undefined) {
      const values = argumentsOf(site)
      return passed === "first" ? values[0] ?? result : { kind: "array", items: values, isComplete: true }
    }
    const builtin = evaluateBuiltin({ ...called, site, result, get values() { return argumentsOf(site) } }, evaluator())
    if (builtin !== undefined) return builtin
    return join(
      possibleValues(called.target).map((one) => {
        const entered = evaluator().enter(one, site)
        return entered === undefined ? result : returned(one as FunctionValue, entered, result)
      }),
    )
  }

  function returned(target: FunctionValue, context: Context, otherwise: AbstractValue): AbstractValue {
    const fact = target.context.module.facts.functions[target.id]
    if (fact === undefined || fact.isGenerator || inProgress.has(context)) return otherwise
    inProgress.add(context)
    const values = fact.returns.flatMap(({ value: expression, region }) => {
      const value = expression === undefined ? UNKNOWN : evaluator().evaluate(expression, contextOf(context, region))
      const isNothing = value.kind === "unknown" || value === UNDEFINED || (value.kind === "literal" && value.value === null)
      return isNothing ? [] : [value]
    })
    inProgress.delete(context)
    return values.length > 0 ? join(values) : otherwise
  }

  return { callee, arguments: argumentsOf, returnedBy, returned }
}

function evaluateCallee(expression: Expression, context: Context, { evaluate }: Evaluator): Callee {
  const target = evaluate(expression, context)
  if (expression.kind === "member") return { target, receiver: evaluate(expression.object, context), method: expression.name }
  if (expression.kind !== "element") return { target, receiver: undefined, method: undefined }
  const method = textOf(evaluate(expression.index, context))
  return { target, receiver: evaluate(expression.object, context), method }
}

function evaluateArguments(expressions: readonly Expression[], context: Context, { evaluate }: Evaluator): readonly AbstractValue[] {
  const values: AbstractValue[] = []
  for (const expression of expressions) {
    const value = evaluate(expression, context)
    const array = expression.kind === "spread" ? possibleValues(value).find((one) => one.kind === "array") : undefined
    if (array?.kind === "array") values.push(...array.items)
    else values.push(value)
  }
  return values
}

/** `cookies()` of next/headers: the request that is being handled, wherever that is asked for. */
function ambientOf(target: AbstractValue, evaluator: Evaluator): AbstractValue | undefined {
  if (target.kind !== "external" || evaluator.ambient.size === 0) return undefined
  const given = evaluator.ambient.get(`${target.name}()`)
  return given === undefined ? undefined : evaluator.requestValue(given.name, given.aliases)
}

function transparentOf(target: AbstractValue, evaluator: Evaluator): "first" | "list" | undefined {
  if (target.kind !== "external" && target.kind !== "member") return undefined
  const name = nameOf(target, evaluator)
  if (name === undefined) return undefined
  const known = [`${name}()`, `${canonicalName(name)}()`].find((one) => Object.hasOwn(evaluator.transparent, one))
  return known === undefined ? undefined : evaluator.transparent[known]
}
