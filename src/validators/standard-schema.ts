import { method, type Validator } from "./validator.ts"

/** Any library that implements the standard: https://standardschema.dev (specification 1.1). */
export const standardSchema: Validator = {
  name: "~standard",
  checks: [method("**.~standard.validate", { outcome: "result", failure: "issues", value: "value" })],
}
