import { testRule } from "./tester.ts"

const BOOKS = { messageId: "change", data: { schema: "`bookSchema`", create: "POST /books", change: "PATCH /books/{id}", names: "`isbn`, `title`" }, line: 3, column: 29, endLine: 3, endColumn: 35 }
const ROOMS = { messageId: "create", data: { schema: "`roomSchema`", create: "POST /rooms", change: "PATCH /rooms/{id}", names: "" }, line: 15, column: 91 }

testRule("separate-schemas", [
  { name: "one schema of a POST and of the PATCH of the same resource", file: "zod-create-and-change/src/schemas.ts", errors: [BOOKS, ROOMS] },
  {
    name: "and of a PUT, where that is asked for",
    file: "zod-create-and-change/src/schemas.ts",
    options: { replacements: true },
    errors: [BOOKS, { messageId: "replace", data: { schema: "`loanSchema`", create: "POST /loans", change: "PUT /loans/{id}", names: "`book`, `reader`" }, line: 13 }, ROOMS],
  },
  {
    name: "one class",
    file: "nestjs-create-and-change/src/visit.dto.ts",
    errors: [{ messageId: "change", data: { schema: "`VisitDto`", create: "POST /visits", change: "PATCH /visits/{id}", names: "`patient`" }, line: 3, column: 8 }],
  },
  {
    name: "a schema of what comes in and of the elements of what is answered",
    file: "request-and-response/src/app.js",
    errors: [{ messageId: "response", data: { schema: "`tree`", route: "POST /trees", answer: "GET /trees" }, line: 6, column: 14 }],
  },
  { name: "and where that is left alone", file: "request-and-response/src/app.js", options: { responses: false } },
])
