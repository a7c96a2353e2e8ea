/**
 * Mistakes of those who call the program.
 *
 * @module
 */

/** A mistake in how the program was called. Its message is meant for the user as it stands. */
export class UsageError extends Error {
  override name = "UsageError"
}
