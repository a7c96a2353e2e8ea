/**
 * Credentials: which names on the request, response or context carry who the caller is, and which code reads them.
 *
 * @module
 */
import { auth } from "../../../knowledge/auth.ts"
import { credentialHeader, credentials, sessionData } from "../../../knowledge/identity.ts"
import { find } from "../../../knowledge/table.ts"
import type { Reacher, Visit } from "../../effects/graph-types.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { alternatives, literalText } from "../../evaluate/domain.ts"
import type { Follower } from "../../evaluate/evaluator.ts"
import { mentionsOf } from "../../evaluate/provenance.ts"
import type { Operation, Step } from "../../routing/operation.ts"
import { ownedBy } from "../../source/function-body.ts"
import type { Activation, Meaning } from "../../../model/values.ts"

/** Knows credentials. */
export interface Credentials {
  /** Whether a canonical name is, or lies in, a credential. */
  includes(name: string | undefined): boolean
  /** Whether the code of one running function reads one. */
  areReadBy(visit: Visit): boolean
}

/** Roles on which code leaves things for what comes after it. */
const CARRIER = /^(?:request|response\.locals|context(?:\.(?:state|var|locals))?)$/

/**
 * What is a credential in a project: the names that everybody uses, and those that its own code sets, having read one.
 *
 * @returns the knower; what the project sets is looked for when it is first asked
 */
export function createCredentials(operations: readonly Operation[], follower: Follower, reacher: Reacher): Credentials {
  const established = new Set<string>()
  const namesRead = new Map<Activation, readonly string[]>()
  let isEstablished = false

  function establish(): void {
    if (isEstablished) return
    isEstablished = true
    for (const { chain } of operations) {
      for (const step of chain.slice(0, -1)) {
        const { visits } = reacher.reach(step.meaning, step.manner ?? step.framework, step.router)
        if (!visits.some((visit) => areReadBy(visit))) continue
        for (const visit of visits) for (const name of namesSetBy(visit, step)) established.add(name)
      }
    }
  }

  function includes(name: string | undefined): boolean {
    establish()
    if (name === undefined || sessionData.test(name)) return false
    if (find(credentials, name) !== undefined || credentialHeader.test(name.toLowerCase())) return true
    if (established.size === 0) return false
    for (let end = name.length; end > 0; end = name.lastIndexOf(".", end - 1)) if (established.has(name.slice(0, end))) return true
    return false
  }

  function namesSetBy(visit: Visit, step: Step): readonly string[] {
    const { framework } = step
    const { activation, fact } = visit
    const isData = (name: string): boolean => Object.keys(framework.inputs).some((input) => name.startsWith(input))
    const assigned = ownedBy(activation).assignments.flatMap(({ target }) => {
      if (target.kind !== "member") return []
      const object = nameOf(follower.follow(target.object, activation), follower)
      return object !== undefined && CARRIER.test(object) ? [`${object}.${target.name}`] : []
    })
    const kept = reacher.callsOf(visit).flatMap((site) => {
      const name = nameOf(follower.callee(site).target, follower)
      const holder = name === undefined ? undefined : framework.setters?.[`${name}()`]
      const key = literalText(follower.arguments(site)[0] ?? { kind: "unknown" })
      return holder === undefined || key === undefined ? [] : [`${holder}.${key}`]
    })
    const given = step.provides === undefined || visit.via.length > 0 ? [] : fact.returns.flatMap(({ value: expression }) =>
      expression === undefined ? [] : namesGiven(follower.follow(expression, activation), step.provides ?? ""))
    const handed = reacher.callsOf(visit).flatMap((site) => {
      const hands = framework.hands?.[nameOf(follower.callee(site).target, follower) ?? ""]
      const [first] = follower.arguments(site)
      return hands === undefined || first === undefined ? [] : namesGiven(follower.member(first, hands.option), hands.to)
    })
    return [...assigned, ...kept, ...given, ...handed].filter((name) => !isData(name))
  }

  /** The members that an object gives a role and that say who the caller is: made of a credential, or of nothing known. */
  function namesGiven(object: Meaning, role: string): readonly string[] {
    return alternatives(object).flatMap((one) => [...follower.entries(one)].flatMap(([key, value]) => {
      const isIdentity = value.kind === "unknown" || [...mentionsOf(value, follower)].some(({ name }) => includes(name) || isVerified(name))
      return isIdentity ? [`${role}.${key}`] : []
    }))
  }

  function isVerified(name: string | undefined): boolean {
    const kind = find(auth, name?.replace(/\(\)$/, ""))?.kind
    return kind === "verifies" || kind === "decodes"
  }

  const areReadBy = (visit: Visit): boolean => namesReadBy(visit).some(includes)

  /** Every name that the code of one running function reads or calls. */
  function namesReadBy(visit: Visit): readonly string[] {
    const { activation } = visit
    const known = namesRead.get(activation)
    if (known !== undefined) return known
    const read = ownedBy(activation).reads.flatMap(({ value: expression }) => nameOf(follower.follow(expression, activation), follower) ?? [])
    const called = reacher.callsOf(visit).flatMap((site) => {
      const { target } = follower.callee(site)
      const name = nameOf(target, follower)
      const spelled = follower.spelledCall(target, site)
      // One of the cookies, by a name that is not known, is a cookie all the same.
      const asked = spelled === undefined ? undefined : spelled.kind === "each" ? `${nameOf(spelled.of, follower)}.*` : nameOf(spelled, follower)
      // Whoever asks for the whole jar may be about to put something in.
      return [...name === undefined ? [] : [name, `${name}()`], ...asked === undefined || asked === "request.cookies" ? [] : [asked]]
    })
    const names = [...new Set([...read, ...called])]
    namesRead.set(activation, names)
    return names
  }

  return { includes, areReadBy }
}
