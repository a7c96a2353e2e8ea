/**
 * Routers that nothing mounts, told from those whose mount could not be followed.
 *
 * @module
 */
import type { LocalId } from "../../model/ids.ts"
import { fileListings } from "../../knowledge/loading.ts"
import { find } from "../../knowledge/table.ts"
import type { Expression } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"
import type { UnmountedRouter } from "../../model/project.ts"
import type { Route } from "../../model/route.ts"
import type { AbstractValue } from "../../model/values.ts"
import { nameOf } from "../evaluate/canonical-name.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { locate } from "../source/location.ts"
import type { Operation } from "./operation.ts"
import type { Router } from "./routers.ts"

/**
 * The routers with routes of which it is certain that no application mounts them.
 *
 * @param routes the routes of operations that have no application, each with its operation
 * @param serving the frameworks of which the project has an application with routes
 * @returns them in the order of their making
 */
export function* unmountedRouters(
  routes: ReadonlyMap<Operation, Route>, routers: readonly Router[], serving: ReadonlySet<string>, evaluator: Evaluator,
): Generator<UnmountedRouter> {
  const byRouter = new Map<AbstractValue | undefined, Route[]>()
  for (const [{ chain, application }, route] of routes) {
    const router = chain.at(-1)?.router
    if (application === undefined) byRouter.set(router, [...(byRouter.get(router) ?? []), route])
  }
  for (const { value, framework, kind } of routers) {
    const found = byRouter.get(value)
    if (found === undefined || kind !== "router" || value.kind !== "result" || value.site.context.of >= 0) continue
    if (!serving.has(framework.name)) continue
    const { module, call } = value.site
    const local = module.facts.locals.findIndex(({ values, isConstant }) =>
      isConstant && values.length === 1 && values[0]?.kind === "call" && values[0].id === call)
    const methods = new Set([...Object.keys(framework.setups), ...framework.chaining])
    const use = local < 0 ? "unknown" : mountOf(local, module, methods)
    if (use === "unknown" || (use === "exported" && mayBeLoaded(module, evaluator))) continue
    const at = locate(module, module.facts.calls[call]?.calleeAt ?? 0)
    yield { at, framework: framework.name, name: module.facts.locals[local]?.name ?? "", routes: found }
  }
}

/** What a module does with a router of its own beside registering routes on it. */
function mountOf(local: LocalId, module: Module, methods: ReadonlySet<string>): "own" | "exported" | "unknown" {
  const { reads, calls, exports, locals, functions } = module.facts
  const isIt = (expression: Expression | undefined): boolean => expression?.kind === "local" && expression.id === local
  const isInside = (expression: Expression | undefined): boolean => expression !== undefined && (isIt(expression) || (expression.kind === "member" && isInside(expression.object)))
  const chained = new Set<number>()
  for (const [id, { callee, result }] of calls.entries()) {
    if (callee.kind !== "member") continue
    const isOnIt = isIt(callee.object) || (callee.object.kind === "call" && chained.has(callee.object.id))
    if (!isOnIt && isInside(callee.object)) return "unknown"
    if (!isOnIt) continue
    chained.add(id)
    const goesOn = calls.some(({ callee: next }) => next.kind === "member" && next.object.kind === "call" && next.object.id === id)
    if (!methods.has(callee.name) || (result !== "discarded" && !goesOn)) return "unknown"
  }
  const exported = exports.filter(({ value: expression }) => isIt(expression)).length
  const isElsewhere = reads.filter(({ value: expression }) => isInside(expression)).some(({ use }) => use.kind !== "assigned")
    || reads.filter(({ value: expression, use }) => isIt(expression) && use.kind === "assigned").length > exported
    || locals.some(({ values }, id) => id !== local && values.some(isInside))
    || functions.some(({ returns }) => returns.some(({ value: expression }) => isInside(expression)))
    || exports.some(({ value: expression }) => expression.kind === "object" && expression.entries.some((entry) => isInside(entry.value)))
  if (isElsewhere) return "unknown"
  return exported > 0 ? "exported" : "own"
}

/** Whether anything may load the module: an import, a string that names it, or a command that starts it. */
function mayBeLoaded(module: Module, evaluator: Evaluator): boolean {
  const { sources } = evaluator
  const path = module.file.slice(sources.root.length + 1).replace(/\.[cm]?[jt]sx?$/, "")
  const [folder = "", name = ""] = path.split("/").slice(-2)
  // What lies at the root, or is called as entries are, may be what the package exports.
  if (!path.includes("/") || ["index", "main", "server", "app"].includes(name)) return true
  return sources.modules.some((other) => {
    if (other !== module && other.facts.imports.some((specifier) => evaluator.imported(specifier, other) === module)) return true
    if (other !== module && other.facts.strings.some(({ text }) => text === name || text.includes(`${folder}/${name}`))) return true
    const context = evaluator.moduleContext(other)
    return other.facts.calls.some(({ callee }, call) => {
      if (callee.kind === "global" && callee.name === "require") return true
      return find(fileListings, nameOf(evaluator.callee({ module: other, call, context }).target, evaluator)) !== undefined
    })
  })
}
