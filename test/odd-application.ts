/**
 * Applications with something odd in them, which both commands must still read and lint: for tests of robustness.
 *
 * @module
 */
import { expect } from "vitest"
import type { Inventory } from "../src/host/cli/inventory.ts"
import type { Program } from "./program.ts"

/** An application whose one finding shows that everything else is still linted. */
export const sound = {
  "package.json": "{\"name\":\"library\",\"type\":\"module\",\"dependencies\":{\"express\":\"^5.0.0\"}}",
  "src/app.js": `import express from "express"
import jwt from "jsonwebtoken"

const app = express()
app.get("/health", (request, response) => response.json({ token: jwt.sign({}, "k9vT2mQx8wLz4pRb") }))
`,
}

/** What `check` prints of a file as JSON, as far as it is looked at. */
export interface LintResult {
  readonly filePath: string
  readonly messages: readonly { readonly ruleId: string | null; readonly message: string; readonly line: number; readonly fatal?: boolean }[]
}

/** What the two commands print of an application as JSON. */
export interface Answers {
  readonly inventory: Inventory
  readonly results: readonly LintResult[]
}

/** Runs both commands on an application that has the files of {@link sound}: it must be read and linted, and nothing may fail. */
export async function runBoth(program: Program, root: string): Promise<Answers> {
  const routes = await program.run(root, ["routes", ".", "--format", "json"])
  const check = await program.run(root, ["check", ".", "--format", "json"])
  expect([routes.status, check.status], routes.errors + check.errors).toEqual([0, 1])
  expect(`${routes.errors}${check.errors}`).not.toMatch(/^ +at |defect/mu)
  const inventory = JSON.parse(routes.output) as Inventory
  const results = JSON.parse(check.output) as LintResult[]
  expect(inventory.routes.map(({ path }) => path)).toContain("/health")
  const app = results.find(({ filePath }) => filePath.endsWith("/src/app.js"))
  expect(app?.messages.map(({ ruleId }) => ruleId)).toContain("endpoint/no-hardcoded-secret")
  return { inventory, results }
}
