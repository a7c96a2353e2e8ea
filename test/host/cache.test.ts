import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { openCache } from "../../src/host/workspace/cache.ts"
import { decodeFacts, encodeFacts, isSameFacts } from "../../src/host/workspace/encoding.ts"
import { readSource, readTree } from "../../src/host/workspace/reading.ts"
import { parseTree } from "../../src/host/workspace/tree.ts"
import type { ModuleFacts } from "../../src/model/facts.ts"
import { createProject } from "./project.ts"

const SOURCE = `
import express from "express"
const app = express()
app.get("/orders/:id", (request, response) => response.json(orders.find(request.params.id)))
app.post("/orders", (request, response) => response.json(orders.find(request.params.id)))
export default app
`

function extract(text: string): ModuleFacts {
  return readTree("/shop/app.ts", text, "", parseTree("/shop/app.ts", text)).module?.facts ?? expect.unreachable()
}

describe("encodeFacts", () => {
  it("is undone by decodeFacts, shared values included", () => {
    const facts = extract(SOURCE)
    expect(facts.calls.length).toBeGreaterThan(4)
    const restored = decodeFacts(encodeFacts(facts))
    expect(restored).toEqual(facts)
    const [first, second] = facts.calls.filter(({ callee }) => callee.kind === "member" && callee.name === "get" || callee.kind === "member" && callee.name === "post")
    const [restoredFirst, restoredSecond] = [first, second].map((call) => call === undefined ? undefined : restored.calls[facts.calls.indexOf(call)])
    const objectOf = (call: typeof first): unknown => call?.callee.kind === "member" ? call.callee.object : undefined
    expect(objectOf(first)).toBe(objectOf(second))
    expect(objectOf(restoredFirst)).toBe(objectOf(restoredSecond))
  })

  it("tells facts apart, and not the places where they stand", () => {
    const facts = extract(SOURCE)
    expect(isSameFacts(facts, extract(`// A comment\n\n${SOURCE}`))).toBe(true)
    expect(isSameFacts(facts, extract(SOURCE.replace("/orders/:id", "/orders/:number")))).toBe(false)
    expect(isSameFacts(facts, extract(SOURCE.replace("app.post", "app.put")))).toBe(false)
  })
})

describe("openCache", () => {
  it("gives back what was written while the file is unchanged, and nothing else", () => {
    const project = createProject({ "node_modules/express/index.js": "", "app.ts": SOURCE, "bundle.js": "x".repeat(9000) })
    const file = project.path("app.ts")
    const bundle = project.path("bundle.js")
    const reading = readSource(file, SOURCE.length)
    const stamp = statSync(file)
    openCache(project.root, project.root)?.write([[file, stamp, reading], [bundle, statSync(bundle), readSource(bundle, 9000)]])
    const cache = openCache(project.root, project.root)
    const { mtimeMs, size } = stamp
    const restored = cache?.read(file, { mtimeMs, size })
    expect(restored?.module?.facts).toEqual(reading.module?.facts)
    expect(restored?.module?.spans).toEqual(reading.module?.spans)
    expect(restored?.hash).toBe(reading.hash)
    expect(cache?.read(bundle, statSync(bundle))).toMatchObject({ module: undefined, problem: { kind: "left out" } })
    expect(cache?.read(file, { mtimeMs: mtimeMs + 1, size })).toBeUndefined()
    expect(cache?.read(file, { mtimeMs, size: size + 1 })).toBeUndefined()
    expect(cache?.read(project.path("other.ts"), { mtimeMs, size })).toBeUndefined()
  })

  it("is no cache without node_modules, and an empty one when damaged or of another version", () => {
    const project = createProject({ "app.ts": SOURCE })
    expect(openCache(project.root, project.root)).toBeUndefined()
    const file = project.path("app.ts")
    project.write("node_modules/.keep", "")
    openCache(project.root, project.root)?.write([[file, statSync(file), readSource(file, SOURCE.length)]])
    const folder = "node_modules/.cache/eslint-plugin-endpoint"
    const [name = ""] = readdirSync(project.path(folder))
    const text = readFileSync(project.path(`${folder}/${name}`), "utf8")
    expect(existsSync(project.path(folder))).toBe(true)
    for (const damaged of ["", "{}\n[", text.replace("\"version\":\"", "\"version\":\"9"), `${text}\nnot json`]) {
      project.write(`${folder}/${name}`, damaged)
      expect(openCache(project.root, project.root)?.read(file, statSync(file))).toBeUndefined()
    }
  })
})
