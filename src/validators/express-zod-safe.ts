import type { Validator } from "./validator.ts"

/** https://github.com/AngaBlue/express-zod-safe#readme ; read at 3.2.1 on 2026-11-22: parts without a schema are refused unless empty. */
export const expressZodSafe: Validator = {
  name: "express-zod-safe",
  middleware: [{ name: "express-zod-safe()", parts: "keys", schema: 0 }],
}
