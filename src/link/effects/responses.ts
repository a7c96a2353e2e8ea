/**
 * Answers: which calls and assignments send a response, with which status and body.
 *
 * @module
 */
import type { RegionId } from "../../model/ids.ts"
import type { Framework, Reply } from "../../frameworks/framework.ts"
import type { At, Expression } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"
import type { AbstractValue, CallSite, Context } from "../../model/values.ts"
import { nameOf } from "../evaluate/canonical-name.ts"
import { possibleValues, UNDEFINED } from "../evaluate/domain.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { isFeasible } from "../evaluate/feasible-path.ts"
import { statusOf } from "../evaluate/status.ts"
import { isWithin } from "../source/control-flow.ts"
import { bodyOf } from "../source/function-body.ts"
import type { Frame } from "./graph-types.ts"

/** Something that answers, or sets what will be answered. */
export interface HandlerResponse {
  readonly module: Module
  readonly region: RegionId
  /** The called or assigned name. */
  readonly at: At
  /** The whole call or assignment. */
  readonly whole: At
  /** The call; undefined for an assignment. */
  readonly site: CallSite | undefined
  /** The status, where it is set in the same call, chain or code unit of code, and known. */
  readonly status: number | undefined
  /** Some status is set, or may be, known or not. */
  readonly isSet: boolean
  /** A known status that the same code unit of code sets before. */
  readonly replaces: number | undefined
  readonly body: AbstractValue | undefined
  /** The body as it is written; undefined where a spread brings it. */
  readonly written: Expression | undefined
  readonly form: Reply
  /** The name of what answers: `response.json`, `context.body=`. */
  readonly name: string
}

const known = new WeakMap<Context, Map<Framework, readonly HandlerResponse[]>>()

/**
 * What the code of one running function answers.
 *
 * @returns calls in evaluation order, then assignments; a status that is set apart is given to the answer it is for
 */
export function responsesIn(frame: Frame, framework: Framework, evaluator: Evaluator): readonly HandlerResponse[] {
  const { context } = frame
  const byFramework = known.get(context) ?? new Map<Framework, readonly HandlerResponse[]>()
  known.set(context, byFramework)
  const found = byFramework.get(framework)
  if (found !== undefined) return found
  const calls = bodyOf(context).calls.flatMap(([call, { region, at }]) =>
    answerOf({ module: context.module, call, context }, framework, evaluator, () => isFeasible(region, context, evaluator, at)) ?? [])
  const responses = withStatus([...calls, ...answersAssigned(context, framework, evaluator)], evaluator)
  byFramework.set(framework, responses)
  return responses
}

/**
 * What the assignments of one running function answer: `context.body = orders`.
 *
 * @returns them in the order in which they are written
 */
export function answersAssigned(context: Context, framework: Framework, evaluator: Evaluator): readonly HandlerResponse[] {
  const { module } = context
  return bodyOf(context).assignments.flatMap(({ target, value: expression, region, at }): HandlerResponse[] => {
    if (target.kind !== "member" || !isFeasible(region, context, evaluator, at)) return []
    const object = nameOf(evaluator.evaluate(target.object, context), evaluator)
    const name = `${object ?? ""}.${target.name}=`
    const form = Object.hasOwn(framework.replies, name) ? framework.replies[name] : undefined
    if (object === undefined || form === undefined) return []
    const given = evaluator.evaluate(expression, context)
    return [{
      module, region, at, whole: at, site: undefined, name, form,
      status: statusIn(form, [given], evaluator), isSet: form.status !== undefined, replaces: undefined, body: form.body === undefined ? undefined : given,
      written: expression,
    }]
  })
}

function statusIn({ status }: Reply, values: readonly AbstractValue[], evaluator: Evaluator): number | undefined {
  if (status === undefined) return undefined
  if ("is" in status) return status.is
  const value = values[status.argument]
  return statusOf(value === undefined || status.option === undefined ? value : evaluator.member(value, status.option), evaluator) ?? status.otherwise
}

/** Whether a status is given at all: `context.json(order)` has none, `context.json(order, status)` has. */
function isStatusIn({ status }: Reply, values: readonly AbstractValue[], evaluator: Evaluator): boolean {
  if (status === undefined) return false
  if ("is" in status || status.otherwise !== undefined) return true
  const value = values[status.argument]
  if (value === undefined || value === UNDEFINED) return false
  if (status.option === undefined) return true
  return possibleValues(value).some((one) => one.kind !== "object" || evaluator.entries(one).has(status.option ?? "") || one.value.entries.some((entry) => entry.name === undefined))
}

/** A status that another call or assignment sets: further along the chain, or before in the same code unit of code. */
function withStatus(responses: readonly HandlerResponse[], evaluator: Evaluator): readonly HandlerResponse[] {
  const partial = responses.filter(({ form }) => form.isPartial === true && form.status !== undefined)
  if (partial.length === 0) return responses
  const start = ({ module, whole }: HandlerResponse): number => module.spans[3 * whole + 1] ?? 0
  const isChained = (one: HandlerResponse, response: HandlerResponse): boolean =>
    one.site !== undefined && response.site !== undefined && (isBuiltOn(one.site, response.site, evaluator) || isBuiltOn(response.site, one.site, evaluator))
  const full = responses.filter(({ form }) => form.isPartial !== true)
  const free = partial.filter((one) => !full.some((response) => isChained(one, response)))
  return responses.map((response) => {
    const earlier = free.filter((one) => one !== response && start(one) < start(response))
    const certain = earlier.filter((one) => isWithin(response.module, response.region, one.region))
    const replaced = response.replaces ?? certain.findLast((one) => one.region === response.region)?.status
    if (response.form.isPartial === true) return { ...response, replaces: replaced }
    const chained = partial.find((one) => one.site !== undefined && response.site !== undefined && isBuiltOn(one.site, response.site, evaluator))
    if (response.isSet) return { ...response, replaces: replaced ?? chained?.status }
    const after = partial.find((one) => one.site === undefined && one.region === response.region)
    const setter = chained ?? certain.at(-1) ?? after
    // What an assignment sets is sent when the handler is done: a status may still come after it.
    const others = response.site === undefined ? free : earlier
    const maySet = others.some((one) => response.module.facts.regions[one.region]?.exits === false || response.site === undefined)
    return { ...response, status: setter?.status, isSet: setter !== undefined || maySet, replaces: setter?.replaces }
  })
}

/** `h.response(body).code(201)`: the outer call stands on what the inner one returned. */
function isBuiltOn(outer: CallSite, inner: CallSite, evaluator: Evaluator, depth = 0): boolean {
  const { receiver } = evaluator.callee(outer)
  if (receiver?.kind !== "result" || depth > 12) return false
  return receiver.site.call === inner.call && receiver.site.module === inner.module ? true : isBuiltOn(receiver.site, inner, evaluator, depth + 1)
}

/**
 * What a call does: `response.status(404).json({})` answers with 404 and a body.
 *
 * @param mayRun whether the call runs at all, asked last
 * @returns undefined when it is none that answers
 */
export function answerOf(site: CallSite, framework: Framework, evaluator: Evaluator, isFeasible = (): boolean => true): HandlerResponse | undefined {
  const { receiver, method, target } = evaluator.callee(site)
  const root = receiver === undefined || method === undefined ? undefined : rootOf(receiver, framework, evaluator)
  const name = root === undefined ? nameOf(target, evaluator) : `${root.role}.${method ?? ""}`
  const form = name !== undefined && Object.hasOwn(framework.replies, name) ? framework.replies[name] : undefined
  const fact = site.module.facts.calls[site.call]
  if (form === undefined || name === undefined || fact === undefined || !isFeasible()) return undefined
  const values = evaluator.arguments(site)
  const own = statusIn(form, values, evaluator)
  return {
    module: site.module, region: fact.region, at: fact.calleeAt, whole: fact.at, site, name, form,
    status: own ?? root?.status,
    isSet: isStatusIn(form, values, evaluator) || root?.isSet === true,
    replaces: own === undefined ? undefined : root?.status,
    body: form.body === undefined ? undefined : values[form.body],
    written: form.body === undefined || fact.arguments.some(({ kind }) => kind === "spread") ? undefined : fact.arguments[form.body],
  }
}

/** What a chain of calls stands on: a role, and the status that the chain has set. */
interface Root {
  readonly role: string
  readonly status: number | undefined
  /** The chain sets a status, known or not. */
  readonly isSet: boolean
}

const rootsOf = new WeakMap<Framework, WeakMap<AbstractValue, Root | undefined>>()

/** The role at the start of a chain of calls on it, and the status that the chain has set. */
function rootOf(receiver: AbstractValue, framework: Framework, evaluator: Evaluator): Root | undefined {
  if (receiver.kind === "role") return { role: receiver.name, status: undefined, isSet: false }
  const roots = rootsOf.get(framework) ?? new WeakMap<AbstractValue, Root | undefined>()
  rootsOf.set(framework, roots)
  if (roots.has(receiver)) return roots.get(receiver)
  roots.set(receiver, undefined)
  const root = findRoot(receiver, framework, evaluator)
  roots.set(receiver, root)
  return root
}

function findRoot(receiver: AbstractValue, framework: Framework, evaluator: Evaluator): Root | undefined {
  for (const one of possibleValues(receiver)) {
    if (one.kind === "role") return { role: one.name, status: undefined, isSet: false }
    if (one.kind !== "result") continue
    const { receiver: inner, method } = evaluator.callee(one.site)
    const root = inner === undefined || method === undefined ? undefined : rootOf(inner, framework, evaluator)
    if (root === undefined) continue
    const form = framework.replies[`${root.role}.${method}`]
    const set = form === undefined || (form.status !== undefined && "is" in form.status)
      ? undefined
      : statusIn(form, evaluator.arguments(one.site), evaluator)
    return { role: root.role, status: set ?? root.status, isSet: root.isSet || (form?.status !== undefined && !("is" in form.status)) }
  }
  return undefined
}
