/**
 * What packages hand to the functions that they are given: a transaction, a connection, a file. It has the name of the client,
 * because it is asked in the same words.
 *
 * Sources: https://www.prisma.io/docs/orm/prisma-client/queries/transactions , https://orm.drizzle.team/docs/transactions ,
 * https://kysely.dev/docs/category/transactions , https://typeorm.io/docs/advanced-topics/transactions ,
 * https://knexjs.org/guide/transactions.html , https://vitaly-t.github.io/pg-promise/Database.html#tx ,
 * https://github.com/porsager/postgres#transactions , https://mikro-orm.io/docs/transactions ,
 * https://mongodb.github.io/node-mongodb-native/2.2/tutorials/connect/ , https://hono.dev/docs/helpers/streaming ,
 * https://nodejs.org/api/fs.html#fsreadfilepath-options-callback
 *
 * @module
 */
import type { Table } from "./table.ts"

/** Canonical name of a called function -> names of what its callback gets, by parameter; undefined for anything else. */
export const callbacks: Table<{ readonly gives: readonly (string | undefined)[] }> = [
  { name: "**.PrismaClient().$transaction", gives: ["@prisma/client.PrismaClient()"] },
  { name: "drizzle-orm.drizzle().transaction", gives: ["drizzle-orm.drizzle()"] },
  { name: "kysely.Kysely().**.{transaction,connection}().**.execute", gives: ["kysely.Kysely()"] },
  { name: "typeorm.**.transaction", gives: ["typeorm.EntityManager"] },
  { name: "knex().transaction", gives: ["knex()"] },
  { name: "pg-promise()().{tx,task,txIf,taskIf}", gives: ["pg-promise()()"] },
  { name: "postgres().begin", gives: ["postgres()"] },
  { name: "@mikro-orm/core.**.transactional", gives: ["@mikro-orm/core.EntityManager"] },
  { name: "mongodb.MongoClient.connect", gives: [undefined, "mongodb.MongoClient.connect()"] },
  { name: "mongodb.MongoClient().connect", gives: [undefined, "mongodb.MongoClient()"] },
  { name: "pg.Pool().connect", gives: [undefined, "pg.Pool().connect()"] },
  {
    name: "{mysql,mysql2}.{createPool,createPoolCluster}().getConnection",
    gives: [undefined, "mysql2.createPool().getConnection()"],
  },
  { name: "hono/streaming.{stream,streamText,streamSSE}", gives: ["hono/streaming.StreamingApi()"] },
  { name: "{fs,fs-extra,graceful-fs}.readFile", gives: [undefined, "fs.readFile()"] },
]
