/**
 * What expressions are known to be at one point of a path, and which paths a condition divides it into.
 *
 * @module
 */
import type { At, Expression, ObjectEntry } from "../../../model/expression.ts"
import type { LocalId } from "../../../model/ids.ts"
import type { AbstractValue, Context } from "../../../model/values.ts"
import type { Frame } from "../../effects/graph-types.ts"
import { ancestryOf, nameOf } from "../../evaluate/canonical-name.ts"
import { asksPath, type Assumptions, isSent, liesInRequest, oneOf, outcomeOf } from "../../evaluate/conditions.ts"
import { contextOf } from "../../evaluate/context.ts"
import { textOf } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { ABSENT, known, NOT_FOLLOWED, operateOn, type Outcome, partOf, truthOf } from "../../evaluate/outcomes.ts"
import { originsOf } from "../../evaluate/provenance.ts"
import { isAskedAgain } from "../../source/asked-again.ts"
import type { FlowEvent } from "../../source/function-events.ts"
import { MODULE_REGION } from "../../source/no-ids.ts"
import type { Walk } from "./path-setting.ts"
import { bySetting, either, oneOrOther, oneOrOtherByData, type Passage, type PathState, withOutcome } from "./path-state.ts"

const DEPTH = 40

/** What holds of values at one point of a path: what the path has found out, then what is assumed of the caller. */
export function assumptionsAt(walk: Walk, state: PathState): Assumptions {
  const found = walk.assumptions.get(state.version)
  if (found !== undefined) return found
  const made = makeAssumptions(walk, state)
  walk.assumptions.set(state.version, made)
  return made
}

function makeAssumptions(walk: Walk, state: PathState): Assumptions {
  return {
    known: new Map(),
    route: walk.route,
    isProduction: true,
    assumed: (value, name) => {
      if (value.kind === "result") {
        const given = state.outcomes.get(walk.keys.call(value.site.context, value.site.call))
        if (given !== undefined && !(given.is === "object" && given.value === value)) return given
      }
      return (name === undefined ? undefined : storedUnder(name, walk, state)) ?? walk.assumed(value, name)
    },
    called: walk.called,
  }
}

/** What an earlier step, or this path, has put under a name, or what it has put above it. */
function storedUnder(name: string, walk: Walk, state: PathState): Outcome | undefined {
  const whole = state.outcomes.get(`N${name}`)
  if (whole !== undefined) return whole
  for (let end = name.lastIndexOf("."); end > 0; end = name.lastIndexOf(".", end - 1)) {
    const above = state.outcomes.get(`N${name.slice(0, end)}`)
    if (above === undefined) continue
    if (above.is !== "object") return partOf(above)
    const [member = "", ...rest] = name.slice(end + 1).split(".")
    const own = above.members?.get(member)
    if (own !== undefined) return rest.reduce((whole, one) => partOf(whole, one), own)
    if (above.value === undefined) return undefined
    const value = name.slice(end + 1).split(".").reduce<AbstractValue>((object, member) => walk.evaluator.member(object, member), above.value)
    return outcomeOf(value, assumptionsAt(walk, state), walk.evaluator)
  }
  return undefined
}

/** The context in which a variable of a module belongs to its function. */
export function homeOfLocal(context: Context, local: LocalId): Context {
  return contextOf(context, context.module.facts.locals[local]?.region ?? MODULE_REGION)
}

/**
 * What an expression is known to be.
 *
 * @param context where it is written
 * @returns the outcome on this path
 */
export function outcomeIn(walk: Walk, expression: Expression, context: Context, state: PathState, depth = 0): Outcome {
  if (depth > DEPTH) return NOT_FOLLOWED
  const atState = walk.found.get(state.outcomes) ?? new Map<Context, Map<Expression, Outcome>>()
  walk.found.set(state.outcomes, atState)
  const inContext = atState.get(context) ?? new Map<Expression, Outcome>()
  atState.set(context, inContext)
  const found = inContext.get(expression)
  if (found !== undefined) return found
  inContext.set(expression, NOT_FOLLOWED)
  const outcome = interpret(walk, expression, context, state, depth)
  inContext.set(expression, outcome)
  return outcome
}

function interpret(walk: Walk, expression: Expression, context: Context, state: PathState, depth: number): Outcome {
  const next = (one: Expression, home = context): Outcome => outcomeIn(walk, one, home, state, depth + 1)
  const decided = state.outcomes.get(walk.keys.condition(context, expression))
  if (decided !== undefined) return decided
  switch (expression.kind) {
    case "local":
      return localIn(walk, expression.id, context, state, next)
    case "parameter": {
      const given = walk.keys.parameterHome(context, expression.of)
      const bound = given === undefined ? undefined : state.outcomes.get(walk.keys.parameter(given, expression.index))
      return bound ?? abstractIn(walk, expression, context, state)
    }
    case "call": {
      const home = contextOf(context, context.module.facts.calls[expression.id]?.region ?? MODULE_REGION)
      return state.outcomes.get(walk.keys.call(home, expression.id)) ?? abstractIn(walk, expression, context, state)
    }
    case "member":
      return memberIn(walk, expression.object, expression.name, expression, context, state, next)
    case "element": {
      const name = textOf(walk.evaluator.evaluate(expression.index, context))
      return memberIn(walk, expression.object, name, expression, context, state, next)
    }
    case "operation": {
      const operands = expression.operands.map((one) => next(one))
      const [left] = operands
      const [, type] = expression.operands
      const isInstance = expression.operator !== "instanceof" || left?.is !== "object" || left.value === undefined || type === undefined
        ? undefined : instanceOf(left.value, walk.evaluator.evaluate(type, context), walk.evaluator)
      return isInstance === undefined ? operateOn(expression.operator, operands) : known(isInstance)
    }
    case "choice": {
      const truth = truthOf(next(expression.test))
      const [then, otherwise] = expression.of
      if (typeof truth === "boolean" && then !== undefined && otherwise !== undefined) return next(truth ? then : otherwise)
      return oneOf(expression.of.map((one) => next(one)))
    }
    case "object": {
      const whole = abstractIn(walk, expression, context, state)
      const members = whole.is === "object" ? membersOf(expression.entries, next) : []
      return whole.is === "object" && members.length > 0 ? { ...whole, members: new Map(members) } : whole
    }
    case "spread":
      return next(expression.value)
    default:
      return abstractIn(walk, expression, context, state)
  }
}

/** Whether what is known of a value says that it is of a class. What a class's functions make is taken for its instance. */
function instanceOf(value: AbstractValue, type: AbstractValue, evaluator: Evaluator): boolean | undefined {
  if (value.kind === "object" || value.kind === "array" || value.kind === "function") return false
  const wanted = type.kind === "class" ? ancestryOf(type, evaluator)[0] : nameOf(type, evaluator)
  if (wanted === undefined) return undefined
  if (value.kind === "instance") return ancestryOf(value.of, evaluator).includes(wanted)
  const name = nameOf(value, evaluator)
  if (name === undefined || value.kind !== "result") return undefined
  return name === `${wanted}()` || name.startsWith(`${wanted}.`) || (wanted === "Response" && name.startsWith("next/server.NextResponse."))
}

/** The members of an object literal that the path knows; a spread may replace those before it. */
function membersOf(entries: readonly ObjectEntry[], next: (one: Expression) => Outcome): readonly (readonly [string, Outcome])[] {
  const last = entries.findLastIndex(({ name, key }) => name === undefined && key === undefined)
  return entries.slice(last + 1).flatMap(({ name, value }) => {
    const outcome = name === undefined ? NOT_FOLLOWED : next(value)
    return name === undefined || outcome.is === "unknown" ? [] : [[name, outcome] as const]
  })
}

function abstractIn(walk: Walk, expression: Expression, context: Context, state: PathState): Outcome {
  return outcomeOf(walk.evaluator.evaluate(expression, context), assumptionsAt(walk, state), walk.evaluator)
}

/** A variable is what this path has last given it; what it never came by was not given. */
function localIn(walk: Walk, id: LocalId, context: Context, state: PathState, next: (one: Expression, home: Context) => Outcome): Outcome {
  const home = homeOfLocal(context, id)
  const given = state.outcomes.get(walk.keys.local(home, id))
  if (given !== undefined) return given
  const local = context.module.facts.locals[id]
  const [first, ...others] = local?.values ?? []
  if (local === undefined || first === undefined) return abstractIn(walk, walk.keys.localExpression(context, id), context, state)
  if (others.length === 0) return isWritten(id, first, home) ? (walk.isWalked(home) ? known(undefined) : abstractIn(walk, walk.keys.localExpression(context, id), context, state)) : next(first, home)
  if (!walk.isWalked(home)) return abstractIn(walk, walk.keys.localExpression(context, id), context, state)
  return isWritten(id, first, home) ? known(undefined) : next(first, home)
}

/** Whether the first value of a variable is given by an assignment, and not by its declaration. */
function isWritten(id: LocalId, value: Expression, { module }: Context): boolean {
  return module.facts.writes.find(({ local }) => local === id)?.value === value && module.facts.writes.filter(({ local }) => local === id).length >= (module.facts.locals[id]?.values.length ?? MODULE_REGION)
}

function memberIn(
  walk: Walk, object: Expression, name: string | undefined, whole: Expression, context: Context, state: PathState, next: (one: Expression) => Outcome,
): Outcome {
  const { evaluator } = walk
  const value = evaluator.evaluate(whole, context)
  const canonical = value.kind === "literal" ? undefined : nameOf(value, evaluator)
  const assumptions = assumptionsAt(walk, state)
  const assumed = canonical === undefined ? undefined : assumptions.assumed?.(value, canonical)
  if (assumed !== undefined) return assumed
  const above = next(object)
  if (above.is === "absent" || (above.is === "known" && (above.value === undefined || above.value === null))) return ABSENT
  const own = above.is === "object" && name !== undefined ? above.members?.get(name) : undefined
  if (own !== undefined) return own
  if (above.is === "object" && above.value !== undefined && name !== undefined) {
    return outcomeOf(evaluator.member(above.value, name), assumptions, evaluator)
  }
  if (above.is === "object" || above.is === "unknown" || above.is === "known" || canonical !== undefined) return outcomeOf(value, assumptions, evaluator)
  return partOf(above, name)
}

/** What an assignment to a member leaves for what comes later: `request.user = user`. */
export function assignMember(walk: Walk, context: Context, { target, value, at }: Extract<FlowEvent, { kind: "assignment" }>, state: PathState): PathState {
  if (target.kind !== "member") return state
  const object = nameOf(walk.evaluator.evaluate(target.object, context), walk.evaluator)
  if (object === undefined) return state
  const reply = walk.ends.assigned(`${object}.${target.name}=`, value, at, context, state)
  if (reply !== undefined) return reply
  return liesInRequest(object) ? withOutcome(state, `N${object}.${target.name}`, outcomeIn(walk, value, context, state)) : state
}

/** How a condition comes out, and the path on which it does. */
type Division = (holds: boolean, state: PathState) => Passage

/**
 * Divides a path by a condition.
 *
 * @param at the statement whose condition it is
 * @param then follows one of the paths
 * @returns the passage of all of them together
 */
export function decide(walk: Walk, test: Expression, frame: Frame, at: At, state: PathState, then: Division): Passage {
  return divide(walk, test, frame.context, { frame, at }, state, then, 0)
}

function divide(
  walk: Walk, test: Expression, context: Context, place: { readonly frame: Frame; readonly at: At }, state: PathState, then: Division, depth: number,
): Passage {
  const again = (one: Expression, next: PathState, on: Division, home = context): Passage => divide(walk, one, home, place, next, on, depth + 1)
  if (depth < DEPTH && test.kind === "operation") {
    const [left, right] = test.operands
    if (test.operator === "!" && left !== undefined) return again(left, state, (holds, next) => then(!holds, next))
    if ((test.operator === "&&" || test.operator === "||" || test.operator === "??") && left !== undefined && right !== undefined) {
      const ends = test.operator !== "&&"
      return again(left, state, (holds, next) => (holds === ends ? then(ends, next) : again(right, next, then)))
    }
  }
  if (depth < DEPTH && test.kind === "choice" && test.of.length === 2) {
    return again(test.test, state, (holds, next) => again(test.of[holds ? 0 : 1] as Expression, next, then))
  }
  if (depth < DEPTH && test.kind === "local") {
    const home = homeOfLocal(context, test.id)
    const [only, ...others] = context.module.facts.locals[test.id]?.values ?? []
    const isCondition = only !== undefined && others.length === 0 && (only.kind === "operation" || only.kind === "choice")
    if (isCondition && !state.outcomes.has(walk.keys.local(home, test.id)) && !state.outcomes.has(walk.keys.condition(context, test))) return again(only, state, then, home)
  }
  const outcome = outcomeIn(walk, test, context, state)
  const truth = truthOf(outcome)
  if (typeof truth === "boolean") {
    noteListed(walk, test, context, truth)
    return then(truth, state)
  }
  const taken = (holds: boolean): Passage => then(holds, remembered(walk, test, context, outcome, holds, state))
  if (truth === "either") {
    const first = taken(true)
    return first === "yes" && walk.isShort ? first : either(first, taken(false))
  }
  if ("unset" in truth) return walk.together(bySetting, taken(truth.unset), taken(!truth.unset), "configuration", place.frame, place.at)
  const combine = truth.reason === "not followed" && (walk.isAnswering || saysNothing(walk, test, context)) ? oneOrOtherByData : oneOrOther
  return walk.together(combine, taken(true), taken(false), truth.reason, place.frame, place.at)
}

/** Notes that a condition has found the path of the request among those that it names. */
function noteListed(walk: Walk, test: Expression, context: Context, holds: boolean): void {
  const isFound = test.kind === "operation" && test.operator.startsWith("!=") ? !holds : holds
  if (isFound && !walk.isListed && asksPath(walk.evaluator.evaluate(test, context), walk.route.pathTests, walk.evaluator)) walk.isListed = true
}

/** Whether a condition is made of nothing that may say who the caller is. */
function saysNothing(walk: Walk, test: Expression, context: Context): boolean {
  const origins = [...originsOf(walk.evaluator.evaluate(test, context), walk.evaluator)]
  return origins.length > 0 && origins.every(({ value, name }) =>
    name !== undefined && value.kind !== "unbound" && !name.startsWith("process.env.") && !walk.isIdentity(name)
    && (isSent(name) || !liesInRequest(name)))
}

/** The path on which a condition came out one way, as far as it is asked again. */
function remembered(walk: Walk, test: Expression, context: Context, outcome: Outcome, holds: boolean, state: PathState): PathState {
  const value = walk.evaluator.evaluate(test, context)
  const name = test.kind === "operation" || value.kind === "literal" ? undefined : nameOf(value, walk.evaluator)
  if (name !== undefined && outcome.is === "chosen") return withOutcome(state, `N${name}`, holds ? { ...outcome, isTruthy: true } : ABSENT)
  if (!isAskedAgain(test, context.module)) return state
  return withOutcome(state, walk.keys.condition(context, test), holds && outcome.is !== "unknown" && outcome.is !== "setting" ? truthyOf(outcome) : known(holds))
}

function truthyOf(outcome: Outcome): Outcome {
  return outcome.is === "chosen" ? { ...outcome, isTruthy: true } : known(true)
}
