import { testRule } from "./tester.ts"

const visits = { messageId: "writes", data: { route: "GET /loans/{id}/return", more: " (and 6 more)", deed: "changes what is stored", write: "member.update()", via: "", method: "GET" } }

testRule("safe-methods", [
  { name: "no counter, default, confirmation or hook", file: "writes-on-get/src/app.js" },
  {
    name: "writes that the client asks for, in a function and as a statement",
    file: "writes-on-get/src/loans.js",
    errors: [
      { messageId: "writes", data: { route: "GET /loans/{id}/return", more: "", deed: "removes what is stored", write: "loan.delete()", via: " (through returnBook())", method: "GET" }, line: 7, column: 23, endLine: 7, endColumn: 29 },
      { messageId: "writes", data: { route: "GET /loans/{id}/extend", more: "", deed: "changes what is stored", write: "query()", via: "", method: "GET" }, line: 17, column: 33, endLine: 17, endColumn: 38 },
    ],
  },
  {
    name: "every write",
    file: "writes-on-get/src/app.js",
    options: { everyWrite: true },
    errors: [
      { ...visits, line: 10, column: 25 },
      { messageId: "writes", line: 15, column: 23 },
      { messageId: "writes", line: 21, column: 37 },
      { messageId: "writes", line: 27, column: 38 },
      { messageId: "writes", line: 31, column: 25 },
    ],
  },
])
