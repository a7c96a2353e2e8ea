/**
 * The routing tree: routers with their sentences become operations, each with everything a request meets before it.
 *
 * @module
 */
import type { Declared, Framework } from "../frameworks/framework.ts"
import type { CallSite, Meaning, Method } from "../model.ts"
import { alternatives } from "./meaning.ts"
import { covers, isBelow, joinPaths, segmentsOf, toTemplate } from "./path.ts"
import type { Router, Routers, Sentence } from "./router.ts"

/** One handler in a chain, and the call that registered it. */
export interface Step {
  readonly meaning: Meaning
  readonly site: CallSite
  /** Registered with the route itself, not with a router above it. */
  readonly isOwn: boolean
  /** The path at which it is registered; `request.path` in it is relative to this. */
  readonly base: string
  /** The router that it was registered on: `this` in its function, where the framework says so. */
  readonly router: Meaning
}

/** An operation before anything is known of what its handlers do. */
export interface Operation {
  readonly method: Method
  readonly path: string
  readonly site: CallSite
  readonly framework: Framework
  /** The application that serves it; undefined when nothing is known to mount it. */
  readonly application: Router | undefined
  readonly chain: readonly Step[]
  readonly declared: Declared | undefined
}

/** Something a request passes, while an ordered stack is walked. */
interface Layer {
  readonly step: Step
  /** Segments of the paths it covers: a prefix for middleware, a whole path for a route that lets requests go on. */
  readonly path: readonly string[]
  readonly methods: readonly Method[]
  readonly isPrefix: boolean
}

/** Routers nested deeper than this are left: they mount each other. */
const NESTING = 16

/**
 * Every operation of the project.
 *
 * @returns those of applications first, then those of routers that nothing mounts
 */
export function buildOperations(routers: Routers): readonly Operation[] {
  const seen = new Set<Router>()
  const operations = routers.all
    .filter((router) => router.kind === "app" && !isMounted(router, routers))
    .flatMap((router) => walk(router, router, routers, seen))
  // An unmounted router below another one is reached through it.
  const loose = routers.all.filter((router) => !seen.has(router) && router.sentences.length > 0)
  const below = new Set(loose.flatMap((router) => childrenOf(router, routers)))
  const unmounted = loose.filter((router) => !below.has(router)).flatMap((router) => walk(router, undefined, routers, seen))
  return [...operations, ...unmounted]
}

function childrenOf(router: Router, routers: Routers): readonly Router[] {
  return router.sentences.flatMap(({ setup, child }) => {
    if (child !== undefined) return [child]
    if (setup.does !== "use" && setup.does !== "route") return []
    return setup.handlers.flatMap((handler) => routersIn(handler, routers))
  })
}

const routersIn = (handler: Meaning, routers: Routers): readonly Router[] =>
  alternatives(handler).flatMap((one) => routers.viewOf(one)?.router ?? [])

const isMounted = (router: Router, routers: Routers): boolean =>
  routers.all.some((other) => other !== router && childrenOf(other, routers).includes(router))

function walk(root: Router, application: Router | undefined, routers: Routers, seen: Set<Router>): readonly Operation[] {
  return root.framework.scope === "ordered stack"
    ? walkStack(root, application, routers, seen)
    : walkTree(root, application, "", [], routers, seen, 0)
}

const pathsOf = (prefix: string, { prefixes }: Sentence, paths: readonly string[]): readonly string[] =>
  prefixes.flatMap((above) => paths.map((path) => joinPaths(joinPaths(prefix, above), path)))

/** Middleware covers what is registered after it, also through the routers that are mounted on the way. */
function walkStack(root: Router, application: Router | undefined, routers: Routers, seen: Set<Router>): readonly Operation[] {
  const operations: Operation[] = []
  const layers: Layer[] = []

  function visit(router: Router, prefix: string, depth: number): void {
    seen.add(router)
    for (const sentence of router.sentences) {
      const { setup, site } = sentence
      if (setup.does === "use") {
        for (const path of pathsOf(prefix, sentence, setup.paths)) useAll(setup.handlers, site, router, path, depth)
      } else if (setup.does === "route") {
        for (const path of pathsOf(prefix, sentence, setup.paths)) addRoute(sentence, path, prefix, router, depth)
      }
    }
  }

  function useAll(handlers: readonly Meaning[], site: CallSite, router: Router, path: string, depth: number): void {
    // A guard that is registered together with a router stands and falls with it.
    const isOwn = handlers.some((handler) => routersIn(handler, routers).length > 0)
    for (const handler of handlers) {
      const [mounted] = routersIn(handler, routers)
      if (mounted !== undefined) {
        if (depth < NESTING) visit(mounted, path, depth + 1)
        continue
      }
      const base = path === "" ? "" : toTemplate(path)
      const step: Step = { meaning: handler, site, isOwn, base, router: router.meaning }
      layers.push({ step, path: segmentsOf(toTemplate(path)), methods: ["*"], isPrefix: true })
    }
  }

  function addRoute(sentence: Sentence, path: string, prefix: string, router: Router, depth: number): void {
    const { setup, site } = sentence
    if (setup.does !== "route") return
    const [mounted] = setup.handlers.flatMap((handler) => routersIn(handler, routers))
    if (mounted !== undefined) return depth < NESTING ? visit(mounted, path, depth + 1) : undefined
    const template = toTemplate(path)
    const segments = segmentsOf(template)
    const base = prefix === "" ? "" : toTemplate(prefix)
    const own = setup.handlers.map((meaning): Step => ({ meaning, site, isOwn: true, base, router: router.meaning }))
    for (const method of setup.methods) {
      const met = layers.filter((layer) => meets(layer, method, segments)).map((layer) => layer.step)
      operations.push({ method, path: template, site, framework: root.framework, application, chain: [...met, ...own], declared: setup.declared })
    }
    // A route may let the request go on: app.all("*", requireUser).
    for (const step of own) layers.push({ step: { ...step, isOwn: false }, path: segments, methods: setup.methods, isPrefix: false })
  }

  visit(root, "", 0)
  return operations
}

function meets(layer: Layer, method: Method, path: readonly string[]): boolean {
  if (layer.isPrefix) return isBelow(path, layer.path)
  const isSameMethod = layer.methods.includes("*") || layer.methods.includes(method)
  return isSameMethod && covers(layer.path, path)
}

/** Hooks cover every route of their scope and of the scopes inside, whatever the order. */
function walkTree(
  router: Router, application: Router | undefined, prefix: string, inherited: readonly Step[], routers: Routers, seen: Set<Router>, depth: number,
): readonly Operation[] {
  seen.add(router)
  if (depth > NESTING) return []
  const own = router.sentences.flatMap(({ setup, site }) =>
    setup.does === "use" ? setup.handlers.map((meaning): Step => ({ meaning, site, isOwn: false, base: "", router: router.meaning })) : [],
  )
  const hooks = [...inherited, ...own]
  return router.sentences.flatMap((sentence) => {
    const { setup, site, child } = sentence
    if (setup.does === "mount" && child !== undefined) {
      return pathsOf(prefix, sentence, [setup.path]).flatMap((path) => walkTree(child, application, path, hooks, routers, seen, depth + 1))
    }
    if (setup.does !== "route") return []
    const handlers = setup.handlers.map((meaning): Step => ({ meaning, site, isOwn: true, base: "", router: router.meaning }))
    return pathsOf(prefix, sentence, setup.paths).flatMap((path) =>
      setup.methods.map((method) => ({
        method, path: toTemplate(path), site, framework: router.framework, application, chain: [...hooks, ...handlers], declared: setup.declared,
      })),
    )
  })
}
