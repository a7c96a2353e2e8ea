/**
 * The parser's tokens beside those of typescript-eslint.
 *
 * @module
 */
import { parseForESLint as parseWithTypeScript } from "@typescript-eslint/parser"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { parseForESLint } from "../../src/host/eslint/parser.ts"
import { listSources } from "../facts/parsers.ts"

const ROOT = join(import.meta.dirname, "../..")

interface ComparedToken {
  readonly type: string
  readonly value: string
  readonly range: readonly [number, number]
}

/** What is compared of tokens: kind, place and value. */
function describeTokens(text: string, tokens: readonly ComparedToken[]): readonly string[] {
  return tokens.map(({ type, value, range }) => {
    if (type !== "PrivateIdentifier") expect(text.slice(...range)).toBe(value)
    // typescript-eslint calls `order.id` in an attribute or child of JSX two names of JSX; ESLint's own parser does not.
    return `${range.join("-")} ${type === "JSXIdentifier" ? "Identifier" : type} ${value}`
  })
}

function listOwn(file: string, text: string): readonly string[] {
  return describeTokens(text, parseForESLint(text, { filePath: file }).ast.tokens)
}

function listReference(file: string, text: string): readonly string[] {
  const isTyped = /ts$/u.test(file)
  const options = { range: true, loc: true, tokens: true, comment: true, filePath: file, ecmaFeatures: { jsx: !isTyped } }
  return describeTokens(text, parseWithTypeScript(text, options).ast.tokens ?? [])
}

describe("the parser's tokens", () => {
  it("are those of typescript-eslint in every fixture", { timeout: 120_000 }, () => {
    const files = listSources(join(ROOT, "fixtures"))
    expect(files.length).toBeGreaterThan(300)
    for (const file of files) {
      const text = readFileSync(file, "utf8")
      expect(listOwn(file, text), file).toEqual(listReference(file, text))
    }
  })

  it.each([
    ["closing brackets of types", "order.ts", "let a: Map<string, Array<Set<number>>>= new Map<string, Array<Set<number>>>()\nconst b = a >> 1 >>> 2 >= 3"],
    ["opening brackets of types", "order.ts", "list<<Item>(item: Item) => void>(print)\nlet c = <Map<string, Item[]>>stock\nlet d = 1 << 2"],
    ["regular expressions and divisions", "order.js", "const a = b / c / d\nconst e = /[/\\]]+/giu.test(`${a / 2}`) / 3\nif (a) /x/.exec(e)"],
    ["templates", "order.ts", "const a = `one ${b} two ${`three ${c}`} four`\ntype Path = `/orders/${string}`\ntag`x${{ y: 1 }.y}`"],
    ["names that are spelt like keywords", "order.ts", "order.default = order.null\nclass A { static static = 1; get: true; delete() {} }\nexport { order as default, type A as if }"],
    ["words of the language", "order.ts", "import.meta.url\nfunction f(this: Store) { return new.target ?? super.x }\nlet yield_ = typeof this as const"],
    ["words that are keywords somewhere", "order.ts", "let type = 1, of = 2, async = 3, from = 4\nabstract class B { private readonly x?: number; declare y: string; constructor(public z?: 1) {} }"],
    ["numbers", "order.js", "const a = [0xFF, 0b11n, 0o17, 1_000.5e-3, .5, 5., 10n]\nconst b = a?.5:1\nconst c = a?.[0]?.b ?? 1..toString()"],
    ["strings", "order.js", "const a = ['it\\'s', \"a \\\n b\", \"\\u2028\"]"],
    ["private names", "order.js", "class A { #b = 1; static #c() { return #b in this && this.#b } }"],
    ["JSX", "row.tsx", "const a = <Row.Cell data-id=\"a &amp;\n b\" {...rest} on={() => <b/>}>it's {1} <i>x</i>=</Row.Cell>\nconst b = <>a <Row/></>"],
    ["names beyond ASCII", "order.js", "const größe = 1, \\u0061bc = größe, 𠮷 = 2"],
    ["comments between everything", "order.ts", "/* a */const/**/b/* c */=/* /x/ */1// `d`\n/** e */;b()"],
    ["decorators", "order.ts", "@Controller(\"orders\") class A { @Get() list(@Query() query: Query) {} }"],
  ])("are those of typescript-eslint: %s", (_, file, text) => {
    const tokens = listOwn(file, text)
    expect(tokens.length).toBeGreaterThan(5)
    expect(tokens).toEqual(listReference(file, text))
  })

  it("are made only where they are wanted", () => {
    expect(parseForESLint("debugger", { filePath: "order.js", omitsTokens: true }).ast.tokens).toEqual([])
  })
})
