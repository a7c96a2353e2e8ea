/**
 * Errors of known status that leave a handler: thrown, handed to `next()`, sent, or returned where returning sends them.
 *
 * @module
 */
import type { RegionId } from "../../../model/ids.ts"
import type { Framework } from "../../../frameworks/framework.ts"
import type { At } from "../../../model/expression.ts"
import type { ThrownStatus } from "../../../model/responses.ts"
import type { AbstractValue } from "../../../model/values.ts"
import { errorsIn } from "../../effects/error-status.ts"
import { exceptionFlowFrom } from "../../effects/exception-flow.ts"
import type { CallGraph, Frame } from "../../effects/graph-types.ts"
import { memoizePerGraph } from "../../effects/per-graph.ts"
import { responsesIn } from "../../effects/responses.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isFeasible } from "../../evaluate/feasible-path.ts"
import { isRole } from "../../evaluate/framework-values.ts"
import { bodyOf } from "../../source/function-body.ts"
import { locate } from "../../source/location.ts"

/** An error that leaves the function it is in, unless something around it there catches it. */
interface Exit {
  readonly region: RegionId
  readonly at: At
  readonly error: AbstractValue
  /** It is sent or handed on: no `catch` sees it. */
  readonly isSent: boolean
}

/**
 * The statuses of the errors that leave a handler.
 *
 * @param isByHandler it is the handler that answers
 * @returns function by function; an error of unknown status is left out, and so is one that something catches and does not hand on
 */
export const thrownIn = memoizePerGraph(listThrown, (framework, isByHandler) => `${framework.name} ${isByHandler}`)

function listThrown(graph: CallGraph, framework: Framework, isByHandler: boolean, evaluator: Evaluator): readonly ThrownStatus[] {
  return graph.frames.flatMap((frame) => {
    const { module } = frame.context
    return exitsOf(frame, framework, isByHandler, evaluator).flatMap(({ region, at, error, isSent }): ThrownStatus[] => {
      const known = errorsIn(error, evaluator)
      if (known.length === 0 || (!isSent && !exceptionFlowFrom(frame, region, graph, evaluator).escapes)) return []
      return known.map(({ status, name }) => ({ at: locate(module, at), status, name, isByHandler, via: frame.via }))
    })
  })
}

function exitsOf(frame: Frame, framework: Framework, isByHandler: boolean, evaluator: Evaluator): readonly Exit[] {
  const { context, fact, via } = frame
  const { module } = context
  const { calls, throws } = bodyOf(context)
  const runs = (region: RegionId, at: At): boolean => isFeasible(region, context, evaluator, at)
  const thrown = throws.flatMap(({ value: expression, region, at }): Exit[] =>
    (runs(region, at) ? [{ region, at, error: evaluator.evaluate(expression, context), isSent: false }] : []))
  const handed = calls.flatMap(([call, { region, at }]): Exit[] => {
    if (!runs(region, at)) return []
    const site = { module, call, context }
    const [error] = evaluator.arguments(site)
    return error !== undefined && isRole(evaluator.callee(site).target, "next") ? [{ region, at, error, isSent: true }] : []
  })
  const sent = responsesIn(frame, framework, evaluator).flatMap(({ region, at, body, status }): Exit[] =>
    (framework.sendsErrors !== true || body === undefined || status !== undefined ? [] : [{ region, at, error: body, isSent: true }]))
  const isSending = isByHandler && framework.sendsErrors === true && via.length === 0
  const returned = fact.returns.flatMap(({ value: expression, region, at }): Exit[] => {
    if (expression === undefined || !isFeasible(region, context, evaluator, at)) return []
    const given = evaluator.evaluate(expression, context)
    const [rejected] = given.kind === "result" && nameOf(given, evaluator) === "Promise.reject()" ? evaluator.arguments(given.site) : []
    return rejected !== undefined ? [{ region, at, error: rejected, isSent: false }] : isSending ? [{ region, at, error: given, isSent: true }] : []
  })
  return [...thrown, ...handed, ...sent, ...returned]
}
