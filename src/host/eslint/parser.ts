/**
 * An ESLint parser over oxc, with scopes, comments and tokens and without types, for where neither `typescript` nor
 * typescript-eslint is installed: https://eslint.org/docs/latest/extend/custom-parsers
 *
 * @module
 */
import { analyze } from "@typescript-eslint/scope-manager"
import type { TSESTree } from "@typescript-eslint/types"
import { visitorKeys } from "@typescript-eslint/visitor-keys"
import type { AST, Linter } from "eslint"
import packageJson from "../../../package.json" with { type: "json" }
import { toReal } from "../workspace/path.ts"
import { type SyntaxProblem, takeTree, type TreeComment } from "../workspace/tree.ts"
import { createLocator, type Position } from "./locations.ts"
import { listTokens } from "./tokens.ts"

/** What ESLint hands to a parser, as far as it is looked at. */
export interface ParserOptions {
  readonly filePath?: string
  /** Whether comments that configure rules (`/* eslint semi: "error" *\/`) are hidden, unless they are this plugin's. */
  readonly hidesForeignConfiguration?: boolean
  /** Whether the tree has no tokens, which saves time where no rule looks at them. */
  readonly omitsTokens?: boolean
}

type MutableNode = Record<string, unknown> & { type: string; range: [number, number]; loc: { start: Position; end: Position } }

/** The parser's name and version, by which ESLint's cache tells it. */
export const meta = { name: "eslint-plugin-endpoint/parser", version: packageJson.version }

const KEYS: Record<string, string[]> = Object.fromEntries(
  Object.entries(visitorKeys).map(([type, keys]) => [type, [...(keys ?? [])]]))
const CONFIGURATION = /^\s*eslint(?:-env)?\s/u

/**
 * Parses a file for ESLint.
 *
 * @throws SyntaxError with `lineNumber`, `column` and `index`, which ESLint reports as a parsing error
 */
export function parseForESLint(text: string, options: ParserOptions = {}): Linter.ESLintParseResult {
  const file = options.filePath ?? "file.ts"
  const { program, comments, sourceType, problem } = takeTree(toReal(file), text)
  if (problem !== undefined) throw createSyntaxError(problem)
  const locate = createLocator(text)
  const ast = program as unknown as TSESTree.Program & MutableNode
  addLocations(ast, locate)
  const isShown = ({ type, value }: TreeComment): boolean =>
    !(options.hidesForeignConfiguration === true && type === "Block" && CONFIGURATION.test(value) && !value.includes("endpoint/"))
  // The whole text, as ESLint 10 wants it.
  const range: [number, number] = [0, text.length]
  let tokens: AST.Token[] | undefined = options.omitsTokens === true ? [] : undefined
  Object.assign(ast, {
    range,
    loc: { start: locate(0), end: locate(text.length) },
    sourceType: sourceType === "module" ? "module" : "script",
    comments: comments.filter(isShown).map((comment) => ({
      ...comment,
      loc: { start: locate(comment.range[0]), end: locate(comment.range[1]) },
    })),
  })
  Object.defineProperty(ast, "tokens", {
    get: () => (tokens ??= listTokens(text, ast, comments, KEYS)),
    enumerable: true,
  })
  const scopeManager = analyze(ast, {
    sourceType: sourceType === "module" ? "module" : "script",
    globalReturn: sourceType === "commonjs",
  })
  // ESLint's types know neither TypeScript's nodes nor its scopes.
  return { ast, scopeManager, visitorKeys: KEYS, services: {} } as unknown as Linter.ESLintParseResult
}

/** Parses a file to its tree. */
export function parse(text: string, options?: ParserOptions): AST.Program {
  return parseForESLint(text, options).ast
}

function createSyntaxError({ reason, line, column, offset }: SyntaxProblem): SyntaxError {
  return Object.assign(new SyntaxError(reason), { lineNumber: line, column, index: offset })
}

function addLocations(root: MutableNode, locate: (offset: number) => Position): void {
  const stack: MutableNode[] = [root]
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    node.loc = { start: locate(node.range[0]), end: locate(node.range[1]) }
    for (const key of KEYS[node.type] ?? []) {
      const child = node[key]
      if (Array.isArray(child)) for (const each of child) if (isNode(each)) stack.push(each)
      if (isNode(child)) stack.push(child)
    }
  }
}

function isNode(value: unknown): value is MutableNode {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string"
}
