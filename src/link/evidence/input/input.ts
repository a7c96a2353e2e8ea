/**
 * Inputs: how each part of the request is used on a route, and whether something checks it before.
 *
 * @module
 */
import type { CallId } from "../../../model/ids.ts"
import type { Framework } from "../../../frameworks/framework.ts"
import { logging } from "../../../knowledge/logging.ts"
import { find } from "../../../knowledge/table.ts"
import type { Evidence, Part } from "../../../model/evidence.ts"
import type { Expression } from "../../../model/expression.ts"
import type { ReadFact } from "../../../model/facts.ts"
import type { InputEvidence, InputUse } from "../../../model/route.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import { checkOf } from "../../../validators/find.ts"
import type { CallGraph, CallGraphs, Frame } from "../../effects/graph-types.ts"
import { memoizePerGraph } from "../../effects/per-graph.ts"
import { siteKey } from "../../evaluate/call-site.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { flatten, possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isFeasible } from "../../evaluate/feasible-path.ts"
import { isRole } from "../../evaluate/framework-values.ts"
import { originsOf } from "../../evaluate/provenance.ts"
import type { Operation, Step } from "../../routing/operation.ts"
import { bodyOf } from "../../source/function-body.ts"
import { locate } from "../../source/location.ts"
import { typeText } from "../../source/type-text.ts"
import { admitsAnything, namedFields, uncheckedFields } from "../schema/schema-fields.ts"
import type { SchemaReader } from "../schema/schema-reader.ts"
import type { Check, Checked } from "./check.ts"
import type { Checks } from "./checks.ts"
import { isComparedIn } from "./literal-comparisons.ts"
import { partNamed, partOf } from "./request-part.ts"

/** A use of one part of the request; `field` is undefined when it is used whole. */
interface Use {
  readonly part: Part
  readonly field: string | undefined
  readonly use: InputUse
  /** Only to decide something, never as a value. */
  readonly isTest: boolean
}

/** A parameter that the path does not have is read for another route: by a guard that several share. */
const hasParameter = (path: string, field: string | undefined): boolean =>
  path.includes("{*}") || (field === undefined ? path.includes("{") : path.includes(`{${field}}`))

/** Brings the one input that some frameworks have to the parts of the request that carry it: see `Declared.carrier`. */
function carrierOf({ declared, path }: Operation, schemas: SchemaReader): {
  use(use: Use): readonly Use[]
  check(check: Check): readonly Check[]
} {
  const carrier = declared?.carrier
  if (carrier === undefined) return { use: (use) => [use], check: (check) => [check] }
  const named = new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name))
  const schema = declared?.inputs?.body
  const keys = schema === undefined ? undefined : namedFields(schemas.shapeOf(schema))
  // Without a schema nothing comes in.
  if (schema === undefined) return { use: (use) => (use.part === "body" ? [] : [use]), check: (check) => [check] }
  const isInPath = keys !== undefined && keys.size > 0 && [...keys].every((key) => named.has(key))
  const whole: readonly Part[] = [...(named.size > 0 ? ["params" as const] : []), ...(isInPath ? [] : [carrier])]
  const partOfField = (field: string): Part => (named.has(field) ? "params" : carrier)
  return {
    use: (one) => (one.part !== "body" ? [one] : one.field === undefined
      ? whole.map((part) => ({ ...one, part }))
      : [{ ...one, part: partOfField(one.field) }]),
    check: (one) => {
      if (one.part !== "body") return [one]
      const { fields } = one
      if (fields === "all" || fields.size === 0) return whole.map((part) => ({ ...one, part }))
      return [...new Set([...fields].map(partOfField))].map((part) => ({ ...one, part, fields: new Set([...fields].filter((field) => partOfField(field) === part)) }))
    },
  }
}

/** What one handler does with the request. */
interface InputSummary extends Checked {
  readonly uses: readonly Use[]
  /** Names that the code itself sets: `request.body.userId = session.userId` is no input. */
  readonly sets: ReadonlySet<string>
  readonly isIncomplete: boolean
  /** It puts another body in the place of the one that came, or takes something out of it. */
  readonly rewritesBody: boolean
}

const PARTS: readonly Part[] = ["body", "query", "params"]

/** What comes in whole and is no object is tested by its size: `if (bytes.byteLength > limit)`. */
const isSizeTest = ({ kind, fields }: Check): boolean =>
  kind === "manual" && fields !== "all" && ["byteLength", "size", "length"].some((name) => fields.has(name))

/** Where middleware is written for all routes that come after. */
const STACKS: ReadonlySet<Framework["scope"]> = new Set(["ordered stack", "ordered mounts"])

/** Analyzes the inputs of routes. */
export interface Inputs {
  inputsOf(operation: Operation, graphOf: (step: Step) => CallGraph): Readonly<Record<Part, InputEvidence>>
  /** The schemas that whole parts of its requests are checked with, by the framework, middleware or its code; `by` is what checks. */
  schemasOf(operation: Operation, graphOf: (step: Step) => CallGraph): readonly { readonly part: Part; readonly schema: AbstractValue; readonly by: "framework" | Evidence }[]
}

/**
 * An analysis of inputs.
 *
 * @returns the analysis; it remembers what each handler uses and checks
 */
export function createInputs(evaluator: Evaluator, callGraphs: CallGraphs, checks: Checks, schemas: SchemaReader): Inputs {
  const summaryIn = memoizePerGraph((graph: CallGraph, framework: Framework, step: Step) => summarize(step, graph, framework), (framework) => framework)
  const summaryOf = (step: Step, graph: CallGraph, framework: Framework): InputSummary => summaryIn(graph, framework, step)

  function summarize(step: Step, graph: CallGraph, framework: Framework): InputSummary {
    const checked = checks.checksOf(step.handler, graph, framework)
    const uses = graph.frames.flatMap((frame) => [
      ...bodyOf(frame.context).reads.flatMap((read) => useOfRead(read, frame, checked.sites, framework)),
      ...usesByTable(frame, checked.sites, framework),
      ...usesByCall(frame, checked.sites, framework),
    ])
    const isIncomplete = graph.unresolvedCalls.some((site) => evaluator.arguments(site).some((value) => isRole(value, "request") || isRole(value, "context")))
    const sets = new Set(graph.frames.flatMap((frame) => namesSetBy(frame, framework)))
    return { ...checked, uses, sets, isIncomplete, rewritesBody: graph.frames.some((frame) => rewritesBody(frame, framework)) }
  }

  /** `request.body = pick(...)`, `delete request.body.role`, also of a copy `{ ...request.body }`, `const { role, ...rest } = request.body`. */
  function rewritesBody({ context }: Frame, framework: Framework): boolean {
    const isWhole = (value: AbstractValue): boolean => {
      const part = partOf(value, framework, evaluator)
      return part?.part === "body" && part.field === undefined
    }
    const isBody = (expression: Expression): boolean => isWhole(evaluator.evaluate(expression, context))
    const isCopy = (expression: Expression): boolean => possibleValues(evaluator.evaluate(expression, context)).some((one) =>
      one.kind === "object" && one.value.entries.some(({ name, key, value: spread }) =>
        name === undefined && key === undefined && isWhole(evaluator.evaluate(spread, one.context))))
    const { assignments, calls, reads } = bodyOf(context)
    const isAssigned = assignments.some(({ target, value: expression }) => {
      if (target.kind !== "member" && target.kind !== "element") return false
      const isDeleted = expression.kind === "global" && expression.name === "undefined"
      return (target.kind === "member" && target.name === "body" && isBody(target)) || ((isDeleted || target.kind === "element") && (isBody(target.object) || isCopy(target.object)))
    })
    // What a validator has looked at, and whose answer nobody takes, may have been rejected for what it should not have.
    const isLookedAt = (): boolean => calls.some(([call, { arguments: values }]) =>
      checkOf(nameOf(evaluator.callee({ module: context.module, call, context }).target, evaluator)) !== undefined
      && values.some((expression) => isBody(expression) || isCopy(expression)))
    const taken = reads.filter(({ use }) => use.kind === "pattern").map(({ value: expression }) => expression)
    return isAssigned || taken.some((expression) => taken.some((one) => one.kind === "member" && one.object === expression) && isBody(expression)) || isLookedAt()
  }

  function namesSetBy({ context }: Frame, framework: Framework): readonly string[] {
    return bodyOf(context).assignments.flatMap(({ target }) => {
      if (target.kind !== "member") return []
      const object = nameOf(evaluator.evaluate(target.object, context), evaluator)
      const part = object === undefined ? undefined : partNamed(`${object}.${target.name}`, framework)
      return part?.field === undefined ? [] : [part.name]
    })
  }

  function useOfRead(read: ReadFact, frame: Frame, checkedSites: ReadonlySet<string>, framework: Framework): readonly Use[] {
    const { module } = frame.context
    if (!isFeasible(read.region, frame.context, evaluator, read.at)) return []
    const value = evaluator.evaluate(read.value, frame.context)
    const part = partOf(value, framework, evaluator)
    if (part === undefined || (part.field === undefined && !isWholeUse(read, frame))) return []
    const isChecked = read.use.kind === "argument" && checkedSites.has(siteKey({ module, call: read.use.call, context: frame.context }))
    // What came in, or what a check has made of it: let body = request.body; if (schema) body = schema.parse(body).
    if (isChecked || possibleValues(value).some((one) => checks.isChecked(one)) || isLogged(read, frame)) return []
    const isTest = read.use.kind === "test" || isComparedIn(read, frame.context, evaluator)
    const cast = read.cast === undefined ? undefined : typeText(read.cast, module)
    return [{ part: part.part, field: part.field, use: { at: locate(module, read.at), name: cast !== undefined && read.use.kind === "pattern" ? `request.${part.part}` : part.name, cast }, isTest }]
  }

  /** `context.req.query("page")`: a call that a framework has for reading a part of the request. */
  function usesByCall(frame: Frame, checkedSites: ReadonlySet<string>, framework: Framework): readonly Use[] {
    const { context } = frame
    const { module } = context
    return callGraphs.callsOf(frame).flatMap((site): Use[] => {
      const canonical = evaluator.canonicalCall(evaluator.callee(site).target, site)
      const part = canonical === undefined ? undefined : partOf(canonical, framework, evaluator)
      const fact = module.facts.calls[site.call]
      if (part === undefined || fact === undefined || !isFeasible(fact.region, context, evaluator, fact.at)) return []
      const isThis = (expression: Expression): boolean => expression.kind === "call" && expression.id === site.call
      const taking = module.facts.calls.findIndex((call) => call.arguments.some(isThis))
      if (taking >= 0 && checkedSites.has(siteKey({ module, call: taking, context }))) return []
      // The whole part is used where it goes to something that cannot be followed; where it is kept, its members are read.
      if (part.field === undefined && (taking < 0 || isFollowed({ module, call: taking, context }))) return []
      const isTest = module.facts.regions.some(({ test }) => test !== undefined && isThis(test))
      return [{ part: part.part, field: part.field, use: { at: locate(module, fact.calleeAt), name: part.name, cast: undefined }, isTest }]
    })
  }

  const isFollowed = (site: CallSite): boolean => {
    const { target } = evaluator.callee(site)
    return target.kind === "function" || target.kind === "class"
  }

  /** `update({ body })` to a function that takes `body` out again: what that does with it is looked at there. */
  function isTakenApart(read: ReadFact, { context }: Frame): boolean {
    const { module } = context
    return module.facts.calls.some((fact, call) => fact.arguments.some((expression, index) => {
      const name = expression.kind !== "object" ? undefined : expression.entries.find((entry) => entry.value === read.value)?.name
      return name !== undefined && possibleValues(evaluator.callee({ module, call, context }).target).some((target) => {
        if (target.kind !== "function") return false
        const { reads, locals } = target.context.module.facts
        const isMember = (one: Expression): boolean =>
          one.kind === "member" && one.name === name && one.object.kind === "parameter" && one.object.of === target.id && one.object.index === index
        return reads.some((one) => isMember(one.value)) || locals.some((local) => local.values.some(isMember))
      })
    }))
  }

  /** Pieces of a stream that a list of the function's own gathers are used where the list is: `chunks.push(chunk)`. */
  function isGathered(call: CallId, { context }: Frame): boolean {
    const { facts } = context.module
    const callee = facts.calls[call]?.callee
    if (callee?.kind !== "member" || callee.name !== "push" || callee.object.kind !== "local") return false
    return facts.regions[facts.locals[callee.object.id]?.region ?? -1]?.function === context.of
  }

  /** A message in a log is no work that is done with it. */
  function isLogged({ use }: ReadFact, { context }: Frame): boolean {
    if (use.kind !== "argument") return false
    const { target } = evaluator.callee({ module: context.module, call: use.call, context })
    return target.kind !== "function" && find(logging, nameOf(target, evaluator)) !== undefined
  }

  /** A whole part counts where it goes somewhere that cannot be followed, or into a new object. */
  function isWholeUse(read: ReadFact, frame: Frame): boolean {
    const { use } = read
    switch (use.kind) {
      case "initial":
      case "pattern":
      case "test":
        return false
      case "receiver":
        return false
      case "argument": {
        const site = { module: frame.context.module, call: use.call, context: frame.context }
        const { target, method } = evaluator.callee(site)
        if (target.kind === "function" || target.kind === "class") return false
        if (method === "run" || isGathered(use.call, frame) || nameOf(target, evaluator) === "JSON.parse") return false
        const name = nameOf(target, evaluator)
        return name === undefined || !/^(?:console|Object\.(?:keys|values|entries|hasOwn|fromEntries)|express-validator|JSON\.stringify|.*\.(?:log|info|debug|warn|error|trace))\b/.test(name)
      }
      case "assigned":
        return false
      // What a helper hands back under a name is used where that name is: return { body, query }.
      case "entry": {
        if (isTakenApart(read, frame)) return false
        return frame.from === undefined || !frame.fact.returns.some(({ value: expression }) => expression?.kind === "object" && expression.entries.some((entry) => entry.value === read.value))
      }
      default:
        return true
    }
  }

  /** lodash's pick and the like: the fields that they name are used. */
  function usesByTable(frame: Frame, checkedSites: ReadonlySet<string>, framework: Framework): readonly Use[] {
    return callGraphs.callsOf(frame).flatMap((site): Use[] => {
      const { target } = evaluator.callee(site)
      const name = nameOf(target, evaluator)
      if (name === undefined || !/(?:^|[./])pick$/.test(name) || checkedSites.has(siteKey(site))) return []
      const [object, ...keys] = evaluator.arguments(site)
      const part = object === undefined ? undefined : nameOf(object, evaluator)
      const at = locate(site.module, site.module.facts.calls[site.call]?.calleeAt ?? 0)
      return flatten(keys).flatMap((key): Use[] => {
        const field = key.kind === "literal" && typeof key.value === "string" ? key.value : undefined
        const found = part === undefined || field === undefined ? undefined : partNamed(`${part}.${field}`, framework)
        return found === undefined ? [] : [{ part: found.part, field: found.field, use: { at, name: found.name, cast: undefined }, isTest: false }]
      })
    })
  }

  function inputsOf(operation: Operation, graphOf: (step: Step) => CallGraph): Readonly<Record<Part, InputEvidence>> {
    const { framework, declared, chain } = operation
    // What middleware of all routes reads is no use of the route; what it checks is checked.
    const isGlobal = (step: Step): boolean => step.isLifted === true || (!step.isOwn && step.base === "" && STACKS.has(step.framework.scope))
    const summaries = chain.filter((step) => !isGlobal(step)).map((step) => summaryOf(step, graphOf(step), step.framework))
    const global = chain.filter(isGlobal).map((step) => summaryOf(step, graphOf(step), step.framework))
    const carry = carrierOf(operation, schemas)
    const uses = summaries.flatMap((one) => one.uses).flatMap((use) => carry.use(use))
    const met = [...global, ...summaries]
    const testsChainResults = met.some((one) => one.hasChainResult)
    const done = met.flatMap((one) => (testsChainResults ? [...one.checks, ...one.chains] : one.checks))
    const carried = done.flatMap((check) => carry.check(check))
    const isIncomplete = summaries.some((one) => one.isIncomplete)
    const isResultTested = declared?.resultTest === undefined || chain.some((step) => graphOf(step).frames.some((frame) => tests(frame, declared.resultTest)))
    const enforced = declared?.expects?.filter(({ kind }) => declared.enforces?.includes(kind) === true) ?? []
    const answer = (part: Part): InputEvidence => {
      const byHand = new Set(done.flatMap(({ kind, fields: tested }) => (kind === "manual" && tested !== "all" ? [...tested] : [])))
      const native = PARTS.flatMap((from): readonly Check[] => {
        const schema = declared?.inputs?.[from]
        if (schema === undefined || admitsAnything(schema, schemas) || !isResultTested) return []
        // A field that the schema lets through whatever it is, and that is tested by hand, is checked by hand.
        const shape = schemas.shapeOf(schema)
        const weak = uncheckedFields(shape)
        const keys = namedFields(shape)
        const named = keys === undefined ? "all" : new Set([...keys].filter((key) => !weak.has(key) || !byHand.has(key)))
        const whole: Check = { part: from, fields: named, kind: "validated", isClosed: true, by: { at: operation.at, name: "schema" } }
        const isParsed = framework.inputsAreParsed === true && (named === "all" || named.size === keys?.size)
        return carry.check(whole).map((one) => (isParsed ? { ...one, fields: "all" as const } : one))
      }).filter((one) => one.part === part)
      const fields = declared?.fields?.[part]
      const single: readonly Check[] = fields === undefined
        ? []
        : [{ part, fields: new Set(fields), kind: "validated", isClosed: false, by: { at: operation.at, name: "schema" } }]
      const typed = enforced.filter((one) => one.part === part).map(({ field, schema }): Check => ({
        part, fields: field === undefined ? namedFields(schemas.shapeOf(schema)) ?? "all" : new Set([field]), kind: "validated",
        isClosed: field === undefined, by: { at: operation.at, name: "schema" },
      }))
      const isServed = (one: Use): boolean => one.part === part && !met.some(({ sets }) => sets.has(one.use.name)) && (part !== "params" || hasParameter(operation.path, one.field))
      // A pipe that checks what comes in by its written type may drop what the type does not have.
      const rewrites = part === "body" && ((declared?.enforces?.length ?? 0) > 0 || [...global, ...summaries].some((one) => one.rewritesBody))
      return assess(uses.filter(isServed), [...native, ...single, ...typed, ...carried.filter((one) => one.part === part)], isIncomplete, rewrites)
    }
    return Object.fromEntries(PARTS.map((part) => [part, answer(part)])) as Record<Part, InputEvidence>
  }

  function schemasOf({ chain, declared }: Operation, graphOf: (step: Step) => CallGraph): ReturnType<Inputs["schemasOf"]> {
    const native = PARTS.flatMap((part) => {
      const schema = declared?.inputs?.[part]
      return schema === undefined ? [] : [{ part: part === "body" ? declared?.carrier ?? part : part, schema, by: "framework" as const }]
    })
    const expected = (declared?.expects ?? []).flatMap(({ part, kind, field, schema }) =>
      (field === undefined && declared?.enforces?.includes(kind) === true ? [{ part, schema, by: "framework" as const }] : []))
    const met = chain.flatMap((step) => summaryOf(step, graphOf(step), step.framework).checks)
    const checked = met.flatMap(({ part, schema, by }) => (schema === undefined ? [] : [{ part, schema, by }]))
    return [...native, ...expected, ...checked]
  }

  function tests({ context }: Frame, name: string | undefined): boolean {
    return bodyOf(context).regions.some(
      ([, { test }]) => test !== undefined
        && [...originsOf(evaluator.evaluate(test, context), evaluator)].some((one) => one.name === name),
    )
  }

  function assess(uses: readonly Use[], met: readonly Check[], isIncomplete: boolean, rewrites: boolean): InputEvidence {
    const schemas = met.filter(({ kind }) => kind === "validated")
    const isNarrowed = schemas.some(({ isClosed }) => isClosed) ? "yes" : schemas.length > 0 || isIncomplete || rewrites ? "unknown" : "no"
    return { ...assessUses(uses, met, isIncomplete), isNarrowed }
  }

  function assessUses(uses: readonly Use[], met: readonly Check[], isIncomplete: boolean): Omit<InputEvidence, "isNarrowed"> {
    const by = met.map((check) => check.by)
    const values = uses.filter((one) => !one.isTest)
    const isCovered = (use: Use, kind: Check["kind"]): boolean =>
      met.some((check) => check.kind === kind && (use.field === undefined ? check.isClosed || isSizeTest(check) : check.fields === "all" || check.isExact === true || check.fields.has(use.field)))
    const open = values.find((use) => !isCovered(use, "validated") && !isCovered(use, "manual"))
    if (open !== undefined) return { answer: "unvalidated", use: open.use, by }
    const manual = values.find((use) => !isCovered(use, "validated"))
    if (manual !== undefined) return { answer: "manual", use: manual.use, by }
    if (values.length > 0 || met.some((check) => check.kind === "validated" && check.isAnywhere !== true)) return { answer: "validated", use: undefined, by }
    if (uses.length > 0) return { answer: "manual", use: uses[0]?.use, by }
    return { answer: isIncomplete ? "unknown" : "unused", use: undefined, by }
  }

  return { inputsOf, schemasOf }
}
