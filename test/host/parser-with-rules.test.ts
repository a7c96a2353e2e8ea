/**
 * What projects usually extend runs over this package's parser. `test/slow` has every rule.
 *
 * @module
 */
import { describe, expect, it } from "vitest"
import * as parser from "../../src/host/eslint/parser.ts"
import { listSources } from "../facts/parsers.ts"
import { FIXTURES, lintFixtures } from "../other-rules.ts"

describe("the recommended rules of ESLint, typescript-eslint and @stylistic", () => {
  it("run over every fixture", async () => {
    const found = await lintFixtures(listSources(FIXTURES), "recommended", parser)
    for (const rule of ["no-unused-vars", "@typescript-eslint/no-unused-vars", "@stylistic/quotes"]) {
      expect(found.some((line) => line.includes(` ${rule} `)), rule).toBe(true)
    }
    expect(found.filter((line) => line.includes(" null "))).toEqual([])
  })
})
