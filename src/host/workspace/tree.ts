/**
 * Source text to syntax tree, by oxc: https://oxc.rs/docs/guide/usage/parser.html
 *
 * @module
 */
import { type OxcError, parseSync } from "oxc-parser"
import type { SourceComment, SyntaxTree } from "../../facts/extract.ts"

/** Why a file could not be parsed, and where. */
export interface SyntaxProblem {
  readonly reason: string
  /** Offset in UTF-16 code units. */
  readonly offset: number
  /** Counted from one. */
  readonly line: number
  /** Counted from one. */
  readonly column: number
}

/** A comment with its delimiters' kind, as ESLint wants it. */
export interface TreeComment extends SourceComment {
  readonly type: "Line" | "Block"
}

/** A parsed file. With a problem, the program holds what could be recovered, which may be nothing. */
export interface Tree {
  readonly program: SyntaxTree
  readonly comments: readonly TreeComment[]
  readonly sourceType: SourceType
  readonly problem: SyntaxProblem | undefined
}

/** How the text is read; `commonjs` allows a `return` at the top and sloppy mode. */
export type SourceType = "module" | "commonjs"

/**
 * Parses a file. Its name decides the language and, for `.mjs` and `.cjs` and their like, the source type; any other
 * file is a module unless only CommonJS accepts it.
 *
 * @param file a path; only its name is looked at
 */
export function parseTree(file: string, text: string): Tree {
  if (/\.c[jt]s$/u.test(file)) return parseAs("commonjs", file, text)
  const asModule = parseAs("module", file, text)
  if (asModule.problem === undefined || /\.m[jt]s$/u.test(file)) return asModule
  const asCommonjs = parseAs("commonjs", file, text)
  return asCommonjs.problem === undefined ? asCommonjs : asModule
}

function parseAs(sourceType: SourceType, file: string, text: string): Tree {
  const isTyped = /\.(?:[cm]?ts|tsx)$/u.test(file)
  const result = parseSync(file, text, {
    astType: "ts",
    // JSX is common in plain .js files, where it can mean nothing else.
    lang: isTyped ? (file.endsWith("x") ? "tsx" : "ts") : "jsx",
    range: true,
    preserveParens: false,
    sourceType,
  })
  const comments = result.comments.map(({ type, value, start, end }): TreeComment => ({ type, value, range: [start, end] }))
  // oxc's tree is TS-ESTree by contract (test/facts.test.ts holds it to that); its own type has no ranges.
  const program = result.program as unknown as SyntaxTree
  return { program, comments, sourceType, problem: describeProblem(text, result.errors) }
}

function describeProblem(text: string, errors: readonly OxcError[]): SyntaxProblem | undefined {
  const error = errors.find(({ severity }) => severity === "Error")
  if (error === undefined) return undefined
  const offset = error.labels[0]?.start ?? 0
  const before = text.slice(0, offset)
  const line = before.split(/\r\n|[\n\r\u2028\u2029]/u).length
  const column = offset - Math.max(...["\n", "\r", "\u2028", "\u2029"].map((end) => before.lastIndexOf(end)))
  return { reason: error.message, offset, line, column }
}

/** Trees that were parsed for the index and that a lint of the same text can use, by file. */
const kept = new Map<string, { readonly text: string; readonly tree: Tree }>()
let budget = 0

/**
 * From now on {@link parseKept} keeps what it parses until it is taken, up to `characters` of source text. A tree costs
 * some fifteen times its text in memory.
 */
export function keepTrees(characters: number): void {
  kept.clear()
  budget = characters
}

/** Parses a file, keeping the tree where {@link keepTrees} allows it. */
export function parseKept(file: string, text: string): Tree {
  const tree = parseTree(file, text)
  if (text.length <= budget) {
    budget -= text.length
    kept.set(file, { text, tree })
  }
  return tree
}

/** The kept tree of a file with exactly this text, which is then forgotten, or a fresh one. */
export function takeTree(file: string, text: string): Tree {
  const entry = kept.get(file)
  if (entry?.text !== text) return parseTree(file, text)
  kept.delete(file)
  return entry.tree
}
