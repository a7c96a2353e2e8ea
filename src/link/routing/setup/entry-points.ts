/**
 * Where setup code begins besides modules: functions that set something up and that nobody was seen to call, and files
 * that declare routes by their place.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import type { Expression } from "../../../model/expression.ts"
import type { FunctionFact, Module } from "../../../model/facts.ts"
import type { Context } from "../../../model/values.ts"
import { bodyOf } from "../../source/function-body.ts"
import type { Interpretation } from "./interpretation.ts"

/** Members of members deeper than this are no call of a framework. */
const DEPTH = 8

/** The functions of a module that set something up and that nobody was seen to call: an exported factory, a plugin loaded by name. */
export function findUncalled(interpretation: Interpretation, module: Module): readonly Context[] {
  const { called, evaluator, frameworks, routers } = interpretation
  const makers = new Set(frameworks.flatMap(({ packages }) => packages))
  const isStarted = frameworks.some(({ startedWith }) => startedWith?.some((name) => module.facts.imports.includes(name)) === true)
  return module.facts.functions.flatMap((fact, id) => {
    if (called.get(module)?.has(id) === true) return []
    const calls = bodyOf({ module, of: id }).calls.flatMap(([call, { callee }]) => (isOfFramework(callee, module, makers) ? [call] : []))
    if (fact.parent >= 0 || (calls.length === 0 && !isTyped(fact) && !isStarted)) return []
    const value = evaluator.evaluate({ kind: "function", id }, evaluator.moduleContext(module))
    if (value.kind !== "function") return []
    const context = evaluator.intern(value, [])
    const isRouter = (expression: Expression): boolean => routers.viewOf(evaluator.evaluate(expression, context)) !== undefined
    const receives = fact.parameters.some((_, index) => isRouter({ kind: "parameter", of: id, index }))
    return receives || calls.some((call) => isRouter({ kind: "call", id: call })) ? [context] : []
  })
}

const isTyped = ({ type, parameters }: FunctionFact): boolean => type !== undefined || parameters.some((parameter) => parameter.type !== undefined)

/** Whether a callee is, or is a member of, something imported from a framework: worth following where nothing calls. */
function isOfFramework(callee: Expression | undefined, module: Module, makers: ReadonlySet<string>, depth = 0): boolean {
  if (callee === undefined || depth > DEPTH) return false
  switch (callee.kind) {
    case "import":
      return makers.has(callee.from) || makers.has(packageOf(callee.from))
    case "member":
      return isOfFramework(callee.object, module, makers, depth + 1)
    case "local":
      return isOfFramework(module.facts.locals[callee.id]?.values[0], module, makers, depth + 1)
    case "call":
      return isOfFramework(module.facts.calls[callee.id]?.callee, module, makers, depth + 1)
    default:
      return false
  }
}

/** The package that a specifier is of: `@trpc/server/adapters/fetch` is of `@trpc/server`. */
const packageOf = (specifier: string): string => specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/")

/** The frameworks whose conventions may make routes of a file: those it imports, or that its package has installed. */
export function findDeclaring({ frameworks, evaluator }: Interpretation, module: Module): readonly Framework[] {
  return frameworks.filter(({ declares, packages }) => declares !== undefined
    && packages.some((name) => module.facts.imports.includes(name) || evaluator.sources.version(name, module.file) !== undefined))
}
