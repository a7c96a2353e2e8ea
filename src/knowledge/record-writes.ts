/**
 * Calls that put values into stored records, and where in their arguments the values are.
 *
 * Sources: https://www.prisma.io/docs/orm/reference/prisma-client-reference , https://orm.drizzle.team/docs/insert ,
 * https://typeorm.io/docs/working-with-entity-manager/repository-api , https://mongoosejs.com/docs/api/model.html ,
 * https://sequelize.org/api/v6/class/src/model.js~model , https://knexjs.org/guide/query-builder.html#insert ,
 * https://mikro-orm.io/api/core/class/EntityManager , https://www.mongodb.com/docs/drivers/node/current/crud/
 *
 * @module
 */
import type { Table } from "./table.ts"

/** Where a write has its values. */
export interface WriteNote {
  /** The first argument that holds values. */
  readonly from: number
  /** Entries of an argument in which values are: `data`, `$set`. */
  readonly entries?: readonly string[]
  /** It writes onto its first argument, and is a write where that is a stored record. */
  readonly onto?: true
}

const REPOSITORY = "{typeorm.getRepository(),typeorm.Repository(),typeorm.Repository,typeorm.TreeRepository(),typeorm.MongoRepository(),"
  + "typeorm.BaseEntity,typeorm.BaseEntity(),typeorm.EntityManager().getRepository(),typeorm.DataSource().getRepository(),"
  + "typeorm.DataSource().manager.getRepository()}"
const MANAGER = "{typeorm.EntityManager,typeorm.EntityManager(),typeorm.getManager(),typeorm.DataSource().manager}"
const MODEL = "{mongoose.model(),mongoose.createConnection().model(),mongoose.Model,@typegoose/typegoose.getModelForClass()}"
const SETTERS = ["$set", "$setOnInsert"]
const TABLE = "{sequelize.Model,sequelize.Model(),sequelize.Sequelize().define(),sequelize().define()}"

/** Canonical name of a called function -> where the values are. */
export const recordWrites: Table<WriteNote> = [
  { name: "**.PrismaClient().*.{create,createMany,update,updateMany,upsert,createManyAndReturn}", from: 0, entries: ["data", "create", "update"] },
  { name: "drizzle-orm.drizzle().insert().values", from: 0 },
  { name: "drizzle-orm.drizzle().update().set", from: 0 },
  { name: `${REPOSITORY}.{save,insert}`, from: 0 },
  { name: `${REPOSITORY}.{update,merge}`, from: 1 },
  { name: `${REPOSITORY}.create`, from: 0 },
  { name: `${MANAGER}.{save,insert,create}`, from: 1 },
  { name: `${MANAGER}.{update,merge}`, from: 2 },
  { name: `${MODEL}.{create,insertMany,insertOne}`, from: 0 },
  { name: MODEL, from: 0 },
  {
    name: `${MODEL}.{findByIdAndUpdate,findOneAndUpdate,updateOne,updateMany,replaceOne,findOneAndReplace}`,
    from: 1, entries: SETTERS,
  },
  { name: `${MODEL}.{findById,findOne}().{set,updateOne,overwrite}`, from: 0, entries: SETTERS },
  { name: "mongodb.**.collection().{insertOne,insertMany,insert,save}", from: 0 },
  {
    name: "mongodb.**.collection().{updateOne,updateMany,replaceOne,findOneAndUpdate,findOneAndReplace,update}",
    from: 1, entries: SETTERS,
  },
  { name: `${TABLE}.{create,bulkCreate,upsert,build,update}`, from: 0 },
  { name: `${TABLE}.{findByPk,findOne}().{update,set}`, from: 0 },
  { name: "knex().**.{insert,update}", from: 0 },
  { name: "objection.Model.query().**.{insert,insertAndFetch,patch,update}", from: 0 },
  { name: "objection.Model.query().**.{patchAndFetchById,updateAndFetchById}", from: 1 },
  { name: "@mikro-orm/core.**.{create,assign,insert}", from: 1 },
  { name: "@supabase/{supabase-js.createClient,ssr.createServerClient}().from().{insert,update,upsert}", from: 0 },
  { name: "{Object.assign,lodash.assign,lodash.extend,lodash.merge,lodash/assign,lodash/extend,lodash/merge,underscore.extend}", from: 1, onto: true },
]

/** Calls that give what they are given, all of it. */
export const copyingCalls: Table<object> = [
  { name: "{Object.assign,JSON.parse,JSON.stringify,lodash.cloneDeep,lodash.clone,lodash.assign,lodash.merge}" },
  { name: `{${REPOSITORY.slice(1, -1)}}.{create,merge}` },
]
