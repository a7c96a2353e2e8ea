/**
 * Where paths through a handler end: whether the request goes on from there, is served, or is refused.
 *
 * @module
 */
import type { Continuation, Framework } from "../../../frameworks/framework.ts"
import { failureBody, signInAddress } from "../../../knowledge/identity.ts"
import type { At, Expression } from "../../../model/expression.ts"
import type { AbstractValue, CallSite, Context } from "../../../model/values.ts"
import { answerOf, type HandlerResponse, responsesIn } from "../../effects/responses.ts"
import { sitesOfChain } from "../../evaluate/call-site.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues, textOf } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { type Outcome, truthOf } from "../../evaluate/outcomes.ts"
import type { PathEnds, Walk } from "./path-setting.ts"
import { oneOrOther, type Passage, type PathState } from "./path-state.ts"
import { isUnauthorized, isUnauthorizedStatus } from "./unauthorized-errors.ts"

/** What was met at the ends of all paths together. */
export interface EndsMet {
  /** A path was refused because of who the caller is, or would have been if it had ended there. */
  hasBarred: boolean
  /** Answers that refuse only where a known caller gets another one: redirects, empty answers of actions. */
  readonly soft: Set<string>
}

/** What decides what an end means. */
export interface EndSetting {
  readonly framework: Framework
  readonly continues: Continuation
  readonly isAnswering: boolean
  readonly isAction: boolean
  /** Soft answers that the caller who is not known gets. */
  readonly refusing: ReadonlySet<string> | undefined
}

const REDIRECT = /(?:^|\.)(?:redirect|permanentRedirect)$/

/**
 * What the ends of a handler mean.
 *
 * @param walkOf gives the walk, once it is complete
 * @param met notes what is met
 * @returns the ends
 */
export function createPathEnds({ framework, continues, isAnswering, isAction, refusing }: EndSetting, walkOf: () => Walk, met: EndsMet): PathEnds {
  const evaluatorOf = (): Evaluator => walkOf().evaluator

  function goesOn(state: PathState): Passage {
    if (!isAnswering && framework.endsWhenSent === true && state.isSent) return closed(state)
    if (state.isBarred) met.hasBarred = true
    return "yes"
  }

  function failed(state: PathState): Passage {
    if (isAnswering && state.soft !== undefined) return soft(state.soft)
    return closed(state)
  }

  function closed({ isBarred }: PathState): Passage {
    if (isBarred) met.hasBarred = true
    return isBarred ? "barred" : "no"
  }

  /** An answer that everybody gets serves; one that only the unknown get refuses them. */
  function soft(place: string): Passage {
    if (refusing !== undefined) return refusing.has(place) ? "no" : "yes"
    met.soft.add(place)
    return "no"
  }

  function finished(outcome: Outcome, state: PathState, at: At | undefined): Passage {
    if (outcome.is === "rejected") return failed(state)
    return isAnswering ? answered(outcome, state, at) : continued(outcome, state)
  }

  function answered(outcome: Outcome, state: PathState, at: At | undefined): Passage {
    if (state.isServed) return "yes"
    if (state.isRefused) return state.soft === undefined ? closed(state) : soft(state.soft)
    const value = valueOf(outcome)
    const reply = value === undefined ? undefined : replyOf(value)
    if (reply !== undefined) {
      const after = replied(reply, state)
      return after.isServed ? "yes" : after.soft === undefined ? closed(after) : soft(after.soft)
    }
    if (value !== undefined && framework.sendsErrors === true && isUnauthorized(value, evaluatorOf())) return "barred"
    const isEmpty = outcome.is === "absent" || (outcome.is === "known" && (outcome.value === undefined || outcome.value === null || outcome.value === false))
    const isFailure = value !== undefined && saysFailure(value)
    const place = `${isAction && isEmpty ? "nothing" : "failure"} ${at ?? -1}`
    return (isAction && isEmpty && at !== undefined) || isFailure ? soft(place) : "yes"
  }

  function continued(outcome: Outcome, before: PathState): Passage {
    const value = valueOf(outcome)
    const reply = value === undefined ? undefined : replyOf(value)
    const state = reply === undefined ? before : replied(reply, before)
    const isRefusal = state.isRefused && reply !== undefined
    if (value !== undefined && isUnauthorized(value, evaluatorOf())) return "barred"
    const truth = truthOf(outcome)
    switch (continues) {
      case "next":
        return closed(state)
      case "done":
        if (walkOf().usesNext || before.isSent) return closed(state)
        return isRefusal ? closed(state) : goesOn(before)
      case "nothing":
        if (isRefusal || truth === true) return closed(state)
        return truth === false || truth === "either" ? goesOn(before) : oneOrOther(goesOn(before), "no")
      case "true":
        if (reply !== undefined) return closed(state)
        if (typeof truth === "boolean") return truth ? goesOn(before) : "barred"
        if (truth === "either") return goesOn(before)
        return "unset" in truth && !truth.unset ? "barred" : oneOrOther(goesOn(before), "barred")
      case "answer": {
        const name = value === undefined ? undefined : nameOf(value, evaluatorOf())
        if (name !== undefined && framework.continuing?.includes(name) === true) return goesOn(before)
        if (reply !== undefined) return closed(state)
        // What another middleware answers is its own affair; a package's most often lets the request go on.
        return outcome.is === "unknown" && name === undefined ? oneOrOther(goesOn(before), "no") : goesOn(before)
      }
    }
  }

  const valueOf = (outcome: Outcome): AbstractValue | undefined => (outcome.is === "object" || outcome.is === "unknown" ? outcome.value : undefined)

  function replyOf(value: AbstractValue): HandlerResponse | undefined {
    const found = possibleValues(value).flatMap((one) => (one.kind === "result" ? sitesOfChain(one.site, evaluatorOf()).flatMap((site) => replyAt(site) ?? []) : []))
    return found.find(({ form }) => form.isPartial !== true) ?? found[0]
  }

  function replyAt(site: CallSite): HandlerResponse | undefined {
    const frame = walkOf().frameOf(site.context)
    const known = frame === undefined ? undefined : responsesIn(frame, framework, evaluatorOf()).find((one) => one.site?.call === site.call && one.site.module === site.module)
    return known ?? answerOf(site, framework, evaluatorOf())
  }

  function replied(reply: HandlerResponse, state: PathState): PathState {
    const { form, status, name, site } = reply
    if (form.isPartial === true && site !== undefined) return state
    const sent: PathState = form.isPartial === true ? state : { ...state, isSent: true }
    if (isRefusing(status)) return { ...sent, isRefused: true, isBarred: state.isBarred || isUnauthorizedStatus(status), soft: undefined }
    if (form.isPartial === true) return state
    const place = `${reply.module.file} ${reply.whole}`
    if (REDIRECT.test(name)) {
      const target = site === undefined ? undefined : evaluatorOf().arguments(site).flatMap((one) => addressOf(one) ?? [])[0]
      const isSignIn = target !== undefined && signInAddress.test(target)
      return { ...sent, isRefused: true, isBarred: state.isBarred || isSignIn, soft: isSignIn ? undefined : place }
    }
    if (reply.body !== undefined && saysFailure(reply.body)) return { ...sent, isRefused: true, soft: place }
    return { ...sent, isServed: true }
  }

  /** Where a redirect goes: its text, or the path of `new URL("/login", request.url)`. */
  function addressOf(value: AbstractValue): string | undefined {
    const text = textOf(value)
    if (text !== undefined || value.kind !== "result") return text
    return evaluatorOf().arguments(value.site).map((one) => textOf(one)).find((one) => one !== undefined)
  }

  /** `{ isOk: false, message }`, `{ error: "Sign in first" }` */
  function saysFailure(body: AbstractValue): boolean {
    return possibleValues(body).some((one) => one.kind === "object" && [...evaluatorOf().entries(one)].some(([key, value]) => {
      if (failureBody.flag.test(key)) return value.kind === "literal" && value.value === false
      return failureBody.text.test(key) && textOf(value) !== undefined
    }))
  }

  function thrown(value: AbstractValue, state: PathState): PathState {
    const status = replyOf(value)?.status
    const isBarring = isUnauthorizedStatus(status) || isUnauthorized(value, evaluatorOf())
    return isBarring ? { ...state, isBarred: true } : state
  }

  function assigned(name: string, value: Expression, at: At, context: Context, state: PathState): PathState | undefined {
    if (!Object.hasOwn(framework.replies, name)) return undefined
    const frame = walkOf().frameOf(context)
    const given = evaluatorOf().evaluate(value, context)
    const reply = frame === undefined ? undefined : responsesIn(frame, framework, evaluatorOf()).find((one) => one.site === undefined && one.whole === at)
    return reply === undefined ? undefined : replied({ ...reply, body: reply.body ?? given }, state)
  }

  return { goesOn, failed, finished, replied, thrown, assigned }
}

const isRefusing = (status: number | undefined): boolean => status !== undefined && status >= 400
