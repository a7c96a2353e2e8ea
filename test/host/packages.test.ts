import { describe, expect, it } from "vitest"
import { findPackage, findRepository, findVersion } from "../../src/host/workspace/packages.ts"
import { createProject } from "./project.ts"

describe("findVersion", () => {
  it("takes what is installed, then the nearest range, and nothing above the repository", () => {
    const { root, path } = createProject({
      "package.json": "{\"devDependencies\":{\"fastify\":\"^5.0.0\",\"express\":\"^5.0.0\"}}",
      "api/package.json": "{\"dependencies\":{\"express\":\"^4.18.2\",\"zod\":\"^3.0.0\"}}",
      "node_modules/zod/package.json": "{\"version\":\"3.25.1\"}",
      "broken/package.json": "{",
    })
    expect(findVersion("zod", path("api/src"), root)).toBe("3.25.1")
    expect(findVersion("express", path("api/src"), root)).toBe("^4.18.2")
    expect(findVersion("fastify", path("api/src"), root)).toBe("^5.0.0")
    expect(findVersion("fastify", path("api/src"), path("api"))).toBeUndefined()
    expect(findVersion("express", path("broken"), root)).toBe("^5.0.0")
    expect(findVersion("koa", path("api"), root)).toBeUndefined()
  })
})

describe("findPackage and findRepository", () => {
  it("find the package of a file and the repository of a package", () => {
    const { root, path } = createProject({
      "package.json": "{\"workspaces\":[\"apps/*\"]}", "apps/api/package.json": "{\"name\":\"api\"}", "apps/api/src/esm/package.json": "{\"type\":\"module\"}",
    })
    expect(findPackage(path("apps/api/src/esm"))).toBe(path("apps/api"))
    expect(findRepository(path("apps/api"))).toBe(root)
  })

  it("take the folder itself where nothing says otherwise", () => {
    const { path } = createProject({ "api/app.js": "", "api/package.json": "{}" })
    expect(findRepository(path("api"))).toBe(path("api"))
  })
})
