/**
 * Routes that never answer, because something before them always does.
 *
 * @module
 */
import type { Framework } from "../../frameworks/framework.ts"
import type { Matching, Shadow } from "../../model/route.ts"
import type { AbstractValue } from "../../model/values.ts"
import type { Continuations } from "../effects/continuation.ts"
import { describe } from "../evaluate/describe.ts"
import { UNDEFINED } from "../evaluate/domain.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import type { Registrations } from "../routing/conditional-registration.ts"
import type { Operation } from "../routing/operation.ts"
import { includesPath, isOpenEnded, isSamePath, type Pattern, readPattern } from "../../path/written-path.ts"
import type { Router } from "../routing/routers.ts"

/**
 * Which of several routes that fit answers.
 *
 * @returns what the framework says, or what follows from its scope
 */
export function matchingOf({ matching, scope }: Framework): Matching {
  return matching ?? (scope === "order-free tree" || scope === "closed routers" ? "most specific" : "first")
}

/** Options that tell two routes of one path apart: https://fastify.dev/docs/latest/Reference/Routes/#constraints */
const CONSTRAINTS = ["constraints", "version", "vhost", "host"]

/**
 * Finds what shadows an operation among those that are registered before it.
 *
 * @param operations in the order of registration
 * @returns the question
 */
export function createShadows(
  operations: readonly Operation[], continuations: Continuations, registrations: Registrations, evaluator: Evaluator,
): (operation: Operation) => Shadow | undefined {
  const groups = new Map<unknown, Operation[]>()
  for (const operation of operations) {
    const key = groupOf(operation)
    groups.set(key, [...(groups.get(key) ?? []), operation])
  }
  const patterns = new Map<Operation, Pattern>()
  const patternOf = (operation: Operation): Pattern => {
    const known = patterns.get(operation) ?? readPattern(operation.written)
    patterns.set(operation, known)
    return known
  }
  const isSame = (one: Operation, other: Operation): boolean => one.method === other.method && isSamePath(patternOf(one), patternOf(other))
  const routes = new Set(operations.map(({ at }) => `${at.file}:${at.start}`))

  const isConstrained = ({ declared }: Operation): boolean =>
    declared?.options?.kind === "object" && CONSTRAINTS.some((name) => evaluator.entries(declared.options ?? UNDEFINED).has(name))

  function isShadowing(earlier: Operation, later: Operation): boolean {
    if (earlier.at.file === later.at.file && earlier.at.start === later.at.start) return false
    if (earlier.method !== later.method && earlier.method !== "*") return false
    if (earlier.versions?.join() !== later.versions?.join() || earlier.via !== later.via) return false
    const isFirst = matchingOf(later.framework) === "first"
    const [wide, narrow] = [patternOf(earlier), patternOf(later)]
    const fits = isSame(earlier, later) || (isFirst && (isSamePath(wide, narrow) || includesPath(wide, narrow)))
    return fits && registrations.isCertain(earlier) && !isConstrained(earlier) && !isConstrained(later)
      && (!isFirst || continuations.passesOn(earlier) === "no")
  }

  return (operation) => {
    if (operation.kind === "action" || !registrations.isCertain(operation)) return undefined
    const group = groups.get(groupOf(operation)) ?? []
    const before = group.slice(0, group.indexOf(operation)).filter((one) => isShadowing(one, operation))
    const route = before.find((one) => isSame(one, operation)) ?? before[0]
    if (route !== undefined) {
      const { at, method, path } = route
      return { kind: "route", at, method, path, isSame: isSame(route, operation), isOpen: isOpenEnded(patternOf(route)) }
    }
    if (matchingOf(operation.framework) !== "first") return undefined
    // A path that is not known may be any, and so covers nothing for certain.
    const end = operation.chain.find((step) => !step.isOwn && step.isUncertain !== true && !step.base.includes("{*}") && !routes.has(`${step.at.file}:${step.at.start}`)
      && registrations.isCertainStep(step) && continuations.alwaysAnswers(step))
    return end === undefined ? undefined : { kind: "middleware", at: end.at, name: describe(end.handler, evaluator) }
  }
}

/** Routes are compared within one application; those that nothing mounts, within their router. */
const groupOf = ({ application, chain }: Operation): Router | AbstractValue | undefined => application ?? chain.at(-1)?.router
