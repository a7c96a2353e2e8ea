/**
 * Paths through a handler, under assumptions about its caller: whether one of them lets the request go on.
 *
 * Each branch is followed on its own, with what its condition says of the paths that take it; what comes after it is a
 * continuation. So a refusal ends a path only where the function is left, or where the framework takes the answer as the end.
 *
 * @module
 */
import type { At, Expression } from "../../../model/expression.ts"
import type { RegionId } from "../../../model/ids.ts"
import type { Context } from "../../../model/values.ts"
import type { Frame } from "../../effects/graph-types.ts"
import { functionOf } from "../../evaluate/context.ts"
import { known } from "../../evaluate/outcomes.ts"
import { type FlowEvent, flowEventsOf } from "../../source/function-events.ts"
import { NO_REGION } from "../../source/no-ids.ts"
import { followCall } from "./path-calls.ts"
import { assignMember, decide, homeOfLocal, outcomeIn } from "./path-expressions.ts"
import { describeState, oneOrOther, type Passage, type PathState, withOutcome } from "./path-state.ts"
import type { Exits, Walk } from "./path-setting.ts"

/** Events of one path beyond this are not followed. */
const MAXIMUM_STEPS = 6000

/** From this event on, paths that have come to know the same are followed together. */
const MERGED_FROM = 100

/** Statements inside of statements and functions beyond this are not followed. */
const MAXIMUM_DEPTH = 220

/**
 * Follows a function from its beginning.
 *
 * @param exits where its paths lead; those that fall off its end return undefined
 * @returns the passage of all of them together
 */
export function followFunction(walk: Walk, context: Context, state: PathState, exits: Pick<Exits, "returns" | "throws">): Passage {
  const fact = functionOf(context)
  const frame = walk.frameOf(context)
  if (fact === undefined || frame === undefined || walk.stack.includes(context)) return exits.returns(known(undefined), state, undefined, undefined)
  walk.stack.push(context)
  const outside = <Rest extends readonly unknown[]>(leave: (...given: Rest) => Passage) => (...given: Rest): Passage => {
    // What comes after the function is no longer inside of it.
    const at = walk.stack.lastIndexOf(context)
    const inner = walk.stack.splice(at)
    const passage = leave(...given)
    walk.stack.push(...inner)
    return passage
  }
  const end = outside((last: PathState) => exits.returns(known(undefined), last, undefined, undefined))
  const passage = followRegion(walk, frame, fact.region, state, { next: end, leaves: end, returns: outside(exits.returns), throws: outside(exits.throws) })
  walk.stack.splice(walk.stack.lastIndexOf(context))
  return passage
}

function followRegion(walk: Walk, frame: Frame, region: RegionId, state: PathState, exits: Exits): Passage {
  const { module } = frame.context
  note(walk.entered, frame, region)
  const events = flowEventsOf(module).get(region) ?? []
  const fact = module.facts.regions[region]
  const after = fact?.exits === true && fact.kind !== "function" ? exits.leaves : exits.next
  return followEvents(walk, frame, events, 0, state, { ...exits, next: after })
}

function note(regions: Map<Context, Set<RegionId>>, { context }: Frame, region: RegionId): void {
  const known = regions.get(context) ?? new Set<RegionId>()
  regions.set(context, known)
  known.add(region)
}

/** Regions in which nothing decides are not followed. */
function passBy(walk: Walk, frame: Frame, regions: readonly (RegionId | undefined)[], state: PathState): PathState {
  for (const region of regions) if (region !== undefined) note(walk.passed, frame, region)
  return state
}

function followEvents(walk: Walk, frame: Frame, events: readonly FlowEvent[], start: number, state: PathState, exits: Exits): Passage {
  walk.depth += 1
  try {
    let now = state
    for (let index = start; index < events.length; index += 1) {
      const event = events[index] as FlowEvent
      walk.steps += 1
      if (walk.steps > MAXIMUM_STEPS || walk.depth > MAXIMUM_DEPTH) return walk.lose("not followed", frame, atOf(event, frame))
      const met = new Map<string, Passage>()
      const rest = (next: PathState): Passage => {
        if (walk.steps < MERGED_FROM) return followEvents(walk, frame, events, index + 1, next, exits)
        const key = describeState(next)
        const passage = met.get(key) ?? followEvents(walk, frame, events, index + 1, next, exits)
        met.set(key, passage)
        return passage
      }
      const moved = follow(walk, frame, event, now, { ...exits, next: rest })
      if (typeof moved === "string") return moved
      now = moved
    }
    return exits.next(now)
  } finally {
    walk.depth -= 1
  }
}

const atOf = (event: FlowEvent, { context, fact }: Frame): At => ("at" in event ? event.at : event.kind === "call" ? context.module.facts.calls[event.call]?.at ?? fact.at : fact.at)

/** @returns the state after the event where it only goes on, else where all paths from it lead */
function follow(walk: Walk, frame: Frame, event: FlowEvent, state: PathState, exits: Exits): PathState | Passage {
  const { context } = frame
  switch (event.kind) {
    case "call":
      return followCall(walk, frame, event.call, state, exits)
    case "assignment":
      return assignMember(walk, context, event, state)
    case "write": {
      const home = homeOfLocal(context, event.local)
      return withOutcome(state, walk.keys.local(home, event.local), outcomeIn(walk, event.value, context, state))
    }
    case "return":
      return followReturn(walk, context, event, state, exits)
    case "throw":
      return exits.throws(walk.ends.thrown(walk.evaluator.evaluate(event.value, context), state), event.at)
    case "branch": {
      const { test, then, otherwise, at } = event
      if (!walk.matters(frame, then) && !walk.matters(frame, otherwise)) return passBy(walk, frame, [then, otherwise], state)
      const arm = (region: RegionId | undefined, next: PathState): Passage => (region === undefined ? exits.next(next) : followRegion(walk, frame, region, next, exits))
      return decide(walk, test, frame, at, state, (holds, next) => arm(holds ? then : otherwise, next))
    }
    case "switch":
      return followClauses(walk, frame, event, 0, state, { ...exits, leaves: exits.next })
    case "loop": {
      if (!walk.matters(frame, event.body)) return passBy(walk, frame, [event.body], state)
      const entered = followRegion(walk, frame, event.body, state, { ...exits, leaves: exits.next })
      if (isNeverEmpty(walk, event.iterates, context)) return entered
      const skipped = exits.next(state)
      return walk.together(oneOrOther, entered, skipped, "stored data", frame, event.at)
    }
    case "try":
      return followTry(walk, frame, event, state, exits)
  }
}

function isNeverEmpty(walk: Walk, iterates: Expression | undefined, context: Context): boolean {
  if (iterates === undefined) return false
  const value = walk.evaluator.evaluate(iterates, context)
  return value.kind === "array" && value.items.length > 0
}

/** A condition that is returned is followed as a branch is: `return session && session.user.isAdmin`. */
function followReturn(walk: Walk, context: Context, { value, at }: Extract<FlowEvent, { kind: "return" }>, state: PathState, exits: Exits): Passage {
  if (value === undefined) return exits.returns(known(undefined), state, at, undefined)
  const outcome = outcomeIn(walk, value, context, state)
  const isCondition = value.kind === "operation" && /^(?:!|&&|[!=]==?)$/.test(value.operator)
  const frame = walk.frameOf(context)
  if (!isCondition || frame === undefined || outcome.is === "known" || outcome.is === "absent") return exits.returns(outcome, state, at, value)
  return decide(walk, value, frame, at, state, (holds, next) => exits.returns(known(holds), next, at, undefined))
}

/** The clause whose case fits, and those that it falls through to. */
function followClauses(walk: Walk, frame: Frame, event: Extract<FlowEvent, { kind: "switch" }>, index: number, state: PathState, exits: Exits): Passage {
  const { tests, clauses, otherwise, at } = event
  const test = tests[index]
  if (test === undefined) return otherwise === undefined ? exits.next(state) : followRegion(walk, frame, otherwise, state, exits)
  return decide(walk, test, frame, at, state, (holds, next) =>
    (holds ? followRegion(walk, frame, firstWithBody(frame, clauses, index), next, exits) : followClauses(walk, frame, event, index + 1, next, exits)))
}

/** `case "GET": case "HEAD": return list()` */
function firstWithBody({ context: { module } }: Frame, clauses: readonly RegionId[], start: number): RegionId {
  const found = clauses.slice(start).find((one) => module.facts.regions[one]?.exits === true || (flowEventsOf(module).get(one) ?? []).length > 0)
  return found ?? clauses[start] ?? NO_REGION
}

function followTry(walk: Walk, frame: Frame, { body, handler, finalizer }: Extract<FlowEvent, { kind: "try" }>, state: PathState, exits: Exits): Passage {
  const last = <Rest extends readonly unknown[]>(leave: (state: PathState, ...rest: Rest) => Passage) => (now: PathState, ...rest: Rest): Passage =>
    (finalizer === undefined ? leave(now, ...rest) : followRegion(walk, frame, finalizer, now, { ...exits, next: (next) => leave(next, ...rest) }))
  const around: Exits = {
    next: last(exits.next),
    returns: (outcome, now, at, value) => last((next) => exits.returns(outcome, next, at, value))(now),
    throws: last(exits.throws),
    leaves: last(exits.leaves),
  }
  if (handler === undefined) return followRegion(walk, frame, body, state, around)
  return followRegion(walk, frame, body, state, { ...around, throws: (now) => followRegion(walk, frame, handler, { ...now, isBarred: false }, around) })
}
