/**
 * A version that changes with the project. ESLint's `--cache` keys a file by the configuration, in which a plugin is its
 * name and version, and knows nothing of other files; with `ENDPOINT_FINGERPRINT=1` the version says what all files say, so
 * that a change in one has every file linted again.
 *
 * @module
 */
import { createHash } from "node:crypto"
import { findAnalysis } from "../analysis.ts"
import { debug, describeError } from "../debug.ts"
import { encodeFacts } from "../workspace/encoding.ts"
import { toReal } from "../workspace/path.ts"

/** The version to tell ESLint: with a digest of the facts of all files under the working directory, where that is asked for. */
export function readVersion(version: string): string {
  if (process.env["ENDPOINT_FINGERPRINT"] !== "1") return version
  try {
    const { workspace } = findAnalysis({ root: toReal(process.cwd()), settings: {} })
    workspace.refresh()
    const hash = createHash("sha1")
    for (const { file, facts } of workspace.sources.modules) hash.update(file).update(encodeFacts(facts))
    return `${version}+${hash.digest("hex").slice(0, 16)}`
  } catch (error) {
    debug(`no fingerprint: ${describeError(error)}`)
    return version
  }
}
