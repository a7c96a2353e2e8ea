/**
 * The calls that run while a request is handled, as rules read them.
 *
 * @module
 */
import type { CalleeTest, ReachedCall } from "../../../model/calls.ts"
import type { AbstractValue, CallSite, Context } from "../../../model/values.ts"
import type { CallGraph, CallGraphs, Frame } from "../../effects/graph-types.ts"
import { repetitionsOf } from "../../effects/loops.ts"
import { isMemoized } from "../../effects/memoization.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues, textOf } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { argumentViews } from "../../evaluate/rule-value.ts"
import { isForDevelopment } from "../../source/environment.ts"
import { locate } from "../../source/location.ts"
import { recordOf, type Records } from "../records/record-models.ts"
import { assignedModel, bodyWrittenBy } from "../records/written-body.ts"
import type { SchemaReader } from "../schema/schema-reader.ts"
import { isOriginGuarded } from "./origin-guarded.ts"
import { isGuardedByState } from "./state-guarded.ts"

/** What calls are read with. */
export interface CallAnalysis {
  readonly evaluator: Evaluator
  readonly callGraphs: CallGraphs
  readonly records: Records
  readonly schemas: SchemaReader
}

/** Lists the calls that run in call graphs. */
export interface ReachedCalls {
  /**
   * The calls of everything that runs; the same list for the same graph and test.
   *
   * @param isOwn it is the handler that answers that runs them
   * @param isWanted tells by their callees which of them; undefined for every call, also of what has no name
   */
  callsIn(graph: CallGraph, isOwn: boolean, isWanted: CalleeTest | undefined): readonly ReachedCall[]
}

/** What was found for one test. */
interface Found {
  /** Whether calls of a canonical name are wanted, as far as that was asked. */
  readonly names: Map<string, boolean>
  /** The wanted calls of one function, which many graphs share. */
  readonly sites: Map<Context, readonly CallSite[]>
  readonly own: Map<CallGraph, readonly ReachedCall[]>
  readonly before: Map<CallGraph, readonly ReachedCall[]>
}

const nothingFound = (): Found => ({
  names: new Map<string, boolean>(),
  sites: new Map<Context, readonly CallSite[]>(),
  own: new Map<CallGraph, readonly ReachedCall[]>(),
  before: new Map<CallGraph, readonly ReachedCall[]>(),
})

/**
 * A list of the calls that run.
 *
 * @returns what can be asked; it remembers what it has listed
 */
export function createReachedCalls(analysis: CallAnalysis): ReachedCalls {
  const { evaluator, callGraphs } = analysis
  const found = new Map<CalleeTest | undefined, Found>()

  function isNameWanted(name: string, isWanted: CalleeTest, { names }: Found): boolean {
    const known = names.get(name) ?? isWanted({ name, client: evaluator.clients.callOf(name) })
    names.set(name, known)
    return known
  }

  function sitesOf(frame: Frame, isWanted: CalleeTest, all: Found): readonly CallSite[] {
    const known = all.sites.get(frame.context)
    if (known !== undefined) return known
    const wanted = callGraphs.callsOf(frame).filter((site) => {
      const name = nameOf(evaluator.callee(site).target, evaluator)
      return name !== undefined && isNameWanted(name, isWanted, all)
    })
    all.sites.set(frame.context, wanted)
    return wanted
  }

  function callsIn(graph: CallGraph, isOwn: boolean, isWanted: CalleeTest | undefined): readonly ReachedCall[] {
    const all = found.get(isWanted) ?? nothingFound()
    found.set(isWanted, all)
    const byGraph = isOwn ? all.own : all.before
    const known = byGraph.get(graph)
    if (known !== undefined) return known
    const calls = graph.frames.flatMap((frame) =>
      (isWanted === undefined ? callGraphs.callsOf(frame) : sitesOf(frame, isWanted, all)).flatMap((site) => toReachedCall(site, frame, graph, isOwn, analysis)))
    byGraph.set(graph, calls)
    return calls
  }

  return { callsIn }
}

function toReachedCall(site: CallSite, frame: Frame, graph: CallGraph, isOwn: boolean, { evaluator, records, schemas }: CallAnalysis): readonly ReachedCall[] {
  const { module } = frame.context
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
      return bodyWrittenBy(site, { evaluator, records, schemas })
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
      const query = records.queryOf(site) ?? assignedModel(site, evaluator, records)
      return query?.model === undefined ? undefined : recordOf(query.model, query.orm)
    },
    get madeWith() {
      return constructionOf(site, evaluator)
    },
    via: frame.via,
  }]
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
