/**
 * Regions of code: which may run, and which run once.
 *
 * @module
 */
import type { Activation, Module, Value } from "../model.ts"
import type { Follower } from "./follower.ts"
import { isTruthy } from "./meaning.ts"

/**
 * The regions around a place inside its function, innermost first; the function's own body is not among them.
 *
 * @returns their numbers
 */
export function* regionsAround(start: number, module: Module): Generator<number> {
  const { regions } = module.facts
  for (let region = start; region > 0 && regions[region]?.kind !== "function"; region = regions[region]?.parent ?? -1) yield region
}

/**
 * Whether no condition around a region is known to keep it from running: `if (schemas.body) ... else ...`.
 *
 * @returns true also where a condition is not known
 */
export function mayRun(start: number, activation: Activation, follower: Follower): boolean {
  const { facts } = activation.module
  for (let region = start; region > 0; region = facts.regions[region]?.parent ?? -1) {
    const fact = facts.regions[region]
    if (fact === undefined || fact.kind === "function") return true
    if (fact.test === undefined || (fact.kind !== "then" && fact.kind !== "else")) continue
    const holds = isTruthy(follower.follow(fact.test, activation))
    if (holds !== undefined && holds !== (fact.kind === "then")) return false
  }
  return true
}

/**
 * Whether a region runs only as long as a binding of the module is empty: `cached ??= load()`,
 * `if (!cached) cached = load()`.
 *
 * @returns the answer
 */
export function fillsCache(start: number, module: Module): boolean {
  const { regions, locals } = module.facts
  const isModuleBinding = (value: Value | undefined): boolean =>
    value?.kind === "local" && (regions[locals[value.id]?.region ?? -1]?.function ?? 0) < 0 && locals[value.id]?.isConstant === false
  for (let region = start; region > 0; region = regions[region]?.parent ?? -1) {
    const fact = regions[region]
    if (fact === undefined || fact.kind === "function") return false
    const { test } = fact
    if (test === undefined) continue
    if (fact.kind === "else" && isModuleBinding(test)) return true
    if (fact.kind !== "then" || test.kind !== "operation") continue
    const [operand, other] = test.operands
    const isEmptyTest = test.operator === "!" || ((test.operator === "===" || test.operator === "==") && isNothing(other))
    if (isEmptyTest && isModuleBinding(operand)) return true
  }
  return false
}

const isNothing = (value: Value | undefined): boolean =>
  (value?.kind === "literal" && value.value === null) || (value?.kind === "global" && value.name === "undefined")
