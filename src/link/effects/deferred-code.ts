/**
 * The code that runs for a request at once, and that which it leaves to timers, listeners and streams.
 *
 * @module
 */
import { subscribingMethods } from "../../knowledge/listeners.ts"
import type { Reach, Reacher, Visit } from "./graph-types.ts"
import { nameOf } from "../evaluate/canonical-name.ts"
import { functionOf } from "../evaluate/context.ts"
import { alternatives } from "../evaluate/domain.ts"
import type { Follower } from "../evaluate/evaluator.ts"
import type { FunctionFact } from "../../model/facts.ts"
import type { Activation, CallSite } from "../../model/values.ts"

/** One running function. */
export interface Stretch {
  readonly visit: Visit
  readonly calls: readonly CallSite[]
  /** The call that was given the function, to run it some time or again and again; undefined where it runs at once. */
  readonly entry: CallSite | undefined
}

const TIMERS = /^(?:set(?:Interval|Timeout|Immediate)|timers\.set\w+|process\.nextTick)$/

const DEPTH = 4

/**
 * What a handler runs, the functions included that it gives to listeners and to the streams that it makes.
 *
 * @returns the stretches, each function once
 */
export function stretchesOf(reached: Reach, follower: Follower, reacher: Reacher): readonly Stretch[] {
  const found: Stretch[] = []
  const seen = new Set<Activation>()

  function add(visit: Visit, entry: CallSite | undefined, depth: number): void {
    if (seen.has(visit.activation)) return
    seen.add(visit.activation)
    const calls = reacher.callsOf(visit)
    found.push({ visit, calls, entry })
    if (depth > DEPTH) return
    for (const site of calls) {
      for (const activation of givenIn(site, follower)) {
        const fact = functionOf(activation)
        if (fact !== undefined) add(toVisit(activation, fact, visit, site), isMaker(site, follower) ? entry : site, depth + 1)
      }
      // What runs at once is known from the reach; what runs within a listener is not.
      if (depth === 0 && entry === undefined) continue
      for (const one of alternatives(follower.callee(site).target)) {
        const activation = follower.enter(one, site)
        const fact = activation === undefined ? undefined : functionOf(activation)
        if (activation !== undefined && fact !== undefined) add(toVisit(activation, fact, visit, site), entry, depth + 1)
      }
    }
  }

  // What runs at once first: a function that a timer calls too is not the timer's alone.
  const entries = new Map(reached.visits.map((visit) => [visit, timerOf(visit, reached, follower)]))
  for (const isLater of [false, true]) {
    for (const visit of reached.visits) {
      const entry = entries.get(visit)
      if ((entry !== undefined) === isLater) add(visit, entry, 0)
    }
  }
  return found
}

const toVisit = (activation: Activation, fact: FunctionFact, { via }: Visit, from: CallSite): Visit => ({ activation, fact, via, from, isCached: false })

/** The timer without which a function would not run. */
function timerOf({ activation }: Visit, reached: Reach, follower: Follower, seen = new Set<Activation>()): CallSite | undefined {
  const entries = reached.entries.get(activation)
  if (entries === undefined || seen.has(activation)) return undefined
  seen.add(activation)
  const timers = entries.map(({ visit, site }) => {
    const name = nameOf(follower.callee(site).target, follower)
    return name !== undefined && TIMERS.test(name) ? site : timerOf(visit, reached, follower, seen)
  })
  return timers.includes(undefined) ? undefined : timers[0]
}

/** `new ReadableStream({ start })` runs what it is given at once. */
const isMaker = (site: CallSite, follower: Follower): boolean => site.module.facts.calls[site.call]?.isNew === true && nameOf(follower.callee(site).target, follower) === "ReadableStream"

/** The functions given to a timer, to a listener, or to a stream that is made. */
function givenIn(site: CallSite, follower: Follower): readonly Activation[] {
  const { method, target } = follower.callee(site)
  if (isMaker(site, follower)) {
    const [source] = follower.arguments(site)
    const controller = follower.external("ReadableStreamDefaultController()")
    return source === undefined ? [] : ["start", "pull", "cancel"].flatMap((name) => {
      const given = follower.member(source, name)
      return follower.enter(given, site, name === "cancel" ? [follower.external("undefined")] : [controller]) ?? []
    })
  }
  const isTimer = TIMERS.test(nameOf(target, follower) ?? "")
  if (target.kind === "function" || (!isTimer && (method === undefined || !subscribingMethods.has(method)))) return []
  return follower.arguments(site).flatMap((value) => alternatives(value)).flatMap((value) => follower.enter(value, site, []) ?? [])
}
