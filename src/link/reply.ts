/**
 * Answers: which calls send a response, with which status and body.
 *
 * @module
 */
import type { Framework, Reply } from "../frameworks/framework.ts"
import { statuses } from "../knowledge/statuses.ts"
import { find } from "../knowledge/table.ts"
import type { CallSite, Meaning } from "../model.ts"
import type { Follower } from "./follower.ts"
import { alternatives } from "./meaning.ts"
import { nameOf } from "./name.ts"

/** A call on the response. */
export interface Answer {
  readonly site: CallSite
  /** The status, when it is set in the same chain of calls and known. */
  readonly status: number | undefined
  readonly body: Meaning | undefined
  readonly form: Reply
  /** The name of the method that answers: `response.json`. */
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

/**
 * What a call on the response does: `response.status(404).json({})` answers with 404 and a body.
 *
 * @returns undefined when it is no call on the response
 */
export function answerOf(site: CallSite, framework: Framework, follower: Follower): Answer | undefined {
  const { receiver, method } = follower.callee(site)
  if (receiver === undefined || method === undefined) return undefined
  const root = rootOf(receiver, framework, follower)
  if (root === undefined) return undefined
  const name = `${root.role}.${method}`
  const form = Object.hasOwn(framework.replies, name) ? framework.replies[name] : undefined
  if (form === undefined) return undefined
  const values = follower.arguments(site)
  const own = form.status === undefined ? undefined : "is" in form.status ? form.status.is : statusOf(values[form.status.argument], follower)
  return { site, name, form, status: own ?? root.status, body: form.body === undefined ? undefined : values[form.body] }
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
    const set = form?.status === undefined || "is" in form.status
      ? undefined
      : statusOf(follower.arguments(one.site)[form.status.argument], follower)
    return { role: root.role, status: set ?? root.status }
  }
  return undefined
}
