/**
 * Code as generators write it, at sizes that take seconds.
 *
 * @module
 */
import { afterAll, beforeAll, describe, it } from "vitest"
import { createProject } from "../host/project.ts"
import { runBoth, sound } from "../odd-application.ts"
import { buildProgram, type Program } from "../program.ts"

let program: Program
beforeAll(() => {
  program = buildProgram()
})
afterAll(() => program.remove())

describe("an application with", () => {
  it("code that nests as deep as a generator writes it", async () => {
    const { root } = createProject({
      ...sound,
      "src/deep.js": `export const text = ${Array.from({ length: 5000 }, (_, index) => `"line ${index}"`).join("\n + ")}\n`,
      "src/chain.js": `export const query = loans${"\n  .where(1)".repeat(2000)}\n`,
      "src/aliases.js": `import express from "express"
const step0 = (request, response) => response.json({})
${Array.from({ length: 5000 }, (_, index) => `const step${index + 1} = step${index}`).join("\n")}
express().get("/steps", step5000)
`,
      "src/arrays.js": `export const nested = ${"[".repeat(500)}${"]".repeat(500)}\n`,
    })
    await runBoth(program, root)
  })
})
