/**
 * What ESLint's users are told beside findings: nothing is switched off in silence.
 *
 * @module
 */
import { readdirSync } from "node:fs"
import { join } from "node:path"
import { ESLint, type Linter } from "eslint"
import { describe, expect, it } from "vitest"
import { createAnalysis } from "../../src/host/analysis.ts"
import * as parser from "../../src/host/eslint/parser.ts"
import { createEslintRule } from "../../src/host/eslint/rules.ts"
import { listFailures } from "../../src/host/notices.ts"
import plugin from "../../src/index.ts"
import type { Settings } from "../../src/model/settings.ts"
import { defineRule } from "../../src/rule.ts"
import { createProject, type TemporaryProject } from "./project.ts"

const FERRY = {
  "package.json": "{\"name\":\"ferry\",\"type\":\"module\",\"dependencies\":{\"express\":\"5\"}}",
  "src/app.js": `import express from "express"
import { requireSkipper } from "./crew.js"

const app = express()
app.get("/crossings", (request, response) => response.json([]))
app.get("/logs", requireSkipper, (request, response) => response.json([]))
`,
  "src/crew.js": `export function requireSkipper(request, response, next) {
  if (request.headers.authorization !== process.env.ADMIN_KEY) return response.sendStatus(401)
  next()
}
`,
}
const FAILING = createEslintRule(defineRule({
  name: "no-fog", checklist: "", presets: [], description: "", messages: {},
  check() {
    throw new Error("lost in {{ fog }}")
  },
}), "")

/** Flat configuration of one rule, or of this package's rules. */
function configure(rules: Linter.RulesRecord, settings: Settings = {}): Linter.Config {
  return { plugins: { endpoint: plugin, failing: { rules: { "no-fog": FAILING } } }, rules, settings: { endpoint: settings } }
}

function createEslint(cwd: string, ...configs: readonly Linter.Config[]): ESLint {
  return new ESLint({ cwd, overrideConfigFile: true, overrideConfig: [...configs] })
}

/** `src/app.js:1 endpoint/rest-path message` of every message, the files linted one after another: ESLint itself reads them in no certain order. */
async function lint(eslint: ESLint, { root }: TemporaryProject, files?: readonly string[]): Promise<readonly string[]> {
  const sources = files ?? readdirSync(join(root, "src")).filter((name) => name.endsWith(".js")).sort().map((name) => `src/${name}`)
  const results: ESLint.LintResult[] = []
  for (const file of sources) results.push(...await eslint.lintFiles([file]))
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, line, message }) => `${filePath.slice(root.length + 1)}:${line} ${ruleId ?? ""} ${message}`))
}

describe("a rule that fails", () => {
  const rules = { "failing/no-fog": "error", "endpoint/require-auth": "error" } as const
  const notice = /^src\/app\.js:1 failing\/no-fog Rule no-fog failed: lost in \{\{ fog \}\}\. This is a defect of eslint-plugin-endpoint: .* report it at https:\/\//u

  it("is reported in the first file of a run, and the others go on", async () => {
    const project = createProject(FERRY)
    const eslint = createEslint(project.root, configure(rules))
    const messages = await lint(eslint, project)
    expect(messages).toEqual([expect.stringMatching(notice), expect.stringMatching(/^src\/app\.js:5 endpoint\/require-auth /u)])
    // Again where it was reported, as in an editor, and in the first file of the next run.
    expect(await lint(eslint, project)).toEqual(messages)
    expect(await lint(createEslint(project.root, configure(rules)), project, ["src/crew.js"])).toEqual([expect.stringMatching(/^src\/crew\.js:1 failing\/no-fog /u)])
  })

  it("is not reported where a comment hides it", async () => {
    const project = createProject({ ...FERRY, "src/app.js": `/* eslint-disable */\n${FERRY["src/app.js"]}` })
    expect(await lint(createEslint(project.root, configure(rules)), project)).toEqual([expect.stringMatching(/^src\/crew\.js:1 failing\/no-fog /u)])
    const other = createProject({ ...FERRY, "src/app.js": `/* eslint-disable no-console -- a script */\nconsole.log(1)\n${FERRY["src/app.js"]}` })
    const config = configure({ "failing/no-fog": "error", "no-console": "error" })
    expect(await lint(createEslint(other.root, config), other)).toEqual([expect.stringMatching(notice)])
  })
})

describe("a linker that fails", () => {
  it("is a failure of the analysis", () => {
    const { root } = createProject(FERRY)
    const analysis = createAnalysis({ root, settings: {} }, () => {
      throw new Error("lost in fog")
    })
    analysis.workspace.refresh()
    expect(analysis.project().routes).toEqual([])
    expect(listFailures(analysis)).toEqual([expect.stringMatching(/^Linking failed: lost in fog\. This is a defect of /u)])
  })
})

describe("a root", () => {
  it.each([
    ["apps/typo", /`settings\.endpoint\.root` is "apps\/typo", and there is no folder \/.*\/apps\/typo\. Name the folder of the backend, relative to where ESLint is run: \//u],
    ["src/app.js", /`settings\.endpoint\.root` is "src\/app\.js", and this is a file: /u],
    ["docs", /`settings\.endpoint\.root` is "docs", and there is no JavaScript or TypeScript source in \//u],
  ])("%s is an error", async (root, message) => {
    const project = createProject({ ...FERRY, "docs/guide.md": "" })
    await expect(lint(createEslint(project.root, configure({ "endpoint/require-auth": "error" }, { root })), project)).rejects.toThrow(message)
  })

  it("that is wrong is reported once by oxlint, which goes on after an error", async () => {
    const project = createProject(FERRY)
    const config = { ...configure({ "endpoint/require-auth": "error", "endpoint/rest-path": "error" }, { root: "typo" }), languageOptions: { parser: { ...parser, name: "oxlint" } } }
    expect(await lint(createEslint(project.root, config), project)).toEqual([
      expect.stringMatching(/^src\/app\.js:1 endpoint\/(?:require-auth|rest-path) `settings\.endpoint\.root` is "typo"/u),
    ])
  })
})

describe("a setting that matches nothing", () => {
  it.each<[Settings, string]>([
    [{ public: ["GET /crossing"] }, "`settings.endpoint.public`: \"GET /crossing\" matches no route. Did you mean \"GET /crossings\"?"],
    [{ guards: ["requireSkippers"] }, "`settings.endpoint.guards`: \"requireSkippers\" names no function of the project. Did you mean \"requireSkipper\"?"],
    [{ guards: ["src/gone.js#requireSkipper"] }, "`settings.endpoint.guards`: \"src/gone.js#requireSkipper\" names a file that is not there: src/gone.js."],
    [{ validators: ["checkTicket"] }, "`settings.endpoint.validators`: \"checkTicket\" names no function of the project."],
    [{ ignore: ["legacy/**"] }, "`settings.endpoint.ignore`: \"legacy/**\" matches no file."],
  ])("is reported once: %j", async (settings, words) => {
    const project = createProject(FERRY)
    const config = configure({ "endpoint/no-error-leak": "error", "endpoint/no-n-plus-one": "error" }, settings)
    const notice = `src/app.js:1 endpoint/no-error-leak ${words} It has no effect in ${project.root}: correct it or take it out.`
    expect(await lint(createEslint(project.root, config), project)).toEqual([notice])
  })

  it("is not reported of a package whose repository shares the settings, unless they name it", async () => {
    const api = Object.fromEntries(Object.entries(FERRY).map(([file, text]) => [`apps/api/${file}`, text]))
    const project = createProject({ ...api, "apps/mail/package.json": "{}", "apps/mail/send.js": "" })
    const rules = { "endpoint/no-error-leak": "error" } as const
    expect(await lint(createEslint(project.root, configure(rules, { guards: ["requireMail"] })), project, ["apps/**/*.js"])).toEqual([])
    const named = configure(rules, { root: "apps/api", guards: ["requireMail"] })
    expect(await lint(createEslint(project.root, named), project, ["apps/**/*.js"])).toEqual([expect.stringContaining("\"requireMail\" names no function")])
    const own = configure(rules, { guards: ["requireMail"] })
    expect(await lint(createEslint(project.path("apps/api"), own), project, ["src/*.js"])).toEqual([expect.stringContaining("\"requireMail\" names no function")])
  })
})

describe("what cannot be read", () => {
  it("of a tsconfig is reported", async () => {
    const project = createProject({ ...FERRY, "tsconfig.json": "{ \"extends\": \"./missing.json\" }" })
    expect(await lint(createEslint(project.root, configure({ "endpoint/no-error-leak": "error" })), project)).toEqual([
      "src/app.js:1 endpoint/no-error-leak tsconfig.json extends \"./missing.json\", which is not there, so that its path aliases are unknown. "
      + "Routes whose files are imported by such an alias may be missing.",
    ])
  })

  it("of files that are not linted is a warning of the process", async () => {
    const project = createProject({ ...FERRY, "public/bundle.js": `!function(){${"a(1);".repeat(2000)}}()\n`, "src/old.js": "export const = 1\n" })
    const warnings: Error[] = []
    const listen = (warning: Error): void => void warnings.push(warning)
    process.on("warning", listen)
    const config = configure({ "endpoint/no-error-leak": "error" })
    expect(await lint(createEslint(project.root, config), project, ["src/app.js", "src/crew.js"])).toEqual([])
    expect(await lint(createEslint(project.root, config), project, ["src/app.js"])).toEqual([])
    await new Promise((resolve) => setImmediate(resolve))
    process.off("warning", listen)
    expect(warnings.map(({ name, message }) => [name, message])).toEqual([
      ["EndpointWarning", expect.stringMatching(/^Not analysed, or not wholly, in \/.*: public\/bundle\.js left out: it is minified; src\/old\.js:1 .*`settings\.endpoint\.ignore`\.$/u)],
    ])
  })

  it("of a file that is linted is reported there", async () => {
    const project = createProject({ ...FERRY, "src/timetable.js": "// Every quarter of an hour.\n".repeat(20_000) })
    const rules = { "endpoint/no-error-leak": "error", "endpoint/no-n-plus-one": "error" } as const
    const notice = "src/timetable.js:1 endpoint/no-error-leak This file is not analysed (left out: 566 kB, larger than 512 kB, is taken for a generated file): "
      + "its routes are missing from what every rule of eslint-plugin-endpoint sees. Make it smaller, or name it in `settings.endpoint.ignore` if it is no source of the backend."
    expect(await lint(createEslint(project.root, configure(rules)), project)).toEqual([notice])
    expect(await lint(createEslint(project.root, configure(rules, { ignore: ["src/timetable.js"] })), project)).toEqual([])
  })
})
