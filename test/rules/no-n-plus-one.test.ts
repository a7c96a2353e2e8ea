import type { RuleTester } from "eslint"
import { testRule } from "./tester.ts"

type Expected = RuleTester.TestCaseError

const BY_IDS = "`findMany({ where: { id: { in: ids } } })` or `include`"
const MANY = "`find({ _id: { $in: ids } })`, `populate()` or `bulkWrite()`"
const TOGETHER = "`createMany()`, `updateMany()` or `$transaction([...])`"

function query(line: number, column: number, endColumn: number, data: Readonly<Record<string, string | number>>): Expected {
  return { messageId: "query", data: { via: "", more: "", ...data }, line, column, endLine: line, endColumn }
}

const author = query(9, 25, 49, { client: "Prisma", line: 8, route: "GET /books", instead: BY_IDS })
const trams = query(9, 26, 35, { client: "Mongoose", line: 8, route: "GET /lines", instead: MANY })
const loan = query(9, 50, 62, { client: "Prisma", line: 9, via: ", in loans.js:4,", route: "GET /loans", instead: BY_IDS })
const renewal = query(8, 67, 72, { client: "Prisma", line: 8, via: ", in loans.js:4,", route: "POST /loans/renewals", instead: TOGETHER })
const stop = query(11, 45, 57, { client: "Mongoose", line: 8, route: "POST /timetables", instead: MANY })
const notice: Expected = {
  messageId: "remote",
  data: { client: "HTTP", line: 8, via: "", route: "POST /branches/notices", more: "", instead: "one request for all" },
  line: 8, column: 40, endLine: 8, endColumn: 50,
}

/** Every kind of report there is. */
const everything = { everywhere: true, reportLists: true, reportRemote: true }

testRule("no-n-plus-one", [
  { name: "a query in a loop", file: "query-in-loop/src/app.js", errors: [author] },
  { name: "the client itself", file: "query-in-loop/src/database.js" },
  { name: "a query in a loop over the answer of another", file: "find-in-loop/src/app.js", errors: [trams] },
  { name: "a callback through a function", file: "callback-through-function/src/app.js" },
  { name: "everywhere: a callback through a function", file: "callback-through-function/src/app.js", options: { everywhere: true }, errors: [loan] },
  { name: "an update in a loop by an index", file: "update-in-loop-by-index/src/app.js" },
  { name: "everywhere: an update in a loop by an index", file: "update-in-loop-by-index/src/app.js", options: { everywhere: true }, errors: [renewal] },
  { name: "an update", file: "update-in-loop/src/app.js" },
  { name: "a cache", file: "loop-with-cache/src/app.js" },
  { name: "a function that looks at each and decides", file: "work-on-each/src/app.js" },
  { name: "every round, and not one round of several", file: "one-round-of-several/src/app.js", errors: [stop] },
  { name: "a list of the environment", file: "list-of-the-environment/src/app.js" },
  { name: "what brings a database up to date", file: "migration/src/migrations/retire.js" },
  { name: "the handler that calls it", file: "migration/src/app.js" },
  { name: "everywhere: a function that calls itself for the parts of a filter", file: "parts-of-a-filter/src/search.js", options: { everywhere: true } },
  { name: "the handler that calls such a function", file: "parts-of-a-filter/src/app.js", options: everything },
  { name: "a list that the source writes out", file: "requests-for-a-written-list/src/app.js" },
  { name: "reportLists: a request for each, of which nothing is asked", file: "requests-for-a-written-list/src/app.js", options: { reportLists: true } },
  { name: "reportRemote: a list that the source writes out", file: "requests-for-a-written-list/src/app.js", options: { reportRemote: true } },
  {
    name: "reportLists and reportRemote: another service, for a list that the source writes out",
    file: "requests-for-a-written-list/src/app.js",
    options: { reportLists: true, reportRemote: true },
    errors: [notice],
  },
  { name: "pages", file: "pages/src/app.js", options: everything },
  { name: "retries", file: "retries/src/app.js", options: everything },
  { name: "chunks", file: "chunks/src/app.js", options: everything },
  { name: "the statements of a transaction", file: "transaction/src/app.js", options: everything },
  { name: "a loop that ends with the statement", file: "loop-that-ends/src/app.js", options: everything },
  {
    name: "a client that is extended and kept in a global, a model that is chosen at run time or already there, a repository of a transaction",
    file: "clients-handed-on/src/app.ts",
    errors: [
      { messageId: "query", line: 14, column: 40 },
      { messageId: "query", line: 20, column: 40 },
      query(25, 40, 52, { client: "Mongoose", line: 25, route: "POST /tins", instead: MANY }),
      { messageId: "query", line: 51, column: 42 },
      { messageId: "query", line: 52, column: 46 },
    ],
  },
  {
    name: "a transaction that is handed on, a function out of a table of functions, a client that is an option",
    file: "clients-handed-on/src/loaves.ts",
    errors: [
      query(5, 31, 56, { client: "Prisma", line: 5, route: "POST /loaves/baked", instead: BY_IDS }),
      query(10, 33, 55, { client: "Prisma", line: 10, route: "POST /{kind}/chosen", instead: BY_IDS }),
      query(18, 35, 54, { client: "Prisma", line: 18, route: "POST /flour", instead: BY_IDS }),
    ],
  },
  {
    name: "a repository that is handed on, a query runner's manager",
    file: "clients-handed-on/src/ovens.ts",
    errors: [{ messageId: "query", line: 18, column: 42 }, { messageId: "query", line: 25, column: 42 }],
  },
  { name: "a service that is injected by an interface", file: "store-by-interface/src/loaves.controller.ts", options: { everywhere: true }, errors: [{ messageId: "query", line: 14, column: 44 }] },
  { name: "a list of one", file: "list-of-one/src/app.js", options: everything },
])
