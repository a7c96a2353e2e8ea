import type { Validator } from "./validator.ts"

/** https://github.com/koajs/parameter#readme ; read at 3.0.1 on 2026-11-30: it throws, and looks into the query, the body and the parameters together. */
export const koaParameter: Validator = {
  name: "koa-parameter",
  chains: [{ name: "context.verifyParams()", parts: ["body", "query", "params"], fields: 0, isOnRequest: true, throws: true }],
}
