/**
 * Values made of values: operators, choices, texts, arrays, members, elements, and types that are values.
 *
 * @module
 */
import type { Expression } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"
import type { AbstractValue, Context } from "../../model/values.ts"
import { nameOf } from "./canonical-name.ts"
import { isTruthy, join, operate, possibleValues, textOf, UNDEFINED, UNKNOWN } from "./domain.ts"
import type { Evaluator } from "./evaluator.ts"

/** `exports`, `module.exports`: https://nodejs.org/api/modules.html#exports-shortcut */
const isExportsObject = (expression: Expression): boolean =>
  (expression.kind === "global" && expression.name === "exports")
  || (expression.kind === "member" && expression.name === "exports" && expression.object.kind === "global" && expression.object.name === "module")

/** One arm, where it is known which. */
export function evaluateChoice(arms: readonly Expression[], test: AbstractValue, context: Context, evaluator: Evaluator): AbstractValue {
  const holds = arms.length === 2 ? isTruthy(test) : undefined
  const taken = holds === undefined ? arms : [arms[holds ? 0 : 1] as Expression]
  return join(taken.map((one) => evaluator.evaluate(one, context)), holds === undefined ? test : undefined)
}

/** What an operator gives of values. */
export function evaluateOperation(operator: string, operands: readonly Expression[], context: Context, evaluator: Evaluator): AbstractValue {
  const values = operands.map((one) => evaluator.evaluate(one, context))
  const [given] = values
  // A parameter's default counts only where the call leaves the parameter out.
  const isGiven = operator === "??" && operands[0]?.kind === "parameter" && given !== undefined && given !== UNDEFINED
  return isGiven && given.kind !== "unbound" && given.kind !== "unknown" ? given : operate(operator, values)
}

/** An enum is an object of its literals; any other type is a name. */
export function evaluateType(module: Module, id: number, context: Context, evaluator: Evaluator): AbstractValue {
  const declaration = module.facts.types[id]
  // `type Database = Kysely<Tables>` is the package's type by another name.
  const alias = declaration?.type.kind === "reference" ? evaluator.evaluate(declaration.type.name, evaluator.moduleContext(module)) : UNKNOWN
  if (alias.kind === "external" || alias.kind === "class") return alias
  const members = declaration?.type.kind === "object" ? declaration.type.members : []
  const entries = members.flatMap(({ name, type }) =>
    type?.kind === "literal" ? [{ name, value: { kind: "literal", value: type.value } as const, at: declaration?.at ?? 0 }] : [],
  )
  if (entries.length === 0 || entries.length < members.length) return evaluator.external(`#${declaration?.name ?? ""}`)
  return { kind: "object", context, value: { kind: "object", entries, at: declaration?.at ?? 0 } }
}

/** A text of parts, of which some may not be known. */
export function joinText(parts: readonly AbstractValue[]): AbstractValue {
  const flat = parts.flatMap((part) => {
    if (part.kind === "text") return part.parts
    return part.kind === "literal" ? [String(part.value)] : [part]
  })
  return flat.every((part) => typeof part === "string")
    ? { kind: "literal", value: flat.join("") }
    : { kind: "text", parts: flat }
}

/** An array; complete where every spread in it is known. */
export function evaluateArray(items: readonly Expression[], context: Context, evaluator: Evaluator): AbstractValue {
  let isComplete = true
  const followed = items.flatMap((item) => {
    const value = evaluator.evaluate(item, context)
    if (item.kind !== "spread") return [value]
    const array = possibleValues(value).find((one) => one.kind === "array")
    isComplete &&= array?.kind === "array" && array.isComplete
    return array?.kind === "array" ? array.items : [value]
  })
  return { kind: "array", items: followed, isComplete }
}

/** A global name, or one that Node gives every module. */
export function evaluateGlobal(name: string, module: Module, evaluator: Evaluator): AbstractValue {
  if (name === "__dirname") return { kind: "literal", value: module.file.slice(0, module.file.lastIndexOf("/")) }
  if (name === "__filename") return { kind: "literal", value: module.file }
  return name === "undefined" ? UNDEFINED : evaluator.external(name)
}

/** A member; of a module's own exports what it exports. */
export function evaluateMember(value: Extract<Expression, { kind: "member" }>, context: Context, evaluator: Evaluator): AbstractValue {
  if (value.object.kind === "global" && value.object.name === "import.meta") {
    // https://nodejs.org/api/esm.html#importmetadirname
    if (value.name === "dirname") return evaluateGlobal("__dirname", context.module, evaluator)
    if (value.name === "filename" || value.name === "url") return evaluateGlobal("__filename", context.module, evaluator)
  }
  if (isExportsObject(value.object)) {
    const own = evaluator.exported(context.module, value.name)
    if (own.kind !== "unknown") return own
  }
  return evaluator.member(evaluator.evaluate(value.object, context), value.name)
}

/** An element: by a known name, else any of them. */
export function evaluateElement(value: Extract<Expression, { kind: "element" }>, context: Context, evaluator: Evaluator): AbstractValue {
  const object = evaluator.evaluate(value.object, context)
  const index = evaluator.evaluate(value.index, context)
  const names = index.kind === "literal" || index.kind === "choice" ? possibleValues(index).map((one) => (one.kind === "literal" ? textOf(one) : undefined)) : []
  if (names.length > 0 && names.every((name) => name !== undefined)) return join(names.map((name) => evaluator.member(object, name)))
  const each = possibleValues(object).flatMap((one) => (one.kind === "array" ? one.items : [...evaluator.entries(one).values()]))
  if (each.length > 0) return join(each)
  // A model that is chosen at run time: `prisma[model]`.
  return evaluator.clients.hasModels(nameOf(object, evaluator)) ? evaluator.member(object, "*") : { kind: "each", of: object }
}

/** The item of the turn of the loop that runs, else any item. */
export function evaluateEach({ loop, of: iterated }: Extract<Expression, { kind: "each" }>, context: Context, evaluator: Evaluator): AbstractValue {
  for (let turn: Context | undefined = context; turn !== undefined; turn = turn.parent) {
    if (turn.iteration?.loop === loop && turn.module === context.module) return turn.iteration.item
  }
  const of = evaluator.evaluate(iterated, context)
  const array = possibleValues(of).find((one) => one.kind === "array")
  return array?.kind === "array" && array.items.length > 0 ? join(array.items) : { kind: "each", of }
}
