/**
 * Abstract values as rules may read them.
 *
 * @module
 */
import type { RegionId } from "../../model/ids.ts"
import type { ValueView, ViewEntry, ViewOutcome } from "../../model/given.ts"
import type { AbstractValue, CallSite, Context } from "../../model/values.ts"
import { regionsAround } from "../source/control-flow.ts"
import { bodyOf } from "../source/function-body.ts"
import { locate } from "../source/location.ts"
import { nameOf } from "./canonical-name.ts"
import { contextOf } from "./context.ts"
import type { Evaluator } from "./evaluator.ts"

/**
 * The arguments of a call, as rules may read them.
 *
 * @returns them in order
 */
export function argumentViews(site: CallSite, evaluator: Evaluator): readonly ValueView[] {
  const known = view.get(site) ?? evaluator.arguments(site).map((value) => toView(value, evaluator))
  view.set(site, known)
  return known
}

const view = new WeakMap<CallSite, readonly ValueView[]>()

const NOTHING: ValueView = { kind: "unknown" }

const DEPTH = 12

const ROLES = /^(?:request|response|context|next|error)\b/

const known = new WeakMap<Evaluator, WeakMap<AbstractValue, ValueView>[]>()

/**
 * What rules may know of a value.
 *
 * @param of while the outcomes of a function are described: the context whose parameters are parameters
 * @returns the same object for the same value as deep inside another: what is made of itself, in a loop, ends
 */
export function toView(value: AbstractValue, evaluator: Evaluator, of?: Context, depth = 0): ValueView {
  const byDepth = known.get(evaluator) ?? []
  known.set(evaluator, byDepth)
  const memo = byDepth[depth] ??= new WeakMap<AbstractValue, ValueView>()
  const found = of === undefined ? memo.get(value) : undefined
  if (found !== undefined) return found
  const made = depth > DEPTH ? NOTHING : viewOf(value, evaluator, of, depth + 1)
  if (of === undefined) memo.set(value, made)
  return made
}

function viewOf(value: AbstractValue, evaluator: Evaluator, of: Context | undefined, depth: number): ValueView {
  const inner = (one: AbstractValue): ValueView => toView(one, evaluator, of, depth)
  switch (value.kind) {
    case "literal":
    case "pattern":
      return value
    case "text":
      return { kind: "text", parts: value.parts.map((part) => (typeof part === "string" ? { kind: "literal", value: part } : inner(part))) }
    case "object":
      return describeObject(value, evaluator, of, depth)
    case "array":
      return { kind: "array", isComplete: value.isComplete, get items() { return value.items.map(inner) } }
    case "function":
      return { kind: "function", get outcomes() { return outcomesOf(value, evaluator) } }
    case "choice":
      return { kind: "either", isFallback: false, of: value.of.map(inner) }
    case "operation": {
      const isFallback = value.operator === "||" || value.operator === "??"
      return isFallback ? { kind: "either", isFallback, of: value.operands.map(inner) } : NOTHING
    }
    case "unbound":
      if (of !== undefined && value.context === of) return { kind: "parameter", index: value.index }
      return named(value, evaluator)
    case "result": {
      const { target, receiver } = evaluator.callee(value.site)
      const name = nameOf(target, evaluator)
      if (name === undefined || ROLES.test(name)) return named(value, evaluator)
      return {
        kind: "result",
        name,
        get receiver() { return receiver === undefined ? undefined : inner(receiver) },
        get arguments() { return evaluator.arguments(value.site).map(inner) },
      }
    }
    default:
      return named(value, evaluator)
  }
}

function named(value: AbstractValue, evaluator: Evaluator): ValueView {
  const name = nameOf(value, evaluator)
  return name === undefined ? NOTHING : { kind: "named", name }
}

function describeObject(target: Extract<AbstractValue, { kind: "object" }>, evaluator: Evaluator, of: Context | undefined, depth: number): ValueView {
  const { context, value } = target
  const read = (): { readonly entries: ReadonlyMap<string, ViewEntry>; readonly isComplete: boolean; readonly spreads: readonly ValueView[] } => {
    const entries = new Map<string, ViewEntry>()
    const spreads: ValueView[] = []
    let isComplete = true
    for (const entry of value.entries) {
      const at = locate(context.module, entry.at)
      if (entry.name !== undefined) {
        entries.set(entry.name, { at, value: toView(evaluator.member(target, entry.name), evaluator, of, depth) })
        continue
      }
      if (entry.key !== undefined) {
        const key = evaluator.evaluate(entry.key, context)
        if (key.kind !== "literal") isComplete = false
        else entries.set(String(key.value), { at, value: toView(evaluator.evaluate(entry.value, context), evaluator, of, depth) })
        continue
      }
      const spread = toView(evaluator.evaluate(entry.value, context), evaluator, of, depth)
      if (spread.kind !== "object") {
        isComplete = false
        spreads.push(spread)
      } else {
        for (const [name, one] of spread.entries) entries.set(name, one)
        isComplete &&= spread.isComplete
        spreads.push(...spread.spreads)
      }
    }
    return { entries, isComplete, spreads }
  }
  const once: { made?: ReturnType<typeof read> } = {}
  return {
    kind: "object",
    get entries() { return (once.made ??= read()).entries },
    get isComplete() { return (once.made ??= read()).isComplete },
    get spreads() { return (once.made ??= read()).spreads },
  }
}

/** What a function returns, and what it hands to those of its parameters that it calls. */
function outcomesOf(target: Extract<AbstractValue, { kind: "function" }>, evaluator: Evaluator): readonly ViewOutcome[] {
  const { module } = target.context
  const fact = module.facts.functions[target.id]
  if (fact === undefined) return []
  const running = evaluator.intern(target, [])
  const isOwnParameter = (one: AbstractValue): boolean => one.kind === "unbound" && one.context === running
  const isConditional = (region: RegionId): boolean => [...regionsAround(region, module)].some((one) => {
    const kind = module.facts.regions[one]?.kind
    return kind === "then" || kind === "else" || kind === "catch" || kind === "loop"
  })
  // What comes after `if (...) return` depends on the condition too.
  const exits = bodyOf(running).regions.some(([, region]) => region.exits && (region.kind === "then" || region.kind === "else"))
  const returned = fact.returns.flatMap(({ value: expression, region }): ViewOutcome[] => {
    const value = expression === undefined ? undefined : evaluator.evaluate(expression, contextOf(running, region))
    // `return callback(null, true)` gives what it hands over.
    if (value === undefined || (value.kind === "result" && isOwnParameter(evaluator.callee(value.site).target))) return []
    return [{ values: [toView(value, evaluator, running)], isConditional: exits || isConditional(region) }]
  })
  const handed = bodyOf(running).calls.flatMap(([call, { region }]): ViewOutcome[] => {
    const site = { module, call, context: contextOf(running, region) }
    if (!isOwnParameter(evaluator.callee(site).target)) return []
    const values = evaluator.arguments(site).map((value) => toView(value, evaluator, running))
    return [{ values, isConditional: exits || isConditional(region) }]
  })
  return [...returned, ...handed]
}
