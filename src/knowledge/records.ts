/**
 * Classes of stored records: the decorator that makes a class one, or the class that it extends.
 *
 * Sources: https://typeorm.io/docs/entity/entities , https://mikro-orm.io/docs/defining-entities ,
 * https://docs.nestjs.com/techniques/mongodb , https://github.com/sequelize/sequelize-typescript#model-definition
 *
 * @module
 */
import type { Table } from "./table.ts"

/** Canonical names of decorators, and of base classes with `()` for an instance. */
export const recordClasses: Table<object> = [
  { name: "typeorm.{Entity,ChildEntity,ViewEntity}" },
  { name: "@mikro-orm/core.Entity" },
  { name: "@nestjs/mongoose.Schema" },
  { name: "@typegoose/typegoose.modelOptions" },
  { name: "sequelize.Table" },
  { name: "{typeorm.BaseEntity,sequelize.Model,objection.Model,mongoose.Document,mongoose.Model}()" },
]

/** How a call names its model, and how it is told what to read. */
export type QueryForm =
  | "prisma" | "drizzle select" | "drizzle returning" | "drizzle relational" | "typeorm" | "typeorm manager" | "typeorm builder"
  | "mongoose" | "mongoose new" | "sequelize" | "mikro-orm" | "mikro-orm repository"

/** What is known of a call that asks for stored records, or writes them and gives them back. */
export interface QueryNote {
  readonly client: string
  readonly form: QueryForm
  /** It gives whole records unless told otherwise; a query without it only names its model. */
  readonly gives?: true
}

const PRISMA_GIVES = "{findUnique,findUniqueOrThrow,findFirst,findFirstOrThrow,findMany,create,createManyAndReturn,update,"
  + "updateManyAndReturn,upsert,delete}"

const REPOSITORY = "{typeorm.getRepository(),typeorm.Repository(),typeorm.Repository,typeorm.TreeRepository(),"
  + "typeorm.MongoRepository(),typeorm.BaseEntity,typeorm.BaseEntity(),typeorm.EntityManager().getRepository(),"
  + "typeorm.EntityManager.getRepository(),typeorm.DataSource().getRepository(),typeorm.DataSource().manager.getRepository()}"
const MANAGER = "{typeorm.EntityManager,typeorm.EntityManager(),typeorm.getManager(),typeorm.DataSource().manager}"
const TYPEORM_GIVES = "{find,findBy,findOne,findOneBy,findOneOrFail,findOneByOrFail,findAndCount,findAndCountBy,save,remove,preload}"

const MODEL = "{mongoose.model(),mongoose.createConnection().model(),mongoose.Model,@typegoose/typegoose.getModelForClass()}"
const MONGOOSE_GIVES = "{find,findById,findOne,create,insertMany,findOneAndUpdate,findByIdAndUpdate,findByIdAndDelete,"
  + "findOneAndDelete,findOneAndReplace,findByIdAndRemove,findOneAndRemove}"
const TABLE = "{sequelize.Model,sequelize.Model(),sequelize.Sequelize().define(),sequelize().define()}"
const ENTITIES = "{@mikro-orm/core.EntityManager,@mikro-orm/core.EntityManager(),@mikro-orm/core.**.em,@mikro-orm/core.**.em.fork()}"
const MIKRO_GIVES = "{find,findOne,findOneOrFail,findAndCount,upsert}"

/**
 * Canonical name of a called function -> whose model it speaks of.
 *
 * Sources: https://www.prisma.io/docs/orm/reference/prisma-client-reference#model-queries ,
 * https://orm.drizzle.team/docs/select , https://orm.drizzle.team/docs/rqb , https://typeorm.io/docs/working-with-entity-manager/repository-api ,
 * https://mongoosejs.com/docs/api/model.html , https://sequelize.org/api/v6/class/src/model.js~model ,
 * https://mikro-orm.io/api/core/class/EntityManager
 */
export const recordQueries: Table<QueryNote> = [
  { name: `**.PrismaClient().*.${PRISMA_GIVES}`, client: "Prisma", form: "prisma", gives: true },
  { name: "**.PrismaClient().*.{createMany,updateMany,deleteMany}", client: "Prisma", form: "prisma" },
  { name: "drizzle-orm.drizzle().select", client: "Drizzle", form: "drizzle select", gives: true },
  { name: "drizzle-orm.drizzle().{insert,update,delete}", client: "Drizzle", form: "drizzle returning" },
  { name: "drizzle-orm.drizzle().query.*.{findFirst,findMany}", client: "Drizzle", form: "drizzle relational", gives: true },
  { name: `${REPOSITORY}.${TYPEORM_GIVES}`, client: "TypeORM", form: "typeorm", gives: true },
  { name: `${REPOSITORY}.{create,merge,insert,update,upsert}`, client: "TypeORM", form: "typeorm" },
  { name: `${MANAGER}.${TYPEORM_GIVES}`, client: "TypeORM", form: "typeorm manager", gives: true },
  { name: `${MANAGER}.{create,merge,insert,update,upsert}`, client: "TypeORM", form: "typeorm manager" },
  { name: `${REPOSITORY}.createQueryBuilder`, client: "TypeORM", form: "typeorm builder" },
  { name: `${MODEL}.${MONGOOSE_GIVES}`, client: "Mongoose", form: "mongoose", gives: true },
  { name: `${MODEL}.{updateOne,updateMany,replaceOne,insertOne,bulkWrite}`, client: "Mongoose", form: "mongoose" },
  { name: MODEL, client: "Mongoose", form: "mongoose new", gives: true },
  {
    name: `${TABLE}.{findByPk,findOne,findAll,findAndCountAll,create,bulkCreate,findOrCreate,findCreateFind,upsert}`,
    client: "Sequelize", form: "sequelize", gives: true,
  },
  { name: `${TABLE}.{update,build}`, client: "Sequelize", form: "sequelize" },
  { name: `${ENTITIES}.${MIKRO_GIVES}`, client: "MikroORM", form: "mikro-orm", gives: true },
  { name: `${ENTITIES}.{create,assign,insert,nativeUpdate}`, client: "MikroORM", form: "mikro-orm" },
  { name: `@mikro-orm/core.EntityRepository().{find,findOne,findOneOrFail,findAll,findAndCount}`, client: "MikroORM", form: "mikro-orm repository", gives: true },
  { name: `@mikro-orm/core.EntityRepository().{create,assign,insert,nativeUpdate}`, client: "MikroORM", form: "mikro-orm repository" },
]

/** Methods of a chain that leave the records as they are. Any other method makes them something else. */
export const keepingMethods: ReadonlySet<string> = new Set([
  // Mongoose: https://mongoosejs.com/docs/api/query.html , and of documents.
  "sort", "limit", "skip", "lean", "exec", "where", "equals", "gt", "gte", "lt", "lte", "in", "nin", "ne", "session", "orFail", "populate",
  "toObject", "save", "or", "and", "nor", "regex", "exists", "collation", "maxTimeMS", "read", "hint", "setOptions",
  // Drizzle: https://orm.drizzle.team/docs/select
  "from", "offset", "orderBy", "values", "set", "onConflictDoUpdate", "onConflictDoNothing", "returning", "get", "all", "execute", "$dynamic", "for",
  // TypeORM: https://typeorm.io/docs/query-builder/select-query-builder
  "andWhere", "orWhere", "addOrderBy", "take", "getOne", "getOneOrFail", "getMany", "getManyAndCount", "leftJoinAndSelect", "leftJoin",
  "innerJoin", "innerJoinAndSelect", "setParameter", "setParameters", "cache", "withDeleted", "addSelect",
  // Lists, and what waits.
  "filter", "slice", "reverse", "toReversed", "toSorted", "at", "find", "pop", "shift", "concat", "finally",
])

/** Methods of a chain that choose what is read: what comes after them is not looked into. */
export const choosingMethods: ReadonlySet<string> = new Set(["select", "projection", "columns", "fields", "omit", "pick", "attributes"])

/** What to do about a field, by client, in words that fit after "Use": `{}` stands for the field's name. */
export const leavingOut: Readonly<Record<string, string>> = {
  Prisma: "`omit: { {}: true }` or a `select` without it",
  Drizzle: "`columns: { {}: false }`, or name the columns in `select({ ... })`",
  TypeORM: "`select` without it, or `select: false` on the column",
  Mongoose: "`.select(\"-{}\")`, or `select: false` in the schema",
  Sequelize: "`attributes: { exclude: [\"{}\"] }`",
  MikroORM: "`hidden: true` on the property, or `fields` without it",
}

/** Calls that make a table: https://orm.drizzle.team/docs/sql-schema-declaration . Their second argument holds the columns. */
export const tableMakers: Table<object> = [
  { name: "drizzle-orm/{pg-core.pgTable,mysql-core.mysqlTable,sqlite-core.sqliteTable,singlestore-core.singlestoreTable}" },
  { name: "drizzle-orm/{pg-core.pgSchema,mysql-core.mysqlSchema}().table" },
  { name: "drizzle-orm/{pg-core.pgTableCreator,mysql-core.mysqlTableCreator,sqlite-core.sqliteTableCreator}()" },
]

/** Decorators of a member that is a field of the record, and what of their options hides it. */
export const fieldDecorators: Table<{ readonly hiddenBy?: Readonly<Record<string, boolean>> }> = [
  { name: "typeorm.{Column,PrimaryColumn,PrimaryGeneratedColumn,CreateDateColumn,UpdateDateColumn,DeleteDateColumn}", hiddenBy: { select: false } },
  { name: "@nestjs/mongoose.Prop", hiddenBy: { select: false } },
  { name: "@typegoose/typegoose.prop", hiddenBy: { select: false } },
  { name: "@mikro-orm/core.{Property,PrimaryKey,Enum}", hiddenBy: { hidden: true, lazy: true } },
  { name: "{sequelize.Column,sequelize.Attribute,@sequelize/core/decorators-legacy.Attribute}" },
]

/** Decorators that keep a member, or a class's members, from being written: https://github.com/typestack/class-transformer */
export const hidingDecorators: Table<object> = [{ name: "class-transformer.Exclude" }]
