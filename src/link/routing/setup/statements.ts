/**
 * Setup statements: what a call on a router says in its framework's words, and what follows from it.
 *
 * @module
 */
import type { Setup } from "../../../frameworks/framework.ts"
import type { Location } from "../../../model/evidence.ts"
import type { CallSite } from "../../../model/values.ts"
import { possibleValues, UNKNOWN } from "../../evaluate/domain.ts"
import { locate } from "../../source/location.ts"
import { describeCall } from "../inspector.ts"
import { joinPaths } from "../../../path/template.ts"
import type { Router, RouterView } from "../routers.ts"
import { calleeAt, type Interpretation, type RunCallee } from "./interpretation.ts"
import { findForeignPlugin, isEmptyFolder, listAutoloaded, unwrapPlugin } from "./plugins.ts"

/** Where a statement comes from: the call that says it, or the place of the file or class that declares it. */
export interface StatementOrigin {
  readonly site: CallSite | undefined
  readonly declaredAt?: Location
}

/** The statements that a call on a router says; translated once. */
export function translateCall(interpretation: Pick<Interpretation, "evaluator" | "translations">, site: CallSite, view: RouterView, method: string): readonly Setup[] {
  const { evaluator, translations } = interpretation
  const byCall = translations.get(site.context) ?? new Map<number, readonly Setup[]>()
  translations.set(site.context, byCall)
  const known = byCall.get(site.call)
  if (known !== undefined) return known
  byCall.set(site.call, [])
  const { framework } = view.router
  const isUnderPath = view.prefixes.some((prefix) => prefix !== "")
  const translated = framework.setups[method]?.(describeCall(site, evaluator, framework.aliases, isUnderPath))
  const setups = translated === undefined ? [] : [translated].flat()
  byCall.set(site.call, setups)
  return setups
}

/** Applies a statement to a router; `run` runs the plugins that it registers. */
export function applyStatement(interpretation: Interpretation, run: RunCallee, origin: StatementOrigin, view: RouterView, setup: Setup): void {
  const { site } = origin
  const at = "at" in setup && setup.at !== undefined ? setup.at : site === undefined ? origin.declaredAt : locate(site.module, calleeAt(site))
  if (at === undefined) return
  const { routers, progress } = interpretation
  const { router, prefixes } = view
  progress.statements += 1
  switch (setup.does) {
    case "prefixReturned":
      return
    case "unresolved":
      interpretation.unresolved.push({ at, reason: setup.reason })
      return
    case "decorate":
      interpretation.decorations.declare(router, setup)
      return
    case "mount":
      if (site !== undefined) mountPlugin(interpretation, run, site, view, setup)
      return
    case "autoload":
      if (site !== undefined) autoloadFolder(interpretation, run, site, view, setup)
      return
    case "group": {
      const child = routers.child(router, site, setup.paths.join(","))
      for (const inner of setup.setups) applyStatement(interpretation, run, { site, declaredAt: at }, { router: child, prefixes: [""] }, inner)
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

function mountPlugin(interpretation: Interpretation, run: RunCallee, site: CallSite, view: RouterView, setup: Extract<Setup, { does: "mount" }>): void {
  const { evaluator, frameworks, routers, unresolved } = interpretation
  const { router, prefixes } = view
  const { plugin, isShared } = unwrapPlugin(setup.plugin, router.framework, evaluator)
  const at = locate(site.module, calleeAt(site))
  const record = (child: Router): void => void router.statements.push({ setup, at, site, prefixes, child, copied: new Map() })
  const apply = (to: RouterView, inner: Setup): void => applyStatement(interpretation, run, { site }, to, inner)
  const foreign = findForeignPlugin(plugin, frameworks, evaluator)
  if (foreign !== undefined) {
    const child = routers.child(router, site, setup.path, foreign.framework)
    for (const inner of foreign.setupsOf(describeCall(site, evaluator, foreign.framework.aliases))) apply({ router: child, prefixes: [""] }, inner)
    return record(child)
  }
  if (plugin.kind !== "function") {
    if (plugin.kind === "unknown") unresolved.push({ at, reason: "a plugin that could not be found" })
    return apply(view, { does: "use", paths: [setup.path], handlers: [plugin] })
  }
  const [, second] = evaluator.arguments(site)
  const options = setup.options ?? (second === undefined || second === setup.plugin ? UNKNOWN : second)
  const target = setup.isShared || isShared ? router : routers.child(router, site, setup.path)
  if (target !== router) record(target)
  for (const inner of setup.setups ?? []) apply({ router: target, prefixes: [""] }, inner)
  run(plugin, site, [target.value, options])
}

function autoloadFolder(interpretation: Interpretation, run: RunCallee, site: CallSite, view: RouterView, setup: Extract<Setup, { does: "autoload" }>): void {
  const { evaluator, routers, unresolved } = interpretation
  const { router, prefixes } = view
  const at = locate(site.module, calleeAt(site))
  for (const { file, prefix, modules } of listAutoloaded(setup, evaluator)) {
    const child = routers.child(router, site, file)
    const mounted: Setup = { does: "mount", path: joinPaths(setup.path, prefix), plugin: UNKNOWN, isShared: false }
    let isChildUsed = false
    for (const { module, isOwn } of modules) {
      const { plugin, isShared } = unwrapPlugin({ kind: "namespace", module }, router.framework, evaluator)
      const target = isShared && isOwn ? router : child
      isChildUsed ||= target === child
      run(plugin, site, [target.value, evaluator.arguments(site)[1] ?? UNKNOWN])
    }
    if (isChildUsed) router.statements.push({ setup: mounted, at, site, prefixes, child, copied: new Map() })
  }
  if (isEmptyFolder(setup.folder, evaluator)) unresolved.push({ at, reason: `nothing found in ${setup.folder.slice(evaluator.sources.root.length + 1)}` })
}
