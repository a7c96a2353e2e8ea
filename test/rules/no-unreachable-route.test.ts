import { testRule } from "./tester.ts"

testRule("no-unreachable-route", [
  {
    name: "middleware that answers all, and a wildcard",
    file: "earlier-route-answers/src/app.js",
    errors: [
      { messageId: "walled", data: { route: "GET /api/version", more: " (and 1 more)", name: "the middleware", place: "app.js:12" }, line: 13, column: 5, endLine: 13, endColumn: 8 },
      { messageId: "hidden", data: { route: "GET /hours", more: "", earlier: "GET /{*}", place: "app.js:16" }, line: 18, column: 5, endLine: 18, endColumn: 8 },
    ],
  },
  {
    name: "a parameter before a fixed segment, and every method before one",
    file: "earlier-route-answers/src/members.js",
    errors: [
      { messageId: "hidden", data: { route: "GET /members/me", more: "", earlier: "GET /members/{id}", place: "members.js:5" }, line: 6, column: 9, endLine: 6, endColumn: 12 },
      { messageId: "hidden", data: { route: "DELETE /members/fines/old", more: "", earlier: "every method of /members/fines/{id}", place: "members.js:13" }, line: 14, column: 9, endLine: 14, endColumn: 15 },
    ],
  },
  { name: "earlier routes that go on, depend, cannot be followed or fit a part", file: "earlier-route-answers/src/loans.js" },
  {
    name: "a router that is neither mounted nor exported",
    file: "earlier-route-answers/src/branches.js",
    errors: [
      { messageId: "loose", data: { name: "archive", route: "GET /", more: " (and 2 more)" }, line: 4, column: 17, endLine: 4, endColumn: 23 },
    ],
  },
  {
    name: "a router that nobody imports",
    file: "earlier-route-answers/src/old/donations.js",
    errors: [
      { messageId: "loose", data: { name: "donations", route: "GET /donations", more: "" }, line: 3, column: 26, endLine: 3, endColumn: 32 },
    ],
  },
  { name: "a router that is handed to something unknown", file: "earlier-route-answers/src/old/events.js" },
  { name: "where the most specific route answers", file: "most-specific-route-answers/src/app.js" },
])
