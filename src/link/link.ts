/**
 * Links a project: facts and frameworks in, routes with their evidence out.
 *
 * @module
 */
import type { Framework } from "../frameworks/framework.ts"
import { isPublicPath } from "../knowledge/public.ts"
import { unreadFrameworks } from "../knowledge/unread.ts"
import type {
  Application, AuthEvidence, CallSite, Handler, InputEvidence, Location, Meaning, Module, Project, ProjectString, ReachedCall, Rescue, Route, Unresolved,
} from "../model.ts"
import { auth } from "../knowledge/auth.ts"
import { find } from "../knowledge/table.ts"
import { createAnswers } from "./answer.ts"
import { answersOfReach } from "./answered.ts"
import { callsOfProject, givenTo } from "./calls.ts"
import { createChecks } from "./check.ts"
import { comparisonsOfReach } from "./comparison.ts"
import type { Asked } from "./condition.ts"
import { readDocumentation } from "./documentation.ts"
import { createFailures, type FailureJudge } from "./failure.ts"
import { createFollower, type Follower } from "./follower.ts"
import { createGuards, type Guards } from "./guard.ts"
import { createInputs } from "./input.ts"
import { isKept } from "./keep.ts"
import { listenersOf } from "./listen.ts"
import { loadedValuesOf } from "./loaded.ts"
import { locate } from "./location.ts"
import { looseRouters } from "./loose.ts"
import { alternatives } from "./meaning.ts"
import { mentionsOf } from "./mention.ts"
import { nameOf } from "./name.ts"
import { createPassing } from "./passing.ts"
import { createReacher, describe, type Reach, type Reacher } from "./reach.ts"
import { createRegistrations } from "./registration.ts"
import { repetitionsOf } from "./repetition.ts"
import { replay, type Replay } from "./replay.ts"
import { answersIn } from "./reply.ts"
import { isRole, parameterRoles } from "./role.ts"
import { makerOf as routerMakerOf, type Router } from "./router.ts"
import type { Operation, Step } from "./operation.ts"
import { buildOperations } from "./routes.ts"
import { createShadows, matchingOf } from "./shadow.ts"
import { functionsOfReach } from "./signature.ts"
import type { Sources } from "./sources.ts"
import { unwrap } from "./wrapper.ts"
import { matchesSetting } from "./setting.ts"

/**
 * Links the modules of a project.
 *
 * @returns everything that rules read; evidence is worked out when it is asked for
 */
export function linkProject(sources: Sources, frameworks: readonly Framework[]): Project {
  const provisions = new Map<string, Meaning>()
  const asked = new Set<string>()
  const linking: { replayed?: Replay } = {}
  const provided = (object: Meaning, name: string): Meaning | undefined => {
    if (provisions.size === 0) return undefined
    if (object.kind === "role") return bindTo(provisions.get(`${object.name}.${name}`), object, follower)
    if (!provisions.has(`router.${name}`) || (object.kind !== "result" && object.kind !== "scope" && object.kind !== "free")) return undefined
    if (asked.has(name)) return undefined
    asked.add(name)
    const isRouter = linking.replayed === undefined ? object.kind === "scope" || isKnownRouter(object) : linking.replayed.routers.viewOf(object) !== undefined
    asked.delete(name)
    return isRouter ? provisions.get(`router.${name}`) : undefined
  }
  const follower: Follower = createFollower(sources, {
    provided,
    transparent: Object.assign({}, ...frameworks.map(({ transparent }) => transparent ?? {})) as Follower["transparent"],
    ambient: new Map(frameworks.flatMap(({ ambient, spelling }) => Object.entries(ambient ?? {}).map(([call, name]) => [call, { name, spelling }] as const))),
    routerMakers: new Set(frameworks.flatMap(({ routers }) => Object.keys(routers))),
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
  const operations = unique(buildOperations(replayed.routers, follower)).filter((operation) => !isPassing(operation, follower, reacher) && !isTransport(operation, frameworks, follower, reacher))
  const guards = createGuards(operations, follower, reacher, sources.settings)
  const inputs = createInputs(follower, reacher, createChecks(follower, reacher, sources.settings))
  const answers = createAnswers(follower, reacher, readDocumentation(sources.modules))

  const failures = createFailures(replayed.routers, follower, reacher)
  const registrations = createRegistrations(replayed.routers, replayed.conditional, follower)
  const shadowOf = createShadows(operations, createPassing(follower, reacher), registrations, follower)

  const unresolved: Unresolved[] = [...replayed.unresolved, ...unreadIn(sources)]
  const byOperation = new Map<Operation, Route>()
  const applications: Applications = new Map()
  const routes = operations.map((operation) => {
    const application = applicationOf(operation, applications, failures, sources)
    const route = toRoute(operation, application, { follower, reacher, guards, inputs, answers, failures, shadowOf, sources, unresolved })
    application.routes.push(route)
    byOperation.set(operation, route)
    return route
  })
  return {
    root: sources.root,
    routes,
    applications: [...applications.values()].flatMap((parts) => [...parts.values()]),
    unresolved,
    rescues: findRescues(replayed, { follower, reacher }),
    strings: () => stringsOf(sources, follower),
    calls: () => callsOfProject(sources, follower),
    loggers: failures.loggers,
    looseRouters: () => looseRouters(byOperation, replayed.routers.all, new Set(routes.filter(({ isMounted }) => isMounted).map(({ framework }) => framework)), follower),
    listeners: () => listenersOf(sources.modules, replayed.routers, follower),
    loadedValues: () => loadedValuesOf(sources.modules, follower),
  }
}

/** Frameworks that are used and not modelled, each once, at the first file that imports them. */
function unreadIn({ modules }: Sources): readonly Unresolved[] {
  const found = new Map<string, Unresolved>()
  for (const module of modules) {
    for (const specifier of module.facts.imports) {
      const entry = Object.entries(unreadFrameworks).find(([name]) => specifier === name || specifier.startsWith(`${name}/`))
      if (entry === undefined || found.has(entry[1])) continue
      found.set(entry[1], { at: locate(module, 0), reason: `${entry[1]} is not yet read: its routes are missing here` })
    }
  }
  return [...found.values()]
}

function bindTo(meaning: Meaning | undefined, self: Meaning, follower: Follower): Meaning | undefined {
  return meaning?.kind === "function" && meaning.self === undefined ? follower.bind(meaning, self) : meaning
}

/**
 * One registration may run for several applications: the one that listens, and one made for tests. What is served in a
 * way of its own too, as tRPC's procedures are by OpenAPI, is told by that.
 */
function unique(operations: readonly Operation[]): readonly Operation[] {
  const seen = new Set<string>()
  const placeOf = ({ at }: Operation): string => `${at.file} ${at.start}`
  const special = new Set(operations.filter(({ via }) => via !== undefined).map(placeOf))
  return servedOnce(operations).filter((operation) => {
    const { method, path, at, via } = operation
    if (via === undefined && special.has(placeOf(operation))) return false
    const key = `${method} ${path} ${at.file} ${at.start}`
    return !seen.has(key) && seen.add(key) !== undefined
  })
}

/** A class that several applications declare, a worker's among them, is served by the one that sets up the most. */
function servedOnce(operations: readonly Operation[]): readonly Operation[] {
  const most = new Map<string, number>()
  const weight = ({ application }: Operation): number => application?.sentences.length ?? 0
  const declaredAt = ({ site, at, method }: Operation): string | undefined => {
    const said = site === undefined ? undefined : locate(site.module, site.module.facts.calls[site.call]?.calleeAt ?? 0)
    return said === undefined || said.start === at.start ? undefined : `${method} ${at.file} ${at.start}`
  }
  for (const one of operations) {
    const place = declaredAt(one)
    if (place !== undefined) most.set(place, Math.max(most.get(place) ?? 0, weight(one)))
  }
  return operations.filter((one) => weight(one) === (most.get(declaredAt(one) ?? "") ?? weight(one)))
}

/** Registered as a route, but only to let requests go on: `router.route("/x").all(requireUser)`. */
function isPassing({ chain, framework, method }: Operation, follower: Follower, reacher: Reacher): boolean {
  const step = chain.at(-1)
  if (step === undefined) return true
  const note = find(auth, nameOf(step.meaning, follower))
  if (note?.kind === "guard" || note?.kind === "reader") return method === "*" && chain.filter((one) => one.isOwn).length === 1
  if (framework.answersReturns) return false
  let goesOn = false
  for (const visit of reacher.reach(step.meaning, step.manner ?? step.framework, step.router).visits) {
    goesOn ||= reacher.callsOf(visit).some((site) => isRole(follower.callee(site).target, "next") && follower.arguments(site).length === 0)
    const answers = answersIn(visit, framework, follower)
    if (answers.some(({ form, status, name }) => form.isPartial !== true && (status ?? 200) < 400 && name !== "response.redirect")) return false
  }
  return goesOn
}

/** A handler that hands the request to a router of another framework: the operations are those of that router. */
function isTransport({ chain, framework }: Operation, frameworks: readonly Framework[], follower: Follower, reacher: Reacher): boolean {
  const step = chain.at(-1)
  if (step === undefined) return false
  return reacher.reach(step.meaning, framework, step.router).visits.some((visit) => reacher.callsOf(visit).some((site) => {
    const name = nameOf(follower.callee(site).target, follower)
    const maker = name === undefined ? undefined : routerMakerOf(name, frameworks)
    return maker !== undefined && maker.framework !== framework && maker.framework.constructs !== undefined
  }))
}

type Applications = Map<Router | undefined, Map<Framework, Application & { routes: Route[] }>>

/** Whether responses have a native place: in the framework, or in a package that some file of the project imports. */
function hasResponsePlace({ declaresResponses }: Framework, { modules }: Sources): boolean {
  if (typeof declaresResponses === "boolean") return declaresResponses
  return modules.some(({ facts }) => facts.imports.some((specifier) => declaresResponses.includes(specifier)))
}

/** What one framework serves of one application: its habits are not those of the framework that it is mounted in. */
function applicationOf(operation: Operation, known: Applications, failures: FailureJudge, sources: Sources): Application & { routes: Route[] } {
  const { application, framework } = operation
  const parts = known.get(application) ?? new Map<Framework, Application & { routes: Route[] }>()
  known.set(application, parts)
  const found = parts.get(framework)
  if (found !== undefined) return found
  const made = application?.meaning.kind === "result" ? application.meaning.site : undefined
  const at = made === undefined ? operation.at : locate(made.module, made.module.facts.calls[made.call]?.calleeAt ?? 0)
  const created = {
    framework: framework.name, matching: matchingOf(framework), at, routes: [], declaresResponses: hasResponsePlace(framework, sources), needsErrorHandler: framework.hasErrorMiddleware === true,
    get errorHandlers() {
      return failures.errorHandlersOf(framework)
    },
  }
  parts.set(framework, created)
  return created
}

interface Judges {
  readonly follower: Follower
  readonly reacher: Reacher
  readonly guards: Guards
  readonly inputs: ReturnType<typeof createInputs>
  readonly answers: ReturnType<typeof createAnswers>
  readonly failures: FailureJudge
  readonly shadowOf: ReturnType<typeof createShadows>
  readonly sources: Sources
  readonly unresolved: Unresolved[]
}

const NOT_KNOWN: InputEvidence = { answer: "unknown", use: undefined, by: [] }

function toRoute(operation: Operation, application: Application, judges: Judges): Route {
  const { follower, reacher, sources } = judges
  const { at, framework } = operation
  const reachOf = (step: Step): Reach => reacher.reach(step.meaning, step.manner ?? step.framework, step.router)
  const handlers = operation.chain.map((step) => toHandler(step, follower))
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
  const shadow = once(() => judges.shadowOf(operation), undefined)
  const response = once(() => judges.answers.responseOf(operation, reachOf), { answer: "unknown", isWeak: false, by: [] })
  return {
    method: operation.method,
    path: operation.path,
    written: operation.written,
    at,
    framework: framework.name,
    kind: operation.kind,
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
    get shadowedBy() {
      return shadow()
    },
    calls: () => callsOf(operation, judges, reachOf),
    answers: () => operation.chain.flatMap((step, index) =>
      answersOfReach(reachOf(step), step.framework, index === operation.chain.length - 1, follower)),
    comparisons: () => operation.chain.flatMap((step) => comparisonsOfReach(reachOf(step), follower)),
    failures: once(() => operation.chain.map((step) => judges.failures.failuresOf(step.meaning, step.framework, reachOf(step))), []),
    functions: () => operation.chain.flatMap((step) => functionsOfReach(reachOf(step))),
  }
}

/** What frameworks are told to call when something fails: `setErrorHandler(f)`, middleware whose first parameter is the error. */
function findRescues({ routers }: Replay, { follower, reacher }: Pick<Judges, "follower" | "reacher">): readonly Rescue[] {
  const seen = new Set<Meaning>()
  return routers.all.flatMap((router) => router.sentences.flatMap(({ setup, at }): Rescue[] => {
    if (setup.does !== "rescue" && setup.does !== "use") return []
    const { framework } = router
    return setup.handlers.flatMap((handler) => alternatives(handler)).flatMap((meaning): Rescue[] => {
      const isRescuer = setup.does === "rescue" || (meaning.kind === "function" && parameterRoles(meaning, framework, follower)[0] === "error")
      if (!isRescuer || seen.has(meaning)) return []
      seen.add(meaning)
      const step: Step = { meaning, at, site: undefined, isOwn: false, base: "", router: router.meaning, framework }
      const reached = (): Reach => reacher.reach(meaning, framework, router.meaning, setup.does === "rescue")
      return [{
        framework: framework.name,
        handler: toHandler(step, follower),
        answers: () => answersOfReach(reached(), framework, true, follower),
        calls: () => listCalls(reached(), { follower, reacher }),
      }]
    })
  }))
}

function toHandler(step: Step, follower: Follower): Handler {
  const target = unwrap(step.meaning, follower)
  const code = target.kind === "function" ? locate(target.activation.module, target.activation.module.facts.functions[target.id]?.at ?? 0) : undefined
  return { at: step.at, code, name: describe(target, follower) }
}

function askedOf(operation: Operation, base: string, follower: Follower): Asked {
  const options = operation.declared?.options
  return {
    method: operation.method,
    path: operation.path,
    base,
    option: (path) => (options === undefined ? undefined : path.reduce<Meaning>((object, name) => follower.member(object, name), options)),
    metadata: (key) => operation.declared?.metadata?.get(key),
    pathTests: operation.framework.pathTests,
  }
}

/** The strongest thing that any handler of the chain proves. */
function judgeAuth(operation: Operation, { guards, follower }: Judges): AuthEvidence {
  const last = operation.chain.length - 1
  const assessed = operation.chain.map((step, index) => {
    const found = guards.assess(step, index === last, step.framework, askedOf(operation, step.base, follower))
    return step.isUncertain === true && (found.answer === "required" || found.answer === "exempt") ? { ...found, answer: "unknown" as const } : found
  })
  const native = operation.declared?.auth
  for (const answer of ["required", "unknown", "optional"] as const) {
    // An identity that is read for all and used by none proves nothing.
    const by = assessed.filter((one, index) => one.answer === answer && !(answer === "optional" && isGlobalReader(operation, index, assessed.length)))
    const said = native?.answer === answer ? [{ at: operation.at, name: native.name }] : []
    if (by.length + said.length > 0) return { answer, by: [...said, ...by.map((one) => one.by)] }
  }
  return { answer: operation.application === undefined ? "unknown" : "none", by: [] }
}

const isGlobalReader = (operation: Operation, index: number, length: number): boolean => {
  const step = operation.chain[index]
  return index < length - 1 && step?.isOwn === false && (step.base === "" || step.framework.scope === "order-free tree")
}

function publicBy(operation: Operation, judges: Judges, { settings }: Sources): string | undefined {
  const { method, path, declared, framework } = operation
  const { follower } = judges
  if (settings.public?.some((pattern) => matchesSetting(pattern, method, path)) === true) return "setting"
  const mark = framework.publicMarks.find(({ path: wanted, value }) => {
    if (declared?.options === undefined) return false
    const found = wanted.reduce<Meaning>((object, name) => follower.member(object, name), declared.options)
    return found.kind === "literal" && found.value === value
  })
  if (mark !== undefined) return mark.path.join(".")
  const isSet = (value: Meaning): boolean => value.kind === "literal" && value.value === true
  const key = [...declared?.metadata ?? []].find(([name, value]) => framework.publicMetadata?.test(name) === true && isSet(value))?.[0]
  if (key !== undefined) return key
  if (method === "OPTIONS") return "pre-flight request"
  const own = operation.chain.at(-1)
  if (own !== undefined && isSignIn(own, framework, judges)) return "sign-in"
  const code = operation.chain.at(-1) === undefined ? undefined : toHandler(operation.chain.at(-1) as Step, follower).code
  if (hasPublicComment(operation.at, code, follower)) return "@public"
  const convention = isPublicPath(method, path) ?? (declared?.sends === "files" ? "files as they are" : undefined)
  if (isNothing(operation, judges)) return "it answers that there is nothing"
  return convention ?? exemptionOf(operation, judges) ?? (isPlainPage(operation, judges) ? "a page without data" : undefined)
}

/** What answers is, or returns, what a package does to sign people in: `(request, response) => NextAuth(request, response, options)`. */
function isSignIn({ meaning, manner, router }: Step, framework: Framework, { follower, reacher }: Judges): boolean {
  const isLogin = (one: Meaning): boolean => find(auth, nameOf(one, follower))?.kind === "login"
  if (alternatives(meaning).some(isLogin)) return true
  const [handler] = reacher.reach(meaning, manner ?? framework, router).visits
  return handler?.fact.returns.some(({ value }) => value !== undefined && alternatives(follower.follow(value, handler.activation)).some(isLogin)) === true
}

/** A route for whatever no other route answers, and that answers errors alone. */
function isNothing({ path, chain, framework }: Operation, { follower, reacher }: Judges): boolean {
  const step = chain.at(-1)
  if (!path.endsWith("{*}") || step === undefined) return false
  const answers = reacher.reach(step.meaning, framework, step.router).visits
    .flatMap((visit) => answersIn(visit, framework, follower)).filter(({ form }) => form.isPartial !== true)
  return answers.length > 0 && answers.every(({ status }) => status === 404 || status === 405)
}

const PAGES = new Set(["response.render", "response.view", "response.redirect"])

/** A page, or a way to one, that is made of nothing but what the source says: there is nothing to guard. */
function isPlainPage(operation: Operation, judges: Judges): boolean {
  const { method, path, chain, framework } = operation
  const { follower, reacher } = judges
  const step = chain.at(-1)
  if (method !== "GET" || step === undefined || judgeAuth(operation, judges).answer !== "none") return false
  const { visits } = reacher.reach(step.meaning, step.manner ?? step.framework, step.router)
  const answers = visits.flatMap((visit) => answersIn(visit, framework, follower))
  const sites = visits.flatMap((visit) => reacher.callsOf(visit))
  const says = (value: Meaning): boolean => [...mentionsOf(value, follower)].length === 0
  // What stands at the root and says only that there is something.
  if (framework.answersReturns && path === "/" && visits.length > 0) {
    const [handler] = visits
    const values = handler?.fact.returns.map(({ value }) => (value === undefined ? step.meaning : follower.follow(value, handler.activation))) ?? []
    if (values.length > 0 && values.every((value) => value.kind !== "unknown" && says(value))) return true
  }
  return sites.length > 0 && sites.every((site) => {
    const answer = answers.find((one) => one.site?.call === site.call && one.module === site.module)
    const isPage = answer !== undefined && (PAGES.has(answer.name) || path === "/")
    return isPage && follower.arguments(site).every((value) => [...mentionsOf(value, follower)].length === 0)
  })
}

/** A guard that lets this very route through by its address means it to be open. */
function exemptionOf(operation: Operation, { guards, follower }: Judges): string | undefined {
  const last = operation.chain.length - 1
  const exempting = operation.chain.flatMap((step, index) => {
    const { answer, by } = guards.assess(step, index === last, step.framework, askedOf(operation, step.base, follower))
    return answer === "exempt" && step.isUncertain !== true ? [by.name] : []
  })
  return exempting[0] === undefined ? undefined : `let through by ${exempting[0]}`
}

/** A `@public` comment right above the registering call or the handler, or at the end of the call's line. */
function hasPublicComment(at: Location, code: Location | undefined, { sources }: Follower): boolean {
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

const reachedCalls = new WeakMap<Reach, readonly ReachedCall[]>()

function* callsOf(operation: Operation, judges: Judges, reachOf: (step: Step) => Reach): Generator<ReachedCall> {
  for (const step of operation.chain) {
    const reached = reachOf(step)
    const calls = reachedCalls.get(reached) ?? listCalls(reached, judges)
    reachedCalls.set(reached, calls)
    yield* calls
  }
}

function listCalls(reached: Reach, { follower, reacher }: Pick<Judges, "follower" | "reacher">): readonly ReachedCall[] {
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
        get repetitions() {
          return repetitionsOf(site, reached, follower)
        },
        isCached: visit.isCached || isKept(site, follower),
        result: call.result,
        get arguments() {
          return givenTo(site, follower)
        },
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
