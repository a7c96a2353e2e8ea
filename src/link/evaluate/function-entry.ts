/**
 * Enters project functions: the context in which a function runs when a call calls it.
 *
 * @module
 */
import { canonicalName } from "../../knowledge/table.ts"
import type { Module } from "../../model/facts.ts"
import type { AbstractValue, CallSite, Context } from "../../model/values.ts"
import { bodyOf } from "../source/function-body.ts"
import { nameOf } from "./canonical-name.ts"
import { DEPTH, type FunctionValue } from "./context.ts"
import { UNDEFINED, UNKNOWN } from "./domain.ts"
import type { Evaluator } from "./evaluator.ts"

/**
 * A function is entered no more often than this with values that have not been followed: functions that call themselves in
 * several places with what they have just made would be entered without end.
 */
const RUNS = 3000

/**
 * The part of an evaluator that enters functions.
 *
 * @param evaluator gives the whole evaluator, once it is complete
 */
export function createEntry(evaluator: () => Evaluator): Pick<Evaluator, "enter"> {
  const makers = new Map<Module, Map<number, boolean>>()
  const runs = new Map<Module, Map<number, number>>()

  function enter(target: AbstractValue, site: CallSite, values?: readonly AbstractValue[]): Context | undefined {
    if (target.kind !== "function" || site.context.depth >= DEPTH) return undefined
    const { module } = target.context
    const counts = runs.get(module) ?? new Map<number, number>()
    runs.set(module, counts)
    const count = counts.get(target.id) ?? 0
    if (count > RUNS) return undefined
    const given = (values?.length === 0 ? givenBy(site, evaluator()) : values) ?? completed(evaluator().arguments(site), target)
    const context = evaluator().intern(target, given, target.receiver, site.context.depth + 1, makesRouters(target) ? site : undefined)
    if (!context.memo.isUsed) counts.set(target.id, count + 1)
    return context
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

  return { enter }
}

/** What a package hands to the callback that it is given: a transaction, a connection. */
function givenBy(site: CallSite, evaluator: Evaluator): readonly AbstractValue[] {
  return evaluator.clients.givenBy(nameOf(evaluator.callee(site).target, evaluator)).map((name) => (name === undefined ? UNKNOWN : evaluator.external(name)))
}

/** What a call leaves out is undefined; only of a function that nobody is seen to call are the parameters free. */
function completed(values: readonly AbstractValue[], { context, id }: FunctionValue): readonly AbstractValue[] {
  const parameters = context.module.facts.functions[id]?.parameters ?? []
  const rest = parameters.findIndex((parameter) => parameter.isRest)
  const missing = (rest < 0 ? parameters.length : rest) - values.length
  return missing > 0 ? [...values, ...Array<AbstractValue>(missing).fill(UNDEFINED)] : values
}
