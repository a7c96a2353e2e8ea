/**
 * Answers as rules read them: everything that the code of a handler sends, with its status and what it is made of.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import type { Reach, Visit } from "../../effects/graph-types.ts"
import { perReach } from "../../effects/per-graph.ts"
import { type Answer, answersIn } from "../../effects/responses.ts"
import { ancestryOf, nameOf } from "../../evaluate/canonical-name.ts"
import { alternatives, UNDEFINED } from "../../evaluate/domain.ts"
import type { Follower } from "../../evaluate/evaluator.ts"
import { isRole } from "../../evaluate/framework-values.ts"
import { toGiven } from "../../evaluate/rule-value.ts"
import { isForInput } from "../input/input-caused.ts"
import { recordsIn } from "../records/exposed-records.ts"
import type { Records } from "../records/record-models.ts"
import { saysFailure, shapesOf } from "./body-shape.ts"
import { exposuresOf } from "./error-exposure.ts"
import { isWithin } from "../../source/control-flow.ts"
import { locate } from "../../source/location.ts"
import type { Module } from "../../../model/facts.ts"
import type { ReachedAnswer } from "../../../model/responses.ts"

/** What comes after the failure of something: a `catch` clause, or the callback of `.catch()`. */
function isAfterFailure(region: number, module: Module, visit: Visit, reached: Reach): boolean {
  const { regions } = module.facts
  for (let one = region; one > 0; one = regions[one]?.parent ?? -1) {
    if (regions[one]?.kind === "catch") return true
    if (regions[one]?.kind === "function") break
  }
  const { from } = visit
  const call = from?.module.facts.calls[from.call]
  if (from === undefined || call === undefined) return false
  if (call.callee.kind === "member" && call.callee.name === "catch") return true
  const above = reached.visitOf.get(from.activation)
  return above !== undefined && above !== visit && isAfterFailure(call.region, from.module, above, reached)
}

const DEPTH = 24

/** One of the functions on the way sets a status that is for no answer of its own. */
function maySetBefore({ from }: Visit, reached: Reach, framework: Framework, follower: Follower, depth = 0): boolean {
  const above = from === undefined ? undefined : reached.visitOf.get(from.activation)
  if (above === undefined || from === undefined || depth > DEPTH) return false
  const call = from.module.facts.calls[from.call]
  const place = from.module.spans[3 * (call?.at ?? 0)] ?? 0
  const sets = answersIn(above, framework, follower).some(({ form, whole, module, region }) => form.isPartial === true && form.status !== undefined
    && (module.spans[3 * whole] ?? 0) < place && (isWithin(module, call?.region ?? 0, region) || module.facts.regions[region]?.leaves === false))
  return sets || (above.from !== from && maySetBefore(above, reached, framework, follower, depth + 1))
}

/**
 * Everything that a handler answers.
 *
 * @param isAnswering it is the handler that answers: what it returns is sent, where the framework sends what handlers return
 * @returns answers function by function; what only sets something for a later answer is left out
 */
export const answersOfReach = perReach(listAnswers, (framework, isAnswering) => `${framework.name} ${isAnswering}`)

function listAnswers(reached: Reach, framework: Framework, isAnswering: boolean, follower: Follower, records: Records): readonly ReachedAnswer[] {
  return reached.visits.flatMap((visit) => {
    const { module } = visit.activation
    const maySet = maySetBefore(visit, reached, framework, follower)
    const toReached = ({ at, whole, region, name, status, isSet, replaces, body, form }: Answer): ReachedAnswer => ({
      at: locate(module, at),
      whole: locate(module, whole),
      name,
      status,
      hasStatus: isSet || maySet,
      replaces,
      isBodiless: form.isBodiless === true,
      isByHandler: isAnswering,
      isAfterFailure: isAfterFailure(region, module, visit, reached),
      get isForInput() {
        return isForInput(region, visit, follower)
      },
      via: visit.via,
      get exposes() {
        return body === undefined ? [] : exposuresOf(body, { visit, region, at: whole, reached }, follower)
      },
      get records() {
        return body === undefined || form.isBodiless === true ? [] : recordsIn(body, reached, records, follower)
      },
      get body() {
        return body === undefined || body === UNDEFINED ? undefined : toGiven(body, follower)
      },
      get shapes() {
        return this.body === undefined ? [] : shapesOf(this.body)
      },
      get saysFailure() {
        return this.body !== undefined && saysFailure(this.body)
      },
    })
    const sent = answersIn(visit, framework, follower).filter(({ form }) => form.isPartial !== true).map(toReached)
    return isAnswering && framework.answersReturns && visit.via.length === 0 ? [...sent, ...returnedBy(visit, reached, framework, follower, records)] : sent
  })
}

/** Errors that know their own status. */
const ERROR = /^(?:@hapi\/boom|boom|http-errors)\b|(?:Error|Exception)(?:\(\))?$/

/** What the handler itself returns, but for the answers that calls on the response have made. */
function returnedBy(visit: Visit, reached: Reach, framework: Framework, follower: Follower, records: Records): readonly ReachedAnswer[] {
  const { activation, fact, via } = visit
  const { module } = activation
  const set = answersIn(visit, framework, follower).filter(({ form }) => form.isPartial === true && form.status !== undefined)
  return fact.returns.flatMap(({ value: expression, region, at }): ReachedAnswer[] => {
    if (expression === undefined) return []
    const body = follower.follow(expression, activation)
    const isSent = alternatives(body).every((one) => one === UNDEFINED || isRole(one, "response") || isAnswer(nameOf(one, follower), framework))
    if (isSent) return []
    // Hapi sends the error that is returned, with its status: https://hapi.dev/module/boom/api
    const isError = alternatives(body).some((one) => ERROR.test(nameOf(one, follower) ?? "") || (one.kind === "instance" && ancestryOf(one.of, follower).some((name) => ERROR.test(name))))
    const place = locate(module, at)
    const before = set.filter((one) => (module.spans[3 * one.whole] ?? 0) < place.end)
    const setter = before.findLast((one) => isWithin(module, region, one.region))
    return [{
      at: place, whole: place, name: "return", status: setter?.status, replaces: undefined, isBodiless: false, isByHandler: true,
      hasStatus: isError || setter !== undefined || before.some((one) => module.facts.regions[one.region]?.leaves === false),
      isAfterFailure: isAfterFailure(region, module, visit, reached), via,
      get isForInput() {
        return isForInput(region, visit, follower)
      },
      get exposes() {
        return exposuresOf(body, { visit, region, at, reached }, follower)
      },
      get records() {
        return recordsIn(body, reached, records, follower)
      },
      get body() {
        return toGiven(body, follower)
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
