/**
 * Follows calls: into project functions, constructors, and the few built-in functions whose result is plain.
 *
 * @module
 */
import { canonicalName } from "../../knowledge/table.ts"
import type { Expression } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"
import type { AbstractValue, Callee, CallSite, Context } from "../../model/values.ts"
import { bodyOf } from "../source/function-body.ts"
import { evaluateBuiltin } from "./builtins.ts"
import { nameOf } from "./canonical-name.ts"
import { contextOf, DEPTH, type FunctionValue } from "./context.ts"
import { join, possibleValues, textOf, UNDEFINED, UNKNOWN } from "./domain.ts"
import type { Evaluator } from "./evaluator.ts"
import { isEvaluated } from "./expressions.ts"

/**
 * A function is entered no more often than this with values that have not been followed: functions that call themselves in
 * several places with what they have just made would be entered without end.
 */
const RUNS = 3000

const NOTHING: readonly never[] = []

/**
 * The part of an evaluator that follows calls.
 *
 * @param evaluator gives the whole evaluator, once it is complete
 * @returns its functions
 */
export function createCalls(
  evaluator: () => Evaluator,
): Pick<Evaluator, "callee" | "arguments" | "enter" | "returnedBy" | "returned"> {
  const inProgress = new Set<Context>()
  const makers = new Map<Module, Map<number, boolean>>()
  const runs = new Map<Module, Map<number, number>>()

  /** Remembered once none of its parts is in progress. */
  function callee({ module, call, context }: CallSite): Callee {
    const known = context.memo.callees?.get(call)
    if (known !== undefined) return known
    const expression = module.facts.calls[call]?.callee
    if (expression === undefined) return { target: UNKNOWN, receiver: undefined, method: undefined }
    const found = evaluateCallee(expression, context)
    const parts = expression.kind === "member" ? [expression, expression.object] : expression.kind === "element" ? [expression, expression.object, expression.index] : [expression]
    if (parts.every((one) => isEvaluated(one, context))) (context.memo.callees ??= new Map<number, Callee>()).set(call, found)
    return found
  }

  function evaluateCallee(expression: Expression, context: Context): Callee {
    const { evaluate } = evaluator()
    const target = evaluate(expression, context)
    if (expression.kind === "member") return { target, receiver: evaluate(expression.object, context), method: expression.name }
    if (expression.kind !== "element") return { target, receiver: undefined, method: undefined }
    const method = textOf(evaluate(expression.index, context))
    return { target, receiver: evaluate(expression.object, context), method }
  }

  /** Remembered once none of them is in progress. */
  function argumentsOf({ module, call, context }: CallSite): readonly AbstractValue[] {
    const known = context.memo.arguments?.get(call)
    if (known !== undefined) return known
    const expressions = module.facts.calls[call]?.arguments ?? NOTHING
    if (expressions.length === 0) return NOTHING
    const values = evaluateArguments(expressions, context)
    if (expressions.every((one) => isEvaluated(one, context))) (context.memo.arguments ??= new Map<number, readonly AbstractValue[]>()).set(call, values)
    return values
  }

  function evaluateArguments(expressions: readonly Expression[], context: Context): readonly AbstractValue[] {
    const values: AbstractValue[] = []
    for (const expression of expressions) {
      const value = evaluator().evaluate(expression, context)
      const array = expression.kind === "spread" ? possibleValues(value).find((one) => one.kind === "array") : undefined
      if (array?.kind === "array") values.push(...array.items)
      else values.push(value)
    }
    return values
  }

  function enter(target: AbstractValue, site: CallSite, values?: readonly AbstractValue[]): Context | undefined {
    if (target.kind !== "function" || site.context.depth >= DEPTH) return undefined
    const { module } = target.context
    const counts = runs.get(module) ?? new Map<number, number>()
    runs.set(module, counts)
    const count = counts.get(target.id) ?? 0
    if (count > RUNS) return undefined
    const given = (values?.length === 0 ? givenBy(site) : values) ?? completed(argumentsOf(site), target)
    const context = evaluator().intern(target, given, target.receiver, site.context.depth + 1, makesRouters(target) ? site : undefined)
    if (!context.memo.isUsed) counts.set(target.id, count + 1)
    return context
  }

  /** What a package hands to the callback that it is given: a transaction, a connection. */
  function givenBy(site: CallSite): readonly AbstractValue[] {
    return evaluator().clients.givenBy(nameOf(callee(site).target, evaluator())).map((name) => (name === undefined ? UNKNOWN : evaluator().external(name)))
  }

  /** Whether a function makes a router when it runs, itself or through functions that it calls by name. */
  function makesRouters({ context, id }: FunctionValue, depth = 0): boolean {
    const { module } = context
    const memo = makers.get(module) ?? new Map<number, boolean>()
    makers.set(module, memo)
    const known = memo.get(id)
    if (known !== undefined || depth > 4) return known ?? false
    memo.set(id, false)
    const makes = bodyOf({ module, of: id }).calls.some(([, { callee }]) => {
      const called = evaluator().evaluate(callee, context)
      if (called.kind === "function") return makesRouters(called, depth + 1)
      const name = called.kind === "external" || called.kind === "member" ? nameOf(called, evaluator()) : undefined
      return name !== undefined && [name, canonicalName(name)].some((one) => evaluator().routerMakers.has(`${one}()`))
    })
    memo.set(id, makes)
    return makes
  }

  /** What a call leaves out is undefined; only of a function that nobody is seen to call are the parameters free. */
  function completed(values: readonly AbstractValue[], { context, id }: FunctionValue): readonly AbstractValue[] {
    const parameters = context.module.facts.functions[id]?.parameters ?? []
    const rest = parameters.findIndex((parameter) => parameter.isRest)
    const missing = (rest < 0 ? parameters.length : rest) - values.length
    return missing > 0 ? [...values, ...Array<AbstractValue>(missing).fill(UNDEFINED)] : values
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
    const surrounding = ambientOf(called.target)
    if (surrounding !== undefined) return surrounding
    const passed = transparentOf(called.target)
    if (passed !== undefined) {
      const values = argumentsOf(site)
      return passed === "first" ? values[0] ?? result : { kind: "array", items: values, isComplete: true }
    }
    const builtin = evaluateBuiltin({ ...called, site, result, get values() { return argumentsOf(site) } }, evaluator())
    if (builtin !== undefined) return builtin
    return join(
      possibleValues(called.target).map((one) => {
        const entered = enter(one, site)
        return entered === undefined ? result : returned(one as FunctionValue, entered, result)
      }),
    )
  }

  /** `cookies()` of next/headers: the request that is being handled, wherever that is asked for. */
  function ambientOf(target: AbstractValue): AbstractValue | undefined {
    if (target.kind !== "external" || evaluator().ambient.size === 0) return undefined
    const given = evaluator().ambient.get(`${target.name}()`)
    return given === undefined ? undefined : evaluator().requestValue(given.name, given.aliases)
  }

  function transparentOf(target: AbstractValue): "first" | "list" | undefined {
    if (target.kind !== "external" && target.kind !== "member") return undefined
    const name = nameOf(target, evaluator())
    if (name === undefined) return undefined
    const known = [`${name}()`, `${canonicalName(name)}()`].find((one) => Object.hasOwn(evaluator().transparent, one))
    return known === undefined ? undefined : evaluator().transparent[known]
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

  return { callee, arguments: argumentsOf, enter, returnedBy, returned }
}
