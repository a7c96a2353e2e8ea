/**
 * What a meaning is made of: the parts of the request, and the credentials, that flow into it.
 *
 * @module
 */
import { nameOf } from "./canonical-name.ts"
import type { Follower } from "./evaluator.ts"
import type { Mention } from "./provenance-memo.ts"
import type { CallSite, Meaning } from "../../model/values.ts"

const DEPTH = 12

/** A value made of more things than this is looked into no further. */
const BREADTH = 120

/**
 * What a call was made with: its receiver, its arguments, and what its callbacks close over
 * (`keys.reduce((picked, key) => ({ ...picked, [key]: object[key] }), {})` is made with `object`).
 *
 * @returns the receiver, and the values
 */
export function ingredientsOf(site: CallSite, follower: Follower): { readonly receiver: Meaning | undefined; readonly values: readonly Meaning[] } {
  const values = follower.arguments(site)
  const enclosed = values.flatMap((value) => {
    if (value.kind !== "function") return []
    const given = value.activation.arguments
    // A handler's own parameters flow everywhere in it; they say nothing of this call.
    return given.some((one) => one.kind === "role" && one.name !== "request") ? [] : given
  })
  return { receiver: follower.callee(site).receiver, values: [...values, ...enclosed] }
}

/**
 * Walks a meaning down to what it is made of, once: whoever asks again is given what was found.
 *
 * @returns every named part, outermost first; a part is met again inside its members' names only as itself
 */
export function* mentionsOf(meaning: Meaning, follower: Follower): Generator<Mention> {
  const known = follower.mentions.get(meaning) ?? { found: [], rest: walk(meaning, follower, [], false, new Set()), isAsked: false }
  follower.mentions.set(meaning, known)
  for (let index = 0; ; index += 1) {
    let mention = known.found[index]
    if (mention === undefined) {
      // What a part is called may depend on what the whole is made of.
      if (known.isAsked) return yield* walk(meaning, follower, [], false, new Set())
      known.isAsked = true
      const next = known.rest.next()
      known.isAsked = false
      if (next.done === true) return
      mention = next.value
      known.found.push(mention)
    }
    yield mention
  }
}

function* walk(
  meaning: Meaning, follower: Follower, through: readonly CallSite[], isArgument: boolean, seen: Set<Meaning>,
): Generator<Mention, void> {
  if (seen.has(meaning) || through.length > DEPTH || seen.size > BREADTH) return
  seen.add(meaning)
  switch (meaning.kind) {
    case "external":
    case "role":
    case "free":
    case "caught":
      yield { meaning, name: nameOf(meaning, follower), through, isArgument }
      return
    case "member":
      yield { meaning, name: nameOf(meaning, follower), through, isArgument }
      if (meaning.object.kind !== "role") yield* walk(meaning.object, follower, through, isArgument, seen)
      return
    case "result": {
      yield { meaning, name: nameOf(meaning, follower), through, isArgument }
      const inside = [...through, meaning.site]
      const { receiver, values } = ingredientsOf(meaning.site, follower)
      if (receiver !== undefined) yield* walk(receiver, follower, inside, false, seen)
      for (const value of values) yield* walk(value, follower, inside, true, seen)
      return
    }
    case "choice":
      for (const one of meaning.of) yield* walk(one, follower, through, isArgument, seen)
      return
    case "operation":
      for (const one of meaning.operands) yield* walk(one, follower, through, isArgument, seen)
      return
    case "text":
      for (const part of meaning.parts) if (typeof part !== "string") yield* walk(part, follower, through, isArgument, seen)
      return
    case "array":
      for (const item of meaning.items) yield* walk(item, follower, through, isArgument, seen)
      return
    case "object":
      for (const value of follower.entries(meaning).values()) yield* walk(value, follower, through, isArgument, seen)
      return
    case "each":
      yield* walk(meaning.of, follower, through, isArgument, seen)
      return
    default:
      return
  }
}

const carriers = new WeakMap<Meaning, boolean>()

/**
 * Whether a meaning may be made of what a request carries: a quick look before its mentions are listed.
 *
 * @returns false only where none of its mentions can be
 */
export function mayCarryRequest(meaning: Meaning, follower: Follower, depth = 0): boolean {
  const known = carriers.get(meaning)
  if (known !== undefined) return known
  if (depth > CARRIER_DEPTH) return true
  carriers.set(meaning, false)
  const carries = looksLikeCarrier(meaning, follower, depth + 1)
  carriers.set(meaning, carries)
  return carries
}

/** Deeper than what {@link mentionsOf} goes through. */
const CARRIER_DEPTH = 60

function looksLikeCarrier(meaning: Meaning, follower: Follower, depth: number): boolean {
  const may = (one: Meaning): boolean => mayCarryRequest(one, follower, depth)
  switch (meaning.kind) {
    case "role":
      return meaning.name === "request"
    case "member":
      return may(meaning.object)
    case "result": {
      const { receiver, values } = ingredientsOf(meaning.site, follower)
      return (receiver !== undefined && may(receiver)) || values.some(may)
    }
    case "choice":
      return meaning.of.some(may)
    case "operation":
      return meaning.operands.some(may)
    case "text":
      return meaning.parts.some((part) => typeof part !== "string" && may(part))
    case "array":
      return meaning.items.some(may)
    case "object":
      return [...follower.entries(meaning).values()].some(may)
    case "each":
      return may(meaning.of)
    default:
      return false
  }
}
