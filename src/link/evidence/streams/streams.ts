/**
 * What an answer sends piece by piece: server-sent events, streams that are piped or collected, and what writes for ever.
 *
 * @module
 */
import { connectionState, endlessEmitters, endOfConnection, nodeResponse, pieceWriters, streamGuards, streamHelpers, streamSources, unsubscribing } from "../../../knowledge/streams.ts"
import { find } from "../../../knowledge/table.ts"
import { type Stretch, stretchesOf } from "../../effects/deferred-code.ts"
import type { Reach, Reacher } from "../../effects/graph-types.ts"
import { perReach } from "../../effects/per-graph.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { describe } from "../../evaluate/describe.ts"
import { alternatives, textOf } from "../../evaluate/domain.ts"
import type { Follower } from "../../evaluate/evaluator.ts"
import { collectedIn } from "./buffered-streams.ts"
import { eventsIn, holderOf } from "./server-sent-events.ts"
import type { Operation, Step } from "../../routing/operation.ts"
import { isWithin } from "../../source/control-flow.ts"
import { locate } from "../../source/location.ts"
import type { RegionFact } from "../../../model/facts.ts"
import type { PipedStream, ReachedStream } from "../../../model/responses.ts"
import type { CallSite, Meaning } from "../../../model/values.ts"

const streamsOfReach = perReach(judgeStreams, ({ framework }) => framework)

/** What streams are read with. */
export interface StreamAnalysis {
  readonly follower: Follower
  readonly reacher: Reacher
}

/**
 * The streams of a route.
 *
 * @returns those of its middleware first
 */
export function* streamsOf(operation: Operation, analysis: StreamAnalysis, reachOf: (step: Step) => Reach): Generator<ReachedStream> {
  const { follower } = analysis
  for (const step of operation.chain) {
    for (const stream of streamsOfReach(reachOf(step), operation, analysis)) yield stream.kind === "events" && stream.heldBack !== undefined ? { ...stream, heldBack: holderOf(operation, follower) } : stream
  }
}

function judgeStreams(reached: Reach, { framework }: Operation, { follower, reacher }: StreamAnalysis): readonly ReachedStream[] {
  if (reached.visits.length === 0) return []
  const stretches = stretchesOf(reached, follower, reacher)
  return [
    ...eventsIn(stretches, framework, follower),
    ...stretches.flatMap((stretch) => [...pipesIn(stretch, stretches, follower), ...endlessIn(stretch, stretches, follower)]),
    ...collectedIn(stretches, framework, follower),
  ]
}

/** What is piped into the response itself. */
function pipesIn({ calls, visit }: Stretch, stretches: readonly Stretch[], follower: Follower): readonly PipedStream[] {
  return calls.flatMap((site): PipedStream[] => {
    const { method, receiver } = follower.callee(site)
    const [target] = follower.arguments(site)
    if (method !== "pipe" || receiver === undefined || target === undefined || !isResponse(target, follower)) return []
    const links = linksOf(receiver, follower)
    const [source] = links
    const fact = site.module.facts.calls[site.call]
    if (source === undefined || fact === undefined || isRequest(source, follower)) return []
    const fatal = links.filter((one) => isFatal(one, follower))
    const unwatched = (fatal.length > 0 ? fatal : links).find((one) => !isGuarded(one, stretches, follower))
    const name = describe(unwatched ?? source, follower)
    return [{ kind: "pipe", at: locate(site.module, fact.calleeAt), name, isWatched: unwatched === undefined, isFatal: fatal.length > 0, via: visit.via }]
  })
}

const isResponse = (meaning: Meaning, follower: Follower): boolean => nodeResponse.test((nameOf(meaning, follower) ?? "").replaceAll(/\.\w+\(\)/g, ""))

/** Two requests hang together: a proxy pipes one into the other. */
const isRequest = (meaning: Meaning, follower: Follower): boolean => /^request(?:\.raw)?$/.test(nameOf(meaning, follower) ?? "")

const isFatal = (meaning: Meaning, follower: Follower): boolean => find(streamSources, nameOf(meaning, follower))?.isFatal === true

/** `source.pipe(gunzip).pipe(response)`: the source, and everything on the way. */
function linksOf(receiver: Meaning, follower: Follower): readonly Meaning[] {
  const made = alternatives(receiver).find((one) => one.kind === "result")
  if (made?.kind !== "result") return [receiver]
  const { method, receiver: inner } = follower.callee(made.site)
  if (inner === undefined) return [receiver]
  if (method === "pipe") return [...linksOf(inner, follower), ...follower.arguments(made.site).slice(0, 1)]
  return method !== undefined && LISTENERS.has(method) ? linksOf(inner, follower) : [receiver]
}

const LISTENERS = new Set(["on", "once", "addListener"])

/** Something listens to its failures, or it is given to what does. */
function isGuarded(stream: Meaning, stretches: readonly Stretch[], follower: Follower): boolean {
  const isIt = (one: Meaning | undefined): boolean => one !== undefined && linksOf(one, follower).some((link) => alternatives(link).some((each) => alternatives(stream).includes(each)))
  return stretches.some(({ calls }) => calls.some((site) => {
    const { method, receiver, target } = follower.callee(site)
    const values = follower.arguments(site)
    if (method !== undefined && LISTENERS.has(method) && textIs(values[0], /^error$/) && isIt(receiver)) return true
    const isHandedOn = values.some((value) => alternatives(value).some((one) => alternatives(stream).includes(one)))
    return isHandedOn && method !== "pipe" && (find(streamGuards, nameOf(target, follower)) !== undefined || nameOf(target, follower) === undefined)
  }))
}

const textIs = (value: Meaning | undefined, form: RegExp): boolean => value !== undefined && form.test(textOf(value) ?? "")

/** Timers, listeners and loops that write for as long as the process lives. */
function endlessIn({ visit, calls, entry }: Stretch, stretches: readonly Stretch[], follower: Follower): readonly PipedStream[] {
  const writes = calls.filter((site) => find(pieceWriters, nameOf(follower.callee(site).target, follower)) !== undefined)
  if (writes.length === 0) return []
  const { module } = visit.activation
  const isWatched = watchesClient(stretches, follower)
  const { via } = visit
  if (entry !== undefined) {
    const fact = entry.module.facts.calls[entry.call]
    const name = endlessName(entry, follower)
    return fact === undefined || name === undefined ? [] : [{ kind: "endless", at: locate(entry.module, fact.calleeAt), name, isWatched, isFatal: false, via }]
  }
  const loop = module.facts.regions.findIndex((region, id) => isEndless(region, id, module.facts.regions, (inner) => isWithin(module, inner, id))
    && writes.some(({ call }) => isWithin(module, module.facts.calls[call]?.region ?? -1, id)))
  const at = module.facts.regions[loop]?.at
  return at === undefined ? [] : [{ kind: "endless", at: firstLine(locate(module, at)), name: "the loop", isWatched, isFatal: false, via }]
}

const firstLine = <T extends { readonly start: number; readonly end: number }>(at: T): T => ({ ...at, end: Math.min(at.end, at.start + "while".length) })

function endlessName(entry: CallSite, follower: Follower): string | undefined {
  const { target, method, receiver } = follower.callee(entry)
  const name = nameOf(target, follower)
  if (name !== undefined && /^(?:timers\.)?setInterval$/.test(name)) return "setInterval"
  if (receiver === undefined || method === undefined || method === "once") return undefined
  return find(endlessEmitters, nameOf(receiver, follower)) === undefined ? undefined : method
}

/** `while (true)` out of which nothing leads. */
function isEndless(region: RegionFact, id: number, regions: readonly RegionFact[], isInside: (region: number) => boolean): boolean {
  if (region.kind !== "loop" || region.iterates !== undefined) return false
  if (region.test !== undefined && !(region.test.kind === "literal" && Boolean(region.test.value))) return false
  return !regions.some(({ leaves }, inner) => inner !== id && leaves && isInside(inner))
}

/** Anything at all that may notice that the client has gone. */
function watchesClient(stretches: readonly Stretch[], follower: Follower): boolean {
  return stretches.some(({ calls, visit }) => {
    const { facts } = visit.activation.module
    const isOwn = (region: number): boolean => facts.regions[region]?.function === visit.activation.of
    const reads = facts.reads.some(({ value: expression, region }) => isOwn(region) && expression.kind === "member" && connectionState.test(expression.name))
    return reads || calls.some((site) => {
      const { method, target } = follower.callee(site)
      const name = nameOf(target, follower)
      const values = follower.arguments(site)
      if (values.some((value) => follower.entries(value).has("cancel") || follower.entries(value).has("signal"))) return true
      if (name !== undefined && /^(?:timers\.)?clear(?:Interval|Timeout)$/.test(name)) return true
      if (find(streamGuards, name) !== undefined || find(streamHelpers, name)?.watchesClient === true) return true
      if (method !== undefined && unsubscribing.test(method)) return true
      const isHandedOn = values.some((value) => isResponse(value, follower) || isRequest(value, follower))
      return (method !== undefined && textIs(values[0], endOfConnection)) || (isHandedOn && target.kind !== "function")
    })
  })
}
