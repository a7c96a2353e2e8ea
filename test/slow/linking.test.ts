/**
 * Linking ends, fails nowhere and says the same again, for hundreds of applications that a grammar made.
 *
 * @module
 */
import fc from "fast-check"
import { describe, it } from "vitest"
import { checkLinking, choicesUpTo } from "../linking.ts"

describe("an application that a grammar made", () => {
  it.each([2, 3, 4, 5])("is linked to the end, without a failure, and answers the same in another order (seed %d)", (seed) => {
    fc.assert(fc.property(choicesUpTo(1500), checkLinking), { numRuns: 100, seed })
  })
})
