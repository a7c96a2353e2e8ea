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
import { walkExpression } from "../source/expressions.ts"
import { bodyOf } from "../source/function-body.ts"
import { locate } from "../source/location.ts"
import type { CallGraph, Frame } from "./graph-types.ts"
import { memoizePerGraph } from "./per-graph.ts"

const EQUALITIES = new Set(["===", "==", "!==", "!="])

/** The comparisons inside an expression, outer ones first. */
function comparisonsIn(expression: Expression | undefined): readonly Extract<Expression, { kind: "operation" }>[] {
  const found: Extract<Expression, { kind: "operation" }>[] = []
  walkExpression(expression, (one) => {
    if (one.kind === "operation" && EQUALITIES.has(one.operator)) found.push(one)
  })
  return found
}

function comparisonsOf(frame: Frame, evaluator: Evaluator): readonly ReachedComparison[] {
  const { context } = frame
  const { module } = context
  const { regions, locals, calls } = bodyOf(context)
  const places = [
    ...regions.flatMap(([, { kind, test, parent, at }]) => (kind === "then" || kind === "else" ? [{ value: test, region: parent, at }] : [])),
    ...(module.facts.functions[context.of]?.returns ?? []),
    ...locals.flatMap(({ values, region, at }) => values.map((expression) => ({ value: expression, region, at }))),
    ...calls.flatMap(([, { arguments: values, region, at }]) => values.map((expression) => ({ value: expression, region, at }))),
  ]
  const seen = new Set<Expression>()
  return places.flatMap(({ value: expression, region, at }) =>
    comparisonsIn(expression).flatMap((comparison): ReachedComparison[] => {
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
