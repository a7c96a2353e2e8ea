import { chmodSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createProject } from "./host/project.ts"
import { runBoth, sound } from "./odd-application.ts"
import { buildProgram, type Program } from "./program.ts"

let program: Program
beforeAll(() => {
  program = buildProgram()
})
afterAll(() => program.remove())

describe("an application with", () => {
  it("a framework that is not read beside it: it is named, and not taken for nothing", async () => {
    const { root } = createProject({
      ...sound,
      "src/shelves.ts": `import router from "@adonisjs/core/services/router"
router.get("/shelves", () => [])
`,
    })
    const { inventory } = await runBoth(program, root)
    expect(inventory.unresolved).toEqual([{ file: "src/shelves.ts", line: 1, reason: expect.stringMatching(/^AdonisJS is not yet read/) as string }])
    const { output } = await program.run(root, ["routes", "."])
    expect(output).toContain("AdonisJS is not yet read")
  })

  it("values that are made of themselves, in a loop", async () => {
    const { root } = createProject({
      ...sound,
      "src/letters.js": `import express from "express"

export const letters = express()
letters.get("/letters", (request, response) => {
  let text = request.headers.authorization
  for (let layer = 0; layer < 3; layer += 1) text = atob(text)
  response.json(JSON.parse(text))
})
`,
    })
    await runBoth(program, root)
  })

  it("classes that make each other, and themselves, for their fields", async () => {
    const { root } = createProject({
      ...sound,
      "src/shelf.ts": `import { Book } from "./book.js"
export class Shelf {
  books; first; name
  constructor(given) {
    Object.assign(this, given)
    this.first = new Book(this.first)
    this.books = new Book(this.books)
    this.name = this.first.name || this.books.name
  }
}
`,
      "src/book.ts": `import { Shelf } from "./shelf.js"
export class Book {
  shelf; other = new Book(this); name
  constructor(given) {
    Object.assign(this, given)
    this.shelf = new Shelf(this.shelf)
    this.name = this.shelf.name || this.other.name
  }
}
`,
      "src/names.ts": `import { Router } from "express"
import { Book } from "./book.js"
export const names = Router()
names.get("/names", (request, response) => response.json({ name: new Book(request.query).name }))
`,
      "src/mount.js": `import express from "express"
import { names } from "./names.ts"
const app = express()
app.use(names)
`,
    })
    const { inventory } = await runBoth(program, root)
    expect(inventory.routes.map(({ path }) => path)).toContain("/names")
  })

  it("nothing but a framework that is not read: it is no empty backend", async () => {
    const { root } = createProject({
      "package.json": "{\"name\":\"library\",\"type\":\"module\"}",
      "app.js": "import { feathers } from \"@feathersjs/feathers\"\n\nexport const app = feathers()\n",
    })
    const { output, status } = await program.run(root, ["routes", "."])
    expect(output).toContain("Feathers is not yet read")
    expect(status).toBe(0)
  })

  it("a syntax error: it is reported in its place", async () => {
    const { root } = createProject({ ...sound, "src/broken.ts": "export const title = \"Loans\"\nexport const = 1\n" })
    const { inventory, results } = await runBoth(program, root)
    expect(inventory.problems).toEqual([{ file: "src/broken.ts", line: 2, reason: expect.any(String) as string }])
    expect(results.find(({ filePath }) => filePath.endsWith("broken.ts"))?.messages).toMatchObject([{ fatal: true, line: 2 }])
  })

  it("imports in a circle and an import of itself", async () => {
    const { root } = createProject({
      ...sound,
      "src/app.js": `import "./loans.js"\n${sound["src/app.js"]}export { app }\n`,
      "src/loans.js": "import { app } from \"./app.js\"\nimport { loans as again } from \"./loans.js\"\nexport * from \"./loans.js\"\nexport const loans = again\napp.get(\"/loans\", loans)\n",
    })
    await runBoth(program, root)
  })

  it("packages that are not installed and files that are not there", async () => {
    const { root } = createProject({
      ...sound,
      "src/loans.js": "import missing from \"not-installed\"\nimport { guard } from \"./gone.js\"\nmissing(guard)(import(missing), require(guard))\n",
    })
    await runBoth(program, root)
  })

  it("a circle of links", async () => {
    const project = createProject(sound)
    project.link("src/again", project.root)
    project.link("self", project.path("self"))
    project.link("gone.js", project.path("nowhere.js"))
    await runBoth(program, project.root)
  })

  it("bundles, binaries, huge files and folders called like files: they are named and left out", async () => {
    const { root } = createProject({
      ...sound,
      "src/bundle.js": `!function(){${"a(1);".repeat(2000)}}()\n`,
      "src/binary.js": Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 255, 254]),
      "src/data.js": `export const rows = [\n${"  [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],\n".repeat(140_000)}]\n`,
      "src/folder.js/loans.js": "export const loans = []\n",
      "src/fonts.ts": Buffer.from([0xff, 0xfe, 0x41, 0xd8]),
    })
    const { inventory, results } = await runBoth(program, root)
    const named = inventory.problems.map(({ file }) => file)
    expect(named).toEqual(["src/binary.js", "src/bundle.js", "src/data.js", "src/fonts.ts"])
    const warnings = (await program.run(root, ["check"])).errors
    for (const file of ["src/binary.js", "src/bundle.js", "src/data.js"]) expect(warnings).toContain(`${file}: left out`)
    expect(results.map(({ filePath }) => filePath.slice(root.length + 1))).toEqual(["src/app.js", "src/folder.js/loans.js", "src/fonts.ts"])
  })

  it.skipIf(process.getuid?.() === 0)("a file that may not be read", async () => {
    const project = createProject({ ...sound, "src/private.js": "export const loans = []\n", "src/closed/loans.js": "" })
    chmodSync(project.path("src/private.js"), 0)
    const { inventory } = await runBoth(program, project.root)
    expect(inventory.problems).toMatchObject([{ file: "src/private.js", reason: expect.stringContaining("cannot be read") as string }])
    expect((await program.run(project.root, ["check"])).errors).toContain("src/private.js: cannot be read")
  })

  it("manifests that are no JSON", async () => {
    const { root } = createProject({ ...sound, "package.json": "{", "tsconfig.json": "[1", "src/package.json": "null", "pnpm-workspace.yaml": "packages: {" })
    await runBoth(program, root)
  })

  it("an empty file, one of comments, and one that begins with a hashbang or a byte order mark", async () => {
    const { root } = createProject({
      ...sound, "src/empty.js": "", "src/comments.ts": "// Nothing yet.\n/* eslint-disable */", "src/seed.js": "#!/usr/bin/env node\nprocess.exit()\n",
      "src/marked.ts": "\uFEFFexport const loans = []\n",
    })
    const { inventory } = await runBoth(program, root)
    expect(inventory.problems).toEqual([])
  })
})
