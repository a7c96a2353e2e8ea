import { testRule } from "./tester.ts"

const book = { messageId: "silent", data: { route: "GET /books/{id}", status: 500 }, line: 10, column: 5, endLine: 10, endColumn: 10 }
const renewal = { messageId: "console", data: { logger: "console.error", own: "pino" }, line: 27, column: 5 }
const handler = { messageId: "handler", data: { name: "(anonymous)", status: 500 }, line: 41, column: 5 }

testRule("require-error-logging", [
  { name: "server errors that are written down nowhere, or past the logger", file: "unlogged-server-errors/src/app.js", errors: [book, renewal, handler] },
  { name: "console beside a logger, where that is allowed", file: "unlogged-server-errors/src/app.js", options: { reportConsole: false }, errors: [book, handler] },
])
