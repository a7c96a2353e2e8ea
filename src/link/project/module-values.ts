/**
 * Clients that modules make when they are loaded, and where their functions use them.
 *
 * @module
 */
import type { LocalId, RegionId } from "../../model/ids.ts"
import type { Location } from "../../model/evidence.ts"
import type { Expression } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"
import type { LoadedValue } from "../../model/project.ts"
import { nameOf } from "../evaluate/canonical-name.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { locate } from "../source/location.ts"

/** Methods that only begin, watch or end a connection. */
const LIFECYCLE = new Set(["end", "close", "quit", "disconnect", "$disconnect", "destroy", "on", "once", "$on", "$connect", "connect", "authenticate", "$use", "$extends"])

/**
 * The constants of modules that hold a client which a call has made.
 *
 * @returns them module by module; a chain of calls gives one for each call in it that makes a client
 */
export function* loadedValuesOf(modules: readonly Module[], evaluator: Evaluator): Generator<LoadedValue> {
  for (const module of modules) {
    const { locals, regions, calls } = module.facts
    const context = evaluator.moduleContext(module)
    for (const [id, { name, values, isConstant, region }] of locals.entries()) {
      const [made] = values
      if (!isConstant || values.length !== 1 || made === undefined || (regions[region]?.function ?? -1) >= 0) continue
      const use = firstUse(id, module)
      for (let expression: Expression | undefined = made; expression?.kind === "call";) {
        const fact: Module["facts"]["calls"][number] | undefined = calls[expression.id]
        const maker = nameOf(evaluator.callee({ module, call: expression.id, context }).target, evaluator)
        const client = maker === undefined ? undefined : evaluator.clients.madeBy(maker)
        if (fact !== undefined && client !== undefined) yield { at: locate(module, fact.calleeAt), client, name, use }
        expression = fact?.callee.kind === "member" ? fact.callee.object : undefined
      }
    }
  }
}

function firstUse(local: LocalId, module: Module): Location | undefined {
  const { reads, calls, regions } = module.facts
  const isIn = (expression: Expression): boolean => (expression.kind === "local" && expression.id === local) || (expression.kind === "member" && isIn(expression.object))
  const isInFunction = (region: RegionId): boolean => (regions[region]?.function ?? -1) >= 0
  const called = calls.find(({ callee, region }) => {
    if (!isInFunction(region)) return false
    return callee.kind === "member" ? isIn(callee.object) && !LIFECYCLE.has(callee.name) : isIn(callee)
  })
  if (called !== undefined) return locate(module, called.calleeAt)
  const read = reads.find(({ value: expression, region }) => isInFunction(region) && isIn(expression))
  return read === undefined ? undefined : locate(module, read.at)
}
