/**
 * Other plugins' rules over this package's parser: every rule of ESLint and what projects usually extend run over every
 * fixture, and say what they say with the parser of typescript-eslint.
 *
 * @module
 */
import js from "@eslint/js"
import * as reference from "@typescript-eslint/parser"
import { ESLint, type Linter } from "eslint"
import { join } from "node:path"
import typescript from "typescript-eslint"
import { describe, expect, it } from "vitest"
import * as parser from "../../src/host/eslint/parser.ts"
import { listSources } from "../facts/parsers.ts"

const FIXTURES = join(import.meta.dirname, "../../fixtures")
const FILES = "**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}"
/** Of so many files one is linted with both parsers. */
const SAMPLE = 5

async function readStylistic(): Promise<Linter.Config> {
  const name = "@stylistic/eslint-plugin"
  const { default: stylistic } = await import(name) as { default: { configs: { recommended: Linter.Config } } }
  return stylistic.configs.recommended
}

/** What the rules say, a line each; a parsing error has no rule. */
async function lint(files: readonly string[], chosen: Linter.Parser): Promise<readonly string[]> {
  // ESLint's own last: typescript-eslint switches some of them off.
  const presets = [...typescript.configs.strict, ...typescript.configs.stylistic, await readStylistic(), js.configs.all]
  const languageOptions = { parser: chosen, parserOptions: { ecmaFeatures: { jsx: true } } }
  const eslint = new ESLint({
    cwd: FIXTURES,
    overrideConfigFile: true,
    // A preset brings its own parser: the last one counts.
    overrideConfig: [...presets as Linter.Config[], { files: [FILES], languageOptions }],
  })
  const results = await eslint.lintFiles([...files])
  expect(results).toHaveLength(files.length)
  return results.flatMap(({ filePath, messages }) => messages.map(({ ruleId, line, column, endLine, endColumn, message }) =>
    `${filePath.slice(FIXTURES.length + 1)}:${line}:${column}-${endLine}:${endColumn} ${ruleId} ${message}`))
}

describe("ESLint's, typescript-eslint's and @stylistic's rules", () => {
  const files = listSources(FIXTURES)

  it("run over every fixture with this parser", { timeout: 300_000 }, async () => {
    const found = await lint(files, parser)
    for (const rule of ["no-unused-vars", "@typescript-eslint/no-unused-vars", "@stylistic/quotes"]) {
      expect(found.some((line) => line.includes(` ${rule} `)), rule).toBe(true)
    }
    expect(found.filter((line) => line.includes(" null "))).toEqual([])
  })

  it("find what they find with typescript-eslint's parser", { timeout: 300_000 }, async () => {
    const some = files.filter((_, index) => index % SAMPLE === 0)
    expect(await lint(some, parser)).toEqual(await lint(some, reference))
  })
})
