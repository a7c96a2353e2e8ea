import { testRule } from "./tester.ts"

testRule("no-hidden-dependency", [
  {
    name: "clients of a module with routes, used and unused",
    file: "clients-beside-routes/src/exhibits.js",
    errors: [
      { messageId: "made", data: { name: "prisma", client: "Prisma", line: "12" }, line: 6, column: 20, endLine: 6, endColumn: 32 },
      { messageId: "made", data: { name: "catalogue", client: "HTTP", line: "15" }, line: 7, column: 25, endLine: 7, endColumn: 31 },
    ],
  },
  {
    name: "clients of a module with a handler; none that can be replaced",
    file: "clients-beside-routes/src/paintings.js",
    errors: [
      { messageId: "made", data: { name: "database", client: "Knex", line: "12" }, line: 3, column: 18, endLine: 3, endColumn: 22 },
    ],
  },
  { name: "a module that only makes a client", file: "clients-beside-routes/src/cache.js" },
  { name: "a client that is a parameter", file: "clients-beside-routes/src/tickets.js" },
  { name: "a client that is handed on, and closed", file: "clients-beside-routes/src/app.js" },
])
