/**
 * Package callbacks: functions of the project that packages call while a request is handled, though no handler does: those that
 * know a caller, and those that refine a schema.
 *
 * @module
 */
import type { CallingConvention } from "../../frameworks/framework.ts"
import { verifyingCalls, verifyingClasses } from "../../knowledge/verifiers.ts"
import type { AbstractValue } from "../../model/values.ts"
import { middlewareOf } from "../../validators/find.ts"
import { nameOf } from "../evaluate/canonical-name.ts"
import type { FunctionValue } from "../evaluate/context.ts"
import { possibleValues } from "../evaluate/domain.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import type { Operation } from "../routing/operation.ts"
import type { CallGraph, CallGraphs } from "./graph-types.ts"
import { refinementsOf } from "./schema-callbacks.ts"

/** Finds package callbacks. */
export interface PackageCallbacks {
  /** What an operation's schemas run. */
  refining(operation: Operation): readonly CallGraph[]
  /** What runs to know the callers of the project's guarded routes. */
  verifying(): readonly CallGraph[]
}

/**
 * The package callbacks of one link.
 *
 * @returns the finder; it remembers what it has found
 */
export function createPackageCallbacks(evaluator: Evaluator, callGraphs: CallGraphs): PackageCallbacks {
  const convention: CallingConvention = { parameters: () => [], aliases: {} }
  const graphOf = (target: AbstractValue): CallGraph => callGraphs.graphOf(target, convention, { kind: "unknown" })
  const bySchema = new Map<AbstractValue, readonly FunctionValue[]>()
  let verifiers: readonly CallGraph[] | undefined

  function refining({ declared, chain }: Operation): readonly CallGraph[] {
    const given = chain.flatMap(({ handler: value }) => possibleValues(value)).flatMap((one) => {
      const note = one.kind === "result" ? middlewareOf(nameOf(one, evaluator)) : undefined
      const schema = one.kind === "result" && typeof note?.schema === "number" ? evaluator.arguments(one.site)[note.schema] : undefined
      return schema === undefined ? [] : [schema]
    })
    const schemas = [...Object.values(declared?.inputs ?? {}), ...given]
    return [...new Set(schemas.flatMap(functionsOf))].map(graphOf)
  }

  function functionsOf(schema: AbstractValue): readonly FunctionValue[] {
    const known = bySchema.get(schema) ?? refinementsOf(schema, evaluator)
    bySchema.set(schema, known)
    return known
  }

  const verifying = (): readonly CallGraph[] => (verifiers ??= [...new Set([...methods(), ...callbacks()])].map(graphOf))

  function methods(): readonly AbstractValue[] {
    return evaluator.sources.modules.flatMap((module) => module.facts.classes.flatMap(({ extends: base }, id) => {
      const context = evaluator.moduleContext(module)
      const name = base === undefined ? undefined : nameOf(evaluator.evaluate(base, context), evaluator)
      const row = verifyingClasses.find((one) => name !== undefined && one.base.test(name))
      if (row === undefined) return []
      const instance = evaluator.injected(evaluator.evaluate({ kind: "class", id }, context))
      return possibleValues(evaluator.member(instance, row.method)).filter((one) => one.kind === "function")
    }))
  }

  function callbacks(): readonly AbstractValue[] {
    return evaluator.sources.modules.flatMap((module) => module.facts.calls.flatMap(({ callee, arguments: values }) => {
      if (callee.kind !== "member" || callee.object.kind !== "member") return []
      const { name: object } = callee.object
      const row = verifyingCalls.find((one) => one.method === callee.name && one.object === object)
      const expression = row === undefined ? undefined : values[row.argument]
      if (row === undefined || expression === undefined) return []
      const given = evaluator.evaluate(expression, evaluator.moduleContext(module))
      return possibleValues(evaluator.member(given, row.entry)).filter((one) => one.kind === "function")
    }))
  }

  return { refining, verifying }
}
