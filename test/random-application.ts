/**
 * Applications that nobody would write: modules of Express made by a grammar of routes, functions, classes, calls, loops and
 * recursion, for tests that linking ends, fails nowhere and says the same twice, whatever it is given.
 *
 * The grammar is driven by numbers, each of which decides one choice; when they are used up, every choice is the simplest.
 * So fewer numbers give a smaller application, which is what a property-based test shrinks a failure to.
 *
 * @module
 */

/** Where an expression or a statement stands. */
interface Place {
  /** What can be referred to. */
  readonly names: readonly string[]
  readonly isAsync: boolean
  readonly isInFunction: boolean
  readonly isInLoop: boolean
  /** How much deeper it may nest. */
  readonly depth: number
}

/** Writes pieces of code, each of which uses up choices. */
interface Writer {
  expression(place: Place): string
  statements(place: Place): string
  /** A function expression. */
  callback(place: Place): string
  /** Which of `count` choices is next; the first when there are no more. */
  choose(count: number): number
  pick(options: readonly string[]): string
}

const MODULES = ["app.js", "stock.js", "orders.js"]
const FUNCTIONS = 3
/** Of each module: its class, its routes and its functions. */
const PIECES = 2 + FUNCTIONS
/** How deep expressions and statements nest. */
const DEPTH = 4
const PROPERTIES = ["body", "query", "params", "headers", "session", "user", "authorization", "id", "email", "items", "length", "data", "name"]
const METHODS = ["map", "forEach", "filter", "then", "catch", "json", "status", "send", "push", "find", "parse", "use", "bind", "call"]
/** How many names count as near. */
const NEAR = 4
const LITERALS = ["undefined", "(1)", "\"admin\"", "true", "null", "[]", "{}", "/^[a-z]+$/", "process.env.API_KEY", "`item ${1}`"]
const OPERATORS = ["===", "!==", "&&", "||", "??", "+", "<", "in", "instanceof"]

/** The files of an application by their names; the same for the same choices. */
export function writeApplication(choices: readonly number[]): Readonly<Record<string, string>> {
  const pieces = MODULES.length * PIECES
  const sources = MODULES.map((file, index) => {
    // Each piece has choices of its own: else the first one would use them up.
    const writers = Array.from({ length: PIECES }, (_, piece) =>
      createWriter(choices.filter((_choice, position) => position % pieces === index * PIECES + piece)))
    return [file, writeModule(writers, index)] as const
  })
  const dependencies = { "express": "^5.0.0", "jsonwebtoken": "^9.0.0", "zod": "^4.0.0", "@prisma/client": "^6.0.0" }
  return { "package.json": JSON.stringify({ name: "random", type: "module", dependencies }), ...Object.fromEntries(sources) }
}

/** A module with functions, a class and a router, all of which it exports, and which all refer to those of the other modules. */
function writeModule(writers: readonly Writer[], index: number): string {
  const own = namesOf(index)
  const others = MODULES.flatMap((file, other) => (other === index ? [] : [`import { ${namesOf(other).join(", ")} } from "./${file}"`]))
  const names = [...own, ...MODULES.flatMap((_, other) => (other === index ? [] : namesOf(other)))]
  const place: Place = { names, isAsync: true, isInFunction: false, isInLoop: false, depth: DEPTH }
  const router = `router${index}`
  const [classes, routes, ...functions] = writers
  if (classes === undefined || routes === undefined) throw new Error("a module has more pieces")
  const parent = MODULES.length - 1 - index
  return [
    "import express from \"express\"",
    "import jwt from \"jsonwebtoken\"",
    "import { z } from \"zod\"",
    "import { PrismaClient } from \"@prisma/client\"",
    ...others,
    "const database = new PrismaClient()",
    `const ${router} = ${index === 0 ? "express()" : "express.Router()"}`,
    ...functions.map((writer, number) => writeFunction(writer, place, `step${index}${number}`)),
    writeClass(classes, place, `Store${index}`),
    ...Array.from({ length: 1 + routes.choose(4) }, () => writeRegistration(routes, place, router)),
    index === 0 ? `${router}.listen(3000)` : `${routes.pick(["router0", `router${parent}`, router])}.use("/part${index}", ${router})`,
    `export { ${own.join(", ")} }`,
  ].join("\n")
}

function namesOf(index: number): readonly string[] {
  return [...Array.from({ length: FUNCTIONS }, (_, number) => `step${index}${number}`), `Store${index}`, `router${index}`]
}

function writeFunction(writer: Writer, place: Place, name: string): string {
  const isAsync = writer.choose(2) === 1
  const inside = enter(place, ["request", "response", "next"], isAsync)
  return `${isAsync ? "async " : ""}function ${name}(request, response, next) {\n${writer.statements(inside)}\n}`
}

function writeClass(writer: Writer, place: Place, name: string): string {
  const base = writer.pick(["", ...MODULES.map((_, index) => ` extends Store${index}`).filter((text) => !text.endsWith(name))])
  const inside = enter(place, ["request", "response", "next", "this"], false)
  const method = (title: string): string => `${title}(request, response, next) {\n${writer.statements(inside)}\n}`
  return `class ${name}${base} {\nitems = ${writer.expression({ ...place, isAsync: false })}\n${method("handle")}\nstatic ${method("create")}\n}`
}

/** A route, middleware, a mount, or any of these in a loop or in a function that calls itself. */
function writeRegistration(writer: Writer, place: Place, router: string): string {
  const method = writer.pick(["get", "post", "use", "all", "delete"])
  const path = writer.pick(["\"/items\"", "\"/items/:id\"", "path", "`/${path}`"])
  const handlers = Array.from({ length: 1 + writer.choose(3) }, () => {
    const kind = writer.choose(4)
    return kind < 2 ? writer.pick(place.names) : kind === 2 ? writer.callback(place) : writer.expression(place)
  })
  const call = (target: string): string => `${target}.${method}(${[path, ...handlers].join(", ")})`
  const shape = writer.choose(4)
  const number = writer.choose(1000)
  if (shape === 1) return `for (const path of ["/a", "/b", "/c"]) ${call(router)}`
  if (shape === 2) return `function register${number}(router, path) {\n${call("router")}\nif (path.length < 9) register${number}(router, path + "/more")\n}\nregister${number}(${router}, "/r")`
  if (shape === 3) return `["/x", "/y"].forEach((path) => { ${call(router)} })`
  return `{ const path = "/p"; ${call(router)} }`
}

/** The place inside a function with these parameters. */
function enter(place: Place, parameters: readonly string[], isAsync: boolean): Place {
  return { ...place, names: [...parameters, ...place.names], isAsync, isInFunction: true, isInLoop: false }
}

function createWriter(choices: readonly number[]): Writer {
  let used = 0
  let declared = 0
  const choose = (count: number): number => {
    const choice = choices[used] ?? 0
    used += 1
    return choice % count
  }
  const pick = (options: readonly string[]): string => options[choose(options.length)] ?? ""

  const callback = (place: Place): string => {
    const isAsync = choose(2) === 1
    const inside = enter({ ...place, depth: place.depth - 1 }, ["request", "response", "next"], isAsync)
    const start = `${isAsync ? "async " : ""}(request, response, next) =>`
    return choose(2) === 0 ? `${start} (${expression(inside)})` : `${start} {\n${statements(inside)}\n}`
  }

  /** More often what is near than what is far. */
  const name = ({ names }: Place): string => pick(choose(2) === 0 ? names.slice(0, NEAR) : names)

  const expression = (place: Place): string => {
    if (place.depth <= 0 || used >= choices.length) return choose(3) === 2 ? pick(LITERALS) : name(place)
    const deeper = { ...place, depth: place.depth - 1 }
    const inner = (): string => expression(deeper)
    switch (choose(24)) {
      case 1: return `${inner()}.${pick(PROPERTIES)}`
      case 2: return `${inner()}[${inner()}]`
      case 3: return `(${inner()})(${inner()}, ${inner()})`
      case 4: return `${inner()}?.${pick(METHODS)}(${pick([callback(deeper), inner()])})`
      case 5: return `new ${pick(["Store0", "Store1", "Store2", "Error", "Map", "Promise"])}(${inner()})`
      case 6: return `{ ${pick(PROPERTIES)}: ${inner()}, ...${inner()}, [${inner()}]: ${inner()} }`
      case 7: return `[${inner()}, ...${inner()}]`
      case 8: return `(${inner()} ? ${inner()} : ${inner()})`
      case 9: return `((${inner()}) ${pick(OPERATORS)} (${inner()}))`
      case 10: return `${pick(["!", "typeof ", "void ", "-"])}(${inner()})`
      case 11: return place.isAsync ? `(await (${inner()}))` : inner()
      case 12: return `(${callback(deeper)})`
      case 13: return `jwt.verify(${inner()}, process.env.SECRET)`
      case 14: return `z.object({ ${pick(PROPERTIES)}: z.string() }).parse(${inner()})`
      case 15: return `database.item.${pick(["findMany", "update", "create", "delete"])}({ where: ${inner()}, data: ${inner()} })`
      case 16: return `response.status(${inner()}).json(${inner()})`.replace(/^response/, place.isInFunction ? "response" : "undefined")
      case 17: return `Object.assign(${inner()}, ${inner()})`
      case 18: return `${pick(place.names)}(${inner()}, ${inner()}, ${inner()})`
      case 19: return `${inner()}.map((item) => (${expression({ ...deeper, names: ["item", ...place.names], isAsync: false })}))`
      case 20: return choose(3) === 2 ? pick(LITERALS) : name(place)
      default: return `${name(place)}.${pick(PROPERTIES)}.${pick(PROPERTIES)}`
    }
  }

  const statements = (place: Place): string => Array.from({ length: 1 + choose(4) }, () => statement(place)).join("\n")

  const statement = (place: Place): string => {
    if (place.depth <= 0 || used >= choices.length) return `;(${expression({ ...place, depth: 0 })})`
    const deeper = { ...place, depth: place.depth - 1 }
    const value = (): string => expression(deeper)
    const block = (inside: Place = deeper): string => `{\n${statements(inside)}\n}`
    const loop = { ...deeper, isInLoop: true }
    declared += 1
    const variable = `value${declared}`
    const named = { ...deeper, names: [variable, ...place.names] }
    switch (choose(16)) {
      case 0: return `${pick(place.names)}(request, response, next)`.replace(/\((.*)\)$/, place.isInFunction ? "($1)" : "()")
      case 1: return `const ${variable} = ${value()}\n${statement(named)}`
      case 2: return `let ${variable}\n${variable} = ${value()}\n${statement(named)}\n${variable} = ${expression(named)}`
      case 3: return `if (${value()}) ${block()} else ${block()}`
      case 4: return `for (const ${variable} of ${value()}) ${block({ ...loop, names: named.names })}`
      case 5: return `for (let ${variable} = 0; ${variable} < ${value()}; ${variable} += 1) ${block({ ...loop, names: named.names })}`
      case 6: return `while (${value()}) ${block(loop)}`
      case 7: return `do ${block(loop)} while (${value()})`
      case 8: return `switch (${value()}) {\ncase ${value()}: ${block()}\ndefault: ${block()}\n}`
      case 9: return `try ${block()} catch (${variable}) ${block({ ...deeper, names: named.names })} finally ${block()}`
      case 10: return place.isInFunction ? `return ${value()}` : `;(${value()})`
      case 11: return `throw ${value()}`
      case 12: return place.isInLoop ? pick(["break", "continue"]) : `;(${value()})`
      case 13: return `;(${value()}).${pick(PROPERTIES)} = ${value()}`
      case 14: return place.isInFunction ? `next(${pick(["", value()])})` : `;(${value()})`
      default: return `const { ${pick(PROPERTIES)}: ${variable}, ...rest${declared} } = ${value()}\n${statement({ ...named, names: [`rest${declared}`, ...named.names] })}`
    }
  }

  return { expression, statements, callback, choose, pick }
}
