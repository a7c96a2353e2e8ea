import { testRule } from "./tester.ts"

testRule("no-error-leak", [
  {
    name: "messages in a catch and a callback, and none that a validator wrote",
    file: "library/src/app.js",
    errors: [
      { messageId: "error", data: { from: "POST /reservations", more: "" }, line: 22, column: 48, endLine: 22, endColumn: 70 },
      { messageId: "message", data: { from: "GET /loans", more: "" }, line: 29, column: 46, endLine: 29, endColumn: 59 },
    ],
  },
  {
    name: "an error handler that sends what it has not looked at",
    file: "library/src/errors.js",
    errors: [{ messageId: "error", data: { from: "the error handler answerErrors", more: "" }, line: 11, column: 24, endLine: 11, endColumn: 29 }],
  },
])
