import { describe, expect, it } from "vitest"
import rule from "../../rules/require-auth.ts"
import type { RuleTester } from "eslint"
import { testRule } from "./tester.ts"

type Expected = RuleTester.TestCaseError

const open = (line: number, column: number, endColumn: number, route: string, chain: string): Expected =>
  ({ messageId: "open", data: { route, chain }, line, column, endLine: line, endColumn })

const listing = open(7, 14, 17, "GET /orders", "only cookie-parser(), express.json()")
const cancelling = open(13, 14, 20, "DELETE /orders/{id}", "only cookie-parser(), express.json()")
const shelves = open(11, 17, 20, "GET /warehouse/shelves", "only cookie-parser(), express.json(), requireWarehouse")
const invoices = open(4, 7, 10, "GET /invoices", "only @fastify/jwt")

const strict = { ...rule.defaults, ...rule.strictOptions }

testRule("require-auth", [
  { name: "routes that are mounted before the guard", file: "shop/src/orders.js", errors: [listing, cancelling] },
  { name: "routes after the guard, and the application itself", file: "shop/src/app.js" },
  { name: "a guard that reads no credentials", file: "shop/src/warehouse.js", errors: [shelves] },
  { name: "routes that read an identity and refuse nobody", file: "shop/src/reviews.js" },
  { name: "a guard's own file", file: "shop/src/customer.js" },
  { name: "a sibling of the plugin with the hook", file: "clinic/src/invoices.ts", errors: [invoices] },
  { name: "a hook that is added after the routes of its plugin", file: "clinic/src/patients.ts" },
  { name: "a server whose plugins register the routes", file: "clinic/src/server.ts" },
  {
    name: "an application in which nothing authenticates, once",
    file: "library/index.js",
    errors: [{ messageId: "nothing", data: { count: 2, total: 3, route: "GET /books" }, line: 4, column: 13, endLine: 4, endColumn: 20 }],
  },
  { name: "the routes of such an application", file: "library/loans.js" },

  { name: "methods: only these", file: "shop/src/orders.js", options: { methods: ["DELETE"] }, errors: [cancelling] },
  { name: "methods: none of these", file: "shop/src/orders.js", options: { methods: ["PATCH"] } },
  {
    name: "reportOptional: an optional identity where the route writes",
    file: "shop/src/reviews.js",
    options: { reportOptional: true },
    errors: [{
      messageId: "optional", data: { route: "POST /reviews", by: "findCustomer", place: "customer.js:14" },
      line: 10, column: 15, endLine: 10, endColumn: 19,
    }],
  },
  {
    name: "reportOptional: a verifying function whose failure its caller swallows",
    file: "shop/src/wishlist.js",
    options: { reportOptional: true },
    errors: [{
      messageId: "optional", data: { route: "POST /wishlist", by: "findVisitor", place: "wishlist.js:6" },
      line: 15, column: 16, endLine: 15, endColumn: 20,
    }],
  },
  { name: "reportOptional with methods: not of the methods", file: "shop/src/reviews.js", options: { methods: ["GET"], reportOptional: true } },
  { name: "what strict sets: required routes", file: "shop/src/app.js", options: strict },
  { name: "what strict sets: open routes", file: "clinic/src/invoices.ts", options: strict, errors: [invoices] },

  { name: "public, by method and path", file: "shop/src/orders.js", settings: { public: ["GET /orders"] }, errors: [cancelling] },
  { name: "public, by path alone and with wildcards", file: "shop/src/orders.js", settings: { public: ["/orders", "DELETE /orders/*"] } },
  { name: "public, by a prefix", file: "shop/src/orders.js", settings: { public: ["/orders/**"] } },
  { name: "public, of another path", file: "shop/src/orders.js", settings: { public: ["/order", "POST /orders"] }, errors: [listing, cancelling] },
  { name: "public: an application of which everything is", file: "library/index.js", settings: { public: ["/**"] } },
  { name: "guards, by name", file: "shop/src/warehouse.js", settings: { guards: ["requireWarehouse"] } },
  { name: "guards, by file and name", file: "shop/src/warehouse.js", settings: { guards: ["./src/warehouse.js#requireWarehouse"] } },
  { name: "guards, of another file", file: "shop/src/warehouse.js", settings: { guards: ["src/network.js#requireWarehouse"] }, errors: [shelves] },
])

describe("require-auth", () => {
  it("says who was met, what is missing and what to do", () => {
    expect(rule.messages["open"]).toBe(
      "{{route}} answers anyone: before its handler a request meets {{chain}}. "
      + "Put a guard before it, or mark it public (`@public`, or the setting `public`).",
    )
    expect(rule.messages["optional"]).toBe("{{route}} writes for anonymous callers too: {{by}} ({{place}}) reads the identity and refuses nobody.")
  })

  it("goes further in strict", () => {
    expect(rule.strictOptions).toEqual({ reportOptional: true })
    expect(Object.keys(rule.options ?? {})).toEqual(Object.keys(rule.defaults ?? {}))
  })
})
