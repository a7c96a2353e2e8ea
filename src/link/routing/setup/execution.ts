/**
 * Runs setup code in the order in which it is executed: calls in evaluation order, into project functions and
 * constructors, over lists that are known.
 *
 * @module
 */
import type { CallId, RegionId } from "../../../model/ids.ts"
import { MODULE_REGION, NO_CALL, NO_REGION } from "../../source/no-ids.ts"
import type { Expression } from "../../../model/expression.ts"
import type { Module } from "../../../model/facts.ts"
import type { AbstractValue, CallSite, Context } from "../../../model/values.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { iterationOf } from "../../evaluate/context.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import { isFeasible } from "../../evaluate/feasible-path.ts"
import { isWithin } from "../../source/control-flow.ts"
import { bodyOf } from "../../source/function-body.ts"
import { isUnderCondition } from "../conditional-registration.ts"
import { routerMakerOf, type RouterView } from "../routers.ts"
import type { Interpretation, RunCallee } from "./interpretation.ts"
import { applyStatement, translateCall } from "./statements.ts"

/**
 * Calls looked at from one entry point, a module or an uncalled function, beyond which the rest is left: a safety net for
 * generated code. It is counted for each entry point, so that a file does not depend on what its neighbours cost.
 */
const STEPS = 100_000

/** A function that has run this often and set nothing up, nor has anything that it calls, is taken to set nothing up. */
const FRUITLESS_RUNS = 16

/** Chains of base classes longer than this are left. */
const BASE_CLASSES = 8

/** Methods of arrays that call their first argument with each element and its index. */
const ITERATIONS = new Set(["forEach", "map", "flatMap", "every", "some", "filter", "reduce"])

/** Runs a module after those that it imports. */
export function runModule(interpretation: Interpretation, module: Module): void {
  const { evaluator, ranModules } = interpretation
  if (ranModules.has(module)) return
  ranModules.add(module)
  for (const specifier of module.facts.imports) {
    const target = evaluator.imported(specifier, module)
    if (target !== undefined) runModule(interpretation, target)
  }
  runEntryPoint(interpretation, evaluator.moduleContext(module))
}

/** Runs the code of a context that nothing else calls. */
export function runEntryPoint(interpretation: Interpretation, context: Context): void {
  interpretation.progress.steps = 0
  runContext(interpretation, context)
}

function runContext(interpretation: Interpretation, context: Context): void {
  const { entered, fruitlessRuns, progress, routers } = interpretation
  if (entered.has(context)) return
  const runs = fruitlessRuns.get(context.module) ?? new Map<number, number>()
  fruitlessRuns.set(context.module, runs)
  const count = runs.get(context.of) ?? 0
  if (count >= FRUITLESS_RUNS) return
  entered.add(context)
  const before = progress.statements + routers.all.length
  enterContext(interpretation, context)
  const isFruitless = before === progress.statements + routers.all.length
  runs.set(context.of, isFruitless ? (runs.get(context.of) ?? 0) + 1 : Number.NEGATIVE_INFINITY)
}

function enterContext(interpretation: Interpretation, context: Context): void {
  const { called, conditional, progress } = interpretation
  if (progress.isConditional) conditional.add(context)
  const functions = called.get(context.module) ?? new Set<number>()
  called.set(context.module, functions.add(context.of))
  runCalls(interpretation, context, bodyOf(context).calls.map(([call]) => call))
}

function runCalls(interpretation: Interpretation, context: Context, calls: readonly CallId[]): void {
  const { module } = context
  for (let index = 0; index < calls.length; index += 1) {
    const call = calls[index] as CallId
    const loop = outermostLoop(module, module.facts.calls[call]?.region ?? MODULE_REGION, context)
    const items = loop === undefined ? [] : itemsOf(interpretation, module.facts.regions[loop]?.iterates, context)
    if (loop === undefined || items.length === 0) {
      runCall(interpretation, { module, call, context })
      continue
    }
    const group = [call]
    while (isWithin(module, module.facts.calls[calls[index + 1] ?? NO_CALL]?.region ?? NO_REGION, loop)) group.push(calls[(index += 1)] as CallId)
    for (const item of items) runCalls(interpretation, iterationOf(context, loop, item), group)
  }
}

/** The outermost loop around a region that is not yet unrolled in this context. */
function outermostLoop(module: Module, region: RegionId, context: Context): RegionId | undefined {
  let found: RegionId | undefined
  for (let one = region; one > 0; one = module.facts.regions[one]?.parent ?? NO_REGION) {
    const fact = module.facts.regions[one]
    if (fact?.kind === "function" && fact.function === context.of) break
    if (context.iteration !== undefined && one === context.iteration.loop) break
    if (fact?.kind === "loop" && fact.iterates !== undefined) found = one
  }
  return found
}

function itemsOf({ evaluator }: Interpretation, iterates: Expression | undefined, context: Context): readonly AbstractValue[] {
  if (iterates === undefined) return []
  const array = possibleValues(evaluator.evaluate(iterates, context)).find((one) => one.kind === "array")
  return array?.kind === "array" ? array.items : []
}

function runCall(interpretation: Interpretation, site: CallSite): void {
  const { evaluator, progress } = interpretation
  const before = progress.isConditional
  progress.isConditional ||= isUnderCondition(site, evaluator)
  progress.steps += 1
  if (progress.steps <= STEPS && isFeasible(site.module.facts.calls[site.call]?.region ?? NO_REGION, site.context, evaluator)) interpretCall(interpretation, site)
  progress.isConditional = before
}

function interpretCall(interpretation: Interpretation, site: CallSite): void {
  const { evaluator, frameworks, routers } = interpretation
  const { target, ...called } = evaluator.callee(site)
  const registration = registrationOf(interpretation, called)
  if (registration !== undefined) {
    const { view, method } = registration
    for (const setup of translateCall(interpretation, site, view, method)) applyStatement(interpretation, calleeRunner(interpretation), { site }, view, setup)
    return
  }
  const result = (): AbstractValue => evaluator.evaluate({ kind: "call", id: site.call }, site.context)
  const name = nameOf(target, evaluator)
  if (name !== undefined && routerMakerOf(name, frameworks, evaluator)?.framework.constructs !== undefined) routers.viewOf(result())
  const fact = site.module.facts.calls[site.call]
  const values = evaluator.arguments(site)
  if (fact?.isNew === true) {
    const instance = result()
    if (instance.kind === "instance") construct(interpretation, instance.of, instance, site, values)
  } else if (fact?.callee.kind === "global" && fact.callee.name === "super") {
    runSuper(interpretation, site, values)
  } else if (called.receiver?.kind === "array" && called.method !== undefined && ITERATIONS.has(called.method)) {
    const [callback] = values
    for (const [index, item] of called.receiver.items.entries()) if (callback !== undefined) runCallee(interpretation, callback, site, [item, { kind: "literal", value: index }])
  } else {
    runPlainCall(interpretation, site, target, values)
  }
}

/** The router and method of a call that registers something; `server.auth.default()` is said on the server. */
function registrationOf(
  { routers }: Interpretation, { receiver, method }: { readonly receiver: AbstractValue | undefined; readonly method: string | undefined },
): { readonly view: RouterView; readonly method: string } | undefined {
  if (receiver === undefined || method === undefined) return undefined
  const outer = receiver.kind === "member" ? routers.viewOf(receiver.object) : undefined
  const view = outer ?? routers.viewOf(receiver)
  const wanted = outer !== undefined && receiver.kind === "member" ? `${receiver.name}.${method}` : method
  return view !== undefined && Object.hasOwn(view.router.framework.setups, wanted) ? { view, method: wanted } : undefined
}

function runPlainCall(interpretation: Interpretation, site: CallSite, target: AbstractValue, values: readonly AbstractValue[]): void {
  const { evaluator, frameworks } = interpretation
  let isFollowed = false
  for (const one of possibleValues(target)) isFollowed = runCallee(interpretation, one, site) || isFollowed
  // fp(plugin) calls nothing: what it returns is registered later.
  const name = nameOf(target, evaluator)
  if (name !== undefined && frameworks.some((framework) => framework.sharing?.includes(`${name}()`) === true)) return
  // A package may call what it is given: MongoClient.connect(url, (error, client) => { app.use(...) }).
  if (!isFollowed) for (const value of values) for (const one of possibleValues(value)) runCallee(interpretation, one, site, [])
}

function runCallee(interpretation: Interpretation, target: AbstractValue, site: CallSite, values?: readonly AbstractValue[]): boolean {
  const context = interpretation.evaluator.enter(target, site, values)
  if (context !== undefined) runContext(interpretation, context)
  return context !== undefined
}

function construct(interpretation: Interpretation, target: AbstractValue, instance: AbstractValue, site: CallSite, values: readonly AbstractValue[], depth = 0): void {
  const { evaluator } = interpretation
  if (target.kind === "function") return void runCallee(interpretation, evaluator.bind(target, instance), site, values)
  if (target.kind !== "class" || depth > BASE_CLASSES) return
  const fact = target.context.module.facts.classes[target.id]
  const own = fact?.members.find((member) => member.kind === "constructor")?.value
  if (own !== undefined) {
    const value = evaluator.evaluate(own, target.context)
    if (value.kind === "function") runCallee(interpretation, evaluator.bind(value, instance), site, values)
  } else if (fact?.extends !== undefined) {
    construct(interpretation, evaluator.evaluate(fact.extends, target.context), instance, site, values, depth + 1)
  }
}

function runSuper(interpretation: Interpretation, site: CallSite, values: readonly AbstractValue[]): void {
  const { evaluator } = interpretation
  const owner = site.module.facts.functions[site.context.of]?.class
  const base = owner === undefined ? undefined : site.module.facts.classes[owner]?.extends
  if (base === undefined || site.context.receiver === undefined) return
  construct(interpretation, evaluator.evaluate(base, evaluator.moduleContext(site.module)), site.context.receiver, site, values)
}

/** What runs the plugins that statements register. */
export function calleeRunner(interpretation: Interpretation): RunCallee {
  return (target, site, values) => runCallee(interpretation, target, site, values)
}
