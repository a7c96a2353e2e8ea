/**
 * Database and queue clients: what makes one, what a query is, and how many are asked in one. Names are of what is
 * called: `pg.Pool` makes a pool, `pg.Pool().query` asks it, `knex()` is a call of what `knex` returned.
 *
 * A builder's first call is its query (`db.select`), so that a chain counts once.
 *
 * Sources: method names listed by running typeorm 1.1, sequelize 6.37, mongoose 9.12, mongodb 7.9, knex 3.3, kysely
 * 0.28, pg 8.23, postgres 3.4, mysql2 3.24, ioredis 6.0, redis 6.3, MikroORM 6.6, supabase-js 2.109, drizzle-orm 0.45,
 * elasticsearch 9.4 and AWS SDK 3; https://www.prisma.io/docs/orm/reference/prisma-client-reference
 *
 * @module
 */
import type { Row, Table } from "./table.ts"

/** What is known of a call to a client. */
export interface DatabaseNote {
  /** Name of the client, as people say it. */
  readonly client: string
  /** `construct`: makes a client, pool or connection. `query`: asks the database. `remote`: calls another service. */
  readonly kind: "construct" | "query" | "remote"
  /** What to do instead, in words that fit after "Use": the batch form of a query, the place of a construction. */
  readonly instead: string
  /** The query changes data. */
  readonly writes?: true
  /** It keeps copies, or small things, in memory: to ask it is quick. */
  readonly isCache?: true
  /** Of `construct`: one for each request holds no connection, for it speaks HTTP, or gives the one that is there. */
  readonly isCheap?: true
}

const ONCE = "one client, made when the module is loaded"

function client(
  name: string, constructs: string, reads: string, writes: string, batch: string,
): readonly Row<DatabaseNote>[] {
  return [
    ...(constructs === "" ? [] : [{ name: constructs, client: name, kind: "construct" as const, instead: ONCE }]),
    ...(reads === "" ? [] : [{ name: reads, client: name, kind: "query" as const, instead: batch }]),
    ...(writes === "" ? [] : [
      { name: writes, client: name, kind: "query" as const, instead: batch, writes: true as const },
    ]),
  ]
}

// Prisma's client may be generated to any path, hence the leading `**`.
const PRISMA_READS = "findUnique,findUniqueOrThrow,findFirst,findFirstOrThrow,findMany,count,aggregate,groupBy"
const PRISMA_WRITES = "create,createMany,createManyAndReturn,update,updateMany,upsert,delete,deleteMany"

const TYPEORM = "{typeorm.getRepository(),typeorm.Repository(),typeorm.Repository,typeorm.EntityManager,"
  + "typeorm.EntityManager(),typeorm.BaseEntity,typeorm.BaseEntity(),typeorm.EntityManager().getRepository(),"
  + "typeorm.TreeRepository(),typeorm.MongoRepository(),"
  + "typeorm.getManager(),typeorm.DataSource().getRepository(),typeorm.DataSource().manager,"
  + "typeorm.DataSource().manager.getRepository()}"
const TYPEORM_READS = "find,findBy,findOne,findOneBy,findOneOrFail,findOneByOrFail,findAndCount,findAndCountBy,count,"
  + "countBy,exists,existsBy,sum,average,minimum,maximum,query,preload"
const TYPEORM_WRITES = "save,insert,update,upsert,delete,remove,softDelete,softRemove,restore,increment,decrement"

const MONGOOSE_MODEL = "{mongoose.model(),mongoose.createConnection().model(),mongoose.Model}"
const MONGOOSE_READS = "find,findById,findOne,exists,countDocuments,estimatedDocumentCount,distinct,aggregate,populate"
const MONGOOSE_WRITES = "create,insertOne,insertMany,updateOne,updateMany,deleteOne,deleteMany,replaceOne,"
  + "findOneAndUpdate,findByIdAndUpdate,findByIdAndDelete,findOneAndDelete,findOneAndReplace,bulkWrite,bulkSave"

const SUPABASE = "@supabase/{supabase-js.createClient,ssr.createServerClient}()"
const MONGO_COLLECTION = "mongodb.**.collection()"
const SEQUELIZE_MODEL = "{sequelize.Model,sequelize.Model(),sequelize.Sequelize().define(),sequelize().define()}"

const relational: Table<DatabaseNote> = [
  ...client("Prisma", "**.PrismaClient", `**.PrismaClient().*.{${PRISMA_READS}}`, "",
    "`findMany({ where: { id: { in: ids } } })` or `include`"),
  ...client("Prisma", "", "", `**.PrismaClient().*.{${PRISMA_WRITES}}`,
    "`createMany()`, `updateMany()` or `$transaction([...])`"),
  ...client("Prisma", "", "**.PrismaClient().{$queryRaw,$queryRawUnsafe}",
    "**.PrismaClient().{$executeRaw,$executeRawUnsafe}", "one statement with `IN`"),
  ...client("Drizzle", "drizzle-orm.drizzle",
    "drizzle-orm.drizzle().{select,selectDistinct,selectDistinctOn,execute,$count}",
    "drizzle-orm.drizzle().{insert,update,delete}", "`inArray()`, `.values([...])` or a join"),
  ...client("Drizzle", "", "drizzle-orm.drizzle().query.*.{findFirst,findMany}", "", "`inArray()` or `with`"),
  ...client("TypeORM", "typeorm.{DataSource,createConnection,createConnections}", `${TYPEORM}.{${TYPEORM_READS}}`,
    `${TYPEORM}.{${TYPEORM_WRITES}}`, "`findBy({ id: In(ids) })`, `relations` or `save([...])`"),
  ...client("TypeORM", "",
    "typeorm.**.createQueryBuilder().**.{getOne,getOneOrFail,getMany,getManyAndCount,getRawOne,getRawMany,getCount,"
    + "execute}",
    "", "`leftJoinAndSelect()` or `IN (:...ids)`"),
  ...client("Sequelize", "{sequelize.Sequelize,sequelize}",
    `${SEQUELIZE_MODEL}.{findByPk,findOne,findAll,findAndCountAll,count,sum,min,max}`,
    `${SEQUELIZE_MODEL}.{create,bulkCreate,findOrCreate,findCreateFind,update,upsert,destroy,restore,increment}`,
    "`findAll({ where: { id: ids } })`, `include` or `bulkCreate()`"),
  ...client("Sequelize", "", "{sequelize.Sequelize,sequelize}().query", "", "one query with `IN (:ids)`"),
  ...client("Knex", "knex", "knex()", "", "`whereIn()` or `.insert([...])`"),
  ...client("Knex", "", "knex().{select,from,table,raw,first}", "knex().{insert,batchInsert}",
    "`whereIn()` or `.insert([...])`"),
  ...client("Objection", "", "objection.Model.query", "", "`whereIn()`, `findByIds()` or `withGraphFetched()`"),
  ...client("Kysely", "kysely.Kysely",
    "kysely.Kysely().**.{execute,executeTakeFirst,executeTakeFirstOrThrow}", "",
    "`where(\"id\", \"in\", ids)` or `.values([...])`"),
  ...client("PostgreSQL", "pg.{Pool,Client}", "pg.{Pool,Client,Pool().connect}().query", "",
    "`= ANY($1)` or `unnest()`"),
  ...client("PostgreSQL", "pg-promise()",
    "pg-promise()().{one,oneOrNone,many,manyOrNone,any,none,result,query,func,proc}", "", "`helpers` or `t.batch()`"),
  ...client("PostgreSQL", "postgres", "{postgres(),postgres().unsafe}", "",
    "`where id in ${sql(ids)}` or `${sql(rows)}`"),
  // https://github.com/neondatabase/serverless#pool-and-client: serverless handlers make their own and close it.
  { name: "@neondatabase/serverless.{Pool,Client}", client: "Neon", kind: "construct", instead: ONCE, isCheap: true },
  ...client("Neon", "", "@neondatabase/serverless.neon()", "",
    "`sql.transaction([...])`"),
  ...client("MySQL", "{mysql,mysql2,mysql2/promise,mariadb}.{createPool,createConnection,createPoolCluster}",
    "{mysql,mysql2,mysql2/promise,mariadb}.{createPool,createConnection}().{query,execute}", "",
    "`WHERE id IN (?)` or `VALUES ?`"),
  ...client("MySQL", "", "{mysql2,mysql2/promise,mariadb}.createPool().getConnection().{query,execute}", "",
    "`WHERE id IN (?)` or `VALUES ?`"),
  ...client("SQL Server", "mssql.{connect,ConnectionPool}", "mssql.**().{query,execute,batch}", "",
    "a table-valued parameter"),
  ...client("Oracle", "oracledb.{createPool,getConnection}", "oracledb.**.getConnection().execute", "",
    "`executeMany()`"),
  ...client("SQLite", "{better-sqlite3,sqlite3.Database,sqlite.DatabaseSync,sqlite.open}",
    "{better-sqlite3(),sqlite.DatabaseSync()}.prepare().**.{get,all,iterate,run}", "", "`IN (…)` or `transaction()`"),
  ...client("SQLite", "", "{sqlite3.Database(),sqlite.open()}.{get,all,run,each,exec}", "", "`IN (…)`"),
  ...client("lowdb", "", "lowdb().**.value", "lowdb().**.write", "one `write()` after the loop, and a map of what is looked up"),
  ...client("libSQL", "@libsql/client.createClient", "@libsql/client.createClient().execute", "",
    "`client.batch([...])`"),
  ...client("MikroORM", "{@mikro-orm/core.MikroORM.init,@mikro-orm/core.MikroORM}",
    "{@mikro-orm/core.EntityManager,@mikro-orm/core.EntityManager(),@mikro-orm/core.EntityRepository(),@mikro-orm/core.**.em,@mikro-orm/core.**.em.fork()}."
    + "{find,findOne,findOneOrFail,findAll,findAndCount,count,populate,refresh}",
    "{@mikro-orm/core.EntityManager,@mikro-orm/core.EntityManager(),@mikro-orm/core.EntityRepository(),@mikro-orm/core.**.em,@mikro-orm/core.**.em.fork()}."
    + "{upsert,persistAndFlush,removeAndFlush,flush,nativeUpdate,nativeDelete,insert}",
    "`em.find(Entity, { id: { $in: ids } })`, or one `flush()` after the loop"),
  { name: "@supabase/supabase-js.createClient", client: "Supabase", kind: "construct", instead: ONCE, isCheap: true },
  ...client("Supabase", "", `${SUPABASE}.from().select`, "", "`.in(\"id\", ids)`"),
  ...client("Supabase", "", `${SUPABASE}.rpc`, `${SUPABASE}.from().{insert,update,upsert,delete}`,
    "an array of rows"),
]

const documents: Table<DatabaseNote> = [
  // mongoose.connect() gives the connection that it has, when it has one: https://mongoosejs.com/docs/api/mongoose.html
  { name: "mongoose.connect", client: "Mongoose", kind: "construct", instead: ONCE, isCheap: true },
  ...client("Mongoose", "mongoose.createConnection", `${MONGOOSE_MODEL}.{${MONGOOSE_READS}}`,
    `${MONGOOSE_MODEL}.{${MONGOOSE_WRITES}}`, "`find({ _id: { $in: ids } })`, `populate()` or `bulkWrite()`"),
  ...client("Mongoose", "", "", "{mongoose.model()().save,mongoose.model()().deleteOne}",
    "`insertMany()` or `bulkWrite()`"),
  ...client("MongoDB", "mongodb.{MongoClient,MongoClient.connect}",
    `${MONGO_COLLECTION}.{find,findOne,countDocuments,estimatedDocumentCount,distinct,aggregate}`,
    `${MONGO_COLLECTION}.{insertOne,insertMany,updateOne,updateMany,replaceOne,deleteOne,deleteMany,findOneAndUpdate,`
    + "findOneAndReplace,findOneAndDelete,bulkWrite,insert,update,remove,save,findAndModify}", "`{ _id: { $in: ids } }`, `insertMany()` or `bulkWrite()`"),
  ...client("Elasticsearch", "@elastic/elasticsearch.Client",
    "@elastic/elasticsearch.Client().{get,search,exists,count}",
    "@elastic/elasticsearch.Client().{index,update,delete,create}", "`mget`, `msearch` or `bulk`"),
  {
    name: "{@aws-sdk/client-dynamodb.DynamoDBClient,@aws-sdk/client-dynamodb.DynamoDB,aws-sdk.DynamoDB.DocumentClient}",
    client: "DynamoDB", kind: "construct", instead: ONCE, isCheap: true,
  },
  // The low-level client describes and makes tables, too, one by one.
  { name: "@aws-sdk/client-dynamodb.DynamoDBClient().send", client: "DynamoDB", kind: "remote", instead: "`BatchGetCommand` or `BatchWriteCommand`" },
  ...client("DynamoDB", "", "@aws-sdk/lib-dynamodb.DynamoDBDocumentClient.from().send", "",
    "`BatchGetCommand` or `BatchWriteCommand`"),
  ...client("DynamoDB", "",
    "aws-sdk.DynamoDB.DocumentClient().{get,query,scan}", "aws-sdk.DynamoDB.DocumentClient().{put,update,delete}",
    "`batchGet()` or `batchWrite()`"),
  ...client("Firestore", "",
    "{firebase-admin/firestore.getFirestore(),firebase-admin.firestore()}.**.get",
    "{firebase-admin/firestore.getFirestore(),firebase-admin.firestore()}.**().{set,update,delete,add}",
    "`getAll(...refs)` or `batch().commit()`"),
]

const REDIS_READS = "get,exists,hget,hgetall,hmget,lrange,smembers,sismember,zrange,zscore,ttl,keys,scard,llen"
const REDIS_WRITES = "set,setex,setnx,del,incr,incrby,decr,expire,hset,hdel,hincrby,sadd,srem,zadd,zrem,lpush,rpush,"
  + "publish"

const caches: Table<DatabaseNote> = [
  ...client("Redis", "{ioredis,ioredis.Cluster}", `{ioredis(),ioredis.Cluster()}.{${REDIS_READS}}`,
    `{ioredis(),ioredis.Cluster()}.{${REDIS_WRITES}}`, "`mget`, `mset` or `pipeline().exec()`"),
  ...client("Redis", "redis.{createClient,createClientPool,createCluster,createSentinel}",
    `redis.{createClient,createCluster}().{${REDIS_READS},hGet,hGetAll,lRange,sMembers,sIsMember,zRange,zScore}`,
    `redis.{createClient,createCluster}().{${REDIS_WRITES},setEx,setNX,hSet,hDel,sAdd,sRem,zAdd,zRem,lPush,rPush}`,
    "`mGet`, `mSet` or `multi().exec()`"),
  { name: "@upstash/redis.{Redis,Redis.fromEnv}", client: "Redis", kind: "construct", instead: ONCE, isCheap: true },
  ...client("Redis", "",
    `{@upstash/redis.Redis(),@upstash/redis.Redis.fromEnv()}.{${REDIS_READS}}`,
    `{@upstash/redis.Redis(),@upstash/redis.Redis.fromEnv()}.{${REDIS_WRITES}}`, "`mget` or `pipeline()`"),
]

const queues: Table<DatabaseNote> = [
  ...client("Kafka", "kafkajs.Kafka", "", "kafkajs.Kafka().producer().send", "`sendBatch()`"),
  ...client("BullMQ", "{bullmq.Queue,bullmq.Worker,bullmq.FlowProducer,bull}", "", "{bullmq.Queue(),bull()}.add",
    "`addBulk()`"),
  ...client("RabbitMQ", "amqplib.connect", "", "", ""),
]

const services: Table<DatabaseNote> = [
  {
    name: "{fetch,undici.fetch,undici.request,node-fetch,cross-fetch}", client: "HTTP", kind: "remote",
    instead: "one request for all",
  },
  {
    name: "{axios,axios.create()}.{get,post,put,patch,delete,head,request}", client: "HTTP", kind: "remote",
    instead: "one request for all",
  },
  // Injected by its type: https://docs.nestjs.com/techniques/http-module
  {
    name: "@nestjs/axios.HttpService().{get,post,put,patch,delete,head,request}", client: "HTTP", kind: "remote",
    instead: "one request for all",
  },
  { name: "@aws-sdk/client-s3.S3Client().send", client: "S3", kind: "remote", instead: "one request for all" },
  { name: "{axios,axios.create(),got,ky,superagent}", client: "HTTP", kind: "remote", instead: "one request for all" },
  {
    name: "{got,ky,superagent}.{get,post,put,patch,delete}", client: "HTTP", kind: "remote",
    instead: "one request for all",
  },
]

/** Canonical name of a called function -> the client and what the call does. */
export const databases: Table<DatabaseNote> = [
  ...relational, ...documents, ...caches.map((row) => ({ ...row, isCache: true as const })), ...queues, ...services,
]
