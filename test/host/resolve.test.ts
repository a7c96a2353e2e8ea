import { describe, expect, it } from "vitest"
import { createResolver } from "../../src/host/workspace/resolve.ts"
import { createProject } from "./project.ts"

const tsconfig = (options: object): string => JSON.stringify(options)

describe("createResolver", () => {
  it("finds relative files as TypeScript and Node spell them", () => {
    const { root, path } = createProject({
      "src/app.ts": "", "src/orders.ts": "", "src/users/index.ts": "", "src/clock.mts": "", "src/plain.js": "", "src/data.json": "{}",
    })
    const { resolve } = createResolver(root)
    const from = path("src/app.ts")
    expect(resolve("./orders", from)).toBe(path("src/orders.ts"))
    expect(resolve("./orders.js", from)).toBe(path("src/orders.ts"))
    expect(resolve("./orders.ts", from)).toBe(path("src/orders.ts"))
    expect(resolve("./users", from)).toBe(path("src/users/index.ts"))
    expect(resolve("./clock.mjs", from)).toBe(path("src/clock.mts"))
    expect(resolve("./plain.js", from)).toBe(path("src/plain.js"))
    expect(resolve("./data.json", from)).toBeUndefined()
    expect(resolve("./missing", from)).toBeUndefined()
  })

  it("answers nothing for packages and built-in modules", () => {
    const { root, path } = createProject({
      "app.js": "", "fs.js": "", "node_modules/express/package.json": "{\"main\":\"index.js\"}", "node_modules/express/index.js": "",
    })
    const { resolve } = createResolver(root)
    expect(resolve("express", path("app.js"))).toBeUndefined()
    expect(resolve("fs", path("app.js"))).toBeUndefined()
    expect(resolve("node:fs", path("app.js"))).toBeUndefined()
  })

  it.each([
    ["as written", { compilerOptions: { baseUrl: ".", paths: { "@/*": ["src/*"] } } }],
    ["without a base", { compilerOptions: { paths: { "@/*": ["./src/*"] } } }],
    ["extending a package that is not installed", { extends: "@tsconfig/node20/tsconfig.json", compilerOptions: { paths: { "@/*": ["./src/*"] } } }],
    ["of a file that the configuration leaves out", { include: ["other"], compilerOptions: { paths: { "@/*": ["./src/*"] } } }],
  ])("follows aliases %s", (_, options) => {
    const { root, path } = createProject({ "tsconfig.json": tsconfig(options), "src/app.ts": "", "src/guards/member.ts": "", "src/near.ts": "" })
    const { resolve } = createResolver(root)
    expect(resolve("@/guards/member", path("src/app.ts"))).toBe(path("src/guards/member.ts"))
    expect(resolve("./near", path("src/app.ts"))).toBe(path("src/near.ts"))
  })

  it("survives a tsconfig that is no JSON", () => {
    const { root, path } = createProject({ "tsconfig.json": "{ broken", "src/app.ts": "", "src/near.ts": "" })
    expect(createResolver(root).resolve("./near", path("src/app.ts"))).toBe(path("src/near.ts"))
  })

  it("reads aliases through comments, trailing commas and a local parent", () => {
    const { root, path } = createProject({
      "tsconfig.base.json": "{ // shared\n \"compilerOptions\": { \"baseUrl\": \"./src\", /* a // b */ \"paths\": { \"~lib\": [\"lib/index.ts\"], }, }, }",
      "tsconfig.json": tsconfig({ extends: ["./tsconfig.base", "@tsconfig/strictest"] }),
      "src/lib/index.ts": "", "src/guards.ts": "", "src/app.ts": "",
    })
    const { resolve } = createResolver(root)
    expect(resolve("~lib", path("src/app.ts"))).toBe(path("src/lib/index.ts"))
    expect(resolve("guards", path("src/app.ts"))).toBe(path("src/guards.ts"))
  })

  it.each([
    ["npm", { "package.json": "{\"workspaces\":[\"packages/*\"]}" }],
    ["yarn", { "package.json": "{\"workspaces\":{\"packages\":[\"./packages/**\"]}}" }],
    ["pnpm", { "package.json": "{}", "pnpm-workspace.yaml": "# all\npackages:\n  - apps/*\n  # ours\n  - 'packages/*' # here\ncatalog:\n  zod: ^4\n" }],
  ])("finds the source of %s workspaces that are neither linked nor built", (_, files) => {
    const { root, path } = createProject({
      ...files,
      "packages/guards/package.json": JSON.stringify({ name: "@clinic/guards", exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" }, "./roles": "./dist/roles.js" } }),
      "packages/guards/src/index.ts": "", "packages/guards/src/roles.ts": "",
      "packages/plain/package.json": "{\"name\":\"plain\"}", "packages/plain/index.js": "",
      "apps/api/src/app.ts": "",
    })
    const { resolve } = createResolver(root)
    const from = path("apps/api/src/app.ts")
    expect(resolve("@clinic/guards", from)).toBe(path("packages/guards/src/index.ts"))
    expect(resolve("@clinic/guards/roles", from)).toBe(path("packages/guards/src/roles.ts"))
    expect(resolve("plain", from)).toBe(path("packages/plain/index.js"))
    expect(resolve("@clinic/none", from)).toBeUndefined()
  })

  it("prefers the source of a linked and built workspace package", () => {
    const project = createProject({
      "package.json": "{\"workspaces\":[\"packages/*\"]}", "apps/api/app.ts": "", "node_modules/.keep": "",
      "packages/guards/package.json": "{\"name\":\"guards\",\"main\":\"dist/index.js\"}",
      "packages/guards/dist/index.js": "", "packages/guards/src/index.ts": "",
    })
    project.link("node_modules/guards", project.path("packages/guards"))
    expect(createResolver(project.root).resolve("guards", project.path("apps/api/app.ts"))).toBe(project.path("packages/guards/src/index.ts"))
  })

  it("knows of new files once it is told to forget", () => {
    const project = createProject({ "app.ts": "" })
    const resolver = createResolver(project.root)
    expect(resolver.resolve("./orders", project.path("app.ts"))).toBeUndefined()
    project.write("orders.ts", "")
    resolver.clear()
    expect(resolver.resolve("./orders", project.path("app.ts"))).toBe(project.path("orders.ts"))
  })
})
