import { testRule } from "./tester.ts"

const hangs = { messageId: "hangs", data: { route: "GET /slots/{slot}", more: "", via: "" }, line: 24, column: 5, endLine: 24, endColumn: 10 }
const booking = { messageId: "continues", data: { route: "POST /bookings", more: "", via: " (through book())" }, line: 8, column: 5, endLine: 8, endColumn: 10 }
const reminder = { messageId: "continues", data: { route: "POST /bookings", more: "", via: " (through remind())" }, line: 28, column: 36, endLine: 28, endColumn: 41 }

testRule("no-swallowed-error", [
  { name: "a request that hangs, and not a catch that answers or logs", file: "empty-catches/src/app.js", errors: [hangs] },
  { name: "work that is lost, and not an error that is thrown on", file: "empty-catches/src/bookings.js", errors: [booking] },
  { name: "an empty catch() too, where fallbacks are reported", file: "empty-catches/src/bookings.js", options: { fallbacks: true }, errors: [booking, reminder] },
  { name: "the release of something, and a try of a value's form", file: "empty-catches/src/files.js" },
  {
    name: "every catch that ignores its error, where fallbacks are reported",
    file: "empty-catches/src/files.js",
    options: { fallbacks: true },
    errors: [
      { messageId: "continues", data: { route: "DELETE /bookings", more: "", via: " (through removeScan())" }, line: 7, column: 5 },
      { messageId: "fallsBack", data: { route: "DELETE /bookings", more: "", via: " (through readSettings())" }, line: 13, column: 5 },
    ],
  },
  { name: "what a comment explains, and what a catch amends", file: "explained-by-a-comment/src/app.js" },
  {
    name: "what a comment explains and what a schema refines, where fallbacks are reported",
    file: "explained-by-a-comment/src/app.js",
    options: { fallbacks: true },
    errors: [
      { messageId: "fallsBack", data: { route: "POST /visits", more: "", via: "" }, line: 11, column: 7 },
      { messageId: "continues", data: { route: "POST /visits", more: "", via: "" }, line: 24, column: 16 },
      { messageId: "continues", data: { route: "POST /visits", more: "", via: "" }, line: 31, column: 24 },
      { messageId: "continues", data: { route: "POST /visits", more: "", via: "" }, line: 35, column: 5 },
    ],
  },
  {
    name: "what returns a stand-in, and not what returns a failure as a value",
    file: "failures-as-values/src/berths.js",
    options: { fallbacks: true },
    errors: [
      { messageId: "fallsBack", data: { route: "GET /berths", more: "", via: " (through listBerths())" }, line: 51, column: 5 },
      { messageId: "fallsBack", data: { route: "GET /berths/{id}/text", more: "", via: " (through describeBerth())" }, line: 59, column: 5 },
      { messageId: "fallsBack", data: { route: "GET /berths/{id}/free", more: "", via: " (through isFree())" }, line: 67, column: 5 },
    ],
  },
])
