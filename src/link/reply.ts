/**
 * Answers: which calls and assignments send a response, with which status and body.
 *
 * @module
 */
import type { Framework, Reply } from "../frameworks/framework.ts"
import { statuses } from "../knowledge/statuses.ts"
import { find } from "../knowledge/table.ts"
import type { Activation, At, CallSite, Meaning, Module } from "../model.ts"
import { isWithin } from "./activation.ts"
import type { Follower } from "./follower.ts"
import { alternatives } from "./meaning.ts"
import { nameOf } from "./name.ts"
import { ownedBy } from "./owned.ts"
import type { Visit } from "./reach.ts"
import { mayRun } from "./region.ts"

/** Something that answers, or sets what will be answered. */
export interface Answer {
  readonly module: Module
  readonly region: number
  /** The called or assigned name. */
  readonly at: At
  /** The whole call or assignment. */
  readonly whole: At
  /** The call; undefined for an assignment. */
  readonly site: CallSite | undefined
  /** The status, where it is set in the same call, chain or stretch of code, and known. */
  readonly status: number | undefined
  readonly body: Meaning | undefined
  readonly form: Reply
  /** The name of what answers: `response.json`, `context.body=`. */
  readonly name: string
}

/**
 * The number of a status: a literal, or a package's constant.
 *
 * @returns the number; undefined when it is not known
 */
export function statusOf(meaning: Meaning | undefined, follower: Follower): number | undefined {
  if (meaning === undefined) return undefined
  for (const one of alternatives(meaning)) {
    if (one.kind === "literal" && typeof one.value === "number") return one.value
    if (one.kind === "literal" && typeof one.value === "string" && /^[1-5]\d\d$/.test(one.value)) return Number(one.value)
    const named = find(statuses, nameOf(one, follower))
    if (named !== undefined) return named.status
  }
  return undefined
}

const known = new WeakMap<Activation, Map<Framework, readonly Answer[]>>()

/**
 * What the code of one running function answers.
 *
 * @returns calls in evaluation order, then assignments; a status that is set apart is given to the answer it is for
 */
export function answersIn(visit: Visit, framework: Framework, follower: Follower): readonly Answer[] {
  const { activation } = visit
  const byFramework = known.get(activation) ?? new Map<Framework, readonly Answer[]>()
  known.set(activation, byFramework)
  const found = byFramework.get(framework)
  if (found !== undefined) return found
  const calls = ownedBy(activation).calls.flatMap(([call, { region, at }]) =>
    answerOf({ module: activation.module, call, activation }, framework, follower, () => mayRun(region, activation, follower, at)) ?? [])
  const answers = withStatus([...calls, ...answersAssigned(activation, framework, follower)], follower)
  byFramework.set(framework, answers)
  return answers
}

/**
 * What the assignments of one running function answer: `context.body = orders`.
 *
 * @returns them in the order in which they are written
 */
export function answersAssigned(activation: Activation, framework: Framework, follower: Follower): readonly Answer[] {
  const { module } = activation
  return ownedBy(activation).assignments.flatMap(({ target, value, region, at }): Answer[] => {
    if (target.kind !== "member" || !mayRun(region, activation, follower, at)) return []
    const object = nameOf(follower.follow(target.object, activation), follower)
    const name = `${object ?? ""}.${target.name}=`
    const form = Object.hasOwn(framework.replies, name) ? framework.replies[name] : undefined
    if (object === undefined || form === undefined) return []
    const given = follower.follow(value, activation)
    return [{
      module, region, at, whole: at, site: undefined, name, form,
      status: statusIn(form, [given], follower), body: form.body === undefined ? undefined : given,
    }]
  })
}

function statusIn({ status }: Reply, values: readonly Meaning[], follower: Follower): number | undefined {
  if (status === undefined) return undefined
  if ("is" in status) return status.is
  const value = values[status.argument]
  return statusOf(value === undefined || status.option === undefined ? value : follower.member(value, status.option), follower) ?? status.otherwise
}

/** A status that another call or assignment sets: further along the chain, or before in the same stretch of code. */
function withStatus(answers: readonly Answer[], follower: Follower): readonly Answer[] {
  const partial = answers.filter(({ form, status }) => form.isPartial === true && status !== undefined)
  if (partial.length === 0) return answers
  const start = ({ module, whole }: Answer): number => module.spans[3 * whole + 1] ?? 0
  return answers.map((answer) => {
    if (answer.status !== undefined || answer.form.isPartial === true) return answer
    const chained = partial.find((one) => one.site !== undefined && answer.site !== undefined && isBuiltOn(one.site, answer.site, follower))
    const before = partial.filter((one) => start(one) < start(answer) && isWithin(answer.module, answer.region, one.region))
    const after = partial.find((one) => one.site === undefined && one.region === answer.region)
    const status = (chained ?? before.at(-1) ?? after)?.status
    return status === undefined ? answer : { ...answer, status }
  })
}

/** `h.response(body).code(201)`: the outer call stands on what the inner one returned. */
function isBuiltOn(outer: CallSite, inner: CallSite, follower: Follower, depth = 0): boolean {
  const { receiver } = follower.callee(outer)
  if (receiver?.kind !== "result" || depth > 12) return false
  return receiver.site.call === inner.call && receiver.site.module === inner.module ? true : isBuiltOn(receiver.site, inner, follower, depth + 1)
}

/**
 * What a call does: `response.status(404).json({})` answers with 404 and a body.
 *
 * @param mayRun whether the call runs at all, asked last
 * @returns undefined when it is none that answers
 */
export function answerOf(site: CallSite, framework: Framework, follower: Follower, mayRun = (): boolean => true): Answer | undefined {
  const { receiver, method, target } = follower.callee(site)
  const root = receiver === undefined || method === undefined ? undefined : rootOf(receiver, framework, follower)
  const name = root === undefined ? nameOf(target, follower) : `${root.role}.${method ?? ""}`
  const form = name !== undefined && Object.hasOwn(framework.replies, name) ? framework.replies[name] : undefined
  const fact = site.module.facts.calls[site.call]
  if (form === undefined || name === undefined || fact === undefined || !mayRun()) return undefined
  const values = follower.arguments(site)
  return {
    module: site.module, region: fact.region, at: fact.calleeAt, whole: fact.at, site, name, form,
    status: statusIn(form, values, follower) ?? root?.status,
    body: form.body === undefined ? undefined : values[form.body],
  }
}

/** What a chain of calls stands on: a role, and the status that the chain has set. */
interface Root {
  readonly role: string
  readonly status: number | undefined
}

const rootsOf = new WeakMap<Framework, WeakMap<Meaning, Root | undefined>>()

/** The role at the start of a chain of calls on it, and the status that the chain has set. */
function rootOf(receiver: Meaning, framework: Framework, follower: Follower): Root | undefined {
  if (receiver.kind === "role") return { role: receiver.name, status: undefined }
  const roots = rootsOf.get(framework) ?? new WeakMap<Meaning, Root | undefined>()
  rootsOf.set(framework, roots)
  if (roots.has(receiver)) return roots.get(receiver)
  roots.set(receiver, undefined)
  const root = findRoot(receiver, framework, follower)
  roots.set(receiver, root)
  return root
}

function findRoot(receiver: Meaning, framework: Framework, follower: Follower): Root | undefined {
  for (const one of alternatives(receiver)) {
    if (one.kind === "role") return { role: one.name, status: undefined }
    if (one.kind !== "result") continue
    const { receiver: inner, method } = follower.callee(one.site)
    const root = inner === undefined || method === undefined ? undefined : rootOf(inner, framework, follower)
    if (root === undefined) continue
    const form = framework.replies[`${root.role}.${method}`]
    const set = form === undefined || (form.status !== undefined && "is" in form.status)
      ? undefined
      : statusIn(form, follower.arguments(one.site), follower)
    return { role: root.role, status: set ?? root.status }
  }
  return undefined
}
