/**
 * What the handlers of a route together prove of the caller.
 *
 * @module
 */
import type { AuthEvidence } from "../../../model/route.ts"
import type { AbstractValue } from "../../../model/values.ts"
import type { CallGraphs } from "../../effects/graph-types.ts"
import type { RouteAssumptions } from "../../evaluate/conditions.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import type { Operation } from "../../routing/operation.ts"
import type { Assessment, Guards } from "./guard.ts"

/** What authentication is decided with. */
export interface AuthAnalysis {
  readonly evaluator: Evaluator
  readonly callGraphs: CallGraphs
  readonly guards: Guards
}

function assumptionsOf(operation: Operation, base: string, evaluator: Evaluator): RouteAssumptions {
  const options = operation.declared?.options
  return {
    method: operation.method,
    path: operation.path,
    base,
    option: (path) => (options === undefined ? undefined : path.reduce<AbstractValue>((object, name) => evaluator.member(object, name), options)),
    metadata: (key) => operation.declared?.metadata?.get(key),
    pathTests: operation.framework.pathTests,
    // A function that is called by a name is sent to the address of whatever page calls it.
    ...(operation.kind === "action" && { isAny: true as const }),
  }
}

const assessments = new WeakMap<Operation, readonly Assessment[]>()

/** What each handler of the chain proves. */
function assess(operation: Operation, { guards, evaluator }: AuthAnalysis): readonly Assessment[] {
  const last = operation.chain.length - 1
  const known = assessments.get(operation)
    ?? operation.chain.map((step, index) => guards.assess(step, operation.chain.slice(0, index), index === last, assumptionsOf(operation, step.base, evaluator)))
  assessments.set(operation, known)
  return known
}

/** The strongest thing that any handler of the chain proves. */
export function analyzeAuth(operation: Operation, analysis: AuthAnalysis): AuthEvidence {
  const assessed = assess(operation, analysis).map((found, index) => {
    const step = operation.chain[index]
    return step?.isUncertain === true && (found.answer === "required" || found.answer === "exempt") ? { ...found, answer: "unknown" as const } : found
  })
  const native = operation.declared?.auth
  const steps = assessed.map((one) => one.answer)
  const reasons = assessed.map((one) => one.reason)
  for (const answer of ["required", "unknown", "optional"] as const) {
    // An identity that is read for all and used by none proves nothing.
    const by = assessed.filter((one, index) => one.answer === answer && !(answer === "optional" && isGlobalReader(operation, index, assessed.length)))
    const said = native?.answer === answer ? [{ at: operation.at, name: native.name }] : []
    if (by.length + said.length > 0) return { answer, by: [...said, ...by.map((one) => one.by)], steps, reasons }
  }
  return { answer: operation.application === undefined ? "unknown" : "none", by: [], steps, reasons }
}

const isGlobalReader = (operation: Operation, index: number, length: number): boolean => {
  const step = operation.chain[index]
  return index < length - 1 && step?.isOwn === false && (step.base === "" || step.framework.scope === "order-free tree")
}

/** A guard that lets this very route through by its address means it to be open. */
export function exemptionOf(operation: Operation, analysis: AuthAnalysis): string | undefined {
  const exempting = assess(operation, analysis).flatMap(({ answer, by }, index) =>
    answer === "exempt" && operation.chain[index]?.isUncertain !== true ? [by.name] : [])
  return exempting[0] === undefined ? undefined : `let through by ${exempting[0]}`
}
