/**
 * What one interpretation of the setup code works with, and what it has found so far.
 *
 * @module
 */
import type { Framework, Setup } from "../../../frameworks/framework.ts"
import type { Module } from "../../../model/facts.ts"
import type { Unresolved } from "../../../model/project.ts"
import type { AbstractValue, CallSite, Context } from "../../../model/values.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import type { Decorations } from "../decorations.ts"
import type { Routers } from "../routers.ts"

/** An interpretation that is under way. It lives as long as one link. */
export interface Interpretation {
  readonly frameworks: readonly Framework[]
  readonly evaluator: Evaluator
  readonly routers: Routers
  readonly unresolved: Unresolved[]
  readonly decorations: Decorations
  /** Contexts that run only because a condition held that nobody can foresee: `if (isLocal) mountDebug(app)`. */
  readonly conditional: Set<Context>
  /** The setup statements that calls were translated to. */
  readonly translations: Map<Context, Map<number, readonly Setup[]>>
  readonly ranModules: Set<Module>
  readonly entered: Set<Context>
  /** The functions of each module that were called. */
  readonly called: Map<Module, Set<number>>
  /** How often each function ran without setting anything up; negative infinity once it did. */
  readonly fruitlessRuns: Map<Module, Map<number, number>>
  readonly progress: Progress
}

/** The part of an interpretation that is counted. */
export interface Progress {
  /** Calls that were looked at since the current entry point began. */
  steps: number
  /** Setup statements that were applied. */
  statements: number
  /** Whether the current call stands under a condition that nobody can foresee. */
  isConditional: boolean
}

/** Runs a project function as the callee of a call; `values` replace the call's own arguments. False where it is no project function. */
export type RunCallee = (target: AbstractValue, site: CallSite, values?: readonly AbstractValue[]) => boolean

/** Where the name of the called function begins. */
export const calleeAt = (site: CallSite): number => site.module.facts.calls[site.call]?.calleeAt ?? 0
