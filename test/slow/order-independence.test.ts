/**
 * Every rule alone finds in every fixture application what it finds together with the others.
 *
 * @module
 */
import { describe, expect, it } from "vitest"
import { rules } from "../../rules/index.ts"
import { applications, checkAlone, checkInOrder, createLinker, shuffle } from "../order.ts"

describe.each(applications)("%s", (_name, root) => {
  it("gets the same findings from each rule alone and from all together, in two orders", () => {
    const link = createLinker(root)
    const alone = checkAlone(rules, link)
    for (const seed of [3, 4]) expect(checkInOrder(shuffle(rules, seed), link()), `seed ${seed}`).toEqual(alone)
  })
})
