/**
 * Every rule of ESLint, typescript-eslint and `@stylistic` that needs no types finds in fixtures, with this package's parser, what
 * it finds with that of typescript-eslint.
 *
 * @module
 */
import * as reference from "@typescript-eslint/parser"
import { describe, expect, it } from "vitest"
import * as parser from "../../src/host/eslint/parser.ts"
import { listSources } from "../facts/parsers.ts"
import { FIXTURES, lintFixtures } from "../other-rules.ts"

describe("other plugins' rules", () => {
  it("find what they find with typescript-eslint's parser", async () => {
    const files = listSources(FIXTURES).filter((_, index) => index % 3 === 0)
    const found = await lintFixtures(files, "all", parser)
    expect(found.length).toBeGreaterThan(1000)
    expect(found).toEqual(await lintFixtures(files, "all", reference))
  })
})
