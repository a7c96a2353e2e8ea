/**
 * What a region of control flow holds.
 *
 * @module
 */
import { parseSync } from "oxc-parser"
import { describe, expect, it } from "vitest"
import { extractFacts, type SyntaxTree } from "../../src/facts/extract.ts"
import type { Module } from "../../src/model/facts.ts"
import type { RegionId } from "../../src/model/ids.ts"
import { callsAt, contentOf, isWithin, regionsAround, regionsIn } from "../../src/link/source/control-flow.ts"

const TEXT = `
begin()
if (isOpen()) {
  for (const boat of boats) {
    launch(boat)
    if (isLate(boat)) throw new Error("late")
  }
  moor()
} else {
  close()
}
end()
`

function readModule(text: string): Module {
  const { program } = parseSync("harbour.js", text, { range: true })
  return { file: "/harbour.js", ...extractFacts(program as unknown as SyntaxTree, text, []) }
}

const module = readModule(TEXT)
const { calls, regions, throws } = module.facts
const nameOf = (id: number): string => {
  const callee = calls[id]?.callee
  return callee?.kind === "global" ? callee.name : "?"
}
const region = (kind: string): RegionId => regions.findIndex((one) => one.kind === kind)

describe("what a region holds", () => {
  it("is the calls of it and of all regions inside it, in evaluation order", () => {
    expect(contentOf(0 as RegionId, module).calls.map(nameOf)).toEqual(["begin", "isOpen", "launch", "isLate", "Error", "moor", "close", "end"])
    expect(contentOf(region("then"), module).calls.map(nameOf)).toEqual(["launch", "isLate", "Error", "moor"])
    expect(contentOf(region("else"), module).calls.map(nameOf)).toEqual(["close"])
  })

  it("is what it throws, and nothing around the module", () => {
    expect(contentOf(region("loop"), module).throws).toEqual(throws)
    expect(contentOf(region("else"), module).throws).toEqual([])
    expect(contentOf(-1 as RegionId, module)).toEqual({ calls: [], throws: [], returns: [] })
  })

  it("is the regions directly inside it", () => {
    expect(regionsIn(0 as RegionId, module).map(([, { kind }]) => kind)).toEqual(["then", "else"])
    expect(regionsIn(region("then"), module).map(([, { kind }]) => kind)).toEqual(["loop"])
  })
})

describe("a place", () => {
  it("has regions around it, innermost first", () => {
    const [thrown] = throws
    expect([...regionsAround(thrown?.region ?? (-1 as RegionId), module)].map((id) => regions[id]?.kind)).toEqual(["then", "loop", "then"])
    expect(isWithin(module, thrown?.region ?? (-1 as RegionId), region("loop"))).toBe(true)
    expect(isWithin(module, region("else"), region("loop"))).toBe(false)
  })

  it("has the calls that are written there", () => {
    for (const [id, { at }] of calls.entries()) expect(callsAt(at, module)).toEqual([id])
  })
})
