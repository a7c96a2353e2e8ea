/**
 * The page of `routes --format html`, in a real Chromium: that of `CHROMIUM`, or the one that is installed. Without one these tests
 * are left out, and say so.
 *
 * @module
 */
import { existsSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import type { AxeResults } from "axe-core"
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Explanation } from "../src/host/cli/explanation.ts"
import type { PageData } from "../src/host/cli/html/data.ts"
import { renderPage } from "../src/host/cli/html/page.tsx"
import { createProject } from "./host/project.ts"
import { buildProgram, type Program } from "./program.ts"

const installed = [process.env["CHROMIUM"] ?? "", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => path !== "" && existsSync(path))
if (installed === undefined) console.warn("test/page.test.ts is left out: there is no Chromium. Install one, or name it in CHROMIUM.")

const CLINIC = {
  "package.json": "{\"name\":\"clinic\",\"type\":\"module\",\"dependencies\":{\"express\":\"^5.0.0\"}}",
  "src/app.js": `import express from "express"
import { requireNurse } from "./staff.js"

export const app = express()
app.use(express.json())
app.get("/health", (request, response) => response.json({ ok: true }))
app.get("/patients", requireNurse, (request, response) => response.json([]))
app.post("/patients", requireNurse, (request, response) => response.status(201).json(enrol(request.body.name)))
app.delete("/beds/:id", (request, response) => response.status(204).end())
app.get("/<img src=x onerror=throw>", (request, response) => response.json("</script><script>alert(2)</script>"))
`,
  "src/staff.js": `export function requireNurse(request, response, next) {
  if (request.headers.authorization !== process.env.ADMIN_KEY) return response.sendStatus(401)
  next()
}
`,
}

describe.skipIf(installed === undefined)("the page of routes", () => {
  let program: Program
  let browser: Browser
  beforeAll(async () => {
    program = buildProgram()
    browser = await chromium.launch({ executablePath: installed ?? "", args: ["--no-sandbox"] })
  })
  afterAll(async () => {
    program.remove()
    await browser.close()
  })

  /** A page that fails when anything in it does, or asks for the network. */
  async function open(file: string, options: BrowserContextOptions = {}, fragment = ""): Promise<{ readonly page: Page; readonly problems: readonly string[] }> {
    const context = await browser.newContext({ viewport: { width: 1400, height: 800 }, ...options })
    const page = await context.newPage()
    const problems: string[] = []
    page.on("pageerror", (error) => problems.push(error.message))
    page.on("dialog", (dialog) => {
      problems.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on("request", (request) => {
      if (!request.url().startsWith("file:")) problems.push(request.url())
    })
    await page.goto(`${pathToFileURL(file).href}${fragment}`)
    return { page, problems }
  }

  const pages = new Map<string, string>()

  /** The page that the program makes of the clinic, made once for the same words. */
  async function writeClinic(...words: string[]): Promise<string> {
    const project = createProject(CLINIC)
    const known = pages.get(words.join(" "))
    if (known === undefined) {
      const { status, errors } = await program.run(project.root, ["routes", "--format", "html", "-o", "routes.html", ...words])
      expect({ status, errors }).toEqual({ status: 0, errors: "" })
      pages.set(words.join(" "), readFileSync(project.path("routes.html"), "utf8"))
    } else project.write("routes.html", known)
    return project.path("routes.html")
  }

  const shown = (page: Page): Promise<readonly string[]> => page.locator("#rows tr:visible th a").allInnerTexts()

  it("lists every route, and finds by words and by what a reviewer looks for", async () => {
    const { page, problems } = await open(await writeClinic())
    const all = ["/<img src=x onerror=throw>", "/beds/{id}", "/health", "/patients", "/patients"]
    expect(await shown(page)).toEqual(all)
    await page.getByLabel("Search").fill("post patients")
    expect(await shown(page)).toEqual(["/patients"])
    expect(await page.getByRole("status").innerText()).toBe("1 of 5 routes")
    await page.getByLabel("Search").fill("staff.js")
    expect(await shown(page)).toEqual(["/patients", "/patients"])
    await page.getByLabel("Search").fill("")
    await page.getByLabel("Open").check()
    expect(await shown(page)).toEqual(["/<img src=x onerror=throw>", "/beds/{id}"])
    await page.getByLabel("Writes").check()
    expect(await shown(page)).toEqual(["/beds/{id}"])
    await page.goBack()
    expect(await shown(page)).toEqual(["/<img src=x onerror=throw>", "/beds/{id}"])
    await page.getByLabel("Open").uncheck()
    await page.getByLabel("Unvalidated").check()
    expect(await page.locator("#rows tr:visible").allInnerTexts()).toEqual([expect.stringMatching(/^POST\s+\/patients/u)])
    expect(problems).toEqual([])
  })

  it("shows the way of a request, with links to the source, at an address of its own", async () => {
    const file = await writeClinic("--link", "https://forge.example/clinic/blob/main/{file}#L{line}")
    const { page } = await open(file)
    await page.getByRole("link", { name: "/patients" }).nth(1).click()
    const details = page.locator("#details")
    expect(await details.locator(".step").allInnerTexts()).toEqual([
      expect.stringMatching(/^express\.json\(\)\s+src\/app\.js:5$/u),
      expect.stringMatching(/^requireNurse\s+rejects a caller without valid credentials\s+src\/app\.js:8, written at src\/staff\.js:1$/u),
      expect.stringMatching(/^\(anonymous\)\s*answers\s+src\/app\.js:8$/u),
    ])
    expect(await details.getByRole("link", { name: "src/staff.js:1" }).first().getAttribute("href")).toBe("https://forge.example/clinic/blob/main/src/staff.js#L1")
    expect(await details.innerText()).toContain("`request.body.name` (src/app.js:8) is used, and nothing checks it before.")
    const again = await open(file, {}, new URL(page.url()).hash)
    expect(await again.page.locator("#details-title").innerText()).toBe("POST /patients")
    const moved = await open(file, {}, "#route=DELETE+%2Fbeds%2F%7Bid%7D&at=src%2Fold.js%3A1&only=writes")
    expect(await moved.page.locator("#details-title").innerText()).toBe("DELETE /beds/{id}")
    expect(await shown(moved.page)).toHaveLength(2)
  })

  it("is used by keyboard alone, and keeps the place of whoever does", async () => {
    const { page } = await open(await writeClinic())
    const focused = (): Promise<string> => page.evaluate("document.activeElement.innerText ?? ''")
    await page.keyboard.press("/")
    await page.keyboard.type("patients")
    await page.keyboard.press("Tab")
    await page.locator("#rows tr:visible th a").first().focus()
    await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    expect(await focused()).toBe("POST /patients")
    await page.keyboard.press("Escape")
    expect(await page.locator("#details").isVisible()).toBe(false)
    expect(await focused()).toBe("/patients")
    await page.keyboard.press("k")
    await page.keyboard.press("Enter")
    expect(await focused()).toBe("GET /patients")
    await page.keyboard.press("/")
    await page.keyboard.type("x")
    expect(await page.getByLabel("Search").inputValue()).toBe("patientsx")
  })

  it("escapes what it shows, and follows no address that is code", async () => {
    const { page, problems } = await open(await writeClinic("--link", "javascript:alert('{file}')"))
    await page.getByRole("link", { name: "/<img" }).click()
    expect(await page.locator("#details-title").innerText()).toBe("GET /<img src=x onerror=throw>")
    expect(await page.locator("img, a[href^='javascript']").count()).toBe(0)
    expect(problems).toEqual([])
  })

  it.each(["light", "dark"] as const)("has no violation that axe finds: %s", async (colorScheme) => {
    const { page } = await open(await writeClinic(), { colorScheme })
    await page.getByRole("link", { name: "/patients" }).nth(1).click()
    await page.addScriptTag({ path: createRequire(import.meta.url).resolve("axe-core") })
    const { violations } = await page.evaluate<AxeResults>("axe.run()")
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([])
    const paper = await page.evaluate<string>("getComputedStyle(document.body).backgroundColor")
    expect(paper).toBe(colorScheme === "light" ? "rgb(255, 255, 255)" : "rgb(20, 23, 26)")
  })

  it("is a table without its script, and on paper", async () => {
    const file = await writeClinic()
    const { page } = await open(file, { javaScriptEnabled: false })
    expect(await shown(page)).toHaveLength(5)
    expect(await page.getByLabel("Search").isVisible()).toBe(false)
    const printed = await open(file)
    await printed.page.emulateMedia({ media: "print" })
    expect(await printed.page.getByLabel("Search").isVisible()).toBe(false)
    expect(await shown(printed.page)).toHaveLength(5)
  })

  it("does for 2,000 routes nothing but hide rows and show one", async () => {
    const file = writeLargePage(2000)
    const { page, problems } = await open(file)
    await page.evaluate(`window.changes = []; new MutationObserver((records) => { window.changes.push(...records.map(({ type, attributeName, addedNodes }) => attributeName ?? type + addedNodes.length)) })
      .observe(document.getElementById("rows"), { subtree: true, childList: true, attributes: true })`)
    await page.getByLabel("Search").fill("harbour 17")
    expect(await page.getByRole("status").innerText()).toBe("139 of 2000 routes")
    await page.getByRole("link", { name: "/harbours/17/berths" }).click()
    expect(await page.locator("#details-title").innerText()).toBe("GET /harbours/17/berths")
    expect(await page.evaluate("[...new Set(window.changes)].sort()")).toEqual(["aria-current", "hidden"])
    expect(await page.locator("#details *").count()).toBeLessThan(100)
    expect(problems).toEqual([])
  })

  function writeLargePage(number: number): string {
    const place = { file: "src/harbours.ts", line: 12 }
    const input = { use: null, by: [] }
    const explain = (index: number): Explanation => ({
      route: {
        method: "GET", path: `/harbours/${index}/berths`, written: `/harbours/${index}/berths`, ...place, framework: "express", application: 0, handler: place,
        auth: "required", authBy: [], public: false, publicReason: null, body: "unused", query: "unused", params: "unused", response: "declared",
        reasons: { auth: "", body: "", query: "", params: "", response: "" }, inputs: { body: input, query: input, params: input }, responseBy: [],
        chain: [{ ...place, name: "requireCaptain", code: null, proves: "required", because: null }, { ...place, name: `listBerths${index}`, code: place, proves: "none", because: null }],
      },
      shadowedBy: null, responses: [], errors: [], schemas: [], documentation: { answer: "no", by: null, statuses: [] }, findings: [],
    })
    const data: PageData = {
      title: "harbours", inventory: { applications: [], unresolved: [], problems: [] }, link: "vscode://file{path}:{line}", root: "/harbours", base: "/harbours",
      routes: Array.from({ length: number }, (_, index) => explain(index)),
    }
    const project = createProject({})
    const asset = (name: string): string => readFileSync(join(program.folder, name), "utf8")
    project.write("routes.html", renderPage(data, { style: asset("report.css"), script: asset("report-script.js") }))
    return project.path("routes.html")
  }
})
