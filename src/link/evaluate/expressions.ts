/**
 * Evaluates expressions in contexts; each once.
 *
 * @module
 */
import { MODULE_REGION } from "../source/no-ids.ts"
import type { Expression } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"
import type { AbstractValue, Context } from "../../model/values.ts"
import { evaluateArray, evaluateChoice, evaluateEach, evaluateElement, evaluateGlobal, evaluateMember, evaluateOperation, evaluateType, joinText } from "./composite-values.ts"
import { contextOf, moduleContext as activateModule } from "./context.ts"
import { CAUGHT, UNKNOWN } from "./domain.ts"
import type { Evaluator } from "./evaluator.ts"
import { type ClassValueOf, createClassValues } from "./typed-values.ts"
import { evaluateLocal, evaluateParameter, evaluateSuper, evaluateThis } from "./variables.ts"

/**
 * Values inside of values are followed no deeper than this: instances that make instances of each other for their fields have no
 * end, and the stack has one.
 */
const DEEPEST = 700

/** Calls and functions are known by their number, so that one asked for by number is the one met in the code. */
function keyOf(expression: Expression): Expression | number {
  if (expression.kind === "call") return 2 * expression.id
  return expression.kind === "function" ? 2 * expression.id + 1 : expression
}

/** Stands in a context's memo for what is being evaluated: to whoever asks for it meanwhile it is unknown. */
const IN_PROGRESS: AbstractValue = { kind: "unknown" }

/**
 * Whether an expression has been evaluated in a context, and is not just being evaluated.
 *
 * @returns false also for what was left because it lies too deep
 */
export function isEvaluated(expression: Expression, { memo }: Context): boolean {
  const known = memo.values?.get(keyOf(expression))
  return known !== undefined && known !== IN_PROGRESS
}

/**
 * The part of an evaluator that evaluates values.
 *
 * @param evaluator gives the whole evaluator, once it is complete
 * @returns its functions
 */
export function createValues(
  evaluator: () => Evaluator,
): Pick<Evaluator, "evaluate" | "moduleContext"> {
  const roots = new Map<Module, Context>()
  const classValue = createClassValues(evaluator)
  let depth = 0

  function moduleContext(module: Module): Context {
    const known = roots.get(module) ?? activateModule(module)
    roots.set(module, known)
    return known
  }

  function evaluate(expression: Expression, context: Context): AbstractValue {
    const { memo } = context
    const values = memo.values ??= new Map<Expression | number, AbstractValue>()
    const key = keyOf(expression)
    const known = values.get(key)
    if (known !== undefined) return known === IN_PROGRESS ? UNKNOWN : known
    if (depth >= DEEPEST) return UNKNOWN
    memo.isUsed = true
    evaluator().work.evaluations += 1
    values.set(key, IN_PROGRESS)
    depth += 1
    let value = UNKNOWN
    try {
      value = interpret(expression, context, evaluator(), classValue)
      return value
    } finally {
      values.set(key, value)
      depth -= 1
    }
  }

  return { evaluate, moduleContext }
}

function interpret(expression: Expression, context: Context, evaluator: Evaluator, classValue: ClassValueOf): AbstractValue {
  const { evaluate } = evaluator
  const { module } = context
  switch (expression.kind) {
    case "literal":
    case "pattern":
      return expression
    case "template":
      return joinText(expression.parts.map((part) => evaluate(part, context)))
    case "import":
      return evaluator.importedValue(expression.from, expression.name, module)
    case "global":
      return expression.name === "super" ? evaluateSuper(context, evaluator) : evaluateGlobal(expression.name, module, evaluator)
    case "local":
      return evaluateLocal(expression.id, context, evaluator)
    case "parameter":
      return evaluateParameter(expression.of, expression.index, context, evaluator)
    case "this":
      return evaluateThis(expression.of, context, evaluator, classValue)
    case "member":
      return evaluateMember(expression, context, evaluator)
    case "element":
      return evaluateElement(expression, context, evaluator)
    case "call": {
      const home = contextOf(context, module.facts.calls[expression.id]?.region ?? MODULE_REGION)
      return home === context ? evaluator.returnedBy({ module, call: expression.id, context }) : evaluate(expression, home)
    }
    case "function": {
      const region = module.facts.functions[expression.id]?.region ?? 0
      const home = contextOf(context, module.facts.regions[region]?.parent ?? MODULE_REGION)
      return home === context ? { kind: "function", context, id: expression.id, receiver: undefined } : evaluate(expression, home)
    }
    case "class":
      return classValue(module, expression.id)
    case "object":
      return { kind: "object", context, value: expression }
    case "array":
      return evaluateArray(expression.items, context, evaluator)
    case "spread":
      return evaluate(expression.value, context)
    case "choice":
      return evaluateChoice(expression.of, evaluate(expression.test, context), context, evaluator)
    case "operation":
      return evaluateOperation(expression.operator, expression.operands, context, evaluator)
    case "each":
      return evaluateEach(expression, context, evaluator)
    case "caught":
      return CAUGHT
    case "type":
      return evaluateType(module, expression.id, context, evaluator)
    case "unknown":
      return UNKNOWN
  }
}
