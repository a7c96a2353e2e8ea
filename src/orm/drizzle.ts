import type { AbstractValue } from "../model/values.ts"
import { fieldsOfObject, type TypeNames } from "./fields.ts"
import type { CallView, Model, ModelReader, Orm, Projection, ProjectView, Query } from "./orm.ts"
import { isTrue, onlyGiven, project, selectionOfObject, WHOLE } from "./selection.ts"

const DRIVERS = [
  "node-postgres", "postgres-js", "neon-http", "neon-serverless", "vercel-postgres", "mysql2", "planetscale-serverless",
  "libsql", "libsql/node", "libsql/web", "libsql/http", "d1", "better-sqlite3", "bun-sqlite", "bun-sql", "pglite",
  "aws-data-api/pg", "tidb-serverless", "sql-js", "singlestore",
]

// Written types of clients, as constructor parameters have them.
const CLIENT_TYPES = [
  "libsql.LibSQLDatabase", "node-postgres.NodePgDatabase", "postgres-js.PostgresJsDatabase", "mysql2.MySql2Database",
  "better-sqlite3.BetterSQLite3Database", "d1.DrizzleD1Database", "neon-http.NeonHttpDatabase", "neon-serverless.NeonDatabase",
]

const CLIENT = "drizzle-orm.drizzle()"

/** Calls that make a table; their second argument holds the columns: https://orm.drizzle.team/docs/sql-schema-declaration */
const TABLES = "drizzle-orm/{pg-core.pgTable,mysql-core.mysqlTable,sqlite-core.sqliteTable,singlestore-core.singlestoreTable,"
  + "pg-core.pgSchema().table,mysql-core.mysqlSchema().table,pg-core.pgTableCreator(),mysql-core.mysqlTableCreator(),sqlite-core.sqliteTableCreator()}"

// https://orm.drizzle.team/docs/column-types/pg , /mysql and /sqlite; drizzle-orm 0.45, read 2026-11-22
const TYPES: TypeNames = {
  text: new Set(["text", "varchar", "char", "tinytext", "mediumtext", "longtext", "bytea", "blob"]),
  other: new Set(["integer", "bigint", "boolean", "timestamp", "datetime", "date", "serial", "uuid", "real", "numeric", "json", "jsonb"]),
}

const isJoin = (method: string): boolean => /join$/i.test(method)

/** `db.select().from(users)`; columns that `select` names are none of a record. */
function givesSelected(query: Query): readonly Projection[] {
  const from = query.chain.find(({ method }) => method === "from")
  const table = query.arguments.length > 0 || query.chain.some(({ method }) => isJoin(method)) ? undefined : query.modelOf(from?.arguments[0])
  return table === undefined ? [] : [project(table, WHOLE)]
}

/** `db.insert(users).values(user).returning()`. */
function givesReturned(query: Query): readonly Projection[] {
  const [returning, values] = ["returning", "values"].map((name) => query.chain.find(({ method }) => method === name))
  if (query.model === undefined || returning === undefined || returning.arguments.length > 0) return []
  return [onlyGiven(project(query.model, WHOLE), values?.arguments[0], query)]
}

/** Relations of relations further down than this are left. */
const DEPTH = 4

/** `db.query.users.findMany({ columns, with })`: https://orm.drizzle.team/docs/rqb */
function selected(model: Model, options: AbstractValue | undefined, query: Query, depth = 0): readonly Projection[] {
  if (options === undefined || isTrue(options)) return [project(model, WHOLE)]
  if (!query.isPlain(options) || depth > DEPTH) return []
  const entries = query.entries(options)
  const [columns, relations] = [entries.get("columns"), entries.get("with")]
  const along = relations === undefined ? [] : [...query.entries(relations)].flatMap(([name, value]) => {
    const other = model.related(name)
    return other === undefined ? [] : selected(other, value, query, depth + 1).map((one) => ({ ...one, under: name }))
  })
  const selection = columns === undefined ? WHOLE : selectionOfObject(columns, query)
  return selection === undefined ? along : [project(model, selection), ...along]
}

const givesRelational = (query: Query): readonly Projection[] => (query.model === undefined ? [] : selected(query.model, query.arguments[0], query))

function readModels(view: ProjectView): ModelReader {
  const state: { tables?: ReadonlyMap<string, AbstractValue>; relations?: ReadonlyMap<AbstractValue, ReadonlyMap<string, AbstractValue>> } = {}
  // By the name of the export, which is that of `db.query.users`.
  const tables = (): ReadonlyMap<string, AbstractValue> =>
    (state.tables ??= new Map(view.exportsBeside("drizzle-orm").filter(([, value]) => value.kind === "result" && view.isNamed(value, `${TABLES}()`))))
  const relations = (): ReadonlyMap<AbstractValue, ReadonlyMap<string, AbstractValue>> => (state.relations ??= readRelations(view))
  const toModel = ({ arguments: [named, columns], value, at }: CallView): Model | undefined => (columns?.kind !== "object" ? undefined : {
    name: (named === undefined ? undefined : view.text(named)) ?? "record",
    at,
    fields: fieldsOfObject(columns, at, TYPES, () => ({}), view),
    related: (field) => view.modelOf(relations().get(value)?.get(field)),
  })
  return {
    modelOfCall: (call) => (view.isNamed(call.name, TABLES) ? toModel(call) : undefined),
    modelNamed: (name) => view.modelOf(tables().get(name)),
  }
}

/**
 * The tables that `with` brings along, by table and name of the relation:
 * `relations(posts, ({ one }) => ({ author: one(users, { ... }) }))`. https://orm.drizzle.team/docs/relations
 */
function readRelations(view: ProjectView): ReadonlyMap<AbstractValue, ReadonlyMap<string, AbstractValue>> {
  const found = new Map<AbstractValue, Map<string, AbstractValue>>()
  for (const { name, arguments: [table, declare] } of view.calls("relations")) {
    const declared = name !== "drizzle-orm.relations" || declare === undefined ? undefined : view.returned(declare)
    if (table === undefined || declared === undefined) continue
    const ofTable = found.get(table) ?? new Map<string, AbstractValue>()
    found.set(table, ofTable)
    for (const [relation, value] of view.entries(declared)) {
      const [other] = view.given(value)
      if (other !== undefined) ofTable.set(relation, other)
    }
  }
  return found
}

/** https://orm.drizzle.team/docs/select , https://orm.drizzle.team/docs/insert , https://orm.drizzle.team/docs/transactions */
export const drizzle: Orm = {
  name: "Drizzle",
  aliases: {
    ...Object.fromEntries(DRIVERS.map((driver) => [`drizzle-orm/${driver}.drizzle`, "drizzle-orm.drizzle"])),
    ...Object.fromEntries(CLIENT_TYPES.map((type) => [`drizzle-orm/${type}()`, CLIENT])),
  },
  insteadOfReads: "`inArray()`, `.values([...])` or a join",
  isLazy: true,
  calls: [
    { name: "drizzle-orm.drizzle", does: "construct" },
    { name: `${CLIENT}.select`, does: "reads", gives: givesSelected },
    { name: `${CLIENT}.{selectDistinct,selectDistinctOn,$count}`, does: "reads" },
    { name: `${CLIENT}.execute`, does: "reads", takesStatement: true },
    { name: `${CLIENT}.insert`, does: "adds", model: 0, gives: givesReturned },
    { name: `${CLIENT}.update`, does: "changes", model: 0, gives: givesReturned },
    { name: `${CLIENT}.delete`, does: "removes", model: 0, gives: givesReturned },
    { name: `${CLIENT}.insert().values`, does: "part", values: { from: 0 } },
    { name: `${CLIENT}.update().set`, does: "part", values: { from: 0 } },
    { name: `${CLIENT}.query.*.{findFirst,findMany}`, does: "reads", instead: "`inArray()` or `with`", model: "named", gives: givesRelational },
  ],
  callbacks: { [`${CLIENT}.transaction`]: [CLIENT] },
  batchMethods: ["batch"],
  modelsIn: `${CLIENT}.query`,
  chaining: [
    "from", "where", "limit", "offset", "orderBy", "values", "set", "onConflictDoUpdate", "onConflictDoNothing", "returning", "get", "all",
    "execute", "$dynamic", "for",
  ],
  leaveOut: "`columns: { {}: false }`, or name the columns in `select({ ... })`",
  models: readModels,
}
