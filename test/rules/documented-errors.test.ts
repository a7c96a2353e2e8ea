import type { RuleTester } from "eslint"
import { testRule } from "./tester.ts"

const missing = (line: number, column: number, route: string, statuses: string, documented: string): RuleTester.TestCaseError =>
  ({ messageId: "missing", data: { route, statuses, documented }, line, column })

const find = missing(12, 5, "GET /patients/{id}", "404 (http-errors, patients.js:9)", "200")
const chart = missing(29, 5, "GET /patients/{id}/chart", "410 (gone, app.js:33)", "200, 404")
const admitted = "409 (FullWard, patients.js:14), 422 (response.send, app.js:18)"

testRule("documented-errors", [
  {
    name: "errors that are thrown, sent and returned; not a range, a default, or what is caught",
    file: "fastify-response-schemas/src/app.js",
    errors: [find, missing(14, 5, "POST /patients", admitted, "201, 415"), chart],
  },
  {
    name: "what is answered before the handler, with guards",
    file: "fastify-response-schemas/src/app.js",
    options: { guards: true },
    errors: [find, missing(14, 5, "POST /patients", `401 (Unauthorized, session.js:4), ${admitted}`, "201, 415"), chart],
  },
  {
    name: "what schemas refuse, with validators",
    file: "fastify-response-schemas/src/app.js",
    options: { validators: true },
    errors: [find, missing(14, 5, "POST /patients", `400 (its schemas), ${admitted}`, "201, 415"), chart],
  },
  {
    name: "statuses that need no documentation",
    file: "fastify-response-schemas/src/app.js",
    options: { ignore: [404, 410, 422] },
    errors: [missing(14, 5, "POST /patients", "409 (FullWard, patients.js:14), 500 (InternalServerError, patients.js:15)", "201, 415")],
  },
  {
    name: "classes that extend a package's, through services, and a catch that throws the error again under a condition",
    file: "nestjs-swagger/src/stars.controller.ts",
    errors: [
      missing(11, 4, "GET /stars/{name}", "404 (StarNotFound, stars.service.ts:19)", "200"),
      missing(19, 4, "POST /stars", "422 (TooFaintException, stars.service.ts:25)", "201, 409"),
      missing(25, 4, "GET /stars/{name}/guess", "404 (StarNotFound, stars.service.ts:19)", "200"),
    ],
  },
  {
    name: "comments, and the project's own classes with a status",
    file: "openapi-comments/src/app.js",
    errors: [missing(29, 5, "POST /crossings/{id}", "404 (NoSuchCrossing, app.js:31), 409 (CrossingFull, app.js:32), 410 (response.json, app.js:33)", "200")],
  },
  { name: "an application that documents no error", file: "no-error-documented/app.js" },
  {
    name: "such an application too, everywhere",
    file: "no-error-documented/app.js",
    options: { everywhere: true },
    errors: [missing(9, 5, "GET /dogs/{name}", "404 (notFound, app.js:10)", "200")],
  },
])
