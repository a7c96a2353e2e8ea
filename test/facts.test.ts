import { describe, expect, it } from "vitest"
import { callsOf, exportsOf, factsOf, factsOfScript, localsOf, show, showType } from "./facts/show.ts"

/** The value of `const value = <expression>`. */
function valueOf(expression: string): string {
  const facts = factsOf(`const value = ${expression}`)
  return show(facts, facts.locals.find(({ name }) => name === "value")?.values[0])
}

describe("values", () => {
  it.each([
    ["'/orders'", '"/orders"'],
    ["`/orders`", '"/orders"'],
    ["10n", '"10"'],
    ["null", "null"],
    ["undefined", "global undefined"],
    ["/^[a-z]+$/ui", "/^[a-z]+$/iu"],
    ["`/orders/${id}`", 'text("/orders/" global id)'],
    ["'/orders/' + id + '/' + line", 'text("/orders/" global id "/" global line)'],
    ["price + tax + fee", "((global price + global tax) + global fee)"],
    ["price * 2 - tax", "((global price * 2) - global tax)"],
    ["process.env['PORT']", "global process.env.PORT"],
    ["rows[0].name", "global rows.0.name"],
    ["handlers[kind]", "global handlers[global kind]"],
    ["(await load()) as Order", "global load()"],
    ["order!.lines?.[0]", "global order.lines.0"],
    ["(log(), order)", "global order"],
    ["<Order>order satisfies Order", "global order"],
    ["isOpen ? 'open' : 'shut'", '(global isOpen ? "open" : "shut")'],
    ["process.env.PORT || 3000", "(global process.env.PORT || 3000)"],
    ["a ?? b ?? c", "((global a ?? global b) ?? global c)"],
    ["!isOpen", "(! global isOpen)"],
    ["-1", "(- 1)"],
    ["typeof order", "(typeof global order)"],
    ["[first, , ...others]", "[global first, global undefined, ...global others]"],
    ["{ id, 'name': n, 1: one, list() {} }", "{ id: global id, name: global n, 1: global one, list: function list }"],
    ["{ [Key.Body]: body, ['id']: id, ...rest }", "{ [global Key.Body]: global body, id: global id, ...global rest }"],
    ["require('express').Router()", "express#*.Router()"],
    ["await import('./orders')", "./orders#*"],
    ["new Store(options)", "global Store()"],
    ["import.meta.url", "global import.meta.url"],
    ["(order = next)", "global next"],
    ["sql`select ${id}`", "global sql()"],
    ["class extends Base {}", "class value"],
  ])("%s is %s", (expression, expected) => {
    expect(valueOf(expression)).toBe(expected)
  })

  it("are one object when they are equal", () => {
    const { reads, calls } = factsOf(`
      send(request.body.id, [limit, "page"])
      save(request.body.id, [limit, "page"])
      drop(request.body)
    `)
    expect(calls[0]?.arguments[0]).toBe(calls[1]?.arguments[0])
    expect(calls[0]?.arguments[1]).toBe(calls[1]?.arguments[1])
    expect(reads[0]?.value).toBe(reads[1]?.value)
    const [id, body] = [reads[0]?.value, calls[2]?.arguments[0]]
    expect(id?.kind === "member" && id.object).toBe(body)
  })
})

describe("names", () => {
  it("follow imports, and not their shadows", () => {
    const facts = factsOf(`
      import express, { Router as makeRouter } from "express"
      import * as path from "node:path"
      import fs = require("node:fs")
      use(express, makeRouter, path, fs)
      function build(express) { use(express); { const path = "p"; use(path) } use(path) }
    `)
    expect(facts.imports).toEqual(["express", "node:path", "node:fs"])
    expect(callsOf(facts)).toEqual([
      "global use(express#default, express#Router, node:path#*, node:fs#*)",
      "global use(@build.0)",
      "global use($path)",
      "global use(node:path#*)",
    ])
  })

  it("are hoisted: functions and var to their function, let, const and class to their block", () => {
    const facts = factsOf(`
      register(list, stock, Order)
      function list() { if (open) { var page = 1 } return page }
      var stock = 3
      class Order {}
      { const list = "inner"; register(list) }
      function late() { return total }
      let total = 1
    `)
    expect(callsOf(facts)).toEqual(["global register($list, $stock, $Order)", "global register($list)"])
    expect(facts.locals.map(({ name, isConstant }) => [name, isConstant])).toEqual([
      ["list", true], ["Order", true], ["late", true], ["total", false], ["stock", false], ["page", false],
      ["list", true],
    ])
    expect(show(facts, facts.functions[0]?.returns[0]?.value)).toBe("$page")
    expect(facts.locals.find(({ name }) => name === "page")?.region).toBe(facts.functions[0]?.region)
    expect(show(facts, facts.functions[1]?.returns[0]?.value)).toBe("$total")
  })

  it("of patterns are members of what is taken apart", () => {
    const facts = factsOf(`
      const { id, lines: [first, ...others], price: { net = 0, ...price }, ["tax"]: tax, [key]: extra, ...rest } = order
    `)
    expect(localsOf(facts)).toEqual([
      "id = global order.id",
      "first = global order.lines.0",
      "others = global order.lines",
      "net = (global order.price.net ?? 0)",
      "price = global order.price",
      "tax = global order.tax",
      "extra = global order[global key]",
      "rest = global order",
    ])
  })

  it("keep everything that is assigned to them", () => {
    const facts = factsOf(`
      let total = 0
      total += price
      total++
      ;({ total, "count": count } = summary)
      let count
      function take(options) { log(options); options = options || {}; log(options) }
      function save() {}
      save = traced(save)
    `)
    expect(localsOf(facts)).toEqual([
      "total = 0 | ($total + global price) | (++ $total) | global summary.total",
      "count = global summary.count",
      "take = function take",
      "save = function save | global traced()",
      "options = @take.0 | (@take.0 || {  })",
    ])
    expect(callsOf(facts)).toEqual(["global log(@take.0)", "global log($options)", "global traced($save)"])
    expect(facts.locals.find(({ name }) => name === "save")?.isConstant).toBe(false)
  })

  it("of loops and catches say where they come from", () => {
    const facts = factsOf(`
      for (const route of routes) mount(route)
      for (const [path, router] of Object.entries(table)) mount(path, router)
      for (const key in table) mount(key)
      try { open() } catch (error) { log(error) }
      try { open() } catch ({ message }) { log(message) }
    `)
    expect(localsOf(facts)).toEqual([
      "route = each of global routes",
      "path = each of global Object.entries().0",
      "router = each of global Object.entries().1",
      "key = unknown",
      "error = caught",
      "message = caught.message",
    ])
    expect(facts.regions[facts.locals[0]?.region ?? 0]).toMatchObject({ kind: "loop", iterates: { name: "routes" } })
  })

  it("of enums and types", () => {
    const facts = factsOf(`
      enum Role { Admin = "admin", Guest = 5, Other }
      interface Order extends Row<Role> { id: string; lines?: Line[]; total(): number }
      export type Line = { sku: Sku } & Priced
      export const Sku = z.string()
      export type Sku = z.infer<typeof Sku>
      allow(Role.Admin)
    `)
    expect(facts.types.map(({ name, type }) => `${name}: ${showType(facts, type)}`)).toEqual([
      'Role: { Admin: "admin"; Guest: 5; Other: 6 }',
      "Order: { id: string; lines?: type Line[]; total: other }",
      "Line: intersection({ sku: type Sku }, global Priced)",
      "Sku: global z.infer<typeof $Sku>",
    ])
    expect(facts.types[1]?.extends.map((type) => showType(facts, type))).toEqual(["global Row<type Role>"])
    expect(callsOf(facts).at(-1)).toBe("global allow($Role.Admin)")
    expect(exportsOf(facts)).toEqual(["Line: type Line", "Sku: $Sku"])
  })
})

describe("exports", () => {
  it("of ES modules", () => {
    expect(exportsOf(factsOf(`
      export const { list, find: get } = orders, page = 1
      export function create() {}
      export class Store {}
      export enum Role { Admin }
      export interface Order {}
      const local = 1
      export { local as renamed, local as "with space" }
      export { remove, default as drop } from "./remove"
      export * from "./more"
      export * as stock from "./stock"
      export default create
      namespace Inner { export const hidden = 1 }
    `))).toEqual([
      "list: $list", "get: $get", "page: $page", "create: $create", "Store: $Store", "Role: $Role", "Order: type Order",
      "renamed: $local", "with space: $local", "remove: ./remove#remove", "drop: ./remove#default", "*: ./more#*",
      "stock: ./stock#*", "default: $create",
    ])
  })

  it.each([
    ["export default function () {}", "default: function 0"],
    ["export default async function list() {}", "default: $list"],
    ["export default class {}", "default: class 0"],
    ["export default { list: () => {} }", "default: { list: function list }"],
    ["const shop = 1\nexport = shop", "=: $shop"],
  ])("of %s", (text, expected) => {
    expect(exportsOf(factsOf(text))).toEqual([expected])
  })

  it.each([
    ["exports.list = list", ["list: global list"]],
    ["exports.a = exports.b = handler", ["b: global handler", "a: global handler"]],
    ["module.exports = { list }", ["=: { list: global list }"]],
    ["module.exports = require('./orders')", ["=: ./orders#*"]],
    ["module.exports.list = function () {}", ["list: function list"]],
    ["exports = module.exports = create; exports.list = list", ["=: global create", "list: global list"]],
    ["const Orders = module.exports; Orders.list = list", ["list: global list"]],
    ["var app = exports = module.exports = {}; app.use = use", ["=: {  }", "use: global use"]],
    ["Object.assign(module.exports, { list, ...rest }, require('./more'))",
      ["list: global list", "*: global rest", "*: ./more#*"]],
    ["__exportStar(require('./more'), exports)", ["*: ./more#*"]],
    ["function wrap(exports, module) { exports.a = 1; module.exports = 2 }", []],
    ["const other = {}; other.exports = 1; other.list = 2", []],
  ])("of %s", (text, expected) => {
    expect(exportsOf(factsOfScript(text))).toEqual(expected)
  })

  it("are required through patterns, members and `createRequire`", () => {
    const facts = factsOf(`
      import { createRequire } from "node:module"
      const require = createRequire(import.meta.url)
      const { list, find: get = list, ...others } = require("./orders")
      const stock = require("./stock").open
      require("./setup")
    `)
    expect(localsOf(facts).slice(1)).toEqual([
      "list = ./orders#*.list", "get = (./orders#*.find ?? $list)", "others = ./orders#*", "stock = ./stock#*.open",
    ])
    expect(facts.imports).toEqual(["node:module", "./orders", "./stock", "./setup"])
    const shadowed = factsOfScript("function load(require) { return require('./orders') }")
    expect(shadowed.imports).toEqual([])
    expect(callsOf(shadowed)).toEqual(['@load.0("./orders")'])
  })
})
