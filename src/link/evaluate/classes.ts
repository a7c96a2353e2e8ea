/**
 * Classes as adapters see them: decorators, members and what is inherited.
 *
 * @module
 */
import type { ClassView, Decoration, MemberView } from "../../frameworks/framework.ts"
import type { AbstractValue } from "../../model/values.ts"
import { locate } from "../source/location.ts"
import { decorationsOf, parametersOf } from "./decorators.ts"
import { possibleValues, UNKNOWN } from "./domain.ts"
import type { Evaluator } from "./evaluator.ts"

type ClassValue = Extract<AbstractValue, { kind: "class" }>

/** Ancestors further away are left. */
const ANCESTORS = 8

/** Reads the classes of a project. */
export interface ClassReader {
  /** The class that a value is, or is an instance of. */
  classOf(value: AbstractValue): ClassView | undefined
  /** Every class that has a decorator, in the order of files. */
  decorated(): readonly ClassView[]
}

/**
 * A reader of classes.
 *
 * @returns the reader
 */
export function createClassReader(evaluator: Evaluator): ClassReader {
  function classOf(value: AbstractValue): ClassView | undefined {
    for (const one of possibleValues(value)) {
      const target = one.kind === "instance" ? one.of : one
      if (target.kind === "class") return viewOf(target)
    }
    return undefined
  }

  function viewOf(target: ClassValue): ClassView | undefined {
    const { module } = target.context
    const fact = module.facts.classes[target.id]
    if (fact === undefined) return undefined
    const members: MemberView[] = []
    const inherited: Decoration[] = []
    const names = new Set<string>()
    let base: AbstractValue | undefined
    let current: AbstractValue | undefined = target
    for (let depth = 0; current?.kind === "class" && depth < ANCESTORS; depth += 1) {
      for (const member of membersOf(current, target)) {
        if (names.has(member.name)) continue
        names.add(member.name)
        members.push(member)
      }
      const above: AbstractValue | undefined = extendedBy(current)
      base = above?.kind === "class" ? undefined : above
      const heirs = above?.kind === "class" ? above.context.module.facts.classes[above.id]?.decorators ?? [] : []
      if (above?.kind === "class") inherited.push(...decorationsOf(heirs, above.context, evaluator))
      current = above
    }
    return {
      name: fact.name,
      decorations: decorationsOf(fact.decorators, target.context, evaluator),
      inherited,
      members,
      base,
      at: locate(module, fact.at),
    }
  }

  function extendedBy(target: ClassValue): AbstractValue | undefined {
    const fact = target.context.module.facts.classes[target.id]
    if (fact?.extends === undefined) return undefined
    const above = evaluator.evaluate(fact.extends, target.context)
    return possibleValues(above).find((one) => one.kind === "class") ?? above
  }

  /** The members of a class, bound to the instance of the class that inherits them. */
  function membersOf(owner: ClassValue, heir: ClassValue): readonly MemberView[] {
    const { module } = owner.context
    return (module.facts.classes[owner.id]?.members ?? []).flatMap((member): MemberView[] => {
      if (member.isStatic || (member.kind !== "method" && member.kind !== "property")) return []
      if (member.kind === "method" && member.value === undefined) return []
      const value = member.value === undefined ? UNKNOWN : evaluator.member(evaluator.injected(heir), member.name)
      const written = member.value === undefined ? UNKNOWN : evaluator.evaluate(member.value, owner.context)
      return [{
        name: member.name,
        kind: member.kind,
        decorations: decorationsOf(member.decorators, owner.context, evaluator),
        parameters: written.kind === "function" ? parametersOf(written, evaluator) : [],
        value,
        at: locate(module, member.at),
      }]
    })
  }

  function decorated(): readonly ClassView[] {
    return evaluator.sources.modules.flatMap((module) =>
      module.facts.classes.flatMap((fact, id): ClassView[] => {
        if (fact.decorators.length === 0) return []
        const target = evaluator.evaluate({ kind: "class", id }, evaluator.moduleContext(module))
        const view = target.kind === "class" ? viewOf(target) : undefined
        return view === undefined ? [] : [view]
      }),
    )
  }

  return { classOf, decorated }
}
