import { createRequire } from "node:module"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Inventory } from "../src/host/cli/inventory.ts"
import { createProject } from "./host/project.ts"
import { buildProgram, type Program } from "./program.ts"

let program: Program
beforeAll(() => {
  program = buildProgram()
})
afterAll(() => program.remove())

const SHOP = {
  "package.json": "{\"name\":\"shop\",\"type\":\"module\",\"dependencies\":{\"express\":\"^5.0.0\"}}",
  "src/app.ts": `import express from "express"
import { requireCustomer } from "./guard.js"
import { orders } from "./orders.js"

export const app = express()
app.get("/health", (_request, response) => { response.json({ ok: true }) })
app.use("/orders", requireCustomer, orders)
`,
  "src/guard.ts": `import jwt from "jsonwebtoken"
import type { NextFunction, Request, Response } from "express"

export function requireCustomer(request: Request, response: Response, next: NextFunction): void {
  const token = request.headers.authorization
  if (token === undefined) {
    response.status(401).json({ error: "Sign in first" })
    return
  }
  response.locals.customer = jwt.verify(token, "k9vT2mQx8wLz4pRb")
  next()
}
`,
  "src/orders.ts": `import { Router } from "express"

export const orders = Router()
orders.get("/:id", (request, response) => { response.json({ id: request.params.id }) })
`,
}

describe("routes", () => {
  it("prints the inventory as JSON, and nothing else", async () => {
    const { root } = createProject(SHOP)
    const { status, output, errors } = await program.run(root, ["routes", ".", "--format", "json"])
    expect({ status, errors }).toEqual({ status: 0, errors: "" })
    const { version, routes, unresolved, problems } = JSON.parse(output) as Inventory
    expect({ version, unresolved, problems }).toEqual({ version: 2, unresolved: [], problems: [] })
    expect(routes.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /health", "GET /orders/{id}"])
    expect(routes[0]).toMatchObject({ file: "src/app.ts", line: 6, framework: "express", auth: "none", authBy: [], public: true, params: "unused" })
    expect(routes[1]).toMatchObject({
      file: "src/orders.ts", line: 4, handler: { file: "src/orders.ts", line: 4 },
      auth: "required", public: false, body: "unused", query: "unused", params: "unvalidated", response: "undeclared",
    })
    expect(routes[1]?.authBy).toEqual([expect.objectContaining({ file: "src/guard.ts" })])
    expect(routes[1]?.chain.length).toBeGreaterThan(0)
  })

  it("prints a table with a summary, of another folder too", async () => {
    const { root } = createProject({ ...Object.fromEntries(Object.entries(SHOP).map(([file, text]) => [`api/${file}`, text])), "api/broken.ts": "const = 1\n" })
    const { status, output } = await program.run(root, ["routes", "api"])
    expect(status).toBe(0)
    expect(output).toMatch(/^METHOD +PATH +HANDLER +AUTH +BODY +QUERY +PARAMS +RESPONSE$/mu)
    expect(output).toMatch(/^GET +\/orders\/\{id\} +src\/orders\.ts:4 +required +- +- +unvalidated +undeclared$/mu)
    expect(output).toContain("2 routes: 1 guarded, 1 public.")
    expect(output).toMatch(/Not read:\n {2}broken\.ts:1 /u)
    expect(output).not.toContain("\u001B[")
  })

  it("says what it looked for when there is nothing", async () => {
    const { root } = createProject({ "site/index.js": "export const title = \"Clinic\"\n", "empty/readme.md": "" })
    const site = await program.run(root, ["routes", "site"])
    expect(site).toMatchObject({ status: 0, errors: "" })
    expect(site.output).toMatch(/^No backend in "site": 1 file read, and none creates routes with one of express, .*fastify/u)
    expect(await program.run(root, ["routes", "empty"])).toMatchObject({ status: 0, output: "No JavaScript or TypeScript source in \"empty\".\n" })
  })

  it("says that the file with the routes could not be read, not that there is no backend", async () => {
    const { root } = createProject({ "package.json": SHOP["package.json"], "src/app.ts": "import express from \"express\"\nexport const app = express(\n" })
    const { status, output } = await program.run(root, ["routes"])
    expect(status).toBe(0)
    expect(output).toMatch(/^No routes in "\."\. What could not be read may hold some:\n {2}src\/app\.ts:\d+ {2}\S/u)
  })

  it("counts the actions by who may call them, as it counts routes", async () => {
    const { root } = createProject({
      "package.json": "{\"dependencies\":{\"next\":\"16.0.0\"}}",
      "app/actions.ts": "\"use server\"\nimport { database } from \"../database\"\n\nexport async function cancel(id: string) {\n  await database.booking.delete({ where: { id } })\n}\n",
    })
    expect((await program.run(root, ["routes"])).output).toMatch(/\n1 action: 1 open\.\n$/u)
  })

  it("lists only what is open, or partly unknown", async () => {
    const open = SHOP["src/app.ts"].replace("requireCustomer, orders", "orders").replace("app.use", "app.get(\"/stock\", requireAuditor(), (_request, response) => response.json([]))\napp.use")
    const { root } = createProject({ ...SHOP, "src/app.ts": `import { requireAuditor } from "stock-auditor"\n${open}` })
    const list = async (...words: string[]): Promise<readonly string[]> => {
      const { routes } = JSON.parse((await program.run(root, ["routes", "--format", "json", ...words])).output) as Inventory
      return routes.map(({ method, path }) => `${method} ${path}`)
    }
    expect(await list()).toEqual(["GET /health", "GET /orders/{id}", "GET /stock"])
    expect(await list("--open")).toEqual(["GET /orders/{id}"])
    expect(await list("--unknown")).toEqual(["GET /stock"])
    expect(await program.run(root, ["routes", "--open", "--unknown"])).toEqual({ status: 0, errors: "", output: "None of 3 routes is one of these.\n" })
  })

  it("filters by method and path, sorts, and groups by application", async () => {
    const second = SHOP["src/app.ts"].replace("\"/health\"", "\"/ready\"").replace("app.use(\"/orders\"", "app.post(\"/returns\", requireCustomer, (_request, response) => { response.json({}) })\napp.use(\"/archive\"")
    const { root } = createProject({ ...SHOP, "src/back.ts": second })
    const list = async (...words: string[]): Promise<readonly string[]> => {
      const { routes } = JSON.parse((await program.run(root, ["routes", "--format", "json", ...words])).output) as Inventory
      return routes.map(({ method, path }) => `${method} ${path}`)
    }
    expect(await list("--path", "/orders/**", "--path", "/archive/*")).toEqual(["GET /archive/{id}", "GET /orders/{id}"])
    expect(await list("--method", "post")).toEqual(["POST /returns"])
    expect(await list("--sort", "auth")).toEqual(["GET /health", "GET /ready", "GET /archive/{id}", "GET /orders/{id}", "POST /returns"])
    expect(await list("--sort", "file")).toEqual(["GET /health", "GET /ready", "POST /returns", "GET /archive/{id}", "GET /orders/{id}"])
    const { output } = await program.run(root, ["routes"])
    expect(output).toMatch(/^express, src\/app\.ts:5\nMETHOD[\s\S]*\/health[\s\S]*\n\nexpress, src\/back\.ts:5\nMETHOD[\s\S]*\/ready[\s\S]*\n\n5 routes: 3 guarded, 2 public\.\n$/u)
  })

  it("prints Markdown, with what would end a cell escaped", async () => {
    const { root } = createProject({ ...SHOP, "src/app.ts": `${SHOP["src/app.ts"]}app.get("/a|b", (_request, response) => { response.json([]) })\n`, "src/broken.ts": "const = 1\n" })
    const { output } = await program.run(root, ["routes", "--format", "markdown"])
    expect(output).toContain("\n3 routes: 1 guarded, 1 public, 1 open.\n")
    expect(output).toMatch(/\n\| GET +\| `\/a\\\|b` +\| `src\/app\.ts:8` +\| \*\*none\*\* +\|/u)
    expect(output).toMatch(/\n## Not read\n\n- `src\/broken\.ts:1`: /u)
  })

  it("says which settings match nothing", async () => {
    const { root } = createProject(SHOP)
    const words = ["--public", "GET /basket", "--public", "GET /orders/*", "--guard", "requireCustomers", "--ignore", "src\\orders.ts"]
    expect(await program.run(root, ["routes", ...words])).toMatchObject({
      status: 0,
      errors: "--public \"GET /basket\" matches no route.\n"
        + "--guard \"requireCustomers\" names no function of the project. Did you mean \"requireCustomer\"?\n"
        + "--ignore \"src\\orders.ts\" matches no file: separate folders by /.\n",
    })
  })
})

describe("check", () => {
  it("lints without any configuration and exits 1 on findings", async () => {
    const { root } = createProject(SHOP)
    const { status, output, errors } = await program.run(root, ["check"])
    expect({ status, errors }).toEqual({ status: 1, errors: "" })
    expect(output).toMatch(/src\/guard\.ts\n +10:48 +error .* +endpoint\/no-hardcoded-secret\n/u)
  })

  it("prints ESLint's JSON of exactly the project's files", async () => {
    const { root } = createProject({ ...SHOP, "test/app.ts": SHOP["src/guard.ts"] })
    const { status, output } = await program.run(root, ["check", ".", "--preset", "all", "--format", "json"])
    const results = JSON.parse(output) as { filePath: string; messages: { ruleId: string }[] }[]
    expect(status).toBe(1)
    expect(results.map(({ filePath }) => filePath)).toEqual(["app", "guard", "orders"].map((name) => join(root, `src/${name}.ts`)))
    expect(results[1]?.messages.map(({ ruleId }) => ruleId)).toContain("endpoint/no-hardcoded-secret")
  })

  it("exits 0 and says so when nothing is found", async () => {
    const { root } = createProject({ ...SHOP, "src/guard.ts": SHOP["src/guard.ts"].replace("\"k9vT2mQx8wLz4pRb\"", "process.env.TOKEN_SECRET ?? fail()") })
    expect(await program.run(root, ["check", "--rule", "no-hardcoded-secret"])).toEqual({
      status: 0, errors: "", output: "Nothing to report on 2 routes in 3 files.\n",
    })
  })

  it("says what the preset did not look at, and what shows it", async () => {
    const open = SHOP["src/app.ts"].replace("requireCustomer, orders", "orders")
    const { root } = createProject({ ...SHOP, "src/app.ts": `${open}app.post("/reviews", (request, response) => response.json(save(request.body)))\n` })
    const lastLine = async (...words: string[]): Promise<string> => (await program.run(root, ["check", ...words])).output.trimEnd().split("\n").at(-1) ?? ""
    expect(await lastLine()).toBe("Not checked: 2 open routes and 1 unvalidated body (--preset security); "
      + "1 unvalidated query or path parameter and 3 undeclared responses (--preset strict).")
    expect(await lastLine("--preset", "security")).toBe(
      "Not checked: 1 unvalidated query or path parameter and 3 undeclared responses (--preset strict).")
    expect(await lastLine("--preset", "strict")).toBe("To see why: npx eslint-plugin-endpoint explain \"GET /orders/{id}\"")
    expect(await lastLine("--rule", "no-blocking-call")).toBe("Nothing to report on 3 routes in 3 files.")
  })

  it("names the command that lists the routes of which something is unknown", async () => {
    const { root } = createProject({
      "api/package.json": SHOP["package.json"],
      "api/app.js": "import express from \"express\"\nimport { authenticate } from \"harbour-auth\"\n\nexport const app = express()\napp.get(\"/berths\", authenticate(), (request, response) => response.json([]))\n",
    })
    expect((await program.run(root, ["check", "api", "--preset", "strict"])).output)
      .toContain("\nPartly unknown: 1 route (npx eslint-plugin-endpoint routes api --unknown).\n")
  })

  it("fails in a folder without a backend, unless that is allowed", async () => {
    const { root } = createProject({ "site/index.js": "export const title = \"Clinic\"\n", "empty/readme.md": "" })
    for (const [folder, reason] of [["site", "No backend in \"site\": 1 file read"], ["empty", "No JavaScript or TypeScript source in \"empty\"."]] as const) {
      const refused = await program.run(root, ["check", folder])
      expect(refused).toMatchObject({ status: 2, output: "" })
      expect(refused.errors).toContain(reason)
      expect(refused.errors).toContain("Nothing was checked. --allow-empty makes that a success.")
      expect(await program.run(root, ["check", folder, "--allow-empty"])).toMatchObject({ status: 0, output: "" })
      expect(await program.run(root, ["check", folder, "--format", "json"])).toMatchObject({ status: 2, errors: refused.errors })
    }
  })

  it("says that a rule failed, and not that nothing was found", async () => {
    const { root } = createProject(SHOP)
    const broken = program.copyWith(/name: "no-blocking-call"[\s\S]*?\*check\([^)]*\) \{/u, (text) => `${text} throw new Error("out of order");`)
    const { status, output, errors } = await broken.run(root, ["check", "--rule", "no-blocking-call"])
    expect({ status, output }).toEqual({ status: 2, output: "" })
    expect(errors).toMatch(/^rule no-blocking-call failed: out of order\. This is a defect of eslint-plugin-endpoint;/u)
  })

  it("heeds disabling comments and does not mind other plugins' comments", async () => {
    const comments = "/* eslint-disable import/order */\n/* eslint no-undef: 2, semi: 2, react/jsx: 2 */\n"
    const line = "  // eslint-disable-next-line endpoint/no-hardcoded-secret -- rotated nightly\n  response.locals"
    const { root } = createProject({ ...SHOP, "src/guard.ts": comments + SHOP["src/guard.ts"].replace("  response.locals", line) })
    expect(await program.run(root, ["check", "--rule", "endpoint/no-hardcoded-secret"])).toMatchObject({ status: 0, errors: "" })
  })

  it("does not take ESLint's configuration of the project", async () => {
    const { root } = createProject({ ...SHOP, "eslint.config.js": "throw new Error(\"not to be run\")\n", ".eslintignore": "src\n" })
    expect(await program.run(root, ["check"])).toMatchObject({ status: 1, errors: "" })
  })

  it("passes settings on", async () => {
    const open = SHOP["src/app.ts"].replace("requireCustomer, orders", "orders")
    const { root } = createProject({ ...SHOP, "src/app.ts": open.replace("app.use", "app.use(\"/account\", requireCustomer)\napp.use") })
    const check = async (...words: string[]): Promise<string> => (await program.run(root, ["check", "--rule", "require-auth", ...words])).output
    expect(await check()).toContain("endpoint/require-auth")
    expect(await check("--public", "GET /orders/*")).not.toContain("endpoint/require-auth")
    expect(await check("--ignore", "src/orders.ts")).not.toContain("endpoint/require-auth")
  })
})

describe("misuse", () => {
  it.each([
    [["chekc"], "Unknown command 'chekc'\n(Did you mean check?)"],
    [["routes", "nowhere"], "There is no folder \"nowhere\"."],
    [["routes", "package.json"], "\"package.json\" is a file."],
    [[], "Usage: eslint-plugin-endpoint [options] [command]"],
  ])("of %j exits 2 with a clear word and no stack", async (words, message) => {
    const { root } = createProject(SHOP)
    const { status, output, errors } = await program.run(root, words)
    expect({ status, output }).toEqual({ status: 2, output: "" })
    expect(errors).toContain(message)
    expect(errors).toMatch(/\neslint-plugin-endpoint --help says how to call it\.\n$/u)
    expect(errors).not.toMatch(/^ +at /mu)
  })
})

describe("the program", () => {
  it("tells its version and how to call it", async () => {
    const { root } = createProject({})
    expect((await program.run(root, ["--version"])).output).toMatch(/^\d+\.\d+\.\d+\n$/u)
    const { output } = await program.run(root, ["--help"])
    expect(output).toMatch(/^Usage: eslint-plugin-endpoint \[options\] \[command\]\n/u)
    const help = await program.run(root, ["check", "--help"])
    expect(help).toMatchObject({ status: 0, errors: "", output: expect.stringContaining("--preset <name>") as string })
    expect(await program.run(root, ["help", "check"])).toEqual(help)
  })
})

describe("require", () => {
  it("gives the plugin itself", () => {
    const required: unknown = createRequire(import.meta.url)(join(program.folder, "index.js"))
    expect(required).toMatchObject({ meta: { name: "eslint-plugin-endpoint", namespace: "endpoint" }, configs: { recommended: {} } })
  })
})
