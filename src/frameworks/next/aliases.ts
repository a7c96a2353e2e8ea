import type { RequestAliases } from "../../model/values.ts"

/** The address of a request, as `new URL(request.url)` and `request.nextUrl` have it. */
export const addresses: RequestAliases = {
  "request.nextUrl.pathname": "request.path", "request.nextUrl.searchParams": "request.query",
  "request.url.pathname": "request.path", "request.url.searchParams": "request.query",
  "request.query.entries()": "request.query", "request.query.get()": "request.query", "request.query.getAll()": "request.query", "request.query.has()": "request.query",
}

/** https://nextjs.org/docs/app/api-reference/functions/next-request , https://developer.mozilla.org/docs/Web/API/Request */
export const aliases: RequestAliases = {
  ...addresses,
  "request.json()": "request.body", "request.formData()": "request.body", "request.text()": "request.body",
  "request.arrayBuffer()": "request.body", "request.blob()": "request.body", "request.bytes()": "request.body",
  "request.clone()": "request", "request.nextUrl.clone()": "request.nextUrl", "request.body.entries()": "request.body", "request.body.get()": "request.body", "request.body.getAll()": "request.body",
  "request.headers.get()": "request.headers", "request.headers.has()": "request.headers",
  "request.cookies.get()": "request.cookies", "request.cookies.getAll()": "request.cookies", "request.cookies.has()": "request.cookies",
  "context.params": "request.params",
  // next-auth 4 in a middleware, and what its and Auth.js's `authorized` callback is given.
  "request.nextauth": "request.auth",
}
