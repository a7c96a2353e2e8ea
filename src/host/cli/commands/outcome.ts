/**
 * How a command ends.
 *
 * @module
 */

/** What a command has to say, and its exit status. */
export interface Outcome {
  /** For the output stream; nothing is printed for an empty text. */
  readonly output: string
  /** Lines for the error stream. */
  readonly warnings: readonly string[]
  /** 0: done; 1: something was found; 2: nothing could be checked. */
  readonly status: 0 | 1 | 2
}
