import type { CheckedPart } from "./validator.ts"

/** What packages call the parts of a request, as a key or a literal, -> the part. */
export const partNames: Readonly<Record<string, CheckedPart>> = {
  body: "body", json: "body", form: "body", payload: "body",
  query: "query", querystring: "query", params: "params", param: "params",
  headers: "headers", header: "headers", cookies: "cookies", cookie: "cookies", signedCookies: "cookies",
}
