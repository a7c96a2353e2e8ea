/**
 * The architecture, as tables: who may import whom, what no file is called, and what no file has. Every source file is
 * read, and fails with the line that breaks a rule.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join, relative, resolve } from "node:path"
import { visitorKeys } from "@typescript-eslint/visitor-keys"
import { parseSync } from "oxc-parser"
import { describe, expect, it } from "vitest"

/** A part of the program: what its files may import beside each other. */
interface Area {
  readonly name: string
  readonly files: RegExp
  readonly imports: readonly string[] | "everything"
  /** Packages; `node:` stands for all of Node's modules. */
  readonly packages: readonly string[]
  /** Packages of which only types may be imported. */
  readonly types: readonly string[]
  /** Whether its files may import each other. */
  readonly isOne: boolean
  readonly mayHoldState: boolean
}

function area(name: string, files: RegExp, given: Partial<Area> = {}): Area {
  return { name, files, imports: [], packages: [], types: [], isOne: true, mayHoldState: false, ...given }
}

/**
 * The rooms of `src/link`, each of which may import those before it: one file's facts, the abstract interpreter, setup code to
 * operations, what functions do, a folder for each question that rules ask, and the project that they read.
 */
const rooms: readonly string[] = [
  "source", "evaluate", "routing", "effects",
  "evidence/schema", "evidence/input", "evidence/auth", "evidence/records", "evidence/calls", "evidence/documentation",
  "evidence/response", "evidence/failure", "evidence/streams",
  "project",
]

/** In order: the first area whose pattern fits a file is its own. */
const areas: readonly Area[] = [
  area("model", /^src\/model\//),
  area("checklist", /^src\/checklist\.ts$/),
  area("rule", /^src\/rule\.ts$/, { imports: ["model"] }),
  area("facts", /^src\/facts\//, {
    imports: ["model"],
    packages: ["@typescript-eslint/scope-manager", "@typescript-eslint/visitor-keys"],
    types: ["@typescript-eslint/types"],
  }),
  area("knowledge", /^src\/knowledge\//),
  area("path", /^src\/path\//, { imports: ["model"] }),
  area("framework", /^src\/frameworks\/framework\.ts$/, { imports: ["model"] }),
  area("frameworks", /^src\/frameworks\//, { imports: ["model", "framework", "path"] }),
  area("orm", /^src\/orm\/orm\.ts$/, { imports: ["model"] }),
  area("orms", /^src\/orm\//, { imports: ["model", "orm"] }),
  area("validator", /^src\/validators\/validator\.ts$/, { imports: ["knowledge"] }),
  area("validators", /^src\/validators\//, { imports: ["knowledge", "validator"] }),
  ...rooms.map((name, index) => area(`link/${name}`, new RegExp(`^src/link/${name}/`), {
    imports: ["model", "knowledge", "path", "framework", "orm", "validator", "validators", ...rooms.slice(0, index).map((lower) => `link/${lower}`)],
    packages: name === "evidence/documentation" ? ["yaml"] : [],
  })),
  area("rule list", /^rules\/index\.ts$/, { imports: ["rule", "rules"] }),
  area("rules", /^rules\//, { imports: ["model", "rule", "knowledge"], isOne: false }),
  area("presets", /^src\/presets\.ts$/, { imports: ["rule"], types: ["eslint"] }),
  area("rule options", /^src\/rule-options\.ts$/),
  area("configuration", /^src\/configuration\.ts$/, { imports: ["model", "rule options"], types: ["eslint"] }),
  area("index", /^src\/index\.ts$/, { imports: "everything", types: ["eslint"] }),
  area("host", /^src\/host\//, {
    imports: "everything",
    packages: [
      "eslint", "oxc-parser", "oxc-resolver", "node:", "picocolors", "picomatch", "cli-table3", "commander", "ignore", "preact", "preact-render-to-string", "markdown-table",
      "@typescript-eslint/scope-manager", "@typescript-eslint/visitor-keys",
    ],
    types: ["@typescript-eslint/types", "sarif"],
    mayHoldState: true,
  }),
]

/** Folders of which {@link MAXIMUM_FILE} and {@link MAXIMUM_FUNCTION} hold. */
const MEASURED = ["src/", "rules/"]
/** Lines. */
const MAXIMUM_FILE = 300
/** Lines from the first to the last, those of nested functions included. */
const MAXIMUM_FUNCTION = 80
/** What may be longer, by `file` or `file name`, and why. */
const LONG: Readonly<Record<string, string>> = {
  "src/frameworks/framework.ts": "the contract of frameworks, in one place",
  "src/knowledge/secrets.ts": "one table",
  "src/link/effects/call-graph.ts createCallGraphs": "not cut yet",
  "src/link/evidence/auth/credentials.ts createCredentials": "not cut yet",
  "src/link/evidence/auth/path-ends.ts createPathEnds": "not cut yet",
  "src/link/evidence/auth/path-relevance.ts readCalls": "not cut yet",
  "src/link/routing/ordered-scopes.ts walkStack": "not cut yet",
  "src/link/routing/routers.ts createRouters": "not cut yet",
}

/** Names that say nothing of what a file or folder is for. */
const EMPTY_NAMES = new Set(["util", "utils", "utility", "utilities", "helper", "helpers", "common", "shared", "misc"])
/** Methods that change what they are called on. */
const MUTATORS = new Set(["set", "add", "delete", "clear", "push", "pop", "shift", "unshift", "splice", "sort", "reverse", "fill"])

interface Node {
  readonly type: string
  readonly start: number
  readonly [key: string]: unknown
}

interface Source {
  /** Relative to the repository, `/`-separated. */
  readonly file: string
  readonly text: string
  readonly program: Node
}

/** Something that is written where it may not be. */
interface Offence {
  readonly at: number
  readonly what: string
}

interface Import {
  readonly at: number
  readonly specifier: string
  readonly isType: boolean
}

const root = resolve(import.meta.dirname, "..")

function listSources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort()
}

function readSource(file: string, text = readFileSync(join(root, file), "utf8")): Source {
  const { program, errors } = parseSync(file, text, { astType: "ts", range: true })
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message ?? ""}`)
  return { file, text, program: program as unknown as Node }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string"
}

function childrenOf(node: Node): readonly Node[] {
  return (visitorKeys[node.type] ?? []).flatMap((key) => [node[key]].flat().filter(isNode))
}

/** A node and all below it; `inside` is how many functions are around each. */
function* walk(node: Node, inside = 0): Generator<{ readonly node: Node; readonly inside: number }> {
  yield { node, inside }
  const deeper = inside + (/Function/.test(node.type) ? 1 : 0)
  for (const child of childrenOf(node)) yield* walk(child, deeper)
}

const textOf = (value: unknown): string => (isNode(value) && typeof value["value"] === "string" ? value["value"] : "")
const nameOf = (value: unknown): string => (isNode(value) && typeof value["name"] === "string" ? value["name"] : "")

function listImports({ program }: Source): readonly Import[] {
  return [...walk(program)].flatMap(({ node }): Import[] => {
    const isType = node["importKind"] === "type" || node["exportKind"] === "type" || node.type === "TSImportType"
    const source = node.type === "CallExpression" && nameOf(node["callee"]) === "require" ? childrenOf(node).at(-1) : node["source"]
    return textOf(source) === "" ? [] : [{ at: node.start, specifier: textOf(source), isType }]
  })
}

function findArea(file: string): Area {
  const found = areas.find(({ files }) => files.test(file))
  if (found === undefined) throw new Error(`${file} is in no area: say in test/architecture.test.ts what it may import`)
  return found
}

/** Why an import is not allowed; undefined when it is. */
function judgeImport(file: string, { specifier, isType }: Import): string | undefined {
  const from = findArea(file)
  if (!specifier.startsWith(".")) {
    const name = specifier.startsWith("node:") ? "node:" : specifier
    if (from.packages.includes(name) || (isType && from.types.includes(name))) return undefined
    return from.types.includes(name) ? `imports more than types of ${name}` : `imports the package ${specifier}`
  }
  const target = relative(root, resolve(root, dirname(file), specifier)).replaceAll("\\", "/")
  if (target === "package.json") return from.imports === "everything" ? undefined : "imports package.json"
  if (!/\.tsx?$/.test(target) || !existsSync(join(root, target))) return `imports ${specifier}, which is no file with its extension`
  const to = findArea(target)
  if (to === from ? from.isOne : from.imports === "everything" || from.imports.includes(to.name)) return undefined
  return `imports ${target}: ${from.name} may not import ${to.name}`
}

/** The files of the project that a file imports, in whatever form. */
function listTargets(source: Source): readonly string[] {
  return listImports(source).filter(({ specifier }) => specifier.startsWith("."))
    .map(({ specifier }) => relative(root, resolve(root, dirname(source.file), specifier)).replaceAll("\\", "/"))
}

/** Ways that lead from a file back to itself, each once, as text. */
function findCircles(imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>()
  const found: string[] = []
  const visit = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) found.push([...way.slice(way.indexOf(file)), file].join(" -> "))
    if (done.has(file) || way.includes(file)) return
    for (const target of imports.get(file) ?? []) visit(target, [...way, file])
    done.add(file)
  }
  for (const file of imports.keys()) visit(file, [])
  return found
}

/** Bindings of the module that change while it is used. */
function findState({ file, program }: Source): readonly Offence[] {
  if (findArea(file).mayHoldState) return []
  const declarations = [...walk(program)].filter(({ node, inside }) => inside === 0 && node.type === "VariableDeclaration").map(({ node }) => node)
  const variables = declarations.filter((node) => node["kind"] !== "const").map((node) => ({ at: node.start, what: "declares a variable that changes" }))
  // A WeakMap that is looked up by what it remembers something of is a field of that object, and goes with it.
  const constants = new Map(declarations.flatMap(childrenOf).filter((node) => !isNode(node["init"]) || nameOf(node["init"]["callee"]) !== "WeakMap")
    .map((node) => [nameOf(node["id"]), node.start]))
  const mutated = [...walk(program)].filter(({ inside }) => inside > 0).flatMap(({ node }) => {
    const name = mutatedName(node)
    return name !== undefined && constants.has(name) ? [{ at: node.start, what: `changes ${name}, which belongs to the module` }] : []
  })
  return [...variables, ...mutated]
}

/** The variable whose value a node changes: `known.set(...)`, `known[name] = ...`, `delete known.name`. */
function mutatedName(node: Node): string | undefined {
  // Where a sticky expression begins to look is an argument of its next call, and no more.
  const objectOf = (value: unknown): string | undefined =>
    isNode(value) && value.type === "MemberExpression" && nameOf(value["property"]) !== "lastIndex" ? nameOf(value["object"]) : undefined
  if (node.type === "AssignmentExpression") return objectOf(node["left"])
  if (node.type === "UpdateExpression" || (node.type === "UnaryExpression" && node["operator"] === "delete")) return objectOf(node["argument"])
  const callee = node["callee"]
  if (node.type !== "CallExpression" || !isNode(callee) || callee.type !== "MemberExpression") return undefined
  return MUTATORS.has(nameOf(callee["property"])) ? objectOf(callee) : undefined
}

/** The files and functions of a source that are longer than they may be: `src/host/settings.ts readSettings`. */
function findLong({ file, text, program }: Source): readonly string[] {
  if (!MEASURED.some((folder) => file.startsWith(folder))) return []
  const countLines = (part: string): number => part.trimEnd().split("\n").length
  const functions = [...walk(program)].filter(({ node }) => /^(?:Arrow)?Function(?:Declaration|Expression)?/.test(node.type))
    .filter(({ node }) => countLines(text.slice(node.start, node["end"] as number)) > MAXIMUM_FUNCTION)
    .map(({ node }) => `${file} ${nameOf(node["id"]) || `line ${text.slice(0, node.start).split("\n").length}`}`)
  return [...(countLines(text) > MAXIMUM_FILE ? [file] : []), ...functions]
}

/** Whether a file does nothing but hand on what others export. */
function isBarrel({ program }: Source): boolean {
  const statements = childrenOf(program)
  const isHandedOn = (node: Node): boolean =>
    node.type === "ExportAllDeclaration" || (node.type === "ExportNamedDeclaration" && !isNode(node["declaration"]))
  return statements.length > 0 && statements.some(isHandedOn) && statements.every((node) => isHandedOn(node) || node.type === "ImportDeclaration")
}

function findAny({ program }: Source): readonly Offence[] {
  return [...walk(program)].filter(({ node }) => node.type === "TSAnyKeyword").map(({ node }) => ({ at: node.start, what: "says any" }))
}

function describeOffences({ file, text }: Source, offences: readonly Offence[]): readonly string[] {
  return offences.map(({ at, what }) => `${file}:${text.slice(0, at).split("\n").length} ${what}`)
}

const program = [...listSources("src"), ...listSources("rules")].map((file) => readSource(file))
const everything = [...program, ...["test", "scripts"].flatMap(listSources).map((file) => readSource(file))]

describe("the source", () => {
  it("imports only in the directions of the table", () => {
    const offences = program.flatMap((source) => describeOffences(source, listImports(source).flatMap((one) => {
      const what = judgeImport(source.file, one)
      return what === undefined ? [] : [{ at: one.at, what }]
    })))
    expect(offences).toEqual([])
  })

  it("has no circle of imports, those of types included", () => {
    expect(findCircles(new Map(program.map((source) => [source.file, listTargets(source)])))).toEqual([])
  })

  it("has no room in src/link that is a third of it", () => {
    const linkers = program.filter(({ file }) => file.startsWith("src/link/"))
    const linesOf = (sources: readonly Source[]): number => sources.reduce((sum, { text }) => sum + text.split("\n").length, 0)
    const large = rooms.filter((name) => linesOf(linkers.filter(({ file }) => file.startsWith(`src/link/${name}/`))) * 3 >= linesOf(linkers))
    expect(large).toEqual([])
  })

  it("has no module state that changes, outside the host", () => {
    expect(program.flatMap((source) => describeOffences(source, findState(source)))).toEqual([])
  })

  it("has no file that only hands on what others export", () => {
    expect(everything.filter(isBarrel).map(({ file }) => file)).toEqual([])
  })

  it("has no file or folder whose name says nothing", () => {
    const segments = (file: string): readonly string[] => file.replace(/\.tsx?$/, "").split(/[/.]/)
    expect(everything.filter(({ file }) => segments(file).some((name) => EMPTY_NAMES.has(name))).map(({ file }) => file)).toEqual([])
  })

  it("has no long file and no long function where they are measured, but for those that have a reason", () => {
    expect(program.flatMap(findLong).sort()).toEqual(Object.keys(LONG).sort())
  })

  it("never says any", () => {
    expect(everything.flatMap((source) => describeOffences(source, findAny(source)))).toEqual([])
  })
})

describe("this test", () => {
  const judge = (file: string, text: string): readonly (string | undefined)[] => listImports(readSource(file, text)).map((one) => judgeImport(file, one))

  it("has a file in each area", () => {
    for (const { name, files } of areas) expect(program.some(({ file }) => files.test(file)), name).toBe(true)
  })

  it("knows a wrong direction, in every form of import", () => {
    const target = "../src/frameworks/express.ts"
    for (const text of [
      `import { express } from "${target}"`, `import type { Framework } from "${target}"`, `export * from "${target}"`,
      `export { express } from "${target}"`, `const express = await import("${target}")`, `const express = require("${target}")`,
      `type Framework = import("${target}").Framework`,
    ]) expect(judge("rules/require-auth.ts", text), text).toEqual(["imports src/frameworks/express.ts: rules may not import frameworks"])
    expect(judge("rules/require-auth.ts", "import noBlockingCall from \"./no-blocking-call.ts\"")).toEqual([
      "imports rules/no-blocking-call.ts: rules may not import rules",
    ])
    expect(judge("src/link/project/link.ts", "import { find } from \"../../knowledge/table.ts\"")).toEqual([undefined])
  })

  it("knows a package where it does not belong, and types from values", () => {
    expect(judge("src/link/project/link.ts", "import { readFileSync } from \"node:fs\"")).toEqual(["imports the package node:fs"])
    expect(judge("src/presets.ts", "import { ESLint } from \"eslint\"")).toEqual(["imports more than types of eslint"])
    expect(judge("src/presets.ts", "import type { ESLint } from \"eslint\"")).toEqual([undefined])
    expect(judge("src/facts/walk.ts", "import { parseSync } from \"oxc-parser\"")).toEqual(["imports the package oxc-parser"])
  })

  it("knows an import into a higher room, and a circle", () => {
    expect(judge("src/link/source/location.ts", "import type { Route } from \"../project/route.ts\"")).toEqual([
      "imports src/link/project/route.ts: link/source may not import link/project",
    ])
    expect(findCircles(new Map([["a", ["b"]], ["b", ["c"]], ["c", ["b"]]]))).toEqual(["b -> c -> b"])
    expect(findCircles(new Map([["a", ["b", "c"]], ["b", ["c"]], ["c", []]]))).toEqual([])
  })

  it("wants the extension of a file", () => {
    expect(judge("src/link/project/link.ts", "import { find } from \"../../knowledge/table.js\"")).toHaveLength(1)
    expect(judge("src/link/project/link.ts", "import { find } from \"../../knowledge/table.js\"")).not.toContain(undefined)
  })

  it("knows state", () => {
    const find = (text: string): readonly string[] => findState(readSource("src/link/project/link.ts", text)).map(({ what }) => what)
    expect(find("let orders = 0")).toEqual(["declares a variable that changes"])
    expect(find("export let orders = 0")).toEqual(["declares a variable that changes"])
    const changes = ["changes orders, which belongs to the module"]
    expect(find("const orders = new Map()\nfunction remember(order) { orders.set(order.id, order) }")).toEqual(changes)
    expect(find("const orders = []\nexport const remember = (order) => { orders.push(order) }")).toEqual(changes)
    expect(find("const orders = {}\nexport const remember = (order) => { orders[order.id] = order }")).toEqual(changes)
    expect(find("const orders = new Set([1])\nexport const has = (order) => orders.has(order)")).toEqual([])
    expect(find("const orders = new Map()\nfor (const id of [1, 2]) orders.set(id, \"\")")).toEqual([])
    expect(find("export function count() { let orders = 0; return orders }")).toEqual([])
  })

  it("knows a long file, and a long function of any form", () => {
    const lines = (count: number): string => "  total += 1\n".repeat(count)
    const find = (text: string): readonly string[] => findLong(readSource("src/host/settings.ts", text))
    expect(find(`function add() {\n${lines(78)}}\n`)).toEqual([])
    expect(find(`let total = 0\nfunction add() {\n${lines(79)}}\n`)).toEqual(["src/host/settings.ts add"])
    expect(find(`let total = 0\nconst add = () => {\n${lines(79)}}\n`)).toEqual(["src/host/settings.ts line 2"])
    expect(find(`const sums = {\n  add() {\n${lines(79)}  },\n}\n`)).toEqual(["src/host/settings.ts line 2"])
    expect(find(lines(300))).toEqual([])
    expect(find(lines(301))).toEqual(["src/host/settings.ts"])
  })

  it("knows a barrel, and any", () => {
    expect(isBarrel(readSource("src/link/project/index.ts", "export * from \"./link.ts\"\nexport { reach } from \"./reach.ts\""))).toBe(true)
    expect(isBarrel(readSource("src/link/project/index.ts", "import { reach } from \"./reach.ts\"\nexport { reach }"))).toBe(true)
    expect(isBarrel(readSource("src/link/project/index.ts", "import { reach } from \"./reach.ts\"\nexport const all = [reach]"))).toBe(false)
    expect(findAny(readSource("src/link/project/link.ts", "const order: any = 1\nconst words = \"any\""))).toHaveLength(1)
  })
})
