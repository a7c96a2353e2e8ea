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
const waiting: Expected = {
  messageId: "presence", data: { route: "GET /waiting-list", by: "requireAnyKey", place: "keys.js:1" }, line: 7, column: 5, endLine: 7, endColumn: 8,
}
const contradicted = (line: number, column: number, endColumn: number, data: Readonly<Record<string, string | number>>): Expected =>
  ({ messageId: "contradicted", data: { chain: "no middleware at all", guard: "requireKeeper", ...data }, line, column, endLine: line, endColumn })
const harvest = contradicted(9, 7, 10, { route: "GET /plots/{number}/harvest", guarded: 3, total: 3, of: "registered in the same file", example: "GET /plots" })
const forgetting = contradicted(6, 9, 15, { route: "DELETE /forecast", guarded: 3, total: 3, of: "that write", example: "POST /plots" })
const nothing: Expected = {
  messageId: "nothing", data: { count: 2, total: 3, route: "GET /books" }, line: 4, column: 13, endLine: 4, endColumn: 20,
}
const writing: Expected = {
  messageId: "optional", data: { route: "POST /reviews", by: "findCustomer", place: "visitor.js:1" },
  line: 10, column: 15, endLine: 10, endColumn: 19,
}
const wishing: Expected = {
  messageId: "optional", data: { route: "POST /wishlist", by: "findVisitor", place: "wishlist.js:6" },
  line: 15, column: 16, endLine: 15, endColumn: 20,
}

const orders = "router-before-the-guard/src/orders.js"
const warehouse = "guard-without-credentials/src/warehouse.js"
const reviews = "identity-that-refuses-nobody/src/reviews.js"
const strict = { ...rule.defaults, ...rule.strictOptions }

testRule("require-auth", [
  { name: "routes of a router that is mounted before the guard; none with its own guard, nor with a mark", file: orders, errors: [listing, cancelling] },
  { name: "a route after the guard", file: "router-before-the-guard/src/app.js" },
  { name: "a guard that only asks whether a key is there", file: "key-that-nothing-verifies/src/plots.js", errors: [waiting] },
  {
    name: "onlyContradicted: a route whose neighbours are guarded", file: "odd-one-out/src/plots.js",
    options: { onlyContradicted: true }, errors: [harvest],
  },
  {
    name: "onlyContradicted: a route that removes where others that write are guarded, and none that only reads", file: "odd-one-out/src/weather.js",
    options: { onlyContradicted: true }, errors: [forgetting],
  },
  {
    name: "onlyContradicted: a guard that proves nothing", file: "key-that-nothing-verifies/src/plots.js", options: { onlyContradicted: true }, errors: [waiting],
  },
  { name: "onlyContradicted: too few neighbours", file: orders, options: { onlyContradicted: true } },
  { name: "a guard's own file", file: "router-before-the-guard/src/customer.js" },
  { name: "a guard that reads no credentials", file: warehouse, errors: [shelves] },
  { name: "routes that read an identity and refuse nobody", file: reviews },
  { name: "a verifying function whose failure its caller swallows", file: "swallowed-verification/src/wishlist.js" },
  { name: "a sibling of the plugin with the hook", file: "sibling-of-the-plugin-with-the-hook/src/invoices.ts", errors: [invoices] },
  { name: "a hook that is added after the routes of its plugin", file: "sibling-of-the-plugin-with-the-hook/src/patients.ts" },
  { name: "a server whose plugins register the routes", file: "sibling-of-the-plugin-with-the-hook/src/server.ts" },
  { name: "an application in which nothing authenticates, once", file: "nothing-authenticates/index.js", errors: [nothing] },
  { name: "the routes of such an application", file: "nothing-authenticates/loans.js" },

  { name: "methods: only these", file: orders, options: { methods: ["DELETE"] }, errors: [cancelling] },
  { name: "methods: none of these", file: orders, options: { methods: ["PATCH"] } },
  { name: "reportOptional: an optional identity where the route writes", file: reviews, options: { reportOptional: true }, errors: [writing] },
  {
    name: "reportOptional: a verifying function whose failure its caller swallows",
    file: "swallowed-verification/src/wishlist.js",
    options: { reportOptional: true },
    errors: [wishing],
  },
  { name: "reportOptional with methods: not of the methods", file: reviews, options: { methods: ["GET"], reportOptional: true } },
  { name: "what strict sets: a required identity", file: "router-before-the-guard/src/app.js", options: strict },
  { name: "what strict sets: an open route", file: "sibling-of-the-plugin-with-the-hook/src/invoices.ts", options: strict, errors: [invoices] },

  { name: "public, by method and path", file: orders, settings: { public: ["GET /orders"] }, errors: [cancelling] },
  { name: "public, by path alone", file: orders, settings: { public: ["/orders"] }, errors: [cancelling] },
  { name: "public, by method and a wildcard", file: orders, settings: { public: ["DELETE /orders/*"] }, errors: [listing] },
  { name: "public, by a prefix", file: orders, settings: { public: ["/orders/**"] } },
  { name: "public, of another path", file: orders, settings: { public: ["/order"] }, errors: [listing, cancelling] },
  { name: "public, of another method", file: orders, settings: { public: ["POST /orders"] }, errors: [listing, cancelling] },
  { name: "public: an application of which everything is", file: "nothing-authenticates/index.js", settings: { public: ["/**"] } },
  { name: "guards, by name", file: warehouse, settings: { guards: ["requireWarehouse"] } },
  { name: "guards, by file and name", file: warehouse, settings: { guards: ["./src/warehouse.js#requireWarehouse"] } },
  { name: "guards, of another file", file: warehouse, settings: { guards: ["src/network.js#requireWarehouse"] }, errors: [shelves] },
])

describe("require-auth", () => {
  it("says who was met, what is missing and what to do", () => {
    expect(rule.messages["open"]).toBe(
      "{{route}} answers anyone: before its handler a request meets {{chain}}. "
      + "Put a guard before it, or mark it public (`@public`, or the setting `public`).",
    )
    expect(rule.messages["optional"]).toBe("{{route}} writes for anonymous callers too: {{by}} ({{place}}) reads the identity and rejects nobody. "
      + "Reject them there, or mark the route public.")
  })

  it("goes further in strict", () => {
    expect(rule.strictOptions).toEqual({ reportOptional: true })
    expect(Object.keys(rule.options ?? {})).toEqual(Object.keys(rule.defaults ?? {}))
  })
})
