/**
 * Callers: what is assumed of a request whose sender has no credentials, of one who makes some up, and of anyone.
 *
 * @module
 */
import { auth, checksCaller } from "../../../knowledge/auth.ts"
import { databases } from "../../../knowledge/databases.ts"
import { find } from "../../../knowledge/table.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import { sitesOfChain } from "../../evaluate/call-site.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import type { CallView } from "../../evaluate/condition-calls.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isAddress, isSent } from "../../evaluate/conditions.ts"
import { ABSENT, CHOSEN, FROM_INSIDER, known, OBJECT, type Outcome } from "../../evaluate/outcomes.ts"
import { originsOf } from "../../evaluate/provenance.ts"
import type { Credentials } from "./credentials.ts"

/**
 * - `anonymous`: sends no credential; whatever can only come of a verified one is absent.
 * - `forger`: sends whatever credential the code looks at, of any value, but nothing that a verifying call accepts.
 * - `anyone`: may be known, or not, and with any rights: every condition on the identity may come out either way.
 */
export type Caller = "anonymous" | "forger" | "anyone"

/** Knows what holds of callers. */
export interface Callers {
  /** What is assumed of a value whose canonical name is this; undefined where it says nothing of the caller. */
  assumed(caller: Caller, value: AbstractValue, name: string | undefined): Outcome | undefined
  /** What a call gives that could not be followed. */
  called(caller: Caller, call: CallView, isAnswering: boolean): Outcome | undefined
  /** Whether a call is made with something that says who the caller is. */
  asksForCaller(site: CallSite): boolean
}

/** A member of what a verifying call gives that says why it did not. */
const FAILURE = /^(?:err|error|errors|reason)$/

/** Data of the request that says nothing of who sent it. */
const SENT = /^request\.(?:body|query|params)(?:\.|$)/

/** What a program keeps in memory: ECMA-262, keyed collections. */
const MEMORY = /^(?:Weak)?(?:Map|Set)\(\)\.(?:get|has)$/

const NEGATED = /(?:^|\.)isUnauthenticated\(\)$/

/**
 * What holds of callers in a project.
 *
 * @returns the knower
 */
export function createCallers(credentials: Credentials, evaluator: Evaluator): Callers {
  function assumed(caller: Caller, value: AbstractValue, name: string | undefined): Outcome | undefined {
    const checked = value.kind === "result" ? checkedBy(caller, value) : value.kind === "member" && value.object.kind === "result" ? failureOf(caller, value.object, value.name) : undefined
    if (checked !== undefined) return checked
    const kind = credentials.kindOf(name)
    if (caller === "anyone" && name !== undefined && (kind !== undefined || (isSent(name) && name !== "request.method" && !isAddress(name)))) return FROM_INSIDER
    if (kind === undefined) return undefined
    if (name !== undefined && NEGATED.test(name)) return known(true)
    return kind === "presented" && caller === "forger" ? { is: "chosen", isCredential: true } : ABSENT
  }

  /** What a call gives that checks credentials. */
  function checkedBy(caller: Caller, { site }: Extract<AbstractValue, { kind: "result" }>): Outcome | undefined {
    const note = find(auth, nameOf(evaluator.callee(site).target, evaluator))
    if (note === undefined || !checksCaller(note)) return undefined
    if (caller === "anyone" || credentials.areExchanged(evaluator.arguments(site))) return caller === "anyone" ? FROM_INSIDER : CHOSEN
    if (note.kind === "signature") return known(false)
    return note.isObject === true ? { is: "empty" } : ABSENT
  }

  function failureOf(caller: Caller, object: Extract<AbstractValue, { kind: "result" }>, name: string): Outcome | undefined {
    const whole = FAILURE.test(name) ? checkedBy(caller, object) : undefined
    return whole === undefined || caller === "anyone" || whole.is === "chosen" ? undefined : OBJECT
  }

  function called(caller: Caller, { value, name, receiver, arguments: values }: CallView, isAnswering: boolean): Outcome | undefined {
    const outcomes = receiver === undefined ? values : [receiver, ...values]
    const kind = find(databases, name)?.kind
    if (caller === "anyone") return FROM_INSIDER
    if (kind === "remote" && isAnswering) return { is: "stored" }
    const asked = askedFor(value.site)
    // Looked up, or checked elsewhere, by what says who the caller is: there is nothing under what nobody was given.
    if (asked === "caller") return ABSENT
    if (kind === "remote" || kind === "query" || MEMORY.test(name ?? "")) return { is: "stored" }
    // What is waited for may be looked up; what is not says something of the data alone: schema.safeParse(body).
    if (asked === "data") return value.site.module.facts.calls[value.site.call]?.isAwaited === true ? { is: "stored" } : CHOSEN
    if (outcomes.some((one) => one.is === "absent")) return ABSENT
    return outcomes.some((one) => one.is === "chosen") ? CHOSEN : undefined
  }

  /** What a call is made with: something that says who the caller is, or other data of the request. */
  function askedFor(site: CallSite): "caller" | "data" | undefined {
    let isIdentity = false
    let isOther = false
    for (const value of sitesOfChain(site, evaluator).flatMap((one) => evaluator.arguments(one))) {
      for (const { value: one, name } of originsOf(value, evaluator)) {
        const kind = credentials.kindOf(name)
        if (kind === "presented") return "caller"
        if (kind === "established" || (one.kind === "result" && checksCaller(find(auth, nameOf(evaluator.callee(one.site).target, evaluator))))) isIdentity = true
        else if (name !== undefined && SENT.test(name)) isOther = true
      }
    }
    // An identity beside something else only narrows what is asked for: find(id, request.user?.id).
    return isOther ? "data" : isIdentity ? "caller" : undefined
  }

  const asksForCaller = (site: CallSite): boolean => askedFor(site) === "caller"

  return { assumed, called, asksForCaller }
}
