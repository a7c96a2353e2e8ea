/**
 * Comparisons: what the code that a request runs holds against what.
 *
 * @module
 */
import type { Reach, Visit } from "./graph-types.ts"
import { perReach } from "./per-graph.ts"
import { homeOf } from "../evaluate/context.ts"
import type { Follower } from "../evaluate/evaluator.ts"
import { toGiven } from "../evaluate/rule-value.ts"
import { ownedBy } from "../source/function-body.ts"
import { locate } from "../source/location.ts"
import type { ReachedComparison } from "../../model/calls.ts"
import type { Location } from "../../model/evidence.ts"
import type { Value } from "../../model/expression.ts"

const EQUALITIES = new Set(["===", "==", "!==", "!="])

/** The comparisons inside a value, with what is written around them left out. */
function* comparisonsIn(value: Value | undefined, depth = 0): Generator<Extract<Value, { kind: "operation" }>> {
  if (value === undefined || depth > 8) return
  if (value.kind === "operation") {
    if (EQUALITIES.has(value.operator)) yield value
    for (const operand of value.operands) yield* comparisonsIn(operand, depth + 1)
  } else if (value.kind === "choice") {
    yield* comparisonsIn(value.test, depth + 1)
    for (const one of value.of) yield* comparisonsIn(one, depth + 1)
  }
}

function comparisonsOf(visit: Visit, follower: Follower): readonly ReachedComparison[] {
  const { activation } = visit
  const { module } = activation
  const { facts } = module
  const { regions, calls } = ownedBy(activation)
  const isOwn = (region: number): boolean => facts.regions[region]?.function === activation.of
  const places = [
    ...regions.flatMap(({ kind, test, parent, at }) => (kind === "then" || kind === "else" ? [{ value: test, region: parent, at }] : [])),
    ...(facts.functions[activation.of]?.returns ?? []),
    ...facts.locals.flatMap(({ values, region, at }) => (isOwn(region) ? values.map((value) => ({ value, region, at })) : [])),
    ...calls.flatMap(([, { arguments: values, region, at }]) => values.map((value) => ({ value, region, at }))),
  ]
  const seen = new Set<Value>()
  return places.flatMap(({ value, region, at }) =>
    [...comparisonsIn(value)].flatMap((comparison): ReachedComparison[] => {
      if (seen.has(comparison)) return []
      seen.add(comparison)
      const operands = comparison.operands.map((one) => toGiven(follower.follow(one, homeOf(activation, region)), follower))
      return [{ at: placeOf(comparison, visit, locate(module, at)), operands }]
    }))
}

/** Where an operand is read, as near as can be told to the statement that it is in. */
function placeOf({ operands }: Extract<Value, { kind: "operation" }>, { activation }: Visit, otherwise: Location): Location {
  const { module } = activation
  const distance = (at: Location): number => Math.abs(at.start - otherwise.start)
  const reads = ownedBy(activation).reads.flatMap(({ value, use, at }) => {
    const isHere = operands.includes(value) && (use.kind === "operand" || use.kind === "test")
    return isHere ? [locate(module, at)] : []
  })
  return reads.reduce<Location | undefined>((nearest, at) => (nearest === undefined || distance(at) < distance(nearest) ? at : nearest), undefined) ?? otherwise
}

/**
 * Every comparison in what a handler runs.
 *
 * @returns them function by function
 */
export const comparisonsOfReach = perReach((reached: Reach, follower: Follower): readonly ReachedComparison[] =>
  reached.visits.flatMap((visit) => comparisonsOf(visit, follower)))
