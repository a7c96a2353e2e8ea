/**
 * ESLint's RuleTester over applications on disk: a case names a file of one, and is linted with every parser that can
 * parse it.
 *
 * @module
 */
import { readFileSync } from "node:fs"
import { extname, join, resolve } from "node:path"
import * as typescriptParser from "@typescript-eslint/parser"
import { type Linter, RuleTester } from "eslint"
import * as espree from "espree"
import { afterAll, describe, it } from "vitest"
import * as ownParser from "../../src/host/eslint/parser.ts"
import plugin from "../../src/index.ts"

/** What is expected of one file. */
export interface Case {
  /** What the case is about; the name of the test. */
  readonly name: string
  /** Relative to `fixtures/rules/<rule>`. */
  readonly file: string
  readonly options?: object
  /** `settings.endpoint`. */
  readonly settings?: object
  /** In order of their places; none for a file that is sound. */
  readonly errors?: readonly RuleTester.TestCaseError[]
}

Object.assign(RuleTester, { describe, it, itOnly: it.only, afterAll })

const fixtures = resolve(import.meta.dirname, "../../fixtures/rules")
const parsers: Readonly<Record<string, Linter.Parser>> = {
  "espree": espree,
  "@typescript-eslint/parser": typescriptParser,
  "eslint-plugin-endpoint/parser": ownParser,
}

/** The absolute path of a file of a rule's fixtures. */
export function locateFixture(rule: string, file: string): string {
  return join(fixtures, rule, file)
}

/** The text of a file of a rule's fixtures. */
export function readFixture(rule: string, file: string): string {
  return readFileSync(locateFixture(rule, file), "utf8")
}

/** Runs the cases of a rule: those with errors as invalid, the others as valid. */
export function testRule(name: string, cases: readonly Case[]): void {
  const rule = plugin.rules[name]
  if (rule === undefined) throw new Error(`There is no rule ${name}.`)
  for (const [title, parser] of Object.entries(parsers)) {
    const parsed = cases.filter(({ file }) => title !== "espree" || extname(file) !== ".ts")
    const convert = ({ name: about, file, options, settings }: Case): RuleTester.ValidTestCase => ({
      name: about,
      filename: locateFixture(name, file),
      code: readFixture(name, file),
      ...(options === undefined ? {} : { options: [options] }),
      ...(settings === undefined ? {} : { settings: { endpoint: settings } }),
    })
    new RuleTester({ languageOptions: { parser } }).run(`${name} with ${title}`, rule, {
      valid: parsed.filter(({ errors }) => errors === undefined).map(convert),
      invalid: parsed.flatMap((one) => (one.errors === undefined ? [] : [{ ...convert(one), errors: [...one.errors] }])),
    })
  }
}
