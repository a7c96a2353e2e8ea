import { dataFirst, method, type Validator } from "./validator.ts"

/**
 * Its schemas are objects of its own, which are not read. It returns true, or an array of what is wrong.
 *
 * https://github.com/icebob/fastest-validator#readme ; run at 1.19.1 on 2026-11-30.
 */
export const fastestValidator: Validator = {
  name: "fastest-validator",
  checks: [
    method("fastest-validator().compile()", { outcome: "guard" }),
    dataFirst("fastest-validator().validate", { outcome: "guard" }),
  ],
}
