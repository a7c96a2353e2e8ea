import type { AbstractValue } from "../model/values.ts"
import type { Model, Orm, Projection, Query } from "./orm.ts"
import { namesIn, withRelations } from "./selection.ts"

const DRIVERS = ["postgresql", "mysql", "mariadb", "sqlite", "better-sqlite", "libsql", "mongodb"]

const MANAGER = "@mikro-orm/core.{EntityManager,EntityManager(),**.em,**.em.fork()}"
const REPOSITORY = "@mikro-orm/core.EntityRepository()"
const BOTH = "@mikro-orm/core.{EntityManager,EntityManager(),**.em,**.em.fork(),EntityRepository()}"

/** What a query gives with options that may name fields: https://mikro-orm.io/docs/entity-manager#partial-loading */
function selected(model: Model | undefined, options: AbstractValue | undefined, query: Query): readonly Projection[] {
  if (model === undefined) return []
  if (options === undefined) return withRelations(model, [])
  const isNarrowed = !query.isPlain(options) || ["fields", "exclude"].some((name) => query.entries(options).has(name))
  const populated = namesIn(query.entries(options).get("populate"), query) ?? []
  return isNarrowed ? [] : withRelations(model, populated)
}

const OF_MANAGER = { model: 0, gives: (query: Query) => selected(query.model, query.arguments[2], query) } as const
const OF_REPOSITORY = { model: "receiver", gives: (query: Query) => selected(query.model, query.arguments[1], query) } as const
const ALL_OF_REPOSITORY = { model: "receiver", gives: (query: Query) => selected(query.model, query.arguments[0], query) } as const

/** https://mikro-orm.io/api/core/class/EntityManager , https://mikro-orm.io/docs/transactions */
export const mikroOrm: Orm = {
  name: "MikroORM",
  aliases: Object.fromEntries(DRIVERS.map((driver) => [`@mikro-orm/${driver}`, "@mikro-orm/core"])),
  insteadOfReads: "`em.find(Entity, { id: { $in: ids } })`, or one `flush()` after the loop",
  calls: [
    { name: "@mikro-orm/core.{MikroORM.init,MikroORM}", does: "construct" },
    { name: `${REPOSITORY}.{find,findOne,findOneOrFail,findAndCount}`, does: "reads", ...OF_REPOSITORY },
    { name: `${REPOSITORY}.findAll`, does: "reads", ...ALL_OF_REPOSITORY },
    { name: `${MANAGER}.{find,findOne,findOneOrFail,findAndCount}`, does: "reads", ...OF_MANAGER },
    { name: `${MANAGER}.findAll`, does: "reads" },
    { name: `${BOTH}.{count,populate,refresh}`, does: "reads" },
    { name: `${REPOSITORY}.insert`, does: "adds", values: { from: 0 }, model: "receiver" },
    { name: `${MANAGER}.insert`, does: "adds", values: { from: 1 }, model: 0 },
    { name: `${REPOSITORY}.nativeUpdate`, does: "changes", model: "receiver" },
    { name: `${MANAGER}.nativeUpdate`, does: "changes", model: 0 },
    { name: `${MANAGER}.upsert`, does: "saves", ...OF_MANAGER },
    { name: `${REPOSITORY}.upsert`, does: "saves" },
    { name: `${BOTH}.{persistAndFlush,flush}`, does: "saves" },
    { name: `${BOTH}.{removeAndFlush,nativeDelete}`, does: "removes" },
    { name: `${REPOSITORY}.create`, does: "part", values: { from: 0 }, model: "receiver" },
    { name: `${REPOSITORY}.assign`, does: "part", values: { from: 1 }, model: "receiver" },
    { name: `${MANAGER}.{create,assign}`, does: "part", values: { from: 1 }, model: 0 },
    // Helpers of the package by themselves: `wrap(user).assign(values)`.
    { name: "@mikro-orm/core.**.{create,assign,insert}", does: "part", values: { from: 1 } },
  ],
  callbacks: { "@mikro-orm/core.**.transactional": ["@mikro-orm/core.EntityManager()"] },
  leaveOut: "`hidden: true` on the property, or `fields` without it",
  entities: {
    classes: ["@mikro-orm/core.Entity"],
    fields: [{ name: "@mikro-orm/core.{Property,PrimaryKey,Enum}", hiddenBy: { lazy: true }, omittedBy: { hidden: true } }],
    relations: ["@mikro-orm/core.{OneToOne,OneToMany,ManyToOne,ManyToMany}"],
    eagerBy: "eager",
  },
  models: ({ modelOf, isNamed }) => ({
    modelOfCall: (call) => (isNamed(call.name, "@mikro-orm/core.**.getRepository") ? modelOf(call.arguments[0]) : undefined),
  }),
}
