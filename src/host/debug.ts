/**
 * What is told to whoever sets `DEBUG=eslint-plugin-endpoint`: one line on the error stream.
 *
 * @module
 */

/** Whether `DEBUG` names this plugin. */
export function isDebugging(): boolean {
  return /(?:^|[\s,])(?:\*|eslint-plugin-endpoint)/u.test(process.env["DEBUG"] ?? "")
}

/** Writes one line when debugging. */
export function debug(line: string): void {
  if (isDebugging()) process.stderr.write(`eslint-plugin-endpoint ${line}\n`)
}

/** The words of something thrown. */
export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
