import { Linter } from "eslint"
import { describe, expect, it } from "vitest"
import * as parser from "../../src/host/eslint/parser.ts"

function lint(text: string, filename: string): Linter.LintMessage[] {
  const rules = { "no-debugger": "error", "no-undef": "error" } as const
  return new Linter().verify(text, [{ files: ["**/*.{js,cjs,ts,tsx}"], languageOptions: { parser }, rules }], { filename })
}

describe("parseForESLint", () => {
  it("lets core rules lint TypeScript, JSX and CommonJS, with right places and scopes", () => {
    expect(lint("interface Order { id: string }\nexport const order = { id: \"1\" } as Order\n  debugger\n", "order.ts")).toMatchObject([
      { ruleId: "no-debugger", line: 3, column: 3, endLine: 3, endColumn: 11 },
    ])
    expect(lint("export const Row = (row) => <td>{row.total + missing}</td>\n", "row.js")).toMatchObject([
      { ruleId: "no-undef", line: 1, column: 46 },
    ])
    expect(lint("const limit = 10\nreturn limit\n", "limit.cjs")).toEqual([])
    expect(lint("\r\nconst limit = 10; // \u2028\r\nlimit; debugger", "limit.js")).toMatchObject([{ line: 4, column: 8 }])
  })

  it("reads plain JavaScript as CommonJS where only that is meant", () => {
    expect(lint("if (process.argv.length > 2) return\nvar limit = 010\n", "seed.js")).toMatchObject([{ ruleId: "no-undef", line: 1 }])
    expect(parser.parseForESLint("const limit = 10\n", { filePath: "limit.cjs" }).scopeManager?.scopes.map(({ type }) => type)).toEqual([
      "global", "function",
    ])
  })

  it("makes a syntax error ESLint's own, with its place", () => {
    expect(lint("export const order = {\n  id: ,\n}\n", "order.ts")).toMatchObject([
      { fatal: true, severity: 2, line: 2, column: 7, message: expect.stringMatching(/^Parsing error: /u) as string },
    ])
  })

  it("heeds comments that disable a rule", () => {
    expect(lint("// eslint-disable-next-line no-debugger\ndebugger\n", "order.ts")).toEqual([])
    expect(lint("debugger /* eslint-disable-line */\n", "order.js")).toEqual([])
  })

  it("can hide comments that configure other rules, and then keeps this plugin's", () => {
    const comments = (text: string): string[] =>
      parser.parseForESLint(text, { filePath: "order.ts", hidesForeignConfiguration: true }).ast.comments.map(({ value }) => value.trim()) ?? []
    expect(comments("/* eslint semi: 2 */\n/* eslint endpoint/require-auth: 0 */\n/* eslint-disable semi */\n// eslint is a linter\n")).toEqual([
      "eslint endpoint/require-auth: 0", "eslint-disable semi", "eslint is a linter",
    ])
  })
})
