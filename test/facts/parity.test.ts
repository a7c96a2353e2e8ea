/**
 * Every parser gives the same facts and places: of every fixture, and of syntax that parsers are known to disagree about.
 * `test/slow` compares them on installed packages.
 *
 * @module
 */
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { compareParsers, extractWithOxc, extractWithTypeScript, listSources } from "./parsers.ts"

const ROOT = fileURLToPath(new URL("../..", import.meta.url))

describe("every parser gives the same facts and places", () => {
  it("of every fixture", () => {
    const files = listSources(join(ROOT, "fixtures"))
    const compared = files.filter((file) => compareParsers(file) > 0)
    expect(files.length).toBeGreaterThan(50)
    expect(files.filter((file) => !compared.includes(file))).toEqual([])
  })

  it.each([
    ["a decorated parameter", `
      class Orders { create(@Body() /* the order */ dto: CreateOrder, @Param("id") id = "0") {} }`],
    ["a decorated parameter property", `
      class Orders { constructor(@Inject(DATABASE) private readonly database: Database) {} }`],
    ["a decorated exported class", `
      @Controller("orders")
      export class Orders {}
      export @Injectable() class Stock {}`],
    ["typed patterns", `
      export function list({ page, size }: Paging, [first]: string[], ...rest: Filter[]) {}`],
    ["optional parameters and `this`", `
      function find(this: Store, id?: string, page: number = 1): Order | undefined { return undefined }`],
    ["typed methods", `
      class Stock {
        private async take<T>(item: T): Promise<void> {}
        get all(): Item[] { return [] }
        static { open() }
      }`],
    ["pattern flags", "const SKU = /^[a-z]+$/gimsuy"],
    ["a hashbang", "#!/usr/bin/env node --title=@api\n/** @public */\nserve()"],
    ["types", `
      import type { User } from "./user"
      let a: import("./db").Row<User>[] | readonly [x: 1, y?: -2, ...z: null[]] | typeof a.b
      enum Role { Admin = "admin", Guest = 2, Next }`],
    ["modules of TypeScript", `
      import fs = require("fs")
      import Row = Db.Row
      namespace Shop { export const open = true }
      declare global { interface Window { shop: string } }
      export = Shop`],
  ])("of %s", (_, text) => {
    const expected = extractWithOxc("orders.ts", text)
    expect(expected).toBeDefined()
    expect(extractWithTypeScript("orders.ts", text)).toStrictEqual(expected)
  })
})
