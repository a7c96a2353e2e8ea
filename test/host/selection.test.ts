import { describe, expect, it } from "vitest"
import { selectFiles } from "../../src/host/workspace/selection.ts"
import { createProject } from "./project.ts"

/** Every file that a selection reaches from its root. */
function listAll(root: string, ignore: readonly string[] = []): string[] {
  const selection = selectFiles(root, ignore)
  const visit = (folder: string): string[] => {
    const { files, folders } = selection.list(folder)
    return [...files.map((name) => `${folder}/${name}`.slice(root.length + 1)), ...folders.flatMap((name) => visit(`${folder}/${name}`))]
  }
  return visit(root).sort()
}

describe("selectFiles", () => {
  it("takes every kind of source and no declarations, tests, bundles or installed code", () => {
    const sources = ["a.cjs", "a.cts", "a.js", "a.jsx", "a.mjs", "a.mts", "a.ts", "a.tsx"].map((name) => `src/${name}`)
    const others = [
      "src/api.d.ts", "src/api.d.mts", "src/orders.test.ts", "src/orders.spec.js", "src/orders.e2e-spec.ts", "src/vendor.min.js",
      "src/vendor-min.js", "src/notes.md", "node_modules/express/index.js", ".next/server.js", "dist/app.js", "build/app.js", "out/app.js",
      "coverage/block.js", "test/orders.ts", "src/__tests__/orders.ts", "src/__mocks__/orders.ts", "cypress/run.js", "e2e/run.ts",
    ]
    const { root } = createProject(Object.fromEntries([...sources, ...others].map((file) => [file, ""])))
    expect(listAll(root)).toEqual(sources)
  })

  it("reads folders called build or out where no package has its output", () => {
    const { root } = createProject({
      "src/routes/build/list.ts": "", "packages/web/package.json": "{}", "packages/web/build/index.js": "", "packages/web/index.ts": "",
    })
    expect(listAll(root)).toEqual(["packages/web/index.ts", "src/routes/build/list.ts"])
  })

  it("ignores what settings name, files and folders alike", () => {
    const { root } = createProject({ "src/legacy/old.ts": "", "src/app.ts": "", "scripts/seed.ts": "", "src/generated.ts": "" })
    expect(listAll(root, ["src/legacy/**", "./scripts/", "**/generated.ts"])).toEqual(["src/app.ts"])
  })

  it("does not follow links, so that a loop ends", () => {
    const project = createProject({ "src/app.ts": "" })
    project.link("src/again", project.root)
    expect(listAll(project.root)).toEqual(["src/app.ts"])
  })
})
