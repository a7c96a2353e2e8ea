/**
 * Where the code of a handler uses the parts of the request.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import { logging } from "../../../knowledge/logging.ts"
import { find } from "../../../knowledge/table.ts"
import type { Part } from "../../../model/evidence.ts"
import type { Expression } from "../../../model/expression.ts"
import type { ReadFact } from "../../../model/facts.ts"
import type { InputUse } from "../../../model/route.ts"
import type { CallSite } from "../../../model/values.ts"
import type { Frame } from "../../effects/graph-types.ts"
import { siteKey } from "../../evaluate/call-site.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { flatten, possibleValues } from "../../evaluate/domain.ts"
import { isFeasible } from "../../evaluate/feasible-path.ts"
import { bodyOf } from "../../source/function-body.ts"
import { locate } from "../../source/location.ts"
import { typeText } from "../../source/type-text.ts"
import { isChecked } from "./checked-values.ts"
import type { InputAnalysis } from "./input-analysis.ts"
import { isComparedIn } from "./literal-comparisons.ts"
import { type PartField, partNamed, partOf, wholeCopiesIn } from "./request-part.ts"
import { isFollowed, isWholeUse } from "./whole-uses.ts"

/** A use of one part of the request; `field` is undefined when it is used whole. */
export interface PartUse {
  readonly part: Part
  readonly field: string | undefined
  readonly use: InputUse
  /** It only decides something, and is used as no value. */
  readonly isTest: boolean
}

/**
 * The uses of parts of the request in one running function.
 *
 * @param checked keys of the sites of checks: what they are given is used by none
 */
export function usesIn(frame: Frame, checked: ReadonlySet<string>, framework: Framework, analysis: InputAnalysis): readonly PartUse[] {
  const arguments_ = argumentsOfChecks(frame, checked)
  return [
    ...bodyOf(frame.context).reads.flatMap((read) => (arguments_.some((range) => isInside(read, range, frame)) ? [] : usesOfRead(read, frame, framework, analysis))),
    ...usesByPicking(frame, checked, framework, analysis),
    ...usesByCall(frame, checked, framework, analysis),
  ]
}

/** Offsets of the text between the name of a called function and the end of the call. */
type Range = readonly [start: number, end: number]

function argumentsOfChecks({ context }: Frame, checked: ReadonlySet<string>): readonly Range[] {
  const { module } = context
  return bodyOf(context).calls.flatMap(([call, fact]): Range[] => (checked.has(siteKey({ module, call, context }))
    ? [[locate(module, fact.calleeAt).end, locate(module, fact.at).end]]
    : []))
}

function isInside({ at }: ReadFact, [from, to]: Range, { context }: Frame): boolean {
  const { start, end } = locate(context.module, at)
  return start >= from && end <= to
}

function usesOfRead(read: ReadFact, frame: Frame, framework: Framework, analysis: InputAnalysis): readonly PartUse[] {
  const { evaluator } = analysis
  const { context } = frame
  const { module } = context
  if (!isFeasible(read.region, context, evaluator, read.at)) return []
  const value = evaluator.evaluate(read.value, context)
  // What came in, or what a check has made of it: let body = request.body; if (schema) body = schema.parse(body).
  if (possibleValues(value).some((one) => isChecked(one, evaluator)) || isLogged(read, frame, analysis)) return []
  const cast = read.cast === undefined ? undefined : typeText(read.cast, module)
  const toUse = ({ part, field, name }: PartField): PartUse => {
    const use = { at: locate(module, read.at), name: cast !== undefined && read.use.kind === "pattern" ? `request.${part}` : name, cast }
    return { part, field, use, isTest: read.use.kind === "test" || isComparedIn(read, context, evaluator) }
  }
  const part = partOf(value, framework, evaluator)
  if (part !== undefined) return part.field === undefined && !isWholeUse(read, frame, analysis) ? [] : [toUse(part)]
  // A copy of a part is used where the copy, or any value in it, is: const order = { ...request.body }; save(order), where(order[key]).
  const holders = read.value.kind === "element" ? [value, evaluator.evaluate(read.value.object, context)] : [value]
  const copied = holders.flatMap((one) => [...possibleValues(one)]).flatMap((one) => wholeCopiesIn(one.kind === "each" ? one.of : one, framework, evaluator))
  return copied.length > 0 && isWholeUse(read, frame, analysis) ? copied.map(toUse) : []
}

/** A message in a log is no work that is done with it. */
function isLogged({ use }: ReadFact, { context }: Frame, { evaluator }: InputAnalysis): boolean {
  if (use.kind !== "argument") return false
  const { target } = evaluator.callee({ module: context.module, call: use.call, context })
  return target.kind !== "function" && find(logging, nameOf(target, evaluator)) !== undefined
}

/** `context.req.query("page")`: a call that a framework has for reading a part of the request. */
function usesByCall(frame: Frame, checked: ReadonlySet<string>, framework: Framework, { evaluator, callGraphs }: InputAnalysis): readonly PartUse[] {
  const { context } = frame
  const { module } = context
  return callGraphs.callsOf(frame).flatMap((site): PartUse[] => {
    const canonical = evaluator.canonicalCall(evaluator.callee(site).target, site)
    const part = canonical === undefined ? undefined : partOf(canonical, framework, evaluator)
    const fact = module.facts.calls[site.call]
    if (part === undefined || fact === undefined || !isFeasible(fact.region, context, evaluator, fact.at)) return []
    const isThis = (expression: Expression): boolean => expression.kind === "call" && expression.id === site.call
    const taking = module.facts.calls.findIndex((call) => call.arguments.some(isThis))
    const taker: CallSite | undefined = taking < 0 ? undefined : { module, call: taking, context }
    if (taker !== undefined && checked.has(siteKey(taker))) return []
    // The whole part is used where it goes to something that cannot be followed; where it is kept, its members are read.
    if (part.field === undefined && (taker === undefined || isFollowed(taker, evaluator))) return []
    const isTest = module.facts.regions.some(({ test }) => test !== undefined && isThis(test))
    return [{ part: part.part, field: part.field, use: { at: locate(module, fact.calleeAt), name: part.name, cast: undefined }, isTest }]
  })
}

/** lodash's `pick` and the like: the fields that they name are used. */
function usesByPicking(frame: Frame, checked: ReadonlySet<string>, framework: Framework, { evaluator, callGraphs }: InputAnalysis): readonly PartUse[] {
  return callGraphs.callsOf(frame).flatMap((site): PartUse[] => {
    const name = nameOf(evaluator.callee(site).target, evaluator)
    if (name === undefined || !/(?:^|[./])pick$/.test(name) || checked.has(siteKey(site))) return []
    const [object, ...keys] = evaluator.arguments(site)
    const part = object === undefined ? undefined : nameOf(object, evaluator)
    const at = locate(site.module, site.module.facts.calls[site.call]?.calleeAt ?? 0)
    return flatten(keys).flatMap((key): PartUse[] => {
      const field = key.kind === "literal" && typeof key.value === "string" ? key.value : undefined
      const found = part === undefined || field === undefined ? undefined : partNamed(`${part}.${field}`, framework)
      return found === undefined ? [] : [{ part: found.part, field: found.field, use: { at, name: found.name, cast: undefined }, isTest: false }]
    })
  })
}
