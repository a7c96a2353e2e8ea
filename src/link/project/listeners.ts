/**
 * Servers that start, and what has to happen for that: an import alone, or more.
 *
 * @module
 */
import { serverStarts } from "../../knowledge/loading.ts"
import { find } from "../../knowledge/table.ts"
import { nameOf } from "../evaluate/canonical-name.ts"
import { alternatives } from "../evaluate/domain.ts"
import type { Follower } from "../evaluate/evaluator.ts"
import { isUnderCondition } from "../routing/conditional-registration.ts"
import type { Routers } from "../routing/routers.ts"
import { locate } from "../source/location.ts"
import type { Location } from "../../model/evidence.ts"
import type { Module } from "../../model/facts.ts"
import type { Listener } from "../../model/project.ts"
import type { Activation, CallSite, Meaning } from "../../model/values.ts"

/** Functions that are called from further away than this are left. */
const DEPTH = 6

/**
 * Every start of a server that the code of a module runs into, module by module.
 *
 * @returns them in the order of modules; one that two modules run into twice
 */
export function* listenersOf(modules: readonly Module[], routers: Routers, follower: Follower): Generator<Listener> {
  for (const module of modules) {
    const exports = exportedServer(module, routers, follower)
    for (const { at, isGuarded } of startsOf(module, routers, follower)) yield { at, file: module.file, exports, isGuarded }
  }
}

const isApplication = (meaning: Meaning, routers: Routers): boolean => routers.viewOf(meaning)?.router.kind === "app"

function startsServer(site: CallSite, routers: Routers, follower: Follower): boolean {
  const { target, receiver, method } = follower.callee(site)
  if (receiver !== undefined && method === "listen" && isApplication(receiver, routers)) return true
  return find(serverStarts, nameOf(target, follower)) !== undefined
}

function startsOf(module: Module, routers: Routers, follower: Follower): readonly { readonly at: Location; readonly isGuarded: boolean }[] {
  const found: { at: Location; isGuarded: boolean }[] = []
  const entered = new Set<Activation>()

  function run(activation: Activation, top: CallSite | undefined, isGuarded: boolean, depth: number): void {
    if (entered.has(activation) || depth > DEPTH) return
    entered.add(activation)
    const { facts } = activation.module
    for (const [call, { region, calleeAt }] of facts.calls.entries()) {
      if ((facts.regions[region]?.function ?? -1) !== activation.of) continue
      const site = { module: activation.module, call, activation }
      const outer = top ?? site
      const isHeld = isGuarded || isUnderCondition(site, follower) || mayHaveLeft(site)
      if (startsServer(site, routers, follower)) {
        const own = site.module === module ? site : outer
        found.push({ at: locate(module, own === site ? calleeAt : module.facts.calls[own.call]?.calleeAt ?? 0), isGuarded: isHeld })
        continue
      }
      for (const one of alternatives(follower.callee(site).target)) {
        const running = one.kind === "function" ? follower.enter(one, site) : undefined
        if (running !== undefined) run(running, outer, isHeld, depth + 1)
      }
      // `connect().then(() => app.listen(3000))` happens by itself, too.
      for (const one of follower.arguments(site).flatMap((value) => alternatives(value))) {
        const running = one.kind === "function" && one.activation.module === site.module ? follower.enter(one, site, []) : undefined
        if (running !== undefined) run(running, outer, isHeld, depth + 1)
      }
    }
  }

  run(follower.moduleActivation(module), undefined, false, 0)
  return found
}

/** `if (require.main !== module) return`, before the call and in the same function. */
function mayHaveLeft({ module, call, activation }: CallSite): boolean {
  const { regions, calls } = module.facts
  const start = (at: number | undefined): number => module.spans[3 * (at ?? 0)] ?? 0
  return regions.some(({ kind, leaves, function: owner, at }) =>
    owner === activation.of && leaves && (kind === "then" || kind === "else") && start(at) < start(calls[call]?.at))
}

/** The name under which a module exports an application, or the server that it listens with. */
function exportedServer(module: Module, routers: Routers, follower: Follower): string | undefined {
  const isServer = (meaning: Meaning): boolean => alternatives(meaning).some((one) => {
    if (isApplication(one, routers)) return true
    return one.kind === "result" && startsServer(one.site, routers, follower)
  })
  for (const { name, value: expression } of module.facts.exports) {
    const meaning = follower.follow(expression, follower.moduleActivation(module))
    if (isServer(meaning)) return name === "=" ? "module.exports" : name
    const entry = meaning.kind === "object" ? [...follower.entries(meaning)].find(([, one]) => isServer(one)) : undefined
    if (entry !== undefined) return entry[0]
  }
  return undefined
}
