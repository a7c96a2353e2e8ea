import { execFileSync } from "node:child_process"
import { describe, expect, it } from "vitest"
import { createGitignore } from "../../src/host/workspace/gitignore.ts"
import { createListing } from "../../src/host/workspace/listing.ts"
import { selectFiles } from "../../src/host/workspace/selection.ts"
import { createProject, type TemporaryProject } from "./project.ts"

const empty = (files: readonly string[]): Record<string, string> => Object.fromEntries(files.map((file) => [file, ""]))

/** The source files that are read under a folder of a project, relative to the project. */
function listFiles({ root, path }: TemporaryProject, folder = "."): readonly string[] {
  const start = folder === "." ? root : path(folder)
  const { added } = createListing(start, selectFiles(start, [], createGitignore(start, root))).refresh()
  return added.map((file) => file.slice(root.length + 1)).sort()
}

/** What git would add. */
function listWithGit({ root }: TemporaryProject): readonly string[] {
  execFileSync("git", ["init", "-q"], { cwd: root })
  const output = execFileSync("git", ["-c", "core.excludesFile=", "ls-files", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8" })
  return output.split("\n").filter((line) => /\.[jt]s$/u.test(line)).sort()
}

describe("createGitignore", () => {
  it("leaves out what git leaves out", () => {
    const project = createProject({
      ".gitignore": "# output\ngenerated/\n/config.js\n*.gen.ts\n!keep.gen.ts\nsrc/**/cache\nlogs/*\n!logs/index.ts\nspace\\ \n\\#notes.js\n[ab].js\nUpper.js\n",
      "src/.gitignore": "local.js\n!generated/\n/routes/*.js\n!*.gen.ts\n",
      "src/deep/.gitignore": "*\n!kept.js\n",
      ...empty([
        "app.js", "config.js", "generated/client.ts", "src/config.js", "src/generated/client.ts", "src/local.js", "src/inner/local.js",
        "src/routes/orders.js", "src/routes/inner/orders.js", "model.gen.ts", "keep.gen.ts", "src/model.gen.ts", "src/a/cache/x.ts", "src/cache/x.ts",
        "logs/index.ts", "logs/other.ts", "logs/inner/x.ts", "#notes.js", "a.js", "c.js", "upper.js", "Upper.js", "src/deep/kept.js", "src/deep/gone.js", "src/deep/er/kept.js",
      ]),
    })
    const expected = listWithGit(project)
    expect(listFiles(project)).toEqual(expected)
    expect(expected.length).toBeGreaterThan(8)
    expect(expected.length).toBeLessThan(20)
  })

  it("counts files above the root, up to the repository", () => {
    const project = createProject({
      ".gitignore": "*.gen.ts\n", "apps/.gitignore": "api/src/old\n",
      ...empty(["apps/api/src/app.ts", "apps/api/src/model.gen.ts", "apps/api/src/old/app.ts"]),
    })
    expect(listFiles(project, "apps/api")).toEqual(["apps/api/src/app.ts"])
  })

  it("does not leave out a root that the repository leaves out", () => {
    const project = createProject({ ".gitignore": "sandbox/\n", "sandbox/.gitignore": "old.ts\n", ...empty(["sandbox/api/app.ts", "sandbox/api/old.ts"]) })
    expect(listFiles(project, "sandbox/api")).toEqual(["sandbox/api/app.ts", "sandbox/api/old.ts"])
    expect(listFiles(project, "sandbox")).toEqual(["sandbox/api/app.ts"])
  })

  it("passes over a file that cannot be read as text", () => {
    const project = createProject({ ".gitignore/inner.js": "", "app.ts": "" })
    expect(listFiles(project)).toEqual(["app.ts"])
  })
})
