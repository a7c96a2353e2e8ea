/**
 * Path aliases of tsconfig files, for the cases in which oxc-resolver gives up on the whole file: it extends a package that
 * is not installed, or its `include` leaves the importing file out.
 *
 * @module
 */
import { readFileSync } from "node:fs"
import { dirname, resolve } from "node:path/posix"
import { foldersUpward, isFile, isRecord } from "./packages.ts"

/** What one tsconfig says of aliases: https://www.typescriptlang.org/tsconfig/#paths */
export interface Aliases {
  /** The folder that patterns are relative to; undefined when neither it nor `paths` is set. */
  readonly base: string | undefined
  readonly hasBaseUrl: boolean
  readonly paths: Readonly<Record<string, unknown>>
}

/** What has been read of tsconfig files, by path. */
export type AliasMemory = Map<string, Aliases>

const MAXIMUM_EXTENDS = 8

/** Parses JSON with comments and trailing commas; undefined when even that is not what it is. */
export function parseJsonc(text: string): unknown {
  const plain = text
    .replace(/^\uFEFF/u, "")
    .replace(/("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//gu, (_, quoted: string | undefined) => quoted ?? "")
    .replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/gu, (_, quoted: string | undefined) => quoted ?? "")
  try {
    return JSON.parse(plain)
  } catch {
    return undefined
  }
}

/**
 * The absolute paths, without extension, that the nearest tsconfig's aliases make of a specifier; empty when none applies.
 *
 * @param from absolute path of the importing file
 * @param last the folder above which no tsconfig is read
 */
export function expandAlias(specifier: string, from: string, last: string, memory: AliasMemory): string[] {
  for (const folder of foldersUpward(dirname(from), last)) {
    const file = ["tsconfig.json", "jsconfig.json"].map((name) => `${folder}/${name}`).find(isFile)
    if (file === undefined) continue
    const { base, hasBaseUrl, paths } = memory.get(file) ?? readAliases(file, 0)
    memory.set(file, { base, hasBaseUrl, paths })
    if (base === undefined) return []
    const expanded = Object.entries(paths).flatMap(([pattern, targets]) =>
      substitute(specifier, pattern, Array.isArray(targets) ? targets : []))
    return [...expanded, ...(hasBaseUrl ? [specifier] : [])].map((path) => resolve(base, path))
  }
  return []
}

function readAliases(file: string, depth: number): Aliases {
  const none: Aliases = { base: undefined, hasBaseUrl: false, paths: {} }
  if (depth > MAXIMUM_EXTENDS || !isFile(file)) return none
  const config = parseJsonc(readFileSync(file, "utf8"))
  if (!isRecord(config)) return none
  const options = isRecord(config["compilerOptions"]) ? config["compilerOptions"] : {}
  const parents = [config["extends"]].flat().filter((each) => typeof each === "string" && each.startsWith("."))
  const inherited = parents.reduce<Aliases>((found, parent) => {
    const path = resolve(dirname(file), String(parent))
    const next = readAliases(isFile(path) ? path : `${path}.json`, depth + 1)
    return next.base === undefined ? found : next
  }, none)
  const baseUrl = options["baseUrl"]
  const paths = options["paths"]
  const hasBaseUrl = typeof baseUrl === "string"
  return {
    base: hasBaseUrl ? resolve(dirname(file), baseUrl) : isRecord(paths) && !inherited.hasBaseUrl ? dirname(file) : inherited.base,
    hasBaseUrl: hasBaseUrl || inherited.hasBaseUrl,
    paths: isRecord(paths) ? paths : inherited.paths,
  }
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
