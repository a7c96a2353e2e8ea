/**
 * Roles: what a handler's parameters are, and how each framework writes what every framework has.
 *
 * @module
 */
import type { AbstractValue, CallSite, RequestAliases } from "../../model/values.ts"
import { nameOf } from "./canonical-name.ts"
import { literalText, possibleValues } from "./domain.ts"
import type { Evaluator } from "./evaluator.ts"

type Role = Extract<AbstractValue, { kind: "role" }>

/**
 * The part of an evaluator that knows roles.
 *
 * @param evaluator gives the whole evaluator, once it is complete
 * @returns its functions
 */
export function createRoles(evaluator: () => Evaluator): Pick<Evaluator, "requestValue" | "canonicalMember" | "canonicalCall"> {
  const roles = new Map<RequestAliases, Map<AbstractValue | undefined, Map<string, AbstractValue>>>()

  function role(name: string, aliases: RequestAliases, router: AbstractValue | undefined): AbstractValue {
    const byRouter = roles.get(aliases) ?? new Map<AbstractValue | undefined, Map<string, AbstractValue>>()
    roles.set(aliases, byRouter)
    const known = byRouter.get(router) ?? new Map<string, AbstractValue>()
    byRouter.set(router, known)
    const made = known.get(name) ?? { kind: "role", name, aliases, router }
    known.set(name, made)
    return made
  }

  const texts = new Map<string, AbstractValue>()

  function requestValue(name: string, aliases: RequestAliases, router?: AbstractValue): AbstractValue {
    if (name.startsWith("=")) {
      const text = texts.get(name) ?? { kind: "literal", value: name.slice(1) }
      texts.set(name, text)
      return text
    }
    const [first = "", ...members] = name.split(".")
    return members.reduce((object, member) => evaluator().member(object, member), role(first, aliases, router))
  }

  function canonicalMember(object: AbstractValue, name: string): AbstractValue | undefined {
    const root = rootOf(object, evaluator())
    const above = root === undefined ? undefined : nameOf(object, evaluator())
    const canonical = root === undefined || above === undefined ? undefined : root.aliases[`${above}.${name}`]
    return root === undefined || canonical === undefined ? undefined : requestValue(canonical, root.aliases, root.router)
  }

  const some = new Map<AbstractValue, AbstractValue>()

  /** One of them, which is not known: `request.header(name)` is no more than one header. */
  function someOf(of: AbstractValue): AbstractValue {
    const known = some.get(of) ?? { kind: "each", of }
    some.set(of, known)
    return known
  }

  /** A package's function that is given the role that it reads: `getCookie(context, "session")`. */
  function spelledFunction(name: string, site: CallSite): AbstractValue | undefined {
    const [holder, ...others] = evaluator().arguments(site)
    const root = holder === undefined ? undefined : possibleValues(holder).map((one) => rootOf(one, evaluator())).find((one) => one !== undefined)
    const canonical = root?.aliases[`${name}()`]
    if (root === undefined || canonical === undefined) return undefined
    const whole = requestValue(canonical, root.aliases, root.router)
    const text = others.map((one) => literalText(one)).findLast((one) => one !== undefined)
    return text === undefined ? someOf(whole) : evaluator().member(whole, text)
  }

  function canonicalCall(target: AbstractValue, site: CallSite): AbstractValue | undefined {
    if (target.kind === "external") return spelledFunction(target.name, site)
    const root = target.kind === "member" ? rootOf(target, evaluator()) : undefined
    const name = root === undefined ? undefined : nameOf(target, evaluator())
    if (root === undefined || name === undefined) return undefined
    const canonical = root.aliases[`${name}()`]
    const hasArgumentForms = Object.hasOwn(root.aliases, `${name}(*)`)
    if (canonical === undefined && !hasArgumentForms) return undefined
    const [first] = evaluator().arguments(site)
    const text = first === undefined ? undefined : literalText(first)
    if (hasArgumentForms) {
      const exact = text === undefined ? undefined : root.aliases[`${name}("${text}")`]
      return exact === undefined ? undefined : requestValue(exact, root.aliases, root.router)
    }
    const whole = requestValue(canonical ?? "", root.aliases, root.router)
    if (text === undefined) return first !== undefined && ONE_OF_MANY.has(canonical ?? "") ? someOf(whole) : whole
    // Header names are case-insensitive: RFC 9110, section 5.1.
    return evaluator().member(whole, canonical === "request.headers" ? text.toLowerCase() : text)
  }

  return { requestValue, canonicalMember, canonicalCall }
}

/** What is asked for by a name, and whose whole nobody means. */
const ONE_OF_MANY = new Set(["request.headers", "request.cookies", "request.signedCookies"])

/** The role at the start of a chain of members and calls. */
function rootOf(value: AbstractValue, evaluator: Evaluator, depth = 0): Role | undefined {
  if (value.kind === "role") return value
  if (depth > 12) return undefined
  if (value.kind === "member") return rootOf(value.object, evaluator, depth + 1)
  if (value.kind !== "result") return undefined
  const { receiver } = evaluator.callee(value.site)
  return receiver === undefined ? undefined : rootOf(receiver, evaluator, depth + 1)
}

/**
 * Whether a value is, or may be, a role of this name.
 *
 * @returns the answer
 */
export function isRole(value: AbstractValue | undefined, name: string): boolean {
  return value !== undefined && possibleValues(value).some((one) => one.kind === "role" && one.name === name)
}
