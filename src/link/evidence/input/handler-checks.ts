/**
 * The checks that a handler in the chain makes: those of packages' middleware, and those of its code.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import { chainResultOf, checkOf } from "../../../validators/find.ts"
import type { CallGraph, Frame } from "../../effects/graph-types.ts"
import { siteKey } from "../../evaluate/call-site.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import { isFeasible } from "../../evaluate/feasible-path.ts"
import { originsOf } from "../../evaluate/provenance.ts"
import { bodyOf } from "../../source/function-body.ts"
import { NO_REGION } from "../../source/no-ids.ts"
import type { Check } from "./check.ts"
import type { InputAnalysis } from "./input-analysis.ts"
import { checksOfCall } from "./library-checks.ts"
import { checksByHand } from "./manual-checks.ts"
import { chainsAround, checksOfMiddleware, checksOnRequest, isChainResult } from "./middleware-checks.ts"
import { partsIn } from "./request-part.ts"

/** What a handler checks, and the calls whose arguments are being checked: reading the request for them is no use of it. */
export interface HandlerChecks {
  readonly checks: readonly Check[]
  /** Those that only record what is wrong, and count where the route asks for that. */
  readonly chains: readonly Check[]
  readonly hasChainResult: boolean
  /** Keys of the sites of checks, their results tested or not. */
  readonly sites: ReadonlySet<string>
}

/** The checks of one handler and of all that it runs. */
export function checksOfHandler(handler: AbstractValue, graph: CallGraph, framework: Framework, analysis: InputAnalysis): HandlerChecks {
  const checks = possibleValues(handler).flatMap((one) => (one.kind === "result" ? checksOfMiddleware(one, analysis) : []))
  const chains = [...chainsAround(handler, graph, analysis)]
  const sites = new Set<string>()
  for (const frame of graph.frames) {
    for (const site of feasibleCalls(frame, analysis)) {
      const { checks: made, chains: recorded } = checksOnRequest(site, analysis.evaluator)
      checks.push(...made, ...checksAt(site, frame, framework, sites, analysis))
      chains.push(...recorded)
    }
    checks.push(...checksByHand(frame, framework, analysis))
  }
  return { checks, chains, sites, hasChainResult: graph.frames.some((frame) => asksForChains(frame, analysis)) }
}

const feasibleCalls = (frame: Frame, { evaluator, callGraphs }: InputAnalysis): readonly CallSite[] => callGraphs.callsOf(frame).filter((site) => {
  const fact = site.module.facts.calls[site.call]
  return isFeasible(fact?.region ?? NO_REGION, frame.context, evaluator, fact?.at)
})

/** The checks of a call; the sites of the checking call, and of what converted its arguments, are added to `sites`. */
function checksAt(site: CallSite, frame: Frame, framework: Framework, sites: Set<string>, analysis: InputAnalysis): readonly Check[] {
  const { evaluator } = analysis
  if (checkOf(nameOf(evaluator.callee(site).target, evaluator)) !== undefined) sites.add(siteKey(site))
  const checks = checksOfCall(site, frame, framework, analysis)
  // What was converted on the way into a check is checked with it: validate(plainToInstance(NewOrder, request.body)).
  const values = checks.length > 0 ? evaluator.arguments(site) : []
  if (checks.length > 0) sites.add(siteKey(site))
  for (const { via } of values.flatMap((value) => partsIn(value, framework, evaluator))) for (const one of via) sites.add(siteKey(one))
  return checks
}

/** Whether code asks for what chains have recorded: `validationResult(request)`, `if (context.errors)`. */
function asksForChains(frame: Frame, { evaluator, callGraphs }: InputAnalysis): boolean {
  const { context } = frame
  return callGraphs.callsOf(frame).some((site) => isChainResult(site, evaluator)) || bodyOf(context).regions.some(([, { test }]) =>
    test !== undefined && [...originsOf(evaluator.evaluate(test, context), evaluator)].some(({ name }) => chainResultOf(name)?.kind === "tests"))
}
