import { dataFirst, type Validator } from "./validator.ts"

/** https://github.com/tdegrunt/jsonschema#readme ; read at 1.5.0 on 2026-11-22. Its schemas are JSON Schema. */
export const jsonschema: Validator = {
  name: "jsonschema",
  checks: [dataFirst("jsonschema.{validate,Validator().validate}", { outcome: "result", success: "valid", failure: "errors" })],
}
