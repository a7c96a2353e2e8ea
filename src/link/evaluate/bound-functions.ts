/**
 * Functions with a `this`, and functions as handlers: one object for the same function and the same values.
 *
 * @module
 */
import type { AbstractValue } from "../../model/values.ts"
import type { FunctionValue } from "./context.ts"
import type { Evaluator } from "./evaluator.ts"

/** A function as a handler: what it becomes with the values so far, and where the next one leads. */
interface HandlerBranch {
  made: FunctionValue | undefined
  readonly next: Map<AbstractValue, HandlerBranch>
}

function descend(branches: Map<AbstractValue, HandlerBranch>, value: AbstractValue): HandlerBranch {
  const known = branches.get(value)
  if (known !== undefined) return known
  const made: HandlerBranch = { made: undefined, next: new Map() }
  branches.set(value, made)
  return made
}

/** The part of an evaluator that binds functions. */
export function createBoundFunctions(): Pick<Evaluator, "bind" | "withHandlerArguments"> {
  const bounds = new Map<FunctionValue, Map<AbstractValue, FunctionValue>>()
  const handlers = new Map<AbstractValue, HandlerBranch>()

  function bind(target: FunctionValue, receiver: AbstractValue): FunctionValue {
    const memo = bounds.get(target) ?? new Map<AbstractValue, FunctionValue>()
    bounds.set(target, memo)
    const known = memo.get(receiver) ?? { ...target, receiver }
    memo.set(receiver, known)
    return known
  }

  function withHandlerArguments(target: FunctionValue, values: readonly AbstractValue[]): FunctionValue {
    let branch = descend(handlers, target)
    for (const value of values) branch = descend(branch.next, value)
    return branch.made ??= { ...target, handlerArguments: values }
  }

  return { bind, withHandlerArguments }
}

/** A method taken out of its object keeps it as `this`; an arrow function has none of its own. */
export function bindMethod(target: AbstractValue, receiver: AbstractValue, evaluator: Evaluator): AbstractValue {
  if (target.kind !== "function" || target.receiver !== undefined) return target
  return target.context.module.facts.functions[target.id]?.isArrow === true ? target : evaluator.bind(target, receiver)
}
