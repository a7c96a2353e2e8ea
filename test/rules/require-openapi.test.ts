import type { RuleTester } from "eslint"
import { describe, expect, it } from "vitest"
import rule from "../../rules/require-openapi.ts"
import { testRule } from "./tester.ts"

const incomplete = (line: number, column: number, route: string, missing: string): RuleTester.TestCaseError =>
  ({ messageId: "incomplete", data: { route, missing }, line, column })

const beds: RuleTester.TestCaseError = { messageId: "undocumented", data: { route: "GET /wards/{id}/beds", documented: 4, total: 7 }, line: 25, column: 7 }
const twice: RuleTester.TestCaseError = {
  messageId: "duplicate", data: { route: "PATCH /wards/{id}", operation: "openWard", other: "POST /wards" }, line: 21, column: 7,
}

testRule("require-openapi", [
  {
    name: "what is lacking, what is not documented at all, an id given twice; not what is left out or cannot be read",
    file: "fastify-swagger/src/wards.js",
    errors: [incomplete(17, 7, "POST /wards", "tags, the answers"), incomplete(21, 7, "PATCH /wards/{id}", "its body"), twice, beds],
  },
  { name: "nothing where nothing is registered but a probe", file: "fastify-swagger/src/server.js" },
  {
    name: "an item that most routes lack is said once, of the application",
    file: "fastify-swagger/src/server.js",
    options: { description: true },
    errors: [{ messageId: "nowhere", data: { item: "a description", count: 3, total: 4 }, line: 5, column: 13 }],
  },
  {
    name: "items that are not asked for",
    file: "fastify-swagger/src/wards.js",
    options: { tags: false, responses: false, parameters: false },
    errors: [twice, beds],
  },
  {
    name: "operation ids where they are asked for, and given",
    file: "fastify-swagger/src/wards.js",
    options: { operationId: true },
    errors: [incomplete(17, 7, "POST /wards", "tags, the answers"), incomplete(21, 7, "PATCH /wards/{id}", "its body"), twice, beds],
  },
  {
    name: "comments: a query that is read, a parameter by another name, a description for a summary",
    file: "openapi-comments/src/crossings.js",
    errors: [
      incomplete(6, 8, "GET /v1/crossings", "its query"),
      incomplete(9, 8, "DELETE /v1/crossings/{crossingId}", "a summary, its path parameter crossingId"),
      { messageId: "undocumented", data: { route: "GET /v1/crossings/{crossingId}/cars", documented: 4, total: 6 }, line: 10, column: 8 },
    ],
  },
  { name: "a file that is sent is no part of the interface", file: "openapi-comments/src/app.js" },
  { name: "an application that documents one route in six", file: "hardly-documented/app.js" },
])

describe("require-openapi", () => {
  it("asks by default for what is of use on every route", () => {
    expect(rule.defaults).toEqual({ summary: true, description: false, tags: true, operationId: false, parameters: true, responses: true })
  })
})
