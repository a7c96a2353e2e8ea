/**
 * What a value is made of: the parts of the request, and the credentials, that flow into it.
 *
 * @module
 */
import type { AbstractValue, CallSite } from "../../model/values.ts"
import { nameOf } from "./canonical-name.ts"
import type { Evaluator } from "./evaluator.ts"
import type { Origin } from "./provenance-memo.ts"

const DEPTH = 12

/** A value made of more things than this is looked into no further. */
const BREADTH = 120

/**
 * What a call was made with: its receiver, its arguments, and what its callbacks close over
 * (`keys.reduce((picked, key) => ({ ...picked, [key]: object[key] }), {})` is made with `object`).
 *
 * @returns the receiver, and the values
 */
export function operandsOf(site: CallSite, evaluator: Evaluator): { readonly receiver: AbstractValue | undefined; readonly values: readonly AbstractValue[] } {
  const values = evaluator.arguments(site)
  const enclosed = values.flatMap((value) => {
    if (value.kind !== "function") return []
    const given = value.context.arguments
    // A handler's own parameters flow everywhere in it; they say nothing of this call.
    return given.some((one) => one.kind === "role" && one.name !== "request") ? [] : given
  })
  return { receiver: evaluator.callee(site).receiver, values: [...values, ...enclosed] }
}

/**
 * Walks a value down to what it is made of, once: whoever asks again is given what was found.
 *
 * @returns every named part, outermost first; a part is met again inside its members' names only as itself
 */
export function* originsOf(value: AbstractValue, evaluator: Evaluator): Generator<Origin> {
  const known = evaluator.provenance.get(value) ?? { found: [], rest: walk(value, evaluator, [], false, new Set()), isAsked: false }
  evaluator.provenance.set(value, known)
  for (let index = 0; ; index += 1) {
    let origin = known.found[index]
    if (origin === undefined) {
      // What a part is called may depend on what the whole is made of.
      if (known.isAsked) return yield* walk(value, evaluator, [], false, new Set())
      known.isAsked = true
      const next = known.rest.next()
      known.isAsked = false
      if (next.done === true) return
      origin = next.value
      known.found.push(origin)
    }
    yield origin
  }
}

function* walk(
  target: AbstractValue, evaluator: Evaluator, via: readonly CallSite[], isArgument: boolean, seen: Set<AbstractValue>,
): Generator<Origin, void> {
  if (seen.has(target) || via.length > DEPTH || seen.size > BREADTH) return
  seen.add(target)
  switch (target.kind) {
    case "external":
    case "role":
    case "unbound":
    case "caught":
      yield { value: target, name: nameOf(target, evaluator), via, isArgument }
      return
    case "member":
      yield { value: target, name: nameOf(target, evaluator), via, isArgument }
      if (target.object.kind !== "role") yield* walk(target.object, evaluator, via, isArgument, seen)
      return
    case "result": {
      yield { value: target, name: nameOf(target, evaluator), via, isArgument }
      const inside = [...via, target.site]
      const { receiver, values } = operandsOf(target.site, evaluator)
      if (receiver !== undefined) yield* walk(receiver, evaluator, inside, false, seen)
      for (const value of values) yield* walk(value, evaluator, inside, true, seen)
      return
    }
    case "choice":
      for (const one of target.of) yield* walk(one, evaluator, via, isArgument, seen)
      return
    case "operation":
      for (const one of target.operands) yield* walk(one, evaluator, via, isArgument, seen)
      return
    case "text":
      for (const part of target.parts) if (typeof part !== "string") yield* walk(part, evaluator, via, isArgument, seen)
      return
    case "array":
      for (const item of target.items) yield* walk(item, evaluator, via, isArgument, seen)
      return
    case "object":
      for (const value of evaluator.entries(target).values()) yield* walk(value, evaluator, via, isArgument, seen)
      return
    case "each":
      yield* walk(target.of, evaluator, via, isArgument, seen)
      return
    default:
      return
  }
}

const carriers = new WeakMap<AbstractValue, boolean>()

/**
 * Whether a value may be made of what a request carries: a quick look before its origins are listed.
 *
 * @returns false only where none of its origins can be
 */
export function isTaintedByRequest(value: AbstractValue, evaluator: Evaluator, depth = 0): boolean {
  const known = carriers.get(value)
  if (known !== undefined) return known
  if (depth > CARRIER_DEPTH) return true
  carriers.set(value, false)
  const carries = looksLikeCarrier(value, evaluator, depth + 1)
  carriers.set(value, carries)
  return carries
}

/** Deeper than what {@link mentionsOf} goes through. */
const CARRIER_DEPTH = 60

function looksLikeCarrier(value: AbstractValue, evaluator: Evaluator, depth: number): boolean {
  const may = (one: AbstractValue): boolean => isTaintedByRequest(one, evaluator, depth)
  switch (value.kind) {
    case "role":
      return value.name === "request"
    case "member":
      return may(value.object)
    case "result": {
      const { receiver, values } = operandsOf(value.site, evaluator)
      return (receiver !== undefined && may(receiver)) || values.some(may)
    }
    case "choice":
      return value.of.some(may)
    case "operation":
      return value.operands.some(may)
    case "text":
      return value.parts.some((part) => typeof part !== "string" && may(part))
    case "array":
      return value.items.some(may)
    case "object":
      return [...evaluator.entries(value).values()].some(may)
    case "each":
      return may(value.of)
    default:
      return false
  }
}
