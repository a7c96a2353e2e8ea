/**
 * Ordered routers: what a request meets is what was registered before, also through the routers mounted on the way.
 *
 * @module
 */
import type { Declared, Setup } from "../frameworks/framework.ts"
import type { Method } from "../model.ts"
import { NESTING, type Operation, pathsBelow, prefixOf, routersIn, type Step, toOperation } from "./operation.ts"
import { covers, isBelow, segmentsOf, toTemplate } from "./path.ts"
import type { Router, Routers, Sentence } from "./router.ts"

/** Something a request passes, while an ordered stack is walked. */
interface Layer {
  /** Undefined for what only declares. */
  readonly step: Step | undefined
  readonly declared: Declared | undefined
  /** Whether it covers a route; undefined where nobody can tell. */
  readonly meets: (method: Method, template: string) => boolean | undefined
  readonly lifts: "parent" | "all" | undefined
}

/**
 * The operations that requests reach through an ordered router.
 *
 * @returns them in the order of registration
 */
export function walkStack(root: Router, application: Router | undefined, routers: Routers, seen: Set<Router>): readonly Operation[] {
  const operations: Operation[] = []
  const layers: Layer[] = []
  const { scope } = root.framework

  function visit(router: Router, above: string, depth: number, copied: number | undefined): void {
    seen.add(router)
    const mark = layers.length
    const prefix = pathsBelow(above, [""], [prefixOf(router)])[0] ?? above
    const sentences = scope === "ordered stack" ? router.sentences : router.sentences.slice(0, copied)
    let last: readonly string[] = [""]
    for (const sentence of sentences) {
      const { setup, child } = sentence
      if (child !== undefined && depth < NESTING && (setup.does === "group" || setup.does === "mount")) {
        const paths = setup.does === "group" ? setup.paths : [setup.path]
        for (const path of pathsBelow(prefix, sentence.prefixes, paths)) visit(child, path, depth + 1, undefined)
      } else if (setup.does === "use") {
        for (const path of pathsBelow(prefix, sentence.prefixes, setup.paths)) useAll(setup, sentence, router, path, depth)
      } else if (setup.does === "route") {
        last = setup.paths.length > 0 ? setup.paths : last
        for (const path of pathsBelow(prefix, sentence.prefixes, last)) addRoute(setup, sentence, path, prefix, router, depth)
      }
    }
    if (scope === "closed routers") close(mark)
  }

  /** What a closed router registered stays inside it, but for what is lifted out. */
  function close(mark: number): void {
    for (const layer of layers.splice(mark)) {
      if (layer.lifts === undefined) continue
      layers.push({ ...layer, meets: () => true, lifts: layer.lifts === "all" ? "all" : undefined })
    }
  }

  function useAll(setup: Extract<Setup, { does: "use" }>, sentence: Sentence, router: Router, path: string, depth: number): void {
    const { site, at, copied } = sentence
    // A guard that is registered together with a router stands and falls with it.
    const isOwn = setup.handlers.some((handler) => routersIn(handler, routers).length > 0)
    const template = toTemplate(path)
    const wanted = segmentsOf(template)
    const meets = (method: Method, given: string): boolean | undefined => {
      if (setup.covers !== undefined) return setup.covers(given, method)
      return setup.isExact === true ? covers(wanted, segmentsOf(given)) : isBelow(segmentsOf(given), wanted)
    }
    const lifts = setup.lifts
    if (setup.declared !== undefined) layers.push({ step: undefined, declared: setup.declared, meets, lifts })
    for (const meaning of setup.handlers) {
      const [mounted] = routersIn(meaning, routers)
      if (mounted !== undefined) {
        if (depth < NESTING) visit(mounted, path, depth + 1, copied.get(mounted))
        continue
      }
      const step: Step = {
        meaning, at, site, isOwn, base: path === "" ? "" : template, router: router.meaning, ...(setup.provides && { provides: setup.provides }),
      }
      layers.push({ step, declared: undefined, meets, lifts })
    }
  }

  function addRoute(
    setup: Extract<Setup, { does: "route" }>, { site, at, copied }: Sentence, path: string, prefix: string, router: Router, depth: number,
  ): void {
    const [mounted] = setup.handlers.flatMap((handler) => routersIn(handler, routers))
    if (mounted !== undefined) return depth < NESTING ? visit(mounted, path, depth + 1, copied.get(mounted)) : undefined
    const template = toTemplate(path)
    const base = prefix === "" ? "" : toTemplate(prefix)
    const own = setup.handlers.map((meaning): Step => ({ meaning, at, site, isOwn: true, base, router: router.meaning }))
    for (const method of setup.methods) {
      const met: Step[] = []
      const inherited: Declared[] = []
      for (const { step, declared, meets } of layers) {
        const isMet = meets(method, template)
        if (isMet === false) continue
        if (step !== undefined) met.push(isMet === undefined ? { ...step, isUncertain: true } : step)
        if (declared !== undefined) inherited.push(declared)
      }
      operations.push(toOperation(setup, at, site, method, path, root.framework, application, [...met, ...own], inherited))
    }
    // A route may let the request go on: app.all("*", requireUser).
    const segments = segmentsOf(template)
    const meets = (method: Method, given: string): boolean =>
      (setup.methods.includes("*") || setup.methods.includes(method)) && covers(segments, segmentsOf(given))
    for (const step of own) layers.push({ step: { ...step, isOwn: false }, declared: undefined, meets, lifts: undefined })
  }

  visit(root, "", 0, undefined)
  return operations
}
