/**
 * What calls do on a path: they let the request go on, answer, check credentials, or enter functions of the project.
 *
 * @module
 */
import { auth, type AuthNote, checksCaller } from "../../../knowledge/auth.ts"
import { databases } from "../../../knowledge/databases.ts"
import { checkingName } from "../../../knowledge/identity.ts"
import { timers } from "../../../knowledge/promises.ts"
import { find } from "../../../knowledge/table.ts"
import type { CallId } from "../../../model/ids.ts"
import type { CallFact } from "../../../model/facts.ts"
import type { CallSite, Context } from "../../../model/values.ts"
import { deciderOf } from "../../effects/call-graph.ts"
import type { Frame } from "../../effects/graph-types.ts"
import { answerOf, responsesIn } from "../../effects/responses.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { functionOf } from "../../evaluate/context.ts"
import { literalText, possibleValues } from "../../evaluate/domain.ts"
import { isRole } from "../../evaluate/framework-values.ts"
import { ABSENT, CHOSEN, known, NOT_FOLLOWED, OBJECT, type Outcome, truthOf } from "../../evaluate/outcomes.ts"
import { isGuardLikeName } from "./guard-names.ts"
import { letsAllThrough } from "./library-guard.ts"
import { decide, outcomeIn } from "./path-expressions.ts"
import type { Exits, Walk } from "./path-setting.ts"
import { isUnauthorized, isUnauthorizedStatus } from "./unauthorized-errors.ts"
import { either, oneOrOther, type Passage, type PathState, withOutcome } from "./path-state.ts"

/** A call on a path. */
interface Called {
  readonly walk: Walk
  readonly frame: Frame
  readonly site: CallSite
  readonly fact: CallFact
  /** Canonical name of what is called. */
  readonly name: string | undefined
  readonly state: PathState
  readonly exits: Exits
}

/**
 * Follows a call.
 *
 * @returns the state after it where it only goes on, else where all paths from it lead
 */
export function followCall(walk: Walk, frame: Frame, call: CallId, state: PathState, exits: Exits): PathState | Passage {
  const { context } = frame
  const site: CallSite = { module: context.module, call, context }
  const fact = site.module.facts.calls[call]
  if (fact === undefined) return state
  const name = nameOf(walk.evaluator.callee(site).target, walk.evaluator)
  const one: Called = { walk, frame, site, fact, name, state, exits }
  if (walk.isNext(site)) return followNext(one)
  const settling = settle(one)
  if (settling !== undefined) return settling
  const note = find(auth, name)
  const checked = note === undefined ? undefined : followCheck(one, note)
  if (checked !== undefined) return checked
  const chained = followPromise(one)
  if (chained !== undefined) return chained
  const { called, given } = walk.targetsOf(site)
  const entered = onReceiver(one, called).filter((target) => walk.isRelevant(target))
  if (entered.length > 0) return enter(one, entered)
  const reply = followReply(one)
  if (reply !== undefined) return reply
  if (walk.isUnresolved(site)) return followUnknown(one, isUnknownCheck(one))
  // Whatever a package does around it, it runs what it is given: storage.run(store, next).
  if (walk.evaluator.arguments(site).some((value) => isRole(value, "next"))) return walk.ends.goesOn(withOutcome(state, keyOf(one), NOT_FOLLOWED))
  const handed = find(timers, name) !== undefined || find(auth, `${name ?? ""}()`) !== undefined ? [] : given.filter((target) => walk.isRelevant(target))
  if (name === "Promise" && fact.isNew && handed[0] !== undefined) return runExecutor(one, handed[0])
  if (handed.length > 0) return runGiven(one, handed, undefined)
  if (isUnknownCheck(one)) return followUnknown(one, true)
  return withSetting(one)
}

/** `next()`, `next(error)`, `context.next({ ctx: { user } })` */
function followNext({ walk, frame, site, fact, name, state }: Called): Passage {
  const [given] = fact.arguments
  const passed = name === undefined ? undefined : walk.framework.passesOn?.[name]
  if (given === undefined || passed !== undefined) return walk.ends.goesOn(state)
  const error = outcomeIn(walk, given, frame.context, state)
  const isLeaving = error.is === "known" && (error.value === "route" || error.value === "router")
  const isMade = error.is === "unknown" && (error.value?.kind === "result" || error.value?.kind === "instance")
  const truth = isLeaving ? false : isMade ? true : truthOf(error)
  const isUnknown = isUnauthorized(walk.evaluator.evaluate(given, frame.context), walk.evaluator)
  const failing = (): Passage => walk.ends.failed({ ...state, isBarred: state.isBarred || isUnknown })
  if (truth === false) return walk.ends.goesOn(state)
  if (truth === true) return failing()
  return decide(walk, given, frame, site.module.facts.calls[site.call]?.at ?? 0, state, (holds) => (holds ? failing() : walk.ends.goesOn(state)))
}

/** What a package checks: the caller is known, or the call throws, gives nothing, or answers by itself. */
function followCheck(one: Called, note: AuthNote): PathState | Passage | undefined {
  const { walk, site, fact, state, exits } = one
  const { evaluator, caller } = walk
  const values = evaluator.arguments(site)
  if (!checksCaller(note) && note.kind !== "guard") return undefined
  walk.hasChecked = true
  const { target } = evaluator.callee(site)
  if (deciderOf(target, one.frame.context.receiver, evaluator) !== undefined || letsAllThrough(note, values, evaluator)) return undefined
  const made = target.kind === "result" ? target.site : site
  const callbacks = [...walk.targetsOf(site).given, ...made === site ? [] : walk.targetsOf(made).given]
  const given: Outcome = note.kind === "guard" ? ABSENT : walk.assumed(evaluator.evaluate({ kind: "call", id: site.call }, site.context), undefined) ?? ABSENT
  if (caller === "anyone" || given.is === "chosen") {
    const after = withOutcome(state, keyOf(one), caller === "anyone" ? CHOSEN : given)
    if (callbacks.length > 0) return runGiven(one, callbacks, [CHOSEN, CHOSEN])
    return note.kind === "guard" ? either(walk.ends.goesOn(after), exits.next(after)) : after
  }
  if (callbacks.length > 0) return runGiven(one, callbacks, note.kind === "guard" ? [known(null), known(false)] : [OBJECT, ABSENT])
  const barred: PathState = { ...state, isBarred: true }
  if (note.kind === "guard") return walk.ends.failed(barred)
  if (note.isAsync === true && isLeftAlone(one)) {
    walk.hasIdleRefusal = true
    return withOutcome(state, keyOf(one), { is: "rejected" })
  }
  if (note.outcome === "throws") return isKept(one) && note.isAsync === true ? withOutcome(state, keyOf(one), { is: "rejected" }) : exits.throws(barred, fact.at)
  return withOutcome(state, keyOf(one), given)
}

const keyOf = ({ walk, site }: Called): string => walk.keys.call(site.context, site.call)

/** Nobody waits for it: it stands alone, or its promise is put away. */
function isLeftAlone({ site, fact }: Called): boolean {
  if (fact.isAwaited) return false
  if (fact.result === "discarded") return true
  return site.module.facts.assignments.some(({ value }) => value.kind === "call" && value.id === site.call)
}

/** Its promise is returned, or `.then()` and `.catch()` are chained to it. */
function isKept({ site, fact }: Called): boolean {
  if (fact.isAwaited) return false
  return fact.result === "returned" || site.module.facts.calls.some(({ callee }) =>
    callee.kind === "member" && callee.object.kind === "call" && callee.object.id === site.call && /^(?:then|catch|finally)$/.test(callee.name))
}

/** `promise.then(go)`, `promise.catch(refuse)`: what is handed over runs if the promise is fulfilled, or rejected. */
function followPromise(one: Called): PathState | Passage | undefined {
  const { walk, frame, site, fact, state, exits } = one
  const { callee } = fact
  if (callee.kind !== "member" || !/^(?:then|catch|finally)$/.test(callee.name)) return undefined
  const before = outcomeIn(walk, callee.object, frame.context, state)
  const isRejected = before.is === "rejected"
  const index = callee.name === "then" && isRejected ? 1 : 0
  const isRun = callee.name === "finally" || (callee.name === "catch") === isRejected || (callee.name === "then" && !isRejected)
  const handler = walk.evaluator.arguments(site)[index]
  const settled = (outcome: Outcome, now: PathState): Passage =>
    (outcome.is === "rejected" && fact.isAwaited ? exits.throws(now, fact.at) : exits.next(withOutcome(now, keyOf(one), outcome)))
  if (!isRun || handler === undefined) return settled(before, state)
  if (isRole(handler, "next")) return isRejected ? walk.ends.failed(state) : walk.ends.goesOn(state)
  const context = walk.targetsOf(site).given.find((target) => possibleValues(handler).some((value) => value.kind === "function" && value.id === target.of && value.context.module === target.module))
  if (context === undefined || !walk.isRelevant(context)) return callee.name === "finally" ? settled(before, state) : settled(isRejected ? known(undefined) : NOT_FOLLOWED, state)
  const bound = bind(walk, context, [isRejected ? { is: "chosen", isTruthy: true } : before], state)
  return walk.enter(context, bound, {
    returns: (outcome, now) => settled(callee.name === "finally" ? before : outcome, now),
    throws: (now) => settled({ is: "rejected" }, now),
  })
}

/** Of methods of several classes those of the instance that the path has. */
function onReceiver({ walk, frame, fact, state }: Called, targets: readonly Context[]): readonly Context[] {
  if (targets.length < 2 || fact.callee.kind !== "member") return targets
  const receiver = outcomeIn(walk, fact.callee.object, frame.context, state)
  const own = receiver.is === "object" && receiver.value !== undefined ? targets.filter((target) => target.receiver === receiver.value) : []
  return own.length > 0 ? own : targets
}

/** Enters functions of the project. */
function enter(one: Called, targets: readonly Context[]): Passage {
  const { walk, frame, site, fact, state, exits } = one
  const { evaluator } = walk
  const isDecider = deciderOf(evaluator.callee(site).target, frame.context.receiver, evaluator) !== undefined
  const values = fact.arguments.some(({ kind }) => kind === "spread") || isDecider ? [] : fact.arguments.map((value) => outcomeIn(walk, value, frame.context, state))
  const passages = targets.map((context) => {
    const isAsync = functionOf(context)?.isAsync === true
    const waits = !isAsync || !(isLeftAlone(one) || isKept(one))
    const returns = (outcome: Outcome, now: PathState): Passage => {
      if (outcome.is === "rejected" && fact.isAwaited) return exits.throws(now, fact.at)
      // https://docs.nestjs.com/recipes/passport#extending-guards: what it returns is the user, and it lets through whatever it returns.
      if (isDecider) return exits.next(withOutcome(withOutcome(now, "Nrequest.user", outcome), keyOf(one), known(true)))
      return exits.next(fact.isNew ? now : withOutcome(now, keyOf(one), outcome))
    }
    return walk.enter(context, bind(walk, context, values, state), {
      returns,
      throws: (now, at) => (waits ? exits.throws(now, at) : exits.next(withOutcome(now, keyOf(one), { is: "rejected" }))),
    })
  })
  return passages.reduce((first, second) => walk.together(oneOrOther, first, second, "not followed", frame, fact.at))
}

/** The state in which a function begins: its parameters as far as the path knows them. */
function bind(walk: Walk, context: Context, values: readonly Outcome[], state: PathState): PathState {
  const parameters = functionOf(context)?.parameters ?? []
  let bound = state
  for (const [index, outcome] of values.entries()) {
    if (parameters[index] === undefined || parameters[index].isRest) break
    if (outcome.is !== "unknown" && !(outcome.is === "object" && outcome.value !== undefined)) bound = withOutcome(bound, walk.keys.parameter(context, index), outcome)
  }
  return bound
}

/** Runs functions that a call is handed, one after the other. */
function runGiven(one: Called, targets: readonly Context[], values: readonly Outcome[] | undefined): Passage {
  const { walk, fact, state, exits } = one
  const method = fact.callee.kind === "member" ? fact.callee.name : undefined
  const run = (index: number, now: PathState): Passage => {
    const context = targets[index]
    if (context === undefined) return exits.next(now)
    return walk.enter(context, bind(walk, context, values ?? givenBy(one, context), now), {
      returns: (outcome, next) => run(index + 1, withOutcome(next, keyOf(one), resultOf(method, outcome))),
      throws: exits.throws,
    })
  }
  return run(0, state)
}

/** What a package calls a callback with, as far as nothing else is known of it: an error first, by Node's convention, then what was asked for. */
function givenBy({ walk, site }: Called, context: Context): readonly Outcome[] {
  const parameters = functionOf(context)?.parameters ?? []
  if (!/^_?e(?:rr(?:or)?)?$/i.test(parameters[0]?.name ?? "") || parameters.length < 2) return []
  const found: Outcome = walk.caller !== "anyone" && walk.asksForCaller(site) ? ABSENT : { is: "stored" }
  return [CHOSEN, ...parameters.slice(1).map(() => found)]
}

/** `new Promise((resolve, reject) => ...)`: what it is called with first settles it; one that is never settled ends the path. */
function runExecutor(one: Called, executor: Context): Passage {
  const { walk, state, exits } = one
  const settled = walk.keys.settled(executor)
  const after = (now: PathState): Passage => {
    const outcome = now.outcomes.get(settled)
    return outcome === undefined ? walk.ends.finished(known(undefined), now, undefined) : exits.next(withOutcome(now, keyOf(one), outcome))
  }
  return walk.enter(executor, state, { returns: (_outcome, now) => after(now), throws: (now) => after(withOutcome(now, settled, { is: "rejected" })) })
}

/** `resolve(user)`, `reject(error)` of a promise that is being made; undefined for any other call. */
function settle({ walk, frame, site, fact, state }: Called): PathState | undefined {
  const { target } = walk.evaluator.callee(site)
  if (target.kind !== "unbound" || !walk.stack.includes(target.context)) return undefined
  const key = walk.keys.settled(target.context)
  if (state.outcomes.has(key) || target.index > 1) return state
  const [value] = fact.arguments
  return withOutcome(state, key, target.index === 1 ? { is: "rejected" } : value === undefined ? known(undefined) : outcomeIn(walk, value, frame.context, state))
}

/** What a method gives whose callback gave this for one of the elements. */
function resultOf(method: string | undefined, outcome: Outcome): Outcome {
  if (method === "some" || method === "every" || method === "find" || method === "filter") {
    const truth = truthOf(outcome)
    return truth === false ? (method === "filter" ? known([]) : method === "find" ? ABSENT : known(false)) : truth === true && method !== "find" ? known(true) : outcome
  }
  return method === "map" || method === "forEach" || method === "flatMap" ? OBJECT : outcome
}

/** An answer. */
function followReply(one: Called): PathState | Passage | undefined {
  const { walk, frame, site, fact, state, exits } = one
  const { evaluator, framework } = walk
  const reply = responsesIn(frame, framework, evaluator).find((response) => response.site?.call === site.call) ?? answerOf(site, framework, evaluator)
  if (reply === undefined) return undefined
  const isIdle = fact.result === "discarded" && (reply.form.isReturned === true || reply.form.isPartial === true)
  if (isIdle && isUnauthorizedStatus(reply.status)) walk.hasIdleRefusal = true
  const asserted = reply.form.asserts === undefined ? undefined : fact.arguments[reply.form.asserts]
  if (asserted !== undefined) {
    return decide(walk, asserted, frame, fact.at, state, (holds, now) => (holds ? exits.next(now) : exits.throws(now, fact.at)))
  }
  if (reply.form.isReturned === true) return withOutcome(state, keyOf(one), { is: "object", value: evaluator.evaluate({ kind: "call", id: site.call }, site.context) })
  const replied = walk.ends.replied(reply, state)
  return reply.form.isThrown === true ? exits.throws(replied, fact.at) : replied
}

/** Something that could not be followed has the request, or is named as if it checked it: it may refuse, or let it go on. */
function followUnknown(one: Called, isCheck: boolean): PathState | Passage {
  const { walk, frame, site, fact, state, exits } = one
  const after = withOutcome(state, keyOf(one), NOT_FOLLOWED)
  const isGivenNext = walk.evaluator.arguments(site).some((value) => isRole(value, "next"))
  const label = fact.callee.kind === "member" ? fact.callee.name : one.name ?? ""
  if (!isGivenNext && walk.isAnswering && !isCheck && !isGuardLikeName(label)) return after
  const on = exits.next(after)
  return walk.together(oneOrOther, isGivenNext ? walk.ends.goesOn(after) : exits.throws({ ...after, isBarred: true }, fact.at), on, "not followed", frame, fact.at)
}

/** `await tokens.verify(token)` of something that is not known: it may throw. */
function isUnknownCheck({ walk, site, fact, name }: Called): boolean {
  const label = fact.callee.kind === "member" ? fact.callee.name : name?.split(".").at(-1) ?? ""
  if (walk.caller === "anyone" || find(databases, name) !== undefined || !(checkingName.test(label) || isGuardLikeName(label))) return false
  if (walk.evaluator.callee(site).target.kind === "function") return false
  return walk.asksForCaller(site)
}

/** What the code leaves for later under a name, or writes though it has refused. */
function withSetting(one: Called): PathState {
  const { walk, frame, site, fact, name, state } = one
  const holder = name === undefined ? undefined : walk.framework.contextSetters?.[`${name}()`]
  const key = literalText(walk.evaluator.arguments(site)[0] ?? { kind: "unknown" })
  const [, value] = fact.arguments
  if (holder !== undefined && key !== undefined && value !== undefined) return withOutcome(state, `N${holder}.${key}`, outcomeIn(walk, value, frame.context, state))
  return state.isRefused && find(databases, name)?.write !== undefined ? { ...state, isServed: true } : state
}
