/**
 * The checks that a handler in the chain makes: those of packages' middleware, and those of its code.
 *
 * @module
 */
import { NO_REGION } from "../../source/no-ids.ts"
import type { Framework } from "../../../frameworks/framework.ts"
import type { Settings } from "../../../model/settings.ts"
import type { AbstractValue } from "../../../model/values.ts"
import { checkOf } from "../../../validators/find.ts"
import type { CallGraph, CallGraphs } from "../../effects/graph-types.ts"
import { siteKey } from "../../evaluate/call-site.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isFeasible } from "../../evaluate/feasible-path.ts"
import type { SchemaReader } from "../schema/schema-reader.ts"
import type { Check, Checked } from "./check.ts"
import { createLibraryChecks } from "./library-checks.ts"
import { createManualChecks } from "./manual-checks.ts"
import { createMiddlewareChecks } from "./middleware-checks.ts"
import { partsIn } from "./request-part.ts"

/** Finds checks. */
export interface Checks {
  /** Whether a value is, or lies in, what a check has let through. */
  isChecked(value: AbstractValue): boolean
  /** The checks that a handler in the chain does: a package's middleware, or what its code does. */
  checksOf(value: AbstractValue, graph: CallGraph, framework: Framework): Checked
}

/**
 * A finder of checks.
 *
 * @returns the finder
 */
export function createChecks(evaluator: Evaluator, callGraphs: CallGraphs, settings: Settings, schemas: SchemaReader): Checks {
  const { checksOfMiddleware, chainsAround, isChainResult } = createMiddlewareChecks(evaluator, callGraphs, schemas)
  const manual = createManualChecks(evaluator, callGraphs)
  const { checksOfCall, isChecked } = createLibraryChecks(evaluator, callGraphs, settings, manual, schemas)

  function checksOf(target: AbstractValue, graph: CallGraph, framework: Framework): Checked {
    const found: Check[] = []
    const sites = new Set<string>()
    for (const one of possibleValues(target)) if (one.kind === "result") found.push(...checksOfMiddleware(one))
    const hasChainResult = graph.frames.some((frame) => callGraphs.callsOf(frame).some((site) => isChainResult(site)))
    const chains = chainsAround(target, graph)
    for (const frame of graph.frames) {
      for (const site of callGraphs.callsOf(frame)) {
        const made = site.module.facts.calls[site.call]
        if (!isFeasible(made?.region ?? NO_REGION, frame.context, evaluator, made?.at)) continue
        if (checkOf(nameOf(evaluator.callee(site).target, evaluator)) !== undefined) sites.add(siteKey(site))
        const checked = checksOfCall(site, frame, framework)
        // What was converted on the way into a check is checked with it: validate(plainToInstance(Dto, request.body)).
        const values = checked.length > 0 ? evaluator.arguments(site) : []
        for (const { via } of values.flatMap((value) => partsIn(value, framework, evaluator))) for (const one of via) sites.add(siteKey(one))
        found.push(...checked)
      }
      found.push(...manual.checksByHand(frame, framework))
    }
    return { checks: found, sites, chains, hasChainResult }
  }

  return { checksOf, isChecked }
}
