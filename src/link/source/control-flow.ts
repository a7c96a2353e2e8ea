/**
 * Regions of control flow: what surrounds a place, what a region holds, and where it is left early.
 *
 * @module
 */
import type { CallId, FunctionId, RegionId } from "../../model/ids.ts"
import { NO_REGION } from "./no-ids.ts"
import type { At, Expression } from "../../model/expression.ts"
import type { Module, RegionFact, ReturnFact, ThrowFact } from "../../model/facts.ts"

/**
 * Whether region `inner` is, or lies inside, region `outer` of the same module.
 *
 * @returns the answer; no region lies in -1
 */
export function isWithin(module: Module, inner: RegionId, outer: RegionId): boolean {
  for (let region = inner; region >= 0; region = module.facts.regions[region]?.parent ?? NO_REGION) {
    if (region === outer) return true
  }
  return false
}

/**
 * The regions around a place inside its function, innermost first; the function's own body is not among them.
 *
 * @returns their numbers
 */
export function* regionsAround(start: RegionId, module: Module): Generator<RegionId> {
  const { regions } = module.facts
  for (let region = start; region > 0 && regions[region]?.kind !== "function"; region = regions[region]?.parent ?? NO_REGION) yield region
}

/** The `catch` clause of the innermost `try` around a place in its function; undefined where none of them has one. */
export function catchAround(start: RegionId, module: Module): RegionId | undefined {
  for (const region of regionsAround(start, module)) {
    const fact = module.facts.regions[region]
    if (fact?.kind === "try" && fact.paired !== undefined) return fact.paired
  }
  return undefined
}

/** Whether a place stands in a `catch` clause of its function. */
export const isInCatch = (start: RegionId, module: Module): boolean =>
  [...regionsAround(start, module)].some((region) => module.facts.regions[region]?.kind === "catch")

/** What is written in a region. */
export interface Content {
  /** Indexes into the module's calls, in evaluation order. */
  readonly calls: readonly CallId[]
  readonly throws: readonly ThrowFact[]
  /** With the function that each of them leaves. */
  readonly returns: readonly (ReturnFact & { readonly of: FunctionId })[]
}

const contents = new WeakMap<Module, Map<RegionId, Content>>()

/**
 * What is written in a region, the regions and functions inside it included.
 *
 * @returns the same object for the same region; nothing for -1
 */
export function contentOf(region: RegionId, module: Module): Content {
  const known = contents.get(module) ?? new Map<RegionId, Content>()
  contents.set(module, known)
  const found = known.get(region)
  if (found !== undefined) return found
  const { calls, throws, returns } = indexContent(module)
  const made: Content = {
    calls: gather(region, module, calls).toSorted((one, other) => one - other),
    throws: gather(region, module, throws).toSorted((one, other) => one.order - other.order).map(({ fact }) => fact),
    returns: gather(region, module, returns).toSorted((one, other) => one.order - other.order).map(({ fact }) => fact),
  }
  known.set(region, made)
  return made
}

/** A fact with its place in the order of the module's facts of its kind. */
interface Ordered<Fact> {
  readonly fact: Fact
  readonly order: number
}

/** What stands directly in each region of a module. */
interface DirectContent {
  readonly calls: ReadonlyMap<RegionId, readonly CallId[]>
  readonly throws: ReadonlyMap<RegionId, readonly Ordered<ThrowFact>[]>
  readonly returns: ReadonlyMap<RegionId, readonly Ordered<Content["returns"][number]>[]>
  /** The regions directly inside each region. */
  readonly inner: ReadonlyMap<RegionId, readonly RegionId[]>
}

const directContents = new WeakMap<Module, DirectContent>()

function indexContent(module: Module): DirectContent {
  const known = directContents.get(module)
  if (known !== undefined) return known
  const { calls, throws, functions, regions } = module.facts
  const made: DirectContent = {
    calls: group(calls.map(({ region }, id) => [region, id] as const)),
    throws: byRegion(throws),
    returns: byRegion(functions.flatMap(({ returns }, of) => returns.map((one) => ({ ...one, of })))),
    inner: group(regions.map(({ parent }, id) => [parent, id] as const)),
  }
  directContents.set(module, made)
  return made
}

/** The items of pairs by their keys, in order. */
function group<Key, Item>(pairs: Iterable<readonly [Key, Item]>): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const [key, item] of pairs) {
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [item])
    else known.push(item)
  }
  return groups
}

function byRegion<Fact extends { readonly region: RegionId }>(facts: readonly Fact[]): ReadonlyMap<RegionId, readonly Ordered<Fact>[]> {
  return group(facts.map((fact, order) => [fact.region, { fact, order }] as const))
}

/** What stands in a region and in all regions inside it, in no order. */
function gather<Item>(region: RegionId, module: Module, byRegion: ReadonlyMap<RegionId, readonly Item[]>): readonly Item[] {
  if (region < 0) return []
  const { inner } = indexContent(module)
  const found: Item[] = []
  const waiting = [region]
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    found.push(...byRegion.get(one) ?? [])
    waiting.push(...inner.get(one) ?? [])
  }
  return found
}

/**
 * The regions directly inside a region.
 *
 * @returns each with its number, in the module's order
 */
export function regionsIn(region: RegionId, module: Module): readonly (readonly [id: RegionId, fact: RegionFact])[] {
  return (indexContent(module).inner.get(region) ?? []).flatMap((id) => {
    const fact = module.facts.regions[id]
    return fact === undefined ? [] : [[id, fact] as const]
  })
}

const heads = new WeakMap<Module, ReadonlyMap<At, readonly CallId[]>>()

/**
 * The calls of a module that are written at a place.
 *
 * @returns their numbers, in the module's order
 */
export function callsAt(at: At, module: Module): readonly CallId[] {
  let known = heads.get(module)
  if (known === undefined) heads.set(module, known = group(module.facts.calls.map((call, id) => [call.at, id] as const)))
  return known.get(at) ?? []
}

const earlyExits = new WeakMap<Module, ReadonlyMap<RegionId, readonly RegionFact[]>>()

/** The arms of conditions that leave their function, by the region that they are in. */
export function findEarlyExits(module: Module): ReadonlyMap<RegionId, readonly RegionFact[]> {
  const known = earlyExits.get(module)
  if (known !== undefined) return known
  const { regions, returns, throws } = { ...module.facts, returns: module.facts.functions.flatMap((one) => one.returns) }
  const leaving = new Set([...returns, ...throws].map(({ region }) => region))
  const found = new Map<RegionId, RegionFact[]>()
  for (const [id, fact] of regions.entries()) {
    if ((fact.kind !== "then" && fact.kind !== "else") || fact.test === undefined || !fact.exits || !leaving.has(id)) continue
    found.set(fact.parent, [...(found.get(fact.parent) ?? []), fact])
  }
  earlyExits.set(module, found)
  return found
}

/**
 * The arms of conditions that leave the function before a place in it is reached.
 *
 * @param start the region of the place
 * @returns arms of the code units around it, outer ones last
 */
export function earlyExitsBefore(start: RegionId, at: At, module: Module): readonly RegionFact[] {
  const place = module.spans[3 * at] ?? 0
  const found: RegionFact[] = []
  for (let region = start; region >= 0; region = module.facts.regions[region]?.parent ?? NO_REGION) {
    found.push(...(findEarlyExits(module).get(region) ?? []).filter((arm) => (module.spans[3 * arm.at + 1] ?? 0) <= place))
    if (module.facts.regions[region]?.kind === "function") break
  }
  return found
}

/**
 * Whether a region runs only as long as a binding of the module is empty: `cached ??= load()`,
 * `if (!cached) cached = load()`.
 *
 * @returns the answer
 */
export function fillsMemo(start: RegionId, module: Module): boolean {
  const { regions, locals } = module.facts
  const isModuleBinding = (expression: Expression | undefined): boolean =>
    expression?.kind === "local" && (regions[locals[expression.id]?.region ?? -1]?.function ?? 0) < 0 && locals[expression.id]?.isConstant === false
  for (let region = start; region > 0; region = regions[region]?.parent ?? NO_REGION) {
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
  return isBehindFilledMemo(start, module)
}

/** `if (cache.size > 0) return`, and then the code that fills it. */
function isBehindFilledMemo(start: RegionId, module: Module): boolean {
  const { regions, locals } = module.facts
  return regionsIn(start, module).some(([, { kind, exits, test }]) => {
    if (kind !== "then" || !exits || test === undefined) return false
    const size = test.kind === "operation" && (test.operator === ">" || test.operator === "!==") ? test.operands[0] : test
    return size?.kind === "member" && (size.name === "size" || size.name === "length") && size.object.kind === "local"
      && (regions[locals[size.object.id]?.region ?? -1]?.function ?? 0) < 0
  })
}

const isNothing = (expression: Expression | undefined): boolean =>
  (expression?.kind === "literal" && expression.value === null) || (expression?.kind === "global" && expression.name === "undefined")
