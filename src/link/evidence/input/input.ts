/**
 * Inputs: how each part of the request is used on a route, and whether something checks it before.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import type { Evidence, Part } from "../../../model/evidence.ts"
import type { InputEvidence } from "../../../model/route.ts"
import type { AbstractValue } from "../../../model/values.ts"
import type { CallGraph, Frame } from "../../effects/graph-types.ts"
import { memoizePerGraph } from "../../effects/per-graph.ts"
import { isRole } from "../../evaluate/framework-values.ts"
import { originsOf } from "../../evaluate/provenance.ts"
import type { Operation, Step } from "../../routing/operation.ts"
import { bodyOf } from "../../source/function-body.ts"
import { type Check, PARTS } from "./check.ts"
import { declaredChecks } from "./declared-checks.ts"
import { checksOfHandler, type HandlerChecks } from "./handler-checks.ts"
import type { InputAnalysis } from "./input-analysis.ts"
import { carrierOf } from "./input-carrier.ts"
import { assessPart } from "./input-verdict.ts"
import { type PartUse, usesIn } from "./part-uses.ts"
import { changesBody, fieldsSetBy } from "./replaced-parts.ts"

/** What one handler does with the request. */
interface HandlerInputs extends HandlerChecks {
  readonly uses: readonly PartUse[]
  /** Fields that its code sets itself, by canonical name. */
  readonly sets: ReadonlySet<string>
  readonly isIncomplete: boolean
  readonly changesBody: boolean
}

/** A schema that a whole part is checked with; `by` is what checks. */
export interface PartSchema {
  readonly part: Part
  readonly schema: AbstractValue
  readonly by: "framework" | Evidence
}

/** Analyses the inputs of routes. */
export interface Inputs {
  inputsOf(operation: Operation, graphOf: (step: Step) => CallGraph): Readonly<Record<Part, InputEvidence>>
  /** The schemas that whole parts of its requests are checked with, by the framework, middleware or its code. */
  schemasOf(operation: Operation, graphOf: (step: Step) => CallGraph): readonly PartSchema[]
}

/** An analysis of inputs; it remembers what each handler uses and checks. */
export function createInputs(analysis: InputAnalysis): Inputs {
  const inputsIn = memoizePerGraph((graph: CallGraph, framework: Framework, step: Step) => readHandler(step, graph, framework, analysis), (framework) => framework)
  return {
    inputsOf: (operation, graphOf) => assessInputs(operation, (step) => inputsIn(graphOf(step), step.framework, step), graphOf, analysis),
    schemasOf: (operation, graphOf) => listSchemas(operation, (step) => inputsIn(graphOf(step), step.framework, step)),
  }
}

function readHandler(step: Step, graph: CallGraph, framework: Framework, analysis: InputAnalysis): HandlerInputs {
  const { evaluator } = analysis
  const checks = checksOfHandler(step.handler, graph, framework, analysis)
  return {
    ...checks,
    uses: graph.frames.flatMap((frame) => usesIn(frame, checks.sites, framework, analysis)),
    sets: new Set(graph.frames.flatMap((frame) => fieldsSetBy(frame, framework, evaluator))),
    isIncomplete: graph.unresolvedCalls.some((site) => evaluator.arguments(site).some((value) => isRole(value, "request") || isRole(value, "context"))),
    changesBody: graph.frames.some((frame) => changesBody(frame, framework, evaluator)),
  }
}

/** Where middleware is written for all routes that come after. */
const STACKS: ReadonlySet<Framework["scope"]> = new Set(["ordered stack", "ordered mounts"])

/** Whether a handler of the chain is for every route of the application, and not for this one. */
const isShared = (step: Step): boolean => step.isLifted === true || (!step.isOwn && step.base === "" && STACKS.has(step.framework.scope))

/** A parameter that the path does not have is read for another route: by a guard that several share. */
const hasParameter = (path: string, field: string | undefined): boolean =>
  path.includes("{*}") || (field === undefined ? path.includes("{") : path.includes(`{${field}}`))

function assessInputs(
  operation: Operation, inputsOf: (step: Step) => HandlerInputs, graphOf: (step: Step) => CallGraph, analysis: InputAnalysis,
): Readonly<Record<Part, InputEvidence>> {
  const { declared, chain, path } = operation
  const shared = chain.filter(isShared).map(inputsOf)
  const own = chain.filter((step) => !isShared(step)).map(inputsOf)
  const met = [...shared, ...own]
  const carrier = carrierOf(operation, analysis.schemas)
  const asksForChains = met.some((one) => one.hasChainResult)
  const written = met.flatMap((one) => (asksForChains ? [...one.checks, ...one.chains] : one.checks))
  const byHand = new Set(written.flatMap(({ kind, fields }) => (kind === "manual" && fields !== "all" ? [...fields] : [])))
  const isResultTested = declared?.resultTest === undefined || chain.some((step) => graphOf(step).frames.some((frame) => testsName(frame, declared.resultTest, analysis)))
  const checks = [...declaredChecks(operation, byHand, isResultTested, analysis.schemas), ...written].flatMap((check) => carrier.check(check))
  const sets = new Set(met.flatMap((one) => [...one.sets]))
  // What middleware of all routes reads is a use of a route only where it is a parameter that its path names; what it checks is checked.
  const uses = [...own.flatMap((one) => one.uses), ...shared.flatMap((one) => one.uses).filter(({ part, field }) => part === "params" && path.includes(`{${field}}`))]
    .flatMap((use) => carrier.use(use)).filter(({ part, field, use }) => !sets.has(use.name) && (part !== "params" || hasParameter(path, field)))
  const assess = (part: Part): InputEvidence => assessPart({
    uses: uses.filter((use) => use.part === part),
    checks: checks.filter((check) => check.part === part),
    isIncomplete: own.some((one) => one.isIncomplete),
    // A pipe that checks what comes in by its written type may drop what the type does not have.
    isChanged: part === "body" && (declared?.enforces?.some(({ unnamed }) => unnamed !== "present") === true || met.some((one) => one.changesBody)),
  })
  return Object.fromEntries(PARTS.map((part) => [part, assess(part)])) as Record<Part, InputEvidence>
}

/** Whether code tests what a name stands for: `if (request.validationError)`. */
function testsName({ context }: Frame, wanted: string | undefined, { evaluator }: InputAnalysis): boolean {
  return bodyOf(context).regions.some(([, { test }]) =>
    test !== undefined && [...originsOf(evaluator.evaluate(test, context), evaluator)].some(({ name }) => name === wanted))
}

function listSchemas({ chain, declared }: Operation, inputsOf: (step: Step) => HandlerInputs): readonly PartSchema[] {
  const native = PARTS.flatMap((part): PartSchema[] => {
    const schema = declared?.inputs?.[part]
    return schema === undefined ? [] : [{ part: part === "body" ? declared?.carrier ?? part : part, schema, by: "framework" }]
  })
  const expected = (declared?.expects ?? []).flatMap(({ part, kind, field, schema }): PartSchema[] =>
    (field === undefined && declared?.enforces?.some((one) => one.kind === kind) === true ? [{ part, schema, by: "framework" }] : []))
  const checked = chain.flatMap((step): readonly Check[] => inputsOf(step).checks)
    .flatMap(({ part, schema, by }): PartSchema[] => (schema === undefined ? [] : [{ part, schema, by }]))
  return [...native, ...expected, ...checked]
}
