import type { Validator } from "./validator.ts"

/** https://github.com/Aquila169/zod-express-middleware#readme ; read at 1.4.0 on 2026-11-22: `validate*` leave the request as it came, `process*` replace its parts. */
export const zodExpressMiddleware: Validator = {
  name: "zod-express-middleware",
  middleware: [
    { name: "zod-express-middleware.validateRequest()", parts: "keys", schema: 0 },
    { name: "zod-express-middleware.validateRequestBody()", parts: ["body"], schema: 0 },
    { name: "zod-express-middleware.validateRequestQuery()", parts: ["query"], schema: 0 },
    { name: "zod-express-middleware.validateRequestParams()", parts: ["params"], schema: 0 },
    { name: "zod-express-middleware.processRequest()", parts: "keys", schema: 0, replaces: true },
    { name: "zod-express-middleware.processRequestBody()", parts: ["body"], schema: 0, replaces: true },
    { name: "zod-express-middleware.processRequestQuery()", parts: ["query"], schema: 0, replaces: true },
    { name: "zod-express-middleware.processRequestParams()", parts: ["params"], schema: 0, replaces: true },
  ],
}
