/**
 * Whether the code tests what a check returned.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import type { Expression } from "../../../model/expression.ts"
import type { CallSite } from "../../../model/values.ts"
import type { ValidatingCall } from "../../../validators/validator.ts"
import type { Frame } from "../../effects/graph-types.ts"
import { originsOf } from "../../evaluate/provenance.ts"
import { bodyOf } from "../../source/function-body.ts"
import type { InputAnalysis } from "./input-analysis.ts"
import { collects, rejects } from "./rejecting-region.ts"

/** Whether what a check returned decides something; one that throws needs no test, and what a function returns is for its callers to test. */
export function isResultTested(site: CallSite, { outcome }: ValidatingCall, frame: Frame, framework: Framework, analysis: InputAnalysis): boolean {
  if (outcome === "value" || outcome === "asserts") return true
  const { evaluator } = analysis
  const { context, fact, from } = frame
  const isMine = (expression: Expression): boolean => [...originsOf(evaluator.evaluate(expression, context), evaluator)]
    .some(({ value }) => value.kind === "result" && value.site.module === site.module && value.site.call === site.call)
  const isTested = bodyOf(context).regions.some(([id, region]) => {
    if (region.test === undefined || !isMine(region.test)) return false
    return region.exits || rejects(id, false, frame, framework, analysis) || collects(id, frame, framework, analysis)
  })
  return isTested || (from !== undefined && fact.returns.some(({ value }) => value !== undefined && isMine(value)))
}
