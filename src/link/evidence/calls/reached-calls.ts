/**
 * The calls that run while a request is handled, as rules read them.
 *
 * @module
 */
import type { ReachedCall } from "../../../model/calls.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import type { CallGraph, CallGraphs } from "../../effects/graph-types.ts"
import { repetitionsOf } from "../../effects/loops.ts"
import { isMemoized } from "../../effects/memoization.ts"
import { memoizePerGraph } from "../../effects/per-graph.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues, textOf } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { argumentViews } from "../../evaluate/rule-value.ts"
import type { Operation, Step } from "../../routing/operation.ts"
import { isForDevelopment } from "../../source/environment.ts"
import { locate } from "../../source/location.ts"
import { recordOf, type Records } from "../records/record-models.ts"
import { bodyWrittenBy } from "../records/written-body.ts"
import { isOriginGuarded } from "./origin-guarded.ts"
import { isGuardedByState } from "./state-guarded.ts"

/** What calls are read with. */
export interface CallAnalysis {
  readonly evaluator: Evaluator
  readonly callGraphs: CallGraphs
  readonly records: Records
}

/** The calls of a chain, the outermost handler's first. */
export function* callsOf(operation: Operation, analysis: CallAnalysis, graphOf: (step: Step) => CallGraph): Generator<ReachedCall> {
  for (const [index, step] of operation.chain.entries()) yield* callsOfGraph(graphOf(step), analysis, index === operation.chain.length - 1)
}

/**
 * The calls of everything that runs; the same list for the same call graph.
 *
 * @param isOwn it is the handler that answers that runs them
 */
export const callsOfGraph = memoizePerGraph(listCalls, (_analysis, isOwn) => isOwn)

function listCalls(
  graph: CallGraph, { evaluator, callGraphs, records }: CallAnalysis, isOwn: boolean,
): readonly ReachedCall[] {
  return graph.frames.flatMap((frame) => {
    const { module } = frame.context
    return callGraphs.callsOf(frame).flatMap((site): ReachedCall[] => {
      const call = module.facts.calls[site.call]
      if (call === undefined) return []
      const name = nameOf(evaluator.callee(site).target, evaluator)
      return [{
        at: locate(module, call.calleeAt),
        whole: locate(module, call.at),
        name,
        get isOriginGuarded() {
          return isOriginGuarded(site, evaluator)
        },
        get isForDevelopment() {
          return isForDevelopment(call.region, module)
        },
        isAwaited: call.isAwaited,
        isInAsync: frame.fact.isAsync,
        get repetitions() {
          return repetitionsOf(site, graph, evaluator)
        },
        isCached: frame.isCached || isMemoized(site, evaluator),
        client: evaluator.clients.callOf(name),
        get write() {
          return evaluator.clients.writeOf(name, statementOf(site, evaluator))
        },
        get writtenBody() {
          return bodyWrittenBy(site, evaluator)
        },
        isOwn,
        get isGuardedByState() {
          return isGuardedByState(site, graph, evaluator)
        },
        result: call.result,
        get arguments() {
          return argumentViews(site, evaluator)
        },
        argumentCount: call.arguments.length,
        get record() {
          const query = records.queryOf(site)
          return query?.model === undefined ? undefined : recordOf(query.model, query.orm)
        },
        madeWith: constructionOf(site, evaluator),
        via: frame.via,
      }]
    })
  })
}

/** What the value at the start of a chain of methods was made with: `low(adapter).get("users").write()`. */
function constructionOf(site: CallSite, evaluator: Evaluator): string | undefined {
  let receiver = evaluator.callee(site).receiver
  for (let depth = 0; receiver !== undefined && depth < 16; depth += 1) {
    const made: AbstractValue | undefined = possibleValues(receiver).find((one) => one.kind === "result" || one.kind === "member")
    if (made?.kind === "member") receiver = made.object
    else if (made?.kind === "result") {
      const above: AbstractValue | undefined = evaluator.callee(made.site).receiver
      if (above === undefined || above.kind === "external" || above.kind === "namespace") {
        const [first] = evaluator.arguments(made.site)
        return first === undefined ? undefined : nameOf(first, evaluator)
      }
      receiver = above
    } else return undefined
  }
  return undefined
}

/** A statement as text: the first argument, or that of the call that prepared it: `database.prepare("DELETE ...").run(id)`. */
function statementOf(site: CallSite, evaluator: Evaluator): string | undefined {
  const { receiver } = evaluator.callee(site)
  const prepared = receiver?.kind === "result" && evaluator.callee(receiver.site).method === "prepare" ? evaluator.arguments(receiver.site) : []
  return [...prepared, ...evaluator.arguments(site).slice(0, 1)].map((one) => textOf(one)).find((one) => one !== undefined)
}
