import type { AbstractValue } from "../model/values.ts"
import type { Model, Orm, Projection, Query } from "./orm.ts"
import { isFalse, namesIn, pick, project, selectionOfObject, WHOLE, withRelations } from "./selection.ts"

// The class by itself stands for a written type, and for an active record's static methods.
const REPOSITORY = "typeorm.{Repository(),Repository,BaseEntity,BaseEntity()}"
const MANAGER = "typeorm.{EntityManager(),EntityManager}"
const BOTH = "typeorm.{Repository(),Repository,BaseEntity,BaseEntity(),EntityManager(),EntityManager}"
const BUILDER = "typeorm.**.createQueryBuilder()"

const REPOSITORY_GETTERS = ["getRepository", "getTreeRepository", "getMongoRepository", "getCustomRepository", "withRepository"]

const READS = "find,findBy,findOne,findOneBy,findOneOrFail,findOneByOrFail,findAndCount,findAndCountBy"
const COUNTS = "count,countBy,exists,existsBy,sum,average,minimum,maximum"

/** What `find(options)` gives: https://typeorm.io/docs/working-with-entity-manager/find-options */
function selected(model: Model | undefined, options: AbstractValue | undefined, query: Query): readonly Projection[] {
  if (model === undefined) return []
  if (options === undefined || query.method.endsWith("By") || query.method.endsWith("ByOrFail")) return withRelations(model, [])
  if (!query.isPlain(options)) return []
  const entries = query.entries(options)
  const [select, relations] = [entries.get("select"), entries.get("relations")]
  if (select !== undefined) {
    const names = namesIn(select, query)
    const selection = names === undefined ? selectionOfObject(select, query) : pick(names)
    return selection === undefined ? [] : [project(model, { ...selection, picks: selection.picks ?? new Set(), shows: selection.picks ?? new Set() })]
  }
  const names = relations?.kind === "array" ? relations.items.flatMap((item) => query.text(item) ?? []) : relations === undefined ? [] : [...query.entries(relations).keys()]
  return withRelations(model, names, !isFalse(entries.get("loadEagerRelations")))
}

/** What a query builder gives: https://typeorm.io/docs/query-builder/select-query-builder#hidden-columns */
function givesBuilt({ model, chain, text }: Query): readonly Projection[] {
  if (model === undefined || !chain.some(({ method }) => method.startsWith("get"))) return []
  const shown = chain.filter(({ method }) => method === "addSelect").flatMap((call) => call.arguments.map((value) => text(value)?.split(".").at(-1) ?? ""))
  return [project(model, { ...WHOLE, shows: new Set(shown) })]
}

const OF_REPOSITORY = { model: "receiver", gives: (query: Query) => selected(query.model, query.arguments[0], query) } as const
const OF_MANAGER = { model: 0, gives: (query: Query) => selected(query.model, query.arguments[1], query) } as const

/** What is saved is given back as it was handed over: https://typeorm.io/docs/working-with-entity-manager/repository-api#save */
const SAVED_BY_REPOSITORY = { model: "receiver", givesBack: (query: Query) => query.arguments[0] } as const
const SAVED_BY_MANAGER = { model: 0, givesBack: (query: Query) => query.arguments[1] ?? query.arguments[0] } as const

/** https://typeorm.io/docs/working-with-entity-manager/repository-api , https://typeorm.io/docs/advanced-topics/transactions */
export const typeorm: Orm = {
  name: "TypeORM",
  aliases: {
    // Connections and functions of TypeORM before 0.3 and 1.0.
    "typeorm.Connection()": "typeorm.DataSource()",
    "typeorm.getConnection()": "typeorm.DataSource()",
    "typeorm.createConnection()": "typeorm.DataSource()",
    "typeorm.getManager()": "typeorm.EntityManager()",
    "typeorm.DataSource().createQueryRunner()": "typeorm.QueryRunner()",
    "typeorm.DataSource().manager": "typeorm.EntityManager()",
    "typeorm.QueryRunner().manager": "typeorm.EntityManager()",
    ...Object.fromEntries(["typeorm", "typeorm.DataSource()", "typeorm.EntityManager()", "typeorm.EntityManager"].flatMap((owner) =>
      REPOSITORY_GETTERS.map((getter) => [`${owner}.${getter}()`, "typeorm.Repository()"]))),
    "typeorm.TreeRepository()": "typeorm.Repository()",
    "typeorm.MongoRepository()": "typeorm.Repository()",
  },
  insteadOfReads: "`findBy({ id: In(ids) })`, `relations` or `save([...])`",
  calls: [
    { name: "typeorm.{DataSource,createConnection,createConnections}", does: "construct" },
    { name: `${REPOSITORY}.{${READS}}`, does: "reads", ...OF_REPOSITORY },
    { name: `${MANAGER}.{${READS}}`, does: "reads", ...OF_MANAGER },
    { name: `${BOTH}.{${COUNTS}}`, does: "reads" },
    { name: `${BOTH}.query`, does: "reads", takesStatement: true },
    { name: `${REPOSITORY}.preload`, does: "reads", model: "receiver" },
    { name: `${MANAGER}.preload`, does: "reads", model: 0 },
    { name: `${REPOSITORY}.save`, does: "saves", values: { from: 0 }, ...SAVED_BY_REPOSITORY },
    { name: `${MANAGER}.save`, does: "saves", values: { from: 1 }, ...SAVED_BY_MANAGER },
    { name: `${REPOSITORY}.remove`, does: "removes", ...SAVED_BY_REPOSITORY },
    { name: `${MANAGER}.remove`, does: "removes", ...SAVED_BY_MANAGER },
    { name: `${REPOSITORY}.insert`, does: "adds", values: { from: 0 }, model: "receiver" },
    { name: `${MANAGER}.insert`, does: "adds", values: { from: 1 }, model: 0 },
    { name: `${REPOSITORY}.update`, does: "changes", values: { from: 1 }, model: "receiver" },
    { name: `${MANAGER}.update`, does: "changes", values: { from: 2 }, model: 0 },
    { name: `${REPOSITORY}.upsert`, does: "saves", model: "receiver" },
    { name: `${MANAGER}.upsert`, does: "saves", model: 0 },
    { name: `${BOTH}.{delete,softDelete,softRemove}`, does: "removes" },
    { name: `${BOTH}.{restore,increment,decrement}`, does: "changes" },
    { name: `${REPOSITORY}.create`, does: "part", values: { from: 0 }, model: "receiver", copies: true },
    { name: `${MANAGER}.create`, does: "part", values: { from: 1 }, model: 0 },
    { name: `${REPOSITORY}.merge`, does: "part", values: { from: 1 }, model: "receiver", copies: true },
    { name: `${MANAGER}.merge`, does: "part", values: { from: 2 }, model: 0 },
    { name: `${REPOSITORY}.createQueryBuilder`, does: "part", model: "receiver", gives: givesBuilt },
    { name: `${BUILDER}.**.insert().**.values`, does: "part", values: { from: 0 } },
    { name: `${BUILDER}.**.update().**.set`, does: "part", values: { from: 0 } },
    { name: `${BUILDER}.**.insert().**.execute`, does: "adds", instead: "`.values([...])`" },
    { name: `${BUILDER}.**.update().**.execute`, does: "changes", instead: "`IN (:...ids)`" },
    { name: `${BUILDER}.**.{delete(),softDelete()}.**.execute`, does: "removes", instead: "`IN (:...ids)`" },
    {
      name: `${BUILDER}.**.{getOne,getOneOrFail,getMany,getManyAndCount,getRawOne,getRawMany,getCount,execute}`,
      does: "reads", instead: "`leftJoinAndSelect()` or `IN (:...ids)`",
    },
  ],
  callbacks: { "typeorm.**.transaction": ["typeorm.EntityManager()"] },
  chaining: [
    "where", "andWhere", "orWhere", "orderBy", "addOrderBy", "skip", "take", "limit", "offset", "getOne", "getOneOrFail", "getMany", "getManyAndCount",
    "leftJoinAndSelect", "leftJoin", "innerJoin", "innerJoinAndSelect", "setParameter", "setParameters", "cache", "withDeleted", "select", "addSelect",
  ],
  leaveOut: "`select` without it, or `select: false` on the column",
  entities: {
    classes: ["typeorm.{Entity,ChildEntity,ViewEntity}", "typeorm.BaseEntity()"],
    fields: [{
      name: "typeorm.{Column,PrimaryColumn,PrimaryGeneratedColumn,CreateDateColumn,UpdateDateColumn,DeleteDateColumn}",
      hiddenBy: { select: false },
    }],
    relations: ["typeorm.{OneToOne,OneToMany,ManyToOne,ManyToMany}"],
    // https://typeorm.io/docs/relations/eager-and-lazy-relations ; not by query builders.
    eagerBy: "eager",
  },
  models: ({ modelOf, isNamed }) => ({
    modelOfCall: (call) => (REPOSITORY_GETTERS.includes(call.method) && isNamed(call.name, "typeorm.**") ? modelOf(call.arguments[0]) : undefined),
  }),
}
