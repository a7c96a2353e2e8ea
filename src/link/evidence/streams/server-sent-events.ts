/**
 * Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): where an answer becomes one of
 * them, and what keeps them from the client.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import { compressors, headerSenders, nodeResponse, pieceWriters, streamHelpers } from "../../../knowledge/streams.ts"
import { find } from "../../../knowledge/table.ts"
import type { Stretch } from "../../effects/deferred-code.ts"
import { answersIn } from "../../effects/responses.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { alternatives, textOf } from "../../evaluate/domain.ts"
import type { Follower } from "../../evaluate/evaluator.ts"
import type { Operation } from "../../routing/operation.ts"
import { isWithin } from "../../source/control-flow.ts"
import { locate } from "../../source/location.ts"
import type { Answer, Evidence } from "../../../model/evidence.ts"
import type { At } from "../../../model/expression.ts"
import type { EventStream } from "../../../model/responses.ts"
import type { CallSite, Meaning } from "../../../model/values.ts"

const SETTERS = /^(?:header|headers|set|setHeader|setHeaders|append|type|contentType|writeHead)$/

const NOT_KNOWN: Evidence["name"] = ""

/** A place that says `text/event-stream`. */
interface Start {
  readonly stretch: Stretch
  readonly at: At
  readonly region: number
  /** The call that says it. */
  readonly site: CallSite
  /** It is said on the response of Node itself, which waits with the headers for what is written first. */
  readonly isNode: boolean
}

/**
 * The event streams that a handler begins.
 *
 * @returns them in the order of the code; `heldBack` stands for *may be*, until the chain of a route is asked
 */
export function eventsIn(stretches: readonly Stretch[], framework: Framework, follower: Follower): readonly EventStream[] {
  return stretches.flatMap((stretch) => stretch.calls.flatMap((site) => startAt(site, stretch, follower))).map((start): EventStream => {
    const { module } = start.stretch.visit.activation
    const at = locate(module, start.at)
    return {
      kind: "events", at, via: start.stretch.visit.via,
      sentWhole: wholeAnswer(start, stretches, framework, follower),
      sendsHeaders: start.isNode ? sendsHeaders(stretches, follower) : "unknown",
      heldBack: start.isNode && !mayPass(stretches, follower) ? { at, name: NOT_KNOWN } : undefined,
    }
  })
}

function startAt(site: CallSite, stretch: Stretch, follower: Follower): readonly Start[] {
  const fact = site.module.facts.calls[site.call]
  const { receiver, method, target } = follower.callee(site)
  if (fact === undefined) return []
  const place = { stretch, at: fact.calleeAt, region: fact.region, site }
  if (fact.isNew && /(?:^|\.)(?:Next)?Response$/.test(nameOf(target, follower) ?? "")) {
    const options = follower.arguments(site)[1]
    const headers = options === undefined ? undefined : follower.member(options, "headers")
    return headers !== undefined && namesEvents([headers], follower) ? [{ ...place, isNode: false }] : []
  }
  const name = receiver === undefined ? undefined : nameOf(receiver, follower)
  const isSetter = method !== undefined && SETTERS.test(method) && name !== undefined && /^(?:response|context|http\.ServerResponse\(\)|request\.raw\.res)(?:\.|\(|$)/.test(name)
  if (!isSetter || !namesEvents(follower.arguments(site), follower)) return []
  return [{ ...place, isNode: nodeResponse.test(name.replaceAll(/\.\w+\(\)/g, "")) }]
}

const namesEvents = (values: readonly Meaning[], follower: Follower): boolean => textsIn(values, follower).some((text) => /^\s*text\/event-stream\b/i.test(text))

/** The texts among the arguments of a call that sets headers. */
function textsIn(values: readonly Meaning[], follower: Follower): readonly string[] {
  return values.flatMap((value) => [textOf(value), ...[...follower.entries(value).values()].map((one) => textOf(one))]).filter((text) => text !== undefined)
}

const hasResponse = (value: Meaning, follower: Follower): boolean => nodeResponse.test(nameOf(value, follower) ?? "")
  || [...follower.entries(value).values()].some((one) => nodeResponse.test(nameOf(one, follower) ?? ""))

/** Whether something else may write to the response: it is kept, or given to code that cannot be seen. */
function isHandedOn(stretches: readonly Stretch[], follower: Follower, isAllowed: (method: string | undefined) => boolean = () => false): boolean {
  return stretches.some(({ calls, visit }) => {
    const { facts } = visit.activation.module
    const isKept = facts.assignments.some(({ value: expression, region }) => facts.regions[region]?.function === visit.activation.of && hasResponse(follower.follow(expression, visit.activation), follower))
    return isKept || calls.some((site) => {
      const { target, method } = follower.callee(site)
      return alternatives(target).every((one) => one.kind !== "function") && !isAllowed(method)
        && follower.arguments(site).some((value) => hasResponse(value, follower))
    })
  })
}

/** The one answer that sends it all. */
function wholeAnswer({ stretch, region, site }: Start, stretches: readonly Stretch[], framework: Framework, follower: Follower): EventStream["sentWhole"] {
  const { module } = stretch.visit.activation
  const isWeb = module.facts.calls[site.call]?.isNew === true
  if (isWeb) {
    const [body] = follower.arguments(site)
    return body !== undefined && isWhole(body, follower) ? locate(module, module.facts.calls[site.call]?.calleeAt ?? 0) : undefined
  }
  const writes = stretches.some(({ calls }) => calls.some((one) => {
    const name = nameOf(follower.callee(one).target, follower)
    return find(pieceWriters, name) !== undefined || find(streamHelpers, name) !== undefined
  }))
  if (writes || isHandedOn(stretches, follower)) return undefined
  const answer = answersIn(stretch.visit, framework, follower).find(({ region: at, form, status, body, name }) =>
    form.isPartial !== true && form.isBodiless !== true && (status ?? 200) < 300 && body !== undefined
    && isWithin(module, at, region) && (name === "response.json" || isWhole(body, follower)))
  return answer === undefined ? undefined : locate(module, answer.at)
}

/** A text, a list or an object, and no stream. */
function isWhole(body: Meaning, follower: Follower): boolean {
  return alternatives(body).every((one) => (one.kind === "literal" && typeof one.value === "string") || one.kind === "text" || one.kind === "object"
    || one.kind === "array" || /^JSON\.stringify\(\)$/.test(nameOf(one, follower) ?? ""))
}

/** Node sends the headers with the first piece: where only timers and listeners write, the client waits for them. */
function sendsHeaders(stretches: readonly Stretch[], follower: Follower): Answer {
  let writesLater = false
  for (const { calls, entry } of stretches) {
    for (const site of calls) {
      const { target, method } = follower.callee(site)
      const name = nameOf(target, follower)
      if (find(headerSenders, name) !== undefined || (method !== undefined && /^flush/.test(method))) return "yes"
      const isWrite = find(pieceWriters, name)?.into === "response" || (method === "end" && follower.arguments(site).length > 0)
      if (isWrite && entry === undefined) return "yes"
      writesLater ||= isWrite
    }
  }
  if (isHandedOn(stretches, follower, (method) => method === "add" || method === "push" || method === "set")) return "unknown"
  return writesLater ? "no" : "unknown"
}

/** Whether compression lets these events pass: it is told not to touch them, or to send what it has. */
function mayPass(stretches: readonly Stretch[], follower: Follower): boolean {
  return stretches.some(({ calls }) => calls.some((site) => {
    const { method } = follower.callee(site)
    const isFlush = method === "flush"
    return isFlush || (method !== undefined && SETTERS.test(method) && textsIn(follower.arguments(site), follower).some((text) => /no-transform/i.test(text)))
  }))
}

/**
 * The middleware in front of a route that compresses events.
 *
 * @returns undefined where there is none, or where it has a filter of its own
 */
export function holderOf({ chain }: Operation, follower: Follower): Evidence | undefined {
  for (const { meaning, at } of chain) {
    const name = nameOf(meaning, follower)
    if (find(compressors, name) === undefined || name === undefined || meaning.kind !== "result") continue
    const [options] = follower.arguments(meaning.site)
    if (options !== undefined && (options.kind !== "object" || follower.entries(options).has("filter"))) continue
    return { at, name }
  }
  return undefined
}
