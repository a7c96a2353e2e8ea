/**
 * Follows values inside their file: bindings, parameters, `this`, literals and operators.
 *
 * @module
 */
import type { ClassId, FunctionId } from "../../model/ids.ts"
import { MODULE_REGION } from "../source/no-ids.ts"
import type { Expression, TypeFact } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"
import type { AbstractValue, Context } from "../../model/values.ts"
import { nameOf } from "./canonical-name.ts"
import { contextOf, functionOf, moduleContext as activateModule } from "./context.ts"
import { CAUGHT, isTruthy, join, operate, possibleValues, textOf, UNDEFINED, UNKNOWN } from "./domain.ts"
import type { Evaluator } from "./evaluator.ts"
import { createImplementations } from "./implementations.ts"

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

/** `exports`, `module.exports`: https://nodejs.org/api/modules.html#exports-shortcut */
const isExportsObject = (expression: Expression): boolean =>
  (expression.kind === "global" && expression.name === "exports")
  || (expression.kind === "member" && expression.name === "exports" && expression.object.kind === "global" && expression.object.name === "module")

/**
 * The part of an evaluator that evaluates values.
 *
 * @param evaluator gives the whole evaluator, once it is complete
 * @returns its functions
 */
export function createValues(
  evaluator: () => Evaluator,
): Pick<Evaluator, "evaluate" | "moduleContext" | "typed" | "typeName" | "injected"> {
  const roots = new Map<Module, Context>()
  const classes = new Map<Module, Map<number, AbstractValue>>()
  const injections = new Map<AbstractValue, AbstractValue>()
  const implementationOf = createImplementations(evaluator)
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
      value = interpret(expression, context)
      return value
    } finally {
      values.set(key, value)
      depth -= 1
    }
  }

  function interpret(expression: Expression, context: Context): AbstractValue {
    const { module } = context
    switch (expression.kind) {
      case "literal":
      case "pattern":
        return expression
      case "template":
        return joinText(expression.parts.map((part) => evaluate(part, context)))
      case "import":
        return evaluator().importedValue(expression.from, expression.name, module)
      case "global":
        return expression.name === "super" ? evaluateSuper(context) : evaluateGlobal(expression.name, module)
      case "local":
        return evaluateLocal(expression.id, context)
      case "parameter":
        return evaluateParameter(expression.of, expression.index, context)
      case "this":
        return evaluateThis(expression.of, context)
      case "member":
        return evaluateMember(expression, context)
      case "element":
        return evaluateElement(expression, context)
      case "call": {
        const home = contextOf(context, module.facts.calls[expression.id]?.region ?? MODULE_REGION)
        return home === context ? evaluator().returnedBy({ module, call: expression.id, context }) : evaluate(expression, home)
      }
      case "function": {
        const region = module.facts.functions[expression.id]?.region ?? 0
        const home = contextOf(context, module.facts.regions[region]?.parent ?? MODULE_REGION)
        return home === context ? { kind: "function", context, id: expression.id, receiver: undefined } : evaluate(expression, home)
      }
      case "class":
        return evaluateClass(module, expression.id)
      case "object":
        return { kind: "object", context, value: expression }
      case "array":
        return evaluateArray(expression.items, context)
      case "spread":
        return evaluate(expression.value, context)
      case "choice":
        return evaluateChoice(expression.of, evaluate(expression.test, context), context)
      case "operation":
        return evaluateOperation(expression.operator, expression.operands, context)
      case "each": {
        for (let turn: Context | undefined = context; turn !== undefined; turn = turn.parent) {
          if (turn.iteration?.loop === expression.loop && turn.module === module) return turn.iteration.item
        }
        const of = evaluate(expression.of, context)
        const array = possibleValues(of).find((one) => one.kind === "array")
        return array?.kind === "array" && array.items.length > 0 ? join(array.items) : { kind: "each", of }
      }
      case "caught":
        return CAUGHT
      case "type":
        return evaluateType(module, expression.id, context)
      case "unknown":
        return UNKNOWN
    }
  }

  /** One arm, where it is known which. */
  function evaluateChoice(arms: readonly Expression[], test: AbstractValue, context: Context): AbstractValue {
    const holds = arms.length === 2 ? isTruthy(test) : undefined
    const taken = holds === undefined ? arms : [arms[holds ? 0 : 1] as Expression]
    return join(taken.map((one) => evaluate(one, context)), holds === undefined ? test : undefined)
  }

  function evaluateOperation(operator: string, operands: readonly Expression[], context: Context): AbstractValue {
    const values = operands.map((one) => evaluate(one, context))
    const [given] = values
    // A parameter's default counts only where the call leaves the parameter out.
    const isGiven = operator === "??" && operands[0]?.kind === "parameter" && given !== undefined && given !== UNDEFINED
    return isGiven && given.kind !== "unbound" && given.kind !== "unknown" ? given : operate(operator, values)
  }

  /** An enum is an object of its literals; any other type is a name. */
  function evaluateType(module: Module, id: number, context: Context): AbstractValue {
    const declaration = module.facts.types[id]
    // `type Database = Kysely<Tables>` is the package's type by another name.
    const alias = declaration?.type.kind === "reference" ? evaluate(declaration.type.name, moduleContext(module)) : UNKNOWN
    if (alias.kind === "external" || alias.kind === "class") return alias
    const members = declaration?.type.kind === "object" ? declaration.type.members : []
    const entries = members.flatMap(({ name, type }) =>
      type?.kind === "literal" ? [{ name, value: { kind: "literal", value: type.value } as const, at: declaration?.at ?? 0 }] : [],
    )
    if (entries.length === 0 || entries.length < members.length) return evaluator().external(`#${declaration?.name ?? ""}`)
    return { kind: "object", context, value: { kind: "object", entries, at: declaration?.at ?? 0 } }
  }

  function joinText(parts: readonly AbstractValue[]): AbstractValue {
    const flat = parts.flatMap((part) => {
      if (part.kind === "text") return part.parts
      return part.kind === "literal" ? [String(part.value)] : [part]
    })
    return flat.every((part) => typeof part === "string")
      ? { kind: "literal", value: flat.join("") }
      : { kind: "text", parts: flat }
  }

  function evaluateArray(items: readonly Expression[], context: Context): AbstractValue {
    let isComplete = true
    const followed = items.flatMap((item) => {
      const value = evaluate(item, context)
      if (item.kind !== "spread") return [value]
      const array = possibleValues(value).find((one) => one.kind === "array")
      isComplete &&= array?.kind === "array" && array.isComplete
      return array?.kind === "array" ? array.items : [value]
    })
    return { kind: "array", items: followed, isComplete }
  }

  function evaluateGlobal(name: string, module: Module): AbstractValue {
    if (name === "__dirname") return { kind: "literal", value: module.file.slice(0, module.file.lastIndexOf("/")) }
    if (name === "__filename") return { kind: "literal", value: module.file }
    return name === "undefined" ? UNDEFINED : evaluator().external(name)
  }

  function evaluateMember(value: Extract<Expression, { kind: "member" }>, context: Context): AbstractValue {
    if (value.object.kind === "global" && value.object.name === "import.meta") {
      // https://nodejs.org/api/esm.html#importmetadirname
      if (value.name === "dirname") return evaluateGlobal("__dirname", context.module)
      if (value.name === "filename" || value.name === "url") return evaluateGlobal("__filename", context.module)
    }
    if (isExportsObject(value.object)) {
      const own = evaluator().exported(context.module, value.name)
      if (own.kind !== "unknown") return own
    }
    return evaluator().member(evaluate(value.object, context), value.name)
  }

  function evaluateElement(value: Extract<Expression, { kind: "element" }>, context: Context): AbstractValue {
    const object = evaluate(value.object, context)
    const index = evaluate(value.index, context)
    const names = index.kind === "literal" || index.kind === "choice" ? possibleValues(index).map((one) => (one.kind === "literal" ? textOf(one) : undefined)) : []
    if (names.length > 0 && names.every((name) => name !== undefined)) return join(names.map((name) => evaluator().member(object, name)))
    const each = possibleValues(object).flatMap((one) => (one.kind === "array" ? one.items : [...evaluator().entries(one).values()]))
    if (each.length > 0) return join(each)
    // A model that is chosen at run time: `prisma[model]`.
    return evaluator().clients.hasModels(nameOf(object, evaluator())) ? evaluator().member(object, "*") : { kind: "each", of: object }
  }

  function evaluateLocal(id: number, context: Context): AbstractValue {
    const local = context.module.facts.locals[id]
    if (local === undefined) return UNKNOWN
    const home = contextOf(context, local.region)
    const memo = home.memo.locals ??= new Map<number, AbstractValue>()
    const known = memo.get(id)
    if (known !== undefined) return known
    memo.set(id, UNKNOWN)
    const values = local.values.map((expression) => evaluate(expression, home))
    const told = values.filter((one) => one.kind !== "unknown" && one !== UNDEFINED && !(one.kind === "literal" && one.value === null))
    const value = told.length > 0 ? join(told) : values.length > 0 && values[0]?.kind !== "unknown" ? join(values) : typed(local.type, home)
    memo.set(id, value)
    return value
  }

  function evaluateParameter(of: FunctionId, index: number, context: Context): AbstractValue {
    let home: Context | undefined = context
    while (home !== undefined && (home.of !== of || home.iteration !== undefined)) home = home.parent
    if (home === undefined) return UNKNOWN
    const parameter = home.module.facts.functions[of]?.parameters[index]
    if (parameter?.isRest === true) {
      return { kind: "array", items: home.arguments.slice(index), isComplete: home.arguments.length > 0 }
    }
    const given = home.arguments[index]
    if (given !== undefined && given.kind !== "unknown" && !(given === UNDEFINED && parameter?.default !== undefined)) return given
    if (parameter?.default !== undefined && home.arguments.length > 0) return evaluate(parameter.default, home)
    const value = typed(parameter?.type, home)
    return value.kind === "unknown" ? freeParameter(home, index, parameter?.type) : value
  }

  function freeParameter(context: Context, index: number, type: TypeFact | undefined): AbstractValue {
    const memo = context.memo.unbound ??= new Map<number, AbstractValue>()
    const known = memo.get(index) ?? { kind: "unbound", context, index, type }
    memo.set(index, known)
    return known
  }

  function evaluateThis(of: FunctionId, context: Context): AbstractValue {
    for (let home: Context | undefined = context; home !== undefined; home = home.parent) {
      if (home.of !== of && home.receiver === undefined) continue
      if (home.receiver !== undefined) return home.receiver
      const fact = functionOf(home)
      return fact?.class === undefined ? UNKNOWN : injected(evaluateClass(home.module, fact.class))
    }
    return UNKNOWN
  }

  /** `super` in a method: what the class extends, as an instance. */
  function evaluateSuper(context: Context): AbstractValue {
    for (let home: Context | undefined = context; home !== undefined; home = home.parent) {
      const owner = functionOf(home)?.class
      if (owner === undefined) continue
      const above = home.module.facts.classes[owner]?.extends
      const base = above === undefined ? UNKNOWN : evaluate(above, moduleContext(home.module))
      const target = possibleValues(base).find((one) => one.kind === "class")
      if (target !== undefined) return injected(target)
      const name = nameOf(base, evaluator())
      return name === undefined ? UNKNOWN : evaluator().external(`${name}()`)
    }
    return UNKNOWN
  }

  function evaluateClass(module: Module, id: ClassId): AbstractValue {
    const memo = classes.get(module) ?? new Map<number, AbstractValue>()
    classes.set(module, memo)
    const known = memo.get(id) ?? { kind: "class", context: moduleContext(module), id }
    memo.set(id, known)
    return known
  }

  function injected(target: AbstractValue): AbstractValue {
    const known = injections.get(target) ?? { kind: "instance", site: undefined, of: target }
    injections.set(target, known)
    return known
  }

  function typeName(type: TypeFact | undefined, context: Context): string | undefined {
    if (type?.kind === "union" || type?.kind === "intersection") {
      return type.of.map((one) => typeName(one, context)).find((name) => name !== undefined)
    }
    return type?.kind === "reference" ? nameOf(evaluate(type.name, moduleContext(context.module)), evaluator()) : undefined
  }

  function typed(type: TypeFact | undefined, context: Context): AbstractValue {
    if (type?.kind === "union" || type?.kind === "intersection") {
      return type.of.map((one) => typed(one, context)).find((one) => one.kind !== "unknown") ?? UNKNOWN
    }
    if (type?.kind !== "reference") return UNKNOWN
    const value = evaluate(type.name, moduleContext(context.module))
    const target = value.kind === "external" && value.name.startsWith("#") ? implementationOf(value.name) : value
    return target?.kind === "class" ? injected(target) : UNKNOWN
  }

  return { evaluate, moduleContext, typed, typeName, injected }
}
