/**
 * Linking ends, fails nowhere and says the same again, whatever the application. `test/slow` has more of them.
 *
 * @module
 */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { frameworks } from "../src/frameworks/index.ts"
import { createWorkspace } from "../src/host/workspace/workspace.ts"
import { linkProject } from "../src/link/project/link.ts"
import { orms } from "../src/orm/index.ts"
import { createProject } from "./host/project.ts"
import { checkLinking, choicesUpTo } from "./linking.ts"

describe("an application that a grammar made", () => {
  it("is linked to the end, without a failure, and answers the same in another order", () => {
    fc.assert(fc.property(choicesUpTo(700), checkLinking), { numRuns: 30, seed: 1 })
  })
})

describe("setup code that costs much", () => {
  it("is counted for each entry point, so that a neighbour keeps its routes", () => {
    const days = JSON.stringify(Array.from({ length: 400 }, (_, day) => day))
    const project = createProject({
      "package.json": JSON.stringify({ name: "almanac", type: "module", dependencies: { express: "5.2.1" } }),
      "src/almanac.js": `const days = ${days}\nfor (const day of days) for (const hour of days) note(day, hour)\n`,
      "src/app.js": `import express from "express"\nconst app = express()\napp.get("/tides", (request, response) => response.json([]))\napp.listen(3000)\n`,
    })
    const workspace = createWorkspace({ root: project.root, settings: {} })
    workspace.refresh()
    expect(linkProject(workspace.sources, { frameworks, orms }).routes.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /tides"])
  })
})
