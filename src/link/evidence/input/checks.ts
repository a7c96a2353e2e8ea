/**
 * The checks that a handler in the chain makes: those of packages' middleware, and those of its code.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import { find } from "../../../knowledge/table.ts"
import { checks as libraryChecks } from "../../../knowledge/validators.ts"
import type { Reach, Reacher } from "../../effects/graph-types.ts"
import { siteKey } from "../../evaluate/call-site.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { alternatives } from "../../evaluate/domain.ts"
import type { Follower } from "../../evaluate/evaluator.ts"
import { mayRun } from "../../evaluate/feasible-path.ts"
import type { Check, Checked } from "./check.ts"
import { createLibraryChecks } from "./library-checks.ts"
import { createManualChecks } from "./manual-checks.ts"
import { createMiddlewareChecks } from "./middleware-checks.ts"
import { partsIn } from "./request-part.ts"
import type { Settings } from "../../../model/settings.ts"
import type { Meaning } from "../../../model/values.ts"

/** Finds checks. */
export interface Checks {
  /** Whether a value is, or lies in, what a check has let through. */
  isChecked(meaning: Meaning): boolean
  /** The checks that a handler in the chain does: a package's middleware, or what its code does. */
  checksOf(meaning: Meaning, reached: Reach, framework: Framework): Checked
}

/**
 * A finder of checks.
 *
 * @returns the finder
 */
export function createChecks(follower: Follower, reacher: Reacher, settings: Settings): Checks {
  const { checksOfMiddleware, chainsAround, isChainResult } = createMiddlewareChecks(follower, reacher)
  const manual = createManualChecks(follower, reacher)
  const { checksOfCall, isChecked } = createLibraryChecks(follower, reacher, settings, manual)

  function checksOf(meaning: Meaning, reached: Reach, framework: Framework): Checked {
    const found: Check[] = []
    const sites = new Set<string>()
    for (const one of alternatives(meaning)) if (one.kind === "result") found.push(...checksOfMiddleware(one))
    const hasChainResult = reached.visits.some((visit) => reacher.callsOf(visit).some((site) => isChainResult(site)))
    const chains = chainsAround(meaning, reached)
    for (const visit of reached.visits) {
      for (const site of reacher.callsOf(visit)) {
        const made = site.module.facts.calls[site.call]
        if (!mayRun(made?.region ?? -1, visit.activation, follower, made?.at)) continue
        if (find(libraryChecks, nameOf(follower.callee(site).target, follower)) !== undefined) sites.add(siteKey(site))
        const checked = checksOfCall(site, visit, framework)
        // What was converted on the way into a check is checked with it: validate(plainToInstance(Dto, request.body)).
        const values = checked.length > 0 ? follower.arguments(site) : []
        for (const { through } of values.flatMap((value) => partsIn(value, framework, follower))) for (const one of through) sites.add(siteKey(one))
        found.push(...checked)
      }
      found.push(...manual.checksByHand(visit, framework))
    }
    return { checks: found, sites, chains, hasChainResult }
  }

  return { checksOf, isChecked }
}
