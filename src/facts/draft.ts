/**
 * The facts of a module before anything of it is written down, and after everything is.
 *
 * @module
 */
import type { At } from "../model/expression.ts"
import type { ModuleFacts } from "../model/facts.ts"
import type { FunctionId, RegionId } from "../model/ids.ts"
import type { FactsDraft } from "./walk.ts"

/** A draft that says nothing but that there is a module, whose code is at a place. */
export function createDraft(at: At): FactsDraft {
  return {
    exports: [], locals: [], functions: [], classes: [], types: [], calls: [], assignments: [], writes: [], reads: [], throws: [],
    regions: [{ kind: "module", parent: -1 as RegionId, function: -1 as FunctionId, exits: false, at }],
    strings: [], comments: [], directives: [],
  }
}

/** The facts of a draft that is finished; the indexes of its lists are ids from here on. */
export function finishDraft(draft: FactsDraft, imports: readonly string[]): ModuleFacts {
  return { ...draft, imports } as unknown as ModuleFacts
}
