/**
 * Comparisons: what the code that a request runs holds against what.
 *
 * @module
 */
import type { ReachedComparison } from "../../model/calls.ts"
import type { Location } from "../../model/evidence.ts"
import type { Expression } from "../../model/expression.ts"
import { contextOf } from "../evaluate/context.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { toView } from "../evaluate/rule-value.ts"
import { bodyOf } from "../source/function-body.ts"
import { locate } from "../source/location.ts"
import type { CallGraph, Frame } from "./graph-types.ts"
import { memoizePerGraph } from "./per-graph.ts"

const EQUALITIES = new Set(["===", "==", "!==", "!="])

/** The comparisons inside a value, with what is written around them left out. */
function* comparisonsIn(expression: Expression | undefined, depth = 0): Generator<Extract<Expression, { kind: "operation" }>> {
  if (expression === undefined || depth > 8) return
  if (expression.kind === "operation") {
    if (EQUALITIES.has(expression.operator)) yield expression
    for (const operand of expression.operands) yield* comparisonsIn(operand, depth + 1)
  } else if (expression.kind === "choice") {
    yield* comparisonsIn(expression.test, depth + 1)
    for (const one of expression.of) yield* comparisonsIn(one, depth + 1)
  }
}

function comparisonsOf(frame: Frame, evaluator: Evaluator): readonly ReachedComparison[] {
  const { context } = frame
  const { module } = context
  const { facts } = module
  const { regions, calls } = bodyOf(context)
  const isOwn = (region: number): boolean => facts.regions[region]?.function === context.of
  const places = [
    ...regions.flatMap(({ kind, test, parent, at }) => (kind === "then" || kind === "else" ? [{ value: test, region: parent, at }] : [])),
    ...(facts.functions[context.of]?.returns ?? []),
    ...facts.locals.flatMap(({ values, region, at }) => (isOwn(region) ? values.map((expression) => ({ value: expression, region, at })) : [])),
    ...calls.flatMap(([, { arguments: values, region, at }]) => values.map((expression) => ({ value: expression, region, at }))),
  ]
  const seen = new Set<Expression>()
  return places.flatMap(({ value: expression, region, at }) =>
    [...comparisonsIn(expression)].flatMap((comparison): ReachedComparison[] => {
      if (seen.has(comparison)) return []
      seen.add(comparison)
      const operands = comparison.operands.map((one) => toView(evaluator.evaluate(one, contextOf(context, region)), evaluator))
      return [{ at: placeOf(comparison, frame, locate(module, at)), operands }]
    }))
}

/** Where an operand is read, as near as can be told to the statement that it is in. */
function placeOf({ operands }: Extract<Expression, { kind: "operation" }>, { context }: Frame, otherwise: Location): Location {
  const { module } = context
  const distance = (at: Location): number => Math.abs(at.start - otherwise.start)
  const reads = bodyOf(context).reads.flatMap(({ value: expression, use, at }) => {
    const isHere = operands.includes(expression) && (use.kind === "operand" || use.kind === "test")
    return isHere ? [locate(module, at)] : []
  })
  return reads.reduce<Location | undefined>((nearest, at) => (nearest === undefined || distance(at) < distance(nearest) ? at : nearest), undefined) ?? otherwise
}

/**
 * Every comparison in what a handler runs.
 *
 * @returns them function by function
 */
export const comparisonsOfGraph = memoizePerGraph((graph: CallGraph, evaluator: Evaluator): readonly ReachedComparison[] =>
  graph.frames.flatMap((frame) => comparisonsOf(frame, evaluator)))
