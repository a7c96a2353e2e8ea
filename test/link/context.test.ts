/**
 * When two calls of a function have one context.
 *
 * @module
 */
import { describe, expect, it } from "vitest"
import { createClients } from "../../src/link/evaluate/clients.ts"
import { createEvaluator } from "../../src/link/evaluate/create-evaluator.ts"
import type { FunctionValue } from "../../src/link/evaluate/context.ts"
import type { Evaluator } from "../../src/link/evaluate/evaluator.ts"
import type { AbstractValue } from "../../src/model/values.ts"
import { createSources } from "../linking.ts"

function read(code: string): { readonly evaluator: Evaluator; exported(name: string): FunctionValue } {
  const sources = createSources({ "tides.js": code })
  const evaluator = createEvaluator(sources, {
    provided: () => undefined, transparent: {}, ambient: new Map(), routerMakers: new Set(), clients: createClients([]),
  })
  return {
    evaluator,
    exported(name) {
      const [module] = sources.modules
      const value = module === undefined ? undefined : evaluator.exported(module, name)
      if (value?.kind !== "function") throw new Error(`${name} is no function`)
      return value
    },
  }
}

const literal = (value: string): AbstractValue => ({ kind: "literal", value })

describe("the context of a call", () => {
  const { evaluator, exported } = read("export const show = (first, second) => first")
  const contextOf = (...values: readonly AbstractValue[]): unknown => evaluator.intern(exported("show"), values)
  const [east, west] = [evaluator.external("east"), evaluator.external("west")]

  it("is one for arguments that are made of the same, whenever they are made", () => {
    const makers: readonly (() => AbstractValue)[] = [
      () => ({ kind: "unknown" }), () => literal("high"),
      () => ({ kind: "choice", of: [east, west], test: undefined }), () => ({ kind: "operation", operator: "+", operands: [east, literal("high")] }),
      () => ({ kind: "text", parts: ["at ", west] }), () => ({ kind: "array", items: [east, { kind: "unknown" }], isComplete: true }),
    ]
    for (const make of makers) expect(contextOf(make()), make().kind).toBe(contextOf(make()))
    expect(new Set(makers.map((make) => contextOf(make()))).size).toBe(makers.length)
  })

  it("is another for other arguments, however alike", () => {
    const both: AbstractValue = { kind: "choice", of: [east, west], test: undefined }
    const values = [
      [both], [east, west], [literal("choice 2"), east, west], [{ ...both, of: [west, east] }], [{ ...both, test: east }],
      [{ kind: "array", items: [east, west], isComplete: true }], [{ kind: "array", items: [east, west], isComplete: false }],
    ] as const
    expect(new Set(values.map((one) => contextOf(...one))).size).toBe(values.length)
  })
})
