/**
 * What paths through one handler are followed with.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import type { At, Expression } from "../../../model/expression.ts"
import type { CallId, LocalId, RegionId } from "../../../model/ids.ts"
import type { AbstractValue, CallSite, Context } from "../../../model/values.ts"
import type { CallGraph, Frame } from "../../effects/graph-types.ts"
import type { HandlerResponse } from "../../effects/responses.ts"
import type { CallView } from "../../evaluate/condition-calls.ts"
import type { Assumptions, RouteAssumptions } from "../../evaluate/conditions.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import type { Outcome, Reason } from "../../evaluate/outcomes.ts"
import type { Caller } from "./callers.ts"
import type { CallsOnPaths } from "./path-relevance.ts"
import type { Loss, Passage, PathState } from "./path-state.ts"

/** Where a path leads from a place in a function. */
export interface Exits {
  /** On to what comes next. */
  readonly next: (state: PathState) => Passage
  /** Out of the function; `at` is where. */
  readonly returns: (outcome: Outcome, state: PathState, at: At | undefined, value: Expression | undefined) => Passage
  /** Out of it by an error. */
  readonly throws: (state: PathState, at: At | undefined) => Passage
  /** Out of the loop or `switch` around. */
  readonly leaves: (state: PathState) => Passage
}

/** What the ends of one handler mean. */
export interface PathEnds {
  goesOn(state: PathState): Passage
  /** It fails: an error leaves it, or is handed on. */
  failed(state: PathState): Passage
  /** The handler itself is left. */
  finished(outcome: Outcome, state: PathState, at: At | undefined): Passage
  /** The state after an answer that is sent at once. */
  replied(reply: HandlerResponse, state: PathState): PathState
  /** The state after an error is thrown, or an answer. */
  thrown(value: AbstractValue, state: PathState): PathState
  /** The state after an assignment that answers; undefined where it is none. */
  assigned(name: string, value: Expression, at: At, context: Context, state: PathState): PathState | undefined
}

/** One handler, followed for one caller. */
export interface Walk extends CallsOnPaths {
  readonly evaluator: Evaluator
  readonly framework: Framework
  readonly graph: CallGraph
  readonly caller: Caller
  /** What the route says of the request; it may note what is asked. */
  readonly route: RouteAssumptions
  readonly isAnswering: boolean
  /** One way through is enough. */
  readonly isShort: boolean
  readonly keys: PathKeys
  readonly ends: PathEnds
  /** The functions that are being followed, outermost first. */
  readonly stack: Context[]
  /** What is assumed where a path stands, by its version. */
  readonly assumptions: WeakMap<object, Assumptions>
  /** What expressions are known to be where a path stands. */
  readonly found: WeakMap<ReadonlyMap<string, Outcome>, Map<Context, Map<Expression, Outcome>>>
  steps: number
  depth: number
  /** A condition found the request's path in a list that the code names, or the route's own options or metadata said something. */
  isListed: boolean
  /** A package's check of credentials was met. */
  hasChecked: boolean
  /** Nobody waits for a check of credentials, or an answer that refuses is made and not sent. */
  hasIdleRefusal: boolean
  /** The regions that paths have entered. */
  readonly entered: Map<Context, Set<RegionId>>
  /** The regions that paths have passed by, with all that is in them, because nothing in them decides. */
  readonly passed: Map<Context, Set<RegionId>>
  readonly losses: Loss[]
  /** What is assumed of a value; `name` is its canonical name. */
  assumed(value: AbstractValue, name: string | undefined): Outcome | undefined
  /** What a call gives that could not be followed. */
  called(call: CallView): Outcome | undefined
  /** Whether a canonical name says who the caller is. */
  isIdentity(name: string): boolean
  /** Whether a call is made with something that says who the caller is. */
  asksForCaller(site: CallSite): boolean
  frameOf(context: Context): Frame | undefined
  /** Follows a function from its beginning; where its paths lead when they leave it is given. */
  enter(context: Context, state: PathState, exits: Pick<Exits, "returns" | "throws">): Passage
  /** Whether the variables of a context are kept account of on the paths. */
  isWalked(context: Context): boolean
  /** The answer of two paths, and where it was lost when it cannot be told. */
  together(combine: (one: Passage, other: Passage) => Passage, one: Passage, other: Passage, reason: Reason, frame: Frame, at: At): Passage
  lose(reason: Reason, frame: Frame, at: At): Passage
}

/** Names for what is known on a path. Equal things have equal keys, for one evaluator. */
export interface PathKeys {
  local(home: Context, id: LocalId): string
  parameter(home: Context, index: number): string
  call(home: Context, id: CallId): string
  /** A condition that has come out one way. */
  condition(context: Context, test: Expression): string
  /** What the promise was settled with that a function makes. */
  settled(executor: Context): string
  /** The context whose parameters a function has. */
  parameterHome(context: Context, of: number): Context | undefined
  /** The expression of this kind and index, for which values are remembered. */
  localExpression(context: Context, id: LocalId): Expression
}

/**
 * Keys for one evaluator.
 *
 * @returns the maker; contexts and expressions are counted
 */
export function createPathKeys(): PathKeys {
  const contexts = new Map<Context, number>()
  const expressions = new Map<Expression, number>()
  const numberOf = <Item>(all: Map<Item, number>, item: Item): number => {
    const found = all.get(item) ?? all.size
    all.set(item, found)
    return found
  }
  const locals = new Map<Context["module"], Map<LocalId, Expression>>()
  return {
    local: (home, id) => `L${numberOf(contexts, home)}:${id}`,
    parameter: (home, index) => `P${numberOf(contexts, home)}:${index}`,
    call: (home, id) => `R${numberOf(contexts, home)}:${id}`,
    condition: (context, test) => `D${numberOf(contexts, context)}:${numberOf(expressions, test)}`,
    settled: (executor) => `S${numberOf(contexts, executor)}`,
    parameterHome: (context, of) => {
      for (let home: Context | undefined = context; home !== undefined; home = home.parent) if (home.of === of && home.iteration === undefined) return home
      return undefined
    },
    localExpression: ({ module }, id) => {
      const known = locals.get(module) ?? new Map<LocalId, Expression>()
      locals.set(module, known)
      const made = known.get(id) ?? { kind: "local", id }
      known.set(id, made)
      return made
    },
  }
}
