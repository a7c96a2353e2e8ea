/**
 * How much a link works: counted, never timed, so that a test can tell work that grows faster than the project.
 *
 * @module
 */

/** What one link has done so far; the link adds to it. */
export interface Work {
  /** Expressions that were evaluated in a context. */
  evaluations: number
  /** Functions that were entered in call graphs: one for each graph and context. */
  frames: number
  /** How often somebody looked through the calls of a function: each judgment does, of each function that it judges. */
  visits: number
}

/** No work yet. */
export function noWork(): Work {
  return { evaluations: 0, frames: 0, visits: 0 }
}
