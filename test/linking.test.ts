/**
 * Linking ends, fails nowhere and says the same again, whatever the application. `test/slow` has more of them.
 *
 * @module
 */
import fc from "fast-check"
import { describe, it } from "vitest"
import { checkLinking, choicesUpTo } from "./linking.ts"

describe("an application that a grammar made", () => {
  it("is linked to the end, without a failure, and answers the same in another order", () => {
    fc.assert(fc.property(choicesUpTo(700), checkLinking), { numRuns: 30, seed: 1 })
  })
})
