/**
 * Decorators and parameters, followed.
 *
 * @module
 */
import type { Decoration, ParameterView } from "../../frameworks/framework.ts"
import { nameOf } from "./canonical-name.ts"
import type { Follower } from "./evaluator.ts"
import { locate } from "../source/location.ts"
import type { Expression } from "../../model/expression.ts"
import type { Activation, Meaning } from "../../model/values.ts"

/**
 * Decorators, followed: each with its canonical name and what it was called with.
 *
 * @returns one decoration for each decorator that is written
 */
export function decorationsOf(values: readonly Expression[], activation: Activation, follower: Follower): readonly Decoration[] {
  return values.map((expression): Decoration => {
    const { module } = activation
    const followed = follower.follow(expression, activation)
    const call = expression.kind === "call" ? module.facts.calls[expression.id] : undefined
    const name = nameOf(followed, follower)
    return {
      name: name?.replace(/\(\)$/, ""),
      arguments: followed.kind === "result" ? follower.arguments(followed.site) : [],
      value: followed,
      at: locate(module, call?.at ?? call?.calleeAt ?? 0),
    }
  })
}

/**
 * The parameters of a function, with their decorators and written types.
 *
 * @returns one view for each parameter
 */
export function parametersOf(target: Extract<Meaning, { kind: "function" }>, follower: Follower): readonly ParameterView[] {
  const { activation, id } = target
  const home = follower.moduleActivation(activation.module)
  return (activation.module.facts.functions[id]?.parameters ?? []).map(({ name, type, decorators }) => ({
    name,
    decorations: decorationsOf(decorators, home, follower),
    type: follower.typed(type?.kind === "array" ? type.of : type, home),
    typeName: follower.typeName(type?.kind === "array" ? type.of : type, home),
    isArray: type?.kind === "array",
  }))
}
