/**
 * Documentation in comments: `@openapi` and `@swagger` blocks, which are YAML: paths, methods, and what belongs to them.
 *
 * https://github.com/Surnet/swagger-jsdoc , https://yaml.org/spec/1.2.2/
 *
 * @module
 */
import { parseDocument, visit } from "yaml"
import { type DocumentedOperation, operationsIn } from "./openapi-paths.ts"

/** YAML that repeats what an anchor stands for more often than this is left: it may be made to fill the memory. */
const ALIASES = 100

/**
 * The documented operations of one comment.
 *
 * @param text the comment without its delimiters
 * @returns them in order; none for a comment that documents schemas, and for YAML of which nothing can be read
 */
export const readComment = (text: string): readonly DocumentedOperation[] => blocksIn(text).flatMap((block) => operationsIn(parse(block)))

const TAG = /^@(\w+)/

/** The texts of the tags, each up to the next tag, without the stars in front of the lines. */
function blocksIn(text: string): readonly string[] {
  const blocks: string[][] = []
  let current: string[] | undefined
  for (const line of text.split("\n").map((one) => one.replace(/^\s*\*(?!\w)/, "").replaceAll("\t", "  ").trimEnd())) {
    const tag = TAG.exec(line.trim())?.[1]
    if (tag === undefined) current?.push(line)
    else {
      current = tag === "openapi" || tag === "swagger" ? [] : undefined
      if (current !== undefined) blocks.push(current)
    }
  }
  return blocks.map((lines) => lines.join("\n"))
}

/** What a text of YAML stands for, as far as it can be read: a mistake in one place leaves the others as they are. */
function parse(text: string): unknown {
  const document = parseDocument(text, { logLevel: "silent", prettyErrors: false, strict: false, uniqueKeys: false })
  // An alias without an anchor stands for nothing.
  visit(document, { Alias: (_key, alias) => (alias.resolve(document) === undefined ? visit.REMOVE : undefined) })
  try {
    return document.toJS({ maxAliasCount: ALIASES })
  } catch {
    return undefined
  }
}
