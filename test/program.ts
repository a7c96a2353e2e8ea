/**
 * The command line program, built and run as users run it.
 *
 * @module
 */
import { execFile, execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

/** What a run of the program left. */
export interface Outcome {
  readonly status: number
  readonly output: string
  readonly errors: string
}

/** A built program. */
export interface Program {
  /** Absolute path of the folder that was built into. */
  readonly folder: string
  /** Runs it in a folder, with nothing of a terminal about it. */
  run(folder: string, words: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Outcome>
  remove(): void
}

const PROJECT = fileURLToPath(new URL("..", import.meta.url))
/** Milliseconds after which a run counts as hanging. */
const PATIENCE = 20_000

/** Builds the package into a folder of its own, so that test files do not build over each other. */
export function buildProgram(): Program {
  const cache = join(PROJECT, ".cache")
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, "build-"))
  execFileSync(process.execPath, ["node_modules/tsdown/dist/run.mjs", "--out-dir", folder, "--no-dts"], {
    cwd: PROJECT,
    stdio: ["ignore", "ignore", "inherit"],
  })
  return {
    folder,
    run: (cwd, words, environment = {}) => new Promise((settle) => {
      const options = { cwd, timeout: PATIENCE, maxBuffer: 1 << 28, env: { ...process.env, DEBUG: "", ...environment } }
      execFile(process.execPath, [join(folder, "cli.js"), ...words], options, (error, output, errors) => {
        const status = error === null ? 0 : typeof error.code === "number" ? error.code : -1
        settle({ status, output, errors })
      })
    }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
