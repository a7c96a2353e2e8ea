/**
 * Roles: what a handler's parameters are, and how each framework writes what every framework has.
 *
 * @module
 */
import { nameOf } from "./canonical-name.ts"
import { alternatives, literalText } from "./domain.ts"
import type { Follower } from "./evaluator.ts"
import type { CallSite, Meaning, Spelling } from "../../model/values.ts"

type Role = Extract<Meaning, { kind: "role" }>

/**
 * The part of a follower that knows roles.
 *
 * @param follower gives the whole follower, once it is complete
 * @returns its functions
 */
export function createRoles(follower: () => Follower): Pick<Follower, "named" | "spelled" | "spelledCall"> {
  const roles = new Map<Spelling, Map<string, Meaning>>()

  function role(name: string, spelling: Spelling): Meaning {
    const known = roles.get(spelling) ?? new Map<string, Meaning>()
    roles.set(spelling, known)
    const made = known.get(name) ?? { kind: "role", name, spelling }
    known.set(name, made)
    return made
  }

  const texts = new Map<string, Meaning>()

  function named(name: string, spelling: Spelling): Meaning {
    if (name.startsWith("=")) {
      const text = texts.get(name) ?? { kind: "literal", value: name.slice(1) }
      texts.set(name, text)
      return text
    }
    const [first = "", ...members] = name.split(".")
    return members.reduce((object, member) => follower().member(object, member), role(first, spelling))
  }

  function spelled(object: Meaning, name: string): Meaning | undefined {
    const root = rootOf(object, follower())
    const above = root === undefined ? undefined : nameOf(object, follower())
    const canonical = root === undefined || above === undefined ? undefined : root.spelling[`${above}.${name}`]
    return root === undefined || canonical === undefined ? undefined : named(canonical, root.spelling)
  }

  const some = new Map<Meaning, Meaning>()

  /** One of them, which is not known: `request.header(name)` is no more than one header. */
  function someOf(of: Meaning): Meaning {
    const known = some.get(of) ?? { kind: "each", of }
    some.set(of, known)
    return known
  }

  /** A package's function that is given the role that it reads: `getCookie(context, "session")`. */
  function spelledFunction(name: string, site: CallSite): Meaning | undefined {
    const [holder, ...others] = follower().arguments(site)
    const root = holder === undefined ? undefined : alternatives(holder).map((one) => rootOf(one, follower())).find((one) => one !== undefined)
    const canonical = root?.spelling[`${name}()`]
    if (root === undefined || canonical === undefined) return undefined
    const whole = named(canonical, root.spelling)
    const text = others.map((one) => literalText(one)).findLast((one) => one !== undefined)
    return text === undefined ? someOf(whole) : follower().member(whole, text)
  }

  function spelledCall(target: Meaning, site: CallSite): Meaning | undefined {
    if (target.kind === "external") return spelledFunction(target.name, site)
    const root = target.kind === "member" ? rootOf(target, follower()) : undefined
    const name = root === undefined ? undefined : nameOf(target, follower())
    if (root === undefined || name === undefined) return undefined
    const canonical = root.spelling[`${name}()`]
    const hasArgumentForms = Object.hasOwn(root.spelling, `${name}(*)`)
    if (canonical === undefined && !hasArgumentForms) return undefined
    const [first] = follower().arguments(site)
    const text = first === undefined ? undefined : literalText(first)
    if (hasArgumentForms) {
      const exact = text === undefined ? undefined : root.spelling[`${name}("${text}")`]
      return exact === undefined ? undefined : named(exact, root.spelling)
    }
    const whole = named(canonical ?? "", root.spelling)
    if (text === undefined) return first !== undefined && ONE_OF_MANY.has(canonical ?? "") ? someOf(whole) : whole
    // Header names are case-insensitive: RFC 9110, section 5.1.
    return follower().member(whole, canonical === "request.headers" ? text.toLowerCase() : text)
  }

  return { named, spelled, spelledCall }
}

/** What is asked for by a name, and whose whole nobody means. */
const ONE_OF_MANY = new Set(["request.headers", "request.cookies"])

/** The role at the start of a chain of members and calls. */
function rootOf(meaning: Meaning, follower: Follower, depth = 0): Role | undefined {
  if (meaning.kind === "role") return meaning
  if (depth > 12) return undefined
  if (meaning.kind === "member") return rootOf(meaning.object, follower, depth + 1)
  if (meaning.kind !== "result") return undefined
  const { receiver } = follower.callee(meaning.site)
  return receiver === undefined ? undefined : rootOf(receiver, follower, depth + 1)
}

/**
 * Whether a meaning is, or may be, a role of this name.
 *
 * @returns the answer
 */
export function isRole(meaning: Meaning | undefined, name: string): boolean {
  return meaning !== undefined && alternatives(meaning).some((one) => one.kind === "role" && one.name === name)
}
