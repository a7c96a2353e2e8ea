import { testRule } from "./tester.ts"

const ONCE = "one client, made when the module is loaded"

testRule("no-connection-per-request", [
  {
    name: "a connection in the handler, and none checked out of a pool",
    file: "clients-in-handlers/src/app.js",
    errors: [{
      messageId: "made",
      data: { api: "mysql2/promise.createConnection", client: "MySQL", route: "GET /crossings", more: "", via: "", instead: ONCE },
      line: 9, column: 34, endLine: 9, endColumn: 50,
    }],
  },
  {
    name: "a client in a function that a handler calls, and none that is kept: in a binding, a global, a map, by mongoose",
    file: "clients-in-handlers/src/stores.js",
    errors: [{
      messageId: "made",
      data: { api: "ioredis", client: "Redis", route: "GET /seats", more: "", via: " (through countSeats())", instead: ONCE },
      line: 10, column: 21, endLine: 10, endColumn: 26,
    }],
  },
])
