/**
 * What one function says itself: the facts of a module by the function in whose body they stand.
 *
 * @module
 */
import type { CallId, FunctionId, RegionId } from "../../model/ids.ts"
import { NO_FUNCTION } from "./no-ids.ts"
import type { AssignmentFact, CallFact, LocalFact, Module, ReadFact, RegionFact, ThrowFact } from "../../model/facts.ts"
import type { Context } from "../../model/values.ts"

/** The facts that stand in one function's own body, and not in a function inside it; each kind in the module's order. */
export interface FunctionBody {
  readonly calls: readonly (readonly [id: CallId, fact: CallFact])[]
  readonly reads: readonly ReadFact[]
  readonly assignments: readonly AssignmentFact[]
  readonly throws: readonly ThrowFact[]
  readonly regions: readonly (readonly [id: RegionId, fact: RegionFact])[]
  readonly locals: readonly LocalFact[]
}

interface Collected extends FunctionBody {
  readonly calls: (readonly [CallId, CallFact])[]
  readonly reads: ReadFact[]
  readonly assignments: AssignmentFact[]
  readonly throws: ThrowFact[]
  readonly regions: (readonly [RegionId, RegionFact])[]
  readonly locals: LocalFact[]
}

const NOTHING: FunctionBody = { calls: [], reads: [], assignments: [], throws: [], regions: [], locals: [] }

const byModule = new WeakMap<Module, ReadonlyMap<FunctionId, FunctionBody>>()

function collect({ facts }: Module): ReadonlyMap<FunctionId, FunctionBody> {
  const found = new Map<FunctionId, Collected>()
  const of = (owner: FunctionId): Collected => {
    const known = found.get(owner) ?? { calls: [], reads: [], assignments: [], throws: [], regions: [], locals: [] }
    found.set(owner, known)
    return known
  }
  const ownerOf = (region: RegionId): FunctionId => facts.regions[region]?.function ?? NO_FUNCTION
  for (const [id, call] of facts.calls.entries()) of(ownerOf(call.region)).calls.push([id, call])
  for (const read of facts.reads) of(ownerOf(read.region)).reads.push(read)
  for (const assignment of facts.assignments) of(ownerOf(assignment.region)).assignments.push(assignment)
  for (const thrown of facts.throws) of(ownerOf(thrown.region)).throws.push(thrown)
  for (const [id, region] of facts.regions.entries()) of(region.function).regions.push([id, region])
  for (const local of facts.locals) of(ownerOf(local.region)).locals.push(local)
  return found
}

/**
 * What the function that runs in a context says itself.
 *
 * @returns its facts; at module level, those outside of every function
 */
export function bodyOf({ module, of }: Pick<Context, "module" | "of">): FunctionBody {
  const known = byModule.get(module) ?? collect(module)
  byModule.set(module, known)
  return known.get(of) ?? NOTHING
}
