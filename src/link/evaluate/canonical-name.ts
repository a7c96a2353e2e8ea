/**
 * Canonical names: one language for adapters, knowledge tables and rules. `express.Router()`, `request.body.email`.
 *
 * @module
 */
import { alternatives } from "./domain.ts"
import type { Follower } from "./evaluator.ts"
import type { Meaning } from "../../model/values.ts"

/**
 * The canonical name of a meaning: a package's path, a role's path, what a named thing returned.
 *
 * @returns the name; undefined for the project's own functions and for what is not known
 */
export function nameOf(meaning: Meaning, follower: Follower, depth = 0): string | undefined {
  if (meaning.kind === "external" || meaning.kind === "role") return meaning.name
  if (depth > 40 || meaning.kind === "unknown" || meaning.kind === "literal") return undefined
  if (follower.names.has(meaning)) return follower.names.get(meaning)
  follower.names.set(meaning, undefined)
  const name = workOutName(meaning, follower, depth)
  follower.names.set(meaning, name)
  return name
}

function workOutName(meaning: Meaning, follower: Follower, depth: number): string | undefined {
  switch (meaning.kind) {
    case "member": {
      const object = nameOf(meaning.object, follower, depth + 1)
      return object === undefined ? undefined : `${object}.${meaning.name}`
    }
    case "result": {
      const { target } = follower.callee(meaning.site)
      // The project's own function hides what it returned, unless its class is known.
      const callee = nameOf(target, follower, depth + 1)
      return callee === undefined ? undefined : `${callee}()`
    }
    case "instance": {
      // A project class stands for the package's class that it extends.
      const base = externalBaseOf(meaning.of, follower)
      return base === undefined ? undefined : `${base}()`
    }
    case "caught":
      return "caught"
    case "scope":
      return nameOf(meaning.of, follower, depth + 1)
    case "free": {
      const type = follower.typeName(meaning.type, meaning.activation)
      return type === undefined || type.startsWith("#") ? undefined : `${type}()`
    }
    case "choice":
    case "operation": {
      for (const arm of alternatives(meaning)) {
        const name = arm === meaning ? undefined : nameOf(arm, follower, depth + 1)
        if (name !== undefined) return name
      }
      return undefined
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
export function ancestryOf(target: Meaning, follower: Follower, depth = 0): readonly string[] {
  if (depth > 8) return []
  if (target.kind === "external") return [target.name]
  if (target.kind === "function") {
    const name = target.activation.module.facts.functions[target.id]?.name
    return name === undefined ? [] : [name]
  }
  if (target.kind !== "class") return []
  const fact = target.activation.module.facts.classes[target.id]
  const base = fact?.extends === undefined ? [] : ancestryOf(follower.follow(fact.extends, target.activation), follower, depth + 1)
  return fact?.name === undefined ? base : [fact.name, ...base]
}

function externalBaseOf(target: Meaning, follower: Follower, depth = 0): string | undefined {
  if (target.kind === "external") return target.name
  if (target.kind === "result") return nameOf(target, follower)
  if (target.kind !== "class" || depth > 8) return undefined
  const base = target.activation.module.facts.classes[target.id]?.extends
  return base === undefined ? undefined : externalBaseOf(follower.follow(base, target.activation), follower, depth + 1)
}
