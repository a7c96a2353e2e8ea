/**
 * Follows imports, re-exports and CommonJS exports from file to file.
 *
 * @module
 */
import type { ExportFact, Module } from "../../model/facts.ts"
import type { AbstractValue } from "../../model/values.ts"
import { UNKNOWN } from "./domain.ts"
import type { Evaluator } from "./evaluator.ts"

/** What an import specifier means in a module; `target` is undefined for an installed package. */
interface Imported {
  readonly isPackage: boolean
  readonly target: Module | undefined
}

/** The exports of a module by name; of several under one name the last. */
const indexExports = ({ facts }: Module): ReadonlyMap<string, ExportFact> => new Map(facts.exports.map((one) => [one.name, one]))

/** What modules export and import by name, found once for each name. */
function createIndex(evaluator: () => Evaluator): {
  exportNamed(module: Module, name: string): ExportFact | undefined
  resolve(specifier: string, module: Module): Imported
} {
  const exportsOf = new Map<Module, ReadonlyMap<string, ExportFact>>()
  const importsOf = new Map<Module, Map<string, Imported>>()

  function exportNamed(module: Module, name: string): ExportFact | undefined {
    let known = exportsOf.get(module)
    if (known === undefined) exportsOf.set(module, known = indexExports(module))
    return known.get(name)
  }

  function resolve(specifier: string, module: Module): Imported {
    let known = importsOf.get(module)
    if (known === undefined) importsOf.set(module, known = new Map<string, Imported>())
    const found = known.get(specifier)
    if (found !== undefined) return found
    const { sources } = evaluator()
    const file = sources.resolve(specifier, module.file)
    const made: Imported = { isPackage: file === undefined, target: file === undefined ? undefined : sources.module(file) }
    known.set(specifier, made)
    return made
  }

  return { exportNamed, resolve }
}

/**
 * The part of an evaluator that crosses files.
 *
 * @param evaluator gives the whole evaluator, once it is complete
 * @returns its functions
 */
export function createImports(
  evaluator: () => Evaluator,
): Pick<Evaluator, "exported" | "imported" | "importedValue"> {
  const inProgress = new Map<Module, Set<string>>()
  const namespaces = new Map<Module, AbstractValue>()
  const { exportNamed, resolve } = createIndex(evaluator)

  const imported = (specifier: string, module: Module): Module | undefined => resolve(specifier, module).target

  function importedValue(specifier: string, name: string, module: Module): AbstractValue {
    const { external, member } = evaluator()
    const { isPackage, target } = resolve(specifier, module)
    if (!isPackage) {
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
    const { evaluate, moduleContext } = evaluator()
    const own = exportNamed(module, name)
    // What a module itself exports is remembered where its code is evaluated, and there is told apart while it is in progress.
    if (own !== undefined) return evaluate(own.value, moduleContext(module))
    let asked = inProgress.get(module)
    if (asked === undefined) inProgress.set(module, asked = new Set<string>())
    if (asked.has(name)) return UNKNOWN
    asked.add(name)
    try {
      return findExport(module, name)
    } finally {
      asked.delete(name)
    }
  }

  /** What a module hands on, or gives as a whole. */
  function findExport(module: Module, name: string): AbstractValue {
    const { evaluate, member, moduleContext, external } = evaluator()
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
