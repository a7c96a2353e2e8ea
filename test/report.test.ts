/**
 * The report of `check` in the forms that other programs read, printed by the program itself.
 *
 * @module
 */
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import Ajv from "ajv-draft-04"
import addFormats from "ajv-formats"
import { XMLParser, XMLValidator } from "fast-xml-parser"
import type { Log, Result } from "sarif"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createProject, type TemporaryProject } from "./host/project.ts"
import { buildProgram, type Program } from "./program.ts"

let program: Program
beforeAll(() => {
  program = buildProgram()
})
afterAll(() => program.remove())

const FERRY = {
  "package.json": "{\"name\":\"ferry\",\"type\":\"module\",\"dependencies\":{\"express\":\"^5.0.0\"}}",
  "src/app.js": `import express from "express"
import { readFileSync } from "node:fs"
import { sailings } from "./sailings.js"

export const app = express()
app.use(express.json())
app.use("/sailings", sailings)
app.get("/harbour/notices", (request, response) => response.json(readFileSync("notices.json", "utf8")))
`,
  "src/sailings.js": `import { PrismaClient } from "@prisma/client"
import { Router } from "express"

const database = new PrismaClient()
export const sailings = Router()
sailings.get(["/today", "/now"], (request, response) => response.json([]))
sailings.post("/", (request, response) => {
  response.status(201).json(database.sailing.create({ data: request.body }))
})
`,
}

async function report(project: TemporaryProject, ...words: string[]): Promise<string> {
  return (await program.run(project.root, ["check", ".", "--preset", "security", ...words])).output
}

async function readSarif(project: TemporaryProject, ...words: string[]): Promise<Log> {
  return JSON.parse(await report(project, "--format", "sarif", ...words)) as Log
}

function validate(log: Log): readonly unknown[] {
  const schemas = createRequire(import.meta.url).resolve("@microsoft/jest-sarif/package.json").replace("package.json", "lib/schemas")
  const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false })
  addFormats.default(ajv)
  const isValid = ajv.compile(JSON.parse(readFileSync(join(schemas, "sarif-2.1.0-rtm.5.json"), "utf8")) as object)
  isValid(log)
  return isValid.errors ?? []
}

function describeResult({ ruleId, locations = [], relatedLocations = [] }: Result): string {
  const place = ({ physicalLocation: at }: NonNullable<Result["locations"]>[number]): string => `${at?.artifactLocation?.uri ?? ""}:${at?.region?.startLine ?? 0}`
  return `${ruleId ?? ""} ${locations.map(place).join()} <- ${relatedLocations.map((one) => `${place(one)} ${one.message?.text ?? ""}`).join("; ")}`
}

describe("SARIF", () => {
  it("follows the schema, and has rules, places and the places they rest on", async () => {
    const log = await readSarif(createProject({ ...FERRY, "src/broken.js": "const = 1\n", "src/bundle.js": `export const tides = "${"~".repeat(600_000)}"\n` }))
    expect(validate(log)).toEqual([])
    const [run] = log.runs
    expect(run?.results?.map(describeResult)).toEqual([
      "endpoint/require-auth src/app.js:5 <- src/sailings.js:6 GET /sailings/today is registered here; src/sailings.js:6 GET /sailings/now is registered here; "
      + "src/sailings.js:7 POST /sailings is registered here; src/app.js:8 GET /harbour/notices is registered here; src/app.js:6 GET /sailings/today passes express.json()",
      "endpoint/no-mass-assignment src/sailings.js:8 <- src/sailings.js:7 POST /sailings is registered here; src/app.js:6 POST /sailings passes express.json()",
      "endpoint/require-validation src/sailings.js:8 <- src/sailings.js:7 POST /sailings is registered here; src/app.js:6 POST /sailings passes express.json()",
    ])
    expect(run?.invocations?.[0]?.toolExecutionNotifications?.map(({ level, message, locations }) =>
      [level, locations?.[0]?.physicalLocation?.artifactLocation?.uri, message.text])).toEqual([
      ["error", "src/broken.js", expect.stringMatching(/^Parsing error/u)],
      ["warning", "src/bundle.js", expect.stringMatching(/^left out: 586 kB/u)],
    ])
    const index = run?.results?.[0]?.ruleIndex ?? -1
    const rule = run?.tool.driver.rules?.[index]
    expect(rule).toMatchObject({ id: "endpoint/require-auth", help: { text: expect.stringContaining("Checklist: Authentication is enforced") as string } })
    expect(run?.tool.driver.rules?.map(({ id }) => id)).toContain("endpoint/no-sensitive-log")
    expect(run?.results?.[1]?.message.text).toContain("npx eslint-plugin-endpoint explain \"POST /sailings\"")
  })

  it("is the same wherever the project lies, and names files from where the program was started", async () => {
    const [one, other] = [createProject(FERRY), createProject(FERRY)]
    expect(await report(one, "--format", "sarif")).toBe(await report(other, "--format", "sarif"))
    const monorepo = createProject(Object.fromEntries(Object.entries(FERRY).map(([file, text]) => [`apps/ferry app/${file}`, text])))
    const { output } = await program.run(monorepo.root, ["check", "apps/ferry app", "--preset", "security", "--format", "sarif"])
    const log = JSON.parse(output) as Log
    expect(validate(log)).toEqual([])
    expect(log.runs[0]?.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe("apps/ferry%20app/src/app.js")
  })

  it("has fingerprints that survive moved lines and tell findings on equal lines apart", async () => {
    const twice = FERRY["src/sailings.js"].replace("sailings.post", "sailings.put(\"/\", (request, response) => {\n  response.status(201).json(database.sailing.create({ data: request.body }))\n})\nsailings.post")
    const project = createProject({ ...FERRY, "src/sailings.js": twice })
    const read = async (): Promise<readonly (string | undefined)[]> =>
      (await readSarif(project)).runs[0]?.results?.map(({ partialFingerprints }) => partialFingerprints?.["endpointFinding/v1"]) ?? []
    const before = await read()
    expect(new Set(before).size).toBe(before.length)
    expect(before).toHaveLength(5)
    project.write("src/sailings.js", `// Times are those of the harbour.\n\n${twice.replaceAll("\n  response", "\n\n      response")}`)
    expect(await read()).toEqual(before)
    project.write("src/sailings.js", twice.replaceAll("database.sailing", "database.tide"))
    expect((await read()).filter((one) => !before.includes(one))).toHaveLength(4)
  })

  it("says that a rule failed", async () => {
    const broken = program.copyWith(/name: "no-blocking-call"[\s\S]*?\*check\([^)]*\) \{/u, (text) => `${text} throw new Error("out of order");`)
    const { output, status } = await broken.run(createProject(FERRY).root, ["check", "--format", "sarif"])
    const log = JSON.parse(output) as Log
    expect({ status, successful: log.runs[0]?.invocations?.[0]?.executionSuccessful, errors: validate(log) }).toEqual({ status: 2, successful: false, errors: [] })
  })
})

describe("annotations", () => {
  it("are one line for each finding, with what would end a property escaped", async () => {
    const project = createProject(Object.fromEntries(Object.entries(FERRY).map(([file, text]) => [`a,b/${file}`, text])))
    const { output } = await program.run(project.root, ["check", "a,b", "--format", "github", "--rule", "no-blocking-call"])
    expect(output).toBe("::error file=a%2Cb/src/app.js,line=8,endLine=8,col=66,endColumn=78,title=endpoint/no-blocking-call::"
      + "`fs.readFileSync` blocks every other request while GET /harbour/notices is handled. Use `await fs.promises.readFile()`.\n")
  })
})

describe("JUnit", () => {
  it("is XML with a suite for each rule and a case for each finding", async () => {
    const project = createProject({ ...FERRY, "src/broken.js": "const = 1\n", "src/app.js": FERRY["src/app.js"].replace("/harbour/notices", "/harbour/<\\u0007&\\\"]]>") })
    const text = await report(project, "--format", "junit")
    expect(XMLValidator.validate(text)).toBe(true)
    expect(text).not.toContain("\u0007")
    const { testsuites } = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "" }).parse(text) as {
      testsuites: { tests: string; failures: string; testsuite: { name: string; failures: string; testcase: unknown }[] }
    }
    expect(testsuites).toMatchObject({ failures: "4", tests: "10" })
    expect(testsuites.testsuite.map(({ name, failures }) => `${name} ${failures}`)).toEqual([
      "syntax 1", "endpoint/no-error-leak 0", "endpoint/no-hardcoded-secret 0", "endpoint/no-mass-assignment 1", "endpoint/no-permissive-cors 0",
      "endpoint/no-sensitive-log 0", "endpoint/no-sensitive-response 0", "endpoint/no-unverified-token 0", "endpoint/require-auth 1", "endpoint/require-validation 1",
    ])
    expect(testsuites.testsuite[3]?.testcase).toMatchObject({ file: "src/sailings.js", line: "8", failure: { type: "error" } })
  })
})

describe("the other options of a report", () => {
  it("writes it to a file, and the summary to the terminal", async () => {
    const project = createProject(FERRY)
    const { status, output } = await program.run(project.root, ["check", "--format", "html", "-o", "reports/check.html"])
    expect(status).toBe(1)
    expect(output).toMatch(/^Written to reports\/check\.html\.\nTo see why: .*\nNot checked: 4 open routes/u)
    expect(readFileSync(project.path("reports/check.html"), "utf8")).toMatch(/^<!DOCTYPE html>[\s\S]*endpoint\/no-blocking-call/u)
    expect(await program.run(project.root, ["check", "-o", "package.json/check.txt"])).toMatchObject({
      status: 2, output: "", errors: expect.stringMatching(/^package\.json\/check\.txt cannot be written: /u) as string,
    })
  })

  it("refuses a number of warnings that is none", async () => {
    const { errors } = await program.run(createProject(FERRY).root, ["check", "--max-warnings", "few"])
    expect(errors).toContain("Option '--max-warnings <number>' argument 'few' is invalid. It must be a whole number, 0 or more.")
  })
})
