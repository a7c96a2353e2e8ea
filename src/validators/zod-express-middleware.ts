import type { Validator } from "./validator.ts"

/** https://github.com/Aquila169/zod-express-middleware#readme ; read at 1.4.0 on 2026-11-22: `validate*` leave the request as it came, `process*` replace its parts. */
export const zodExpressMiddleware: Validator = {
  name: "zod-express-middleware",
  middleware: [
    { name: "zod-express-middleware.{validateRequest,processRequest}()", parts: "keys", schema: 0 },
    { name: "zod-express-middleware.{validateRequestBody,processRequestBody}()", parts: ["body"], schema: 0 },
    { name: "zod-express-middleware.{validateRequestQuery,processRequestQuery}()", parts: ["query"], schema: 0 },
    { name: "zod-express-middleware.{validateRequestParams,processRequestParams}()", parts: ["params"], schema: 0 },
  ],
}
