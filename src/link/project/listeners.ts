/**
 * Servers that start, and what has to happen for that: an import alone, or more.
 *
 * @module
 */
import { serverStarts } from "../../knowledge/loading.ts"
import { find } from "../../knowledge/table.ts"
import type { Location } from "../../model/evidence.ts"
import type { Module } from "../../model/facts.ts"
import type { Listener } from "../../model/project.ts"
import type { AbstractValue, CallSite, Context } from "../../model/values.ts"
import { nameOf } from "../evaluate/canonical-name.ts"
import { possibleValues } from "../evaluate/domain.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { isUnderCondition } from "../routing/conditional-registration.ts"
import type { Routers } from "../routing/routers.ts"
import { bodyOf } from "../source/function-body.ts"
import { locate } from "../source/location.ts"

/** Functions that are called from further away than this are left. */
const DEPTH = 6

/**
 * Every start of a server that the code of a module runs into, module by module.
 *
 * @returns them in the order of modules; one that two modules run into twice
 */
export function* listenersOf(modules: readonly Module[], routers: Routers, evaluator: Evaluator): Generator<Listener> {
  for (const module of modules) {
    const exports = exportedServer(module, routers, evaluator)
    for (const { at, isGuarded } of startsOf(module, routers, evaluator)) yield { at, file: module.file, exports, isGuarded }
  }
}

const isApplication = (value: AbstractValue, routers: Routers): boolean => routers.viewOf(value)?.router.kind === "app"

function startsServer(site: CallSite, routers: Routers, evaluator: Evaluator): boolean {
  const { target, receiver, method } = evaluator.callee(site)
  if (receiver !== undefined && method === "listen" && isApplication(receiver, routers)) return true
  return find(serverStarts, nameOf(target, evaluator)) !== undefined
}

function startsOf(module: Module, routers: Routers, evaluator: Evaluator): readonly { readonly at: Location; readonly isGuarded: boolean }[] {
  const found: { at: Location; isGuarded: boolean }[] = []
  const entered = new Set<Context>()

  function run(context: Context, top: CallSite | undefined, isGuarded: boolean, depth: number): void {
    if (entered.has(context) || depth > DEPTH) return
    entered.add(context)
    for (const [call, { calleeAt }] of bodyOf(context).calls) {
      const site = { module: context.module, call, context }
      const outer = top ?? site
      const isHeld = isGuarded || isUnderCondition(site, evaluator) || mayHaveLeft(site)
      if (startsServer(site, routers, evaluator)) {
        const own = site.module === module ? site : outer
        found.push({ at: locate(module, own === site ? calleeAt : module.facts.calls[own.call]?.calleeAt ?? 0), isGuarded: isHeld })
        continue
      }
      for (const one of possibleValues(evaluator.callee(site).target)) {
        const running = one.kind === "function" ? evaluator.enter(one, site) : undefined
        if (running !== undefined) run(running, outer, isHeld, depth + 1)
      }
      // `connect().then(() => app.listen(3000))` happens by itself, too.
      for (const one of evaluator.arguments(site).flatMap((value) => possibleValues(value))) {
        const running = one.kind === "function" && one.context.module === site.module ? evaluator.enter(one, site, []) : undefined
        if (running !== undefined) run(running, outer, isHeld, depth + 1)
      }
    }
  }

  run(evaluator.moduleContext(module), undefined, false, 0)
  return found
}

/** `if (require.main !== module) return`, before the call and in the same function. */
function mayHaveLeft({ module, call, context }: CallSite): boolean {
  const { calls } = module.facts
  const start = (at: number | undefined): number => module.spans[3 * (at ?? 0)] ?? 0
  return bodyOf(context).regions.some(([, { kind, exits, at }]) =>
    exits && (kind === "then" || kind === "else") && start(at) < start(calls[call]?.at))
}

/** The name under which a module exports an application, or the server that it listens with. */
function exportedServer(module: Module, routers: Routers, evaluator: Evaluator): string | undefined {
  const isServer = (value: AbstractValue): boolean => possibleValues(value).some((one) => {
    if (isApplication(one, routers)) return true
    return one.kind === "result" && startsServer(one.site, routers, evaluator)
  })
  for (const { name, value: expression } of module.facts.exports) {
    const value = evaluator.evaluate(expression, evaluator.moduleContext(module))
    if (isServer(value)) return name === "=" ? "module.exports" : name
    const entry = value.kind === "object" ? [...evaluator.entries(value)].find(([, one]) => isServer(one)) : undefined
    if (entry !== undefined) return entry[0]
  }
  return undefined
}
