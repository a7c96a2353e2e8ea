/**
 * What is said of a project does not depend on who asks first: every property of every route and every rule, in two orders;
 * and, of a third of the applications, every rule alone. `test/slow` has every rule alone on all of them.
 *
 * @module
 */
import { describe, expect, it } from "vitest"
import { rules } from "../rules/index.ts"
import { applications, askProject, checkAlone, checkInOrder, createLinker, shuffle } from "./order.ts"

describe.each(applications)("%s", (_name, root) => {
  it("answers the same in a seeded order and in its reverse, which asks each pair of questions the other way round", () => {
    const link = createLinker(root)
    const answers = askProject(link(), rules, (questions) => shuffle(questions, 1))
    expect(askProject(link(), rules, (questions) => shuffle(questions, 1).toReversed())).toEqual(answers)
  })
})

describe.each(shuffle(applications, 5).slice(0, Math.ceil(applications.length / 3)))("%s", (_name, root) => {
  it("gets the same findings from each rule alone as from all together", () => {
    const link = createLinker(root)
    expect(checkAlone(rules, link)).toEqual(checkInOrder(rules, link()))
  })
})
