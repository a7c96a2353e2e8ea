import type { Validator } from "./validator.ts"

/** https://github.com/arb/celebrate#readme ; run at 16.0.0: it refuses by itself, and puts what was checked in the place of what came in. */
export const celebrate: Validator = {
  name: "celebrate",
  middleware: [{ name: "celebrate.celebrate()", parts: "keys", schema: 0, replaces: true }],
  partKeys: [
    { name: "celebrate.Segments.BODY", part: "body" },
    { name: "celebrate.Segments.QUERY", part: "query" },
    { name: "celebrate.Segments.PARAMS", part: "params" },
    { name: "celebrate.Segments.HEADERS", part: "headers" },
    { name: "celebrate.Segments.{COOKIES,SIGNEDCOOKIES}", part: "cookies" },
  ],
}
