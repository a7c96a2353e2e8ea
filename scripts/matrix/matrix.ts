/**
 * Tries the packed package with what users have: `npm run matrix`. With `--core` only what is tried before every merge; with
 * words, only the cases whose names have one of them. A case for which something cannot be installed here is left out by name; a
 * core case that is left out is a failure.
 *
 * @module
 */
import { join, resolve } from "node:path"
import { performance } from "node:perf_hooks"
import { type Case, cases } from "./cases.ts"
import { createFolder, UnavailableError } from "./folder.ts"

/** What became of a case. */
type Result = "passed" | "failed" | "left out"

const root = resolve(import.meta.dirname, "../..")
const words = process.argv.slice(2)
const isCore = words.includes("--core")
const names = words.filter((word) => !word.startsWith("--")).map((word) => word.toLowerCase())

/** Packs the built package; answers the absolute path of the tarball. */
function pack(): string {
  const target = createFolder()
  const { status, output, errors } = target.run("npm", ["pack", root, "--silent", "--ignore-scripts", "--pack-destination", target.path])
  if (status !== 0) throw new Error(`npm pack: ${errors}`)
  process.once("exit", () => target.remove())
  return join(target.path, output.trim().split("\n").at(-1) ?? "")
}

function runCase({ name, run }: Case, tarball: string): Result {
  const folder = createFolder()
  const begin = performance.now()
  const print = (result: Result, reason = ""): Result => {
    console.log(`${result.padEnd(8)}  ${name} (${Math.round((performance.now() - begin) / 1000)} s)${reason === "" ? "" : `\n${reason}`}`)
    return result
  }
  try {
    run(folder, tarball)
    return print("passed")
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return print(error instanceof UnavailableError ? "left out" : "failed", reason)
  } finally {
    folder.remove()
  }
}

const chosen = cases.filter((one) => (one.isCore || !isCore) && (names.length === 0 || names.some((name) => one.name.toLowerCase().includes(name))))
if (chosen.length === 0) throw new Error(`No case is called so. There are: ${cases.map(({ name }) => name).join("; ")}.`)
const tarball = pack()
const results = chosen.map((one) => ({ one, result: runCase(one, tarball) }))
const count = (wanted: Result): number => results.filter(({ result }) => result === wanted).length
console.log(`${count("passed")} passed, ${count("failed")} failed, ${count("left out")} left out`)
if (results.some(({ one, result }) => result === "failed" || (result === "left out" && one.isCore))) process.exitCode = 1
