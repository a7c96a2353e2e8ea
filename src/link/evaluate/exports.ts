/**
 * Follows imports, re-exports and CommonJS exports from file to file.
 *
 * @module
 */
import type { ExportFact, Module } from "../../model/facts.ts"
import type { AbstractValue } from "../../model/values.ts"
import { UNKNOWN } from "./domain.ts"
import type { Evaluator } from "./evaluator.ts"

const exportNamed = (module: Module, name: string): ExportFact | undefined =>
  module.facts.exports.findLast((one) => one.name === name)

/**
 * The part of an evaluator that crosses files.
 *
 * @param evaluator gives the whole evaluator, once it is complete
 * @returns its functions
 */
export function createImports(
  evaluator: () => Evaluator,
): Pick<Evaluator, "exported" | "imported" | "importedValue"> {
  const inProgress = new Set<string>()
  const namespaces = new Map<Module, AbstractValue>()

  function imported(specifier: string, module: Module): Module | undefined {
    const { sources } = evaluator()
    const file = sources.resolve(specifier, module.file)
    return file === undefined ? undefined : sources.module(file)
  }

  function importedValue(specifier: string, name: string, module: Module): AbstractValue {
    const { sources, external, member } = evaluator()
    const file = sources.resolve(specifier, module.file)
    if (file !== undefined) {
      const target = sources.module(file)
      if (target === undefined) return UNKNOWN
      return name === "*" ? wholeOf(target) : exported(target, name)
    }
    const base = external(specifier.replace(/^node:/, ""))
    return name === "*" || name === "default" ? base : member(base, name)
  }

  /** What `require` gives: `module.exports` when it was assigned whole, else the namespace. */
  function wholeOf(module: Module): AbstractValue {
    const whole = exportNamed(module, "=")
    if (whole === undefined) return namespaceOf(module)
    const value = evaluator().evaluate(whole.value, evaluator().moduleContext(module))
    if (value.kind === "unknown") return namespaceOf(module)
    if (module.facts.exports.length > 1) evaluator().attachments.set(value, module)
    return value
  }

  function namespaceOf(module: Module): AbstractValue {
    const known = namespaces.get(module) ?? { kind: "namespace", module }
    namespaces.set(module, known)
    return known
  }

  function exported(module: Module, name: string): AbstractValue {
    const key = `${module.file}\u0000${name}`
    if (inProgress.has(key)) return UNKNOWN
    inProgress.add(key)
    try {
      return findExport(module, name)
    } finally {
      inProgress.delete(key)
    }
  }

  function findExport(module: Module, name: string): AbstractValue {
    const { evaluate, member, moduleContext, external } = evaluator()
    const own = exportNamed(module, name)
    if (own !== undefined) return evaluate(own.value, moduleContext(module))
    const whole = exportNamed(module, "=")
    if (whole !== undefined) {
      const value = evaluate(whole.value, moduleContext(module))
      return name === "default" ? value : member(value, name)
    }
    const stars = module.facts.exports.flatMap(({ name: star, value: expression }) => (star === "*" && expression.kind === "import" ? [expression.from] : []))
    // A package may or may not have the name: the project's own modules are asked first.
    for (const specifier of name === "default" ? [] : stars) {
      const target = imported(specifier, module)
      const found = target === undefined ? UNKNOWN : exported(target, name)
      if (found.kind !== "unknown") return found
    }
    const from = name === "default" ? undefined : stars.find((specifier) => !specifier.startsWith(".") && imported(specifier, module) === undefined)
    if (from !== undefined) return member(external(from), name)
    // A CommonJS module imported by default: its exports are the default.
    return name === "default" && module.facts.exports.length > 0 ? namespaceOf(module) : UNKNOWN
  }

  return { exported, imported, importedValue }
}
