/**
 * What an answer sends piece by piece: server-sent events, streams that are piped or collected, and what writes for ever.
 *
 * @module
 */
import type { Indexed, RegionId } from "../../../model/ids.ts"
import { NO_REGION } from "../../source/no-ids.ts"
import { connectionState, endlessEmitters, endOfConnection, nodeResponse, pieceWriters, streamGuards, streamHelpers, streamSources, unsubscribing } from "../../../knowledge/streams.ts"
import { find } from "../../../knowledge/table.ts"
import type { RegionFact } from "../../../model/facts.ts"
import type { PipedStream, ReachedStream } from "../../../model/responses.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import { type CodeUnit, codeUnitsOf } from "../../effects/deferred-code.ts"
import type { CallGraph, CallGraphs } from "../../effects/graph-types.ts"
import { memoizePerGraph } from "../../effects/per-graph.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { describe } from "../../evaluate/describe.ts"
import { possibleValues, textOf } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import type { Operation, Step } from "../../routing/operation.ts"
import { isWithin } from "../../source/control-flow.ts"
import { bodyOf } from "../../source/function-body.ts"
import { locate } from "../../source/location.ts"
import { collectedIn } from "./buffered-streams.ts"
import { bufferOf, eventsIn } from "./server-sent-events.ts"

const streamsOfGraph = memoizePerGraph(findStreams, ({ framework }) => framework)

/** What streams are read with. */
export interface StreamAnalysis {
  readonly evaluator: Evaluator
  readonly callGraphs: CallGraphs
}

/**
 * The streams of a route.
 *
 * @returns those of its middleware first
 */
export function* streamsOf(operation: Operation, analysis: StreamAnalysis, graphOf: (step: Step) => CallGraph): Generator<ReachedStream> {
  const { evaluator } = analysis
  for (const step of operation.chain) {
    for (const stream of streamsOfGraph(graphOf(step), operation, analysis)) yield stream.kind === "events" && stream.bufferedBy !== undefined ? { ...stream, bufferedBy: bufferOf(operation, evaluator) } : stream
  }
}

function findStreams(graph: CallGraph, { framework }: Operation, { evaluator, callGraphs }: StreamAnalysis): readonly ReachedStream[] {
  if (graph.frames.length === 0) return []
  const units = codeUnitsOf(graph, evaluator, callGraphs)
  return [
    ...eventsIn(units, framework, evaluator),
    ...units.flatMap((unit) => [...pipesIn(unit, units, evaluator), ...endlessIn(unit, units, evaluator)]),
    ...collectedIn(units, framework, evaluator),
  ]
}

/** What is piped into the response itself. */
function pipesIn({ calls, frame }: CodeUnit, units: readonly CodeUnit[], evaluator: Evaluator): readonly PipedStream[] {
  return calls.flatMap((site): PipedStream[] => {
    const { method, receiver } = evaluator.callee(site)
    const [target] = evaluator.arguments(site)
    if (method !== "pipe" || receiver === undefined || target === undefined || !isResponse(target, evaluator)) return []
    const links = linksOf(receiver, evaluator)
    const [source] = links
    const fact = site.module.facts.calls[site.call]
    if (source === undefined || fact === undefined || isRequest(source, evaluator)) return []
    const fatal = links.filter((one) => isFatal(one, evaluator))
    const unwatched = (fatal.length > 0 ? fatal : links).find((one) => !isGuarded(one, units, evaluator))
    const name = describe(unwatched ?? source, evaluator)
    return [{ kind: "pipe", at: locate(site.module, fact.calleeAt), name, isWatched: unwatched === undefined, isFatal: fatal.length > 0, via: frame.via }]
  })
}

const isResponse = (value: AbstractValue, evaluator: Evaluator): boolean => nodeResponse.test((nameOf(value, evaluator) ?? "").replaceAll(/\.\w+\(\)/g, ""))

/** Two requests hang together: a proxy pipes one into the other. */
const isRequest = (value: AbstractValue, evaluator: Evaluator): boolean => /^request(?:\.raw)?$/.test(nameOf(value, evaluator) ?? "")

const isFatal = (value: AbstractValue, evaluator: Evaluator): boolean => find(streamSources, nameOf(value, evaluator))?.isFatal === true

/** `source.pipe(gunzip).pipe(response)`: the source, and everything on the way. */
function linksOf(receiver: AbstractValue, evaluator: Evaluator): readonly AbstractValue[] {
  const made = possibleValues(receiver).find((one) => one.kind === "result")
  if (made?.kind !== "result") return [receiver]
  const { method, receiver: inner } = evaluator.callee(made.site)
  if (inner === undefined) return [receiver]
  if (method === "pipe") return [...linksOf(inner, evaluator), ...evaluator.arguments(made.site).slice(0, 1)]
  return method !== undefined && LISTENERS.has(method) ? linksOf(inner, evaluator) : [receiver]
}

const LISTENERS = new Set(["on", "once", "addListener"])

/** Something listens to its failures, or it is given to what does. */
function isGuarded(stream: AbstractValue, units: readonly CodeUnit[], evaluator: Evaluator): boolean {
  const isIt = (one: AbstractValue | undefined): boolean => one !== undefined && linksOf(one, evaluator).some((link) => possibleValues(link).some((each) => possibleValues(stream).includes(each)))
  return units.some(({ calls }) => calls.some((site) => {
    const { method, receiver, target } = evaluator.callee(site)
    const values = evaluator.arguments(site)
    if (method !== undefined && LISTENERS.has(method) && textIs(values[0], /^error$/) && isIt(receiver)) return true
    const isHandedOn = values.some((value) => possibleValues(value).some((one) => possibleValues(stream).includes(one)))
    return isHandedOn && method !== "pipe" && (find(streamGuards, nameOf(target, evaluator)) !== undefined || nameOf(target, evaluator) === undefined)
  }))
}

const textIs = (value: AbstractValue | undefined, form: RegExp): boolean => value !== undefined && form.test(textOf(value) ?? "")

/** Timers, listeners and loops that write for as long as the process lives. */
function endlessIn({ frame, calls, entry }: CodeUnit, units: readonly CodeUnit[], evaluator: Evaluator): readonly PipedStream[] {
  const writes = calls.filter((site) => find(pieceWriters, nameOf(evaluator.callee(site).target, evaluator)) !== undefined)
  if (writes.length === 0) return []
  const { module } = frame.context
  const isWatched = watchesClient(units, evaluator)
  const { via } = frame
  if (entry !== undefined) {
    const fact = entry.module.facts.calls[entry.call]
    const name = endlessName(entry, evaluator)
    return fact === undefined || name === undefined ? [] : [{ kind: "endless", at: locate(entry.module, fact.calleeAt), name, isWatched, isFatal: false, via }]
  }
  const loop = module.facts.regions.findIndex((region, id) => isEndless(region, id, module.facts.regions, (inner) => isWithin(module, inner, id))
    && writes.some(({ call }) => isWithin(module, module.facts.calls[call]?.region ?? NO_REGION, id)))
  const at = module.facts.regions[loop]?.at
  return at === undefined ? [] : [{ kind: "endless", at: firstLine(locate(module, at)), name: "the loop", isWatched, isFatal: false, via }]
}

const firstLine = <T extends { readonly start: number; readonly end: number }>(at: T): T => ({ ...at, end: Math.min(at.end, at.start + "while".length) })

function endlessName(entry: CallSite, evaluator: Evaluator): string | undefined {
  const { target, method, receiver } = evaluator.callee(entry)
  const name = nameOf(target, evaluator)
  if (name !== undefined && /^(?:timers\.)?setInterval$/.test(name)) return "setInterval"
  if (receiver === undefined || method === undefined || method === "once") return undefined
  return find(endlessEmitters, nameOf(receiver, evaluator)) === undefined ? undefined : method
}

/** `while (true)` out of which nothing leads. */
function isEndless(region: RegionFact, id: RegionId, regions: Indexed<RegionId, RegionFact>, isInside: (region: RegionId) => boolean): boolean {
  if (region.kind !== "loop" || region.iterates !== undefined) return false
  if (region.test !== undefined && !(region.test.kind === "literal" && Boolean(region.test.value))) return false
  return !regions.some(({ exits }, inner) => inner !== id && exits && isInside(inner))
}

/** Anything at all that may notice that the client has gone. */
function watchesClient(units: readonly CodeUnit[], evaluator: Evaluator): boolean {
  return units.some(({ calls, frame }) => {
    const reads = bodyOf(frame.context).reads.some(({ value: expression }) => expression.kind === "member" && connectionState.test(expression.name))
    return reads || calls.some((site) => {
      const { method, target } = evaluator.callee(site)
      const name = nameOf(target, evaluator)
      const values = evaluator.arguments(site)
      if (values.some((value) => evaluator.entries(value).has("cancel") || evaluator.entries(value).has("signal"))) return true
      if (name !== undefined && /^(?:timers\.)?clear(?:Interval|Timeout)$/.test(name)) return true
      if (find(streamGuards, name) !== undefined || find(streamHelpers, name)?.watchesClient === true) return true
      if (method !== undefined && unsubscribing.test(method)) return true
      const isHandedOn = values.some((value) => isResponse(value, evaluator) || isRequest(value, evaluator))
      return (method !== undefined && textIs(values[0], endOfConnection)) || (isHandedOn && target.kind !== "function")
    })
  })
}
