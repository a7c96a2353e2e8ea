import { testRule } from "./tester.ts"

testRule("no-detached-work", [
  {
    name: "work that goes on after the answer, and not a queue, a timer without work, or what answers itself",
    file: "bakery/src/app.js",
    errors: [
      { messageId: "call", data: { name: "sendReceipt", route: "POST /orders", more: "", via: "" }, line: 8, column: 3, endLine: 8, endColumn: 14 },
      { messageId: "timer", data: { name: "setTimeout", route: "POST /orders/{id}/receipt", more: "", via: "" }, line: 13, column: 3 },
    ],
  },
  { name: "where the work itself is written", file: "bakery/src/orders.js" },
])
