/**
 * Written types of functions: which parameters and returns have one, get one from where they stand, or are `any`.
 *
 * @module
 */
import type { Location } from "../../model/evidence.ts"
import type { Expression, TypeFact } from "../../model/expression.ts"
import type { FunctionFact, Module } from "../../model/facts.ts"
import type { ReachedFunction, Typing } from "../../model/route.ts"
import { locate } from "../source/location.ts"
import type { CallGraph, Frame } from "./graph-types.ts"
import { memoizePerGraph } from "./per-graph.ts"

/**
 * The project's functions that run when a handler runs.
 *
 * @returns them in the order in which they are reached; a function once for each context
 */
export const functionsOfGraph = memoizePerGraph((graph: CallGraph): readonly ReachedFunction[] => graph.frames.map((frame) => describe(frame)))

function describe({ context, fact, via }: Frame): ReachedFunction {
  const { module, of } = context
  const holder = declarationOf(of, module)
  const owner = fact.class === undefined ? undefined : module.facts.classes[fact.class]?.name
  return {
    at: headOf(fact, module),
    name: `${owner === undefined ? "" : `${owner}.`}${fact.name ?? "(anonymous)"}`,
    isHandler: via.length === 0,
    isExported: holder.isExported,
    parameters: fact.parameters.map(({ name, type, at, isRest, default: standIn }, index) => {
      const role = context.arguments[index]
      return {
        at: locate(module, at),
        name: name ?? "{ ... }",
        role: role?.kind === "role" && !isRest ? role.name : undefined,
        typing: type !== undefined ? typingOf(type) : standIn !== undefined || !holder.isBare ? "inferred" : "missing",
      }
    }),
    returns: fact.returnType !== undefined ? typingOf(fact.returnType) : holder.isBare ? "missing" : "inferred",
  }
}

/** From the first character of a function to its last parameter: the body is no part of what its types are about. */
function headOf(fact: FunctionFact, module: Module): Location {
  const whole = locate(module, fact.at)
  const last = fact.parameters.at(-1)
  return { ...whole, end: last === undefined ? whole.start + (fact.name?.length ?? 1) : locate(module, last.at).end }
}

function typingOf(type: TypeFact): Typing {
  if (type.kind === "keyword" && type.name === "any") return "any"
  const isPromise = type.kind === "reference" && type.name.kind === "global" && type.name.name === "Promise"
  return isPromise && type.arguments[0] !== undefined ? typingOf(type.arguments[0]) : "written"
}

/** Where a function stands: `isBare` where nothing around it gives types to its parameters and what it returns. */
interface Holder {
  readonly isBare: boolean
  readonly isExported: boolean
}

function declarationOf(id: number, module: Module, depth = 0): Holder {
  const { locals, exports, classes, functions, assignments } = module.facts
  const fact: FunctionFact | undefined = functions[id]
  const isIt = (expression: Expression | undefined): boolean => expression?.kind === "function" && expression.id === id
  const isExportOf = (test: (expression: Expression) => boolean): boolean => exports.some(({ value: expression }) => test(expression))
  if (fact === undefined || fact.type !== undefined || depth > 4) return { isBare: false, isExported: false }
  const local = locals.findIndex(({ values }) => values.some(isIt))
  if (local >= 0) {
    const isExported = isExportOf((expression) => expression.kind === "local" && expression.id === local)
    return { isBare: locals[local]?.type === undefined && locals[local]?.values.length === 1, isExported }
  }
  if (isExportOf(isIt) || assignments.some(({ value: expression, target }) => isIt(expression) && target.kind === "member" && target.object.kind === "global")) {
    return { isBare: true, isExported: true }
  }
  if (fact.class !== undefined) {
    const owner = fact.class
    const member = classes[owner]?.members.find(({ value: expression }) => isIt(expression))
    const isBare = (member?.kind === "method" || member?.kind === "property") && member.type === undefined
    const isExported = isExportOf((expression) => (expression.kind === "class" && expression.id === owner)
      || (expression.kind === "local" && locals[expression.id]?.values.some((one) => one.kind === "class" && one.id === owner) === true))
    return { isBare, isExported: isExported && member?.name.startsWith("_") !== true && member?.name.startsWith("#") !== true }
  }
  // What a factory returns gets its types from what the factory is said to return.
  const parent = functions[fact.parent]
  const isReturned = parent?.returnType === undefined && parent?.returns.some(({ value: expression }) => isIt(expression)) === true
  return { isBare: isReturned && declarationOf(fact.parent, module, depth + 1).isBare, isExported: false }
}
