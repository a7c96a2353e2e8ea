import type { Validator } from "./validator.ts"

/** https://typia.io/docs/validators/assert/ ; names read at 14.0.6. Its schemas are written types, which are not read; the `Equals` forms refuse unnamed fields. */
export const typia: Validator = {
  name: "typia",
  checks: [
    { name: "typia.{assert,assertEquals}", outcome: "value", data: 0, schema: "type" },
    { name: "typia.{assertGuard,assertGuardEquals}", outcome: "asserts", data: 0, schema: "type" },
    { name: "typia.{is,equals}", outcome: "guard", data: 0, schema: "type" },
    { name: "typia.{validate,validateEquals}", outcome: "result", data: 0, schema: "type", success: "success", failure: "errors", value: "data" },
  ],
}
