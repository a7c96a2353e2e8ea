/**
 * Which parameter of a handler is the request, the response, the context or `next`.
 *
 * @module
 */
import type { CallingConvention, HandlerView, ParameterRole } from "../../frameworks/framework.ts"
import type { AbstractValue } from "../../model/values.ts"
import { parametersOf } from "../evaluate/decorators.ts"
import { UNKNOWN } from "../evaluate/domain.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { createInspector } from "./inspector.ts"

type FunctionValue = Extract<AbstractValue, { kind: "function" }>

/**
 * What the parameters of a handler stand for.
 *
 * @param decorator the router whose decorations they have, where routers decorate them differently
 * @returns one value for each role; unknown for a parameter that has none
 */
export function rolesOf(target: FunctionValue, convention: CallingConvention, decorator: AbstractValue | undefined, evaluator: Evaluator): readonly AbstractValue[] {
  const toValue = (role: ParameterRole): AbstractValue => (typeof role === "string" ? evaluator.requestValue(role, convention.aliases, decorator) : role ?? UNKNOWN)
  return parameterRoles(target, convention, evaluator).map(toValue)
}

/**
 * The roles of a handler's parameters, as the framework names them.
 *
 * @returns one for each parameter that has a role
 */
export function parameterRoles(target: FunctionValue, convention: CallingConvention, evaluator: Evaluator): readonly ParameterRole[] {
  const fact = target.context.module.facts.functions[target.id]
  const view: HandlerView = {
    arity: fact?.arity ?? 0,
    name: fact?.name,
    isMember: fact?.class !== undefined,
    get parameters() {
      return parametersOf(target, evaluator)
    },
  }
  return convention.parameters(view, createInspector(evaluator, convention.aliases))
}
