import type { AbstractValue } from "../../model/values.ts"
import type { ClassView, Inspector, Setup, SetupCall } from "../framework.ts"
import { hasController, keyOf, readController } from "./controllers.ts"
import { expandDecorations, guardOf, methodOf } from "./decorators.ts"
import { transformsBy } from "./interceptors.ts"
import { readMiddleware, type Served } from "./middleware.ts"
import { enforcementsOf } from "./parameters.ts"

/** A module of the graph: its class and what its decorator, or the dynamic module, says. */
interface Found {
  readonly view: ClassView
  readonly options: readonly AbstractValue[]
}

/** Modules nested deeper than this are left. */
const DEPTH = 40

/** What a list of a module names, in whichever environment: `controllers: isWorker ? [HealthController] : [...]`. */
function listedIn(options: AbstractValue, name: string, inspector: Inspector): readonly AbstractValue[] {
  return [...new Set(inspector.arms(inspector.entry(options, name)).flatMap((list) => inspector.items([list])))]
}

/** The modules that are reached from one, those that it imports first. https://docs.nestjs.com/modules */
function collectModules(root: AbstractValue, inspector: Inspector): { readonly modules: readonly Found[]; readonly trees: readonly AbstractValue[] } {
  const modules: Found[] = []
  const trees: AbstractValue[] = []
  const seen = new Set<string>()

  function visit(value: AbstractValue, depth: number): void {
    if (depth > DEPTH) return
    const name = inspector.name(value) ?? ""
    const [given] = inspector.given(value)
    if (name === "@nestjs/common.forwardRef()" && given !== undefined) return visit(inspector.returned(given, []), depth + 1)
    if (name === "@nestjs/config.ConditionalModule.registerWhen()" && given !== undefined) return visit(given, depth + 1)
    if (/^@nestjs\/core\.RouterModule\.(?:register|forRoutes)\(\)$/.test(name) && given !== undefined) return void trees.push(given)
    for (const arm of inspector.arms(value)) {
      // A dynamic module: https://docs.nestjs.com/fundamentals/dynamic-modules
      const isDynamic = inspector.isObject(arm)
      const view = inspector.classOf(isDynamic ? inspector.entry(arm, "module") : arm)
      if (view !== undefined) enter(view, isDynamic ? [arm] : [], depth)
    }
  }

  function enter(view: ClassView, dynamic: readonly AbstractValue[], depth: number): void {
    const key = keyOf(view)
    const isNew = !seen.has(key)
    seen.add(key)
    const written = expandDecorations(view.decorations, inspector).filter(({ name }) => name === "@nestjs/common.Module")
    const options = [...(isNew ? written.flatMap((one) => one.arguments.slice(0, 1)) : []), ...dynamic]
    if (options.length === 0) return
    for (const one of options) for (const imported of listedIn(one, "imports", inspector)) visit(imported, depth + 1)
    modules.push({ view, options })
  }

  visit(root, 0)
  return { modules, trees }
}

/** `RouterModule.register([{ path, module, children }])`: https://docs.nestjs.com/recipes/router-module */
function prefixesOf(trees: readonly AbstractValue[], inspector: Inspector, above = "", found = new Map<string, string>()): ReadonlyMap<string, string> {
  for (const tree of inspector.items(trees)) {
    const view = inspector.classOf(tree.kind === "class" ? tree : inspector.entry(tree, "module"))
    const path = [above, inspector.text(inspector.entry(tree, "path")) ?? ""].filter((one) => one !== "" && one !== "/").join("/")
    if (view !== undefined) found.set(keyOf(view), path)
    const children = inspector.entry(tree, "children")
    if (!inspector.isUnknown(children)) prefixesOf([children], inspector, path, found)
  }
  return found
}

/** What a provider of a global token makes: `{ provide: APP_GUARD, useClass: JwtAuthGuard }`. */
function providedBy(provider: AbstractValue, inspector: Inspector): AbstractValue | undefined {
  const factory = inspector.entry(provider, "useFactory")
  if (!inspector.isUnknown(factory)) return inspector.returned(factory, [])
  return ["useClass", "useExisting", "useValue"].map((key) => inspector.entry(provider, key)).find((one) => !inspector.isUnknown(one))
}

/** Guards, pipes, interceptors and filters that a provider makes global: https://docs.nestjs.com/guards#binding-guards */
function globalOf(provider: AbstractValue, inspector: Inspector): readonly Setup[] {
  const token = inspector.name(inspector.entry(provider, "provide"))
  const value = token?.startsWith("@nestjs/core.APP_") === true ? providedBy(provider, inspector) : undefined
  if (value === undefined) return []
  switch (token) {
    case "@nestjs/core.APP_GUARD":
      return [{ does: "use", paths: [""], handlers: inspector.arms(value).map((one) => guardOf(one, inspector)) }]
    case "@nestjs/core.APP_PIPE":
      return [{ does: "use", paths: [""], handlers: [], declared: { enforces: enforcementsOf(value, inspector) } }]
    case "@nestjs/core.APP_INTERCEPTOR":
      return [{ does: "use", paths: [""], handlers: [], declared: { transforms: inspector.arms(value).map((one) => transformsBy(one, inspector)) } }]
    case "@nestjs/core.APP_FILTER":
      return [{ does: "errorHandler", handlers: [methodOf(value, "catch", inspector) ?? value] }]
    default:
      return []
  }
}

/**
 * What an application serves: the controllers of every module that is reached from its first one, what these modules
 * make global, and their middleware. A controller that no module names belongs to the only application there is.
 *
 * @returns the setup statements of the application
 */
export function readModules(call: SetupCall): readonly Setup[] {
  const { modules, trees } = collectModules(call.argument(0), call)
  const prefixes = prefixesOf(trees, call)
  const served = new Map<string, Served>()
  const serve = (view: ClassView | undefined, prefix: string): void => {
    if (view === undefined || served.has(keyOf(view))) return
    const group = readController(view, prefix, call)
    if (group !== undefined) served.set(keyOf(view), { view, group })
  }
  const listed = (name: string, options: readonly AbstractValue[]): readonly AbstractValue[] =>
    options.flatMap((one) => listedIn(one, name, call)).flatMap((one) => call.arms(one))
  for (const { view, options } of modules) {
    for (const controller of listed("controllers", options)) serve(call.classOf(controller), prefixes.get(keyOf(view)) ?? "")
  }
  if (call.isOnly()) for (const view of call.classes()) if (!served.has(keyOf(view)) && hasController(view, call)) serve(view, "")
  const all = [...served.values()]
  const globals = modules.flatMap(({ options }) => listed("providers", options).flatMap((provider) => globalOf(provider, call)))
  const middleware = modules.flatMap(({ view }) => readMiddleware(view, all, call))
  return [...middleware, ...globals, ...all.map(({ group }) => group)]
}
