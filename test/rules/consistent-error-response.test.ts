import { testRule } from "./tester.ts"

const common = { count: 4, all: 7, main: "`message`", example: "patients.js:9" }

testRule("consistent-error-response", [
  { name: "a text among objects, and no answer without a body", file: "several-error-bodies/src/patients.js", errors: [{ messageId: "minority", data: { form: "a plain text", ...common }, line: 14, column: 57, endLine: 14, endColumn: 61 }] },
  {
    name: "another member, and the same one with something else in it",
    file: "several-error-bodies/src/visits.js",
    errors: [
      { messageId: "minority", data: { form: "{ error }", ...common }, line: 6, column: 49 },
      { messageId: "minority", data: { form: "{ message: { ... } }", ...common }, line: 7, column: 45 },
    ],
  },
  { name: "what has more than the others", file: "several-error-bodies/src/errors.js" },
  {
    name: "members that the project names",
    file: "several-error-bodies/src/errors.js",
    options: { shape: ["message", "details"] },
    errors: [{ messageId: "wanted", data: { form: "{ message, code }", missing: "`details`" }, line: 2, column: 19 }],
  },
  {
    name: "problem details",
    file: "several-error-bodies/src/errors.js",
    options: { shape: "problem-details" },
    errors: [{ messageId: "wanted", data: { form: "{ message, code }", missing: "`title`, `status`" }, line: 2, column: 19 }],
  },
])
