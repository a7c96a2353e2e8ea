import { parseSync } from "oxc-parser"
import { describe, expect, it } from "vitest"
import { extractFacts, type SyntaxTree } from "../../src/facts/extract.ts"
import type { ModuleFacts } from "../../src/model/facts.ts"
import { extract, factsOf, readsOf, show, showType } from "./show.ts"

describe("reads", () => {
  const read = (body: string): string[] => readsOf(factsOf(`async function create(request, response) { ${body} }`))

  it.each([
    ["save(request.body.user.email)", ["@create.0.body.user.email argument 0 of global save"]],
    ["request.body.name.trim()", ["@create.0.body.name receiver of @create.0.body.name.trim"]],
    ["response.json(request)", ["@create.0 argument 0 of @create.1.json"]],
    ["const { email, ...rest } = request.body", ["@create.0.body.email pattern", "@create.0.body pattern"]],
    ["const body = request.body", ["@create.0.body initial"]],
    ["order.body = request.body; order = request", ["@create.0.body assigned", "@create.0 assigned"]],
    ["return { ...request.body, id: request.params.id, request }",
      ["@create.0.body spread", "@create.0.params.id entry", "@create.0 entry"]],
    ["return request.body", ["@create.0.body returned"]],
    ["save(...request.body.rows)", ["@create.0.body.rows spread"]],
    ["if (!request.body.name || request.query.force === 'yes') stop()",
      ["@create.0.body.name test", "@create.0.query.force test"]],
    ["save(request.body || {})", ["@create.0.body argument 0 of global save"]],
    ["save(order ?? request.body)", ["@create.0.body argument 0 of global save"]],
    ["total = request.body.price * 2", ["@create.0.body.price operand"]],
    ["text = `${request.body.name}`", ["@create.0.body.name operand"]],
    ["rows[request.params.id].open()", [
      "@create.0.params.id operand",
      "global rows[@create.0.params.id] receiver of global rows[@create.0.params.id].open",
    ]],
    ["for (const row of request.body.rows) save(row)", ["@create.0.body.rows other", "$row argument 0 of global save"]],
    ["request.body.name = 'x'", []],
    ["request.body.count += 1", ["@create.0.body.count operand"]],
    ["log(console, 'x')", []],
    ["(await load(request)).name", ["@create.0 argument 0 of global load", "global load().name other"]],
  ])("%s", (body, expected) => {
    expect(read(body)).toEqual(expected)
  })

  it("of parameters that are patterns", () => {
    expect(readsOf(factsOf("const create = ({ body: { email }, query = {} }) => {}"))).toEqual([
      "@create.0.body.email pattern", "@create.0.query pattern",
    ])
  })

  it("with the type they are cast to", () => {
    const facts = factsOf(`
      const a = request.body as NewOrder
      const b = <any>request.query
      const c = (request.params as unknown as Key).id
      const { d } = request.headers as Headers
      const e = request.cookies as const
    `)
    expect(facts.reads.map(({ value, cast }) => `${show(facts, value)} as ${showType(facts, cast)}`)).toEqual([
      "global request.body as global NewOrder", "global request.query as any", "global request.params.id as global Key",
      "global request.headers.d as global Headers", "global request.cookies as nothing",
    ])
  })
})

describe("strings", () => {
  function stringsOf(facts: ModuleFacts): string[] {
    return facts.strings.map(({ text, name, argument, fallback, isCompared }) => [
      text,
      ...(name === undefined ? [] : [`name ${name}`]),
      ...(argument ? [`in ${show(facts, facts.calls[argument.call]?.callee)} ${argument.path.join(".")}`] : []),
      ...(fallback ? [`instead of ${show(facts, fallback)}`] : []),
      ...(isCompared ? ["compared"] : []),
    ].join(", "))
  }

  it.each([
    ["const password = 'hunter22'", ["hunter22, name password"]],
    ["const secret = process.env.SECRET || 'changeme'",
      ["changeme, name secret, instead of global process.env.SECRET"]],
    ["const secret = process.env.A ?? process.env.B ?? 'changeme'",
      ["changeme, name secret, instead of (global process.env.A ?? global process.env.B)"]],
    ["session({ cookie: { keys: ['first-key'] } })", ["first-key, name keys, in global session 0.cookie.keys.0"]],
    ["sign(payload, isTest ? 'test-key' : `key-${id}`)", ["test-key, in global sign 1", "key-${}, in global sign 1"]],
    ["connect('postgres://' + host)", ["postgres://, in global connect 0, compared"]],
    ["send(load('inner'), 'outer')", ["inner, in global load 0", "outer, in global send 1"]],
    ["use(() => 'body')", ["body"]],
    ["config.token = 'abcdef'", ["abcdef, name token"]],
    ["config.token ||= 'abcdef'", ["abcdef, name token, instead of global config.token"]],
    ["function open(key = 'abcdef') {}", ["abcdef, name key, instead of @open.0"]],
    ["const { key = 'abcdef' } = process.env", ["abcdef, name key, instead of global process.env.key"]],
    ["class Shop { token = 'abcdef' }", ["abcdef, name token"]],
    ["if (role === 'admin' || 'owner' in roles) {}", ["admin, compared", "owner, compared"]],
    ["switch (role) { case 'admin': }", ["admin, compared"]],
    ["enum Role { Admin = 'admin' }", ["admin, name Admin"]],
    ["gql`query { orders }`", ["query { orders }, in global gql 0"]],
    ["'use strict'; const a = 'abc'", []],
    ["import a from 'orders'; export * from 'stock'; require('customers'); import('articles')", []],
    ["const a: 'pending' = b; order['status']; ({ 'x-api-key': 1 })", []],
  ])("%s", (text, expected) => {
    expect(stringsOf(factsOf(text))).toEqual(expected)
  })
})

describe("a string in a list of lists", () => {
  it("has the name of a list of strings alone", () => {
    const { strings } = factsOf("const secrets = ['plain', ['paired', 'pair']]\nsecrets.map(String)")
    expect(strings.map(({ text, name }) => [text, name])).toEqual([["plain", "secrets"], ["paired", undefined], ["pair", undefined]])
  })
})

describe("comments", () => {
  it("that carry meaning", () => {
    const { comments } = factsOf("/** @openapi /orders */\n// @public\n// #swagger.tags = []\n// plain\nlist()")
    expect(comments.map(({ text }) => text)).toEqual(["* @openapi /orders ", " @public", " #swagger.tags = []"])
  })

  it("that deny a secret, but not those that warn of one", () => {
    const { comments } = factsOf("// This is not actually a secret.\n// Safe to commit\n// Do not commit this secret\n// not for secret keys\nlist()")
    expect(comments.map(({ text }) => text)).toEqual([" This is not actually a secret.", " Safe to commit"])
  })
})

describe("places", () => {
  it("count lines as ESLint does, and stay apart from the facts", () => {
    const first = extract("open()\r\nclose()\u2028list()")
    expect(first.facts.calls.map(({ at }) => first.spans[3 * at + 2])).toEqual([1, 2, 3])
    const moved = extract("// a comment\n\nopen()\nclose()\nlist()")
    expect(moved.facts).toEqual(first.facts)
    expect(moved.spans).not.toEqual(first.spans)
  })
})

/** How often a property of the tree is read while the facts of a text are extracted. */
function countReads(text: string): number {
  const { program } = parseSync("orders.js", text, { astType: "ts", range: true, preserveParens: false })
  const watched = new WeakMap<object, object>()
  let count = 0
  const watch = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null || value instanceof RegExp) return value
    const known = watched.get(value)
    if (known !== undefined) return known
    const proxy = new Proxy(value, { get(target, name) {
      count += 1
      return watch(Reflect.get(target, name))
    } })
    watched.set(value, proxy)
    return proxy
  }
  extractFacts(watch(program) as SyntaxTree, text, [])
  return count
}

describe("whatever the source", () => {
  const repeat = (count: number, text: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => text(index)).join("")

  const large: readonly (readonly [name: string, size: number, write: (size: number) => string])[] = [
    ["a sum of numbers", 20_000, (size) => `const total = 0${repeat(size, (index) => ` + ${index}`)}`],
    ["a sum of texts", 20_000, (size) => `const total = "sum"${repeat(size, (index) => ` + price${index}`)}`],
    ["alternatives", 20_000, (size) => `const total = a${repeat(size, () => " || b")}`],
    ["a chain of calls", 5_000, (size) => `app${repeat(size, (index) => `.get("/${index}", list)`)}`],
    ["a chain of members", 20_000, (size) => `const last = row${repeat(size, () => ".next")}`],
    ["nested calls", 900, (size) => `${"f(".repeat(size)}1${")".repeat(size)}`],
    ["nested functions", 900, (size) => `${"() => { return ".repeat(size)}1${" }".repeat(size)}`],
    ["a ladder of conditions", 900, (size) => repeat(size, (index) => `if (a === ${index}) b(); else `) + "c()"],
    ["nested conditionals", 900, (size) => repeat(size, (index) => `a === ${index} ? b() : `) + "c()"],
    ["nested blocks", 900, (size) => `${"{ let a = f();".repeat(size)}${"}".repeat(size)}`],
  ]

  it.each(large)("%s is read whole, and can be serialised", (_, size, write) => {
    const text = write(size)
    const { facts } = extract(text)
    expect(JSON.stringify(facts).length).toBeGreaterThan(0)
    expect(facts.calls).toHaveLength(text.match(/(?:f|b|c|get)\(/g)?.length ?? 0)
  })

  it.each(large)("of %s, twice as much takes about twice as many looks at the tree", (_, size, write) => {
    expect(countReads(write(size / 2)) / countReads(write(size / 4))).toBeLessThan(2.2)
  })

  it("unknown syntax is walked by its visitor keys, and nothing throws", () => {
    const callee = { type: "Identifier", name: "open", range: [0, 4] }
    const call = { type: "CallExpression", callee, arguments: [], range: [0, 6] }
    const strange = { type: "JSXSpreadChild", expression: call, range: [0, 6] }
    const newer = { type: "PipelineStatement", body: call, range: [0, 6] }
    const { facts } = extractFacts({ type: "Program", body: [strange, newer], range: [0, 6] }, "open()", [])
    expect(facts.calls).toHaveLength(1)
  })
})
