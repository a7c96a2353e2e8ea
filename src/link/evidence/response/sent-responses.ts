/**
 * Answers as rules read them: everything that the code of a handler sends, with its status and what it is made of.
 *
 * @module
 */
import type { RegionId } from "../../../model/ids.ts"
import { MODULE_REGION, NO_REGION } from "../../source/no-ids.ts"
import type { Framework } from "../../../frameworks/framework.ts"
import type { Module } from "../../../model/facts.ts"
import type { SentResponse } from "../../../model/responses.ts"
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

/** What comes after the failure of something: a `catch` clause, or the callback of `.catch()`. */
function isAfterFailure(region: RegionId, module: Module, frame: Frame, graph: CallGraph): boolean {
  const { regions } = module.facts
  for (let one = region; one > 0; one = regions[one]?.parent ?? NO_REGION) {
    if (regions[one]?.kind === "catch") return true
    if (regions[one]?.kind === "function") break
  }
  const { from } = frame
  const call = from?.module.facts.calls[from.call]
  if (from === undefined || call === undefined) return false
  if (call.callee.kind === "member" && call.callee.name === "catch") return true
  const above = graph.frameOf.get(from.context)
  return above !== undefined && above !== frame && isAfterFailure(call.region, from.module, above, graph)
}

const DEPTH = 24

/** One of the functions on the way sets a status that is for no answer of its own. */
function maySetBefore({ from }: Frame, graph: CallGraph, framework: Framework, evaluator: Evaluator, depth = 0): boolean {
  const above = from === undefined ? undefined : graph.frameOf.get(from.context)
  if (above === undefined || from === undefined || depth > DEPTH) return false
  const call = from.module.facts.calls[from.call]
  const place = from.module.spans[3 * (call?.at ?? 0)] ?? 0
  const sets = responsesIn(above, framework, evaluator).some(({ form, whole, module, region }) => form.isPartial === true && form.status !== undefined
    && (module.spans[3 * whole] ?? MODULE_REGION) < place && (isWithin(module, call?.region ?? MODULE_REGION, region) || module.facts.regions[region]?.exits === false))
  return sets || (above.from !== from && maySetBefore(above, graph, framework, evaluator, depth + 1))
}

/**
 * Everything that a handler answers.
 *
 * @param isAnswering it is the handler that answers: what it returns is sent, where the framework sends what handlers return
 * @returns answers function by function; what only sets something for a later answer is left out
 */
export const responsesOfGraph = memoizePerGraph(listResponses, (framework, isAnswering) => `${framework.name} ${isAnswering}`)

function listResponses(graph: CallGraph, framework: Framework, isAnswering: boolean, evaluator: Evaluator, records: Records): readonly SentResponse[] {
  return graph.frames.flatMap((frame) => {
    const { module } = frame.context
    const maySet = maySetBefore(frame, graph, framework, evaluator)
    const toReached = ({ at, whole, region, name, status, isSet, replaces, body, form }: HandlerResponse): SentResponse => ({
      at: locate(module, at),
      whole: locate(module, whole),
      name,
      status,
      hasStatus: isSet || maySet,
      replaces,
      isBodiless: form.isBodiless === true,
      isByHandler: isAnswering,
      isAfterFailure: isAfterFailure(region, module, frame, graph),
      get isForInput() {
        return isForInput(region, frame, evaluator)
      },
      via: frame.via,
      get exposes() {
        return body === undefined ? [] : exposuresOf(body, { frame, region, at: whole, graph }, evaluator)
      },
      get records() {
        return body === undefined || form.isBodiless === true ? [] : recordsIn(body, graph, records, evaluator)
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
    })
    const sent = responsesIn(frame, framework, evaluator).filter(({ form }) => form.isPartial !== true).map(toReached)
    return isAnswering && framework.answersReturns && frame.via.length === 0 ? [...sent, ...returnedBy(frame, graph, framework, evaluator, records)] : sent
  })
}

/** Errors that know their own status. */
const ERROR = /^(?:@hapi\/boom|boom|http-errors)\b|(?:Error|Exception)(?:\(\))?$/

/** What the handler itself returns, but for the answers that calls on the response have made. */
function returnedBy(frame: Frame, graph: CallGraph, framework: Framework, evaluator: Evaluator, records: Records): readonly SentResponse[] {
  const { context, fact, via } = frame
  const { module } = context
  const set = responsesIn(frame, framework, evaluator).filter(({ form }) => form.isPartial === true && form.status !== undefined)
  return fact.returns.flatMap(({ value: expression, region, at }): SentResponse[] => {
    if (expression === undefined) return []
    const body = evaluator.evaluate(expression, context)
    const isSent = possibleValues(body).every((one) => one === UNDEFINED || isRole(one, "response") || isAnswer(nameOf(one, evaluator), framework))
    if (isSent) return []
    // Hapi sends the error that is returned, with its status: https://hapi.dev/module/boom/api
    const isError = possibleValues(body).some((one) => ERROR.test(nameOf(one, evaluator) ?? "") || (one.kind === "instance" && ancestryOf(one.of, evaluator).some((name) => ERROR.test(name))))
    const place = locate(module, at)
    const before = set.filter((one) => (module.spans[3 * one.whole] ?? 0) < place.end)
    const setter = before.findLast((one) => isWithin(module, region, one.region))
    return [{
      at: place, whole: place, name: "return", status: setter?.status, replaces: undefined, isBodiless: false, isByHandler: true,
      hasStatus: isError || setter !== undefined || before.some((one) => module.facts.regions[one.region]?.exits === false),
      isAfterFailure: isAfterFailure(region, module, frame, graph), via,
      get isForInput() {
        return isForInput(region, frame, evaluator)
      },
      get exposes() {
        return exposuresOf(body, { frame, region, at, graph }, evaluator)
      },
      get records() {
        return recordsIn(body, graph, records, evaluator)
      },
      get body() {
        return toView(body, evaluator)
      },
      get shapes() {
        return this.body === undefined ? [] : shapesOf(this.body)
      },
      get saysFailure() {
        return this.body !== undefined && saysFailure(this.body)
      },
    }]
  })
}

const isAnswer = (name: string | undefined, { replies }: Framework): boolean =>
  name !== undefined && (name.startsWith("response.") || Object.hasOwn(replies, name.replace(/\(\)$/, "")))
