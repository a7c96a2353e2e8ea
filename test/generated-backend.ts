/**
 * Backends of any size, all of one kind: an Express application whose modules share guards, validation, a repository and
 * logging, as those do that grow for years.
 *
 * @module
 */

/** Files of one module. */
const FILES_OF_MODULE = 4

/** What every module uses. */
const shared: Readonly<Record<string, string>> = {
  "guards.js": `import jwt from "jsonwebtoken"
import { find } from "./repository.js"
import { log } from "./log.js"
export async function requireUser(request, response, next) {
  const [, token] = (request.headers.authorization ?? "").split(" ")
  if (!token) return response.status(401).json({ error: "sign in" })
  try {
    const claims = jwt.verify(token, process.env.TOKEN_KEY)
    request.user = await find("users", { id: claims.sub })
  } catch (error) {
    log("warn", "a token did not verify", { error })
    return response.status(401).json({ error: "sign in" })
  }
  next()
}
export const requireRole = (role) => (request, response, next) => {
  if (request.user.role !== role) return response.status(403).json({ error: "not yours" })
  next()
}
`,
  "validate.js": `export const validate = (schema) => (request, response, next) => {
  const result = schema.safeParse(request.body)
  if (!result.success) return response.status(422).json({ errors: result.error.issues })
  request.body = result.data
  next()
}
`,
  "log.js": `import pino from "pino"
const logger = pino()
export function log(level, text, details) {
  logger[level]({ text, ...redact(details) })
}
function redact(details) {
  return Object.fromEntries(Object.entries(details ?? {}).map(([key, value]) => [key, typeof value === "object" && value !== null ? redact(value) : value]))
}
`,
  "repository.js": `import { MongoClient } from "mongodb"
import { log } from "./log.js"
const client = new MongoClient(process.env.DATABASE)
export async function find(name, filter) {
  log("debug", "find", { name, filter })
  return client.db().collection(name).findOne(filter)
}
export async function list(name, filter, options = {}) {
  log("debug", "list", { name, filter, options })
  return client.db().collection(name).find(filter).limit(options.limit ?? 100).toArray()
}
export async function insert(name, record) {
  log("debug", "insert", { name, record })
  const { insertedId } = await client.db().collection(name).insertOne({ ...record, at: new Date() })
  return find(name, { _id: insertedId })
}
`,
}

function moduleFiles(index: number): Readonly<Record<string, string>> {
  const name = `berths${index}`
  return {
    [`${name}.schema.js`]: `import { z } from "zod"
export const NewBerth = z.object({ ship: z.string(), length: z.number().max(${index + 10}), from: z.string().datetime() })
`,
    [`${name}.service.js`]: `import { find, insert, list } from "./repository.js"
import { log } from "./log.js"
export async function listBerths(filter) {
  const berths = await list("${name}", filter, { limit: ${index + 1} })
  return Promise.all(berths.map(async (berth) => ({ ...berth, ship: await find("ships", { id: berth.ship }) })))
}
export async function findBerth(id) {
  const berth = await find("${name}", { id })
  if (!berth) log("info", "no berth", { id })
  return berth
}
export async function reserve(wish, user) {
  const berth = await insert("${name}", { ...wish, by: user.id })
  log("info", "reserved", { berth, user })
  return berth
}
`,
    [`${name}.controller.js`]: `import { findBerth, listBerths, reserve } from "./${name}.service.js"
export async function index(request, response) {
  response.json(await listBerths({ harbour: request.query.harbour }))
}
export async function show(request, response) {
  const berth = await findBerth(request.params.id)
  if (!berth) return response.status(404).json({ error: "no such berth" })
  response.json(berth)
}
export async function create(request, response, next) {
  try {
    response.status(201).json(await reserve(request.body, request.user))
  } catch (error) {
    next(error)
  }
}
`,
    [`${name}.routes.js`]: `import express from "express"
import { requireRole, requireUser } from "./guards.js"
import { validate } from "./validate.js"
import { NewBerth } from "./${name}.schema.js"
import { create, index, show } from "./${name}.controller.js"
export const routes = express.Router()
routes.use(requireUser)
routes.get("/", index)
routes.get("/:id", show)
routes.post("/", requireRole("clerk"), validate(NewBerth), create)
`,
  }
}

/**
 * A backend of some number of files.
 *
 * @param count at least a dozen; the files are as many, or up to three fewer
 * @returns their texts by name, all in one folder; three routes for each four files
 */
export function generateBackend(count: number): Readonly<Record<string, string>> {
  const modules = Array.from({ length: Math.floor((count - Object.keys(shared).length - 1) / FILES_OF_MODULE) }, (_, index) => index)
  const app = `import express from "express"
${modules.map((index) => `import { routes as berths${index} } from "./berths${index}.routes.js"`).join("\n")}
const app = express()
app.use(express.json())
${modules.map((index) => `app.use("/berths${index}", berths${index})`).join("\n")}
app.listen(3000)
`
  return { ...shared, "app.js": app, ...Object.assign({}, ...modules.map(moduleFiles)) as Readonly<Record<string, string>> }
}
