/**
 * Which parameter of a handler is the request, the response, the context or `next`.
 *
 * @module
 */
import type { HandlerView, Manner, ParameterRole } from "../../frameworks/framework.ts"
import { parametersOf } from "../evaluate/decorators.ts"
import { UNKNOWN } from "../evaluate/domain.ts"
import type { Follower } from "../evaluate/evaluator.ts"
import { createInspector } from "./inspector.ts"
import type { Meaning } from "../../model/values.ts"

type FunctionMeaning = Extract<Meaning, { kind: "function" }>

/**
 * What the parameters of a handler stand for.
 *
 * @returns one meaning for each role; unknown for a parameter that has none
 */
export function rolesOf(target: FunctionMeaning, manner: Manner, follower: Follower): readonly Meaning[] {
  const toMeaning = (role: ParameterRole): Meaning => (typeof role === "string" ? follower.named(role, manner.spelling) : role ?? UNKNOWN)
  return parameterRoles(target, manner, follower).map(toMeaning)
}

/**
 * The roles of a handler's parameters, as the framework names them.
 *
 * @returns one for each parameter that has a role
 */
export function parameterRoles(target: FunctionMeaning, manner: Manner, follower: Follower): readonly ParameterRole[] {
  const fact = target.activation.module.facts.functions[target.id]
  const view: HandlerView = {
    arity: fact?.arity ?? 0,
    name: fact?.name,
    isMember: fact?.class !== undefined,
    get parameters() {
      return parametersOf(target, follower)
    },
  }
  return manner.parameters(view, createInspector(follower, manner.spelling))
}
