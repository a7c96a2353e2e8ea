/**
 * How a command ends.
 *
 * @module
 */

import { explainEmpty, type OpenProject } from "../open-project.ts"

/** What a command has to say, and its exit status. */
export interface Outcome {
  /** For the output stream; nothing is printed for an empty text. */
  readonly output: string
  /** Lines for the error stream. */
  readonly warnings: readonly string[]
  /** 0: done; 1: something was found; 2: nothing could be checked. */
  readonly status: 0 | 1 | 2
}

/** How a command that checks something ends where there is nothing to check. */
export function refuseEmpty(project: OpenProject, isAllowed: boolean): Pick<Outcome, "status" | "warnings"> {
  const hint = isAllowed ? [] : ["Nothing was checked. --allow-empty makes that a success."]
  return { status: isAllowed ? 0 : 2, warnings: [explainEmpty(project), ...hint] }
}
