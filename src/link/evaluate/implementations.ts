/**
 * Classes by the interfaces that they implement, for services that are injected by an interface.
 *
 * @module
 */
import type { AbstractValue } from "../../model/values.ts"
import { possibleValues } from "./domain.ts"
import type { Evaluator } from "./evaluator.ts"

/**
 * A function that finds the one class of the project that implements an interface of the project.
 *
 * @param evaluator gives the whole evaluator, once it is complete
 * @returns undefined for an interface that none or several classes implement, and for a name that several types have
 */
export function createImplementations(evaluator: () => Evaluator): (name: string) => AbstractValue | undefined {
  const state: { byName?: ReadonlyMap<string, AbstractValue> } = {}
  return (name) => (state.byName ??= listImplementations(evaluator())).get(name)
}

/** By the name that the evaluator gives to types of the project: `#OrderStore`. */
function listImplementations({ sources, evaluate, moduleContext }: Evaluator): ReadonlyMap<string, AbstractValue> {
  const classes = new Map<string, Set<AbstractValue>>()
  for (const module of sources.modules) {
    const context = moduleContext(module)
    for (const [id, fact] of module.facts.classes.entries()) {
      for (const one of fact.implements.flatMap((expression) => possibleValues(evaluate(expression, context)))) {
        if (one.kind !== "external" || !one.name.startsWith("#")) continue
        const known = classes.get(one.name) ?? new Set<AbstractValue>()
        classes.set(one.name, known.add(evaluate({ kind: "class", id }, context)))
      }
    }
  }
  const declared = new Map<string, number>()
  if (classes.size > 0) for (const { facts } of sources.modules) for (const { name } of facts.types) declared.set(`#${name}`, (declared.get(`#${name}`) ?? 0) + 1)
  return new Map([...classes].flatMap(([name, [only, ...others]]) => (only === undefined || others.length > 0 || (declared.get(name) ?? 0) > 1 ? [] : [[name, only] as const])))
}
