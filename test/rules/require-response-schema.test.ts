import type { RuleTester } from "eslint"
import { describe, expect, it } from "vitest"
import rule from "../../rules/require-response-schema.ts"
import { testRule } from "./tester.ts"

const WRITTEN = "Declare it: a response type, a schema, or an OpenAPI comment."
const NATIVE = "Add a `response` schema to the route."

const at = (line: number, messageId: string, data: Readonly<Record<string, string>>): RuleTester.TestCaseError =>
  ({ messageId, data, line, column: 7, endLine: line, endColumn: 10 })

const wards = at(2, "missing", { route: "GET /wards", habit: ", as 4 of the 6 here do", remedy: NATIVE })
const beds = at(3, "weak", { route: "GET /wards/{name}/beds" })
const seats = at(5, "missing", { route: "GET /seats", habit: ", as 4 of the 6 here do", remedy: WRITTEN })
const free = at(8, "missing", { route: "GET /seats/free", habit: ", as 4 of the 6 here do", remedy: WRITTEN })
const books = { ...at(5, "missing", { route: "GET /books", habit: "", remedy: WRITTEN }), column: 5, endColumn: 8 }

testRule("require-response-schema", [
  { name: "no schema, and an empty one, where the framework has a place for it", file: "fastify-response-schemas/src/wards.js", errors: [wards, beds] },
  { name: "a schema, and an answer without a body", file: "fastify-response-schemas/src/server.js" },
  { name: "no type, and a type that says nothing, where others have one", file: "express-response-types/src/seats.ts", errors: [seats, free] },
  { name: "a response type, and an answer without a body", file: "express-response-types/src/app.ts" },
  { name: "an application that declares nothing, in a framework without a place for it", file: "nothing-declared/app.js" },

  { name: "everywhere, off", file: "nothing-declared/app.js", options: { everywhere: false } },
  { name: "what strict sets, everywhere: such an application too, and no file that is sent", file: "nothing-declared/app.js", options: { ...rule.strictOptions }, errors: [books] },
  { name: "what strict sets, where nothing changes", file: "fastify-response-schemas/src/wards.js", options: { ...rule.strictOptions }, errors: [wards, beds] },
  { name: "a public route is checked like any other", file: "fastify-response-schemas/src/wards.js", settings: { public: ["/**"] }, errors: [wards, beds] },
])

describe("require-response-schema", () => {
  it("names the route and the remedy", () => {
    expect(rule.messages).toEqual({
      missing: "{{route}} answers with a body whose shape nothing declares{{habit}}. {{remedy}}",
      weak: "The response schema of {{route}} lets anything through. Name the properties that it answers.",
    })
  })

  it("goes further in strict", () => {
    expect(rule.defaults).toEqual({ everywhere: false, onlyContradicted: false })
    expect(rule.strictOptions).toEqual({ everywhere: true })
  })
})
