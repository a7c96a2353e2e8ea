/**
 * Facts of values that nest as deep as the extractor lets them are stored and restored whole.
 *
 * @module
 */
import { describe, expect, it } from "vitest"
import { decodeFacts, encodeFacts } from "../../src/host/workspace/encoding.ts"
import { readTree } from "../../src/host/workspace/reading.ts"
import { parseTree } from "../../src/host/workspace/tree.ts"

describe("encodeFacts", () => {
  it.each([" - ", " || "])("takes ten thousand values joined by %j", (operator) => {
    const text = `export const total = ${Array.from({ length: 10_000 }, (_, index) => `price${index}`).join(operator)}\n`
    const facts = readTree("/shop/app.ts", text, "", parseTree("/shop/app.ts", text)).module?.facts ?? expect.unreachable()
    expect(decodeFacts(encodeFacts(facts))).toEqual(facts)
  })
})
