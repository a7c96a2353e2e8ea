/**
 * Output that goes to a file.
 *
 * @module
 */
import { mkdirSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import { describeError } from "../debug.ts"
import { UsageError } from "./usage-error.ts"

/**
 * Writes a text, and makes the folders that it lies in.
 *
 * @throws UsageError when it cannot be written
 */
export function writeOutput(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text.endsWith("\n") ? text : `${text}\n`)
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${describeError(error)}`)
  }
}
