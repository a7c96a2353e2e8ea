/**
 * What the code of a handler answers: a body whose shape a type or a schema declares, some other body, or none.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import { pipingFunctions, pipingMethods, streamBodies } from "../../../knowledge/streams.ts"
import { find } from "../../../knowledge/table.ts"
import type { Evidence } from "../../../model/evidence.ts"
import type { TypeFact } from "../../../model/expression.ts"
import type { ResponseEvidence } from "../../../model/route.ts"
import type { AbstractValue } from "../../../model/values.ts"
import { checkOf } from "../../../validators/find.ts"
import type { CallGraph, CallGraphs, Frame } from "../../effects/graph-types.ts"
import { type HandlerResponse, responsesIn } from "../../effects/responses.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues, textOf, UNDEFINED } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isRole } from "../../evaluate/framework-values.ts"
import { unwrap } from "../../evaluate/wrappers.ts"
import type { Step } from "../../routing/operation.ts"
import { locate } from "../../source/location.ts"
import { type AttachedMethod, responsesByAttached } from "./attached-responses.ts"
import { declaredByTypes } from "./declared-type.ts"
import { sendsMedia } from "./media-type.ts"
import { declaredByVariable } from "./sent-variable.ts"

/** Whether a response is declared, and by what. */
export type Declaration = Omit<ResponseEvidence, "isSerialized" | "isTransformed">

/** What answers are read with. */
interface AnswerAnalysis {
  readonly evaluator: Evaluator
  readonly callGraphs: CallGraphs
}

/** Everything that the functions of a handler send. */
interface Sent {
  /** Full answers; those that send a file or a page have no body. */
  readonly responses: readonly HandlerResponse[]
  /** Statuses that are set apart from an answer. */
  readonly statuses: readonly number[]
  /** A stream is piped into the response, or a status without a body is set. */
  readonly hasNoBody: boolean
}

/** A file or page instead of data. */
const MEDIA = { isBodiless: true }

const BODILESS: Declaration = { answer: "bodiless", isWeak: false, by: [] }

/** Statuses that say that there is nothing here. */
const isAbsent = (status: number | undefined): boolean => status === 404 || status === 405

/**
 * What a handler answers.
 *
 * @param attached what the handlers before it have attached to the response
 */
export function answeredBy(step: Step, graph: CallGraph, framework: Framework, attached: readonly AttachedMethod[], analysis: AnswerAnalysis): Declaration {
  const { evaluator, callGraphs } = analysis
  const handler = unwrap(step.handler, evaluator)
  for (const frame of graph.frames) {
    const declared = declaredByTypes(frame, framework, handler, evaluator, callGraphs) ?? declaredByVariable(frame, framework, evaluator)
    if (declared !== undefined) return { answer: "declared", isWeak: false, by: [declared] }
  }
  const { responses, statuses, hasNoBody } = sentBy(graph, framework, attached, analysis)
  const bodies = responses.filter((response) => hasBody(response, evaluator))
  const good = bodies.filter(({ status }) => (status ?? 200) < 400)
  const by = good.map(({ module, at, name }): Evidence => ({ at: locate(module, at), name }))
  if (good.some(({ body }) => isParsed(body, evaluator))) return { answer: "declared", isWeak: false, by }
  if (good.length > 0) return { answer: "undeclared", isWeak: false, by }
  // That there is nothing here needs no shape.
  if (statuses.length > 0 && statuses.every(isAbsent)) return BODILESS
  if ((step.convention ?? framework).answersReturns === true && returnsBody(graph, framework, evaluator)) return { answer: "undeclared", isWeak: false, by: [] }
  if (responses.length > bodies.length || hasNoBody) return BODILESS
  if (bodies.length > 0) return bodies.every(({ status }) => isAbsent(status)) ? BODILESS : { answer: "undeclared", isWeak: false, by: [] }
  if (graph.frames.length > 0 && graph.unresolvedCalls.length === 0) return BODILESS
  const isPackage = step.site !== undefined && step.handler.kind === "result" && nameOf(step.handler, evaluator) !== undefined && graph.frames.length === 0
  return isPackage ? BODILESS : { answer: "unknown", isWeak: false, by: [] }
}

function sentBy(graph: CallGraph, framework: Framework, attached: readonly AttachedMethod[], { evaluator, callGraphs }: AnswerAnalysis): Sent {
  const responses: HandlerResponse[] = []
  const statuses: number[] = []
  let hasNoBody = false
  for (const frame of graph.frames) {
    const isMedia = sendsMedia(frame, evaluator, callGraphs)
    for (const response of responsesIn(frame, framework, evaluator)) {
      const { form, status, site, name } = response
      if (form.isPartial !== true) {
        responses.push(isMedia && !/json/i.test(name) && (status ?? 200) < 400 ? { ...response, form: MEDIA } : response)
        continue
      }
      if (status !== undefined) statuses.push(status)
      // `context.status = 204` says that there is no body.
      hasNoBody ||= site === undefined && (status === 204 || status === 304)
    }
    responses.push(...responsesByAttached(frame, attached, framework, evaluator, callGraphs).filter(({ form }) => form.isPartial !== true))
    hasNoBody ||= pipesAnswer(frame, evaluator, callGraphs)
  }
  return { responses, statuses, hasNoBody }
}

function pipesAnswer(frame: Frame, evaluator: Evaluator, callGraphs: CallGraphs): boolean {
  return callGraphs.callsOf(frame).some((site) => {
    const { method, target } = evaluator.callee(site)
    const isPipe = (method !== undefined && pipingMethods.has(method)) || find(pipingFunctions, nameOf(target, evaluator)) !== undefined
    return isPipe && evaluator.arguments(site).some((value) => isRole(value, "response"))
  })
}

function hasBody({ form, body, status, name: by }: HandlerResponse, evaluator: Evaluator): boolean {
  if (form.isBodiless === true || form.body === undefined) return form.status !== undefined && "is" in form.status
  if (status === 204 || status === 304 || body === undefined || body === UNDEFINED) return false
  // new Response(null) has no body; null as JSON is one.
  if (body.kind === "literal" && body.value === null && !by.endsWith("json")) return false
  return find(streamBodies, nameOf(body, evaluator)) === undefined
}

/** `response.json(UserSchema.parse(user))`: the schema declares what is sent. */
function isParsed(body: AbstractValue | undefined, evaluator: Evaluator): boolean {
  return body !== undefined && possibleValues(body).some((one) =>
    one.kind === "result" && checkOf(nameOf(evaluator.callee(one.site).target, evaluator))?.outcome === "value")
}

function returnsBody(graph: CallGraph, framework: Framework, evaluator: Evaluator): boolean {
  const [handler] = graph.frames
  if (handler === undefined || handler.fact.isGenerator || (framework.declaresByReturnType === true && isEmptyBody(handler.fact.returnType))) return false
  return handler.fact.returns.some(({ value: expression }) =>
    expression !== undefined && possibleValues(evaluator.evaluate(expression, handler.context)).some((one) => isBody(one, framework, evaluator)))
}

/** Whether a returned value is data: no page, file or stream, and no answer that a call has made by itself. */
function isBody(value: AbstractValue, framework: Framework, evaluator: Evaluator): boolean {
  if (value === UNDEFINED || isRole(value, "response") || (framework.declaresByReturnType === true && givesNothing(value, evaluator))) return false
  // A page, written out.
  if (/^\s*</.test(textOf(value) ?? "")) return false
  const name = nameOf(value, evaluator)
  return name === undefined || !(/^response\b/.test(name) || find(streamBodies, name) !== undefined || Object.hasOwn(framework.replies, name.replace(/\(\)$/, "")))
}

/** What a project function returned that returns nothing: `return this.orders.remove(id)`. */
function givesNothing(value: AbstractValue, evaluator: Evaluator): boolean {
  if (value.kind !== "result") return false
  const { target } = evaluator.callee(value.site)
  const fact = target.kind === "function" ? target.context.module.facts.functions[target.id] : undefined
  return fact !== undefined && (isEmptyBody(fact.returnType) || (fact.returnType === undefined && fact.returns.every(({ value: expression }) => expression === undefined)))
}

/** `void`, `Promise<void>`. */
function isEmptyBody(type: TypeFact | undefined): boolean {
  if (type?.kind === "reference") return type.name.kind === "global" && type.name.name === "Promise" && isEmptyBody(type.arguments[0])
  return type?.kind === "keyword" && (type.name === "void" || type.name === "undefined")
}
