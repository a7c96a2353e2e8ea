/**
 * Failures: errors whose text frameworks send, calls that only test a value, calls that release something, answers that tell of a
 * failure.
 *
 * @module
 */
import type { Table } from "./table.ts"

/** Nest's errors, without the word that all of them end with. */
const NEST_ERRORS = [
  "Http", "BadRequest", "Unauthorized", "Forbidden", "NotFound", "Conflict", "Gone", "UnprocessableEntity", "InternalServerError",
  "NotImplemented", "BadGateway", "ServiceUnavailable", "GatewayTimeout", "NotAcceptable", "PreconditionFailed", "PayloadTooLarge",
  "UnsupportedMediaType", "MethodNotAllowed", "RequestTimeout",
]

/** How a framework sends an error. */
export interface SentErrorNote {
  /** An object that it is made of is the body of the answer, and no message is taken out of it. */
  readonly isSentWhole?: true
}

/**
 * Errors whose message frameworks send to the client as it is, by what makes them: https://docs.nestjs.com/exception-filters ,
 * https://hono.dev/docs/api/exception , https://trpc.io/docs/server/error-handling , https://hapi.dev/module/boom/ (a 500 hides
 * its message), https://connectrpc.com/docs/node/errors , https://the-guild.dev/graphql/yoga-server/docs/features/error-masking
 */
export const sentErrors: Table<SentErrorNote> = [
  { isSentWhole: true, name: `@nestjs/common.{${NEST_ERRORS.map((name) => `${name}Exception`).join(",")}}` },
  { name: "hono/http-exception.HTTPException" },
  { name: "@trpc/server.TRPCError" },
  { name: "@hapi/boom.{badRequest,unauthorized,forbidden,notFound,conflict,badData,preconditionFailed,tooManyRequests,badGateway,serverUnavailable}" },
  { name: "@connectrpc/connect.ConnectError" },
  { name: "{@modelcontextprotocol/sdk/types,@modelcontextprotocol/sdk/types.js}.McpError" },
  { name: "graphql.GraphQLError" },
]

/**
 * Members of an error that say what happened, in words that its maker wrote: ECMA-262 and Node (`message`, `stack`), PostgreSQL's
 * (https://www.postgresql.org/docs/current/protocol-error-fields.html: `detail`, `hint`, `where`), mysql2's and Sequelize's (`sqlMessage`, `sql`).
 */
export const errorTexts: ReadonlySet<string> = new Set(["message", "stack", "detail", "hint", "where", "sqlMessage", "sql"])

/**
 * Members of an error that hold the error that it was made of: ECMA-262 (`cause`), Objection (`nativeError`), Sequelize (`original`,
 * `parent`), TypeORM (`driverError`).
 */
export const errorCarriers: ReadonlySet<string> = new Set(["cause", "nativeError", "original", "parent", "driverError"])

/** Calls that only test the form of a value: their failure is an answer. ECMA-262, WHATWG URL and Node 20, read 2026-12-01. */
export const probes: Table<object> = [
  { name: "{JSON.parse,URL,url.URL,decodeURI,decodeURIComponent,RegExp,BigInt,Buffer.from,Intl.*}" },
  { name: "{fs,fs.promises,fs/promises}.{access,stat,lstat}" },
  { name: "fs.{accessSync,statSync,lstatSync}" },
  { name: "jsonwebtoken.{verify,decode}" },
  { name: "jose.{jwtVerify,compactVerify,flattenedVerify,generalVerify}" },
  { name: "{request,context,request.req,context.req}.{json,text}" },
]

/** Methods that release something, in small letters: nothing depends on their failure. */
const cleanups: ReadonlySet<string> = new Set([
  "unlink", "rm", "rmdir", "remove", "unlinksync", "rmsync", "removesync", "close", "end", "destroy", "disconnect", "abort", "aborttransaction",
  "rollback", "cancel", "terminate", "cleanup", "clear", "quit", "kill", "unref", "unsubscribe", "unlock", "dispose", "teardown",
  "deletefile", "deleteobject",
])

/** Beginnings of such names: `releaseLock`, `deleteTempFiles`. */
const cleanupBeginnings: readonly string[] = ["release", "deletetemp"]

/** Whether a method of this name releases something. */
export function isCleanup(method: string): boolean {
  const name = method.toLowerCase()
  return cleanups.has(name) || cleanupBeginnings.some((beginning) => name.startsWith(beginning))
}

/** Methods that end a connection, or pass a failure on to the code that waits. */
export const endingMethods: ReadonlySet<string> = new Set(["close", "destroy", "terminate", "reject", "abort", "fail", "exit"])

/** What code returns to answer with a failure: a response of the Fetch standard, a rejected promise. */
export const errorAnswers: Table<object> = [
  { name: "**.{Response(),NextResponse()}" },
  { name: "**.{Response,NextResponse}.*()" },
  { name: "Promise.reject()" },
]

/** Members of an answer that tell of a failure. */
export const errorFields: ReadonlySet<string> = new Set([
  "error", "errors", "err", "message", "reason", "status", "statusCode", "isError", "code", "issues",
])

/** Members of a result that are there only where something failed. */
export const failureFields: ReadonlySet<string> = new Set(["error", "errors", "err", "issues", "errorMessage", "errorCode", "isError", "isFailure", "failure"])

/** Members of a result that are `false` where something failed, or was refused. */
export const successFields: ReadonlySet<string> = new Set(["success", "succeeded", "ok", "isOk", "isSuccess"])

/**
 * Names of functions that make a result that has failed, in small letters: https://github.com/supermacro/neverthrow (`err`, `errAsync`),
 * https://gcanti.github.io/fp-ts/modules/Either.ts.html (`left`), https://effect.website/docs (`fail`),
 * https://github.com/vultix/ts-results (`Err`), https://github.com/true-myth/true-myth (`err`), https://swan-io.github.io/boxed (`Error`),
 * read 2026-12-01. Projects with classes of their own take the same names.
 */
const failureMakers: ReadonlySet<string> = new Set(["err", "errasync", "left", "fail", "failed", "failure", "error", "makefailure", "createfailure"])

/** Whether a function of this name makes a result that has failed. */
export const isFailureMaker = (name: string): boolean => failureMakers.has(name.toLowerCase())
