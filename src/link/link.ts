/**
 * Links a project: facts and frameworks in, routes with their evidence out.
 *
 * @module
 */
import type { Framework } from "../frameworks/framework.ts"
import { isPublicPath } from "../knowledge/public.ts"
import type {
  Application, AuthEvidence, CallSite, Handler, InputEvidence, Location, Meaning, Module, Project, ProjectString, ReachedCall, Route, Unresolved,
} from "../model.ts"
import { auth } from "../knowledge/auth.ts"
import { find } from "../knowledge/table.ts"
import { createAnswers } from "./answer.ts"
import { createChecks } from "./check.ts"
import type { Asked } from "./condition.ts"
import { readDocumentation } from "./documentation.ts"
import { createFailures, type FailureJudge } from "./failure.ts"
import { createFollower, type Follower } from "./follower.ts"
import { createGuards, type Guards } from "./guard.ts"
import { createInputs } from "./input.ts"
import { locate } from "./location.ts"
import { alternatives } from "./meaning.ts"
import { mentionsOf } from "./mention.ts"
import { nameOf } from "./name.ts"
import { fillsCache } from "./region.ts"
import { createReacher, describe, type Reach, type Reacher } from "./reach.ts"
import { replay, type Replay } from "./replay.ts"
import { answerOf } from "./reply.ts"
import type { Router } from "./router.ts"
import { buildOperations, type Operation, type Step } from "./routes.ts"
import type { Sources } from "./sources.ts"
import { matchesSetting } from "./setting.ts"

/**
 * Links the modules of a project.
 *
 * @returns everything that rules read; evidence is worked out when it is asked for
 */
export function linkProject(sources: Sources, frameworks: readonly Framework[]): Project {
  const provisions = new Map<string, Meaning>()
  const provided = new Set<string>()
  const linking: { replayed?: Replay } = {}
  const follower: Follower = createFollower(sources, (object, name) => {
    if (provisions.size === 0) return undefined
    if (object.kind === "role") return bindTo(provisions.get(`${object.name}.${name}`), object, follower)
    if (!provisions.has(`router.${name}`) || (object.kind !== "result" && object.kind !== "scope" && object.kind !== "free")) return undefined
    if (provided.has(name)) return undefined
    provided.add(name)
    const isRouter = linking.replayed === undefined ? object.kind === "scope" || isKnownRouter(object) : linking.replayed.routers.viewOf(object) !== undefined
    provided.delete(name)
    return isRouter ? provisions.get(`router.${name}`) : undefined
  })
  const isKnownRouter = (object: Meaning): boolean => {
    const name = nameOf(object, follower)
    return frameworks.some((framework) => name !== undefined && (Object.hasOwn(framework.routers, name) || framework.routerTypes.includes(name.replace(/\(\)$/, ""))))
  }
  const replayed = replay(frameworks, follower, provisions)
  linking.replayed = replayed
  // Names worked out while the setup code was only half replayed may lack what came later.
  follower.names.clear()
  const reacher = createReacher(follower)
  const operations = unique(buildOperations(replayed.routers)).filter((operation) => !isPassing(operation, follower, reacher))
  const guards = createGuards(operations, follower, reacher, sources.settings)
  const inputs = createInputs(follower, reacher, createChecks(follower, reacher, sources.settings))
  const answers = createAnswers(follower, reacher, readDocumentation(sources.modules))

  const failures = createFailures(replayed.routers, follower, reacher)

  const unresolved: Unresolved[] = [...replayed.unresolved]
  const applications = new Map<Router | undefined, Application & { routes: Route[] }>()
  const routes = operations.map((operation) => {
    const application = applicationOf(operation, applications, failures)
    const route = toRoute(operation, application, { follower, reacher, guards, inputs, answers, failures, sources, unresolved })
    application.routes.push(route)
    return route
  })
  return {
    root: sources.root,
    routes,
    applications: [...applications.values()],
    unresolved,
    strings: () => stringsOf(sources, follower),
    loggers: failures.loggers,
  }
}

function bindTo(meaning: Meaning | undefined, self: Meaning, follower: Follower): Meaning | undefined {
  return meaning?.kind === "function" && meaning.self === undefined ? follower.bind(meaning, self) : meaning
}

/** One registration may run for several applications: the one that listens, and one made for tests. */
function unique(operations: readonly Operation[]): readonly Operation[] {
  const seen = new Set<string>()
  return operations.filter(({ method, path, site }) => {
    const key = `${method} ${path} ${site.module.file} ${site.call}`
    return !seen.has(key) && seen.add(key) !== undefined
  })
}

/** Registered as a route, but only to let requests go on: `router.route("/x").all(requireUser)`. */
function isPassing({ chain, framework, method }: Operation, follower: Follower, reacher: Reacher): boolean {
  const step = chain.at(-1)
  if (step === undefined) return true
  const note = find(auth, nameOf(step.meaning, follower))
  if (note?.kind === "guard" || note?.kind === "reader") return method === "*" && chain.filter((one) => one.isOwn).length === 1
  if (framework.answersReturns) return false
  let goesOn = false
  for (const visit of reacher.reach(step.meaning, framework, step.router).visits) {
    for (const site of reacher.callsOf(visit)) {
      const { target } = follower.callee(site)
      goesOn ||= target.kind === "role" && target.name === "next" && follower.arguments(site).length === 0
      const answer = answerOf(site, framework, follower)
      if (answer !== undefined && answer.form.isPartial !== true && (answer.status ?? 200) < 400 && answer.name !== "response.redirect") return false
    }
  }
  return goesOn
}

function applicationOf(
  operation: Operation, known: Map<Router | undefined, Application & { routes: Route[] }>, failures: FailureJudge,
): Application & { routes: Route[] } {
  const { application, framework, site } = operation
  const found = known.get(application)
  if (found !== undefined) return found
  const made = application?.meaning.kind === "result" ? application.meaning.site : site
  const at = locate(made.module, made.module.facts.calls[made.call]?.calleeAt ?? 0)
  const created = {
    framework: framework.name, at, routes: [], declaresResponses: framework.declaresResponses, needsErrorHandler: framework.hasErrorMiddleware === true,
    get errorHandlers() {
      return failures.errorHandlersOf(framework)
    },
  }
  known.set(application, created)
  return created
}

interface Judges {
  readonly follower: Follower
  readonly reacher: Reacher
  readonly guards: Guards
  readonly inputs: ReturnType<typeof createInputs>
  readonly answers: ReturnType<typeof createAnswers>
  readonly failures: FailureJudge
  readonly sources: Sources
  readonly unresolved: Unresolved[]
}

const NOT_KNOWN: InputEvidence = { answer: "unknown", use: undefined, by: [] }

function toRoute(operation: Operation, application: Application, judges: Judges): Route {
  const { follower, reacher, sources } = judges
  const { site, framework } = operation
  const reachOf = (step: Step): Reach => reacher.reach(step.meaning, framework, step.router)
  const handlers = operation.chain.map((step) => toHandler(step, follower))
  const at = locate(site.module, site.module.facts.calls[site.call]?.calleeAt ?? 0)
  /** Computes once; code that defeats the analysis makes the answer unknown and is told, and nothing else is lost. */
  const once = <T>(compute: () => T, otherwise: T): (() => T) => {
    const known: { value?: T } = {}
    return () => {
      if ("value" in known) return known.value
      try {
        known.value = compute()
      } catch (error) {
        judges.unresolved.push({ at, reason: `this route could not be judged whole: ${error instanceof Error ? error.message : String(error)}` })
        known.value = otherwise
      }
      return known.value
    }
  }
  const authentication = once(() => judgeAuth(operation, judges), { answer: "unknown", by: [] })
  const publicity = once(() => publicBy(operation, judges, sources), undefined)
  const inputs = once(() => judges.inputs.inputsOf(operation, reachOf), { body: NOT_KNOWN, query: NOT_KNOWN, params: NOT_KNOWN })
  const response = once(() => judges.answers.responseOf(operation, reachOf), { answer: "unknown", isWeak: false, by: [] })
  return {
    method: operation.method,
    path: operation.path,
    at,
    framework: framework.name,
    application,
    chain: handlers,
    handler: handlers.at(-1),
    get auth() {
      return authentication()
    },
    get publicBy() {
      return publicity()
    },
    get inputs() {
      return inputs()
    },
    get response() {
      return response()
    },
    isMounted: operation.application !== undefined,
    calls: () => callsOf(operation, judges, reachOf),
    failures: once(() => operation.chain.map((step) => judges.failures.failuresOf(step.meaning, framework, reachOf(step))), []),
  }
}

/** The function that a project's wrapper was given: `catchAsync(show)` is `show`. */
function unwrap(meaning: Meaning, follower: Follower, depth = 0): Meaning {
  const target = alternatives(meaning).find((one) => one.kind === "function")
  const given = target?.kind === "function" ? target.activation.arguments : meaning.kind === "result" ? follower.arguments(meaning.site) : []
  const inner = given.find((one) => one.kind === "function")
  return inner === undefined || depth > 4 ? target ?? meaning : unwrap(inner, follower, depth + 1)
}

function toHandler(step: Step, follower: Follower): Handler {
  const target = unwrap(step.meaning, follower)
  const code = target.kind === "function" ? locate(target.activation.module, target.activation.module.facts.functions[target.id]?.at ?? 0) : undefined
  const { module, call } = step.site
  return { at: locate(module, module.facts.calls[call]?.calleeAt ?? 0), code, name: describe(target, follower) }
}

function askedOf(operation: Operation, base: string, follower: Follower): Asked {
  const options = operation.declared?.options
  return {
    method: operation.method,
    path: operation.path,
    base,
    option: (path) => (options === undefined ? undefined : path.reduce<Meaning>((object, name) => follower.member(object, name), options)),
  }
}

/** The strongest thing that any handler of the chain proves. */
function judgeAuth(operation: Operation, { guards, follower }: Judges): AuthEvidence {
  const last = operation.chain.length - 1
  const assessed = operation.chain.map((step, index) =>
    guards.assess(step, index === last, operation.framework, askedOf(operation, step.base, follower)),
  )
  for (const answer of ["required", "unknown", "optional"] as const) {
    // An identity that is read for all and used by none proves nothing.
    const by = assessed.filter((one, index) => one.answer === answer && !(answer === "optional" && isGlobalReader(operation, index, assessed.length)))
    if (by.length > 0) return { answer, by: by.map((one) => one.by) }
  }
  return { answer: operation.application === undefined ? "unknown" : "none", by: [] }
}

const isGlobalReader = (operation: Operation, index: number, length: number): boolean => {
  const step = operation.chain[index]
  return index < length - 1 && step?.isOwn === false && (step.base === "" || operation.framework.scope !== "ordered stack")
}

function publicBy(operation: Operation, judges: Judges, { settings }: Sources): string | undefined {
  const { method, path, declared, framework, site } = operation
  const { follower } = judges
  if (settings.public?.some((pattern) => matchesSetting(pattern, method, path)) === true) return "setting"
  const mark = framework.publicMarks.find(({ path: wanted, value }) => {
    if (declared?.options === undefined) return false
    const found = wanted.reduce<Meaning>((object, name) => follower.member(object, name), declared.options)
    return found.kind === "literal" && found.value === value
  })
  if (mark !== undefined) return mark.path.join(".")
  if (method === "OPTIONS") return "pre-flight request"
  const code = operation.chain.at(-1) === undefined ? undefined : toHandler(operation.chain.at(-1) as Step, follower).code
  if (hasPublicComment(site, code, follower)) return "@public"
  const convention = isPublicPath(method, path)
  return convention ?? exemptionOf(operation, judges) ?? (isPlainPage(operation, judges) ? "a page without data" : undefined)
}

const PAGES = new Set(["response.render", "response.view", "response.redirect"])

/** A page, or a way to one, that is made of nothing but what the source says: there is nothing to guard. */
function isPlainPage(operation: Operation, judges: Judges): boolean {
  const { method, path, chain, framework } = operation
  const { follower, reacher } = judges
  const step = chain.at(-1)
  if (method !== "GET" || step === undefined || judgeAuth(operation, judges).answer !== "none") return false
  const { visits } = reacher.reach(step.meaning, framework, step.router)
  const sites = visits.flatMap((visit) => reacher.callsOf(visit))
  return sites.length > 0 && sites.every((site) => {
    const answer = answerOf(site, framework, follower)
    const isPage = answer !== undefined && (PAGES.has(answer.name) || path === "/")
    return isPage && follower.arguments(site).every((value) => [...mentionsOf(value, follower)].length === 0)
  })
}

/** A guard that lets this very route through by its address means it to be open. */
function exemptionOf(operation: Operation, { guards, follower }: Judges): string | undefined {
  const last = operation.chain.length - 1
  const exempting = operation.chain.flatMap((step, index) => {
    const { answer, by } = guards.assess(step, index === last, operation.framework, askedOf(operation, step.base, follower))
    return answer === "exempt" ? [by.name] : []
  })
  return exempting[0] === undefined ? undefined : `let through by ${exempting[0]}`
}

/** A `@public` comment right above the registering call or the handler, or at the end of the call's line. */
function hasPublicComment({ module, call }: Operation["site"], code: Location | undefined, follower: Follower): boolean {
  const at = module.facts.calls[call]
  const line = at === undefined ? 0 : module.spans[3 * at.calleeAt + 2] ?? 0
  const home = code === undefined ? undefined : follower.sources.module(code.file)
  return isMarked(module, line) || (home !== undefined && code !== undefined && isMarked(home, code.line))
}

function isMarked(module: Module, line: number): boolean {
  return module.facts.comments.some(({ text, at }) => {
    if (!/@public\b|@access\s+public\b|@auth\s+none\b/i.test(text)) return false
    const first = module.spans[3 * at + 2] ?? 0
    const last = first + text.split("\n").length - 1
    return first === line || last === line - 1
  })
}

const reachedCalls = new WeakMap<Reach, readonly ReachedCall[]>()

function* callsOf(operation: Operation, judges: Judges, reachOf: (step: Step) => Reach): Generator<ReachedCall> {
  for (const step of operation.chain) {
    const reached = reachOf(step)
    const calls = reachedCalls.get(reached) ?? listCalls(reached, judges)
    reachedCalls.set(reached, calls)
    yield* calls
  }
}

function listCalls(reached: Reach, { follower, reacher }: Judges): readonly ReachedCall[] {
  return reached.visits.flatMap((visit) => {
    const { module } = visit.activation
    return reacher.callsOf(visit).flatMap((site): ReachedCall[] => {
      const call = module.facts.calls[site.call]
      if (call === undefined) return []
      return [{
        at: locate(module, call.calleeAt),
        whole: locate(module, call.at),
        name: nameOf(follower.callee(site).target, follower),
        isAwaited: call.isAwaited,
        isInAsync: visit.fact.isAsync,
        isRepeated: visit.isRepeated,
        isCached: visit.isCached || fillsCache(call.region, module),
        result: call.result,
        argumentCount: call.arguments.length,
        madeWith: makerOf(site, follower),
        via: visit.via,
      }]
    })
  })
}

/** What the value at the start of a chain of methods was made with: `low(adapter).get("users").write()`. */
function makerOf(site: CallSite, follower: Follower): string | undefined {
  let receiver = follower.callee(site).receiver
  for (let depth = 0; receiver !== undefined && depth < 16; depth += 1) {
    const made: Meaning | undefined = alternatives(receiver).find((one) => one.kind === "result" || one.kind === "member")
    if (made?.kind === "member") receiver = made.object
    else if (made?.kind === "result") {
      const above: Meaning | undefined = follower.callee(made.site).receiver
      if (above === undefined || above.kind === "external" || above.kind === "namespace") {
        const [first] = follower.arguments(made.site)
        return first === undefined ? undefined : nameOf(first, follower)
      }
      receiver = above
    } else return undefined
  }
  return undefined
}

function* stringsOf(sources: Sources, follower: Follower): Generator<ProjectString> {
  for (const module of sources.modules) {
    const activation = follower.moduleActivation(module)
    for (const string of module.facts.strings) {
      const site = string.argument === undefined ? undefined : { module, call: string.argument.call, activation }
      yield {
        at: locate(module, string.at),
        text: string.text,
        name: string.name,
        callee: site === undefined ? undefined : nameOf(follower.callee(site).target, follower),
        argument: string.argument?.path.join("."),
        fallback: string.fallback === undefined ? undefined : nameOf(follower.follow(string.fallback, activation), follower),
        isCompared: string.isCompared,
      }
    }
  }
}
