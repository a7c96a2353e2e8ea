/**
 * Facts kept on disk between processes. A line per file; a line is parsed when its facts are asked for.
 *
 * @module
 */
import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import packageJson from "../../../package.json" with { type: "json" }
import type { Module } from "../../model/facts.ts"
import { debug, describeError } from "../debug.ts"
import { decodeFacts, encodeFacts } from "./encoding.ts"
import { foldersUpward } from "./path.ts"
import type { Problem, Reading } from "./reading.ts"

/** To be raised when facts change their shape without a new version of the package. */
const FORMAT = 11
const HEADER = JSON.stringify({ format: FORMAT, version: packageJson.version })

/** When a file was read: the cache answers for a file only while both are the same. */
export interface Stamp {
  readonly mtimeMs: number
  readonly size: number
}

/** The facts of one root. */
export interface Cache {
  /** The reading of a file that has not changed since; undefined when it is to be read again. */
  read(file: string, stamp: Stamp): Reading | undefined
  /** Writes the readings of all files, replacing what was there; silent where nothing can be written. */
  write(readings: Iterable<readonly [file: string, stamp: Stamp, reading: Reading]>): void
}

/** What a line begins with; spans and facts are separate texts after it, so that they can stay unparsed. */
type Line = readonly [file: string, mtimeMs: number, size: number, hash: string, problem: Problem | null]

/** A module whose facts are still text. */
interface CachedModule extends Module {
  readonly encoded: { readonly spans: string; readonly facts: string }
}

/**
 * Opens the cache of a root: `node_modules/.cache/eslint-plugin-endpoint/` in the nearest folder that has node_modules.
 *
 * @param last the folder above which nothing is read
 * @returns undefined when there is no such folder
 */
export function openCache(root: string, last: string): Cache | undefined {
  const home = foldersUpward(root, last).find((folder) => existsSync(`${folder}/node_modules`))
  if (home === undefined) return undefined
  const folder = `${home}/node_modules/.cache/eslint-plugin-endpoint`
  const path = `${folder}/${createHash("sha1").update(root).digest("hex").slice(0, 16)}.jsonl`
  const lines = readLines(path)

  return {
    read(file, { mtimeMs, size }) {
      const text = lines.get(file)
      if (text === undefined) return undefined
      const [head = "", spans = "", facts = ""] = text.split("\t", 3)
      const [, cachedTime, cachedSize, hash, problem] = JSON.parse(head) as Line
      if (cachedTime !== mtimeMs || cachedSize !== size) return undefined
      return { hash, problem: problem ?? undefined, module: facts === "" ? undefined : restoreModule(file, spans, facts) }
    },
    write(readings) {
      try {
        mkdirSync(folder, { recursive: true })
        const text = [HEADER, ...Array.from(readings, ([file, stamp, reading]) => formatLine(file, stamp, reading))].join("\n")
        const draft = `${path}.${process.pid}`
        writeFileSync(draft, text)
        renameSync(draft, path)
      } catch (error) {
        debug(`no cache in ${folder}: ${describeError(error)}`)
      }
    },
  }
}

function readLines(path: string): ReadonlyMap<string, string> {
  const lines = new Map<string, string>()
  try {
    const [header, ...rest] = existsSync(path) ? readFileSync(path, "utf8").split("\n") : []
    if (header !== HEADER) return lines
    // A line begins with `["file",`.
    for (const line of rest) lines.set(JSON.parse(line.slice(1, line.indexOf('",') + 1)) as string, line)
  } catch (error) {
    debug(`${path} is damaged: ${describeError(error)}`)
    lines.clear()
  }
  return lines
}

function restoreModule(file: string, spans: string, facts: string): CachedModule {
  let decodedFacts: Module["facts"] | undefined
  let decodedSpans: Module["spans"] | undefined
  return {
    file,
    encoded: { spans, facts },
    get facts() {
      decodedFacts ??= decodeFacts(facts)
      return decodedFacts
    },
    get spans() {
      decodedSpans ??= JSON.parse(spans) as number[]
      return decodedSpans
    },
  }
}

function formatLine(file: string, { mtimeMs, size }: Stamp, { hash, module, problem }: Reading): string {
  const head: Line = [file, mtimeMs, size, hash, problem ?? null]
  const encoded = module === undefined ? { spans: "", facts: "" } : encodeModule(module)
  return `${JSON.stringify(head)}\t${encoded.spans}\t${encoded.facts}`
}

function encodeModule(module: Module | CachedModule): CachedModule["encoded"] {
  return "encoded" in module ? module.encoded : { spans: JSON.stringify(module.spans), facts: encodeFacts(module.facts) }
}
