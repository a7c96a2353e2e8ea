/**
 * What the documentation says is run: examples that are shown as wrong are reported, examples that are shown as right
 * are not, and text that is made from the code is what the code would make now.
 *
 * In a page, a block of code after the line `<!-- wrong -->` or `<!-- right -->` is an application; a first line
 * `// orders.js` in it, or after an empty line, begins a further file. A block after `<!-- config -->` is a flat
 * configuration for the examples up to the next configuration or heading.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, extname, join, resolve } from "node:path"
import { ESLint, type Linter } from "eslint"
import { defineConfig } from "eslint/config"
import { describe, expect, it } from "vitest"
import { rules } from "../rules/index.ts"
import { formatChecklist } from "../scripts/checklist.ts"
import { listDocuments, replacePart } from "../scripts/documentation.ts"
import { createAnalysis } from "../src/host/analysis.ts"
import * as parser from "../src/host/eslint/parser.ts"
import { readSettings } from "../src/host/settings.ts"
import plugin from "../src/index.ts"
import { createProject, type TemporaryProject } from "./host/project.ts"

interface Example {
  readonly page: string
  /** Of the block, counted from one. */
  readonly line: number
  readonly kind: "wrong" | "right"
  readonly files: Readonly<Record<string, string>>
  readonly config: Linter.Config
}

const root = resolve(import.meta.dirname, "..")
const pages = readdirSync(join(root, "docs/rules")).filter((name) => name.endsWith(".md")).sort()
const MARK = /^<!-- (wrong|right|config) -->$/
const BLOCK = /^```(js|ts)$/
const FILE = /^\/\/ ((?:[\w-]+\/)*[\w.-]+\.[cm]?[jt]s)$/

/** The examples of a page; a block of JavaScript or TypeScript without a mark is an error. */
function readExamples(page: string): readonly Example[] {
  const lines = readFileSync(join(root, "docs/rules", page), "utf8").split("\n")
  const examples: Example[] = []
  let config: Linter.Config = {}
  for (const [index, text] of lines.entries()) {
    if (text.startsWith("#")) config = {}
    const language = BLOCK.exec(text)?.[1]
    if (language === undefined) continue
    const kind = MARK.exec(lines[index - 1] ?? "")?.[1]
    if (kind === undefined) throw new Error(`${page}:${index + 1}: say above whether this is wrong, right or config`)
    const body = lines.slice(index + 1, lines.indexOf("```", index))
    if (kind === "config") config = readConfig(body.join("\n"))
    else examples.push({ page, line: index + 1, kind: kind === "wrong" ? "wrong" : "right", files: splitFiles(body, `app.${language}`), config })
  }
  return examples
}

function readConfig(text: string): Linter.Config {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text of this repository's own pages
  const evaluate = new Function(`return (${text})`) as () => Linter.Config
  return evaluate()
}

function splitFiles(lines: readonly string[], first: string): Readonly<Record<string, string>> {
  const files: Record<string, string> = {}
  let file = first
  for (const [index, line] of lines.entries()) {
    const named = index === 0 || lines[index - 1] === "" ? FILE.exec(line)?.[1] : undefined
    file = named ?? file
    files[file] = named === undefined ? `${files[file] ?? ""}${line}\n` : ""
  }
  return files
}

/** Writes an example with a package.json that has what the example imports. */
function writeExample({ files }: Example): TemporaryProject {
  const imported = Object.values(files).flatMap((text) => [...text.matchAll(/from "(?!\.|node:)((?:@[^/"]+\/)?[^/"]+)/g)].map(([, name = ""]) => name))
  const manifest = { name: "example", type: "module", dependencies: Object.fromEntries(imported.sort().map((name) => [name, "*"])) }
  return createProject({ "package.json": JSON.stringify(manifest), ...files })
}

/** Lints an example as users do. */
async function lintExample(
  example: Example, project: TemporaryProject, rule: string, config = example.config,
): Promise<readonly Linter.LintMessage[]> {
  const own: Linter.Config = { plugins: { endpoint: plugin }, rules: { [`endpoint/${rule}`]: "error" } }
  const eslint = new ESLint({
    cwd: project.root,
    overrideConfigFile: true,
    overrideConfig: [{ files: ["**/*.{js,ts}"], languageOptions: { parser } }, own, config],
  })
  return (await eslint.lintFiles(Object.keys(example.files))).flatMap(({ messages }) => messages)
}

describe.each(pages)("docs/rules/%s", (page) => {
  const name = page.replace(/\.md$/, "")
  const examples = readExamples(page)

  it("is the page of a rule", () => {
    expect(rules.map((rule) => rule.name)).toContain(name)
  })

  it("shows what is wrong and what is right", () => {
    expect(examples.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["wrong", "right"]))
  })

  it("shows each option", () => {
    const text = readFileSync(join(root, "docs/rules", page), "utf8")
    const configured = examples.map(({ config }) => JSON.stringify(config.rules ?? {})).join()
    for (const option of Object.keys(rules.find((rule) => rule.name === name)?.options ?? {})) {
      expect(text).toContain(`\n\`${option}\`: `)
      expect(configured, `an example with \`${option}\``).toContain(`"${option}":`)
    }
  })

  it.each(examples.map((example) => [`${example.kind}, line ${example.line}`, example] as const))("runs: %s", async (_title, example) => {
    const project = writeExample(example)
    const messages = await lintExample(example, project, name)
    expect(messages.filter(({ ruleId }) => ruleId !== `endpoint/${name}`), "errors of another kind").toEqual([])
    const found = messages.map(({ message }) => message)
    if (example.kind === "right") {
      expect(found).toEqual([])
      // What has no routes has nothing to report on them.
      const analysis = createAnalysis({ root: project.root, settings: {} })
      analysis.workspace.refresh()
      if (name !== "no-hardcoded-secret") expect(analysis.project().routes).not.toEqual([])
    } else expect(found).not.toEqual([])
  })
})

describe("the configurations of docs/rules", () => {
  const examples = pages.flatMap(readExamples).filter(({ config }) => Object.keys(config).length > 0)
  const titleOf = ({ page, config }: Example): string => `${page} ${JSON.stringify(config.rules ?? config.settings)}`

  it.each([...new Set(examples.map(titleOf))])("%s makes a difference to an example", async (title) => {
    const differing = []
    for (const example of examples.filter((one) => titleOf(one) === title)) {
      const without = await lintExample(example, writeExample(example), example.page.replace(/\.md$/, ""), {})
      if (example.kind === (without.length > 0 ? "right" : "wrong")) differing.push(example.line)
    }
    expect(differing).not.toEqual([])
  })
})

describe("the configurations of README.md", () => {
  const lines = readFileSync(join(root, "README.md"), "utf8").split("\n")
  const blocks = lines.flatMap((line, index) =>
    line === "<!-- config -->" ? [[index + 1, lines.slice(index + 2, lines.indexOf("```", index)).join("\n")] as const] : [])

  const evaluateConfig = (text: string): Linter.Config[] => {
    // Where the package comes from is for test/plugin.test.ts and the packed package to show.
    const body = text.replaceAll(/^(?:import .*|const .* = require\(.*)$/gm, "").replace(/^(?:export default|module\.exports =)/m, "return")
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text of this repository's own pages
    const evaluate = new Function("defineConfig", "endpoint", "parser", body) as (...values: readonly unknown[]) => Linter.Config[]
    return evaluate(defineConfig, plugin, parser)
  }

  it.each(blocks)("line %i is one that ESLint takes", async (_line, text) => {
    const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: evaluateConfig(text) })
    const config = await eslint.calculateConfigForFile("src/app.js") as Linter.Config
    expect(Object.keys(config.rules ?? {}).filter((name) => name.startsWith("endpoint/"))).not.toEqual([])
    expect(readSettings(config.settings ?? {})).toEqual(config.settings?.["endpoint"] ?? {})
  })

  it("begin with one that lints TypeScript", async () => {
    const eslint = new ESLint({ cwd: join(root, "fixtures/reference/express"), overrideConfigFile: true, overrideConfig: evaluateConfig(blocks[0]?.[1] ?? "") })
    const results = await eslint.lintFiles(["."])
    expect(results.filter(({ filePath }) => filePath.endsWith(".ts")).length).toBeGreaterThan(5)
    const messages = results.flatMap((result) => result.messages)
    expect(messages.filter(({ ruleId }) => ruleId?.startsWith("endpoint/") !== true)).toEqual([])
    expect(messages).not.toEqual([])
  })
})

describe("the documentation", () => {
  it("has a page for each rule", () => {
    expect(pages).toEqual(rules.map(({ name }) => `${name}.md`))
  })

  it("has the generated text that the code makes now (npm run update)", () => {
    for (const { file, text } of listDocuments(root)) expect(readFileSync(join(root, file), "utf8"), file).toBe(text)
  })

  it("says which part is missing where a generated one is to be", () => {
    expect(() => replacePart("# endpoint/require-auth\n", "header", "", "docs/rules/require-auth.md"))
      .toThrow("docs/rules/require-auth.md needs \"<!-- begin header -->\" and \"<!-- end header -->\", once.")
    expect(replacePart("<!-- begin rules -->\nold\n<!-- end rules -->\n", "rules", "new", "README.md"))
      .toBe("<!-- begin rules -->\n\nnew\n\n<!-- end rules -->\n")
  })

  it("lists every rule once under an item of the checklist, and says where there is none", () => {
    const text = formatChecklist(rules, () => ["recommended"])
    for (const { name } of rules) expect(text.split(`](rules/${name}.md)`), name).toHaveLength(2)
    const [first, ...others] = rules
    if (first === undefined) throw new Error("There are no rules.")
    const without = formatChecklist(others.filter(({ checklist }) => checklist !== first.checklist), () => [])
    expect(without).toContain(`### ${first.checklist}\n\nNo rule yet.\n`)
  })

  it("refuses a rule that serves no item of the checklist", () => {
    const [rule] = rules
    if (rule === undefined) throw new Error("There are no rules.")
    expect(() => formatChecklist([{ ...rule, checklist: "Answers are polite" }], () => []))
      .toThrow(`${rule.name} serves "Answers are polite", which is no item of the checklist (src/checklist.ts).`)
  })

  const documents = ["README.md", ...["docs", "docs/rules"].flatMap((folder) =>
    readdirSync(join(root, folder)).filter((name) => extname(name) === ".md").map((name) => `${folder}/${name}`))]

  it.each(documents)("%s names only files and folders of the source that are there", (document) => {
    const text = readFileSync(join(root, document), "utf8")
    const named = [...text.matchAll(/`((?:src|rules|test|scripts)\/[\w./-]+)`/g)].map(([, path = ""]) => path)
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  it.each(documents)("%s links only to files that are there", (document) => {
    const text = readFileSync(join(root, document), "utf8")
    const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)].map(([, link = ""]) => link)
    expect(links.filter((link) => !existsSync(join(root, dirname(document), link)))).toEqual([])
  })
})
