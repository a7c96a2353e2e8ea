/**
 * Fingerprints of findings, which stay the same when lines are added or removed around them. They stand in SARIF reports and in
 * baselines, so that a change of how they are made makes every known finding new.
 *
 * @module
 */
import { createHash } from "node:crypto"

/** Makes the fingerprint of a finding from its rule, its kind of message, and the text of the line that it is on. */
export type Fingerprints = (rule: string, message: string, line: string) => string

/**
 * Fingerprints of the findings of one file, which have to be asked for in order: of findings that are alike, the second is told
 * from the first by its number.
 *
 * @param file relative to the analysed folder, `/`-separated
 */
export function createFingerprints(file: string): Fingerprints {
  const seen = new Map<string, number>()
  return (rule, message, line) => {
    const text = [rule, file, message, line.trim().replaceAll(/\s+/gu, " ")].join("\n")
    const number = (seen.get(text) ?? 0) + 1
    seen.set(text, number)
    return createHash("sha256").update(`${text}\n${number}`).digest("hex").slice(0, 32)
  }
}
