import type { RuleTester } from "eslint"
import { testRule } from "./tester.ts"

function at(line: number, column: number, messageId: string, what = "cors()"): RuleTester.TestCaseError {
  return { messageId, data: { what }, line, column }
}

const wrong = [at(10, 27, "credentials"), at(11, 28, "credentials"), at(12, 27, "refused")]
const HEADER = "Access-Control-Allow-Origin"

testRule("no-permissive-cors", [
  { name: "any origin with credentials", file: "credentials-for-any-origin/src/app.js", errors: wrong },
  {
    name: "reportWildcards: any origin, also where the environment names none",
    file: "credentials-for-any-origin/src/app.js",
    options: { reportWildcards: true },
    errors: [at(9, 23, "open"), ...wrong, at(15, 27, "fallback"), at(22, 40, "open", "socket.io.Server()")],
  },
  { name: "headers set by hand, without credentials", file: "credentials-for-any-origin/src/headers.js" },
  {
    name: "reportWildcards: headers set by hand, to any origin or the one that asks",
    file: "credentials-for-any-origin/src/headers.js",
    options: { reportWildcards: true },
    errors: [at(2, 7, "open", HEADER), at(7, 13, "open", HEADER)],
  },
  {
    name: "the origin that asks, whoever it is; not one that was looked up, nor what only development has",
    file: "reflected-origin/src/app.js",
    errors: [at(18, 31, "credentials", HEADER)],
  },
  { name: "a plugin with an open default: browsers send no cookie along", file: "fastify-default-origin/src/app.js" },
  {
    name: "reportWildcards: on an application with a session",
    file: "fastify-default-origin/src/app.js",
    options: { reportWildcards: true },
    errors: [at(8, 5, "cookies", "@fastify/cors()")],
  },
])
