import { testRule } from "./tester.ts"

testRule("no-listen-on-import", [
  {
    name: "at the top level",
    file: "applications-that-listen/src/app.js",
    errors: [
      { messageId: "listens", data: { name: "app" }, line: 7, column: 5, endLine: 7, endColumn: 11 },
    ],
  },
  { name: "under a condition, and in a function that only others call", file: "applications-that-listen/src/guarded.js" },
  {
    name: "in a function that the module calls",
    file: "applications-that-listen/src/connected.js",
    errors: [
      { messageId: "listens", data: { name: "bakery" }, line: 10, column: 7, endLine: 10, endColumn: 13 },
    ],
  },
  { name: "a module that exports nothing", file: "applications-that-listen/src/entry.js" },
])
