import { testRule } from "./tester.ts"

const nurse = { part: "The body", more: "", fields: "`role`", record: "Nurse" }
const created = { messageId: "known", line: 12, column: 36, data: { ...nurse, route: "POST /nurses", call: "create", how: "by a spread" } }
const ward = { messageId: "unknown", line: 35, column: 42, data: { part: "The body", route: "POST /wards", more: "", call: "create", how: "whole" } }
const shift = { messageId: "unknown", line: 51, column: 31, data: { part: "The body", route: "PUT /shifts/{id}", more: "", call: "update", how: "by a spread" } }
const reader = { part: "The body", more: "", how: "whole", fields: "`isAdmin`, `owner`", record: "Reader" }

testRule("no-mass-assignment", [
  { name: "a spread; not what is parsed, taken apart, copied without some fields, given what it must not change, looked at by a validator, or of a model that grants nothing", file: "prisma-models/src/app.js", errors: [created] },
  { name: "every model", file: "prisma-models/src/app.js", options: { reportAll: true }, errors: [created, ward, shift] },
  {
    name: "through a function of another file",
    file: "prisma-models/src/nurses.js",
    errors: [{ messageId: "known", line: 5, column: 50, data: { ...nurse, route: "PUT /nurses/{id}", call: "update", how: "whole" } }],
  },
  {
    name: "documents: made, set, assigned to, and without a model; not after a delete",
    file: "mongo-documents/src/app.js",
    errors: [
      { messageId: "known", line: 12, column: 22, data: { ...reader, route: "POST /readers", call: "new Reader" } },
      { messageId: "known", line: 18, column: 16, data: { ...reader, route: "PUT /readers/{id}", call: "findByIdAndUpdate" } },
      { messageId: "unknown", line: 24, column: 10, data: { part: "The body", route: "PATCH /readers/{id}", more: "", call: "assign", how: "whole" } },
      { messageId: "unknown", line: 30, column: 17, data: { part: "The body", route: "POST /shelves", more: "", call: "insertOne", how: "whole" } },
    ],
  },
])
