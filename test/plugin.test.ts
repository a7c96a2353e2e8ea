import { ESLint, type Linter } from "eslint"
import { defineConfig } from "eslint/config"
import { utimesSync } from "node:fs"
import { describe, expect, it, onTestFinished } from "vitest"
import packageJson from "../package.json" with { type: "json" }
import { rules } from "../rules/index.ts"
import plugin from "../src/index.ts"
import { presetNames } from "../src/presets.ts"
import { createProject, type TemporaryProject } from "./host/project.ts"

const TOKENS = `import jwt from "jsonwebtoken"
export const signToken = (user) => jwt.sign({ sub: user.id }, "k9vT2mQx8wLz4pRb")
`
const GUARD = `export function requireCustomer(request, response, next) {
  if (request.headers.authorization !== process.env.ADMIN_KEY) return response.sendStatus(401)
  next()
}
`
const SHOP = { "package.json": "{\"name\":\"shop\",\"type\":\"module\"}", "src/tokens.js": TOKENS }

function createEslint(project: TemporaryProject, config: Linter.Config = plugin.configs.recommended): ESLint {
  return new ESLint({ cwd: project.root, overrideConfigFile: true, overrideConfig: [config] })
}

async function lint(eslint: ESLint, file: string): Promise<readonly Linter.LintMessage[]> {
  return (await eslint.lintFiles([file])).flatMap(({ messages }) => messages)
}

/** Works in a folder until the running test ends. */
function inFolder(folder: string): void {
  const before = process.cwd()
  process.chdir(folder)
  onTestFinished(() => process.chdir(before))
}

/** Lets enough time pass for the next lint to look at the disk. */
const sweep = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 300))

describe("the plugin", () => {
  it("has presets that ESLint takes, by object and by name", async () => {
    const project = createProject(SHOP)
    for (const preset of presetNames) {
      expect(plugin.configs[preset].name).toBe(`endpoint/${preset}`)
      await expect(createEslint(project, plugin.configs[preset]).calculateConfigForFile("src/tokens.ts")).resolves.toBeDefined()
    }
    const extended = defineConfig({ plugins: { endpoint: plugin }, extends: ["endpoint/recommended"] })
    const eslint = new ESLint({ cwd: project.root, overrideConfigFile: true, overrideConfig: extended })
    expect(await lint(eslint, "src/tokens.js")).toMatchObject([{ ruleId: "endpoint/no-hardcoded-secret", severity: 2, line: 2, column: 63 }])
  })

  it("computes presets from the rules", () => {
    const recommended = Object.keys(plugin.configs.recommended.rules ?? {})
    expect(recommended.length).toBeGreaterThan(0)
    expect(Object.keys(plugin.configs.strict.rules ?? {})).toEqual(expect.arrayContaining(recommended))
    expect(Object.keys(plugin.configs.all.rules ?? {})).toEqual(rules.map(({ name }) => `endpoint/${name}`))
    const [stricter] = rules.filter(({ strictOptions, presets }) => strictOptions !== undefined && presets.includes("recommended"))
    expect(plugin.configs.strict.rules?.[`endpoint/${stricter?.name ?? ""}`]).toEqual(["error", stricter?.strictOptions])
    expect(plugin.configs.recommended.rules?.[`endpoint/${stricter?.name ?? ""}`]).toBe("error")
    const names = rules.map(({ name }) => name)
    expect(names).toEqual([...names].sort())
  })

  it("describes every rule to ESLint", () => {
    for (const [name, { meta }] of Object.entries(plugin.rules)) {
      expect(meta?.docs?.description).toMatch(/^(?:Disallow|Require|Enforce) .*[^.]$/u)
      expect(meta?.docs?.url).toBe(`${packageJson.homepage}/blob/v${packageJson.version}/docs/rules/${name}.md`)
    }
  })

  it("names one repository, wherever it names it", () => {
    const { homepage, repository, bugs } = packageJson
    expect(homepage).toMatch(/^https:\/\/github\.com\/[\w-]+\/eslint-plugin-endpoint$/u)
    expect({ url: repository.url, bugs: bugs.url }).toEqual({ url: `git+${homepage}.git`, bugs: `${homepage}/issues` })
  })

  it("refuses options that a rule does not have", async () => {
    const eslint = createEslint(createProject(SHOP), {
      plugins: { endpoint: plugin }, rules: { "endpoint/no-hardcoded-secret": ["error", { alow: ["x"] }] },
    })
    await expect(lint(eslint, "src/tokens.js")).rejects.toThrow(/alow/u)
  })

  it("refuses a misspelt setting by name", async () => {
    const eslint = createEslint(createProject(SHOP), { ...plugin.configs.recommended, settings: { endpoint: { guard: [] } } })
    await expect(lint(eslint, "src/tokens.js")).rejects.toThrow(/`settings\.endpoint\.guard` is no setting.*Did you mean `guards`\?/u)
  })

  it("offers suggestions that keep the file sound", async () => {
    const [message] = await lint(createEslint(createProject(SHOP)), "src/tokens.js")
    const fix = message?.suggestions?.[0]?.fix
    expect(TOKENS.slice(0, fix?.range[0]) + (fix?.text ?? "") + TOKENS.slice(fix?.range[1])).toMatch(/jwt\.sign\(\{ sub: user\.id \}, process\.env\.\w+\)\n$/u)
  })

  it("reports where the text has it after an edit that only moves it", async () => {
    const project = createProject(SHOP)
    const eslint = createEslint(project)
    expect(await lint(eslint, "src/tokens.js")).toMatchObject([{ line: 2 }])
    project.write("src/tokens.js", `// Tokens of customers.\n\n${TOKENS}`)
    expect(await lint(eslint, "src/tokens.js")).toMatchObject([{ line: 4, column: 63 }])
  })

  it("lets unsaved text count", async () => {
    const project = createProject(SHOP)
    const eslint = createEslint(project)
    const filePath = project.path("src/tokens.js")
    const lintText = async (text: string): Promise<number> => (await eslint.lintText(text, { filePath }))[0]?.messages.length ?? -1
    expect(await lintText(TOKENS)).toBe(1)
    expect(await lintText(TOKENS.replace(/"k9.*"/u, "process.env.TOKEN_SECRET"))).toBe(0)
    expect(await lintText(TOKENS)).toBe(1)
  })

  it("says nothing of standard input, of files that are not the project's, and of blocks of other files", async () => {
    const project = createProject({ ...SHOP, "test/tokens.js": TOKENS })
    const eslint = createEslint(project)
    expect((await eslint.lintText(TOKENS))[0]?.messages).toEqual([])
    expect(await lint(eslint, "test/tokens.js")).toEqual([])
    const withProcessor = createEslint(project, {
      ...plugin.configs.recommended,
      processor: { preprocess: (text) => [{ text, filename: "0.js" }], postprocess: (blocks) => blocks.flat() },
    })
    expect(await lint(withProcessor, "src/tokens.js")).toEqual([])
  })

  it("analyses a root that a setting names, and each package by itself without one", async () => {
    const project = createProject({ "package.json": "{\"name\":\"clinic\"}", "desk.js": "", "apps/api/package.json": "{\"name\":\"api\"}", "apps/api/tokens.js": TOKENS })
    const config = { ...plugin.configs.recommended, settings: { endpoint: { root: ".", ignore: ["apps/**"] } } }
    expect(await lint(createEslint(project), "apps/api/tokens.js")).toHaveLength(1)
    expect(await lint(createEslint(project, config), "apps/api/tokens.js")).toEqual([])
  })

  it("tells ESLint's cache of changes in other files", async () => {
    const project = createProject({
      "package.json": "{\"name\":\"shop\",\"type\":\"module\",\"dependencies\":{\"express\":\"5\"}}",
      "src/app.js": `import express from "express"
import { requireCustomer } from "./guard.js"
import { requireDriver } from "./driver.js"
const app = express()
app.get("/orders", requireCustomer, (request, response) => response.json([]))
app.get("/tours", requireDriver, (request, response) => response.json([]))
app.get("/prices", (request, response) => response.json([]))
`,
      "src/guard.js": GUARD,
      "src/driver.js": GUARD.replace("requireCustomer", "requireDriver"),
    })
    inFolder(project.root)
    const listLines = async (): Promise<readonly number[]> => {
      const eslint = new ESLint({
        cwd: project.root, cache: true, cacheLocation: project.path(".eslintcache"), cacheStrategy: "content", overrideConfigFile: true,
        overrideConfig: [{ plugins: { endpoint: plugin }, rules: { "endpoint/require-auth": "error" } }],
      })
      return (await lint(eslint, "src/app.js")).map(({ line }) => line)
    }
    expect(await listLines()).toEqual([7])
    expect(await listLines()).toEqual([7])
    project.write("src/guard.js", GUARD.replace(/ {2}if .*\n/u, ""))
    await sweep()
    expect(await listLines()).toEqual([5, 7])
  })

  it("has a version that changes with what the repository says, and with nothing else", () => {
    const project = createProject({ ...SHOP, "package-lock.json": "{}", "src/generated/client.js": "", ".gitignore": "generated\n", "apps/api/package.json": "{}" })
    inFolder(project.root)
    const { version } = plugin.meta
    expect(version).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{16}$/u)
    utimesSync(project.path("src/tokens.js"), 1_800_000_000, 1_800_000_000)
    project.write("README.md", "# The shop\n")
    project.write("dist/tokens.js", "")
    expect(plugin.meta.version).toBe(version)
    process.chdir(project.path("apps/api"))
    expect(plugin.meta.version).not.toBe(version)
    project.write("apps/api/app.js", "")
    process.chdir(project.root)
    const versions = new Set([version])
    for (const file of ["src/orders.js", "package-lock.json", "src/generated/client.js", "tsconfig.json", "prisma/schema.prisma"]) {
      project.write(file, `{ "file": "${file}" }`)
      versions.add(plugin.meta.version)
    }
    project.remove("src/orders.js")
    versions.add(plugin.meta.version)
    expect(versions.size).toBe(7)
  })

  it("has its own version where the environment says so, and outside of projects", () => {
    const project = createProject({ "src/tokens.js": TOKENS })
    inFolder(project.root)
    expect(plugin.meta.version).toBe(packageJson.version)
    project.write("package.json", "{}")
    expect(plugin.meta.version).not.toBe(packageJson.version)
    process.env["ENDPOINT_FINGERPRINT"] = "0"
    onTestFinished(() => void delete process.env["ENDPOINT_FINGERPRINT"])
    expect(plugin.meta.version).toBe(packageJson.version)
  })
})
