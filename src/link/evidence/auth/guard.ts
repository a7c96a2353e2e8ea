/**
 * Guards: what a handler in the chain proves about the caller, by what it does.
 *
 * @module
 */
import type { CallingConvention, Continuation, Framework } from "../../../frameworks/framework.ts"
import { passingName } from "../../../knowledge/identity.ts"
import type { Evidence } from "../../../model/evidence.ts"
import type { GuardReason } from "../../../model/route.ts"
import type { Settings } from "../../../model/settings.ts"
import type { AbstractValue, Context } from "../../../model/values.ts"
import type { CallGraph, CallGraphs } from "../../effects/graph-types.ts"
import { memoizePerGraph } from "../../effects/per-graph.ts"
import { functionOf } from "../../evaluate/context.ts"
import { describe } from "../../evaluate/describe.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { RouteAssumptions } from "../../evaluate/conditions.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { originsOf } from "../../evaluate/provenance.ts"
import { parameterRoles } from "../../routing/handler-roles.ts"
import type { Operation, Step } from "../../routing/operation.ts"
import { locate } from "../../source/location.ts"
import { createCredentials } from "./credentials.ts"
import { isGuardLikeName } from "./guard-names.ts"
import { createIdentitySummaries } from "./identity-summary.ts"
import { createLibraryGuards, type GuardVerdict } from "./library-guard.ts"
import { createPassages, type GuardSubject, type Judgment } from "./passages.ts"
import { rememberVerdicts } from "./remembered-verdict.ts"

/** What one handler proves. `exempt`: it is a guard that lets this route through. */
export interface Assessment {
  readonly answer: GuardVerdict
  readonly by: Evidence
  readonly reason: GuardReason | undefined
}

/** Analyzes handlers. */
export interface Guards {
  /** @param before the steps that a request meets first */
  assess(step: Step, before: readonly Step[], isAnswering: boolean, assumptions: RouteAssumptions): Assessment
}

/**
 * An analysis of handlers.
 *
 * @returns the analysis; it remembers what each handler does
 */
export function createGuards(operations: readonly Operation[], evaluator: Evaluator, callGraphs: CallGraphs, settings: Settings): Guards {
  const summaryIn = memoizePerGraph((graph: CallGraph, framework: Framework) => summaries.summarize(graph, framework), (framework) => framework)
  const credentials = createCredentials(operations, evaluator, callGraphs)
  const summaries = createIdentitySummaries(credentials, evaluator, callGraphs)
  const passages = createPassages(credentials, evaluator, callGraphs)
  const libraryGuards = createLibraryGuards(evaluator, (value, step, framework, assumptions) => assessOne(value, step, [], false, framework, assumptions).answer)

  function assess(step: Step, before: readonly Step[], isAnswering: boolean, assumptions: RouteAssumptions): Assessment {
    const by: Evidence = { at: locationOf(step), name: describe(step.handler, evaluator) }
    const judgments = possibleValues(step.handler).map((one) => assessOne(one, step, before, isAnswering, step.framework, assumptions))
    const [first] = judgments
    const isAgreed = judgments.every(({ answer }) => answer === first?.answer)
    const answer = isAgreed ? (first?.answer ?? "none") : judgments.some((one) => one.answer === "required") ? "unknown" : "optional"
    if (answer === "required" && isOptIn(step, evaluator)) return { answer: "unknown", by, reason: { kind: "configuration", at: step.at } }
    return { answer, by, reason: isAgreed && first !== undefined ? reasonOf(first, by) : undefined }
  }

  function assessOne(
    target: AbstractValue, step: Step, before: readonly Step[], isAnswering: boolean, framework: Framework, assumptions: RouteAssumptions,
  ): Judgment {
    if (isNamedBySetting(target)) return { answer: "required" }
    const late = target.kind === "member" ? evaluator.member(target.object, target.name) : target
    if (late !== target) return assessOne(late, step, before, isAnswering, framework, assumptions)
    const known = libraryGuards.assess(target, step, framework, assumptions)
    if (known !== undefined) return { answer: known }
    const hasCode = target.kind === "function" || (target.kind === "result" && evaluator.arguments(target.site).some((value) => value.kind === "function"))
    // A file that serves what a package made says nothing of it: `export const { GET, POST } = createRouteHandler(...)`.
    const isOpaque = isAnswering && step.site === undefined && target.kind !== "unknown"
    if (!hasCode && isAnswering && target.kind === "result" && summaries.isDelegating(target.site, framework)) return { answer: "unknown" }
    if (!hasCode) return { answer: isOpaque || isGuardLikeName(describe(target, evaluator)) ? "unknown" : "none" }
    if (isErrorHandler(target, step.convention ?? framework)) return { answer: "none" }
    const judgment = verdictOf(subjectOf(target, step, isAnswering, framework), assumptions)
    // What only the project's code gives is not there where that code does not run before.
    if (judgment.needs?.some((name) => credentials.isSetBy(before, name)) === false) return { answer: "none" }
    // What a package made of the project's function may do more than run it.
    const isRemade = isOpaque && target.kind === "result" && !passingName.test(describe(target, evaluator))
    return judgment.answer === "none" && isRemade ? { answer: "unknown" } : judgment
  }

  function isNamedBySetting(value: AbstractValue): boolean {
    const guards = settings.guards ?? []
    if (guards.length === 0) return false
    const name = describe(value, evaluator).replace(/\(\)$/, "")
    const file = value.kind === "function" ? value.context.module.file : undefined
    return guards.some((guard) => {
      const [path, wanted] = guard.includes("#") ? guard.split("#") : [undefined, guard]
      return name === wanted && (path === undefined || file === `${evaluator.sources.root}/${path.replace(/^\.\//, "")}`)
    })
  }

  function isErrorHandler(value: AbstractValue, convention: CallingConvention): boolean {
    if (value.kind !== "function") return false
    return parameterRoles(value, convention, evaluator)[0] === "error"
  }

  const subjectIn = memoizePerGraph(
    (graph: CallGraph, isFunction: boolean, isAnswering: boolean, step: Step, framework: Framework): GuardSubject => {
      const outer = graph.frames.filter(({ from }) => from === undefined).map(({ context }) => context)
      const roots = isFunction ? outer.slice(0, 1) : outer
      const isAction = isAnswering && step.convention?.answersReturns === true
      return { graph, roots, framework, isAnswering, isAction, continues: continuationOf(roots[0], step, framework), summary: summaryIn(graph, framework) }
    },
    (isFunction, isAnswering, { convention, provides }, framework) => JSON.stringify([isFunction, isAnswering, convention?.continues, convention?.answersReturns, provides, framework.name]),
  )

  function subjectOf(value: AbstractValue, step: Step, isAnswering: boolean, framework: Framework): GuardSubject {
    return subjectIn(callGraphs.graphOf(value, step.convention ?? framework, step.router), value.kind === "function", isAnswering, step, framework)
  }

  const verdictOf = rememberVerdicts(passages.judge)

  return { assess }
}

/** Why a handler proves no more than it does. */
function reasonOf({ isPresenceOnly, isLeaky, losses }: Judgment, { at }: Evidence): GuardReason | undefined {
  if (isPresenceOnly === true) return { kind: "presence", at }
  if (isLeaky === true) return { kind: "leak", at }
  const loss = losses?.find(({ reason }) => reason !== "not followed") ?? losses?.[0]
  return loss === undefined || loss.reason === "route" ? undefined : { kind: loss.reason, at: locate(loss.module, loss.at) }
}

/** How a request goes on from a handler. */
function continuationOf(root: Context | undefined, { provides, convention }: Step, framework: Framework): Continuation {
  if (provides !== undefined) return "done"
  const name = root === undefined ? undefined : functionOf(root)?.name
  return name !== undefined && framework.refusesFalse?.includes(name) === true ? "true" : convention?.continues ?? framework.continues
}

/** Where a step's function is written, or where it was registered. */
function locationOf(step: Step): Evidence["at"] {
  const [target] = possibleValues(step.handler)
  if (target?.kind === "function") {
    const { module } = target.context
    return locate(module, module.facts.functions[target.id]?.at ?? 0)
  }
  return step.at
}

/**
 * Whether a guard is registered only when a setting switches it on: `if (process.env.AUTH) app.use(guard)`. A setting
 * that switches it off leaves it a guard.
 */
function isOptIn(step: Step, evaluator: Evaluator): boolean {
  if (step.isOwn || step.site === undefined) return false
  const { module, call, context } = step.site
  for (let region = module.facts.calls[call]?.region ?? -1; region > 0; region = module.facts.regions[region]?.parent ?? -1) {
    const fact = module.facts.regions[region]
    if (fact === undefined || fact.kind === "function") return false
    if (fact.kind !== "then" || fact.test === undefined) continue
    const test = evaluator.evaluate(fact.test, context)
    if (test.kind === "operation" && (test.operator === "!" || test.operator.startsWith("!="))) continue
    const names = [...originsOf(test, evaluator)].flatMap(({ name }) => name ?? [])
    if (names.some((name) => name.startsWith("process.env.") && name !== "process.env.NODE_ENV")) return true
  }
  return false
}
