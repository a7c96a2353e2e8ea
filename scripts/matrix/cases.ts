/**
 * What the package has to work with. A case installs what it needs into an empty folder and fails where the shop is not
 * reported as it should be.
 *
 * @module
 */
import assert from "node:assert/strict"
import { type Folder, managers, npm, type Outcome, UnavailableError } from "./folder.ts"
import { CONFIG, installShop, lint, listFiles, OPEN_SESSION, readBlock, readReports, REPORTS } from "./shop.ts"

/** Something that the package has to work with. */
export interface Case {
  readonly name: string
  /** Whether it is run before every merge. */
  readonly isCore: boolean
  /** @param tarball absolute path of the packed package */
  run(folder: Folder, tarball: string): void
}

const ESLINTS = ["9.38.0", "9", "10"]
const TYPESCRIPTS = [undefined, "5.9", "6", "7"]
/** Each version of ESLint and of TypeScript once. */
const CORE = new Set(["9.38.0 undefined", "9 5.9", "10 6", "10 7"])

const installations = ESLINTS.flatMap((eslint) => TYPESCRIPTS.map((typescript): Case => ({
  name: `ESLint ${eslint}, ${typescript === undefined ? "no TypeScript" : `TypeScript ${typescript}`}`,
  isCore: CORE.has(`${eslint} ${typescript}`),
  run(folder, tarball) {
    installShop(folder, npm, [tarball, `eslint@${eslint}`, ...(typescript === undefined ? [] : [`typescript@${typescript}`])])
    assert.deepEqual(lint(folder), REPORTS)
    // The types that ESLint 9.38.0 has of its own configuration do not fit each other.
    if (typescript !== undefined && eslint !== "9.38.0") checkTypes(folder)
  },
})))

/** The configuration of README.md compiles, declarations of packages included, and not with a misspelt option. */
function checkTypes(folder: Folder): void {
  const config = readBlock("ts", "### Settings")
  const options = { module: "nodenext", target: "es2022", strict: true, skipLibCheck: false, noEmit: true, types: [] }
  folder.write({
    "typed.ts": config,
    "misspelt.ts": config.replace("\"high\"", "\"hihg\""),
    "typed.json": JSON.stringify({ compilerOptions: options, files: ["typed.ts"] }),
    "misspelt.json": JSON.stringify({ compilerOptions: options, files: ["misspelt.ts"] }),
  })
  assert.deepEqual(npm.run(folder, "tsc", ["--project", "typed.json"]), { status: 0, output: "", errors: "" })
  assert.match(npm.run(folder, "tsc", ["--project", "misspelt.json"]).output, /hihg/u)
}

const installers = managers.map((manager): Case => ({
  name: manager.name,
  isCore: false,
  run(folder, tarball) {
    installShop(folder, manager, [tarball, "eslint@10"])
    assert.deepEqual(lint(folder, [], manager), REPORTS)
  },
}))

const nodes = ["22", "24"].map((version): Case => ({
  name: `Node ${version}`,
  isCore: false,
  run(folder, tarball) {
    installShop(folder, npm, [tarball, "eslint@10", `node@${version}`])
    const node = `${folder.path}/node_modules/node/bin/node`
    if (folder.run(node, ["--version"]).status !== 0) throw new UnavailableError(`node@${version} has no program for this machine`)
    assert.deepEqual(readReports(folder.run(node, ["node_modules/eslint/bin/eslint.js", ".", "--format", "json"])), REPORTS)
  },
}))

/** A case on ESLint 10, with further packages beside it. */
function createCase(name: string, isCore: boolean, packages: readonly string[], check: (folder: Folder) => void): Case {
  return {
    name,
    isCore,
    run(folder, tarball) {
      installShop(folder, npm, [tarball, "eslint@10", ...packages])
      check(folder)
    },
  }
}

/** Both routes are open once the guard is. */
const OPEN_REPORTS = REPORTS.map((report) => report.replace("app.ts:7", "app.ts:4"))

const tools: readonly Case[] = [
  createCase("the command line", true, [], (folder) => {
    const routes = JSON.parse(npm.run(folder, "eslint-plugin-endpoint", ["routes", ".", "--format", "json"]).output) as { routes: { method: string; path: string; auth: string }[] }
    assert.deepEqual(routes.routes.map(({ method, path, auth }) => `${method} ${path} ${auth}`), ["GET /invoices none", "GET /orders/{id} required", "POST /session none"])
    assert.equal(npm.run(folder, "eslint-plugin-endpoint", ["check", ".", "--preset", "security"]).status, 1)
  }),
  createCase("a configuration in CommonJS", true, [], (folder) => {
    folder.write({ "eslint.config.js": "", "eslint.config.cjs": readBlock("js", "In CommonJS, `require`"), "src/tokens.cjs": "require(\"jsonwebtoken\").sign({}, \"k9vT2mQx8wLz4pRb\")\n" })
    assert.deepEqual(readReports(npm.run(folder, "eslint", ["--config", "eslint.config.cjs", "src/tokens.cjs", "--format", "json"])), ["tokens.cjs:1 endpoint/no-hardcoded-secret"])
  }),
  createCase("eslint --cache", true, [], (folder) => {
    const files = ["--cache", "--cache-strategy", "content"]
    assert.deepEqual([lint(folder, files), lint(folder, files)], [REPORTS, REPORTS])
    folder.write({ "src/session.ts": OPEN_SESSION })
    assert.deepEqual(lint(folder, files), OPEN_REPORTS)
  }),
  createCase("eslint --concurrency", true, [], (folder) => assert.deepEqual(lint(folder, ["--concurrency", "2"]), REPORTS)),
  createCase("a wrong root", true, [], (folder) => {
    folder.write({ "eslint.config.js": CONFIG.replace(/\]\)\s*$/u, "  { settings: { endpoint: { root: \"apps/typo\" } } },\n])\n") })
    const { status, errors } = npm.run(folder, "eslint", ["."])
    assert.equal(status, 2)
    assert.match(errors, /`settings\.endpoint\.root` is "apps\/typo", and there is no folder/u)
  }),
  createCase("typescript-eslint with types", false, ["typescript@6", "typescript-eslint@8"], (folder) => {
    folder.write({
      "tsconfig.json": "{ \"compilerOptions\": { \"module\": \"nodenext\", \"target\": \"es2022\", \"strict\": true }, \"include\": [\"src\"] }",
      "eslint.config.js": `import endpoint from "eslint-plugin-endpoint"
import { defineConfig } from "eslint/config"
import typescript from "typescript-eslint"

export default defineConfig([
  { files: ["src/**/*.ts"], extends: [typescript.configs.recommendedTypeChecked], languageOptions: { parserOptions: { projectService: true } } },
  endpoint.configs.recommended,
  endpoint.configs.security,
])
`,
    })
    const reports = lint(folder)
    assert.deepEqual(reports.filter((report) => report.includes(" endpoint/")), REPORTS)
    assert(reports.some((report) => report.includes(" @typescript-eslint/no-unsafe-")), "rules that ask for types say nothing")
  }),
  createCase("a monorepo from its root", false, [], (folder) => {
    folder.write({
      "package.json": "{ \"private\": true, \"type\": \"module\", \"workspaces\": [\"apps/*\"] }",
      "apps/web/package.json": "{ \"name\": \"web\" }", "apps/desk/package.json": "{ \"name\": \"desk\" }", ...listFiles("apps/web/"), ...listFiles("apps/desk/"),
    })
    assert.deepEqual(readReports(npm.run(folder, "eslint", ["apps", "--format", "json"])), [...REPORTS, ...REPORTS].sort())
  }),
  createCase("oxlint", false, ["oxlint@1"], (folder) => {
    const configure = (settings: object): void => folder.write({
      ".oxlintrc.json": JSON.stringify({ jsPlugins: ["eslint-plugin-endpoint"], rules: { "endpoint/require-auth": "error", "endpoint/no-hardcoded-secret": "error" }, settings: { endpoint: settings } }),
    })
    configure({})
    assert.deepEqual(readDiagnostics(npm.run(folder, "oxlint", ["src", "--format", "json"])), ["app.ts:7 endpoint(require-auth)", "session.ts:4 endpoint(no-hardcoded-secret)"])
    configure({ guard: ["requireCustomer"] })
    assert.equal(readDiagnostics(npm.run(folder, "oxlint", ["src", "--format", "json"])).length, 1)
  }),
  createCase("eslint_d", false, ["eslint_d@14"], (folder) => {
    const check = (): readonly string[] => readReports(npm.run(folder, "eslint_d", [".", "--format", "json"]))
    try {
      assert.deepEqual(check(), REPORTS)
      folder.write({ "src/session.ts": OPEN_SESSION })
      // After a pause, in which somebody has typed, files are looked at again.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500)
      assert.deepEqual(check(), OPEN_REPORTS)
    } finally {
      npm.run(folder, "eslint_d", ["stop"])
    }
  }),
  createCase("lint-staged", false, ["lint-staged@16"], (folder) => {
    folder.write({ ".gitignore": "node_modules\n", ".lintstagedrc.json": "{ \"*.ts\": \"eslint\" }" })
    folder.run("git", ["init", "--quiet"])
    folder.run("git", ["add", "src/app.ts"])
    const { status, output, errors } = npm.run(folder, "lint-staged", [])
    assert.equal(status, 1)
    assert.match(`${output}${errors}`, /7:5 +error .*endpoint\/require-auth/u)
    assert.doesNotMatch(`${output}${errors}`, /no-hardcoded-secret/u)
  }),
]

/** The messages of oxlint's JSON: `app.ts:7 endpoint(require-auth)`. */
function readDiagnostics({ output }: Outcome): readonly string[] {
  const { diagnostics } = JSON.parse(output) as { diagnostics: { code: string; filename: string; labels: { span: { line: number } }[] }[] }
  return diagnostics.filter(({ code }) => code.startsWith("endpoint(")).map(({ code, filename, labels }) =>
    `${filename.replaceAll("\\", "/").split("/").at(-1)}:${labels[0]?.span.line} ${code}`).sort()
}

/** Every case. */
export const cases: readonly Case[] = [...installations, ...installers, ...nodes, ...tools]
