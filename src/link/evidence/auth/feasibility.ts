/**
 * Whether a caller gets past one handler: its paths are followed for the anonymous caller, for the forger, and for anyone.
 *
 * @module
 */
import type { Continuation, Framework } from "../../../frameworks/framework.ts"
import type { RegionId } from "../../../model/ids.ts"
import type { Context } from "../../../model/values.ts"
import type { CallGraph, CallGraphs, Frame } from "../../effects/graph-types.ts"
import { memoizePerGraph } from "../../effects/per-graph.ts"
import type { RouteAssumptions } from "../../evaluate/conditions.ts"
import { UNDEFINED } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { type Caller, createCallers } from "./callers.ts"
import { isWithin } from "../../source/control-flow.ts"
import type { Credentials } from "./credentials.ts"
import { createPathEnds, type EndsMet } from "./path-ends.ts"
import { type CallsOnPaths, readCalls } from "./path-relevance.ts"
import { createPathKeys, type Walk } from "./path-setting.ts"
import { listenTo } from "./remembered-verdict.ts"
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
    const met: EndsMet = { hasBarred: false, soft: new Set() }
    const losses: Loss[] = []
    const walk: Walk = {
      ...callsOf(graph, framework), evaluator, framework, graph, caller, route: listenTo(route, ({ of }, said) => { walk.isListed ||= (of === "option" || of === "metadata") && isValue(said) }), isAnswering, keys, losses, steps: 0, depth: 0, isListed: false, hasChecked: false, hasIdleRefusal: false, entered: new Map(), passed: new Map(), stack: [], assumptions: new WeakMap(), found: new WeakMap(),
      isShort,
      ends: createPathEnds({ ...handler, refusing }, () => walk, met),
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
    return { passage, losses, isListed: walk.isListed, hasChecked: walk.hasChecked, read: new Set(graph.frames.flatMap((frame) => readOn(frame, walk, credentials))), hasRefused: met.hasBarred || walk.hasIdleRefusal, soft: met.soft }
  }

  return { follow }
}

/** The credentials that are read in what the paths through a function have entered, or passed by. */
function readOn(frame: Frame, { entered, passed }: Walk, credentials: Credentials): readonly string[] {
  const [inside, beside] = [entered.get(frame.context), passed.get(frame.context)]
  if (inside === undefined) return []
  const { module } = frame.context
  const isMet = (region: RegionId): boolean => inside.has(region) || (beside !== undefined && [...beside].some((one) => isWithin(module, region, one)))
  return credentials.readIn(frame).flatMap(({ name, region }) => (isMet(region) ? [name] : []))
}

/** Whether what a route said of an option or metadata is a value. */
const isValue = (said: unknown): boolean => typeof said === "object" && said !== null && said !== UNDEFINED && "kind" in said && said.kind !== "unknown"
