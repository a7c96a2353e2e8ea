import type { CheckedPart, Validator } from "./validator.ts"

const ALL: readonly CheckedPart[] = ["body", "cookies", "headers", "params", "query"]

/**
 * Its chains stand among the handlers, record what is wrong, and let the request pass with all of its fields.
 *
 * https://express-validator.github.io/docs ; run at 7.3.2. The class has the same functions; entry points before version 6.
 */
export const expressValidator: Validator = {
  name: "express-validator",
  aliases: {
    "express-validator/check": "express-validator", "express-validator/filter": "express-validator",
    "express-validator.ExpressValidator()": "express-validator",
    "express-validator.validationResult.withDefaults()": "express-validator.validationResult",
  },
  chains: [
    { name: "express-validator.body().**", parts: ["body"], field: 0 },
    { name: "express-validator.query().**", parts: ["query"], field: 0 },
    { name: "express-validator.param().**", parts: ["params"], field: 0 },
    { name: "express-validator.header().**", parts: ["headers"], field: 0 },
    { name: "express-validator.cookie().**", parts: ["cookies"], field: 0 },
    { name: "express-validator.check().**", parts: ALL, field: 0 },
    { name: "express-validator.checkSchema()", parts: ALL, fields: 0, locations: 1 },
    { name: "express-validator.oneOf()", parts: ALL, chains: 0 },
    { name: "express-validator.checkExact()", parts: ALL, chains: 0, isExact: true },
    { name: "express-validator.buildCheckFunction()().**", parts: ALL, field: 0 },
    // Before version 6 the middleware put them on the request.
    { name: "request.checkBody()", parts: ["body"], field: 0, isOnRequest: true },
    { name: "request.checkQuery()", parts: ["query"], field: 0, isOnRequest: true },
    { name: "request.checkParams()", parts: ["params"], field: 0, isOnRequest: true },
  ],
  chainResults: [
    { name: "express-validator.validationResult", kind: "result" },
    { name: "request.{validationErrors,asyncValidationErrors,getValidationResult}", kind: "result" },
    { name: "express-validator.validationResult().**.throw", kind: "throws" },
    { name: "express-validator.validationResult().**.{isEmpty,array,mapped}", kind: "tests" },
    { name: "express-validator.matchedData", kind: "value" },
    { name: "express-validator.**().run", kind: "runs" },
  ],
}
