/**
 * Whether a caller gets past one handler: its paths are followed for the anonymous caller, for the forger, and for anyone.
 *
 * @module
 */
import type { Continuation, Framework } from "../../../frameworks/framework.ts"
import type { AbstractValue, Context } from "../../../model/values.ts"
import type { CallGraph, CallGraphs, Frame } from "../../effects/graph-types.ts"
import { memoizePerGraph } from "../../effects/per-graph.ts"
import type { RouteAssumptions } from "../../evaluate/conditions.ts"
import { UNDEFINED } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { type Caller, createCallers } from "./callers.ts"
import type { Credentials } from "./credentials.ts"
import { createPathEnds, type EndsMet } from "./path-ends.ts"
import { type CallsOnPaths, readCalls } from "./path-relevance.ts"
import { createPathKeys, type Walk } from "./path-setting.ts"
import { isClosed, type Loss, type Passage, startOf } from "./path-state.ts"
import { followFunction } from "./path-walk.ts"

/** A handler, and how it is followed. */
export interface HandlerPaths {
  readonly graph: CallGraph
  /** The functions that the framework calls. */
  readonly roots: readonly Context[]
  readonly framework: Framework
  readonly continues: Continuation
  readonly isAnswering: boolean
  /** Called by a name and not by a path: what it answers has no status. */
  readonly isAction: boolean
  /** What it returns becomes members of this role. */
  readonly provides: string | undefined
}

/** What became of a caller. */
export interface Passing {
  readonly passage: Passage
  readonly losses: readonly Loss[]
  /** The route was named: its path by a condition, or the guard by the route's own options or metadata. */
  readonly isListed: boolean
  /** The credentials that were read on the paths, by canonical name. */
  readonly read: ReadonlySet<string>
  /** A package's check of credentials was met. */
  readonly hasChecked: boolean
  /** A path was refused because of who the caller is, or would have been if it had ended there, or if somebody had waited for the check. */
  readonly hasRefused: boolean
  /** An error was handed on: an error handler may take it. */
  readonly hasFailed: boolean
  /** Answers that refuse only where a known caller gets another one. */
  readonly soft: ReadonlySet<string>
}

/** Follows callers. */
export interface Feasibility {
  /**
   * @param isShort one way through is enough: what others do is not looked at
   * @param refusing soft answers that the anonymous caller was given
   */
  follow(caller: Caller, handler: HandlerPaths, route: RouteAssumptions, isShort: boolean, refusing?: ReadonlySet<string>): Passing
}

/**
 * Follows the callers of one project.
 *
 * @returns the follower
 */
export function createFeasibility(credentials: Credentials, evaluator: Evaluator, callGraphs: CallGraphs): Feasibility {
  const callers = createCallers(credentials, evaluator)
  const keys = createPathKeys()
  const callsOf = memoizePerGraph(
    (graph: CallGraph, framework: Framework): CallsOnPaths => readCalls(graph, framework, credentials, callers.asksForCaller, evaluator, callGraphs), (framework) => framework,
  )

  function follow(caller: Caller, handler: HandlerPaths, route: RouteAssumptions, isShort: boolean, refusing?: ReadonlySet<string>): Passing {
    const { graph, framework, isAnswering } = handler
    const met: EndsMet = { hasFailed: false, hasBarred: false, soft: new Set() }
    const losses: Loss[] = []
    const ownCalls = callsOf(graph, framework)
    const walk: Walk = {
      ...ownCalls, evaluator, framework, graph, caller, route: noteSaid(route, () => { walk.isListed = true }), isAnswering, keys, losses, steps: 0, depth: 0, isListed: false, hasChecked: false, hasIdleRefusal: false, visited: new Map(), stack: [], assumptions: new WeakMap(), found: new WeakMap(),
      isShort,
      ends: createPathEnds({ ...handler, refusing }, () => walk, met),
      usesNext: graph.frames.some((frame) => callGraphs.callsOf(frame).some(ownCalls.isNext)),
      assumed: (value, name) => callers.assumed(caller, value, name),
      called: (call) => callers.called(caller, call, isAnswering),
      isIdentity: credentials.includes,
      asksForCaller: callers.asksForCaller,
      frameOf: (context) => graph.frameOf.get(context),
      enter: (context, state, exits) => followFunction(walk, context, state, exits),
      isWalked: (context) => walk.stack.includes(context),
      together: (combine, one, other, reason, frame, at) => {
        const both = combine(one, other)
        if (both === "perhaps" && one !== "perhaps" && other !== "perhaps") losses.push({ reason, module: frame.context.module, at })
        return both
      },
      lose: (reason, frame, at) => {
        losses.push({ reason, module: frame.context.module, at })
        return "perhaps"
      },
    }
    const passages = handler.roots.map((root) => walk.enter(root, startOf(new Map()), {
      returns: (outcome, state, at) => walk.ends.finished(outcome, state, at),
      throws: (state) => walk.ends.failed(state),
    }))
    const passage = passages.find(isClosed) ?? (passages.includes("perhaps") ? "perhaps" : "yes")
    return { passage, losses, isListed: walk.isListed, hasChecked: walk.hasChecked, read: new Set(graph.frames.flatMap((frame) => readOn(frame, walk, credentials))), hasFailed: met.hasFailed, hasRefused: met.hasBarred || walk.hasIdleRefusal, soft: met.soft }
  }

  return { follow }
}

/** The route, which notes that its options or metadata have said something. */
function noteSaid(route: RouteAssumptions, note: () => void): RouteAssumptions {
  const noted = (said: AbstractValue | undefined): AbstractValue | undefined => {
    if (said !== undefined && said.kind !== "unknown" && said !== UNDEFINED) note()
    return said
  }
  return {
    get method() { return route.method },
    get path() { return route.path },
    get base() { return route.base },
    get pathTests() { return route.pathTests },
    get isAny() { return route.isAny },
    option: (path) => noted(route.option(path)),
    metadata: (key) => noted(route.metadata(key)),
  }
}

/** The credentials that are read in what the paths through a function have entered, or passed by. */
function readOn(frame: Frame, walk: Walk, credentials: Credentials): readonly string[] {
  const visited = walk.visited.get(frame.context)
  return visited === undefined ? [] : credentials.readIn(frame).flatMap(({ name, region }) => (visited.has(region) ? [name] : []))
}
