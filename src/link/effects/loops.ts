/**
 * Repetition: which loops and iteration methods run a call once per element.
 *
 * @module
 */
import { NO_REGION } from "../source/no-ids.ts"
import type { Repetition } from "../../model/calls.ts"
import type { Location } from "../../model/evidence.ts"
import type { Expression } from "../../model/expression.ts"
import type { AbstractValue, CallSite, Context } from "../../model/values.ts"
import { functionOf } from "../evaluate/context.ts"
import { possibleValues } from "../evaluate/domain.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { iteratedBy } from "../evaluate/iteration.ts"
import { originsOf } from "../evaluate/provenance.ts"
import { regionsAround } from "../source/control-flow.ts"
import { locate } from "../source/location.ts"
import { collectionValue, countsElements, endsLoop, holdsOnce, isChunked } from "../source/loop-shape.ts"
import type { CallGraph } from "./graph-types.ts"

/** A loop around a call: its kind, and its place. */
type Loop = Pick<Repetition, "kind" | "loop">

/**
 * Every nearest loop on the ways from a handler to a call.
 *
 * @param site a call in one of the functions of the graph
 * @returns the repetitions, each loop once for each call of its body
 */
export function repetitionsOf(site: CallSite, graph: CallGraph, evaluator: Evaluator): readonly Repetition[] {
  const found: Repetition[] = []
  const seen = new Set<Context>()

  function climb(one: CallSite, distance: number): void {
    const around = loopAround(one, evaluator)
    if (around !== undefined) {
      found.push({ ...around, at: loopLocation(one), distance })
      return
    }
    const { context } = one
    if (seen.has(context)) return
    seen.add(context)
    for (const edge of graph.callers.get(context) ?? []) {
      // Tools are registered one by one, and each runs when it is asked for.
      if (/^register(?:Tool|Resource|Prompt)$/.test(evaluator.callee(edge.site).method ?? "")) continue
      const loop = edge.isIteration ? iterationOf(edge.site, one, evaluator) : undefined
      if (loop === undefined) climb(edge.site, distance + 1)
      else if (!isSentAsBatch(edge.site, evaluator)) {
        const isHere = isWrittenAt(context, edge.site)
        found.push({ ...loop, at: loopLocation(isHere ? one : edge.site), distance: isHere ? distance : distance + 1 })
      }
    }
  }

  climb(site, 0)
  return found
}

function loopLocation({ module, call }: CallSite): Location {
  const fact = module.facts.calls[call]
  const [whole, name] = [locate(module, fact?.at ?? 0), locate(module, fact?.calleeAt ?? 0)]
  return { ...whole, end: name.end }
}

/** Whether the callback stands in the function that hands it over, and is not only named there. */
function isWrittenAt(context: Context, site: CallSite): boolean {
  return context.module === site.module && functionOf(context)?.parent === site.context.of
}

function iterationOf(site: CallSite, repeated: CallSite, evaluator: Evaluator): Loop | undefined {
  const walked = iteratedBy(site, evaluator)
  const expression = collectionValue(site)
  if (walked === undefined || isChunked(expression, site.module)) return undefined
  const kind = isOwnPart(expression, repeated, evaluator) ? "list" : kindOf(walked, evaluator)
  return kind === undefined ? undefined : { kind, loop: locate(site.module, site.module.facts.calls[site.call]?.calleeAt ?? 0) }
}

/** Undefined for a list of one, which is walked in one step. What the environment holds is as long as its author made it. */
function kindOf(walked: AbstractValue, evaluator: Evaluator): Loop["kind"] | undefined {
  const names = [...originsOf(walked, evaluator)].flatMap(({ name }) => name ?? [])
  if (names.some((name) => name.startsWith("process.env.")) && names.every((name) => /^(?:process\b|JSON\b)/.test(name))) return "list"
  const lists = possibleValues(walked).filter((one) => one.kind === "array" && one.isComplete)
  if (lists.length < possibleValues(walked).length) return "collection"
  return lists.some((one) => one.kind === "array" && one.items.length > 1) ? "list" : undefined
}

/** A function that calls itself for the parts of what it was given: `read(filter)` reads `filter.filters`, as deep as somebody wrote them. */
function isOwnPart(expression: Expression | undefined, repeated: CallSite, evaluator: Evaluator): boolean {
  if (expression?.kind === "member") return isOwnPart(expression.object, repeated, evaluator)
  return expression?.kind === "parameter" && possibleValues(evaluator.callee(repeated).target).some((one) =>
    one.kind === "function" && one.id === expression.of && one.context.module === repeated.module)
}

/** The innermost loop around a call in its function that goes through a collection. */
function loopAround(site: CallSite, evaluator: Evaluator): Loop | undefined {
  const { module, context } = site
  const { calls, regions } = module.facts
  const tests: Expression[] = []
  for (const region of regionsAround(calls[site.call]?.region ?? NO_REGION, module)) {
    const fact = regions[region]
    if (fact !== undefined && endsLoop(region, site)) return undefined
    if (fact?.kind === "then" && fact.test !== undefined) tests.push(fact.test)
    if (fact?.kind !== "loop" || tests.some((test) => holdsOnce(test, region, module))) continue
    const loop = locate(module, fact.at)
    if (fact.iterates !== undefined) {
      if (isChunked(fact.iterates, module)) continue
      const kind = isOwnPart(fact.iterates, site, evaluator) ? "list" : kindOf(evaluator.evaluate(fact.iterates, context), evaluator)
      if (kind === undefined) continue
      return { kind, loop }
    }
    // One without a test goes on until something breaks out of it.
    if (fact.test !== undefined && countsElements(fact.test, module)) return { kind: "collection", loop }
  }
  return undefined
}

/** `prisma.$transaction(ids.map(remove))`: what the callbacks make is sent in one round trip. */
function isSentAsBatch({ module, call, context }: CallSite, evaluator: Evaluator): boolean {
  const { calls, locals } = module.facts
  const holds = (expression: Expression, depth = 0): boolean => {
    if (expression.kind === "call") return expression.id === call
    if (depth > 3) return false
    if (expression.kind === "spread") return holds(expression.value, depth + 1)
    if (expression.kind === "array") return expression.items.some((item) => holds(item, depth + 1))
    return expression.kind === "local" && locals[expression.id]?.values.some((one) => holds(one, depth + 1)) === true
  }
  return calls.some((fact, id) => {
    const method = fact.callee.kind === "member" ? fact.callee.name : evaluator.callee({ module, call: id, context }).method
    return method !== undefined && evaluator.clients.isBatch(method) && fact.arguments.some((expression) => holds(expression))
  })
}
