/**
 * Answers as rules read them: everything that the code of a handler sends, with its status and what it is made of.
 *
 * @module
 */
import type { Framework } from "../frameworks/framework.ts"
import type { Module, ReachedAnswer } from "../model.ts"
import { exposuresOf } from "./exposure.ts"
import type { Follower } from "./follower.ts"
import { toGiven } from "./given.ts"
import { locate } from "./location.ts"
import { alternatives, UNDEFINED } from "./meaning.ts"
import { nameOf } from "./name.ts"
import type { Reach, Visit } from "./reach.ts"
import { type Answer, answersIn } from "./reply.ts"
import { isRole } from "./role.ts"

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
  const above = reached.visits.find((other) => other.activation === from.activation)
  return above !== undefined && above !== visit && isAfterFailure(call.region, from.module, above, reached)
}

/**
 * Everything that a handler answers.
 *
 * @param isAnswering it is the handler that answers: what it returns is sent, where the framework sends what handlers return
 * @returns answers function by function; what only sets something for a later answer is left out
 */
export function answersOfReach(reached: Reach, framework: Framework, isAnswering: boolean, follower: Follower): readonly ReachedAnswer[] {
  return reached.visits.flatMap((visit) => {
    const { module } = visit.activation
    const toReached = ({ at, whole, region, name, status, body, form }: Answer): ReachedAnswer => ({
      at: locate(module, at),
      whole: locate(module, whole),
      name,
      status,
      hasStatus: form.status !== undefined || status !== undefined,
      isBodiless: form.isBodiless === true,
      isByHandler: isAnswering,
      isAfterFailure: isAfterFailure(region, module, visit, reached),
      via: visit.via,
      get exposes() {
        return body === undefined ? [] : exposuresOf(body, region, visit, follower)
      },
      get body() {
        return body === undefined || body === UNDEFINED ? undefined : toGiven(body, follower)
      },
    })
    const sent = answersIn(visit, framework, follower).filter(({ form }) => form.isPartial !== true).map(toReached)
    return isAnswering && framework.answersReturns && visit.via.length === 0 ? [...sent, ...returnedBy(visit, reached, framework, follower)] : sent
  })
}

/** What the handler itself returns, but for the answers that calls on the response have made. */
function returnedBy(visit: Visit, reached: Reach, framework: Framework, follower: Follower): readonly ReachedAnswer[] {
  const { activation, fact, via } = visit
  const { module } = activation
  return fact.returns.flatMap(({ value, region, at }): ReachedAnswer[] => {
    if (value === undefined) return []
    const body = follower.follow(value, activation)
    const isSent = alternatives(body).every((one) => one === UNDEFINED || isRole(one, "response") || isAnswer(nameOf(one, follower), framework))
    if (isSent) return []
    const place = locate(module, at)
    return [{
      at: place, whole: place, name: "return", status: undefined, hasStatus: false, isBodiless: false, isByHandler: true,
      isAfterFailure: isAfterFailure(region, module, visit, reached), via,
      get exposes() {
        return exposuresOf(body, region, visit, follower)
      },
      get body() {
        return toGiven(body, follower)
      },
    }]
  })
}

const isAnswer = (name: string | undefined, { replies }: Framework): boolean =>
  name !== undefined && (name.startsWith("response.") || Object.hasOwn(replies, name.replace(/\(\)$/, "")))
