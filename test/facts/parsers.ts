/** The parsers whose trees must give the same facts. Each answers undefined for what it refuses to parse. */
import { parseForESLint } from "@typescript-eslint/parser"
import * as espree from "espree"
import { parseSync } from "oxc-parser"
import { extractFacts } from "../../src/facts/extract.ts"
import type { SourceComment, SyntaxTree } from "../../src/facts/extract.ts"

interface Parsed {
  readonly tree: SyntaxTree
  readonly comments: readonly SourceComment[]
}

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
