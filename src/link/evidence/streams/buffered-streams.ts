/**
 * Streams that are kept whole and sent after: chunks in a list, and `Buffer.concat` or `join` at the end.
 *
 * @module
 */
import type { LocalId } from "../../../model/ids.ts"
import type { Framework } from "../../../frameworks/framework.ts"
import type { Location } from "../../../model/evidence.ts"
import type { Expression } from "../../../model/expression.ts"
import type { Module } from "../../../model/facts.ts"
import type { CollectedStream } from "../../../model/responses.ts"
import type { CallSite } from "../../../model/values.ts"
import type { CodeUnit } from "../../effects/deferred-code.ts"
import { responsesIn } from "../../effects/responses.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { describe } from "../../evaluate/describe.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { locate } from "../../source/location.ts"

/** A list that the chunks of a stream are put into. */
interface Chunks {
  readonly module: Module
  /** The binding of the list: an index into `locals`. */
  readonly list: number
  readonly name: string
  readonly at: Location
}

/**
 * What is collected in the code of a handler and sent by it.
 *
 * @returns one for each answer that sends a collected stream
 */
export function collectedIn(units: readonly CodeUnit[], framework: Framework, evaluator: Evaluator): readonly CollectedStream[] {
  const lists = units.flatMap((unit) => unit.calls.flatMap((site) => chunksAt(site, unit, evaluator)))
  if (lists.length === 0) return []
  return units.flatMap(({ frame }) => responsesIn(frame, framework, evaluator).flatMap(({ module, at, site, form, status }): CollectedStream[] => {
    const body = site === undefined || form.body === undefined ? undefined : module.facts.calls[site.call]?.arguments[form.body]
    const sent = body === undefined || (status ?? 200) >= 400 ? undefined : lists.find((one) => one.module === module && isJoined(body, one, module))
    // What is also kept, in a cache, has to be whole.
    if (body?.kind === "local" && site !== undefined && isUsedBeside(body.id, site.call, module)) return []
    return sent === undefined ? [] : [{ kind: "collected", at: locate(module, at), name: sent.name, from: sent.at, via: frame.via }]
  }))
}

/** Whether a variable is also handed to another call than the one that answers, as it is or as text. */
function isUsedBeside(local: LocalId, answer: number, { facts }: Module): boolean {
  const isIt = (expression: Expression): boolean => expression.kind === "local" && expression.id === local
  const isMadeOfIt = (expression: Expression): boolean => {
    const callee = expression.kind === "call" ? facts.calls[expression.id]?.callee : undefined
    return isIt(expression) || (callee?.kind === "member" && isIt(callee.object))
  }
  return facts.calls.some((call, id) => id !== answer && call.arguments.some(isMadeOfIt))
}

/** `chunks.push(chunk)` in a listener for `data`, or in a loop over a stream. */
function chunksAt(site: CallSite, { entry, frame }: CodeUnit, evaluator: Evaluator): readonly Chunks[] {
  const { module } = site
  const fact = module.facts.calls[site.call]
  if (fact?.callee.kind !== "member" || fact.callee.name !== "push" || fact.callee.object.kind !== "local") return []
  const list = fact.callee.object.id
  const [chunk] = fact.arguments
  if (entry !== undefined) {
    const { receiver } = evaluator.callee(entry)
    const event = entry.module.facts.calls[entry.call]?.arguments[0]
    if (receiver === undefined || event?.kind !== "literal" || event.value !== "data" || frame.from !== entry) return []
    const name = nameOf(receiver, evaluator)
    // What comes in is another matter; a child process tells at its end whether its output counts.
    if (name !== undefined && /^(?:request|context|child_process)\b|\.(?:stdout|stderr)$/.test(name)) return []
    return [{ module, list, name: describe(receiver, evaluator), at: locate(module, fact.calleeAt) }]
  }
  const each = chunk === undefined ? undefined : loopVariableIn(chunk, module)
  if (each === undefined) return []
  const walked = evaluator.evaluate(each.of, frame.context)
  const name = nameOf(walked, evaluator)
  if (walked.kind === "array" || (name !== undefined && /^(?:request|context)\b/.test(name))) return []
  return [{ module, list, name: describe(walked, evaluator), at: locate(module, fact.calleeAt) }]
}

/** `chunk`, `Buffer.from(chunk)`, `Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk)`. */
function loopVariableIn(expression: Expression, module: Module, depth = 0): Extract<Expression, { kind: "each" }> | undefined {
  if (depth > 6) return undefined
  const inner = (one: Expression): Extract<Expression, { kind: "each" }> | undefined => loopVariableIn(one, module, depth + 1)
  switch (expression.kind) {
    case "each": return expression
    case "local": return first(module.facts.locals[expression.id]?.values.map(inner))
    case "choice": return first(expression.of.map(inner))
    case "call": {
      const call = module.facts.calls[expression.id]
      return call !== undefined && isBufferCall(call.callee, ["from"]) ? first(call.arguments.slice(0, 1).map(inner)) : undefined
    }
    default: return undefined
  }
}

const first = <T>(all: readonly (T | undefined)[] | undefined): T | undefined => all?.find((one) => one !== undefined)

const isBufferCall = (callee: Expression, names: readonly string[]): boolean =>
  callee.kind === "member" && names.includes(callee.name) && callee.object.kind === "global" && callee.object.name === "Buffer"

/** Whether a value is the chunks of the list put together: `Buffer.concat(chunks)`, `chunks.join("")`. */
function isJoined(expression: Expression, chunks: Chunks, module: Module, depth = 0): boolean {
  if (depth > 6) return false
  if (expression.kind === "local") return module.facts.locals[expression.id]?.values.some((one) => isJoined(one, chunks, module, depth + 1)) === true
  if (expression.kind !== "call") return false
  const call = module.facts.calls[expression.id]
  const isList = (one: Expression | undefined): boolean => one?.kind === "local" && one.id === chunks.list
  if (call === undefined) return false
  if (isBufferCall(call.callee, ["concat"])) return isList(call.arguments[0])
  return call.callee.kind === "member" && ((call.callee.name === "join" && isList(call.callee.object)) || (call.callee.name === "toString" && isJoined(call.callee.object, chunks, module, depth + 1)))
}
