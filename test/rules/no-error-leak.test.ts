import { testRule } from "./tester.ts"

const framed = { messageId: "message", data: { from: "POST /paintings/{id}/frame", more: "" }, line: 46 }
const copied = { messageId: "stack", data: { from: "POST /records/{id}/copy", more: "" }, line: 49 }

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
    name: "a message that a function sends, where one of its callers has not looked at the error; none where the callers have, or only a form was tried",
    file: "archive/src/app.js",
    errors: [{ messageId: "message", data: { from: "POST /records/{id}/scan", more: "" }, line: 40, column: 5 }, copied],
  },
  {
    name: "reportRefusals: nothing more where the callers have looked, or only a form was tried",
    file: "archive/src/app.js",
    options: { reportRefusals: true },
    errors: [{ messageId: "message", data: { from: "POST /records/{id}/scan", more: "" }, line: 40, column: 5 }, copied],
  },
  {
    name: "reportRefusals: messages that are thrown with a status of the client's",
    file: "museum/src/app.js",
    options: { reportRefusals: true },
    errors: [
      { messageId: "message", data: { from: "GET /paintings/{id}", more: "" }, line: 13, column: 45, endLine: 13, endColumn: 58 },
      { messageId: "message", data: { from: "POST /paintings/{id}/loan", more: "" }, line: 21, column: 5 },
      { messageId: "message", data: { from: "POST /paintings/{id}/visit", more: "" }, line: 38, column: 45 },
      framed,
    ],
  },
  { name: "a function that turns away what it does not know", file: "archive/src/replies.js" },
  {
    name: "an error handler that sends what it has not looked at",
    file: "library/src/errors.js",
    errors: [{ messageId: "error", data: { from: "the error handler answerErrors", more: "" }, line: 11, column: 24, endLine: 11, endColumn: 29 }],
  },
  {
    name: "messages in errors that are thrown for the client, also through a function; none of a class of the project's own",
    file: "museum/src/app.js",
    errors: [
      { messageId: "message", data: { from: "GET /paintings/{id}", more: "" }, line: 13, column: 45, endLine: 13, endColumn: 58 },
      { messageId: "message", data: { from: "POST /paintings/{id}/loan", more: "" }, line: 21, column: 5 },
      framed,
    ],
  },
  {
    name: "what is written on the socket of a client that asks for another protocol",
    file: "library/src/live.js",
    errors: [{ messageId: "message", data: { from: "the upgrade listener serveLive()", more: "" }, line: 11 }],
  },
  {
    name: "reportRefusals: on the socket, too",
    file: "library/src/live.js",
    options: { reportRefusals: true },
    errors: [{ messageId: "message", line: 11 }, { messageId: "message", data: { from: "the upgrade listener refuse", more: "" }, line: 22 }],
  },
  {
    name: "an error that NestJS is given for the body of the answer, and a message for its description",
    file: "observatory/src/stars.controller.ts",
    errors: [
      { messageId: "error", data: { from: "GET /stars/{id}", more: "" }, line: 12, column: 7, endLine: 12, endColumn: 52 },
      { messageId: "message", data: { from: "GET /stars/{id}/magnitude", more: "" }, line: 21, column: 7 },
    ],
  },
])
