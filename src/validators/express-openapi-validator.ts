import type { Validator } from "./validator.ts"

/** https://cdimascio.github.io/express-openapi-validator-documentation/ ; exports read at 5: it checks all that follows against a document. */
export const expressOpenapiValidator: Validator = {
  name: "express-openapi-validator",
  middleware: [{ name: "express-openapi-validator.middleware()", parts: ["body", "query", "params", "headers", "cookies"], schema: "document" }],
}
