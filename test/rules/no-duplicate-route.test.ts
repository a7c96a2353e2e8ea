import { testRule } from "./tester.ts"

testRule("no-duplicate-route", [
  {
    name: "the same path, under another name of the parameter and in another file; none that goes on, depends or is constrained",
    file: "first-route-answers/src/app.js",
    errors: [
      { messageId: "same", data: { route: "GET /patients/{patient}", place: "as /patients/{id}, app.js:7", outcome: "that one answers, and this one never does" }, line: 8, column: 5, endLine: 8, endColumn: 8 },
      { messageId: "same", data: { route: "GET /visits/today", place: "visits.js:5", outcome: "that one answers, and this one never does" }, line: 29, column: 5, endLine: 29, endColumn: 8 },
    ],
  },
  {
    name: "where the most specific route answers: a path twice, and not two versions",
    file: "most-specific-route-answers/src/app.js",
    errors: [
      { messageId: "same", data: { route: "GET /crossings", place: "app.js:5", outcome: "two routes cannot have one path, so it is refused when the application starts, or one of the two is lost" }, line: 13, column: 9, endLine: 13, endColumn: 12 },
    ],
  },
  { name: "the first of two", file: "first-route-answers/src/visits.js" },
  { name: "paths that a function makes", file: "first-route-answers/src/wards.js" },
])
