import type { RuleTester } from "eslint"
import { describe, expect, it } from "vitest"
import rule from "../../rules/no-blocking-call.ts"
import { readFixture, testRule } from "./tester.ts"

type Expected = RuleTester.TestCaseError

interface Words {
  readonly api: string
  readonly route: string
  readonly instead: string
  readonly via?: string
  readonly more?: string
}

const PAGES = "through-services/src/pages.js"

function at(line: number, column: number, endColumn: number, { via = "", more = "", ...words }: Words): Expected {
  return { messageId: "blocks", data: { ...words, via, more }, line, column, endLine: line, endColumn }
}

/** The one suggestion of a finding: what it says, and what becomes of the file. */
function suggest(file: string, instead: string, before: string, after: string): Pick<Expected, "suggestions"> {
  const text = readFixture("no-blocking-call", file)
  if (text.split(before).length !== 2) throw new Error(`${before} is not once in ${file}`)
  return { suggestions: [{ messageId: "replace", data: { instead }, output: text.replace(before, () => after) }] }
}

const READ = "`await fs.promises.readFile()`"
const APPEND = "`await fs.promises.appendFile()`"
const WRITE = "`await writeJson()` of the same package"
const HASH = "`await hash()` of the same package"

const lock = at(12, 10, 20, { api: "fs.existsSync", route: "GET /imprint", more: " (and 5 more)", instead: "`await fs.promises.access()`" })
const read: Expected = {
  ...at(5, 13, 25, { api: "fs.readFileSync", route: "GET /", via: " (through describeShop())", more: " (and 1 more)", instead: READ }),
  // What is read is used at once: the parentheses keep `.trim()` on the text.
  ...suggest(PAGES, READ, "return fs.readFileSync(`shops/${name}.html`, \"utf8\").trim()",
    "return (await fs.promises.readFile(`shops/${name}.html`, \"utf8\")).trim()"),
}
const append: Expected = {
  ...at(9, 6, 20, { api: "fs.appendFileSync", route: "GET /", via: " (through countVisit())", instead: APPEND }),
  ...suggest(PAGES, APPEND, "fs.appendFileSync(", "await fs.promises.appendFile("),
}
const write: Expected = {
  ...at(10, 7, 20, { api: "fs-extra.writeJsonSync", route: "GET /", via: " (through countVisit())", instead: WRITE }),
  ...suggest(PAGES, WRITE, "fse.writeJsonSync(", "await fse.writeJson("),
}
const list = at(14, 10, 21, { api: "fs.readdirSync", route: "GET /template", via: " (through chooseTemplate())", instead: "`await fs.promises.readdir()`" })
const print = at(4, 10, 22, {
  api: "child_process.execFileSync", route: "POST /invoices", via: " (through writeInvoice() → printPage())",
  instead: "`await util.promisify(execFile)()`",
})
const draw = at(3, 45, 56, { api: "crypto.randomBytes", route: "POST /vouchers", via: " (through createVoucher())", instead: "its form with a callback" })
const hash: Expected = {
  ...at(9, 23, 31, { api: "bcrypt.hashSync", route: "POST /nurses", instead: HASH }),
  ...suggest("development-branches/src/server.ts", HASH, "bcrypt.hashSync(request.body.password, 12)", "(await bcrypt.hash(request.body.password, 12))"),
}

testRule("no-blocking-call", [
  { name: "a middleware, on the way of every route, and no call at start-up", file: "through-services/src/app.js", options: { ...rule.strictOptions }, errors: [lock] },
  { name: "calls that handlers get to, with suggestions where an await can stand", file: PAGES, errors: [read, append, write, list] },
  { name: "a call two functions away from the handler", file: "through-services/src/printer.js", errors: [print] },
  { name: "a function on the way that does not block itself", file: "through-services/src/invoices.js" },
  { name: "a fast computation", file: "through-services/src/vouchers.js" },
  { name: "a script that no route reaches", file: "through-services/scripts/import-prices.js" },
  { name: "a package's call in the handler itself, and a look-alike of the project", file: "development-branches/src/server.ts", errors: [hash] },
  {
    name: "what runs in development only blocks nobody; what also runs elsewhere does",
    file: "development-branches/src/previews.ts",
    errors: [13, 14].map((line) => ({ messageId: "blocks", line })),
  },
  { name: "the look-alike", file: "development-branches/src/archive.ts" },

  { name: "severity: high, the default", file: "through-services/src/app.js", options: { severity: "high" } },
  { name: "severity: high still reports input and output", file: "through-services/src/printer.js", options: { severity: "high" }, errors: [print] },
  { name: "severity: low", file: "through-services/src/vouchers.js", options: { severity: "low" }, errors: [draw] },
  { name: "a public route blocks like any other", file: "through-services/src/printer.js", settings: { public: ["/**"] }, errors: [print] },
])

describe("no-blocking-call", () => {
  it("names the call, the route, the way and the remedy", () => {
    expect(rule.messages["replace"]).toBe("Use {{instead}}.")
    for (const word of ["{{api}}", "{{route}}", "{{via}}", "{{more}}", "{{instead}}"]) expect(rule.messages["blocks"]).toContain(word)
  })

  it("takes short system calls only in strict", () => {
    expect(rule.defaults).toEqual({ severity: "high" })
    expect(rule.strictOptions).toEqual({ severity: "medium" })
  })
})
