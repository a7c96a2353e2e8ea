import type { Validator } from "./validator.ts"

const MAKER = "express-joi-validation.createValidator()"

/** https://github.com/evanshortiss/express-joi-validation#readme ; read at 6.1.0 on 2026-11-22: what was checked replaces what came in. */
export const expressJoiValidation: Validator = {
  name: "express-joi-validation",
  middleware: [
    { name: `${MAKER}.{body,fields}()`, parts: ["body"], schema: 0, replaces: true },
    { name: `${MAKER}.query()`, parts: ["query"], schema: 0, replaces: true },
    { name: `${MAKER}.params()`, parts: ["params"], schema: 0, replaces: true },
    { name: `${MAKER}.headers()`, parts: ["headers"], schema: 0, replaces: true },
  ],
}
