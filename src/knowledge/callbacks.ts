/**
 * What packages hand to the functions that they are given: a transaction, a connection, a file. It has the name of the client,
 * because it takes the same calls. Those of ORMs are in `src/orm`.
 *
 * Sources: https://vitaly-t.github.io/pg-promise/Database.html#tx , https://github.com/porsager/postgres#transactions ,
 * https://node-postgres.com/apis/pool#poolconnect , https://sidorares.github.io/node-mysql2/docs/documentation/connect-on-extension ,
 * https://hono.dev/docs/helpers/streaming , https://nodejs.org/api/fs.html#fsreadfilepath-options-callback
 *
 * @module
 */
import type { Table } from "./table.ts"

/** Canonical name of a called function -> names of what its callback gets, by parameter; undefined for anything else. */
export const callbacks: Table<{ readonly gives: readonly (string | undefined)[] }> = [
  { name: "pg-promise()().{tx,task,txIf,taskIf}", gives: ["pg-promise()()"] },
  { name: "postgres().begin", gives: ["postgres()"] },
  { name: "pg.Pool().connect", gives: [undefined, "pg.Pool().connect()"] },
  {
    name: "{mysql,mysql2}.{createPool,createPoolCluster}().getConnection",
    gives: [undefined, "mysql2.createPool().getConnection()"],
  },
  { name: "hono/streaming.{stream,streamText,streamSSE}", gives: ["hono/streaming.StreamingApi()"] },
  { name: "{fs,fs-extra,graceful-fs}.readFile", gives: [undefined, "fs.readFile()"] },
]
