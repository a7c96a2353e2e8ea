/**
 * A file of source text to its facts. Nothing here throws: what cannot be read or parsed has a problem instead.
 *
 * @module
 */
import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { createDraft, finishDraft } from "../../facts/draft.ts"
import { extractFacts, type SourceComment, type SyntaxTree } from "../../facts/extract.ts"
import type { Module } from "../../model/facts.ts"
import { debug, describeError } from "../debug.ts"
import { parseKept } from "./tree.ts"

/** Something about a file that keeps it from being analysed, wholly or in part. */
export interface Problem {
  /** Absolute path. */
  readonly file: string
  readonly reason: string
  /** Counted from one; absent when the problem is with the whole file. */
  readonly line?: number
  /**
   * `syntax`: ESLint will say it too. `left out`: it is no source. `unreadable`: it should have been read. `configuration`: it
   * says how the source is to be read. `defect`: this plugin fails on it.
   */
  readonly kind: "syntax" | "left out" | "unreadable" | "configuration" | "defect"
}

/** What reading a file gave. */
export interface Reading {
  /** Of the text; empty when there is none. */
  readonly hash: string
  /** Undefined when the file is no source to analyse. */
  readonly module: Module | undefined
  readonly problem: Problem | undefined
}

/** A syntax tree from whichever parser, with its comments. */
export interface ReadTree {
  readonly program: SyntaxTree
  readonly comments: readonly SourceComment[]
}

/** Bytes. Written code is smaller; a larger file is a bundle or data. */
const MAXIMUM_SIZE = 512 * 1024
/** Characters. Below this a long line is a long line. */
const MINIFIED_SIZE = 4 * 1024
const MINIFIED_LINE = 500

const NOTHING = finishDraft(createDraft(0), [])

/** A short digest of text, to tell whether it has changed. */
export function hashText(text: string): string {
  return createHash("sha1").update(text).digest("base64")
}

/**
 * Reads a file from disk.
 *
 * @param size its size in bytes
 */
export function readSource(file: string, size: number): Reading {
  const leaveOut = (reason: string, hash = ""): Reading =>
    ({ hash, module: undefined, problem: { file, reason, kind: "left out" } })
  if (size > MAXIMUM_SIZE) return leaveOut(`left out: ${Math.round(size / 1024)} kB, larger than 512 kB, is taken for a generated file`)
  let text: string
  try {
    text = stripByteOrderMark(readFileSync(file, "utf8"))
  } catch (error) {
    return { hash: "", module: undefined, problem: { file, reason: `cannot be read: ${describeError(error)}`, kind: "unreadable" } }
  }
  const hash = hashText(text)
  // A text may have a NUL in a string; what is no text also has bytes that UTF-8 does not know.
  if (text.includes("\0") && text.includes("\uFFFD")) return leaveOut("left out: it is binary", hash)
  if (isMinified(text)) return leaveOut("left out: it is minified", hash)
  return readText(file, text, hash)
}

/** Parses text and extracts its facts. */
function readText(file: string, text: string, hash: string): Reading {
  try {
    const { program, comments, problem } = parseKept(file, text)
    const reading = readTree(file, text, hash, { program, comments })
    if (problem === undefined) return reading
    return { ...reading, problem: { file, reason: problem.reason, line: problem.line, kind: "syntax" } }
  } catch (error) {
    return { hash, module: createEmpty(file), problem: { file, reason: `cannot be parsed: ${describeError(error)}`, kind: "unreadable" } }
  }
}

/** The facts of a tree; none, and a problem, when the extractor fails on it. */
export function readTree(file: string, text: string, hash: string, { program, comments }: ReadTree): Reading {
  try {
    return { hash, module: { file, ...extractFacts(program, text, comments) }, problem: undefined }
  } catch (error) {
    debug(`no facts of ${file}: ${error instanceof Error ? error.stack ?? "" : String(error)}`)
    return { hash, module: createEmpty(file), problem: { file, reason: `cannot be analysed: ${describeError(error)}`, kind: "defect" } }
  }
}

function createEmpty(file: string): Module {
  return { file, facts: NOTHING, spans: [0, 0, 1] }
}

function stripByteOrderMark(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text
}

function isMinified(text: string): boolean {
  if (text.length < MINIFIED_SIZE) return false
  let lines = 1
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines += 1
  return text.length / lines > MINIFIED_LINE
}
