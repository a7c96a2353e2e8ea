/**
 * Methods that middleware attaches to the response or the context, and that answer: `response.respond = (data) => response.json({ data })`.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import type { CallGraph, CallGraphs, Frame } from "../../effects/graph-types.ts"
import { answerOf, type HandlerResponse } from "../../effects/responses.ts"
import { memoizePerGraph } from "../../effects/per-graph.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isRole } from "../../evaluate/framework-values.ts"
import { bodyOf } from "../../source/function-body.ts"

/** A function, and the name under which it is attached. */
export interface AttachedMethod {
  readonly name: string
  readonly value: AbstractValue
}

const isResponse = (value: AbstractValue): boolean => isRole(value, "response") || isRole(value, "context")

/** The functions that the code of one handler attaches to the response, but for those that replace a method of the framework. */
const attachedIn = memoizePerGraph(({ frames }: CallGraph, { replies }: Framework, evaluator: Evaluator): readonly AttachedMethod[] =>
  frames.flatMap(({ context }) => bodyOf(context).assignments.flatMap(({ target, value }) => {
    if (target.kind !== "member" || value.kind === "literal" || Object.hasOwn(replies, `response.${target.name}`)) return []
    if (!isResponse(evaluator.evaluate(target.object, context))) return []
    return possibleValues(evaluator.evaluate(value, context)).flatMap((one) => (one.kind === "function" ? [{ name: target.name, value: one }] : []))
  })), ({ name }) => name)

/** The functions that a chain of handlers attaches to the response. */
export function attachedMethods(graphs: readonly CallGraph[], framework: Framework, evaluator: Evaluator): readonly AttachedMethod[] {
  return graphs.flatMap((graph) => attachedIn(graph, framework, evaluator))
}

/** What the calls of attached methods in one running function answer. */
export function responsesByAttached(frame: Frame, methods: readonly AttachedMethod[], framework: Framework, evaluator: Evaluator, callGraphs: CallGraphs): readonly HandlerResponse[] {
  if (methods.length === 0) return []
  return callGraphs.callsOf(frame).flatMap((site) => {
    const { receiver, method } = evaluator.callee(site)
    if (receiver === undefined || !isResponse(receiver)) return []
    return methods.filter(({ name }) => name === method).flatMap(({ value }) => responsesWhenCalled(value, site, framework, evaluator))
  })
}

/** What the function itself answers, at the place of the call. */
function responsesWhenCalled(target: AbstractValue, site: CallSite, framework: Framework, evaluator: Evaluator): readonly HandlerResponse[] {
  const running = evaluator.enter(target, site)
  const call = site.module.facts.calls[site.call]
  if (running === undefined || call === undefined) return []
  return bodyOf(running).calls.flatMap(([id]) => answerOf({ module: running.module, call: id, context: running }, framework, evaluator) ?? [])
    .map((response) => ({ ...response, module: site.module, region: call.region, at: call.calleeAt, whole: call.at, site }))
}
