import { testRule } from "./tester.ts"

testRule("require-schema-examples", [
  {
    name: "zod with OpenAPI: a schema that inherits an example has one, and so has one whose parts have",
    file: "zod-openapi/src/schemas.ts",
    errors: [
      { messageId: "missing", data: { schema: "`NewTasting`", use: "the body", route: "POST /tastings", share: "3 of 4" }, line: 7, column: 29, endLine: 7, endColumn: 35 },
    ],
  },
  {
    name: "classes of Nest",
    file: "nestjs-swagger/src/cask.dto.ts",
    errors: [{ messageId: "missing", data: { schema: "`FillCask`", use: "the body", route: "POST /casks/fill", share: "2 of 3" }, line: 11 }],
  },
  { name: "a project without examples", file: "no-examples-at-all/src/app.js" },
  {
    name: "a project without examples, where they are asked for",
    file: "no-examples-at-all/src/app.js",
    options: { everywhere: true },
    errors: [{ messageId: "none", data: { schema: "This schema", use: "the body", route: "POST /casks", share: "0 of 1" }, line: 7 }],
  },
])
