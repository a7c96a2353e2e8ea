import type { Validator } from "./validator.ts"

/** https://github.com/simonplend/express-json-validator-middleware#readme ; read at 3.0.1 on 2026-11-22. Its schemas are JSON Schema. */
export const expressJsonValidatorMiddleware: Validator = {
  name: "express-json-validator-middleware",
  middleware: [{ name: "express-json-validator-middleware.Validator().validate()", parts: "keys", schema: 0 }],
}
