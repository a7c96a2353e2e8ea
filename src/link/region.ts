/**
 * Regions of code: which may run, and which run once.
 *
 * @module
 */
import type { Activation, At, Module, RegionFact, ReturnFact, ThrowFact, Value } from "../model.ts"
import { isWithin } from "./activation.ts"
import type { Follower } from "./follower.ts"
import { isTruthy } from "./meaning.ts"

/**
 * The regions around a place inside its function, innermost first; the function's own body is not among them.
 *
 * @returns their numbers
 */
export function* regionsAround(start: number, module: Module): Generator<number> {
  const { regions } = module.facts
  for (let region = start; region > 0 && regions[region]?.kind !== "function"; region = regions[region]?.parent ?? -1) yield region
}

/** What is written in a stretch of code. */
export interface Content {
  /** Indexes into the module's calls, in evaluation order. */
  readonly calls: readonly number[]
  readonly throws: readonly ThrowFact[]
  /** With the function that each of them leaves. */
  readonly returns: readonly (ReturnFact & { readonly of: number })[]
}

const contents = new WeakMap<Module, Map<number, Content>>()

/**
 * What is written in a region, the regions and functions inside it included.
 *
 * @returns the same object for the same region; nothing for -1
 */
export function contentOf(region: number, module: Module): Content {
  const known = contents.get(module) ?? new Map<number, Content>()
  contents.set(module, known)
  const found = known.get(region)
  if (found !== undefined) return found
  const { calls, throws, functions } = module.facts
  const isInside = (one: { readonly region: number }): boolean => isWithin(module, one.region, region)
  const made: Content = {
    calls: calls.flatMap((one, id) => (isInside(one) ? [id] : [])),
    throws: throws.filter(isInside),
    returns: functions.flatMap((one, of) => one.returns.filter(isInside).map((each) => ({ ...each, of }))),
  }
  known.set(region, made)
  return made
}

/** Whether a condition holds, as far as nothing that it asks for is set anew while the function runs: `let failure`. */
function outcomeOf(test: Value, activation: Activation, follower: Follower): boolean | undefined {
  if (test.kind === "operation" && (test.operator === "&&" || test.operator === "||")) {
    const outcomes = test.operands.map((one) => outcomeOf(one, activation, follower))
    const deciding = test.operator === "||"
    return outcomes.includes(deciding) ? deciding : outcomes.includes(undefined) ? undefined : !deciding
  }
  return isSettled(test, activation, follower) ? isTruthy(follower.follow(test, activation)) : undefined
}

function isSettled(value: Value, activation: Activation, follower: Follower): boolean {
  const next = (one: Value): boolean => isSettled(one, activation, follower)
  switch (value.kind) {
    case "local": {
      const local = activation.module.facts.locals[value.id]
      const [only, ...later] = local?.values ?? []
      // What a pattern takes out of a parameter is no constant either, and is not set anew.
      const isFixed = local?.isConstant === true || (later.length === 0 && (only?.kind === "member" || only?.kind === "element"))
      return isFixed && (only?.kind !== "call" || next(only))
    }
    // A function may give nothing as well, which is not followed: `if (!user) return null`.
    case "call":
      return follower.follow(value, activation).kind === "literal"
    case "member":
      return next(value.object)
    case "operation":
      return value.operands.every(next)
    default:
      return true
  }
}

const waysOut = new WeakMap<Module, ReadonlyMap<number, readonly RegionFact[]>>()

/** The arms of conditions that leave their function, by the region that they are in. */
function waysOutOf(module: Module): ReadonlyMap<number, readonly RegionFact[]> {
  const known = waysOut.get(module)
  if (known !== undefined) return known
  const { regions, returns, throws } = { ...module.facts, returns: module.facts.functions.flatMap((one) => one.returns) }
  const leaving = new Set([...returns, ...throws].map(({ region }) => region))
  const found = new Map<number, RegionFact[]>()
  for (const [id, fact] of regions.entries()) {
    if ((fact.kind !== "then" && fact.kind !== "else") || fact.test === undefined || !fact.leaves || !leaving.has(id)) continue
    found.set(fact.parent, [...(found.get(fact.parent) ?? []), fact])
  }
  waysOut.set(module, found)
  return found
}

/**
 * The arms of conditions that leave the function before a place in it is reached.
 *
 * @param start the region of the place
 * @returns arms of the stretches around it, outer ones last
 */
export function waysOutBefore(start: number, at: At, module: Module): readonly RegionFact[] {
  const place = module.spans[3 * at] ?? 0
  const found: RegionFact[] = []
  for (let region = start; region >= 0; region = module.facts.regions[region]?.parent ?? -1) {
    found.push(...(waysOutOf(module).get(region) ?? []).filter((arm) => (module.spans[3 * arm.at + 1] ?? 0) <= place))
    if (module.facts.regions[region]?.kind === "function") break
  }
  return found
}

/**
 * Whether no condition around a region, or before a place in it, is known to keep it from running:
 * `if (schemas.body) ... else ...`, `if (request.method === "GET") return list()`.
 *
 * @param at the place; undefined for the region as a whole
 * @returns true also where a condition is not known
 */
export function mayRun(start: number, activation: Activation, follower: Follower, at?: At): boolean {
  const { module } = activation
  const { facts } = module
  const place = at === undefined ? undefined : module.spans[3 * at]
  for (let region = start; region >= 0; region = facts.regions[region]?.parent ?? -1) {
    const fact = facts.regions[region]
    const isLeft = place !== undefined && waysOutOf(module).get(region)?.some((arm) => {
      const holds = (module.spans[3 * arm.at + 1] ?? 0) <= place && arm.test !== undefined ? outcomeOf(arm.test, activation, follower) : undefined
      return holds !== undefined && holds === (arm.kind === "then")
    })
    if (isLeft === true) return false
    if (fact === undefined || fact.kind === "function") return true
    if (fact.test === undefined || (fact.kind !== "then" && fact.kind !== "else")) continue
    const holds = outcomeOf(fact.test, activation, follower)
    if (holds !== undefined && holds !== (fact.kind === "then")) return false
  }
  return true
}

/**
 * Whether a region runs only as long as a binding of the module is empty: `cached ??= load()`,
 * `if (!cached) cached = load()`.
 *
 * @returns the answer
 */
export function fillsCache(start: number, module: Module): boolean {
  const { regions, locals } = module.facts
  const isModuleBinding = (value: Value | undefined): boolean =>
    value?.kind === "local" && (regions[locals[value.id]?.region ?? -1]?.function ?? 0) < 0 && locals[value.id]?.isConstant === false
  for (let region = start; region > 0; region = regions[region]?.parent ?? -1) {
    const fact = regions[region]
    if (fact === undefined || fact.kind === "function") return false
    const { test } = fact
    if (test === undefined) continue
    if (fact.kind === "else" && isModuleBinding(test)) return true
    if (fact.kind !== "then" || test.kind !== "operation") continue
    const [operand, other] = test.operands
    const isEmptyTest = test.operator === "!" || ((test.operator === "===" || test.operator === "==") && isNothing(other))
    if (isEmptyTest && isModuleBinding(operand)) return true
  }
  return isBehindFilledCache(start, module)
}

/** `if (cache.size > 0) return`, and then the code that fills it. */
function isBehindFilledCache(start: number, module: Module): boolean {
  const { regions, locals } = module.facts
  return regions.some(({ kind, parent, leaves, test }) => {
    if (kind !== "then" || parent !== start || !leaves || test === undefined) return false
    const size = test.kind === "operation" && (test.operator === ">" || test.operator === "!==") ? test.operands[0] : test
    return size?.kind === "member" && (size.name === "size" || size.name === "length") && size.object.kind === "local"
      && (regions[locals[size.object.id]?.region ?? -1]?.function ?? 0) < 0
  })
}

const isNothing = (value: Value | undefined): boolean =>
  (value?.kind === "literal" && value.value === null) || (value?.kind === "global" && value.name === "undefined")
