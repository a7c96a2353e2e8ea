/**
 * The strings of a project and what surrounds them.
 *
 * @module
 */
import type { CallId, LocalId } from "../../model/ids.ts"
import type { Expression } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"
import type { ProjectString } from "../../model/project.ts"
import { nameOf } from "../evaluate/canonical-name.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import type { Sources } from "../evaluate/sources.ts"
import { locate } from "../source/location.ts"

export function* stringsOf(sources: Sources, evaluator: Evaluator): Generator<ProjectString> {
  for (const module of sources.modules) {
    const context = evaluator.moduleContext(module)
    const holders = holdersIn(module)
    const denials = denialsIn(module)
    for (const string of module.facts.strings) {
      const site = string.argument === undefined ? undefined : { module, call: string.argument.call, context }
      const at = locate(module, string.at)
      const holder = holders.find(({ start, end }) => start <= at.start && at.end <= end)
      yield {
        at,
        text: string.text,
        name: string.name,
        callee: site === undefined ? undefined : nameOf(evaluator.callee(site).target, evaluator),
        argument: string.argument?.path.join("."),
        fallback: string.fallback === undefined ? undefined : nameOf(evaluator.evaluate(string.fallback, context), evaluator),
        isCompared: string.isCompared,
        holder: holder?.name,
        isLookedUp: holder?.isLookedUp === true,
        isDenied: denials.has(at.line),
      }
    }
  }
}

/** Names of methods that say whether something is in a list. */
const LOOKUPS = new Set(["includes", "has", "indexOf", "some", "every"])

/** A constant list or table, and where it is written: offsets. */
interface Holder {
  readonly name: string
  readonly start: number
  readonly end: number
  /** Nothing is done with it but look whether something is in it: `REFUSED.includes(secret)`. */
  readonly isLookedUp: boolean
}

function holdersIn(module: Module): readonly Holder[] {
  const { facts, spans } = module
  const uses = new Map<number, boolean>()
  const note = (local: LocalId, isLookup: boolean): void => void uses.set(local, (uses.get(local) ?? true) && isLookup)
  for (const { value: expression, use } of facts.reads) {
    if (expression.kind === "element" && expression.object.kind === "local") note(expression.object.id, use.kind === "operand" || use.kind === "test")
    else if (expression.kind === "local") note(expression.id, use.kind === "receiver" && isLookupCall(use.call, module))
    else if (expression.kind === "member" && expression.object.kind === "local") note(expression.object.id, false)
  }
  const exported = new Set(facts.exports.flatMap(({ value: expression }) => (expression.kind === "local" ? [expression.id] : [])))
  return facts.locals.flatMap(({ name, values: [expression], isConstant, at }, id): Holder[] => {
    if (!isConstant || expression === undefined || !isList(expression, module)) return []
    const start = spans[3 * at] ?? 0
    return [{ name, start, end: endOf(expression, start, module), isLookedUp: uses.get(id) === true && !exported.has(id) }]
  })
}

/** The lines of which a comment says that what stands there is no secret: its own ones, and the one below. */
function denialsIn({ facts, spans }: Module): ReadonlySet<number> {
  return new Set(facts.comments.flatMap(({ text, at, deniesSecret }) => {
    if (deniesSecret !== true) return []
    const first = spans[3 * at + 2] ?? 0
    const lines = text.split("\n").length
    return Array.from({ length: lines + 1 }, (_, index) => first + index)
  }))
}

/** Where a list ends; an array has no place of its own, and ends before the next variable. */
function endOf(expression: Expression, start: number, { facts, spans }: Module): number {
  const place = expression.kind === "object" ? expression.at : expression.kind === "call" ? facts.calls[expression.id]?.at : undefined
  if (place !== undefined) return spans[3 * place + 1] ?? start
  return facts.locals.reduce((nearest, { at }) => {
    const other = spans[3 * at] ?? 0
    return other > start && other < nearest ? other : nearest
  }, Number.POSITIVE_INFINITY)
}

function isLookupCall(call: CallId, { facts }: Module): boolean {
  const callee = facts.calls[call]?.callee
  return callee?.kind === "member" && LOOKUPS.has(callee.name)
}

/** An array or an object, also in `new Set([...])`. */
function isList(expression: Expression, { facts }: Module): boolean {
  if (expression.kind === "array" || expression.kind === "object") return true
  const call = expression.kind === "call" ? facts.calls[expression.id] : undefined
  return call?.isNew === true && call.callee.kind === "global" && call.callee.name === "Set" && call.arguments[0]?.kind === "array"
}
