/**
 * Replays the project's setup code in the order in which it runs, and lets frameworks say what each call on a router
 * means.
 *
 * @module
 */
import type { Framework, Setup, SetupCall } from "../../frameworks/framework.ts"
import type { Location } from "../../model/evidence.ts"
import type { Expression } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"
import type { Unresolved } from "../../model/project.ts"
import type { AbstractValue, CallSite, Context } from "../../model/values.ts"
import { nameOf } from "../evaluate/canonical-name.ts"
import { iterationOf } from "../evaluate/context.ts"
import { possibleValues, textOf, UNKNOWN } from "../evaluate/domain.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { isFeasible } from "../evaluate/feasible-path.ts"
import { isWithin } from "../source/control-flow.ts"
import { bodyOf } from "../source/function-body.ts"
import { locate } from "../source/location.ts"
import { isUnderCondition } from "./conditional-registration.ts"
import { describeCall, describeModule } from "./inspector.ts"
import { joinPaths } from "./path-template.ts"
import { createRouters, type Router, routerMakerOf, type Routers, type RouterView } from "./routers.ts"

/** What replaying the setup code gave. */
export interface Replay {
  readonly routers: Routers
  readonly unresolved: readonly Unresolved[]
  /** What a framework put on routers, requests and responses: `request.currentUser` -> its value. */
  readonly provisions: ReadonlyMap<string, AbstractValue>
  /** What ran only because a condition held that nobody can foresee: `if (isLocal) mountDebug(app)`. */
  readonly conditional: ReadonlySet<Context>
}

/** Steps of setup code beyond this are left: a safety net for generated code, far above real projects. */
const STEPS = 400_000

/** A function that has run this often and set nothing up, nor has anything that it calls, is taken to set nothing up. */
const FRUITLESS = 16

/** Folders nested deeper than this are left. */
const NESTING = 16

const ITERATIONS = new Set(["forEach", "map", "flatMap", "every", "some", "filter", "reduce"])

/**
 * Replays every module, imports before importers, then what nobody called.
 *
 * @returns the routers with their setup statements
 */
export function replay(frameworks: readonly Framework[], evaluator: Evaluator, provisions: Map<string, AbstractValue>): Replay {
  const { sources, evaluate } = evaluator
  const unresolved: Unresolved[] = []
  const ran = new Set<Module>()
  const entered = new Set<Context>()
  const calledOf = new Map<Module, Set<number>>()
  const translations = new Map<Context, Map<number, readonly Setup[]>>()
  const makers = new Set(frameworks.flatMap(({ packages }) => packages))
  const conditional = new Set<Context>()
  const fruitless = new Map<Module, Map<number, number>>()
  let steps = 0
  let said = 0
  let isConditional = false
  const routers = createRouters(frameworks, () => evaluator, translate, open)

  function runModule(module: Module): void {
    if (ran.has(module)) return
    ran.add(module)
    for (const specifier of module.facts.imports) {
      const target = evaluator.imported(specifier, module)
      if (target !== undefined) runModule(target)
    }
    runContext(evaluator.moduleContext(module))
  }

  function runContext(context: Context): void {
    if (entered.has(context)) return
    const runs = fruitless.get(context.module) ?? new Map<number, number>()
    fruitless.set(context.module, runs)
    const count = runs.get(context.of) ?? 0
    if (count >= FRUITLESS) return
    entered.add(context)
    const before = said + routers.all.length
    enterContext(context)
    // Once it has, it is asked for ever.
    if (before === said + routers.all.length) runs.set(context.of, (runs.get(context.of) ?? 0) + 1)
    else runs.set(context.of, Number.NEGATIVE_INFINITY)
  }

  function enterContext(context: Context): void {
    if (isConditional) conditional.add(context)
    const called = calledOf.get(context.module) ?? new Set<number>()
    calledOf.set(context.module, called.add(context.of))
    runCalls(context, bodyOf(context).calls.map(([call]) => call))
  }

  function runCalls(context: Context, calls: readonly number[]): void {
    const { module } = context
    for (let index = 0; index < calls.length; index += 1) {
      const call = calls[index] as number
      const loop = outermostLoop(module, module.facts.calls[call]?.region ?? 0, context)
      const items = loop === undefined ? [] : itemsOf(module.facts.regions[loop]?.iterates, context)
      if (loop === undefined || items.length === 0) {
        tryStep({ module, call, context })
        continue
      }
      const group = [call]
      while (isWithin(module, module.facts.calls[calls[index + 1] ?? -1]?.region ?? -1, loop)) group.push(calls[(index += 1)] as number)
      for (const item of items) runCalls(iterationOf(context, loop, item), group)
    }
  }

  /** The outermost loop around a region that is not yet unrolled in this context. */
  function outermostLoop(module: Module, region: number, context: Context): number | undefined {
    let found: number | undefined
    for (let one = region; one > 0; one = module.facts.regions[one]?.parent ?? -1) {
      const fact = module.facts.regions[one]
      if (fact?.kind === "function" && fact.function === context.of) break
      if (context.iteration !== undefined && one === context.iteration.loop) break
      if (fact?.kind === "loop" && fact.iterates !== undefined) found = one
    }
    return found
  }

  function itemsOf(iterates: Expression | undefined, context: Context): readonly AbstractValue[] {
    if (iterates === undefined) return []
    const array = possibleValues(evaluate(iterates, context)).find((one) => one.kind === "array")
    return array?.kind === "array" ? array.items : []
  }

  function tryStep(site: CallSite): void {
    const before = isConditional
    isConditional ||= isUnderCondition(site, evaluator)
    step(site)
    isConditional = before
  }

  function step(site: CallSite): void {
    if ((steps += 1) > STEPS || !isFeasible(site.module.facts.calls[site.call]?.region ?? -1, site.context, evaluator)) return
    const { target, ...called } = evaluator.callee(site)
    // server.auth.default() is said on the server.
    const isNested = called.receiver?.kind === "member" && called.method !== undefined && routers.viewOf(called.receiver.object) !== undefined
    const receiver = isNested && called.receiver?.kind === "member" ? called.receiver.object : called.receiver
    const method = isNested && called.receiver?.kind === "member" ? `${called.receiver.name}.${called.method ?? ""}` : called.method
    const view = receiver === undefined || method === undefined ? undefined : routers.viewOf(receiver)
    if (view !== undefined && method !== undefined && Object.hasOwn(view.router.framework.setups, method)) {
      for (const setup of translate(site, view, method)) say(site, view, setup)
      return
    }
    const fact = site.module.facts.calls[site.call]
    const maker = nameOf(target, evaluator)
    if (maker !== undefined && routerMakerOf(maker, frameworks)?.framework.constructs !== undefined) {
      routers.viewOf(evaluate({ kind: "call", id: site.call }, site.context))
    }
    const values = evaluator.arguments(site)
    if (fact?.isNew === true) return runConstructor(evaluate({ kind: "call", id: site.call }, site.context), site, values)
    if (fact?.callee.kind === "global" && fact.callee.name === "super") return runSuper(site, values)
    if (receiver?.kind === "array" && method !== undefined && ITERATIONS.has(method)) {
      const [callback] = values
      for (const [index, item] of receiver.items.entries()) run(callback, site, [item, { kind: "literal", value: index }])
      return
    }
    let isFollowed = false
    for (const one of possibleValues(target)) isFollowed = run(one, site) || isFollowed
    // fp(plugin) calls nothing: what it returns is registered later.
    const name = nameOf(target, evaluator)
    if (name !== undefined && frameworks.some((framework) => framework.sharing?.includes(`${name}()`) === true)) return
    // A package may call what it is given: MongoClient.connect(url, (error, client) => { app.use(...) }).
    if (!isFollowed) for (const value of values) for (const one of possibleValues(value)) run(one, site, [])
  }

  function run(target: AbstractValue | undefined, site: CallSite, values?: readonly AbstractValue[]): boolean {
    const context = target === undefined ? undefined : evaluator.enter(target, site, values)
    if (context !== undefined) runContext(context)
    return context !== undefined
  }

  function runConstructor(instance: AbstractValue, site: CallSite, values: readonly AbstractValue[]): void {
    if (instance.kind !== "instance") return
    construct(instance.of, instance, site, values)
  }

  function construct(target: AbstractValue, instance: AbstractValue, site: CallSite, values: readonly AbstractValue[], depth = 0): void {
    if (target.kind === "function") return void run(evaluator.bind(target, instance), site, values)
    if (target.kind !== "class" || depth > 8) return
    const fact = target.context.module.facts.classes[target.id]
    const own = fact?.members.find((member) => member.kind === "constructor")?.value
    if (own !== undefined) {
      const value = evaluate(own, target.context)
      if (value.kind === "function") run(evaluator.bind(value, instance), site, values)
    } else if (fact?.extends !== undefined) {
      construct(evaluate(fact.extends, target.context), instance, site, values, depth + 1)
    }
  }

  function runSuper(site: CallSite, values: readonly AbstractValue[]): void {
    const owner = site.module.facts.functions[site.context.of]?.class
    const base = owner === undefined ? undefined : site.module.facts.classes[owner]?.extends
    if (base === undefined || site.context.receiver === undefined) return
    construct(evaluate(base, evaluator.moduleContext(site.module)), site.context.receiver, site, values)
  }

  function translate(site: CallSite, view: RouterView, method: string): readonly Setup[] {
    const byCall = translations.get(site.context) ?? new Map<number, readonly Setup[]>()
    translations.set(site.context, byCall)
    const known = byCall.get(site.call)
    if (known !== undefined) return known
    byCall.set(site.call, [])
    const { framework } = view.router
    const said = framework.setups[method]?.(describeCall(site, evaluator, framework.aliases, view.prefixes.some((prefix) => prefix !== "")))
    const setups = said === undefined ? [] : [said].flat()
    byCall.set(site.call, setups)
    return setups
  }

  /** What the call that makes a router says of it. */
  function open(router: Router, site: CallSite): void {
    const { constructs, aliases } = router.framework
    for (const setup of constructs?.(describeCall(site, evaluator, aliases)) ?? []) say(site, { router, prefixes: [""] }, setup)
  }

  function say(site: CallSite | undefined, { router, prefixes }: RouterView, setup: Setup, declaredAt?: Location): void {
    const at = "at" in setup && setup.at !== undefined ? setup.at : site === undefined ? declaredAt : locate(site.module, calleeAt(site))
    if (at === undefined) return
    said += 1
    switch (setup.does) {
      case "prefixReturned":
        return
      case "unresolved":
        unresolved.push({ at, reason: setup.reason })
        return
      case "decorate":
        provisions.set(`${setup.on}.${setup.name}`, setup.value)
        return
      case "mount":
        return site === undefined ? undefined : mount(site, router, prefixes, setup)
      case "autoload":
        return site === undefined ? undefined : load(site, router, prefixes, setup)
      case "group": {
        const child = routers.child(router, site, setup.paths.join(","))
        for (const inner of setup.setups) say(site, { router: child, prefixes: [""] }, inner, at)
        router.statements.push({ setup, at, site, prefixes, child, copied: new Map() })
        return
      }
      default: {
        const handlers = setup.does === "use" || setup.does === "route" ? setup.handlers : []
        const mounted = handlers.flatMap((one) => possibleValues(one)).flatMap((one) => routers.viewOf(one)?.router ?? [])
        router.statements.push({ setup, at, site, prefixes, child: undefined, copied: new Map(mounted.map((one) => [one, one.statements.length])) })
      }
    }
  }

  function mount(site: CallSite, router: Router, prefixes: readonly string[], setup: Extract<Setup, { does: "mount" }>): void {
    const { plugin, isShared } = unwrapPlugin(setup.plugin, router.framework, evaluator)
    const at = locate(site.module, calleeAt(site))
    const view: RouterView = { router, prefixes }
    const served = servedBy(plugin)
    if (served !== undefined) {
      const child = routers.child(router, site, setup.path, served.framework)
      for (const inner of served.says(describeCall(site, evaluator, served.framework.aliases))) say(site, { router: child, prefixes: [""] }, inner)
      router.statements.push({ setup, at, site, prefixes, child, copied: new Map() })
      return
    }
    if (plugin.kind !== "function") {
      if (plugin.kind === "unknown") unresolved.push({ at, reason: "a plugin that could not be found" })
      return say(site, view, { does: "use", paths: [setup.path], handlers: [plugin] })
    }
    const [, second] = evaluator.arguments(site)
    const options = setup.options ?? (second === undefined || second === setup.plugin ? UNKNOWN : second)
    const target = setup.isShared || isShared ? router : routers.child(router, site, setup.path)
    if (target !== router) router.statements.push({ setup, at, site, prefixes, child: target, copied: new Map() })
    for (const inner of setup.setups ?? []) say(site, { router: target, prefixes: [""] }, inner)
    run(plugin, site, [target.value, options])
  }

  /** A plugin that serves a router of another framework than that of the router it is registered on. */
  function servedBy(plugin: AbstractValue): { readonly framework: Framework; readonly says: (call: SetupCall) => readonly Setup[] } | undefined {
    const name = nameOf(plugin, evaluator)
    for (const framework of name === undefined ? [] : frameworks) {
      const says = framework.plugins?.[name ?? ""]
      if (says !== undefined) return { framework, says }
    }
    return undefined
  }

  function load(site: CallSite, router: Router, prefixes: readonly string[], setup: Extract<Setup, { does: "autoload" }>): void {
    const below = listBelow(setup.folder).map((file) => file.slice(setup.folder.length + 1))
    const moduleOf = (file: string): Module | undefined => sources.module(`${setup.folder}/${file}`)
    const exportOf = (file: string, name: string): string | undefined => {
      const module = moduleOf(file)
      if (module === undefined) return undefined
      const [first = "", ...path] = name.split(".")
      const value = path.reduce((object, key) => evaluator.member(object, key), evaluator.exported(module, first))
      return value.kind === "literal" ? String(value.value) : textOf(value)
    }
    for (const { file, prefix, hooks } of setup.plan(below, exportOf)) {
      const child = routers.child(router, site, file)
      const mounted: Setup = { does: "mount", path: joinPaths(setup.path, prefix), plugin: UNKNOWN, isShared: false }
      let isUsed = false
      for (const one of [...hooks, file]) {
        const module = moduleOf(one)
        if (module === undefined) continue
        const { plugin, isShared } = unwrapPlugin({ kind: "namespace", module }, router.framework, evaluator)
        const target = isShared && one === file ? router : child
        isUsed ||= target === child
        run(plugin, site, [target.value, evaluator.arguments(site)[1] ?? UNKNOWN])
      }
      if (isUsed) router.statements.push({ setup: mounted, at: locate(site.module, calleeAt(site)), site, prefixes, child, copied: new Map() })
    }
    if (below.length === 0) unresolved.push({ at: locate(site.module, calleeAt(site)), reason: `nothing found in ${setup.folder.slice(sources.root.length + 1)}` })
  }

  function listBelow(folder: string, depth = 0): readonly string[] {
    return sources.list(folder).flatMap((path) => (depth < NESTING ? [path, ...listBelow(path, depth + 1)] : [path]))
  }

  for (const module of sources.modules) runModule(module)
  for (const module of sources.modules) for (const context of uncalled(module)) runContext(context)
  for (const module of sources.modules) declare(module)

  /** What a file declares by its place and its exports, where the framework is installed or imported. */
  function declare(module: Module): void {
    for (const framework of frameworks) {
      if (framework.declares === undefined || !isPresent(framework, module)) continue
      for (const { application, setups } of framework.declares(describeModule(module, evaluator, framework.aliases))) {
        const router = routers.declared(framework, application)
        for (const setup of setups) say(undefined, { router, prefixes: [""] }, setup, locate(module, 0))
      }
    }
  }

  function isPresent({ packages }: Framework, module: Module): boolean {
    return packages.some((name) => module.facts.imports.includes(name) || sources.version(name, module.file) !== undefined)
  }

  /** Functions that set something up and that nobody was seen to call: an exported factory, a plugin loaded by name. */
  function uncalled(module: Module): readonly Context[] {
    const called = calledOf.get(module)
    return module.facts.functions.flatMap((fact, id) => {
      if (called?.has(id) === true) return []
      const calls = bodyOf({ module, of: id }).calls.flatMap(([call, { callee }]) => (isOfFramework(callee, module) ? [call] : []))
      const isTyped = fact.type !== undefined || fact.parameters.some((parameter) => parameter.type !== undefined)
      const isStarted = frameworks.some(({ startedWith }) => startedWith?.some((name) => module.facts.imports.includes(name)) === true)
      if (fact.parent >= 0 || (calls.length === 0 && !isTyped && !isStarted)) return []
      const value = evaluate({ kind: "function", id }, evaluator.moduleContext(module))
      if (value.kind !== "function") return []
      const context = evaluator.intern(value, [])
      const receives = fact.parameters.some((_, index) => routers.viewOf(evaluate({ kind: "parameter", of: id, index }, context)) !== undefined)
      const makes = calls.some((call) => routers.viewOf(evaluate({ kind: "call", id: call }, context)) !== undefined)
      return receives || makes ? [context] : []
    })
  }

  /** Whether a callee is, or is a member of, something imported from a framework: worth following where nothing calls. */
  function isOfFramework(callee: Expression | undefined, module: Module, depth = 0): boolean {
    if (callee === undefined || depth > 8) return false
    switch (callee.kind) {
      case "import":
        return makers.has(callee.from) || makers.has(packageOf(callee.from))
      case "member":
        return isOfFramework(callee.object, module, depth + 1)
      case "local":
        return isOfFramework(module.facts.locals[callee.id]?.values[0], module, depth + 1)
      case "call":
        return isOfFramework(module.facts.calls[callee.id]?.callee, module, depth + 1)
      default:
        return false
    }
  }

  return { routers, unresolved, provisions, conditional }
}

/** The package that a specifier is of: `@trpc/server/adapters/fetch` is of `@trpc/server`. */
const packageOf = (specifier: string): string => specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/")

const calleeAt = (site: CallSite): number => site.module.facts.calls[site.call]?.calleeAt ?? 0

/** The function of a plugin: out of `fp(plugin)`, a module imported whole, or a promise of one. */
function unwrapPlugin(plugin: AbstractValue, framework: Framework, evaluator: Evaluator): { readonly plugin: AbstractValue; readonly isShared: boolean } {
  for (const one of possibleValues(plugin)) {
    if (one.kind === "function") return { plugin: one, isShared: false }
    if (one.kind === "namespace") {
      const named = ["default", ...(framework.pluginMembers ?? [])].map((name) => evaluator.exported(one.module, name))
      const [inner] = named.filter((each) => each.kind !== "unknown" && each !== one)
      return inner === undefined ? { plugin, isShared: false } : unwrapPlugin(inner, framework, evaluator)
    }
    if (one.kind === "object") {
      for (const name of ["default", ...(framework.pluginMembers ?? [])]) {
        const inner = possibleValues(evaluator.member(one, name)).find((each) => each.kind === "function" || each.kind === "object")
        if (inner?.kind === "function") return { plugin: inner, isShared: false }
        if (inner?.kind === "object" && name !== "default") return unwrapPlugin(inner, framework, evaluator)
      }
    }
    if (one.kind !== "result") continue
    const [inner] = evaluator.arguments(one.site)
    const name = nameOf(one, evaluator)
    if (inner !== undefined && name !== undefined && framework.sharing?.includes(name) === true) {
      return { plugin: unwrapPlugin(inner, framework, evaluator).plugin, isShared: true }
    }
  }
  return { plugin, isShared: false }
}
