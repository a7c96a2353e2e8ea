/**
 * Values as words for a message.
 *
 * @module
 */
import type { AbstractValue } from "../../model/values.ts"
import { ancestryOf, nameOf } from "./canonical-name.ts"
import { possibleValues } from "./domain.ts"
import type { Evaluator } from "./evaluator.ts"

/** Methods by which frameworks call an instance, whatever it is for. */
const CONTRACTS = new Set(["canActivate", "use", "intercept", "transform", "handle"])

/** `module.exports = function (request) {}` is known by its file, one that is called `index` by its folder. */
function baseName(file: string): string {
  const [folder, name = file] = file.split("/").slice(-2)
  const base = name.replace(/\.[^.]+$/, "")
  return base === "index" && folder !== undefined ? folder : base
}

/**
 * What to call a handler in a message.
 *
 * @returns a canonical name, the function's name, or that of its class
 */
export function describe(value: AbstractValue, evaluator: Evaluator): string {
  for (const one of possibleValues(value)) {
    const name = nameOf(one, evaluator)
    if (name !== undefined && !name.startsWith("#")) return name
    if (one.kind === "function") {
      const fact = one.context.module.facts.functions[one.id]
      const parent = fact === undefined ? undefined : one.context.module.facts.functions[fact.parent]
      // A guard's method is called as every guard's is: its class tells which one it is.
      const owner = fact?.class === undefined ? undefined : one.context.module.facts.classes[fact.class]?.name
      if (fact?.name !== undefined && owner !== undefined && CONTRACTS.has(fact.name)) return owner
      const name = [fact?.name, parent?.name].find((each) => each !== undefined && each !== "exports" && each !== "default")
      if (name !== undefined) return name === fact?.name ? name : `${name}()`
      if (fact?.name !== undefined || parent?.name !== undefined) return baseName(one.context.module.file)
    }
    if (one.kind === "instance") return ancestryOf(one.of, evaluator)[0] ?? "(instance)"
    if (one.kind === "result") {
      const callee = evaluator.callee(one.site)
      return `${callee.method ?? describe(callee.target, evaluator)}()`
    }
    if (one.kind === "member") return one.name
  }
  return "(anonymous)"
}
