/**
 * Meanings as rules may read them.
 *
 * @module
 */
import { nameOf } from "./canonical-name.ts"
import { homeOf } from "./context.ts"
import type { Follower } from "./evaluator.ts"
import { regionsAround } from "../source/control-flow.ts"
import { locate } from "../source/location.ts"
import type { Given, GivenEntry, GivenOutcome } from "../../model/given.ts"
import type { Activation, CallSite, Meaning } from "../../model/values.ts"

/**
 * The arguments of a call, as rules may read them.
 *
 * @returns them in order
 */
export function givenTo(site: CallSite, follower: Follower): readonly Given[] {
  const known = given.get(site) ?? follower.arguments(site).map((value) => toGiven(value, follower))
  given.set(site, known)
  return known
}

const given = new WeakMap<CallSite, readonly Given[]>()

const NOTHING: Given = { kind: "unknown" }

const DEPTH = 12

const ROLES = /^(?:request|response|context|next|error)\b/

const known = new WeakMap<Follower, WeakMap<Meaning, Given>[]>()

/**
 * What rules may know of a value.
 *
 * @param of while the outcomes of a function are described: the activation whose parameters are parameters
 * @returns the same object for the same meaning as deep inside another: what is made of itself, in a loop, ends
 */
export function toGiven(meaning: Meaning, follower: Follower, of?: Activation, depth = 0): Given {
  const byDepth = known.get(follower) ?? []
  known.set(follower, byDepth)
  const memo = byDepth[depth] ??= new WeakMap<Meaning, Given>()
  const found = of === undefined ? memo.get(meaning) : undefined
  if (found !== undefined) return found
  const made = depth > DEPTH ? NOTHING : describe(meaning, follower, of, depth + 1)
  if (of === undefined) memo.set(meaning, made)
  return made
}

function describe(meaning: Meaning, follower: Follower, of: Activation | undefined, depth: number): Given {
  const inner = (one: Meaning): Given => toGiven(one, follower, of, depth)
  switch (meaning.kind) {
    case "literal":
    case "pattern":
      return meaning
    case "text":
      return { kind: "text", parts: meaning.parts.map((part) => (typeof part === "string" ? { kind: "literal", value: part } : inner(part))) }
    case "object":
      return describeObject(meaning, follower, of, depth)
    case "array":
      return { kind: "array", isComplete: meaning.isComplete, get items() { return meaning.items.map(inner) } }
    case "function":
      return { kind: "function", get outcomes() { return outcomesOf(meaning, follower) } }
    case "choice":
      return { kind: "either", isFallback: false, of: meaning.of.map(inner) }
    case "operation": {
      const isFallback = meaning.operator === "||" || meaning.operator === "??"
      return isFallback ? { kind: "either", isFallback, of: meaning.operands.map(inner) } : NOTHING
    }
    case "free":
      if (of !== undefined && meaning.activation === of) return { kind: "parameter", index: meaning.index }
      return named(meaning, follower)
    case "result": {
      const { target, receiver } = follower.callee(meaning.site)
      const name = nameOf(target, follower)
      if (name === undefined || ROLES.test(name)) return named(meaning, follower)
      return {
        kind: "result",
        name,
        get receiver() { return receiver === undefined ? undefined : inner(receiver) },
        get arguments() { return follower.arguments(meaning.site).map(inner) },
      }
    }
    default:
      return named(meaning, follower)
  }
}

function named(meaning: Meaning, follower: Follower): Given {
  const name = nameOf(meaning, follower)
  return name === undefined ? NOTHING : { kind: "named", name }
}

function describeObject(meaning: Extract<Meaning, { kind: "object" }>, follower: Follower, of: Activation | undefined, depth: number): Given {
  const { activation, value } = meaning
  const read = (): { readonly entries: ReadonlyMap<string, GivenEntry>; readonly isComplete: boolean; readonly spreads: readonly Given[] } => {
    const entries = new Map<string, GivenEntry>()
    const spreads: Given[] = []
    let isComplete = true
    for (const entry of value.entries) {
      const at = locate(activation.module, entry.at)
      if (entry.name !== undefined) {
        entries.set(entry.name, { at, value: toGiven(follower.member(meaning, entry.name), follower, of, depth) })
        continue
      }
      if (entry.key !== undefined) {
        const key = follower.follow(entry.key, activation)
        if (key.kind !== "literal") isComplete = false
        else entries.set(String(key.value), { at, value: toGiven(follower.follow(entry.value, activation), follower, of, depth) })
        continue
      }
      const spread = toGiven(follower.follow(entry.value, activation), follower, of, depth)
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
function outcomesOf(target: Extract<Meaning, { kind: "function" }>, follower: Follower): readonly GivenOutcome[] {
  const { module } = target.activation
  const fact = module.facts.functions[target.id]
  if (fact === undefined) return []
  const running = follower.activate(target, [])
  const isOwnParameter = (one: Meaning): boolean => one.kind === "free" && one.activation === running
  const isConditional = (region: number): boolean => [...regionsAround(region, module)].some((one) => {
    const kind = module.facts.regions[one]?.kind
    return kind === "then" || kind === "else" || kind === "catch" || kind === "loop"
  })
  // What comes after `if (...) return` depends on the condition too.
  const leaves = module.facts.regions.some((region) => region.function === target.id && region.leaves && (region.kind === "then" || region.kind === "else"))
  const returned = fact.returns.flatMap(({ value: expression, region }): GivenOutcome[] => {
    const meaning = expression === undefined ? undefined : follower.follow(expression, homeOf(running, region))
    // `return callback(null, true)` gives what it hands over.
    if (meaning === undefined || (meaning.kind === "result" && isOwnParameter(follower.callee(meaning.site).target))) return []
    return [{ values: [toGiven(meaning, follower, running)], isConditional: leaves || isConditional(region) }]
  })
  const handed = module.facts.calls.flatMap(({ region }, call): GivenOutcome[] => {
    if (module.facts.regions[region]?.function !== target.id) return []
    const site = { module, call, activation: homeOf(running, region) }
    if (!isOwnParameter(follower.callee(site).target)) return []
    const values = follower.arguments(site).map((value) => toGiven(value, follower, running))
    return [{ values, isConditional: leaves || isConditional(region) }]
  })
  return [...returned, ...handed]
}
