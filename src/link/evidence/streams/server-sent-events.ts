/**
 * Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): where an answer becomes one of
 * them, and what keeps them from the client.
 *
 * @module
 */
import type { RegionId } from "../../../model/ids.ts"
import type { Framework } from "../../../frameworks/framework.ts"
import { headerMethods, typeMethods } from "../../../knowledge/headers.ts"
import { compressors, headerSenders, nodeResponse, pieceWriters, streamHelpers } from "../../../knowledge/streams.ts"
import { find } from "../../../knowledge/table.ts"
import type { Evidence, Ternary } from "../../../model/evidence.ts"
import type { At } from "../../../model/expression.ts"
import type { EventStream } from "../../../model/responses.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import type { CodeUnit } from "../../effects/deferred-code.ts"
import { responsesIn } from "../../effects/responses.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues, textOf } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import type { Operation } from "../../routing/operation.ts"
import { isWithin } from "../../source/control-flow.ts"
import { bodyOf } from "../../source/function-body.ts"
import { locate } from "../../source/location.ts"

/** Whether a method sets headers, the content type among them. */
const setsHeaders = (method: string | undefined): boolean => method !== undefined && (headerMethods.has(method) || typeMethods.has(method))

const NOT_KNOWN: Evidence["name"] = ""

/** A place that says `text/event-stream`. */
interface Start {
  readonly unit: CodeUnit
  readonly at: At
  readonly region: RegionId
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
export function eventsIn(units: readonly CodeUnit[], framework: Framework, evaluator: Evaluator): readonly EventStream[] {
  return units.flatMap((unit) => unit.calls.flatMap((site) => startAt(site, unit, evaluator))).map((start): EventStream => {
    const { module } = start.unit.frame.context
    const at = locate(module, start.at)
    return {
      kind: "events", at, via: start.unit.frame.via,
      sentWhole: wholeAnswer(start, units, framework, evaluator),
      sendsHeaders: start.isNode ? sendsHeaders(units, evaluator) : "unknown",
      bufferedBy: start.isNode && !mayPass(units, evaluator) ? { at, name: NOT_KNOWN } : undefined,
    }
  })
}

function startAt(site: CallSite, unit: CodeUnit, evaluator: Evaluator): readonly Start[] {
  const fact = site.module.facts.calls[site.call]
  const { receiver, method, target } = evaluator.callee(site)
  if (fact === undefined) return []
  const place = { unit, at: fact.calleeAt, region: fact.region, site }
  if (fact.isNew && /(?:^|\.)(?:Next)?Response$/.test(nameOf(target, evaluator) ?? "")) {
    const options = evaluator.arguments(site)[1]
    const headers = options === undefined ? undefined : evaluator.member(options, "headers")
    return headers !== undefined && namesEvents([headers], evaluator) ? [{ ...place, isNode: false }] : []
  }
  const name = receiver === undefined ? undefined : nameOf(receiver, evaluator)
  const isSetter = setsHeaders(method) && name !== undefined && /^(?:response|context|http\.ServerResponse\(\)|request\.raw\.res)(?:\.|\(|$)/.test(name)
  if (!isSetter || !namesEvents(evaluator.arguments(site), evaluator)) return []
  return [{ ...place, isNode: nodeResponse.test(name.replaceAll(/\.\w+\(\)/g, "")) }]
}

const namesEvents = (values: readonly AbstractValue[], evaluator: Evaluator): boolean => textsIn(values, evaluator).some((text) => /^\s*text\/event-stream\b/i.test(text))

/** The texts among the arguments of a call that sets headers. */
function textsIn(values: readonly AbstractValue[], evaluator: Evaluator): readonly string[] {
  return values.flatMap((value) => [textOf(value), ...[...evaluator.entries(value).values()].map((one) => textOf(one))]).filter((text) => text !== undefined)
}

const hasResponse = (value: AbstractValue, evaluator: Evaluator): boolean => nodeResponse.test(nameOf(value, evaluator) ?? "")
  || [...evaluator.entries(value).values()].some((one) => nodeResponse.test(nameOf(one, evaluator) ?? ""))

/** Whether something else may write to the response: it is kept, or given to code that cannot be seen. */
function isHandedOn(units: readonly CodeUnit[], evaluator: Evaluator, isAllowed: (method: string | undefined) => boolean = () => false): boolean {
  return units.some(({ calls, frame }) => {
    const isMemoized = bodyOf(frame.context).assignments.some(({ value: expression }) => hasResponse(evaluator.evaluate(expression, frame.context), evaluator))
    return isMemoized || calls.some((site) => {
      const { target, method } = evaluator.callee(site)
      return possibleValues(target).every((one) => one.kind !== "function") && !isAllowed(method)
        && evaluator.arguments(site).some((value) => hasResponse(value, evaluator))
    })
  })
}

/** The one answer that sends it all. */
function wholeAnswer({ unit, region, site }: Start, units: readonly CodeUnit[], framework: Framework, evaluator: Evaluator): EventStream["sentWhole"] {
  const { module } = unit.frame.context
  const isWeb = module.facts.calls[site.call]?.isNew === true
  if (isWeb) {
    const [body] = evaluator.arguments(site)
    return body !== undefined && isWhole(body, evaluator) ? locate(module, module.facts.calls[site.call]?.calleeAt ?? 0) : undefined
  }
  const writes = units.some(({ calls }) => calls.some((one) => {
    const name = nameOf(evaluator.callee(one).target, evaluator)
    return find(pieceWriters, name) !== undefined || find(streamHelpers, name) !== undefined
  }))
  if (writes || isHandedOn(units, evaluator)) return undefined
  const response = responsesIn(unit.frame, framework, evaluator).find(({ region: at, form, status, body, name }) =>
    form.isPartial !== true && form.isBodiless !== true && (status ?? 200) < 300 && body !== undefined
    && isWithin(module, at, region) && (name === "response.json" || isWhole(body, evaluator)))
  return response === undefined ? undefined : locate(module, response.at)
}

/** A text, a list or an object, and no stream. */
function isWhole(body: AbstractValue, evaluator: Evaluator): boolean {
  return possibleValues(body).every((one) => (one.kind === "literal" && typeof one.value === "string") || one.kind === "text" || one.kind === "object"
    || one.kind === "array" || /^JSON\.stringify\(\)$/.test(nameOf(one, evaluator) ?? ""))
}

/** Node sends the headers with the first piece: where only timers and listeners write, the client waits for them. */
function sendsHeaders(units: readonly CodeUnit[], evaluator: Evaluator): Ternary {
  let writesLater = false
  for (const { calls, entry } of units) {
    for (const site of calls) {
      const { target, method } = evaluator.callee(site)
      const name = nameOf(target, evaluator)
      if (find(headerSenders, name) !== undefined || (method !== undefined && /^flush/.test(method))) return "yes"
      const isWrite = find(pieceWriters, name)?.into === "response" || (method === "end" && evaluator.arguments(site).length > 0)
      if (isWrite && entry === undefined) return "yes"
      writesLater ||= isWrite
    }
  }
  if (isHandedOn(units, evaluator, (method) => method === "add" || method === "push" || method === "set")) return "unknown"
  return writesLater ? "no" : "unknown"
}

/** Whether compression lets these events pass: it is told not to touch them, or to send what it has. */
function mayPass(units: readonly CodeUnit[], evaluator: Evaluator): boolean {
  return units.some(({ calls }) => calls.some((site) => {
    const { method } = evaluator.callee(site)
    const isFlush = method === "flush"
    return isFlush || (setsHeaders(method) && textsIn(evaluator.arguments(site), evaluator).some((text) => /no-transform/i.test(text)))
  }))
}

/**
 * The middleware in front of a route that compresses events.
 *
 * @returns undefined where there is none, or where it has a filter of its own
 */
export function bufferOf({ chain }: Operation, evaluator: Evaluator): Evidence | undefined {
  for (const { handler: value, at } of chain) {
    const name = nameOf(value, evaluator)
    if (find(compressors, name) === undefined || name === undefined || value.kind !== "result") continue
    const [options] = evaluator.arguments(value.site)
    if (options !== undefined && (options.kind !== "object" || evaluator.entries(options).has("filter"))) continue
    return { at, name }
  }
  return undefined
}
