/**
 * How programs load files that no import names, and how servers start.
 *
 * Sources: https://nodejs.org/api/fs.html , https://github.com/isaacs/node-glob#readme , https://github.com/felixge/node-require-all ,
 * https://github.com/aseemk/requireDir , https://github.com/jarradseers/consign , https://github.com/honojs/node-server ,
 * https://bun.sh/docs/api/http , https://docs.deno.com/api/deno/~/Deno.serve , https://hapi.dev/api
 *
 * @module
 */
import type { Table } from "./table.ts"

/** Canonical names of calls that list files, or load all that they find. */
export const fileListings: Table<object> = [
  { name: "{fs,fs/promises,fs.promises,fs-extra,graceful-fs}.{readdir,readdirSync,opendir,opendirSync,glob,globSync}" },
  { name: "{glob,globby,fast-glob,tiny-glob,tinyglobby,require-all,require-dir,require-directory,include-all,consign,express-load}" },
  { name: "{glob,globby,fast-glob,tinyglobby}.{glob,globSync,sync,globby,globbySync,globIterate,stream}" },
  { name: "{express-file-routing,express-automatic-routes,express-fs-routes,express-list-routes}" },
  { name: "{express-file-routing.router,express-file-routing.createRouter,express-file-routing.default}" },
  { name: "import.meta.{glob,globEager}" },
]

/** Canonical names of calls that make a server accept connections. */
export const serverStarts: Table<object> = [
  { name: "{http,https,http2,spdy}.{createServer,createSecureServer,Server}().listen" },
  { name: "{@hono/node-server.serve,Bun.serve,Deno.serve}" },
  { name: "@hapi/hapi.{server,Server}().start" },
]
