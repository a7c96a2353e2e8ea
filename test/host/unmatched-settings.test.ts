import { describe, expect, it } from "vitest"
import { createAnalysis } from "../../src/host/analysis.ts"
import { findUnmatchedSettings } from "../../src/host/unmatched-settings.ts"
import type { Settings } from "../../src/model/settings.ts"
import { createProject } from "./project.ts"

const SURGERY = {
  "package.json": "{\"dependencies\":{\"express\":\"5\"}}",
  "src/app.js": `import express from "express"
import passport from "passport"
import { requireNurse } from "./staff.js"

const app = express()
app.get("/patients/:id", requireNurse, (request, response) => response.json(request.params.id))
app.get("/beds", passport.authenticate("jwt"), (request, response) => response.json([]))
`,
  "src/staff.js": `export function requireNurse(request, response, next) {
  if (request.headers.authorization !== process.env.ADMIN_KEY) return response.sendStatus(401)
  next()
}
export class Roster {}
`,
  "src/old/wards.js": "export const wards = []\n",
  "src/staff.test.js": "",
  "dist/app.js": "",
  "node_modules/express/index.js": "",
}

function find(settings: Settings): readonly string[] {
  const { root } = createProject(SURGERY)
  const { workspace, project } = createAnalysis({ root, settings })
  workspace.refresh()
  return findUnmatchedSettings(settings, workspace, project()).map(({ setting, value, reason }) => `${setting} ${value} ${reason}`)
}

describe("findUnmatchedSettings", () => {
  it("is silent about settings that match", () => {
    expect(find({
      public: ["/patients/*", "GET /beds", "/**"],
      guards: ["requireNurse", "src/staff.js#requireNurse", "./src/staff.js#requireNurse", "passport.authenticate", "Roster"],
      validators: ["requireNurse"],
      ignore: ["./src/old/", "**/wards.js", "dist/**", "**/*.test.js", "node_modules/**"],
    })).toEqual([])
  })

  it.each<[Settings, string]>([
    [{ public: ["GET /patient/{id}"] }, "matches no route. Did you mean \"GET /patients/{id}\"?"],
    [{ public: ["POST /beds"] }, "matches no route. Did you mean \"GET /beds\"?"],
    [{ public: ["beds"] }, "matches no route: a route is written as \"GET /status\" or \"/hooks/**\""],
    [{ guards: ["requireNurses"] }, "names no function of the project. Did you mean \"requireNurse\"?"],
    [{ guards: ["src/staf.js#requireNurse"] }, "names a file that is not there: src/staf.js"],
    [{ guards: ["src/app.js#requireNurse"] }, "names no function of src/app.js"],
    [{ guards: ["passport.session"] }, "names no function of the project"],
    [{ validators: ["checkPatient"] }, "names no function of the project"],
    [{ ignore: ["legacy/**"] }, "matches no file"],
    [{ ignore: ["src\\staff.js"] }, "matches no file: separate folders by /"],
    [{ ignore: ["src/staff.js", "src/staff.js"] }, "is given twice"],
  ])("%j", (settings, reason) => {
    expect(find(settings)).toEqual([`${Object.keys(settings)[0] ?? ""} ${Object.values(settings).flat().at(-1) ?? ""} ${reason}`])
  })
})
