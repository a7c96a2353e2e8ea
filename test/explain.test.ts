/**
 * `explain` and `checklist`, run as users run them.
 *
 * @module
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Judgement } from "../src/host/cli/checklist/judgement.ts"
import type { Explanations } from "../src/host/cli/explanation.ts"
import { createProject } from "./host/project.ts"
import { buildProgram, type Program } from "./program.ts"

let program: Program
beforeAll(() => {
  program = buildProgram()
})
afterAll(() => program.remove())

const LIBRARY = {
  "package.json": "{\"name\":\"library\",\"type\":\"module\",\"dependencies\":{\"express\":\"^5.0.0\",\"zod\":\"^4.0.0\",\"@prisma/client\":\"^6.0.0\"}}",
  "src/app.ts": `import express from "express"
import { requireReader } from "./reader.js"
import { loans } from "./loans.js"

export const app = express()
app.use(express.json())
app.get("/health", (_request, response) => { response.json({ ok: true }) })
app.use("/loans", requireReader, loans)
app.delete("/books/:id", (request, response) => {
  response.status(204).end()
})
`,
  "src/reader.ts": `import type { NextFunction, Request, Response } from "express"
import jwt from "jsonwebtoken"

export function requireReader(request: Request, response: Response, next: NextFunction): void {
  const token = request.headers.authorization
  if (token === undefined) {
    response.status(401).json({ error: "Show your card" })
    return
  }
  response.locals.reader = jwt.verify(token, process.env.TOKEN_SECRET ?? "")
  next()
}
`,
  "src/loans.ts": `import { Router } from "express"
import { z } from "zod"

const newLoan = z.object({ book: z.string().max(40) }).strict()

export const loans = Router()
loans.post("/", (request, response) => {
  const loan = newLoan.parse(request.body)
  response.status(201).location("/loans/1").json({ book: loan.book })
})
`,
}

describe("explain", () => {
  it("tells the way of a request, what each handler proves, and why", async () => {
    const { root } = createProject(LIBRARY)
    const { status, output, errors } = await program.run(root, ["explain", "POST /loans"])
    expect({ status, errors }).toEqual({ status: 0, errors: "" })
    expect(output).toBe(`POST /loans  express, src/loans.ts:7

A request meets
   1. express.json()  src/app.ts:6
   2. requireReader  src/app.ts:8, written at src/reader.ts:4
      rejects a caller without valid credentials
   3. (anonymous)  src/loans.ts:7
      answers

Caller      required. requireReader (src/reader.ts:4) rejects a caller without valid credentials.
Body        validated. zod.z.object().strict().parse (src/loans.ts:8) validates it before it is used.
Response    undeclared. It answers with a body whose shape nothing declares.
Schema      body: newLoan { book }  src/loans.ts:4
Sends       401 response.json { error }  src/reader.ts:7
Sends       201 response.json { book }  src/loans.ts:9

1 finding:
  src/loans.ts:7:7  POST /loans answers with a body whose shape nothing declares. Declare it: a response type, a schema, or an OpenAPI comment.  endpoint/require-response-schema
`)
  })

  it.each([
    ["POST", "/loans"], ["post /loans/"], ["/books/7"], ["DELETE /books/:book"], ["src/app.ts:8"], ["src/reader.ts:7"], ["src/loans.ts:9"],
  ])("understands %s %s", async (...words) => {
    const { root } = createProject(LIBRARY)
    const { output } = await program.run(root, ["explain", ...words, "--format", "json"])
    const { routes } = JSON.parse(output) as Explanations
    const expected = words.join(" ").includes("books") ? "DELETE /books/{id}" : "POST /loans"
    expect(routes.map(({ route }) => `${route.method} ${route.path}`)).toEqual([expected])
  })

  it("says why a route is public, and which others a handler is met by", async () => {
    const { root } = createProject(LIBRARY)
    expect((await program.run(root, ["explain", "/health"])).output).toMatch(/^Public +yes: health check\.$/mu)
    const { output } = await program.run(root, ["explain", "src/app.ts:6"])
    expect(output).toMatch(/^GET \/health[\s\S]*^POST \/loans[\s\S]*^DELETE \/books\/\{id\}/mu)
  })

  it.each([
    ["GET /loan", "There is no route \"GET /loan\"."],
    ["POST /loan", "There is no route \"POST /loan\". Did you mean \"POST /loans\"?"],
    ["src/app.ts:99", "No route is registered or handled at src/app.ts:99."],
    ["loans", "\"loans\" is neither a request (\"GET /orders/{id}\") nor a place (\"src/orders.ts:12\")."],
  ])("refuses %s", async (asked, message) => {
    const { root } = createProject(LIBRARY)
    const { status, output, errors } = await program.run(root, ["explain", asked])
    expect({ status, output }).toEqual({ status: 2, output: "" })
    expect(errors).toContain(message)
  })
})

describe("checklist", () => {
  async function judge(files: Readonly<Record<string, string>>, ...words: string[]): Promise<Judgement> {
    const { root } = createProject(files)
    return JSON.parse((await program.run(root, ["checklist", "--format", "json", ...words])).output) as Judgement
  }
  const verdicts = ({ items }: Judgement): Readonly<Record<string, string>> => Object.fromEntries(items.map(({ id, verdict }) => [id, verdict]))

  it("says of each item what holds, fails, is unknown or does not apply, and lists what to mend first", async () => {
    const judgement = await judge(LIBRARY)
    expect(verdicts(judgement)).toMatchObject({
      "authentication": "fails", "validation": "holds", "secrets": "holds", "streaming": "not applicable", "pooling": "not applicable", "tokens": "holds",
    })
    const authentication = judgement.items.find(({ id }) => id === "authentication")
    expect(authentication?.counts).toEqual({ asked: 2, holds: 1, fails: 1, unknown: 0, exempt: 1 })
    expect(judgement.findings[0]).toEqual({
      item: "authentication", rule: "endpoint/require-auth", file: "src/app.ts", line: 9, column: 5,
      reason: "DELETE /books/{id} answers anyone: before its handler a request meets only express.json().",
      remedy: "Put a guard before it, or mark it public (`@public`, or the setting `public`).",
      routes: ["DELETE /books/{id}"], evidence: [], explain: "npx eslint-plugin-endpoint explain \"DELETE /books/{id}\"",
    })
    const order = judgement.findings.map(({ item }) => item)
    expect(order.indexOf("authentication")).toBeLessThan(order.indexOf("response-models"))
    expect(order.indexOf("response-models")).toBeLessThan(order.indexOf("openapi"))
  })

  it("never counts what is unknown as holding", async () => {
    const judgement = await judge({
      "package.json": LIBRARY["package.json"],
      "app.js": "import express from \"express\"\nimport { authenticate, show } from \"library-desk\"\n\nexport const app = express()\napp.get(\"/shelves\", authenticate(), show)\n",
    })
    expect(verdicts(judgement)).toMatchObject({ "authentication": "unknown", "blocking": "unknown", "exceptions": "unknown", "tokens": "unknown", "response-models": "unknown" })
    expect(judgement.items.find(({ id }) => id === "blocking")).toMatchObject({
      counts: { asked: 1, holds: 0, unknown: 1 },
      unknown: [{ file: "app.js", line: 5, name: "GET /shelves", reason: "the function that answers is not in the project, or could not be followed" }],
    })
  })

  it("leaves out what a comment accepts, and shows it apart", async () => {
    const accepted = LIBRARY["src/app.ts"].replace("app.delete", "// eslint-disable-next-line endpoint/require-auth -- the proxy asks for a card\napp.delete")
    const judgement = await judge({ ...LIBRARY, "src/app.ts": accepted })
    expect(verdicts(judgement)).toMatchObject({ authentication: "holds" })
    expect(judgement.items.find(({ id }) => id === "authentication")?.counts).toEqual({ asked: 1, holds: 1, fails: 0, unknown: 0, exempt: 2 })
    expect(judgement.accepted).toContainEqual({ rule: "endpoint/require-auth", file: "src/app.ts", line: 10, justification: "the proxy asks for a card" })
  })

  it("is a gate: nothing may fail, or what is required has to hold", async () => {
    const { root } = createProject(LIBRARY)
    const run = async (...words: string[]): Promise<readonly [number, string]> => {
      const { status, errors } = await program.run(root, ["checklist", ...words])
      return [status, errors]
    }
    expect(await run()).toEqual([1, ""])
    expect(await run("--require", "validation", "--require", "streaming")).toEqual([0, ""])
    expect(await run("--require", "authentication", "--require", "validation")).toEqual([1, "Required, and not known to hold: authentication.\n"])
    const [status, errors] = await run("--require", "authentification")
    expect([status, errors]).toEqual([2, expect.stringContaining("Did you mean \"authentication\"? There are all, rest,")])
  })

  it("prints text for a terminal and Markdown for a review", async () => {
    const { root } = createProject(LIBRARY)
    const text = await program.run(root, ["checklist"])
    expect(text.output).toMatch(/ {2}✗ Authentication is enforced on protected endpoints {2}\[authentication\]\n {6}fails for 1 of 2 routes, holds for 1; 1 route exempt\n {8}src\/app\.ts:9 {2}DELETE \/books\/\{id\} answers anyone/u)
    expect(text.output).toMatch(/\n21 items: \d+ hold, \d+ fail, \d+ unknown, \d+ not applicable\.\n$/u)
    const { output } = await program.run(root, ["checklist", "--format", "markdown"])
    expect(output).toContain("\n- [ ] **Authentication is enforced on protected endpoints**: fails for 1 of 2 routes, holds for 1; 1 route exempt\n"
      + "  - src/app.ts:9  DELETE /books/\\{id\\} answers anyone: before its handler a request meets only express.json(). Put a guard before it, or mark it public (`@public`, or the setting `public`).\n")
    expect(output).toContain("- [x] **Models validate all inputs**: holds for the one route")
  })

  it("fails where there is nothing to check", async () => {
    const { root } = createProject({ "index.js": "export const title = \"Library\"\n" })
    expect(await program.run(root, ["checklist"])).toMatchObject({ status: 2, output: "", errors: expect.stringContaining("Nothing was checked.") as string })
    expect(await program.run(root, ["checklist", "--allow-empty"])).toMatchObject({ status: 0 })
  })
})
