/**
 * Why a route is open by intent.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import { auth } from "../../../knowledge/auth.ts"
import { isPublicPath, publicHolder } from "../../../knowledge/public.ts"
import { find } from "../../../knowledge/table.ts"
import type { Location } from "../../../model/evidence.ts"
import type { Expression } from "../../../model/expression.ts"
import type { Module } from "../../../model/facts.ts"
import type { AbstractValue } from "../../../model/values.ts"
import { responsesIn } from "../../effects/responses.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isTaintedByRequest, originsOf } from "../../evaluate/provenance.ts"
import type { Sources } from "../../evaluate/sources.ts"
import { toHandler } from "../../routing/handlers.ts"
import type { Operation, Step } from "../../routing/operation.ts"
import { matchesSetting } from "../../../path/route-setting.ts"
import { analyzeAuth, type AuthAnalysis, exemptionOf } from "./verdict.ts"

export function publicBy(operation: Operation, analysis: AuthAnalysis, { settings }: Sources): string | undefined {
  const { method, path, declared, framework } = operation
  const { evaluator } = analysis
  if (settings.public?.some((pattern) => matchesSetting(pattern, method, path)) === true) return "setting"
  const mark = framework.publicMarks.find(({ path: wanted, value }) => {
    if (declared?.options === undefined) return false
    const found = wanted.reduce<AbstractValue>((object, name) => evaluator.member(object, name), declared.options)
    return found.kind === "literal" && found.value === value
  })
  if (mark !== undefined) return mark.path.join(".")
  const isSet = (value: AbstractValue): boolean => value.kind === "literal" && value.value === true
  const key = [...declared?.metadata ?? []].find(([name, value]) => framework.publicMetadata?.test(name) === true && isSet(value))?.[0]
  if (key !== undefined) return key
  if (method === "OPTIONS") return "pre-flight request"
  const own = operation.chain.at(-1)
  if (own !== undefined && isSignIn(own, framework, analysis)) return "sign-in"
  const code = operation.chain.at(-1) === undefined ? undefined : toHandler(operation.chain.at(-1) as Step, evaluator).code
  const holder = holderOf(operation.at, evaluator)
  if (holder !== undefined && publicHolder.test(holder)) return holder
  if (hasPublicComment(operation.at, code, evaluator)) return "@public"
  const convention = isPublicPath(method, path) ?? (declared?.sends === "files" ? "files as they are" : undefined)
  if (onlyAnswersNotFound(operation, analysis)) return "it answers that there is nothing"
  return convention ?? exemptionOf(operation, analysis) ?? (isPlainPage(operation, analysis) ? "a page without data" : undefined)
}

/** What answers is, or returns, what a package does to sign people in: `(request, response) => NextAuth(request, response, options)`. */
function isSignIn({ handler: value, convention, router }: Step, framework: Framework, { evaluator, callGraphs }: AuthAnalysis): boolean {
  const isLogin = (one: AbstractValue): boolean => find(auth, nameOf(one, evaluator))?.kind === "login"
  if (possibleValues(value).some(isLogin)) return true
  const [handler] = callGraphs.graphOf(value, convention ?? framework, router).frames
  return handler?.fact.returns.some(({ value: expression }) => expression !== undefined && possibleValues(evaluator.evaluate(expression, handler.context)).some(isLogin)) === true
}

/** A route for whatever no other route answers, and that answers errors alone. */
function onlyAnswersNotFound({ path, chain, framework }: Operation, { evaluator, callGraphs }: AuthAnalysis): boolean {
  const step = chain.at(-1)
  if (!path.endsWith("{*}") || step === undefined) return false
  const answers = callGraphs.graphOf(step.handler, step.convention ?? step.framework, step.router).frames
    .flatMap((frame) => responsesIn(frame, framework, evaluator)).filter(({ form }) => form.isPartial !== true)
  return answers.length > 0 && answers.every(({ status }) => status === 404 || status === 405)
}

const PATHS = /^(?:node:)?path\.(?:\w+\.)?(?:join|resolve)$/

const PAGES = new Set(["response.render", "response.view", "response.redirect"])

/** A page, or a way to one, that is made of nothing but what the source says: there is nothing to guard. */
function isPlainPage(operation: Operation, analysis: AuthAnalysis): boolean {
  const { method, path, chain, framework } = operation
  const { evaluator, callGraphs } = analysis
  const step = chain.at(-1)
  if (method !== "GET" || step === undefined || analyzeAuth(operation, analysis).answer !== "none") return false
  const { frames } = callGraphs.graphOf(step.handler, step.convention ?? step.framework, step.router)
  const answers = frames.flatMap((frame) => responsesIn(frame, framework, evaluator))
  const sites = frames.flatMap((frame) => callGraphs.callsOf(frame))
  const says = (value: AbstractValue): boolean => [...originsOf(value, evaluator)].length === 0
  // What stands at the root and says only that there is something.
  if (framework.answersReturns && path === "/" && frames.length > 0) {
    const [handler] = frames
    const values = handler?.fact.returns.map(({ value: expression }) => (expression === undefined ? step.handler : evaluator.evaluate(expression, handler.context))) ?? []
    if (values.length > 0 && values.every((value) => value.kind !== "unknown" && says(value))) return true
  }
  return sites.length > 0 && sites.every((site) => {
    if (PATHS.test(nameOf(evaluator.callee(site).target, evaluator) ?? "")) return true
    const answer = answers.find((one) => one.site?.call === site.call && one.module === site.module)
    const isPage = answer !== undefined && (PAGES.has(answer.name) || path === "/")
    // One file, whatever is asked for: the page that a client's own router starts from.
    if (answer?.name === "response.sendFile" || answer?.name === "response.file") return !evaluator.arguments(site).some((value) => isTaintedByRequest(value, evaluator))
    return isPage && evaluator.arguments(site).every((value) => [...originsOf(value, evaluator)].length === 0)
  })
}

/** What a route is registered on, as it is called in its file: `unprotectedRouter.get("/tides", show)`. */
function holderOf(at: Location, { sources }: Evaluator): string | undefined {
  const module = sources.module(at.file)
  if (module === undefined) return undefined
  const { calls, locals } = module.facts
  const rootOf = (expression: Expression): string | undefined => {
    if (expression.kind === "call") return rootOf(calls[expression.id]?.callee ?? { kind: "unknown" })
    if (expression.kind === "member") return rootOf(expression.object)
    return expression.kind === "import" ? expression.name : expression.kind === "local" ? locals[expression.id]?.name : undefined
  }
  const written = calls.filter((call) => call.callee.kind === "member" && module.spans[3 * call.at + 2] === at.line)
  return written.map(({ callee }) => rootOf(callee)).find((name) => name !== undefined && publicHolder.test(name))
}

/** A `@public` comment right above the registering call or the handler, or at the end of the call's line. */
function hasPublicComment(at: Location, code: Location | undefined, { sources }: Evaluator): boolean {
  return [at, code].some((place) => {
    const module = place === undefined ? undefined : sources.module(place.file)
    return place !== undefined && module !== undefined && isMarked(module, place.line)
  })
}

function isMarked(module: Module, line: number): boolean {
  return module.facts.comments.some(({ text, at }) => {
    if (!/@public\b|@access\s+public\b|@auth\s+none\b/i.test(text)) return false
    const first = module.spans[3 * at + 2] ?? 0
    const last = first + text.split("\n").length - 1
    return first === line || last === line - 1
  })
}
