import { testRule } from "./tester.ts"

const crossing = { messageId: "failure", data: { route: "GET /crossings/{id}", status: 200 }, line: 9, column: 37, endLine: 9, endColumn: 41 }
const others = [
  { messageId: "body", data: { route: "DELETE /crossings/{id}", status: 204 }, line: 28, column: 19 },
  { messageId: "input", data: { route: "PUT /crossings/{id}", status: 500 }, line: 32, column: 51 },
  { messageId: "input", data: { route: "PUT /crossings/{id}", status: 500 }, line: 34, column: 49 },
  { messageId: "number", data: { route: "PATCH /crossings/{id}", status: 4220 }, line: 41, column: 53 },
  { messageId: "twice", data: { route: "PATCH /crossings/{id}", status: 202, before: 400 }, line: 42, column: 19 },
]
const vehicles = { messageId: "created", data: { route: "POST /bookings/{id}/vehicles", habit: ", where 2 others in this project answer 201" }, line: 18, column: 7 }

testRule("status-code", [
  { name: "answers whose status says something else, and none whose status another place may set", file: "answers-that-contradict-their-status/src/crossings.js", errors: [crossing, ...others] },
  {
    name: "a failure that is answered with 200 on purpose",
    file: "answers-that-contradict-their-status/src/crossings.js",
    options: { deliberate: true },
    errors: [crossing, { messageId: "caught", data: { route: "GET /crossings/{id}/weather", status: 200 }, line: 17, column: 21 }, ...others],
  },
  { name: "a record that is created with 200, where others answer 201; no list that is replaced, and no search", file: "answers-that-contradict-their-status/src/bookings.js", errors: [vehicles] },
  { name: "no creation where none is asked for", file: "answers-that-contradict-their-status/src/bookings.js", options: { created: "never" } },
  {
    name: "a new resource without an address",
    file: "answers-that-contradict-their-status/src/bookings.js",
    options: { requireLocation: true },
    errors: [{ messageId: "location", data: { route: "POST /bookings/{id}/passengers" }, line: 13, column: 19 }, vehicles],
  },
  { name: "nothing of what services that call back want", file: "answers-that-contradict-their-status/src/hooks.js" },
  {
    name: "once where the application answers most failures so",
    file: "failures-with-200/src/app.js",
    errors: [{ messageId: "habit", data: { route: "POST /tickets/{id}/checks", status: 200, count: 3 }, line: 7, column: 47 }],
  },
  { name: "a controller's own default of 201, and a status that it declares", file: "nestjs-default-statuses/src/berths.controller.ts" , errors: [
    { messageId: "failure", data: { route: "POST /berths/{id}/repairs", status: 200 }, line: 24, column: 25 },
  ] },
])
