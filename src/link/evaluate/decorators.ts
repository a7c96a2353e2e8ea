/**
 * Decorators and parameters, followed.
 *
 * @module
 */
import type { Decoration, ParameterView } from "../../frameworks/framework.ts"
import type { Expression } from "../../model/expression.ts"
import type { AbstractValue, Context } from "../../model/values.ts"
import { locate } from "../source/location.ts"
import { nameOf } from "./canonical-name.ts"
import type { Evaluator } from "./evaluator.ts"

/**
 * Decorators, followed: each with its canonical name and what it was called with.
 *
 * @returns one decoration for each decorator that is written
 */
export function decorationsOf(values: readonly Expression[], context: Context, evaluator: Evaluator): readonly Decoration[] {
  return values.map((expression): Decoration => {
    const { module } = context
    const followed = evaluator.evaluate(expression, context)
    const call = expression.kind === "call" ? module.facts.calls[expression.id] : undefined
    const name = nameOf(followed, evaluator)
    return {
      name: name?.replace(/\(\)$/, ""),
      arguments: followed.kind === "result" ? evaluator.arguments(followed.site) : [],
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
export function parametersOf(target: Extract<AbstractValue, { kind: "function" }>, evaluator: Evaluator): readonly ParameterView[] {
  const { context, id } = target
  const home = evaluator.moduleContext(context.module)
  return (context.module.facts.functions[id]?.parameters ?? []).map(({ name, type, decorators }) => ({
    name,
    decorations: decorationsOf(decorators, home, evaluator),
    type: evaluator.typed(type?.kind === "array" ? type.of : type, home),
    typeName: evaluator.typeName(type?.kind === "array" ? type.of : type, home),
    isArray: type?.kind === "array",
  }))
}
