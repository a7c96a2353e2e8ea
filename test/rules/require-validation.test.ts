import type { RuleTester } from "eslint"
import { describe, expect, it } from "vitest"
import rule from "../../rules/require-validation.ts"
import { testRule } from "./tester.ts"

type Expected = RuleTester.TestCaseError

interface Words {
  readonly name: string
  readonly part: string
  readonly route: string
  readonly more?: string
  readonly cast?: string
}

function at(line: number, column: number, endColumn: number, messageId: string, { more = "", cast = "", ...words }: Words): Expected {
  return { messageId, data: { ...words, more, cast }, line, column, endLine: line, endColumn }
}

const cast = at(16, 28, 36, "cast", { name: "request.body", cast: "NewGiftCard", part: "body", route: "POST /gift-cards" })
const order = at(21, 41, 57, "unvalidated", { name: "request.body.product", part: "body", route: "POST /orders" })
const title = at(29, 31, 49, "unvalidated", { name: "request.query.title", part: "query", route: "GET /products" })
const email = at(47, 19, 33, "manual", { name: "request.body.email", part: "body", route: "POST /newsletter" })
const price = at(11, 25, 39, "unvalidated", { name: "request.body.price", part: "body", route: "PUT /products/{id}/price", more: " (and 1 more)" })
const parcel = at(4, 34, 40, "unvalidated", { name: "request.body", part: "body", route: "POST /parcels" })
const number = at(13, 33, 50, "unvalidated", { name: "request.params.number", part: "params", route: "GET /parcels/{number}" })
const emergency = at(14, 50, 70, "unvalidated", { name: "request.body.patient", part: "body", route: "POST /emergencies" })
const search = at(15, 50, 71, "unvalidated", { name: "request.query.patient", part: "query", route: "GET /appointments" })

testRule("require-validation", [
  { name: "a cast, and a body used as it came", file: "casts-and-services/src/app.ts", errors: [cast, order] },
  { name: "a service that two routes hand the request to, once", file: "casts-and-services/src/store.ts", errors: [price] },
  {
    name: "onlyContradicted: a body beside others that are validated", file: "odd-one-out/src/app.js", options: { onlyContradicted: true },
    errors: [at(12, 15, 28, "unvalidated", { name: "request.body.text", part: "body", route: "POST /offers" })],
  },
  { name: "onlyContradicted: bodies of an application without the habit", file: "casts-and-services/src/app.ts", options: { onlyContradicted: true } },
  { name: "the project's own validating middleware", file: "casts-and-services/src/validate.ts" },
  { name: "a check that cannot be recognised, at the use in it", file: "unrecognised-check/src/parcel.js", errors: [parcel] },
  { name: "the handler that calls it, and a parameter of the path", file: "unrecognised-check/src/app.js" },
  { name: "a route without schema beside one with, and a query", file: "schema-on-one-route/server.js", errors: [emergency] },
  { name: "a service that sees only values", file: "schema-on-one-route/appointments.js" },

  { name: "parts: the query", file: "casts-and-services/src/app.ts", options: { parts: ["query"] }, errors: [title] },
  { name: "parts: two of them", file: "schema-on-one-route/server.js", options: { parts: ["query", "body"] }, errors: [emergency, search] },
  { name: "parts: none", file: "casts-and-services/src/app.ts", options: { parts: [] } },
  { name: "parts: the path", file: "unrecognised-check/src/app.js", options: { parts: ["params"] }, errors: [number] },
  { name: "reportManual: a check by hand", file: "casts-and-services/src/app.ts", options: { reportManual: true }, errors: [cast, order, email] },
  { name: "what strict sets", file: "casts-and-services/src/app.ts", options: { ...rule.defaults, ...rule.strictOptions }, errors: [cast, order, title, email] },

  { name: "validators, by name", file: "unrecognised-check/src/parcel.js", settings: { validators: ["assertParcel"] } },
  { name: "validators, by file and name", file: "unrecognised-check/src/parcel.js", settings: { validators: ["src/parcel.js#assertParcel"] } },
  { name: "validators, of another file", file: "unrecognised-check/src/parcel.js", settings: { validators: ["src/app.js#assertParcel"] }, errors: [parcel] },
  { name: "a public route is checked like any other", file: "schema-on-one-route/server.js", settings: { public: ["/**"] }, errors: [emergency] },
])

describe("require-validation", () => {
  it("names the use, the route, the part and the remedy", () => {
    expect(rule.messages).toEqual({
      unvalidated: "`{{name}}` is used without validation on {{route}}{{more}}. Check the {{part}} with a schema before its first use.",
      cast: "`{{name}} as {{cast}}` on {{route}}{{more}} is a cast, not a check: the {{part}} is used as the client sent it. Parse it with a schema.",
      manual: "`{{name}}` is checked by hand on {{route}}{{more}}. A schema checks the whole {{part}} and documents it.",
    })
  })

  it("goes further in strict", () => {
    expect(rule.defaults).toEqual({ parts: ["body"], onlyContradicted: false, reportManual: false })
    expect(rule.strictOptions).toEqual({ parts: ["body", "query", "params"], reportManual: true })
  })
})
