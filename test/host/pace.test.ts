import { describe, expect, it } from "vitest"
import { createPace } from "../../src/host/workspace/pace.ts"

describe("createPace", () => {
  it("waits a quarter of a second, or fifty times what a look costs", () => {
    let now = 0
    let cost = 400
    const pace = createPace(() => now)
    const runAfter = (milliseconds: number): boolean => {
      now += milliseconds
      return pace.run(() => {
        now += cost
      })
    }
    expect(runAfter(0)).toBe(true)
    cost = 10
    expect(runAfter(200)).toBe(false)
    expect(runAfter(100)).toBe(true)
    for (let turn = 0; turn < 5; turn += 1) expect(runAfter(100)).toBe(false)
    expect(runAfter(100)).toBe(true)
    cost = 60
    expect(runAfter(900)).toBe(true)
    expect(runAfter(900)).toBe(false)
    expect(runAfter(1001)).toBe(true)
  })
})
