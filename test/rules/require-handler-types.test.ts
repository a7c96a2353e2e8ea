import { testRule } from "./tester.ts"

testRule("require-handler-types", [
  {
    name: "a request and a return that are `any`, and none that gets its types from where it stands",
    file: "untyped-handlers/src/app.ts",
    errors: [
      { messageId: "anyParameter", data: { parameter: "req (the request)", name: "book", route: "POST /bookings" }, line: 19, column: 15, endLine: 19, endColumn: 18 },
      { messageId: "anyReturn", data: { name: "(anonymous)", route: "GET /plays/{id}" }, line: 26, column: 23, endLine: 26, endColumn: 41 },
    ],
  },
  {
    name: "parameters of a field without types, and a method without a return type",
    file: "untyped-handlers/src/plays.ts",
    errors: [
      { messageId: "missingParameter", data: { parameter: "req (the request)", name: "Plays.list", route: "GET /plays" }, line: 4, column: 11, endLine: 4, endColumn: 14 },
      { messageId: "missingParameter", data: { parameter: "res (the response)", name: "Plays.list", route: "GET /plays" }, line: 4, column: 16, endLine: 4, endColumn: 19 },
      { messageId: "missingReturn", data: { name: "Plays.show", route: "GET /plays/{id}" }, line: 8, column: 3, endLine: 8, endColumn: 25 },
    ],
  },
  { name: "a handler in a file that has no types", file: "untyped-handlers/src/programme.js" },
  {
    name: "exported functions that a handler calls",
    file: "untyped-handlers/src/seats.ts",
    errors: [
      { messageId: "missingReturn", data: { name: "findSeats", route: "GET /seats" }, line: 6, column: 8, endLine: 6, endColumn: 36 },
      { messageId: "anyReturn", data: { name: "keep", route: "GET /seats" }, line: 14, column: 21, endLine: 14, endColumn: 27 },
    ],
  },
  {
    name: "without returns",
    file: "untyped-handlers/src/plays.ts",
    options: { returns: false },
    errors: [{ messageId: "missingParameter", line: 4, column: 11 }, { messageId: "missingParameter", line: 4, column: 16 }],
  },
])
