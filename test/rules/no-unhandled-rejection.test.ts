import { testRule } from "./tester.ts"

testRule("no-unhandled-rejection", [
  {
    name: "what nothing catches in Express 4, and not what a try, a wrapper or a catch() takes",
    file: "express-4-handlers/src/app.js",
    errors: [
      { messageId: "handler", data: { framework: "express", route: "GET /sailings", more: "" }, line: 9, column: 22, endLine: 9, endColumn: 27 },
      { messageId: "call", data: { name: "listSailings", route: "GET /board", more: "", via: "" }, line: 30, column: 3, endLine: 30, endColumn: 15 },
      { messageId: "call", data: { name: "announce", route: "POST /sailings/{id}/delay", more: "", via: "" }, line: 42, column: 3 },
      { messageId: "callback", data: { passedTo: "request.body.ids.forEach", route: "POST /sailings/delay", more: "", via: "" }, line: 48, column: 24 },
      { messageId: "misshapen", data: { name: "answerShort" }, line: 54, column: 5 },
    ],
  },
  { name: "a function that catches its own failures", file: "express-4-handlers/src/sailings.js" },
  { name: "a wrapper of the project's own", file: "express-4-handlers/src/attempt.js" },
  {
    name: "what Express 5 does not take either: an async executor, an error handler before the routes",
    file: "express-5-executor/src/app.js",
    errors: [
      { messageId: "early", data: { name: "answerFailure" }, line: 6, column: 5 },
      { messageId: "callback", data: { passedTo: "new Promise", route: "GET /moorings", more: "", via: "" }, line: 14, column: 15 },
    ],
  },
  { name: "an async handler in Express 5", file: "no-error-handler/src/app.js" },
  {
    name: "an application without an error handler, where one is required",
    file: "no-error-handler/src/app.js",
    options: { requireErrorHandler: true },
    errors: [{ messageId: "noErrorHandler", data: { count: 1 }, line: 3, column: 13 }],
  },
  {
    name: "what settles, what gives its error, what tells a listener, what is not there; and a package's function that is awaited elsewhere",
    file: "settled-promises/src/app.js",
    errors: [{ messageId: "call", data: { name: "tide-tables.refresh", route: "POST /tides", more: "", via: "" }, line: 34, column: 9 }],
  },
  {
    name: "what nobody is meant to wait for, where the process listens; a query that is still being made; a package that is given the promise",
    file: "process-wide-listener/src/app.js",
    errors: [{ messageId: "call", data: { name: "tellHarbourMaster", route: "DELETE /berths/{id}/ship", more: "", via: "" }, line: 26, column: 3 }],
  },
  { name: "a function that a caller gave", file: "process-wide-listener/src/berths.js" },
])
