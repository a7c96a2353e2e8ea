/**
 * What the handlers of a route together prove of the caller.
 *
 * @module
 */
import type { Evidence } from "../../../model/evidence.ts"
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

const assessments = new WeakMap<Operation, (Assessment | undefined)[]>()

/** What one handler of the chain proves; worked out when it is first asked for. */
function assess(operation: Operation, index: number, { guards, evaluator }: AuthAnalysis): Assessment | undefined {
  const step = operation.chain[index]
  const known = assessments.get(operation) ?? []
  assessments.set(operation, known)
  if (step === undefined || known[index] !== undefined) return known[index]
  const found = guards.assess(step, operation.chain.slice(0, index), index === operation.chain.length - 1, assumptionsOf(operation, step.base, evaluator))
  const isUnsure = step.isUncertain === true && (found.answer === "required" || found.answer === "exempt")
  return known[index] = isUnsure ? { ...found, answer: "unknown" } : found
}

const assessAll = (operation: Operation, analysis: AuthAnalysis): readonly Assessment[] =>
  operation.chain.flatMap((_, index) => assess(operation, index, analysis) ?? [])

/**
 * The strongest thing that any handler of the chain proves.
 *
 * @returns the answer; of handlers behind one that refuses everybody who is not known, only when somebody asks what else there is
 */
export function analyzeAuth(operation: Operation, analysis: AuthAnalysis): AuthEvidence {
  const isDecided = operation.declared?.auth?.answer === "required"
    || operation.chain.some((_, index) => assess(operation, index, analysis)?.answer === "required")
  const answer = isDecided ? "required" : weakerAnswer(operation, analysis)
  return {
    answer,
    get by() { return placesOf(operation, answer, analysis) },
    get steps() { return assessAll(operation, analysis).map((one) => one.answer) },
    get reasons() { return assessAll(operation, analysis).map((one) => one.reason) },
  }
}

function weakerAnswer(operation: Operation, analysis: AuthAnalysis): AuthEvidence["answer"] {
  const found = (["unknown", "optional"] as const).find((one) => placesOf(operation, one, analysis).length > 0)
  return found ?? (operation.application === undefined ? "unknown" : "none")
}

/** The handlers, and what the route declares, that prove this. */
function placesOf(operation: Operation, answer: AuthEvidence["answer"], analysis: AuthAnalysis): readonly Evidence[] {
  if (answer === "none") return []
  const assessed = assessAll(operation, analysis)
  // An identity that is read for all and used by none proves nothing.
  const by = assessed.filter((one, index) => one.answer === answer && !(answer === "optional" && isGlobalReader(operation, index, assessed.length)))
  const native = operation.declared?.auth
  return [...(native?.answer === answer ? [{ at: operation.at, name: native.name }] : []), ...by.map((one) => one.by)]
}

const isGlobalReader = (operation: Operation, index: number, length: number): boolean => {
  const step = operation.chain[index]
  return index < length - 1 && step?.isOwn === false && (step.base === "" || step.framework.scope === "order-free tree")
}

/** A guard that lets this very route through by its address means it to be open. */
export function exemptionOf(operation: Operation, analysis: AuthAnalysis): string | undefined {
  const exempting = assessAll(operation, analysis).find(({ answer }) => answer === "exempt")
  return exempting === undefined ? undefined : `let through by ${exempting.by.name}`
}
