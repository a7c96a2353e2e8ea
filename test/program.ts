/**
 * The command line program, built and run as users run it.
 *
 * @module
 */
import { execFile, execFileSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
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
  /** The same with one place of its text replaced; it lies in the folder of the program and is removed with it. */
  copyWith(pattern: RegExp, replace: (text: string) => string): Pick<Program, "run">
  remove(): void
}

const PROJECT = fileURLToPath(new URL("..", import.meta.url))
/** Milliseconds after which a run counts as hanging; far more than a slow machine takes. */
const HANGING = 300_000

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
    run: (cwd, words, environment) => run(join(folder, "cli.js"), cwd, words, environment),
    copyWith(pattern, replace) {
      const copy = mkdtempSync(join(folder, "copy-"))
      const files = readdirSync(folder).filter((file) => file.endsWith(".js"))
      for (const file of files) cpSync(join(folder, file), join(copy, file))
      const changed = files.filter((file) => pattern.test(readFileSync(join(copy, file), "utf8")))
      if (changed.length !== 1) throw new Error(`${changed.length} files of the program match ${String(pattern)}`)
      for (const file of changed) writeFileSync(join(copy, file), readFileSync(join(copy, file), "utf8").replace(pattern, replace))
      return { run: (cwd, words, environment) => run(join(copy, "cli.js"), cwd, words, environment) }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function run(program: string, cwd: string, words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return new Promise((settle) => {
    const options = { cwd, timeout: HANGING, maxBuffer: 1 << 28, env: { ...process.env, DEBUG: "", ...environment } }
    execFile(process.execPath, [program, ...words], options, (error, output, errors) => {
      const status = error === null ? 0 : typeof error.code === "number" ? error.code : -1
      settle({ status, output, errors })
    })
  })
}
