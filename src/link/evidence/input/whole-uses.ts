/**
 * Whether a place uses a whole part of the request, or only hands it on to code that is looked at by itself.
 *
 * @module
 */
import { wholeReaders } from "../../../knowledge/conversions.ts"
import { find } from "../../../knowledge/table.ts"
import type { Expression } from "../../../model/expression.ts"
import type { ReadFact } from "../../../model/facts.ts"
import type { CallId } from "../../../model/ids.ts"
import type { CallSite } from "../../../model/values.ts"
import type { Frame } from "../../effects/graph-types.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { partsOf } from "../../source/expressions.ts"
import { bodyOf } from "../../source/function-body.ts"
import type { InputAnalysis } from "./input-analysis.ts"

/** Whether a call runs code of the project. */
export function isFollowed(site: CallSite, evaluator: Evaluator): boolean {
  const { target } = evaluator.callee(site)
  return target.kind === "function" || target.kind === "class"
}

/** Whether a whole part goes somewhere that cannot be followed, or into a new object of which nothing else is known. */
export function isWholeUse(read: ReadFact, frame: Frame, analysis: InputAnalysis): boolean {
  const { use, value } = read
  switch (use.kind) {
    case "initial":
    case "pattern":
    case "test":
    case "receiver":
    case "assigned":
      return false
    case "argument":
      return isArgumentUse(use.call, frame, analysis)
    case "spread":
      return isSpreadUse(value, frame, analysis)
    // What a helper hands back under a name is used where that name is: return { body, query }.
    case "entry":
      return !isTakenApart(value, frame, analysis) && !isReturnedIn(value, frame)
    default:
      return true
  }
}

function isArgumentUse(call: CallId, frame: Frame, { evaluator }: InputAnalysis): boolean {
  const site = { module: frame.context.module, call, context: frame.context }
  const { target, method } = evaluator.callee(site)
  if (isFollowed(site, evaluator) || method === "run" || isGathered(call, frame)) return false
  return find(wholeReaders, nameOf(target, evaluator)) === undefined
}

/** Pieces of a stream that a list of the function's own gathers are used where the list is: `chunks.push(chunk)`. */
function isGathered(call: CallId, { context }: Frame): boolean {
  const { facts } = context.module
  const callee = facts.calls[call]?.callee
  if (callee?.kind !== "member" || callee.name !== "push" || callee.object.kind !== "local") return false
  return facts.regions[facts.locals[callee.object.id]?.region ?? -1]?.function === context.of
}

/**
 * A copy that goes to code of the project, into a variable, or back to the caller is used where it is read there:
 * `place({ ...request.body, at })`.
 */
function isSpreadUse(value: Expression, frame: Frame, { evaluator }: InputAnalysis): boolean {
  const { context, fact, from } = frame
  const { module } = context
  const isCopy = (expression: Expression): boolean =>
    expression.kind === "object" && expression.entries.some((entry) => entry.name === undefined && entry.key === undefined && entry.value === value)
  const holds = (expression: Expression): boolean => isCopy(expression) || partsOf(expression).some(holds)
  const takers = bodyOf(context).calls.filter(([, { arguments: values }]) => values.some(holds))
  if (takers.length > 0) return takers.some(([call, { arguments: values }]) => !values.some(isCopy) || !isFollowed({ module, call, context }, evaluator))
  const isKept = bodyOf(context).locals.some(({ values }) => values.some(isCopy))
  return !isKept && !(from !== undefined && fact.returns.some((one) => one.value !== undefined && isCopy(one.value)))
}

/** `update({ body })` to a function that takes `body` out again: what that does with it is looked at there. */
function isTakenApart(value: Expression, { context }: Frame, { evaluator }: InputAnalysis): boolean {
  const { module } = context
  return module.facts.calls.some((fact, call) => fact.arguments.some((expression, index) => {
    const name = expression.kind !== "object" ? undefined : expression.entries.find((entry) => entry.value === value)?.name
    return name !== undefined && possibleValues(evaluator.callee({ module, call, context }).target).some((target) => {
      if (target.kind !== "function") return false
      const { reads, locals } = target.context.module.facts
      const isMember = (one: Expression): boolean =>
        one.kind === "member" && one.name === name && one.object.kind === "parameter" && one.object.of === target.id && one.object.index === index
      return reads.some((one) => isMember(one.value)) || locals.some((local) => local.values.some(isMember))
    })
  }))
}

const isReturnedIn = (value: Expression, { from, fact }: Frame): boolean =>
  from !== undefined && fact.returns.some((one) => one.value?.kind === "object" && one.value.entries.some((entry) => entry.value === value))
