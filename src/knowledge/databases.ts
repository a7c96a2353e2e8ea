/**
 * Clients of databases, caches, queues and other services that are no ORM: what makes one, what a query is, and how many are
 * asked in one. ORMs, query builders and clients with models are in `src/orm`.
 *
 * Names are of what is called: `pg.Pool` makes a pool, `pg.Pool().query` asks it.
 *
 * Sources: method names listed by running pg 8.23, postgres 3.4, mysql2 3.24, ioredis 6.0, redis 6.3, elasticsearch 9.4 and
 * AWS SDK 3, 2026-11-22; https://nodejs.org/api/sqlite.html , https://firebase.google.com/docs/firestore/manage-data/add-data
 *
 * @module
 */
import type { Row, Table } from "./table.ts"

/** What is known of a call to a client. */
export interface DatabaseNote {
  /** Name of the client, as people write it. */
  readonly client: string
  /** `construct`: makes a client, pool or connection. `query`: asks the database. `remote`: calls another service. */
  readonly kind: "construct" | "query" | "remote"
  /** The batch form of a query, in words that fit after "Use". */
  readonly instead: string
  /** What the query does to the records of a database; `saves`: it adds or changes. */
  readonly write?: "adds" | "changes" | "removes" | "saves"
  /** It keeps copies, or small things, in memory: to ask it is quick. */
  readonly isCache?: true
  /** Of `construct`: one for each request holds no connection, because it speaks HTTP. */
  readonly isCheap?: true
  /** It starts when its result is awaited, takes a callback, or is done when it returns. */
  readonly isLazy?: true
  /** Its first argument, or that of the call that prepared it, is a statement as text. */
  readonly takesStatement?: true
}

/** Rows of one client. */
interface Client {
  readonly client: string
  readonly constructs?: string
  readonly reads?: string
  readonly adds?: string
  readonly changes?: string
  readonly removes?: string
  readonly saves?: string
  /** The batch form of a query, and of a write where that is another one. */
  readonly instead: string
}

type Flags = Pick<Row<DatabaseNote>, "isCache" | "isCheap" | "isLazy" | "takesStatement">

const WRITES = ["adds", "changes", "removes", "saves"] as const

function client({ client: name, constructs, reads, instead, ...writes }: Client, flags: Flags = {}): readonly Row<DatabaseNote>[] {
  return [
    ...(constructs === undefined ? [] : [{ name: constructs, client: name, kind: "construct" as const, instead, ...flags }]),
    ...(reads === undefined ? [] : [{ name: reads, client: name, kind: "query" as const, instead, ...flags }]),
    ...WRITES.flatMap((write) => {
      const names = writes[write]
      return names === undefined ? [] : [{ name: names, client: name, kind: "query" as const, instead, write, ...flags }]
    }),
  ]
}

const STATEMENTS = { takesStatement: true } as const
const LAZY_STATEMENTS = { isLazy: true, takesStatement: true } as const

const MYSQL = "`WHERE id IN (?)` or `VALUES ?`"

const relational: Table<DatabaseNote> = [
  ...client({ client: "PostgreSQL", constructs: "pg.{Pool,Client}", reads: "pg.{Pool,Client,Pool().connect}().query", instead: "`= ANY($1)` or `unnest()`" }, STATEMENTS),
  ...client({
    client: "PostgreSQL", constructs: "pg-promise()", reads: "pg-promise()().{one,oneOrNone,many,manyOrNone,any,none,result,query,func,proc}",
    instead: "`helpers` or `t.batch()`",
  }, LAZY_STATEMENTS),
  ...client({ client: "PostgreSQL", constructs: "postgres", reads: "{postgres(),postgres().unsafe}", instead: "`where id in ${sql(ids)}` or `${sql(rows)}`" }, LAZY_STATEMENTS),
  // https://github.com/neondatabase/serverless#pool-and-client: serverless handlers make their own and close it.
  { name: "@neondatabase/serverless.{Pool,Client}", client: "Neon", kind: "construct", instead: "", isCheap: true },
  ...client({ client: "Neon", reads: "@neondatabase/serverless.neon()", instead: "`sql.transaction([...])`" }, STATEMENTS),
  ...client({ client: "MySQL", constructs: "{mysql,mysql2,mysql2/promise,mariadb}.{createPool,createConnection,createPoolCluster}", instead: MYSQL }),
  ...client({
    client: "MySQL",
    reads: "mysql2/promise.{createPool(),createConnection(),createPool().getConnection()}.{query,execute}", instead: MYSQL,
  }, STATEMENTS),
  ...client({ client: "MySQL", reads: "{mysql,mysql2,mariadb}.{createPool,createConnection}().{query,execute}", instead: MYSQL }, LAZY_STATEMENTS),
  ...client({ client: "MySQL", reads: "{mysql2,mariadb}.createPool().getConnection().{query,execute}", instead: MYSQL }, LAZY_STATEMENTS),
  ...client({ client: "SQL Server", constructs: "mssql.{connect,ConnectionPool}", reads: "mssql.**().{query,execute,batch}", instead: "a table-valued parameter" }, STATEMENTS),
  ...client({ client: "Oracle", constructs: "oracledb.{createPool,getConnection}", reads: "oracledb.**.getConnection().execute", instead: "`executeMany()`" }, STATEMENTS),
  ...client({
    client: "SQLite", constructs: "{better-sqlite3,sqlite3.Database,sqlite.DatabaseSync,sqlite.open}",
    reads: "{better-sqlite3(),sqlite.DatabaseSync()}.prepare().**.{get,all,iterate,run}", instead: "`IN (…)` or `transaction()`",
  }, LAZY_STATEMENTS),
  ...client({ client: "SQLite", reads: "{sqlite3.Database(),sqlite.open()}.{get,all,run,each,exec}", instead: "`IN (…)`" }, LAZY_STATEMENTS),
  ...client({ client: "libSQL", constructs: "@libsql/client.createClient", reads: "@libsql/client.createClient().execute", instead: "`client.batch([...])`" }, STATEMENTS),
]

const DYNAMODB = "`BatchGetCommand` or `BatchWriteCommand`"
const FIRESTORE = "{firebase-admin/firestore.getFirestore(),firebase-admin.firestore()}"
const DOCUMENT_CLIENT = "aws-sdk.DynamoDB.DocumentClient()"

const documents: Table<DatabaseNote> = [
  ...client({
    client: "Elasticsearch", constructs: "@elastic/elasticsearch.Client", reads: "@elastic/elasticsearch.Client().{get,search,exists,count}",
    adds: "@elastic/elasticsearch.Client().{index,create}", changes: "@elastic/elasticsearch.Client().update",
    removes: "@elastic/elasticsearch.Client().delete", instead: "`mget`, `msearch` or `bulk`",
  }),
  {
    name: "{@aws-sdk/client-dynamodb.DynamoDBClient,@aws-sdk/client-dynamodb.DynamoDB,aws-sdk.DynamoDB.DocumentClient}",
    client: "DynamoDB", kind: "construct", instead: "", isCheap: true,
  },
  // The low-level client describes and makes tables, too, one by one.
  { name: "@aws-sdk/client-dynamodb.DynamoDBClient().send", client: "DynamoDB", kind: "remote", instead: DYNAMODB, isLazy: true },
  ...client({ client: "DynamoDB", reads: "@aws-sdk/lib-dynamodb.DynamoDBDocumentClient.from().send", instead: DYNAMODB }, { isLazy: true }),
  ...client({
    client: "DynamoDB", reads: `${DOCUMENT_CLIENT}.{get,query,scan}`, adds: `${DOCUMENT_CLIENT}.put`, changes: `${DOCUMENT_CLIENT}.update`,
    removes: `${DOCUMENT_CLIENT}.delete`, instead: "`batchGet()` or `batchWrite()`",
  }, { isLazy: true }),
  ...client({
    client: "Firestore", reads: `${FIRESTORE}.**.get`, adds: `${FIRESTORE}.**().add`, changes: `${FIRESTORE}.**().update`, saves: `${FIRESTORE}.**().set`,
    removes: `${FIRESTORE}.**().delete`, instead: "`getAll(...refs)` or `batch().commit()`",
  }),
  ...client({ client: "lowdb", reads: "lowdb().**.value", saves: "lowdb().**.write", instead: "one `write()` after the loop, and a map of what is looked up" }, { isLazy: true }),
]

const REDIS = "get,exists,hget,hgetall,hmget,lrange,smembers,sismember,zrange,zscore,ttl,keys,scard,llen,"
  + "set,setex,setnx,del,incr,incrby,decr,expire,hset,hdel,hincrby,sadd,srem,zadd,zrem,lpush,rpush,publish"
const NODE_REDIS = "hGet,hGetAll,lRange,sMembers,sIsMember,zRange,zScore,setEx,setNX,hSet,hDel,sAdd,sRem,zAdd,zRem,lPush,rPush"

const caches: Table<DatabaseNote> = [
  ...client({
    client: "Redis", constructs: "{ioredis,ioredis.Cluster}", reads: `{ioredis(),ioredis.Cluster()}.{${REDIS}}`,
    instead: "`mget`, `mset` or `pipeline().exec()`",
  }, { isCache: true }),
  ...client({
    client: "Redis", constructs: "redis.{createClient,createClientPool,createCluster,createSentinel}",
    reads: `redis.{createClient,createCluster}().{${REDIS},${NODE_REDIS}}`, instead: "`mGet`, `mSet` or `multi().exec()`",
  }, { isCache: true }),
  { name: "@upstash/redis.{Redis,Redis.fromEnv}", client: "Redis", kind: "construct", instead: "", isCheap: true, isCache: true },
  ...client({ client: "Redis", reads: `{@upstash/redis.Redis(),@upstash/redis.Redis.fromEnv()}.{${REDIS}}`, instead: "`mget` or `pipeline()`" }, { isCache: true }),
]

const queues: Table<DatabaseNote> = [
  ...client({ client: "Kafka", constructs: "kafkajs.Kafka", reads: "kafkajs.Kafka().producer().send", instead: "`sendBatch()`" }),
  ...client({
    client: "BullMQ", constructs: "{bullmq.Queue,bullmq.Worker,bullmq.FlowProducer,bull}", reads: "{bullmq.Queue(),bull()}.add", instead: "`addBulk()`",
  }),
  ...client({ client: "RabbitMQ", constructs: "amqplib.connect", instead: "" }),
]

const ONE_REQUEST = { kind: "remote", instead: "one request for all" } as const

const services: Table<DatabaseNote> = [
  { name: "{fetch,undici.fetch,undici.request,node-fetch,cross-fetch}", client: "HTTP", ...ONE_REQUEST },
  { name: "{axios,axios.create()}.{get,post,put,patch,delete,head,request}", client: "HTTP", ...ONE_REQUEST },
  // Injected by its type: https://docs.nestjs.com/techniques/http-module
  { name: "@nestjs/axios.HttpService().{get,post,put,patch,delete,head,request}", client: "HTTP", ...ONE_REQUEST },
  { name: "@aws-sdk/client-s3.S3Client().send", client: "S3", ...ONE_REQUEST },
  { name: "{axios,axios.create(),got,ky,superagent}", client: "HTTP", ...ONE_REQUEST },
  { name: "{got,ky,superagent}.{get,post,put,patch,delete}", client: "HTTP", ...ONE_REQUEST },
]

/** Canonical name of a called function -> the client and what the call does. */
export const databases: Table<DatabaseNote> = [...relational, ...documents, ...caches, ...queues, ...services]
