/**
 * Functions given to what ignores the promise that they return: listeners, timers, `forEach`, the executor of a promise.
 *
 * @module
 */
import { emitterMethods } from "../../../knowledge/listeners.ts"
import { timers } from "../../../knowledge/promises.ts"
import { find } from "../../../knowledge/table.ts"
import type { Location } from "../../../model/evidence.ts"
import type { StartedPromise } from "../../../model/failures.ts"
import type { CallSite, Context } from "../../../model/values.ts"
import { failureOf, type PromiseAnalysis } from "../../effects/promise-failures.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { locate } from "../../source/location.ts"
import { labelOf, reachesOutFrom } from "./promise-work.ts"

/** Methods that call a function and look at nothing that it returns. */
const LISTENERS = new Set([...emitterMethods, "forEach"])

/** What ignores the promises of the functions that it is given. */
interface Ignoring {
  readonly isTimer: boolean
  /** What to call it in a message. */
  readonly name: string | undefined
}

/** The functions given to a call that may fail unnoticed, and the work that a timer is given to do. */
export function callbacksAt(site: CallSite, analysis: PromiseAnalysis): readonly Omit<StartedPromise, "via">[] {
  const { evaluator } = analysis
  const ignoring = ignoringAt(site, evaluator)
  if (ignoring === undefined) return []
  return evaluator.arguments(site).flatMap((value): Omit<StartedPromise, "via">[] => {
    const running = value.kind === "function" ? evaluator.enter(value, site, []) : undefined
    const code = running?.module.facts.functions[running.of]
    if (code === undefined || running === undefined) return []
    const isUncaught = code.isAsync && failureOf(running, analysis) !== undefined
    if (!isUncaught && !(ignoring.isTimer && reachesOutFrom(running, evaluator))) return []
    return [{
      at: isUncaught ? asyncKeyword(running, code.at) : locate(site.module, site.module.facts.calls[site.call]?.calleeAt ?? 0),
      name: labelOf(site, evaluator),
      form: ignoring.isTimer ? "timer" : "callback",
      isUncaught,
      isVoid: false,
      passedTo: ignoring.name,
    }]
  })
}

function asyncKeyword({ module }: Context, at: number): Location {
  const whole = locate(module, at)
  return { ...whole, end: Math.min(whole.end, whole.start + "async".length) }
}

function ignoringAt(site: CallSite, evaluator: Evaluator): Ignoring | undefined {
  const fact = site.module.facts.calls[site.call]
  const { target, method } = evaluator.callee(site)
  const name = nameOf(target, evaluator)
  if (fact === undefined || target.kind === "function") return undefined
  if (find(timers, name) !== undefined) return { isTimer: true, name }
  if (fact.isNew && name === "Promise") return { isTimer: false, name: "new Promise" }
  const isIgnoring = method !== undefined && (LISTENERS.has(method) || (method === "map" && fact.result === "discarded"))
  return isIgnoring ? { isTimer: false, name: name ?? method } : undefined
}
