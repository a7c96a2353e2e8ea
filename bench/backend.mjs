/**
 * A backend of any size, for measuring: Express in TypeScript, six files a resource, which import each other as such
 * applications do.
 */
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"

const AREAS = ["clinic", "ward", "pharmacy", "laboratory", "billing", "reception", "archive", "research", "kitchen", "transport"]
const NOUNS = ["visit", "order", "invoice", "report", "sample", "shift", "message", "document", "device", "booking"]

/** The name of the resource at `index`: a noun, its area, and a number once names run out. */
function nameResource(index) {
  const noun = NOUNS[index % NOUNS.length]
  const area = AREAS[Math.floor(index / NOUNS.length) % AREAS.length]
  const round = Math.floor(index / (NOUNS.length * AREAS.length))
  return `${area}-${noun}${round === 0 ? "" : `-${round}`}`
}

const pascal = (name) => name.split("-").map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("")

/** The files of one resource, by path. */
function writeResource(name, neighbour) {
  const type = pascal(name)
  const fields = ["patientId", "room", "priority", "notes", "startsAt", "endsAt", "responsible", "reference", "category", "state"]
  return {
    [`src/${name}/${name}.types.ts`]: `/** A ${name} as it is stored. */
export interface ${type} {
  readonly id: string
${fields.map((field) => `  /** The ${field} of the ${name}, as entered at the desk. */\n  readonly ${field}: string`).join("\n")}
}

export interface ${type}Page {
  readonly items: readonly ${type}[]
  readonly total: number
  readonly next: string | null
}

export type ${type}Draft = Omit<${type}, "id">
export type ${type}Filter = Partial<Pick<${type}, "patientId" | "room" | "state">>

export const ${type}States = ["planned", "running", "done", "cancelled"] as const
export const ${type}Limits = { pageSize: 50, maximumNotes: 2000, maximumPageSize: 200 } as const
`,
    [`src/${name}/${name}.schema.ts`]: `import { z } from "zod"
import { ${type}Limits, ${type}States } from "./${name}.types.js"

export const ${type}Body = z.object({
${fields.slice(0, -1).map((field) => `  ${field}: z.string().min(1).max(${type}Limits.maximumNotes).describe("The ${field} of the ${name}"),`).join("\n")}
  state: z.enum(${type}States).default("planned"),
})

export const ${type}Query = z.object({
  patientId: z.string().uuid().optional(),
  room: z.string().max(20).optional(),
  state: z.enum(${type}States).optional(),
  limit: z.coerce.number().int().min(1).max(${type}Limits.maximumPageSize).default(${type}Limits.pageSize),
  after: z.string().optional(),
})

export const ${type}Params = z.object({ id: z.string().uuid() })
export type ${type}Input = z.infer<typeof ${type}Body>
`,
    [`src/${name}/${name}.repository.ts`]: `import type { Pool } from "pg"
import { pool } from "../database.js"
import type { ${type}, ${type}Draft, ${type}Filter } from "./${name}.types.js"

const COLUMNS = ${JSON.stringify(["id", ...fields])} as const

export class ${type}Repository {
  constructor(private readonly database: Pool = pool) {}

  async find(filter: ${type}Filter, limit: number): Promise<${type}[]> {
    const conditions: string[] = []
    const values: unknown[] = []
    for (const [column, value] of Object.entries(filter)) {
      if (value === undefined) continue
      values.push(value)
      conditions.push(\`\${column} = $\${values.length}\`)
    }
    const where = conditions.length > 0 ? \`where \${conditions.join(" and ")}\` : ""
    const { rows } = await this.database.query<${type}>(\`select \${COLUMNS.join(", ")} from ${name.replaceAll("-", "_")} \${where} limit \${limit}\`, values)
    return rows
  }

  async findOne(id: string): Promise<${type} | undefined> {
    const { rows } = await this.database.query<${type}>("select * from ${name.replaceAll("-", "_")} where id = $1", [id])
    return rows[0]
  }

  async insert(draft: ${type}Draft): Promise<${type}> {
    const names = Object.keys(draft)
    const places = names.map((_, index) => \`$\${index + 1}\`).join(", ")
    const { rows } = await this.database.query<${type}>(
      \`insert into ${name.replaceAll("-", "_")} (\${names.join(", ")}) values (\${places}) returning *\`, Object.values(draft))
    const [row] = rows
    if (row === undefined) throw new Error("The ${name} was not stored")
    return row
  }

  async remove(id: string): Promise<boolean> {
    const { rowCount } = await this.database.query("delete from ${name.replaceAll("-", "_")} where id = $1", [id])
    return (rowCount ?? 0) > 0
  }
}
`,
    [`src/${name}/${name}.service.ts`]: `import { NotFoundError } from "../errors.js"
import { logger } from "../logger.js"
import type { ${pascal(neighbour)}Service } from "../${neighbour}/${neighbour}.service.js"
import { ${type}Repository } from "./${name}.repository.js"
import type { ${type}, ${type}Draft, ${type}Filter, ${type}Page } from "./${name}.types.js"

export class ${type}Service {
  constructor(
    private readonly repository: ${type}Repository = new ${type}Repository(),
    private readonly neighbour?: ${pascal(neighbour)}Service,
  ) {}

  async list(filter: ${type}Filter, limit: number): Promise<${type}Page> {
    const items = await this.repository.find(filter, limit)
    logger.debug({ found: items.length }, "listed ${name}")
    return { items, total: items.length, next: items.at(-1)?.id ?? null }
  }

  async read(id: string): Promise<${type}> {
    const found = await this.repository.findOne(id)
    if (found === undefined) throw new NotFoundError("${name}", id)
    return found
  }

  async create(draft: ${type}Draft): Promise<${type}> {
    const created = await this.repository.insert({ ...draft, notes: this.clean(draft.notes) })
    logger.info({ id: created.id }, "created ${name}")
    return created
  }

  async remove(id: string): Promise<void> {
    const isRemoved = await this.repository.remove(id)
    if (!isRemoved) throw new NotFoundError("${name}", id)
    if (this.neighbour !== undefined) await this.neighbour.list({ patientId: id }, 1)
  }

  private clean(notes: string): string {
    return notes.trim().replace(/\\s+/gu, " ").slice(0, 2000)
  }
}
`,
    [`src/${name}/${name}.controller.ts`]: `import type { NextFunction, Request, Response } from "express"
import { ${type}Body, ${type}Params, ${type}Query } from "./${name}.schema.js"
import { ${type}Service } from "./${name}.service.js"
import type { ${type}, ${type}Page } from "./${name}.types.js"

export class ${type}Controller {
  private readonly service = new ${type}Service()

  list = async (request: Request, response: Response<${type}Page>, next: NextFunction): Promise<void> => {
    try {
      const { limit, after, ...filter } = ${type}Query.parse(request.query)
      response.json(await this.service.list(filter, after === undefined ? limit : limit + 1))
    } catch (error) {
      next(error)
    }
  }

  read = async (request: Request, response: Response<${type}>, next: NextFunction): Promise<void> => {
    try {
      const { id } = ${type}Params.parse(request.params)
      response.json(await this.service.read(id))
    } catch (error) {
      next(error)
    }
  }

  create = async (request: Request, response: Response<${type}>, next: NextFunction): Promise<void> => {
    try {
      response.status(201).json(await this.service.create(${type}Body.parse(request.body)))
    } catch (error) {
      next(error)
    }
  }

  remove = async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    try {
      const { id } = ${type}Params.parse(request.params)
      await this.service.remove(id)
      response.status(204).end()
    } catch (error) {
      next(error)
    }
  }
}
`,
    [`src/${name}/${name}.routes.ts`]: `import { Router } from "express"
import { requireRole, requireStaff } from "../guards.js"
import { ${type}Controller } from "./${name}.controller.js"

/** Routes of ${name}: everything for staff, deleting for administrators. */
export function create${type}Router(): Router {
  const router = Router()
  const controller = new ${type}Controller()
  router.use(requireStaff)
  router.get("/", controller.list)
  router.get("/:id", controller.read)
  router.post("/", controller.create)
  router.delete("/:id", requireRole("administrator"), controller.remove)
  return router
}
`,
  }
}

/** The files that all resources use. */
function writeBase(names) {
  return {
    "package.json": JSON.stringify({ name: "hospital", type: "module", dependencies: { express: "^5.0.0", zod: "^4.0.0" } }),
    "tsconfig.json": JSON.stringify({ compilerOptions: { module: "nodenext", strict: true }, include: ["src"] }),
    "node_modules/.keep": "",
    "src/database.ts": "import { Pool } from \"pg\"\n\nexport const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 20 })\n",
    "src/logger.ts": "import pino from \"pino\"\n\nexport const logger = pino({ level: process.env.LOG_LEVEL ?? \"info\" })\n",
    "src/errors.ts": "export class NotFoundError extends Error {\n  constructor(what: string, id: string) {\n    super(`There is no ${what} ${id}`)\n  }\n}\n",
    "src/guards.ts": `import type { NextFunction, Request, RequestHandler, Response } from "express"
import jwt from "jsonwebtoken"

export function requireStaff(request: Request, response: Response, next: NextFunction): void {
  const token = request.headers.authorization?.replace("Bearer ", "")
  if (token === undefined) {
    response.status(401).json({ error: "Sign in first" })
    return
  }
  response.locals.staff = jwt.verify(token, process.env.TOKEN_KEY ?? "")
  next()
}

export const requireRole = (role: string): RequestHandler => (_request, response, next) => {
  if (response.locals.staff?.role !== role) response.status(403).json({ error: "Not yours" })
  else next()
}
`,
    "src/app.ts": `import express from "express"
${names.map((name) => `import { create${pascal(name)}Router } from "./${name}/${name}.routes.js"`).join("\n")}

export const app = express()
app.use(express.json())
app.get("/health", (_request, response) => response.json({ ok: true }))
${names.map((name) => `app.use("/${name}", create${pascal(name)}Router())`).join("\n")}
`,
  }
}

/**
 * Writes a backend of about `size` files into a folder.
 *
 * @returns the path of one of its services
 */
export function writeBackend(folder, size) {
  const names = Array.from({ length: Math.round((size - 5) / 6) }, (_, index) => nameResource(index))
  const resources = names.map((name, index) => writeResource(name, names[(index + 1) % names.length]))
  for (const [file, text] of Object.entries(Object.assign(writeBase(names), ...resources))) {
    mkdirSync(join(folder, file, ".."), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  return join(folder, `src/${names[0]}/${names[0]}.service.ts`)
}
