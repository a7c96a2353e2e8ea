/**
 * Answers as rules read them: everything that the code of a handler sends, with its status and what it is made of.
 *
 * @module
 */
import type { RegionId } from "../../../model/ids.ts"
import type { Framework } from "../../../frameworks/framework.ts"
import { isErrorClass, statusErrors } from "../../../knowledge/errors.ts"
import { find } from "../../../knowledge/table.ts"
import type { At, Expression } from "../../../model/expression.ts"
import type { SentResponse } from "../../../model/responses.ts"
import type { AbstractValue } from "../../../model/values.ts"
import type { CallGraph, Frame } from "../../effects/graph-types.ts"
import { memoizePerGraph } from "../../effects/per-graph.ts"
import { type HandlerResponse, responsesIn } from "../../effects/responses.ts"
import { ancestryOf, nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues, UNDEFINED } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isRole } from "../../evaluate/framework-values.ts"
import { toView } from "../../evaluate/rule-value.ts"
import { isWithin } from "../../source/control-flow.ts"
import { locate } from "../../source/location.ts"
import { isForInput } from "../input/input-caused.ts"
import { recordsIn } from "../records/exposed-records.ts"
import type { Records } from "../records/record-models.ts"
import { saysFailure, shapesOf } from "./body-shape.ts"
import { exposuresOf } from "./error-exposure.ts"
import { isAfterFailure, maySetStatusBefore } from "./response-position.ts"

/**
 * Everything that a handler answers.
 *
 * @param isAnswering it is the handler that answers: what it returns is sent, where the framework sends what handlers return
 * @returns answers function by function; what only sets something for a later answer is left out
 */
export const responsesOfGraph = memoizePerGraph(listResponses, (framework, isAnswering) => `${framework.name} ${isAnswering}`)

/** What is known of an answer before its body is looked at. */
interface Answer {
  readonly frame: Frame
  readonly region: RegionId
  readonly at: At
  readonly body: AbstractValue | undefined
  /** The body as it is written. */
  readonly written: Expression | undefined
  readonly fixed: Pick<SentResponse, "at" | "whole" | "name" | "status" | "hasStatus" | "replaces" | "isBodiless" | "isByHandler">
}

function listResponses(graph: CallGraph, framework: Framework, isAnswering: boolean, evaluator: Evaluator, records: Records): readonly SentResponse[] {
  return graph.frames.flatMap((frame) => {
    const maySet = maySetStatusBefore(frame, graph, framework, evaluator)
    const called = responsesIn(frame, framework, evaluator).filter(({ form }) => form.isPartial !== true).map((one) => calledAnswer(one, frame, maySet, isAnswering))
    const returned = isAnswering && framework.answersReturns && frame.via.length === 0 ? returnedAnswers(frame, framework, evaluator) : []
    return [...called, ...returned].map((answer) => toSentResponse(answer, graph, evaluator, records))
  })
}

function toSentResponse({ frame, region, at, body, written, fixed }: Answer, graph: CallGraph, evaluator: Evaluator, records: Records): SentResponse {
  return {
    ...fixed,
    via: frame.via,
    isAfterFailure: isAfterFailure(region, frame, graph),
    get isForInput() {
      return isForInput(region, frame, evaluator)
    },
    get exposes() {
      return body === undefined ? [] : exposuresOf({ value: body, written }, { frame, region, at, graph }, evaluator)
    },
    get records() {
      return body === undefined || fixed.isBodiless ? [] : recordsIn(body, graph, records, evaluator)
    },
    get body() {
      return body === undefined || body === UNDEFINED ? undefined : toView(body, evaluator)
    },
    get shapes() {
      return this.body === undefined ? [] : shapesOf(this.body)
    },
    get saysFailure() {
      return this.body !== undefined && saysFailure(this.body)
    },
  }
}

/** @param maySet a function on the way here may have set a status */
function calledAnswer(response: HandlerResponse, frame: Frame, maySet: boolean, isByHandler: boolean): Answer {
  const { module, at, whole, region, name, status, isSet, replaces, body, written, form } = response
  return {
    frame, region, at: whole, body, written,
    fixed: {
      at: locate(module, at), whole: locate(module, whole), name, status, hasStatus: isSet || maySet, replaces, isByHandler, isBodiless: form.isBodiless === true,
    },
  }
}

/** What the handler itself returns, but for the answers that calls on the response have made. */
function returnedAnswers(frame: Frame, framework: Framework, evaluator: Evaluator): readonly Answer[] {
  const { context, fact } = frame
  const { module } = context
  const set = responsesIn(frame, framework, evaluator).filter(({ form }) => form.isPartial === true && form.status !== undefined)
  return fact.returns.flatMap(({ value: expression, region, at }): Answer[] => {
    if (expression === undefined) return []
    const body = evaluator.evaluate(expression, context)
    if (possibleValues(body).every((one) => isSentAlready(one, framework, evaluator))) return []
    const place = locate(module, at)
    const before = set.filter((one) => (module.spans[3 * one.whole] ?? 0) < place.end)
    const setter = before.findLast((one) => isWithin(module, region, one.region))
    const hasStatus = setter !== undefined || possibleValues(body).some((one) => isStatusError(one, evaluator))
      || before.some((one) => module.facts.regions[one.region]?.exits === false)
    return [{
      frame, region, at, body, written: expression,
      fixed: { at: place, whole: place, name: "return", status: setter?.status, hasStatus, replaces: undefined, isByHandler: true, isBodiless: false },
    }]
  })
}

/** Nothing, or what a call on the response has sent. */
function isSentAlready(value: AbstractValue, { replies }: Framework, evaluator: Evaluator): boolean {
  if (value === UNDEFINED || isRole(value, "response")) return true
  const name = nameOf(value, evaluator)
  return name !== undefined && (name.startsWith("response.") || Object.hasOwn(replies, name.replace(/\(\)$/, "")))
}

/** Hapi sends the error that is returned, with its status: https://hapi.dev/module/boom/api */
function isStatusError(value: AbstractValue, evaluator: Evaluator): boolean {
  const name = nameOf(value, evaluator)
  if (name !== undefined && (find(statusErrors, name) !== undefined || isErrorClass(name))) return true
  return value.kind === "instance" && ancestryOf(value.of, evaluator).some((one) => isErrorClass(one) || find(statusErrors, one) !== undefined)
}
