import { utimesSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { parseTree } from "../../src/host/workspace/tree.ts"
import { createWorkspace, type Workspace } from "../../src/host/workspace/workspace.ts"
import type { Settings } from "../../src/model/settings.ts"
import { createProject, type TemporaryProject } from "./project.ts"

/** A workspace whose time is in the test's hands. */
interface ClockedWorkspace {
  readonly workspace: Workspace
  /** Lets milliseconds pass and refreshes. */
  refreshAfter(milliseconds: number): void
}

function open({ root }: TemporaryProject, settings: Settings = {}): ClockedWorkspace {
  let now = 0
  const workspace = createWorkspace({ root, settings, clock: () => now })
  workspace.refresh()
  return {
    workspace,
    refreshAfter(milliseconds) {
      now += milliseconds
      workspace.refresh()
    },
  }
}

/** The texts that a file's facts hold. */
function texts(workspace: Workspace, file: string): readonly string[] | undefined {
  return workspace.module(file)?.facts.strings.map(({ text }) => text)
}

const SHOP = { "package.json": "{\"name\":\"shop\"}", "src/app.ts": "export const title = \"Winter sale\"\n" }

describe("freshness", () => {
  it("sees an edit on disk, once the sweep is due", () => {
    const project = createProject(SHOP)
    const { workspace, refreshAfter } = open(project)
    const file = project.path("src/app.ts")
    expect(texts(workspace, file)).toEqual(["Winter sale"])
    const { generation } = workspace
    project.write("src/app.ts", "export const title = \"Summer sale!\"\n")
    refreshAfter(200)
    expect(texts(workspace, file)).toEqual(["Winter sale"])
    refreshAfter(200)
    expect(texts(workspace, file)).toEqual(["Summer sale!"])
    expect(workspace.generation).toBe(generation + 1)
  })

  it("sweeps at once after a pause, in which somebody may have typed", () => {
    const project = createProject(SHOP)
    const { workspace, refreshAfter } = open(project)
    refreshAfter(2000)
    project.write("src/app.ts", "export const title = \"Summer sale!\"\n")
    refreshAfter(1001)
    expect(texts(workspace, project.path("src/app.ts"))).toEqual(["Summer sale!"])
  })

  it("sees files and folders come and go", () => {
    const project = createProject(SHOP)
    const { workspace, refreshAfter } = open(project)
    project.write("src/orders/list.ts", "export const title = \"Orders\"\n")
    project.write("src/orders/test/list.ts", "export const title = \"No source\"\n")
    refreshAfter(2000)
    expect(workspace.files()).toEqual([project.path("src/app.ts"), project.path("src/orders/list.ts")])
    expect(workspace.sources.list(project.path("src"))).toEqual([project.path("src/app.ts"), project.path("src/orders")])
    expect(workspace.sources.resolve("./orders/list", project.path("src/app.ts"))).toBe(project.path("src/orders/list.ts"))
    project.remove("src/app.ts")
    refreshAfter(2000)
    expect(workspace.files()).toEqual([project.path("src/orders/list.ts")])
    project.remove("src/orders")
    refreshAfter(2000)
    expect(workspace.files()).toEqual([])
    expect(workspace.sources.modules).toEqual([])
    expect(workspace.sources.list(project.path("src"))).toEqual([])
  })

  it("drops what is there still and has become something else", () => {
    const project = createProject({ ...SHOP, "src/routes/build/list.ts": "", "src/orders.ts": "" })
    const { workspace, refreshAfter } = open(project)
    expect(workspace.files()).toHaveLength(3)
    project.write("src/routes/package.json", "{\"name\":\"routes\"}")
    project.remove("src/orders.ts")
    project.write("src/orders.ts/list.ts", "")
    refreshAfter(2000)
    expect(workspace.files()).toEqual([project.path("src/app.ts"), project.path("src/orders.ts/list.ts")])
  })

  it("resolves what could not be resolved before", () => {
    const project = createProject(SHOP)
    const { workspace, refreshAfter } = open(project)
    const from = project.path("src/app.ts")
    expect(workspace.sources.resolve("./orders", from)).toBeUndefined()
    expect(workspace.sources.resolve("@/orders", from)).toBeUndefined()
    project.write("src/orders.ts", "")
    refreshAfter(2000)
    expect(workspace.sources.resolve("./orders", from)).toBe(project.path("src/orders.ts"))
    project.write("tsconfig.json", "{\"compilerOptions\":{\"paths\":{\"@/*\":[\"./src/*\"]}}}")
    refreshAfter(2000)
    expect(workspace.sources.resolve("@/orders", from)).toBe(project.path("src/orders.ts"))
  })

  it("sees a .gitignore come, change and go", () => {
    const project = createProject({ ...SHOP, "src/generated/client.ts": "", "src/old.ts": "" })
    const { workspace, refreshAfter } = open(project)
    const files = (): readonly string[] => workspace.files().map((file) => file.slice(project.root.length + 1))
    expect(files()).toEqual(["src/app.ts", "src/generated/client.ts", "src/old.ts"])
    project.write(".gitignore", "generated\n")
    refreshAfter(2000)
    expect(files()).toEqual(["src/app.ts", "src/old.ts"])
    project.write(".gitignore", "old.ts\n")
    utimesSync(project.path(".gitignore"), 1_800_000_000, 1_800_000_000)
    refreshAfter(2000)
    expect(files()).toEqual(["src/app.ts", "src/generated/client.ts"])
    project.remove(".gitignore")
    refreshAfter(2000)
    expect(files()).toEqual(["src/app.ts", "src/generated/client.ts", "src/old.ts"])
  })

  it("reads a file that git leaves out when an import leads to it", () => {
    const project = createProject({ ...SHOP, ".gitignore": "generated/\n", "src/generated/client.ts": "export const title = \"Generated\"\n" })
    const { workspace } = open(project)
    const file = project.path("src/generated/client.ts")
    expect(workspace.files()).toEqual([project.path("src/app.ts")])
    expect(workspace.sources.resolve("./generated/client", project.path("src/app.ts"))).toBe(file)
    expect(texts(workspace, file)).toEqual(["Generated"])
  })

  it("sees a version change, in a manifest and by an installation", () => {
    const project = createProject({ ...SHOP, "package.json": "{\"dependencies\":{\"express\":\"^4.18.0\"}}" })
    const { workspace, refreshAfter } = open(project)
    const from = project.path("src/app.ts")
    expect(workspace.sources.version("express", from)).toBe("^4.18.0")
    project.write("package.json", "{\"dependencies\":{\"express\":\"^5.0.0\"}}\n")
    refreshAfter(2000)
    expect(workspace.sources.version("express", from)).toBe("^5.0.0")
    project.write("node_modules/express/package.json", "{\"version\":\"5.1.0\"}")
    refreshAfter(2000)
    expect(workspace.sources.version("express", from)).toBe("5.1.0")
  })

  it("begins no generation when a file is saved without a change of what it says", () => {
    const project = createProject(SHOP)
    const { workspace, refreshAfter } = open(project)
    const { generation } = workspace
    const file = project.path("src/app.ts")
    utimesSync(file, 1_800_000_000, 1_800_000_000)
    refreshAfter(2000)
    const [, , line] = workspace.module(file)?.spans.slice(-3) ?? []
    project.write("src/app.ts", `// The season.\n\n${SHOP["src/app.ts"]}`)
    refreshAfter(2000)
    expect(workspace.generation).toBe(generation)
    expect(workspace.module(file)?.spans.at(-1)).toBe((line ?? 0) + 2)
    expect(workspace.movedFrom(file)?.at(-1)).toBe(line)
  })

  it("leaves what has been linked as it was, and moves only places", () => {
    const project = createProject(SHOP)
    const { workspace } = open(project)
    const file = project.path("src/app.ts")
    const edit = (text: string): void => workspace.update(file, text, () => parseTree(file, text))
    edit(`\n${SHOP["src/app.ts"]}`)
    const { sources } = workspace
    const linked = sources.module(file)
    expect(linked?.spans.at(-1)).toBe(2)
    expect(workspace.movedFrom(file)).toBeUndefined()
    edit(`\n\n\n${SHOP["src/app.ts"]}`)
    expect(workspace.sources).toBe(sources)
    expect(sources.module(file)).toBe(linked)
    expect(sources.modules).toEqual([linked])
    expect(workspace.movedFrom(file)).toBe(linked?.spans)
    expect(workspace.module(file)?.spans.at(-1)).toBe(4)
  })

  it("lets text in the editor count until the file is saved", () => {
    const project = createProject(SHOP)
    const { workspace, refreshAfter } = open(project)
    const file = project.path("src/app.ts")
    const edit = (text: string): void => workspace.update(file, text, () => parseTree(file, text))
    edit("export const title = \"Clearance\"\n")
    expect(texts(workspace, file)).toEqual(["Clearance"])
    refreshAfter(2000)
    expect(texts(workspace, file)).toEqual(["Clearance"])
    project.write("src/app.ts", "export const title = \"Spring collection\"\n")
    refreshAfter(2000)
    expect(texts(workspace, file)).toEqual(["Spring collection"])
  })

  it("does not parse text that is as on disk", () => {
    const project = createProject(SHOP)
    const { workspace } = open(project)
    workspace.update(project.path("src/app.ts"), SHOP["src/app.ts"], () => expect.unreachable())
  })

  it("passes over text of files that are not the project's", () => {
    const project = createProject({ ...SHOP, "test/app.ts": "" })
    const { workspace } = open(project, { ignore: ["src/legacy.ts"] })
    for (const file of ["test/app.ts", "src/app.test.ts", "src/legacy.ts", "nowhere/app.ts"]) {
      workspace.update(project.path(file), "export const title = \"Nothing\"", () => expect.unreachable())
    }
    expect(workspace.files()).toEqual([project.path("src/app.ts")])
  })
})

describe("files outside the root", () => {
  it("are read when they are asked for, kept fresh, and never from above the repository", () => {
    const project = createProject({
      "elsewhere.ts": "export const role = \"stranger\"\n",
      "shop/package.json": "{\"workspaces\":[\"apps/*\",\"packages/*\"]}",
      "shop/apps/api/package.json": "{\"name\":\"api\"}", "shop/apps/api/app.ts": "",
      "shop/packages/guards/package.json": "{\"name\":\"guards\"}", "shop/packages/guards/index.ts": "export const role = \"member\"\n",
      "shop/node_modules/express/index.js": "",
    })
    const { workspace, refreshAfter } = open({ ...project, root: project.path("shop/apps/api") })
    const file = project.path("shop/packages/guards/index.ts")
    expect(workspace.files()).toEqual([project.path("shop/apps/api/app.ts")])
    expect(texts(workspace, file)).toEqual(["member"])
    expect(workspace.module(project.path("shop/node_modules/express/index.js"))).toBeUndefined()
    expect(workspace.module(project.path("elsewhere.ts"))).toBeUndefined()
    const { generation } = workspace
    project.write("shop/packages/guards/index.ts", "export const role = \"administrator\"\n")
    refreshAfter(2000)
    expect(workspace.generation).toBe(generation + 1)
    expect(texts(workspace, file)).toEqual(["administrator"])
  })
})

describe("problems", () => {
  it("name what cannot be read, and the rest is read", () => {
    const project = createProject({
      "broken.ts": "export const title = \"Orders\"\nexport const = 1\n",
      "binary.js": Buffer.from([0, 1, 2, 255, 0]),
      "separator.ts": "export const title = \"Orders\\0\0Shop\"\n",
      "bundle.js": `var a="${"x".repeat(5000)}";\n`,
      "large.js": `// ${"Orders. ".repeat(60)}\n`.repeat(1200),
      "sound.ts": "export const title = \"Orders\"\n",
      "folder.js/inside.ts": "export const title = \"Inside\"\n",
      "empty.ts": "",
      "marked.ts": "\uFEFFexport const title = \"Marked\"\n",
    })
    const { workspace } = open(project)
    expect(workspace.problems().map(({ file, reason, line, kind }) => [file.slice(project.root.length + 1), kind, line, reason])).toEqual([
      ["binary.js", "left out", undefined, "left out: it is binary"],
      ["broken.ts", "syntax", 2, expect.stringMatching(/unexpected|expected/iu)],
      ["bundle.js", "left out", undefined, "left out: it is minified"],
      ["large.js", "left out", undefined, expect.stringMatching(/^left out: \d+ kB, larger than 512 kB, is taken for a generated file$/u)],
    ])
    expect(texts(workspace, project.path("sound.ts"))).toEqual(["Orders"])
    expect(texts(workspace, project.path("separator.ts"))).toEqual(["Orders\0\0Shop"])
    expect(texts(workspace, project.path("folder.js/inside.ts"))).toEqual(["Inside"])
    expect(texts(workspace, project.path("marked.ts"))).toEqual(["Marked"])
    // Offsets are ESLint's, which does not count the mark.
    expect(workspace.module(project.path("marked.ts"))?.spans).toContain("export const title = ".length)
    expect(workspace.module(project.path("broken.ts"))).toBeDefined()
    expect(workspace.module(project.path("bundle.js"))).toBeUndefined()
  })

  it.each<[string, Readonly<Record<string, string>>, string, string]>([
    ["broken", { "tsconfig.json": "{ \"compilerOptions\": " }, "tsconfig.json", "is not a JSON object, so that its path aliases are unknown"],
    ["no object", { "tsconfig.json": "[]" }, "tsconfig.json", "is not a JSON object, so that its path aliases are unknown"],
    ["without its base", { "tsconfig.json": "{\"extends\":\"./base.json\"}" }, "tsconfig.json", "extends \"./base.json\", which is not there, so that its path aliases are unknown"],
    ["without one of its bases", { "tsconfig.json": "{\"extends\":[\"./base\",\"./gone\"]}", "base.json": "{}" }, "tsconfig.json", "extends \"./gone\", which is not there, so that its path aliases are unknown"],
    ["with a broken base", { "tsconfig.json": "{\"extends\":\"./base.json\"}", "base.json": "{" }, "base.json", "is not a JSON object, so that its path aliases are unknown"],
    ["that extends itself", { "tsconfig.json": "{\"extends\":\"./base.json\"}", "base.json": "{\"extends\":\"./tsconfig.json\"}" }, "base.json", "extends \"./tsconfig.json\", which extends it in turn"],
    ["without a base in a workspace", {
      "package.json": "{\"workspaces\":[\"packages/*\"]}", "packages/tsconfig/package.json": "{\"name\":\"@clinic/tsconfig\"}",
      "tsconfig.json": "{\"extends\":\"@clinic/tsconfig/node.json\"}",
    }, "tsconfig.json", "extends \"@clinic/tsconfig/node.json\", which is not there, so that its path aliases are unknown"],
  ])("name a tsconfig %s, until it is mended", (_, files, file, reason) => {
    const project = createProject({ ...SHOP, ...files })
    const { workspace, refreshAfter } = open(project)
    expect(workspace.problems()).toEqual([{ file: project.path(file), reason, kind: "configuration" }])
    project.write(file, "{}")
    utimesSync(project.path(file), 1_800_000_000, 1_800_000_000)
    refreshAfter(2000)
    expect(workspace.problems()).toEqual([])
  })

  it("see the base of a tsconfig come, wherever it is", () => {
    const project = createProject({
      "package.json": "{\"workspaces\":[\"apps/*\"]}", "apps/api/package.json": "{}", "apps/api/src/app.ts": "", "apps/api/src/orders.ts": "",
      "apps/api/tsconfig.json": "{\"extends\":\"../../base.json\"}",
    })
    const { workspace, refreshAfter } = open({ ...project, root: project.path("apps/api") })
    expect(workspace.problems()).toHaveLength(1)
    expect(workspace.sources.resolve("@/orders", project.path("apps/api/src/app.ts"))).toBeUndefined()
    project.write("base.json", "{\"compilerOptions\":{\"paths\":{\"@/*\":[\"./apps/api/src/*\"]}}}")
    refreshAfter(2000)
    expect(workspace.problems()).toEqual([])
    expect(workspace.sources.resolve("@/orders", project.path("apps/api/src/app.ts"))).toBe(project.path("apps/api/src/orders.ts"))
  })

  it("do not name a tsconfig that is empty, extends an installed package, or counts for no file of the project", () => {
    const project = createProject({
      ...SHOP, "src/tsconfig.json": "", "tsconfig.json": "{\"extends\":\"@tsconfig/node20/tsconfig.json\"}", "docs/tsconfig.json": "{",
    })
    expect(open(project).workspace.problems()).toEqual([])
  })
})
