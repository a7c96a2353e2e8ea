/**
 * Temporary folders in which packages are installed and programs run, as users do it.
 *
 * @module
 */
import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"

/** What a program left. */
export interface Outcome {
  readonly status: number
  readonly output: string
  readonly errors: string
}

/** A folder that is there for one case. */
export interface Folder {
  /** Absolute, real path. */
  readonly path: string
  write(files: Readonly<Record<string, string>>): void
  /** Runs a program to its end, whatever its status. */
  run(command: string, words: readonly string[], folder?: string): Outcome
  remove(): void
}

/** Something that a case needs cannot be had here: no network, or another version of Node. */
export class UnavailableError extends Error {
  override name = "UnavailableError"
}

/** Milliseconds after which a program counts as hanging. */
const HANGING = 300_000

/** Makes an empty folder. */
export function createFolder(): Folder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "endpoint-matrix-")))
  return {
    path,
    write(files) {
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(dirname(join(path, file)), { recursive: true })
        writeFileSync(join(path, file), text)
      }
    },
    run(command, words, folder = ".") {
      // npm passes its own configuration on to what its scripts run.
      const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("npm_"))
      const { status, stdout, stderr, error } = spawnSync(command, words, {
        cwd: join(path, folder), encoding: "utf8", timeout: HANGING, maxBuffer: 1 << 28, env: { ...Object.fromEntries(inherited), CI: "", NO_COLOR: "1" },
      })
      if (error !== undefined && status === null) throw new UnavailableError(`${command}: ${error.message}`)
      return { status: status ?? -1, output: stdout, errors: stderr }
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
}

/** A way to install packages into a folder. */
export interface Manager {
  readonly name: string
  /** @throws UnavailableError where nothing can be installed */
  install(folder: Folder, packages: readonly string[]): void
  /** Runs the program of an installed package. */
  run(folder: Folder, program: string, words: readonly string[], inside?: string): Outcome
}

function createManager(name: string, tool: readonly string[], install: readonly string[], run: readonly string[]): Manager {
  const [command = "", ...first] = tool
  return {
    name,
    install(folder, packages) {
      const { status, output, errors } = folder.run(command, [...first, ...install, ...packages])
      if (status !== 0) throw new UnavailableError(`${name} does not install ${packages.join(", ")}:\n${lastLines(errors === "" ? output : errors)}`)
    },
    run: (folder, program, words, inside) => folder.run(command, [...first, ...run, program, ...words], inside),
  }
}

/** npm, and what is reported when it refuses. */
export const npm: Manager = {
  ...createManager("npm", ["npm"], ["install", "--save-dev", "--no-audit", "--no-fund"], []),
  run: (folder, program, words, inside) => folder.run("npx", ["--no-install", program, ...words], inside),
}

/** The other package managers, each fetched by npx in the newest version for the oldest Node that is supported. */
export const managers: readonly Manager[] = [
  createManager("pnpm", ["npx", "--yes", "pnpm@10"], ["add", "--save-dev"], ["exec"]),
  createManager("yarn 1", ["npx", "--yes", "yarn@1"], ["add", "--dev"], ["--silent", "run"]),
  createManager("yarn 4, Plug'n'Play", ["npx", "--yes", "--package", "@yarnpkg/cli-dist@4", "yarn"], ["add", "--dev"], ["run"]),
]

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-8).join("\n")
}
