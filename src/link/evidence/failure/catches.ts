/**
 * What a `catch` does with what it caught.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import { cleanupName, endingName, probeName, reachesOut } from "../../../knowledge/failures.ts"
import type { Expression } from "../../../model/expression.ts"
import type { Module } from "../../../model/facts.ts"
import type { ReachedCatch } from "../../../model/failures.ts"
import type { AbstractValue, CallSite, Context } from "../../../model/values.ts"
import type { Frame } from "../../effects/graph-types.ts"
import { logOf } from "../../effects/log-calls.ts"
import { answerOf, answersAssigned } from "../../effects/responses.ts"
import { ancestryOf, nameOf } from "../../evaluate/canonical-name.ts"
import { functionOf } from "../../evaluate/context.ts"
import { possibleValues, UNDEFINED } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { contentOf, isWithin, regionsAround } from "../../source/control-flow.ts"
import { locate } from "../../source/location.ts"

/** What a code unit of code does about a failure. */
export interface HandlerEffects {
  readonly rethrows: boolean
  readonly answers: boolean
  readonly status: number | undefined
  readonly logger: string | undefined
  readonly isUnfollowed: boolean
}

const NONE: HandlerEffects = { rethrows: false, answers: false, status: undefined, logger: undefined, isUnfollowed: false }

function together(all: readonly HandlerEffects[]): HandlerEffects {
  return {
    rethrows: all.some((one) => one.rethrows),
    answers: all.some((one) => one.answers),
    status: all.find((one) => one.status !== undefined)?.status,
    logger: all.find((one) => one.logger !== undefined)?.logger,
    isUnfollowed: all.some((one) => one.isUnfollowed),
  }
}

const mentioned = new WeakMap<Module, ReadonlySet<number>>()

/** The catch regions whose error is named somewhere. */
function mentionedCatches(module: Module): ReadonlySet<number> {
  const known = mentioned.get(module)
  if (known !== undefined) return known
  const found = new Set<number>()
  const seen = new Set<Expression>()
  const walk = (expression: Expression | undefined): void => {
    if (expression === undefined || seen.has(expression)) return
    seen.add(expression)
    if (expression.kind === "caught") found.add(expression.of)
    else if (expression.kind === "member") walk(expression.object)
    else if (expression.kind === "element") [expression.object, expression.index].forEach(walk)
    else if (expression.kind === "template") expression.parts.forEach(walk)
    else if (expression.kind === "object") for (const entry of expression.entries) [entry.key, entry.value].forEach(walk)
    else if (expression.kind === "array") expression.items.forEach(walk)
    else if (expression.kind === "spread") walk(expression.value)
    else if (expression.kind === "choice") [expression.test, ...expression.of].forEach(walk)
    else if (expression.kind === "operation") expression.operands.forEach(walk)
  }
  const { calls, throws, assignments, functions, locals, reads, regions } = module.facts
  for (const call of calls) [call.callee, ...call.arguments].forEach(walk)
  for (const one of [...throws, ...assignments, ...reads]) walk(one.value)
  for (const one of functions) for (const { value: expression } of one.returns) walk(expression)
  // The variable that the catch itself declares is over the error; it counts where it is read.
  const declared = new Set<number>()
  for (const [id, local] of locals.entries()) {
    const isOwn = regions[local.region]?.kind === "catch" && local.values.every((expression) => rootOf(expression).kind === "caught")
    if (isOwn) declared.add(id)
    else local.values.forEach(walk)
  }
  for (const one of reads) {
    const root = rootOf(one.value)
    if (root.kind === "local" && declared.has(root.id)) locals[root.id]?.values.forEach(walk)
  }
  for (const one of regions) [one.test, one.iterates].forEach(walk)
  mentioned.set(module, found)
  return found
}

function rootOf(expression: Expression): Expression {
  return expression.kind === "member" || expression.kind === "element" ? rootOf(expression.object) : expression.kind === "operation" && expression.operands[0] !== undefined ? rootOf(expression.operands[0]) : expression
}

const ERROR_FIELD = /^(?:errors?|message|reason|status(?:Code)?|isError|err|code|issues)$/

/** Analyzes what catches do, in an application of one framework. */
export interface Catches {
  /** The catches in one running function, and those of the promises that it starts. */
  catchesIn(frame: Frame, calls: readonly CallSite[], framework: Framework): readonly ReachedCatch[]
  /** What a running function does, itself and through what it calls. */
  deedsOf(frame: Frame, framework: Framework): HandlerEffects
}

/**
 * An analysis of catches.
 *
 * @returns the analysis
 */
export function createCatches(evaluator: Evaluator): Catches {
  /** What the code of a region does, functions inside it included. */
  function effectsIn(region: number, frame: Pick<Frame, "context" | "via">, framework: Framework, error: (value: AbstractValue) => boolean, depth = 0): HandlerEffects {
    const { context } = frame
    const { module } = context
    const { calls, throws, returns } = contentOf(region, module)
    const found: HandlerEffects[] = throws.length > 0 ? [{ ...NONE, rethrows: true }] : []
    for (const call of calls) found.push(effectOf({ module, call, context }, framework, error, depth))
    for (const { region: at, form, status } of answersAssigned(context, framework, evaluator)) {
      if (isWithin(module, at, region)) found.push({ ...NONE, answers: form.isPartial !== true || (status ?? 0) >= 400, status })
    }
    const isHandler = frame.via.length === 0 && framework.answersReturns
    for (const { value: expression, of } of returns) {
      if (expression === undefined) continue
      const value = evaluator.evaluate(expression, context)
      if (isErrorAnswer(value) || (isHandler && of === context.of && hasErrorField(value))) found.push({ ...NONE, answers: true })
    }
    return together(found)
  }

  function effectOf(site: CallSite, framework: Framework, error: (value: AbstractValue) => boolean, depth: number): HandlerEffects {
    const fact = site.module.facts.calls[site.call]
    const { target, method, receiver } = evaluator.callee(site)
    if (fact === undefined) return NONE
    const log = logOf(site, evaluator)
    if (log !== undefined) return { ...NONE, logger: log.name }
    if (target.kind === "role" && target.name === "next") return { ...NONE, rethrows: evaluator.arguments(site).length > 0, answers: true }
    const response = answerOf(site, framework, evaluator)
    if (response !== undefined) return { ...NONE, answers: response.form.isPartial !== true, status: response.status }
    const values = evaluator.arguments(site)
    const handsOn = values.some((value) => possibleValues(value).some((one) => one.kind === "role" && (one.name === "response" || one.name === "context" || one.name === "next")))
    const isCallback = fact.callee.kind === "parameter" && target.kind !== "function"
    if (isCallback || (method !== undefined && endingName.test(method))) return { ...NONE, rethrows: isCallback, answers: true }
    const name = nameOf(target, evaluator)
    if (name === "process.exit" || name === "Promise.reject") return { ...NONE, rethrows: true }
    const inside = depth < 3 ? possibleValues(target).flatMap((one) => {
      const running = evaluator.enter(one, site)
      const region = running === undefined ? undefined : functionOf(running)?.region
      return running === undefined || region === undefined ? [] : [effectsIn(region, { context: running, via: [""] }, framework, () => false, depth + 1)]
    }) : []
    const isResponse = receiver !== undefined && possibleValues(receiver).some((one) => one.kind === "role" && one.name === "response")
    const isUnknown = inside.length === 0 && (values.some(error) || (handsOn && name === undefined))
    return together([...inside, { ...NONE, answers: handsOn && !isResponse, isUnfollowed: isUnknown && fact.isNew === false }])
  }

  const isErrorAnswer = (value: AbstractValue): boolean => possibleValues(value).some((one) => {
    const name = nameOf(one, evaluator)
    if (name !== undefined && /(?:^|\.)(?:Response|NextResponse)(?:\.\w+)?\(\)$|\bPromise\.reject\(\)$|Error\(\)$/.test(name)) return true
    return one.kind === "instance" && ancestryOf(one.of, evaluator).some((each) => /error|exception/i.test(each))
  })

  const hasErrorField = (value: AbstractValue): boolean =>
    possibleValues(value).some((one) => one.kind === "object" && [...evaluator.entries(one).keys()].some((key) => ERROR_FIELD.test(key)))

  function catchesIn(frame: Frame, calls: readonly CallSite[], framework: Framework): readonly ReachedCatch[] {
    const { context } = frame
    const { module } = context
    const { regions } = module.facts
    const clauses = regions.flatMap((fact, region): ReachedCatch[] => {
      if (fact.kind !== "catch" || fact.function !== context.of) return []
      const isError = (value: AbstractValue): boolean => value.kind === "caught"
      const effects = effectsIn(region, frame, framework, isError)
      const tried = calls.filter((site) => isWithin(module, module.facts.calls[site.call]?.region ?? -1, fact.paired ?? -1))
      const guarded = guardedBy(tried)
      const after = calls.filter((site) => !tried.includes(site) && isFullAnswer(site, framework))
      const hangs = frame.via.length === 0 && !framework.answersReturns && tried.some((site) => isFullAnswer(site, framework)) && after.length === 0 && !effects.answers && !effects.rethrows
      const at = locate(module, fact.at)
      return [{
        ...effects, form: "clause", at: { ...at, end: at.start + "catch".length }, isUsed: mentionedCatches(module).has(region), isExplained: fact.isExplained === true, guarded,
        outcome: hangs ? "hangs" : fact.isEmpty === true && hasEffect(tried) && regions[fact.paired ?? -1]?.exits === false ? "continues" : "falls back", via: frame.via,
      }]
    })
    return [...clauses, ...calls.flatMap((site) => promiseCatch(site, frame, framework))]
  }

  const isFullAnswer = (site: CallSite, framework: Framework): boolean => {
    const response = answerOf(site, framework, evaluator)
    const { target } = evaluator.callee(site)
    return (response !== undefined && response.form.isPartial !== true) || (target.kind === "role" && target.name === "next")
  }

  /** Something is done for its effect: where only a value is fetched, the one from before the `try` stands in for it. */
  const hasEffect = (tried: readonly CallSite[]): boolean => tried.some((site) => {
    const fact = site.module.facts.calls[site.call]
    return fact?.result === "discarded" && (fact.isAwaited || reachesOut(nameOf(evaluator.callee(site).target, evaluator)))
  })

  /** What is tried: asynchronous work that is no release, or only the form of a value. */
  function guardedBy(tried: readonly CallSite[]): ReachedCatch["guarded"] {
    const named = tried.map((site) => {
      const { target, method } = evaluator.callee(site)
      const name = nameOf(target, evaluator)
      const isAwaited = site.module.facts.calls[site.call]?.isAwaited === true
      return { isWork: (isAwaited || reachesOut(name)) && !(name !== undefined && probeName.test(name)), isCleanup: cleanupName.test(method ?? name?.split(".").at(-1) ?? "") }
    })
    const work = named.filter((one) => one.isWork)
    if (named.some((one) => one.isCleanup) && work.every((one) => one.isCleanup)) return "cleanup"
    return work.length === 0 ? "probe" : "work"
  }

  /** `save().catch(() => {})`, `save().then(done, () => {})`. */
  function promiseCatch(site: CallSite, frame: Frame, framework: Framework): readonly ReachedCatch[] {
    const { module, context } = site
    const fact = module.facts.calls[site.call]
    const { method, target } = evaluator.callee(site)
    if (fact === undefined || fact.callee.kind !== "member" || (method !== "catch" && method !== "then") || target.kind === "function") return []
    const handler = evaluator.arguments(site)[method === "catch" ? 0 : 1]
    const tried = fact.callee.object
    if (handler === undefined || tried.kind !== "call") return []
    return possibleValues(handler).flatMap((one): ReachedCatch[] => {
      if (one.kind !== "function") return []
      const code = one.context.module.facts.functions[one.id]
      const running = evaluator.enter(one, site, [{ kind: "caught" }])
      if (code === undefined || running === undefined) return []
      const effects = effectsIn(code.region, { context: running, via: ["", ...frame.via] }, framework, (value) => value.kind === "caught")
      const isSilent = contentOf(code.region, one.context.module).calls.length === 0
        && code.returns.every(({ value: expression }) => expression === undefined || isNothing(evaluator.evaluate(expression, running)))
      const chain = promiseChain(tried, module, context)
      return [{
        ...effects, form: "promise", at: locate(module, fact.calleeAt), isUsed: usesParameter(one.context.module, one.id), isExplained: code.isExplained === true,
        guarded: guardedBy(chain) === "cleanup" || isAmendment(fact.region, module) ? "cleanup" : "work", outcome: isSilent && fact.result === "discarded" ? "continues" : "falls back", via: frame.via,
      }]
    })
  }

  return { catchesIn, deedsOf: (frame, framework) => effectsIn(frame.fact.region, frame, framework, (value) => value.kind === "role" && value.name === "error") }
}

/** What is done in a `catch` puts right what failed before: that failure is the one to tell of. */
const isAmendment = (region: number, module: Module): boolean =>
  [...regionsAround(region, module)].some((one) => module.facts.regions[one]?.kind === "catch")

const isNothing = (value: AbstractValue): boolean => value === UNDEFINED || (value.kind === "literal" && (value.value === null || value.value === false)) || value.kind === "unknown"

/** The calls of a chain, outermost first. */
function promiseChain(start: Expression, module: Module, context: Context): readonly CallSite[] {
  const found: CallSite[] = []
  for (let expression: Expression | undefined = start; expression?.kind === "call" && found.length < 24;) {
    found.push({ module, call: expression.id, context })
    const callee: Expression | undefined = module.facts.calls[expression.id]?.callee
    expression = callee?.kind === "member" ? callee.object : undefined
  }
  return found
}

const used = new WeakMap<Module, ReadonlySet<number>>()

/** Whether the function names its first parameter; a pattern counts as named. */
function usesParameter(module: Module, id: number): boolean {
  const fact = module.facts.functions[id]
  if (fact === undefined || fact.parameters.length === 0) return false
  if (fact.parameters[0]?.name === undefined) return true
  let known = used.get(module)
  if (known === undefined) {
    const found = new Set<number>()
    const seen = new Set<Expression>()
    const walk = (value: unknown): void => {
      if (typeof value !== "object" || value === null || seen.has(value as Expression)) return
      seen.add(value as Expression)
      const one = value as Expression
      if (one.kind === "parameter" && one.index === 0) found.add(one.of)
      Object.values(value).forEach(walk)
    }
    const { calls, throws, assignments, functions, locals, reads, regions } = module.facts
    ;[calls, throws, assignments, functions.map((one) => one.returns), locals.map((one) => one.values), reads, regions].forEach(walk)
    known = found
    used.set(module, known)
  }
  return known.has(id)
}
