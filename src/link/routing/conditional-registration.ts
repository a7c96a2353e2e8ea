/**
 * Registrations that may not happen: under a condition that nobody can foresee, in code or on a router that stands under one.
 *
 * @module
 */
import type { AbstractValue, CallSite, Context } from "../../model/values.ts"
import { isTruthy } from "../evaluate/domain.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { type Operation, routersIn, type Step } from "./operation.ts"
import type { Router, Routers } from "./routers.ts"

/**
 * Whether a call runs only if a condition holds that is not known: `if (process.env.DEBUG) app.use(tools)`.
 *
 * @returns the answer, for the function that the call is in and no further
 */
export function isUnderCondition({ module, call, context }: CallSite, evaluator: Evaluator): boolean {
  const { facts } = module
  for (let region = facts.calls[call]?.region ?? -1; region > 0; region = facts.regions[region]?.parent ?? -1) {
    const fact = facts.regions[region]
    if (fact === undefined || fact.kind === "function") return false
    if (fact.kind === "catch") return true
    if (fact.test === undefined || (fact.kind !== "then" && fact.kind !== "else")) continue
    if (isTruthy(evaluator.evaluate(fact.test, context)) === undefined) return true
  }
  return false
}

/** Tells what is registered in any case. */
export interface Registrations {
  /** Whether a route, and every router above it, is registered whatever the environment. */
  isCertain(operation: Operation): boolean
  /** The same of one step of a chain. */
  isCertainStep(step: Step): boolean
}

/**
 * Finds the routers that are mounted under a condition.
 *
 * @param conditional the contexts that ran under one
 * @returns what can be asked of them
 */
export function createRegistrations(routers: Routers, conditional: ReadonlySet<Context>, evaluator: Evaluator): Registrations {
  // An iteration of a loop is a context inside that of the function.
  const isConditional = (context: Context | undefined): boolean =>
    context !== undefined && (conditional.has(context) || (context.iteration !== undefined && isConditional(context.parent)))
  const isSiteUncertain = (site: CallSite | undefined): boolean =>
    site !== undefined && (isConditional(site.context) || isUnderCondition(site, evaluator))
  const uncertain = new Set<AbstractValue>()
  const mark = (router: Router): void => {
    if (uncertain.has(router.value)) return
    uncertain.add(router.value)
    for (const [, child] of childrenOf(router)) mark(child)
  }
  for (const router of routers.all) {
    for (const [index, child] of childrenOf(router)) if (isSiteUncertain(router.statements[index]?.site)) mark(child)
  }

  /** The routers that each setup statement mounts, by its index. */
  function childrenOf(router: Router): readonly (readonly [number, Router])[] {
    return router.statements.flatMap(({ setup, child }, index) => {
      if (child !== undefined) return [[index, child] as const]
      const handlers = setup.does === "use" || setup.does === "route" ? setup.handlers : []
      return handlers.flatMap((handler) => routersIn(handler, routers)).map((one) => [index, one] as const)
    })
  }

  const isCertainStep = ({ site, router }: Step): boolean => !isSiteUncertain(site) && !uncertain.has(router)
  return {
    isCertainStep,
    isCertain: ({ site, chain }) => {
      const last = chain.at(-1)
      return !isSiteUncertain(site) && last !== undefined && isCertainStep(last)
    },
  }
}
