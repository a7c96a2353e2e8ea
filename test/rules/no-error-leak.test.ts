import type { RuleTester } from "eslint"
import { testRule } from "./tester.ts"

type Expected = RuleTester.TestCaseError

function leak(messageId: "error" | "message" | "stack", from: string, line: number, column: number, endColumn?: number): Expected {
  return { messageId, data: { from, more: "" }, line, column, ...(endColumn === undefined ? {} : { endLine: line, endColumn }) }
}

const refusals = { reportRefusals: true }

testRule("no-error-leak", [
  { name: "the message of whatever was caught", file: "message-in-a-catch/src/app.js", errors: [leak("message", "GET /loans", 10, 46, 59)] },
  { name: "an error as text, in a callback", file: "error-as-text/src/app.js", errors: [leak("error", "POST /loans", 9, 48, 70)] },
  {
    name: "an error's text as text, in a variable, and of a database; a stack that the client may ask for",
    file: "error-text-on-its-way/src/app.js",
    errors: [
      leak("message", "POST /seeds", 11, 28),
      leak("message", "POST /seeds/swap", 30, 15, 28),
      leak("message", "POST /seeds/rare", 39, 56, 74),
      leak("stack", "POST /seeds/old", 48, 85, 96),
      leak("message", "PUT /jars/full", 59, 46, 59),
    ],
  },
  {
    name: "an error's text in a list, in what is made of each element and in a result; not what was looked at on the way",
    file: "error-text-on-its-way/src/seeds.js",
    errors: [leak("message", "POST /seeds/list", 20, 36, 49), leak("message", "POST /seeds/each", 31, 50, 63), leak("message", "POST /seeds/dry", 42, 37, 50)],
  },
  { name: "the message of a validator", file: "message-of-a-validator/src/app.js" },

  {
    name: "an error handler that sends what it has not looked at",
    file: "error-handler/src/errors.js",
    errors: [leak("error", "the error handler answerErrors", 11, 24, 29)],
  },
  { name: "an error handler with debugging", file: "error-handler-with-debugging/src/app.js" },

  { name: "a function that sends the message, for a caller that has not looked", file: "function-that-answers/src/scanning.js", errors: [leak("message", "POST /records/{id}/scan", 11, 5)] },
  { name: "a function that sends the message, for a caller that has looked", file: "function-that-answers/src/closing.js" },
  { name: "a function that sends the message, for a caller that only tried a form", file: "function-that-answers/src/sources.js" },
  { name: "the function itself", file: "function-that-answers/src/replies.js" },
  { name: "reportRefusals: a caller that has looked", file: "function-that-answers/src/closing.js", options: refusals },
  { name: "reportRefusals: a caller that only tried a form", file: "function-that-answers/src/sources.js", options: refusals },
  {
    name: "a function that is given errors by several callers, once",
    file: "function-given-errors/src/replies.js",
    errors: [{ messageId: "message", data: { from: "GET /lamps", more: " (and 1 more)" }, line: 2, column: 33 }],
  },
  {
    name: "each caller of a function that is given the text",
    file: "function-given-errors/src/app.js",
    errors: [leak("message", "GET /horns", 28, 5), leak("message", "GET /horns/{id}", 36, 5)],
  },
  { name: "a function that turns away what it does not know", file: "function-that-knows-its-errors/src/replies.js" },
  { name: "the handler that calls it", file: "function-that-knows-its-errors/src/app.js" },
  { name: "a stack in a body of which another key is deleted", file: "body-with-a-key-deleted/src/app.js", errors: [leak("stack", "POST /records/{id}/copy", 11, 46)] },

  {
    name: "a message in an error that is thrown for the client; none of a class of the project's own",
    file: "thrown-for-the-client/src/app.js",
    errors: [leak("message", "GET /paintings/{id}", 12, 45, 58)],
  },
  { name: "a message that a function makes such an error of", file: "thrown-through-a-function/src/app.js", errors: [leak("message", "POST /paintings/{id}/loan", 11, 5)] },
  { name: "an error as text in such an error", file: "thrown-as-text/src/app.js", errors: [leak("message", "POST /paintings/{id}/frame", 11, 36)] },
  {
    name: "a message that a class of the project's own hands to a class of the framework; not a text of its own, with the error as cause",
    file: "thrown-by-own-class/src/app.js",
    errors: [leak("message", "GET /moulds", 12, 5)],
  },
  { name: "a cause of such an error", file: "thrown-with-a-cause/src/app.js" },
  { name: "a message with a status of the client's", file: "thrown-as-refusal/src/app.js" },
  {
    name: "reportRefusals: a message with a status of the client's",
    file: "thrown-as-refusal/src/app.js",
    options: refusals,
    errors: [leak("message", "POST /paintings/{id}/visit", 11, 45)],
  },

  { name: "what is written on the socket of a client that asks for another protocol", file: "upgrade-listener/src/live.js", errors: [leak("message", "the upgrade listener serveLive()", 10, 67)] },
  { name: "a refusal on the socket", file: "upgrade-listener-that-refuses/src/live.js" },
  { name: "reportRefusals: a refusal on the socket", file: "upgrade-listener-that-refuses/src/live.js", options: refusals, errors: [leak("message", "the upgrade listener refuse", 11, 51)] },
  { name: "the socket of a request that the application makes", file: "upgrade-of-a-client/src/follow.js", options: refusals },

  {
    name: "an error that NestJS is given for the body of the answer",
    file: "nestjs-error-as-body/src/stars.controller.ts",
    errors: [leak("error", "GET /stars/{id}", 12, 7, 52)],
  },
  {
    name: "a message that NestJS is given for the description",
    file: "nestjs-message-as-description/src/stars.controller.ts",
    errors: [leak("message", "GET /stars/{id}/magnitude", 11, 7)],
  },
])
