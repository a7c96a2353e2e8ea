/**
 * Canonical names: one language for adapters, knowledge tables and rules. `express.Router()`, `request.body.email`.
 *
 * @module
 */
import type { AbstractValue } from "../../model/values.ts"
import { possibleValues } from "./domain.ts"
import type { Evaluator } from "./evaluator.ts"

/**
 * The canonical name of a value: a package's path, a role's path, what a named thing returned.
 *
 * @returns the name; undefined for the project's own functions and for what is not known
 */
export function nameOf(value: AbstractValue, evaluator: Evaluator, depth = 0): string | undefined {
  if (value.kind === "external" || value.kind === "role") return value.name
  if (depth > 40 || !NAMED.has(value.kind)) return undefined
  if (evaluator.names.has(value)) return evaluator.names.get(value)
  evaluator.names.set(value, undefined)
  const name = workOutName(value, evaluator, depth)
  evaluator.names.set(value, name)
  return name
}

/** The kinds of values whose name is worked out; those of the project's own have none. */
const NAMED: ReadonlySet<AbstractValue["kind"]> = new Set(["member", "result", "instance", "caught", "scope", "unbound", "choice", "operation"])

function workOutName(value: AbstractValue, evaluator: Evaluator, depth: number): string | undefined {
  switch (value.kind) {
    case "member": {
      const object = nameOf(value.object, evaluator, depth + 1)
      return object === undefined ? undefined : `${object}.${value.name}`
    }
    case "result": {
      const { target } = evaluator.callee(value.site)
      // The project's own function hides what it returned, unless its class is known.
      const callee = nameOf(target, evaluator, depth + 1)
      return callee === undefined ? undefined : `${callee}()`
    }
    case "instance": {
      // A project class stands for the package's class that it extends.
      const base = externalBaseOf(value.of, evaluator)
      return base === undefined ? undefined : `${base}()`
    }
    case "caught":
      return "caught"
    case "scope":
      return nameOf(value.of, evaluator, depth + 1)
    case "unbound": {
      const type = evaluator.typeName(value.type, value.context)
      return type === undefined || type.startsWith("#") ? undefined : `${type}()`
    }
    case "choice":
    case "operation": {
      let kept: string | undefined
      for (const arm of possibleValues(value)) {
        const name = arm === value ? undefined : nameOf(arm, evaluator, depth + 1)
        if (name === undefined) continue
        // What a global keeps for the next time is what is made where it is not there yet: `globalThis.client ?? new Client()`.
        if (!/^global(?:This)?\./.test(name)) return name
        kept ??= name
      }
      return kept
    }
    default:
      return undefined
  }
}

/**
 * The name of the class or constructor function that made an instance, and of those it extends, nearest first.
 *
 * @returns names as written in the project; the last may be a canonical name of a package's class
 */
export function ancestryOf(target: AbstractValue, evaluator: Evaluator, depth = 0): readonly string[] {
  if (depth > 8) return []
  if (target.kind === "external") return [target.name]
  if (target.kind === "function") {
    const name = target.context.module.facts.functions[target.id]?.name
    return name === undefined ? [] : [name]
  }
  if (target.kind !== "class") return []
  const fact = target.context.module.facts.classes[target.id]
  const base = fact?.extends === undefined ? [] : ancestryOf(evaluator.evaluate(fact.extends, target.context), evaluator, depth + 1)
  return fact?.name === undefined ? base : [fact.name, ...base]
}

function externalBaseOf(target: AbstractValue, evaluator: Evaluator, depth = 0): string | undefined {
  if (target.kind === "external") return target.name
  if (target.kind === "result") return nameOf(target, evaluator)
  if (target.kind !== "class" || depth > 8) return undefined
  const base = target.context.module.facts.classes[target.id]?.extends
  return base === undefined ? undefined : externalBaseOf(evaluator.evaluate(base, target.context), evaluator, depth + 1)
}
