/**
 * What the program prints as JSON has the form that `docs/json` promises: nothing is missing, and nothing is there that is not
 * described.
 *
 * @module
 */
import { readdirSync, readFileSync } from "node:fs"
import { join, relative, resolve } from "node:path"
import Ajv from "ajv/dist/2020.js"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { findApplications } from "../fixtures/application.ts"
import { createAnalysis } from "../src/host/analysis.ts"
import type { Judgement } from "../src/host/cli/checklist/judgement.ts"
import { explainRoutes } from "../src/host/cli/explanation.ts"
import { createInventory } from "../src/host/cli/inventory.ts"
import { buildProgram, type Program } from "./program.ts"

const root = resolve(import.meta.dirname, "..")
const ajv = new Ajv.default({ allErrors: true })
for (const file of readdirSync(join(root, "docs/json"))) ajv.addSchema(JSON.parse(readFileSync(join(root, "docs/json", file), "utf8")) as object)

function validate(name: string, value: unknown): readonly unknown[] {
  // As a program reads it: without what JSON leaves out.
  ajv.validate(`${name}.schema.json`, JSON.parse(JSON.stringify(value)))
  return ajv.errors ?? []
}

describe("the JSON of routes and explain", () => {
  it.each(findApplications(join(root, "fixtures")).map((folder) => relative(root, folder)))("follows its schema: %s", (folder) => {
    const analysis = createAnalysis({ root: join(root, folder), settings: {} })
    analysis.workspace.refresh()
    const project = analysis.project()
    expect(validate("routes", createInventory(project, analysis.workspace.problems()))).toEqual([])
    expect(validate("explain", explainRoutes(project.routes, project, []))).toEqual([])
  })
})

describe("the program's JSON", () => {
  let program: Program
  beforeAll(() => {
    program = buildProgram()
  })
  afterAll(() => program.remove())

  it.each([
    ["routes", ["routes", "fixtures/reference/nestjs", "--format", "json"]],
    ["explain", ["explain", "GET /admin/customers", "fixtures/reference/express", "--format", "json"]],
    ["checklist", ["checklist", "fixtures/reference/fastify", "--format", "json"]],
    ["checklist", ["checklist", "fixtures/reference/next", "--format", "json"]],
  ])("follows the schema of %s: %j", async (name, words) => {
    const { output, errors } = await program.run(root, words)
    expect(errors).toBe("")
    expect(validate(name, JSON.parse(output))).toEqual([])
  })

  it("is what docs/agents.md shows", async () => {
    const [, example = ""] = /```json\n([\s\S]*?)```/u.exec(readFileSync(join(root, "docs/agents.md"), "utf8")) ?? []
    const { output } = await program.run(join(root, "fixtures/reference/express"), ["checklist", "--format", "json"])
    expect((JSON.parse(output) as Judgement).findings).toContainEqual(JSON.parse(example))
  })

  it("is refused by the schema when something is added or missing", () => {
    const whole = { version: 2, applications: [], routes: [], actions: [], unresolved: [], problems: [] }
    expect(validate("routes", whole)).toEqual([])
    expect(validate("routes", { ...whole, extra: 1 })).toHaveLength(1)
    expect(validate("routes", { ...whole, routes: undefined })).toHaveLength(1)
  })
})
