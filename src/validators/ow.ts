import { dataFirst, type Validator } from "./validator.ts"

/** https://github.com/sindresorhus/ow#readme ; names read at 3.1.1. Its schemas are not read. */
export const ow: Validator = {
  name: "ow",
  checks: [dataFirst("ow", { outcome: "asserts" }), dataFirst("ow.isValid", { outcome: "guard" })],
}
