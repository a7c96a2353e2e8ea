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
import { createFeasibility, type HandlerPaths } from "./feasibility.ts"
import type { IdentitySummary } from "./identity-behaviour.ts"
import type { GuardVerdict } from "./library-guard.ts"
import { isClosed } from "./path-state.ts"

/** A handler that is judged, and what its code does about identity. */
export interface GuardSubject extends HandlerPaths {
  readonly summary: IdentitySummary
}

/** Judges handlers by the paths of callers. */
export interface Passages {
  /** @param behaviour what the handler's code says without regard to paths */
  judge(subject: GuardSubject, behaviour: GuardVerdict, route: RouteAssumptions): GuardVerdict
}

/**
 * A judge of handlers.
 *
 * @returns the judge; it remembers nothing of routes
 */
export function createPassages(credentials: Credentials, evaluator: Evaluator, callGraphs: CallGraphs): Passages {
  const feasibility = createFeasibility(credentials, evaluator, callGraphs)

  function judge(subject: GuardSubject, behaviour: GuardVerdict, route: RouteAssumptions): GuardVerdict {
    if (!subject.summary.reads || subject.roots.length === 0) return behaviour
    const anonymous = feasibility.follow("anonymous", subject, route)
    if (anonymous.passage === "yes") return behaviour === "exempt" || behaviour === "none" ? behaviour : "optional"
    if (anonymous.passage === "perhaps") return "unknown"
    // What refuses everybody asks nobody who they are.
    if (isClosed(feasibility.follow("anyone", subject, route, anonymous.soft).passage)) return behaviour
    const forger = feasibility.follow("forger", subject, route)
    if (isClosed(forger.passage)) return "required"
    if (forger.passage === "yes") return "none"
    return forger.losses.every(({ reason }) => reason === "not followed") ? "required" : "unknown"
  }

  return { judge }
}
