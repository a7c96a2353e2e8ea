/**
 * Puts the parts of the evaluator together.
 *
 * @module
 */
import { createCalls } from "./calls.ts"
import { internActivations } from "./context.ts"
import type { Follower } from "./evaluator.ts"
import { createImports } from "./exports.ts"
import { createValues } from "./expressions.ts"
import { createRoles } from "./framework-values.ts"
import { createMembers } from "./members.ts"
import type { Mentions } from "./provenance-memo.ts"
import type { Sources } from "./sources.ts"
import type { Module } from "../../model/facts.ts"
import type { Meaning } from "../../model/values.ts"

/**
 * A follower over the project's modules. Its memory lives as long as one link.
 *
 * @param sources the project
 * @param given what the frameworks say of calls and members
 * @returns the follower
 */
export function createFollower(sources: Sources, given: Pick<Follower, "provided" | "transparent" | "ambient" | "routerMakers">): Follower {
  const externals = new Map<string, Meaning>()
  const external = (name: string): Meaning => {
    const known = externals.get(name) ?? { kind: "external", name }
    externals.set(name, known)
    return known
  }
  const base = { attachments: new WeakMap<Meaning, Module>(), names: new Map<Meaning, string | undefined>(), mentions: new Map<Meaning, Mentions>(), sources, activate: internActivations(), ...given, external }
  const follower: Follower = {
    ...base,
    ...createValues(() => follower),
    ...createImports(() => follower),
    ...createMembers(() => follower),
    ...createCalls(() => follower),
    ...createRoles(() => follower),
  }
  return follower
}
