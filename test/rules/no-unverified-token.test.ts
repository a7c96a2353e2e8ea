import type { RuleTester } from "eslint"
import { testRule } from "./tester.ts"

function at(line: number, column: number, messageId: string, data: Readonly<Record<string, string>>): RuleTester.TestCaseError {
  return { messageId, data, line, column }
}

const decoded = at(6, 14, "decoded", { api: "jsonwebtoken.decode", route: "GET /visits" })
const compared = at(16, 23, "compared", { route: "GET /beds" })
const expired = at(21, 14, "expired", { api: "jsonwebtoken.verify" })
const unsigned = at(25, 14, "unsigned", { api: "jsonwebtoken.verify" })

testRule("no-unverified-token", [
  {
    name: "a payload read by hand, a signature and a bearer secret compared; no decoding behind a guard, nor of another server's token, and no token that is good once",
    file: "decoded-without-verifying/src/app.js",
    options: { reportTiming: true },
    errors: [
      at(17, 17, "decoded", { api: "JSON.parse", route: "GET /profile" }),
      at(22, 7, "compared", { route: "POST /results" }),
      at(27, 7, "compared", { route: "POST /reminders" }),
    ],
  },
  { name: "in functions of another file, and checks that are switched off", file: "decoded-without-verifying/src/identity.js", options: { reportTiming: true }, errors: [decoded, compared, unsigned] },
  { name: "no comparison, where nobody asks for it", file: "decoded-without-verifying/src/identity.js", errors: [decoded, unsigned] },
  { name: "reportExpired: true", file: "decoded-without-verifying/src/identity.js", options: { reportExpired: true, reportTiming: true }, errors: [decoded, compared, expired, unsigned] },
  {
    name: "a token that a guard in another file has let through, and one that none has",
    file: "guard-that-looks-up/src/app.js",
    errors: [at(12, 23, "decoded", { api: "jsonwebtoken.decode", route: "GET /results" })],
  },
  { name: "the configuration", file: "decoded-without-verifying/src/config.js" },
])
