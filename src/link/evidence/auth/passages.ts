/**
 * What a handler proves of its callers, by whether they get past it.
 *
 * | anonymous | forger | proved |
 * |---|---|---|
 * | no path | no path | `required` |
 * | a path | | nothing, or `optional` where the identity is read |
 * | no path | a path | nothing: presence is checked, and nothing verifies it |
 * | it hangs on what could not be followed, on configuration, on what is stored | | `unknown` |
 *
 * @module
 */
import type { RouteAssumptions } from "../../evaluate/conditions.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import type { CallGraphs } from "../../effects/graph-types.ts"
import type { Credentials } from "./credentials.ts"
import { createFeasibility, type HandlerPaths, type Passing } from "./feasibility.ts"
import type { IdentitySummary } from "./identity-summary.ts"
import type { GuardVerdict } from "./library-guard.ts"
import { isClosed, type Loss } from "./path-state.ts"

/** A handler that is judged, and what its code does about identity. */
export interface GuardSubject extends HandlerPaths {
  readonly summary: IdentitySummary
}

/** What a handler proves, and what that rests on. */
export interface Judgment {
  readonly answer: GuardVerdict
  /** Of `optional`: the names that were read, where code of the project gives all of them their values; without that code, they are not there. */
  readonly needs?: readonly string[]
  /** It refuses the anonymous caller on one path, and lets him go on on another. */
  readonly isLeaky?: true
  /** Of `none`: it refuses whoever sends nothing, and accepts whatever is sent. */
  readonly isPresenceOnly?: true
  /** Of `unknown`: what decides and could not be told. */
  readonly losses?: readonly Loss[]
}

/** Judges handlers by the paths of callers. */
export interface Passages {
  judge(subject: GuardSubject, route: RouteAssumptions): Judgment
}

/** Any route at all. */
const ANY_ROUTE: RouteAssumptions = { method: "*", path: "", base: "", option: () => undefined, metadata: () => undefined, isAny: true }

/** What is proved by code that asks nobody who they are; what could not be followed may. */
function withoutIdentity(summary: IdentitySummary, isAnswering: boolean): GuardVerdict {
  if (summary.isProtectiveIncomplete || (summary.isIncomplete && !isAnswering)) return "unknown"
  if (summary.delegates || (isAnswering && summary.isHandedOver) || summary.isIncomplete) return "unknown"
  return "none"
}

/**
 * A judge of handlers.
 *
 * @returns the judge; it remembers nothing of routes
 */
export function createPassages(credentials: Credentials, evaluator: Evaluator, callGraphs: CallGraphs): Passages {
  const feasibility = createFeasibility(credentials, evaluator, callGraphs)

  function judge(subject: GuardSubject, route: RouteAssumptions): Judgment {
    const { summary, isAnswering } = subject
    if (!summary.reads || subject.roots.length === 0) return { answer: withoutIdentity(summary, isAnswering) }
    const anonymous = feasibility.follow("anonymous", subject, route, isAnswering)
    if (anonymous.passage === "yes") return letThrough(subject, anonymous, route)
    if (anonymous.passage === "perhaps") return { answer: "unknown", losses: anonymous.losses }
    // What refuses everybody asks nobody who they are.
    if (isClosed(feasibility.follow("anyone", subject, route, isAnswering, anonymous.soft).passage)) return { answer: anonymous.passage === "barred" ? "required" : "none" }
    const forger = feasibility.follow("forger", subject, route, isAnswering)
    if (isClosed(forger.passage)) return { answer: "required" }
    if (forger.passage === "yes") return { answer: "none", isPresenceOnly: true }
    return forger.losses.every(({ reason }) => reason === "not followed") ? { answer: "required" } : { answer: "unknown", losses: forger.losses }
  }

  const isAlwaysPassed = new WeakMap<GuardSubject, boolean>()

  /** Whether the anonymous caller gets past a handler on whatever route. */
  function passesAlways(subject: GuardSubject): boolean {
    const known = isAlwaysPassed.get(subject) ?? feasibility.follow("anonymous", subject, ANY_ROUTE, subject.isAnswering).passage === "yes"
    isAlwaysPassed.set(subject, known)
    return known
  }

  /** The anonymous caller gets past: on this route, or on every one, and his identity is asked for on the way or not. */
  function letThrough(subject: GuardSubject, anonymous: Passing, route: RouteAssumptions): Judgment {
    if (!passesAlways(subject)) return { answer: anonymous.isListed ? "exempt" : "none" }
    // One way through is enough to know that there is one; what is read on the way takes all of them.
    const { read, hasChecked, hasRefused } = subject.isAnswering ? feasibility.follow("anonymous", subject, route, false) : anonymous
    if (read.size === 0 && !hasChecked) return { answer: "none" }
    return { answer: "optional", ...(hasRefused && !subject.isAnswering && { isLeaky: true }), ...(!hasChecked && [...read].every(credentials.isSetByProject) && { needs: [...read] }) }
  }

  return { judge }
}
