/**
 * Path aliases of tsconfig files, for the cases in which oxc-resolver gives up on the whole file: it extends a package that
 * is not installed, or its `include` leaves the importing file out. And what keeps a tsconfig from being read, which would
 * otherwise lose the routes behind its aliases in silence.
 *
 * @module
 */
import { readFileSync } from "node:fs"
import { dirname, resolve } from "node:path/posix"
import { describeError } from "../debug.ts"
import { findWorkspaces, isFile, isRecord } from "./packages.ts"
import type { Problem } from "./reading.ts"

/** What one tsconfig says of aliases: https://www.typescriptlang.org/tsconfig/#paths */
interface Aliases {
  /** The folder that patterns are relative to; undefined when neither it nor `paths` is set. */
  readonly base: string | undefined
  readonly hasBaseUrl: boolean
  readonly paths: Readonly<Record<string, unknown>>
}

/** A tsconfig with everything that it extends. */
interface Tsconfig {
  readonly aliases: Aliases
  readonly problems: readonly Problem[]
}

/** The tsconfig files of a repository, each read once. */
export interface Tsconfigs {
  /**
   * The absolute paths, without extension, that the nearest tsconfig's aliases make of a specifier; empty when none applies.
   *
   * @param from absolute path of the importing file
   */
  expand(specifier: string, from: string): readonly string[]
  /** What cannot be read of the tsconfig files that count for the given folders. */
  problems(folders: Iterable<string>): readonly Problem[]
  /** Forgets everything: a file was added, deleted or changed. */
  clear(): void
}

/** What the tsconfig files of a repository are read with. */
interface Reader {
  /** The file that `extends` names in a tsconfig of the folder; undefined when nothing is lost without it. */
  readonly findBase: (name: string, folder: string) => string | undefined
  readonly onRead: (file: string) => void
}

const NAMES = ["tsconfig.json", "jsconfig.json"]
const NO_ALIASES: Aliases = { base: undefined, hasBaseUrl: false, paths: {} }

/**
 * Makes the reader of a repository's tsconfig files.
 *
 * @param repository absolute path of the folder above which nothing is read
 * @param onRead told each file that is looked at, whether it is there or not
 */
export function createTsconfigs(repository: string, onRead: (file: string) => void = () => {}): Tsconfigs {
  const nearest = new Map<string, string | undefined>()
  const known = new Map<string, Tsconfig>()
  let workspaces: ReadonlyMap<string, string> | undefined

  const findNearest = (folder: string): string | undefined => {
    if (nearest.has(folder)) return nearest.get(folder)
    const own = NAMES.map((name) => `${folder}/${name}`).find(isFile)
    const found = own ?? (folder === repository || dirname(folder) === folder ? undefined : findNearest(dirname(folder)))
    nearest.set(folder, found)
    return found
  }

  const findBase = (name: string, folder: string): string | undefined => {
    if (/^\.{0,2}\//u.test(name) || name === "." || name === "..") return resolve(folder, name)
    workspaces ??= findWorkspaces(repository)
    const owner = name.split("/", name.startsWith("@") ? 2 : 1).join("/")
    const home = workspaces.get(owner)
    // Aliases are relative to the file that has them: those of a package that is installed lead nowhere in the project.
    return home === undefined ? undefined : `${home}/${name.slice(owner.length + 1) || "tsconfig.json"}`
  }

  const read = (file: string): Tsconfig => {
    const found = known.get(file) ?? readTsconfig(file, [], { findBase, onRead })
    known.set(file, found)
    return found
  }

  return {
    expand(specifier, from) {
      const file = findNearest(dirname(from))
      return file === undefined ? [] : expandAlias(specifier, read(file).aliases)
    },
    problems(folders) {
      const files = new Set([...folders].flatMap((folder) => findNearest(folder) ?? []))
      const byPlace = new Map([...files].flatMap((file) => read(file).problems).map((problem) => [`${problem.file}\n${problem.reason}`, problem]))
      return [...byPlace.values()]
    },
    clear() {
      nearest.clear()
      known.clear()
      workspaces = undefined
    },
  }
}

/** @param children the files that extend it, which it may not extend in turn */
function readTsconfig(file: string, children: readonly string[], reader: Reader): Tsconfig {
  reader.onRead(file)
  const fail = (reason: string): Tsconfig => ({ aliases: NO_ALIASES, problems: [{ file, reason, kind: "configuration" }] })
  const text = readText(file)
  if (text instanceof Error) return fail(`cannot be read, so that its path aliases are unknown: ${describeError(text)}`)
  const config = parseJsonc(text)
  if (!isRecord(config)) return fail("is not a JSON object, so that its path aliases are unknown")
  const problems: Problem[] = []
  let inherited = NO_ALIASES
  for (const name of [config["extends"]].flat()) {
    if (typeof name !== "string") continue
    const base = reader.findBase(name, dirname(file))
    if (base === undefined) continue
    const path = [base, `${base}.json`, `${base}/tsconfig.json`].find(isFile)
    if (path === undefined) {
      reader.onRead(base)
      problems.push({ file, reason: `extends ${JSON.stringify(name)}, which is not there, so that its path aliases are unknown`, kind: "configuration" })
    } else if ([file, ...children].includes(path)) {
      problems.push({ file, reason: `extends ${JSON.stringify(name)}, which extends it in turn`, kind: "configuration" })
    } else {
      const parent = readTsconfig(path, [file, ...children], reader)
      problems.push(...parent.problems)
      if (parent.aliases.base !== undefined) inherited = parent.aliases
    }
  }
  return { aliases: readAliases(file, config, inherited), problems }
}

function readText(file: string): string | Error {
  try {
    return readFileSync(file, "utf8")
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

function readAliases(file: string, config: Readonly<Record<string, unknown>>, inherited: Aliases): Aliases {
  const options = isRecord(config["compilerOptions"]) ? config["compilerOptions"] : {}
  const baseUrl = options["baseUrl"]
  const paths = options["paths"]
  const hasBaseUrl = typeof baseUrl === "string"
  return {
    base: hasBaseUrl ? resolve(dirname(file), baseUrl) : isRecord(paths) && !inherited.hasBaseUrl ? dirname(file) : inherited.base,
    hasBaseUrl: hasBaseUrl || inherited.hasBaseUrl,
    paths: isRecord(paths) ? paths : inherited.paths,
  }
}

/** Parses JSON with comments and trailing commas, an empty text as an empty object; undefined when it is none of these. */
export function parseJsonc(text: string): unknown {
  const plain = text
    .replace(/^\uFEFF/u, "")
    .replace(/("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//gu, (_, quoted: string | undefined) => quoted ?? "")
    .replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/gu, (_, quoted: string | undefined) => quoted ?? "")
  try {
    return plain.trim() === "" ? {} : JSON.parse(plain)
  } catch {
    return undefined
  }
}

function expandAlias(specifier: string, { base, hasBaseUrl, paths }: Aliases): readonly string[] {
  if (base === undefined) return []
  const expanded = Object.entries(paths).flatMap(([pattern, targets]) =>
    substitute(specifier, pattern, Array.isArray(targets) ? targets : []))
  return [...expanded, ...(hasBaseUrl ? [specifier] : [])].map((path) => resolve(base, path))
}

function substitute(specifier: string, pattern: string, targets: readonly unknown[]): string[] {
  const [before = "", after] = pattern.split("*", 2)
  const isMatch = after === undefined
    ? specifier === pattern
    : specifier.length >= pattern.length - 1 && specifier.startsWith(before) && specifier.endsWith(after)
  if (!isMatch) return []
  const star = after === undefined ? "" : specifier.slice(before.length, specifier.length - after.length)
  return targets.filter((target) => typeof target === "string").map((target) => target.replace("*", star))
}
