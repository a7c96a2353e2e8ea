/**
 * Puts the parts of the evaluator together.
 *
 * @module
 */
import type { Module } from "../../model/facts.ts"
import type { AbstractValue } from "../../model/values.ts"
import { createBoundFunctions } from "./bound-functions.ts"
import { createCalls } from "./calls.ts"
import { createContexts } from "./context.ts"
import type { Evaluator } from "./evaluator.ts"
import { createImports } from "./exports.ts"
import { createValues } from "./expressions.ts"
import { createRoles } from "./framework-values.ts"
import { createEntry } from "./function-entry.ts"
import { createMembers } from "./members.ts"
import { createEntries } from "./object-entries.ts"
import type { Provenance } from "./provenance-memo.ts"
import type { Sources } from "./sources.ts"
import { createTypedValues } from "./typed-values.ts"
import { noWork, type Work } from "./work.ts"

/**
 * An evaluator over the project's modules. Its memory lives as long as one link.
 *
 * @param sources the project
 * @param given what the frameworks say of calls and members, and what is known of clients
 * @param work is added to
 * @returns the evaluator
 */
export function createEvaluator(sources: Sources, given: Pick<Evaluator, "provided" | "transparent" | "ambient" | "routerMakers" | "clients">, work: Work = noWork()): Evaluator {
  const externals = new Map<string, AbstractValue>()
  const external = (name: string): AbstractValue => {
    const known = externals.get(name) ?? { kind: "external", name }
    externals.set(name, known)
    return known
  }
  const base = { attachments: new WeakMap<AbstractValue, Module>(), names: new Map<AbstractValue, string | undefined>(), provenance: new Map<AbstractValue, Provenance>(), sources, work, intern: createContexts(), ...given, external }
  const evaluator: Evaluator = {
    ...base,
    ...createValues(() => evaluator),
    ...createTypedValues(() => evaluator),
    ...createImports(() => evaluator),
    ...createMembers(() => evaluator),
    ...createEntries(() => evaluator),
    ...createBoundFunctions(),
    ...createCalls(() => evaluator),
    ...createEntry(() => evaluator),
    ...createRoles(() => evaluator),
  }
  return evaluator
}
