import { testRule } from "./tester.ts"

const all = "POST /sign-in"
const headers = { messageId: "logged", data: { name: "request.headers", what: "every header, with the caller's credentials in it", route: all, more: " (and 1 more)" }, line: 8, column: 10, endLine: 8, endColumn: 14 }
const password = { messageId: "logged", data: { name: "request.body.password", what: "a credential", route: all, more: "" }, line: 14, column: 11 }
const body = "the whole body, with every password and token in it"
const guest = { messageId: "logged", data: { name: "request.body", what: body, route: "POST /guests", more: "" }, line: 20, column: 10 }

testRule("no-sensitive-log", [
  { name: "bodies, headers and passwords, and not what is off in production", file: "plain-logger/src/app.js", errors: [headers, password, guest] },
  {
    name: "details too, where they are reported",
    file: "plain-logger/src/app.js",
    options: { reportDetails: true },
    errors: [
      headers,
      password,
      { messageId: "logged", data: { name: "request.body", what: body, route: all, more: "" }, line: 15, column: 10 },
      guest,
      { messageId: "logged", data: { name: "request.cookies", what: "the caller's cookies", route: "POST /guests", more: "" }, line: 22, column: 55 },
    ],
  },
  {
    name: "a credential by the name of a parameter, in another file",
    file: "plain-logger/src/guests.js",
    errors: [{ messageId: "logged", data: { name: "resetToken", what: "a credential", route: all, more: "" }, line: 2, column: 11 }],
  },
  { name: "a logger that redacts", file: "redacting-logger/src/app.js" },
])
