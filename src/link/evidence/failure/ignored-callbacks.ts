/**
 * Functions given to what ignores the promise that they return: listeners, timers, `forEach`, the executor of a promise.
 *
 * @module
 */
import { isErrorParameter } from "../../../knowledge/errors.ts"
import { emitterMethods } from "../../../knowledge/listeners.ts"
import { timers } from "../../../knowledge/promises.ts"
import { find } from "../../../knowledge/table.ts"
import type { Location } from "../../../model/evidence.ts"
import type { FunctionFact } from "../../../model/facts.ts"
import type { StartedPromise } from "../../../model/failures.ts"
import type { AbstractValue, CallSite, Context } from "../../../model/values.ts"
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
  readonly functions: readonly AbstractValue[]
  /** What to call it in a message. */
  readonly name: string | undefined
}

/** The functions given to a call that may fail unnoticed, and the work that a timer is given to do. */
export function callbacksAt(site: CallSite, analysis: PromiseAnalysis): readonly Omit<StartedPromise, "via">[] {
  const { evaluator } = analysis
  const ignoring = ignoringAt(site, evaluator)
  if (ignoring === undefined) return []
  return ignoring.functions.flatMap((value): Omit<StartedPromise, "via">[] => {
    const running = evaluator.enter(value, site, [])
    if (running === undefined) return []
    const isUncaught = failureOf(running, analysis) !== undefined
    if (!isUncaught && !(ignoring.isTimer && reachesOutFrom(running, evaluator))) return []
    return [{
      at: isUncaught ? placeOf(running, site) : calleeOf(site),
      name: labelOf(site, evaluator),
      form: ignoring.isTimer ? "timer" : "callback",
      isUncaught,
      isVoid: false,
      passedTo: ignoring.name,
    }]
  })
}

/** The word `async` of a function that is written here; the called name where it is only named. */
function placeOf({ module, of }: Context, site: CallSite): Location {
  const fact = module.facts.functions[of]
  const [whole, call] = [locate(module, fact?.at ?? 0), locate(site.module, site.module.facts.calls[site.call]?.at ?? 0)]
  const isHere = module === site.module && whole.start >= call.start && whole.end <= call.end
  return fact?.isAsync === true && isHere ? { ...whole, end: Math.min(whole.end, whole.start + "async".length) } : calleeOf(site)
}

const calleeOf = ({ module, call }: CallSite): Location => locate(module, module.facts.calls[call]?.calleeAt ?? 0)

function ignoringAt(site: CallSite, evaluator: Evaluator): Ignoring | undefined {
  const fact = site.module.facts.calls[site.call]
  const { target, method } = evaluator.callee(site)
  const name = nameOf(target, evaluator)
  if (fact === undefined || target.kind === "function") return undefined
  const functions = evaluator.arguments(site).filter((one) => one.kind === "function")
  if (find(timers, name) !== undefined) return { isTimer: true, name, functions }
  if (fact.isNew && name === "Promise") return { isTimer: false, name: "new Promise", functions: functions.filter(isAsync) }
  if (method !== undefined && (LISTENERS.has(method) || (method === "map" && fact.result === "discarded"))) return { isTimer: false, name: name ?? method, functions }
  // What a client calls back, error first, it does not wait for: `client.keys(pattern, async (error, keys) => ...)`.
  const last = evaluator.arguments(site).at(-1)
  const isCallback = evaluator.clients.callOf(name) !== undefined && last?.kind === "function" && isAsync(last) && takesError(last)
  return isCallback ? { isTimer: false, name, functions: [last] } : undefined
}

const factOf = (value: AbstractValue): FunctionFact | undefined => (value.kind === "function" ? value.context.module.facts.functions[value.id] : undefined)

const isAsync = (value: AbstractValue): boolean => factOf(value)?.isAsync === true

const takesError = (value: AbstractValue): boolean => isErrorParameter(factOf(value)?.parameters[0]?.name ?? "")
