import { readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { extractWithEspree, extractWithOxc, extractWithTypeScript } from "./parsers.ts"

const ROOT = fileURLToPath(new URL("../..", import.meta.url))
const LARGEST = 60_000

function listSources(folder: string, depth = 0): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return depth > 0 && entry.name === "node_modules" ? [] : listSources(path, depth + 1)
      const isSource = /\.[cm]?[jt]sx?$/.test(entry.name) && !/\.d\.[cm]?ts$/.test(entry.name)
      return isSource && entry.isFile() && statSync(path).size < LARGEST ? [path] : []
    })
}

function sample(files: readonly string[], count: number): string[] {
  const step = Math.max(1, Math.floor(files.length / count))
  return files.filter((_, index) => index % step === 0)
}

/** How many parsers could be compared with oxc on a file, all of them in agreement. */
function compare(file: string): number {
  const text = readFileSync(file, "utf8").replace(/^\uFEFF/, "")
  const expected = extractWithOxc(file, text)
  if (expected === undefined) return 0
  const others = [extractWithTypeScript(file, text)]
  if (/\.[cm]?js$/.test(file)) others.push(extractWithEspree(file, text))
  const compared = others.filter((other) => other !== undefined)
  for (const other of compared) expect(other, file).toStrictEqual(expected)
  return compared.length
}

describe("every parser gives the same facts and places", () => {
  it("of every fixture", () => {
    const files = listSources(join(ROOT, "fixtures"))
    const compared = files.filter((file) => compare(file) > 0)
    expect(files.length).toBeGreaterThan(50)
    expect(files.filter((file) => !compared.includes(file))).toEqual([])
  })

  it("of several hundred installed sources", { timeout: 120_000 }, () => {
    const all = listSources(join(ROOT, "node_modules"))
    const typed = all.filter((file) => /ts$/.test(file))
    const files = [...sample(all, 250), ...sample(typed, 60), ...listSources(join(ROOT, "src"))]
    const comparisons = files.map(compare)
    expect(comparisons.filter((count) => count > 0).length).toBeGreaterThan(250)
    expect(comparisons.filter((count) => count === 2).length).toBeGreaterThan(150)
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
