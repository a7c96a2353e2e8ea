/**
 * Other plugins' rules over the fixtures, with whichever parser.
 *
 * @module
 */
import js from "@eslint/js"
import { ESLint, type Linter } from "eslint"
import { join } from "node:path"
import typescript from "typescript-eslint"

/** The absolute path of the fixtures. */
export const FIXTURES = join(import.meta.dirname, "../fixtures")
const FILES = "**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}"

/** The rules that most projects have, or all that need no types. */
export type Breadth = "recommended" | "all"

async function configure(breadth: Breadth): Promise<readonly Linter.Config[]> {
  const name = "@stylistic/eslint-plugin"
  const { default: stylistic } = await import(name) as { default: { configs: { recommended: Linter.Config } } }
  const { strict, stylistic: style, recommended } = typescript.configs
  const typed = (breadth === "all" ? [...strict, ...style] : recommended) as Linter.Config[]
  // ESLint's own last: typescript-eslint switches some of them off.
  return [...typed, stylistic.configs.recommended, js.configs[breadth]]
}

/**
 * Lints fixtures.
 *
 * @param files absolute paths
 * @returns what the rules say, a line each: `shapes/app.js:1:2-1:5 no-undef message`; a parsing error has the rule `null`
 */
export async function lintFixtures(files: readonly string[], breadth: Breadth, parser: Linter.Parser): Promise<readonly string[]> {
  const eslint = new ESLint({
    cwd: FIXTURES,
    overrideConfigFile: true,
    // A preset brings its own parser: the last one counts.
    overrideConfig: [...await configure(breadth), { files: [FILES], languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } } }],
  })
  const results = await eslint.lintFiles([...files])
  return results.flatMap(({ filePath, messages }) => messages.map(({ ruleId, line, column, endLine, endColumn, message }) =>
    `${filePath.slice(FIXTURES.length + 1)}:${line}:${column}-${endLine}:${endColumn} ${ruleId} ${message}`))
}
