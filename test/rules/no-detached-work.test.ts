import { testRule } from "./tester.ts"

testRule("no-detached-work", [
  {
    name: "work that goes on after the answer, and not a queue, a timer without work, or what answers itself",
    file: "work-after-the-response/src/app.js",
    errors: [
      { messageId: "call", data: { name: "sendReceipt", route: "POST /orders", more: "", via: "" }, line: 8, column: 3, endLine: 8, endColumn: 14 },
      { messageId: "timer", data: { name: "setTimeout", route: "POST /orders/{id}/receipt", more: "", via: "" }, line: 13, column: 3 },
    ],
  },
  { name: "where the work itself is written", file: "work-after-the-response/src/orders.js" },
])
