/**
 * The parsers whose trees must give the same facts. Each answers undefined for what it refuses to parse.
 *
 * @module
 */
import { readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { parseForESLint } from "@typescript-eslint/parser"
import * as espree from "espree"
import { parseSync } from "oxc-parser"
import { expect } from "vitest"
import { extractFacts } from "../../src/facts/extract.ts"
import type { SourceComment, SyntaxTree } from "../../src/facts/extract.ts"

interface Parsed {
  readonly tree: SyntaxTree
  readonly comments: readonly SourceComment[]
}

/** Bytes above which a source is not compared. */
const LARGEST_SOURCE = 60_000

/** What a file's tree gives. */
export type Extract = ReturnType<typeof extractFacts>

function attempt(parse: () => Parsed): Parsed | undefined {
  try {
    return parse()
  } catch {
    return undefined
  }
}

function extract(parsed: Parsed | undefined, text: string): Extract | undefined {
  return parsed && extractFacts(parsed.tree, text, parsed.comments)
}

export function extractWithOxc(file: string, text: string): Extract | undefined {
  for (const sourceType of ["module", "commonjs"] as const) {
    const { errors, program, comments } = parseSync(file, text, {
      astType: "ts", range: true, preserveParens: false, ...(file.endsWith("ts") ? {} : { sourceType }),
    })
    if (errors.length > 0) continue
    const ranged = comments.map(({ value, start, end }) => ({ value, range: [start, end] as const }))
    return extract({ tree: program as SyntaxTree, comments: ranged }, text)
  }
  return undefined
}

export function extractWithTypeScript(file: string, text: string): Extract | undefined {
  const options = { range: true, comment: true, filePath: file, ecmaFeatures: { jsx: file.endsWith("x") } }
  return extract(attempt(() => {
    const { ast } = parseForESLint(text, options)
    return { tree: ast, comments: ast.comments ?? [] }
  }), text)
}

export function extractWithEspree(_: string, text: string): Extract | undefined {
  const parse = (sourceType: "module" | "commonjs"): Parsed | undefined => attempt(() => {
    const tree: unknown = espree.parse(text, { ecmaVersion: "latest", range: true, comment: true, sourceType })
    return { tree: tree as SyntaxTree, comments: (tree as { comments: SourceComment[] }).comments }
  })
  return extract(parse("module") ?? parse("commonjs"), text)
}

/** JavaScript and TypeScript in a folder and its folders, in order; no declarations, and no files that are too large to compare quickly. */
export function listSources(folder: string, depth = 0): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return depth > 0 && entry.name === "node_modules" ? [] : listSources(path, depth + 1)
      const isSource = /\.[cm]?[jt]sx?$/.test(entry.name) && !/\.d\.[cm]?ts$/.test(entry.name)
      return isSource && entry.isFile() && statSync(path).size < LARGEST_SOURCE ? [path] : []
    })
}

/** How many parsers could be compared with oxc on a file, all of them in agreement. */
export function compareParsers(file: string): number {
  const text = readFileSync(file, "utf8").replace(/^\uFEFF/, "")
  const expected = extractWithOxc(file, text)
  if (expected === undefined) return 0
  const others = [extractWithTypeScript(file, text)]
  if (/\.[cm]?js$/.test(file)) others.push(extractWithEspree(file, text))
  const compared = others.filter((other) => other !== undefined)
  for (const other of compared) expect(other, file).toStrictEqual(expected)
  return compared.length
}
