import type { RuleTester } from "eslint"
import { testRule } from "./tester.ts"

const BY_IDS = "`findMany({ where: { id: { in: ids } } })` or `include`"

const MANY = "`find({ _id: { $in: ids } })`, `populate()` or `bulkWrite()`"

function asked(line: number, column: number, endColumn: number, route: string, client: string, instead: string, via = ""): RuleTester.TestCaseError {
  return { messageId: "query", data: { client, line, via, route, more: "", instead }, line, column, endLine: line, endColumn }
}

const author: RuleTester.TestCaseError = {
  messageId: "query", data: { client: "Prisma", line: 9, via: "", route: "GET /books", more: "", instead: BY_IDS },
  line: 10, column: 25, endLine: 10, endColumn: 49,
}
const loan = asked(17, 50, 62, "GET /loans", "Prisma", BY_IDS, ", in loans.js:7,")
const renewal = asked(21, 67, 72, "POST /loans/renewals", "Prisma", "`createMany()`, `updateMany()` or `$transaction([...])`", ", in loans.js:12,")
const notice: RuleTester.TestCaseError = {
  messageId: "remote",
  data: { client: "HTTP", line: 16, via: "", route: "POST /branches/notices", more: "", instead: "one request for all" },
  line: 16, column: 40, endLine: 16, endColumn: 50,
}

testRule("no-n-plus-one", [
  { name: "in a loop", file: "library/src/app.js", errors: [author] },
  { name: "everywhere: in a callback through a function, and updates, in a loop by an index", file: "library/src/app.js", options: { everywhere: true }, errors: [author, loan, renewal] },
  {
    name: "a look-up in the loop; no cache, no work on one thing after the other, no update, no round of several, no parts of a filter, no list of the environment",
    file: "depot/src/app.js",
    errors: [{ messageId: "query", data: { client: "Mongoose", line: 11, via: "", route: "GET /lines", more: "", instead: MANY }, line: 12, column: 26, endColumn: 35 },
      { messageId: "query", data: { client: "Mongoose", line: 48, via: "", route: "POST /timetables", more: "", instead: MANY }, line: 51, column: 45 }],
  },
  { name: "everywhere: not in a function that calls itself for the parts of what it was given", file: "depot/src/trams.js", options: { everywhere: true } },
  { name: "what brings a database up to date", file: "depot/src/migrations/retire.js" },
  { name: "a function that asks once; pages, retries, chunks, a transaction's statements, a loop that ends, a list of two", file: "library/src/loans.js" },
  {
    name: "reportLists and reportRemote: another service, for a list that the source writes out",
    file: "library/src/loans.js",
    options: { reportLists: true, reportRemote: true },
    errors: [notice],
  },
  { name: "the client itself", file: "library/src/database.js" },
])
