import { describe, expect, test } from "vitest"
import { expandBraces } from "../src/knowledge/table.ts"
import { createClients } from "../src/link/evaluate/clients.ts"
import { orms } from "../src/orm/index.ts"

const clients = createClients(orms)

describe("calls of clients", () => {
  test.each([
    ["@prisma/client.PrismaClient", "Prisma", "construct"],
    ["@prisma/client.PrismaClient().order.findMany", "Prisma", "query"],
    ["@prisma/client.PrismaClient().$extends().order.findMany", "Prisma", "query"],
    ["../generated/prisma/client.PrismaClient().order.create", "Prisma", "query"],
    ["../generated/prisma/client.PrismaClient().$extends().$extends().order.create", "Prisma", "query"],
    ["@prisma/client.Prisma.TransactionClient().order.findFirst", "Prisma", "query"],
    ["typeorm.DataSource().createQueryRunner().manager.find", "TypeORM", "query"],
    ["typeorm.getConnection().getRepository().find", "TypeORM", "query"],
    ["mongoose.models.Order.findById", "Mongoose", "query"],
    ["drizzle-orm/node-postgres.drizzle", "Drizzle", "construct"],
    ["drizzle-orm/node-postgres.drizzle().query.orders.findFirst", "Drizzle", "query"],
    ["drizzle-orm/libsql.LibSQLDatabase().select", "Drizzle", "query"],
    ["typeorm.DataSource().getRepository().findOneBy", "TypeORM", "query"],
    ["typeorm.DataSource().manager.getRepository().create", "TypeORM", "part"],
    ["typeorm.Repository().createQueryBuilder().where().getOne", "TypeORM", "query"],
    ["sequelize.Sequelize().define().findByPk", "Sequelize", "query"],
    ["sequelize-typescript.Sequelize", "Sequelize", "construct"],
    ["mongoose.connect", "Mongoose", "construct"],
    ["mongoose.model().findById", "Mongoose", "query"],
    ["mongoose.createConnection().model().findById", "Mongoose", "query"],
    ["@mikro-orm/postgresql.MikroORM.init().em.fork().find", "MikroORM", "query"],
    ["mongodb.MongoClient().db().collection().insertOne", "MongoDB", "query"],
    ["knex.knex", "Knex", "construct"],
    ["knex.knex()", "Knex", "query"],
    ["kysely.Kysely().selectFrom().where().executeTakeFirst", "Kysely", "query"],
    ["objection.Model.query", "Objection", "query"],
    ["dynamoose.default.model().get", "Dynamoose", "query"],
    ["dynamoose.model()", "Dynamoose", "part"],
    ["pg.Pool", "PostgreSQL", "construct"],
    ["pg.Pool().query", "PostgreSQL", "query"],
    ["pg.Pool().connect().query", "PostgreSQL", "query"],
    ["mysql2/promise.createPool().execute", "MySQL", "query"],
    ["ioredis.Redis().get", "Redis", "query"],
    ["redis.createClient().hGetAll", "Redis", "query"],
    ["@supabase/supabase-js.createClient().from().select", "Supabase", "query"],
    ["fetch", "HTTP", "remote"],
    ["axios.create().get", "HTTP", "remote"],
    ["pg.Pool().connect", undefined, undefined],
    ["knex().where().orderBy", undefined, undefined],
    ["lodash.find", undefined, undefined],
    [undefined, undefined, undefined],
  ])("%s: %s %s", (name, client, kind) => {
    expect(clients.callOf(name)?.client).toBe(client)
    expect(clients.callOf(name)?.kind).toBe(kind)
  })

  test.each([
    ["@prisma/client.PrismaClient().order.update", undefined, "changes"],
    ["@prisma/client.PrismaClient().order.count", undefined, undefined],
    ["@prisma/client.PrismaClient().$executeRawUnsafe", "DELETE FROM orders", "removes"],
    ["@prisma/client.PrismaClient().$executeRawUnsafe", undefined, "saves"],
    ["mongoose.model().deleteOne", undefined, "removes"],
    ["mongoose.model()().save", undefined, "adds"],
    ["mongoose.model().findById().save", undefined, "changes"],
    ["sequelize.Model.findByPk().destroy", undefined, "removes"],
    ["knex().insert", undefined, "adds"],
    ["knex()().where().del", undefined, "removes"],
    ["kysely.Kysely().insertInto().values().execute", undefined, "adds"],
    ["kysely.Kysely().selectFrom().execute", undefined, undefined],
    ["typeorm.Repository().createQueryBuilder().delete().from().where().execute", undefined, "removes"],
    ["objection.Model.query().findById().patch", undefined, "changes"],
    ["dynamoose.model()().save", undefined, "saves"],
    ["dynamoose.model().get().save", undefined, "changes"],
    ["pg.Pool().query", "  update orders set paid = true", "changes"],
    ["pg.Pool().query", "select * from orders", undefined],
    ["redis.createClient().set", undefined, undefined],
  ])("%s with %s changes: %s", (name, statement, write) => {
    expect(clients.writeOf(name, statement)).toBe(write)
  })

  test("a chain counts as a client's, a look-alike does not", () => {
    expect(clients.isChained("mongoose.model().find().sort")).toBe(true)
    expect(clients.isChained("lodash.chain().find().sort")).toBe(false)
  })

  test("a client of whatever kind is known by what makes it", () => {
    expect(["pg.Pool", "@prisma/client.PrismaClient", "stripe", "lodash"].map((name) => clients.madeBy(name))).toEqual(["PostgreSQL", "Prisma", "Stripe", undefined])
  })

  test("a transaction is asked as its client is", () => {
    expect(clients.givenBy("@prisma/client.PrismaClient().$transaction")).toEqual(["@prisma/client.PrismaClient()"])
    expect(clients.givenBy("typeorm.DataSource().transaction")).toEqual(["typeorm.EntityManager()"])
    expect(clients.givenBy("pg-promise()().tx")).toEqual(["pg-promise()()"])
    expect(clients.givenBy("lodash.map")).toEqual([])
  })
})

describe.each(orms.map((orm) => [orm.name, orm] as const))("%s", (_, orm) => {
  const names = [
    ...orm.calls.map(({ name }) => name), ...Object.keys(orm.callbacks ?? {}), ...orm.entities?.classes ?? [],
    ...orm.entities?.fields.map(({ name }) => name) ?? [], ...orm.entities?.relations ?? [],
  ].flatMap(expandBraces)

  test("names each thing by the name that is looked up", () => {
    expect(names.filter((name) => clients.canonicalName(name) !== name)).toEqual([])
  })

  test("has no row twice", () => {
    const rows = orm.calls.flatMap(({ name }) => expandBraces(name))
    expect(rows.filter((name, index) => rows.indexOf(name) !== index)).toEqual([])
  })

  test("has well-formed patterns", () => {
    const segment = /^(?:\*|\*\(\)|\*\*|\*\*\(\)|[^*{},\s()]*(?:\(\))*)$/
    expect(names.filter((name) => name === "" || !name.split(".").every((part) => segment.test(part)))).toEqual([])
  })

  test("is asked for what it writes, and says what it gives only of a query or a part of one", () => {
    expect(orm.calls.filter(({ does, gives, values, writes }) => does === "construct" && (gives !== undefined || values !== undefined || writes !== undefined))).toEqual([])
    expect(orm.calls.filter(({ does, writes }) => does !== "part" && writes !== undefined)).toEqual([])
  })
})
