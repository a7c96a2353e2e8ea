/**
 * Variables, parameters, `this` and `super`, in the context that has them.
 *
 * @module
 */
import type { TypeFact } from "../../model/expression.ts"
import type { FunctionId } from "../../model/ids.ts"
import type { AbstractValue, Context } from "../../model/values.ts"
import { nameOf } from "./canonical-name.ts"
import { contextOf, functionOf } from "./context.ts"
import { join, possibleValues, UNDEFINED, UNKNOWN } from "./domain.ts"
import type { Evaluator } from "./evaluator.ts"
import type { ClassValueOf } from "./typed-values.ts"

/** A variable: what it is given in its home, else what its type says. */
export function evaluateLocal(id: number, context: Context, evaluator: Evaluator): AbstractValue {
  const local = context.module.facts.locals[id]
  if (local === undefined) return UNKNOWN
  const home = contextOf(context, local.region)
  const memo = home.memo.locals ??= new Map<number, AbstractValue>()
  const known = memo.get(id)
  if (known !== undefined) return known
  memo.set(id, UNKNOWN)
  const values = local.values.map((expression) => evaluator.evaluate(expression, home))
  const informed = values.filter((one) => one.kind !== "unknown" && one !== UNDEFINED && !(one.kind === "literal" && one.value === null))
  const value = informed.length > 0 ? join(informed) : values.length > 0 && values[0]?.kind !== "unknown" ? join(values) : evaluator.typed(local.type, home)
  memo.set(id, value)
  return value
}

/** A parameter: what the call gave, its default, or what its type says. */
export function evaluateParameter(of: FunctionId, index: number, context: Context, evaluator: Evaluator): AbstractValue {
  let home: Context | undefined = context
  while (home !== undefined && (home.of !== of || home.iteration !== undefined)) home = home.parent
  if (home === undefined) return UNKNOWN
  const parameter = home.module.facts.functions[of]?.parameters[index]
  if (parameter?.isRest === true) {
    return { kind: "array", items: home.arguments.slice(index), isComplete: home.arguments.length > 0 }
  }
  const given = home.arguments[index]
  if (given !== undefined && given.kind !== "unknown" && !(given === UNDEFINED && parameter?.default !== undefined)) return given
  if (parameter?.default !== undefined && home.arguments.length > 0) return evaluator.evaluate(parameter.default, home)
  const value = evaluator.typed(parameter?.type, home)
  return value.kind === "unknown" ? freeParameter(home, index, parameter?.type) : value
}

function freeParameter(context: Context, index: number, type: TypeFact | undefined): AbstractValue {
  const memo = context.memo.unbound ??= new Map<number, AbstractValue>()
  const known = memo.get(index) ?? { kind: "unbound", context, index, type }
  memo.set(index, known)
  return known
}

/** `this`: what the function runs on, else an instance of its class. */
export function evaluateThis(of: FunctionId, context: Context, evaluator: Evaluator, classValue: ClassValueOf): AbstractValue {
  for (let home: Context | undefined = context; home !== undefined; home = home.parent) {
    if (home.of !== of && home.receiver === undefined) continue
    if (home.receiver !== undefined) return home.receiver
    const fact = functionOf(home)
    return fact?.class === undefined ? UNKNOWN : evaluator.injected(classValue(home.module, fact.class))
  }
  return UNKNOWN
}

/** `super` in a method: what the class extends, as an instance. */
export function evaluateSuper(context: Context, evaluator: Evaluator): AbstractValue {
  for (let home: Context | undefined = context; home !== undefined; home = home.parent) {
    const owner = functionOf(home)?.class
    if (owner === undefined) continue
    const above = home.module.facts.classes[owner]?.extends
    const base = above === undefined ? UNKNOWN : evaluator.evaluate(above, evaluator.moduleContext(home.module))
    const target = possibleValues(base).find((one) => one.kind === "class")
    if (target !== undefined) return evaluator.injected(target)
    const name = nameOf(base, evaluator)
    return name === undefined ? UNKNOWN : evaluator.external(`${name}()`)
  }
  return UNKNOWN
}
