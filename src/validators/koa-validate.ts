import type { Validator } from "./validator.ts"

/** https://github.com/RocksonZeta/koa-validate#readme ; read at 1.0.7 on 2026-11-30: its methods record what is wrong in `context.errors`. */
export const koaValidate: Validator = {
  name: "koa-validate",
  chains: [
    { name: "context.checkBody()", parts: ["body"], field: 0, isOnRequest: true },
    { name: "context.checkQuery()", parts: ["query"], field: 0, isOnRequest: true },
    { name: "context.checkParams()", parts: ["params"], field: 0, isOnRequest: true },
    { name: "context.checkFile()", parts: ["body"], field: 0, isOnRequest: true },
  ],
  chainResults: [{ name: "context.errors", kind: "tests" }],
}
