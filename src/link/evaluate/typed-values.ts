/**
 * Values that written types stand for: instances of the classes that they name.
 *
 * @module
 */
import type { TypeFact } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"
import type { ClassId } from "../../model/ids.ts"
import type { AbstractValue, Context } from "../../model/values.ts"
import { nameOf } from "./canonical-name.ts"
import { UNKNOWN } from "./domain.ts"
import type { Evaluator } from "./evaluator.ts"
import { createImplementations } from "./implementations.ts"

/** The value of a class of a module; one object for each. */
export type ClassValueOf = (module: Module, id: ClassId) => AbstractValue

/** The values of classes. */
export function createClassValues(evaluator: () => Evaluator): ClassValueOf {
  const classes = new Map<Module, Map<number, AbstractValue>>()
  return (module, id) => {
    const memo = classes.get(module) ?? new Map<number, AbstractValue>()
    classes.set(module, memo)
    const known = memo.get(id) ?? { kind: "class", context: evaluator().moduleContext(module), id }
    memo.set(id, known)
    return known
  }
}

/** The part of an evaluator that reads written types. */
export function createTypedValues(evaluator: () => Evaluator): Pick<Evaluator, "typed" | "typeName" | "injected"> {
  const injections = new Map<AbstractValue, AbstractValue>()
  const implementationOf = createImplementations(evaluator)

  function injected(target: AbstractValue): AbstractValue {
    const known = injections.get(target) ?? { kind: "instance", site: undefined, of: target }
    injections.set(target, known)
    return known
  }

  function typeName(type: TypeFact | undefined, context: Context): string | undefined {
    if (type?.kind === "union" || type?.kind === "intersection") {
      return type.of.map((one) => typeName(one, context)).find((name) => name !== undefined)
    }
    return type?.kind === "reference" ? nameOf(evaluator().evaluate(type.name, evaluator().moduleContext(context.module)), evaluator()) : undefined
  }

  function typed(type: TypeFact | undefined, context: Context): AbstractValue {
    if (type?.kind === "union" || type?.kind === "intersection") {
      return type.of.map((one) => typed(one, context)).find((one) => one.kind !== "unknown") ?? UNKNOWN
    }
    if (type?.kind !== "reference") return UNKNOWN
    const value = evaluator().evaluate(type.name, evaluator().moduleContext(context.module))
    const target = value.kind === "external" && value.name.startsWith("#") ? implementationOf(value.name) : value
    return target?.kind === "class" ? injected(target) : UNKNOWN
  }

  return { typed, typeName, injected }
}
