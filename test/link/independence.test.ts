/**
 * What is said of a project does not depend on what else was asked, and what is said of a route not on files that have nothing
 * to do with it.
 *
 * @module
 */
import { describe, expect, it } from "vitest"
import { rules } from "../../rules/index.ts"
import { frameworks } from "../../src/frameworks/index.ts"
import type { Sources } from "../../src/link/evaluate/sources.ts"
import { linkProject } from "../../src/link/project/link.ts"
import { orms } from "../../src/orm/index.ts"
import { createSources } from "../linking.ts"

const TIDES = `import express from "express"
const app = express()
app.get("/tides", (request, response) => response.json([]))
app.listen(3000)
`

describe("what could not be followed", () => {
  it("is the same whichever rules have run; what the linker failed at is told apart from it", () => {
    const sources = createSources({ "app.js": `${TIDES}app.get(process.env.SECRET_PATH, serve)\n` })
    const defect = new Error("no settings today")
    const failing: Sources = { ...sources, settings: { get public(): never { throw defect } } }
    const project = linkProject(failing, { frameworks, orms })
    const before = [...project.unresolved]
    expect([before.length, project.defects]).toEqual([1, []])
    for (const rule of rules) expect([...rule.check(project, rule.defaults ?? {})]).toBeInstanceOf(Array)
    expect(project.unresolved).toEqual(before)
    expect(project.defects.map(({ reason }) => reason)).toContain("this route could not be judged whole: no settings today")
  })
})
