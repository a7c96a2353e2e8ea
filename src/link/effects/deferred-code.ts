/**
 * The code that runs for a request at once, and that which it leaves to timers, listeners and streams.
 *
 * @module
 */
import { subscribingMethods } from "../../knowledge/listeners.ts"
import type { FunctionFact } from "../../model/facts.ts"
import type { CallSite, Context } from "../../model/values.ts"
import { nameOf } from "../evaluate/canonical-name.ts"
import { functionOf } from "../evaluate/context.ts"
import { possibleValues } from "../evaluate/domain.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import type { CallGraph, CallGraphs, Frame } from "./graph-types.ts"

/** One running function. */
export interface CodeUnit {
  readonly frame: Frame
  readonly calls: readonly CallSite[]
  /** The call that was given the function, to run it some time or again and again; undefined where it runs at once. */
  readonly entry: CallSite | undefined
}

const TIMERS = /^(?:set(?:Interval|Timeout|Immediate)|timers\.set\w+|process\.nextTick)$/

const DEPTH = 4

/**
 * What a handler runs, the functions included that it gives to listeners and to the streams that it makes.
 *
 * @returns the code units, each function once
 */
export function codeUnitsOf(graph: CallGraph, evaluator: Evaluator, callGraphs: CallGraphs): readonly CodeUnit[] {
  const found: CodeUnit[] = []
  const seen = new Set<Context>()

  function add(frame: Frame, entry: CallSite | undefined, depth: number): void {
    if (seen.has(frame.context)) return
    seen.add(frame.context)
    const calls = callGraphs.callsOf(frame)
    found.push({ frame, calls, entry })
    if (depth > DEPTH) return
    for (const site of calls) {
      for (const context of givenIn(site, evaluator)) {
        const fact = functionOf(context)
        if (fact !== undefined) add(toVisit(context, fact, frame, site), isMaker(site, evaluator) ? entry : site, depth + 1)
      }
      // What runs at once is known from the call graph; what runs within a listener is not.
      if (depth === 0 && entry === undefined) continue
      for (const one of possibleValues(evaluator.callee(site).target)) {
        const context = evaluator.enter(one, site)
        const fact = context === undefined ? undefined : functionOf(context)
        if (context !== undefined && fact !== undefined) add(toVisit(context, fact, frame, site), entry, depth + 1)
      }
    }
  }

  // What runs at once first: a function that a timer calls too is not the timer's alone.
  const entries = new Map(graph.frames.map((frame) => [frame, timerOf(frame, graph, evaluator)]))
  for (const isLater of [false, true]) {
    for (const frame of graph.frames) {
      const entry = entries.get(frame)
      if ((entry !== undefined) === isLater) add(frame, entry, 0)
    }
  }
  return found
}

const toVisit = (context: Context, fact: FunctionFact, { via }: Frame, from: CallSite): Frame => ({ context, fact, via, from, isCached: false })

/** The timer without which a function would not run. */
function timerOf({ context }: Frame, graph: CallGraph, evaluator: Evaluator, seen = new Set<Context>()): CallSite | undefined {
  const callers = graph.callers.get(context)
  if (callers === undefined || seen.has(context)) return undefined
  seen.add(context)
  const timers = callers.map(({ frame, site }) => {
    const name = nameOf(evaluator.callee(site).target, evaluator)
    return name !== undefined && TIMERS.test(name) ? site : timerOf(frame, graph, evaluator, seen)
  })
  return timers.includes(undefined) ? undefined : timers[0]
}

/** `new ReadableStream({ start })` runs what it is given at once. */
const isMaker = (site: CallSite, evaluator: Evaluator): boolean => site.module.facts.calls[site.call]?.isNew === true && nameOf(evaluator.callee(site).target, evaluator) === "ReadableStream"

/** The functions given to a timer, to a listener, or to a stream that is made. */
function givenIn(site: CallSite, evaluator: Evaluator): readonly Context[] {
  const { method, target } = evaluator.callee(site)
  if (isMaker(site, evaluator)) {
    const [source] = evaluator.arguments(site)
    const controller = evaluator.external("ReadableStreamDefaultController()")
    return source === undefined ? [] : ["start", "pull", "cancel"].flatMap((name) => {
      const given = evaluator.member(source, name)
      return evaluator.enter(given, site, name === "cancel" ? [evaluator.external("undefined")] : [controller]) ?? []
    })
  }
  const isTimer = TIMERS.test(nameOf(target, evaluator) ?? "")
  if (target.kind === "function" || (!isTimer && (method === undefined || !subscribingMethods.has(method)))) return []
  return evaluator.arguments(site).flatMap((value) => possibleValues(value)).flatMap((value) => evaluator.enter(value, site, []) ?? [])
}
