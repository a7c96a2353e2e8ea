/**
 * Classes as adapters see them: decorators, members and what is inherited.
 *
 * @module
 */
import type { ClassView, Decoration, MemberView } from "../../frameworks/framework.ts"
import { decorationsOf, parametersOf } from "./decorators.ts"
import { alternatives, UNKNOWN } from "./domain.ts"
import type { Follower } from "./evaluator.ts"
import { locate } from "../source/location.ts"
import type { Meaning } from "../../model/values.ts"

type ClassMeaning = Extract<Meaning, { kind: "class" }>

/** Ancestors further away are left. */
const ANCESTORS = 8

/** Reads the classes of a project. */
export interface ClassReader {
  /** The class that a value is, or is an instance of. */
  classOf(value: Meaning): ClassView | undefined
  /** Every class that has a decorator, in the order of files. */
  decorated(): readonly ClassView[]
}

/**
 * A reader of classes.
 *
 * @returns the reader
 */
export function createClassReader(follower: Follower): ClassReader {
  function classOf(value: Meaning): ClassView | undefined {
    for (const one of alternatives(value)) {
      const target = one.kind === "instance" ? one.of : one
      if (target.kind === "class") return viewOf(target)
    }
    return undefined
  }

  function viewOf(target: ClassMeaning): ClassView | undefined {
    const { module } = target.activation
    const fact = module.facts.classes[target.id]
    if (fact === undefined) return undefined
    const members: MemberView[] = []
    const inherited: Decoration[] = []
    const names = new Set<string>()
    let base: Meaning | undefined
    let current: Meaning | undefined = target
    for (let depth = 0; current?.kind === "class" && depth < ANCESTORS; depth += 1) {
      for (const member of membersOf(current, target)) {
        if (names.has(member.name)) continue
        names.add(member.name)
        members.push(member)
      }
      const above: Meaning | undefined = extendedBy(current)
      base = above?.kind === "class" ? undefined : above
      const heirs = above?.kind === "class" ? above.activation.module.facts.classes[above.id]?.decorators ?? [] : []
      if (above?.kind === "class") inherited.push(...decorationsOf(heirs, above.activation, follower))
      current = above
    }
    return {
      name: fact.name,
      decorations: decorationsOf(fact.decorators, target.activation, follower),
      inherited,
      members,
      base,
      at: locate(module, fact.at),
    }
  }

  function extendedBy(target: ClassMeaning): Meaning | undefined {
    const fact = target.activation.module.facts.classes[target.id]
    if (fact?.extends === undefined) return undefined
    const above = follower.follow(fact.extends, target.activation)
    return alternatives(above).find((one) => one.kind === "class") ?? above
  }

  /** The members of a class, bound to the instance of the class that inherits them. */
  function membersOf(owner: ClassMeaning, heir: ClassMeaning): readonly MemberView[] {
    const { module } = owner.activation
    return (module.facts.classes[owner.id]?.members ?? []).flatMap((member): MemberView[] => {
      if (member.isStatic || (member.kind !== "method" && member.kind !== "property")) return []
      if (member.kind === "method" && member.value === undefined) return []
      const value = member.value === undefined ? UNKNOWN : follower.member(follower.injected(heir), member.name)
      const written = member.value === undefined ? UNKNOWN : follower.follow(member.value, owner.activation)
      return [{
        name: member.name,
        kind: member.kind,
        decorations: decorationsOf(member.decorators, owner.activation, follower),
        parameters: written.kind === "function" ? parametersOf(written, follower) : [],
        value,
        at: locate(module, member.at),
      }]
    })
  }

  function decorated(): readonly ClassView[] {
    return follower.sources.modules.flatMap((module) =>
      module.facts.classes.flatMap((fact, id): ClassView[] => {
        if (fact.decorators.length === 0) return []
        const target = follower.follow({ kind: "class", id }, follower.moduleActivation(module))
        const view = target.kind === "class" ? viewOf(target) : undefined
        return view === undefined ? [] : [view]
      }),
    )
  }

  return { classOf, decorated }
}
