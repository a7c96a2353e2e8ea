/**
 * Calls by what their failure means: which answer with a promise, which only try a value's form, which release something.
 *
 * Sources: https://nodejs.org/api/fs.html#promises-api, https://nodejs.org/api/timers.html,
 * https://nodemailer.com/usage/, and the clients' documentation as `databases.ts` names it.
 *
 * @module
 */
import { databases } from "./databases.ts"
import { find, type Table } from "./table.ts"

/** Nest's errors, without the word that all of them end with. */
const NEST_ERRORS = [
  "Http", "BadRequest", "Unauthorized", "Forbidden", "NotFound", "Conflict", "Gone", "UnprocessableEntity", "InternalServerError",
  "NotImplemented", "BadGateway", "ServiceUnavailable", "GatewayTimeout", "NotAcceptable", "PreconditionFailed", "PayloadTooLarge",
  "UnsupportedMediaType", "MethodNotAllowed", "RequestTimeout",
]

/** Canonical names of functions that answer with a promise when they are called without a callback. */
const asynchronous: Table<object> = [
  { name: "fs.promises.*" },
  { name: "fs/promises.*" },
  { name: "timers/promises.*" },
  { name: "util.promisify()()" },
  { name: "nodemailer.createTransport().sendMail" },
  { name: "@sendgrid/mail.send" },
  { name: "{bcrypt,bcryptjs}.{hash,compare}" },
  { name: "stripe().**.{create,retrieve,update,del,list,cancel,confirm}" },
]

/** Clients whose calls give a query that runs only once it is awaited, or that are done when they return: nothing is under way where nobody waits. */
const LAZY = new Set(["lowdb", "Prisma", "Drizzle", "Knex", "Kysely", "Objection", "Supabase", "SQLite", "MySQL", "PostgreSQL", "DynamoDB"])

/**
 * Whether a call without a callback answers with a promise that is already running.
 *
 * @returns true for what is known to
 */
export function isAsynchronous(name: string | undefined): boolean {
  if (name === undefined) return false
  const note = find(databases, name)
  if (note !== undefined) {
    if (note.client === "Mongoose") return /\.(?:create|save|insertMany|bulkWrite|bulkSave)$/.test(name)
    if (note.client === "MongoDB") return !/\.(?:find|aggregate)$/.test(name)
    return note.kind !== "construct" && (!LAZY.has(note.client) || /^pg\./.test(name) || /^mysql2\/promise\./.test(name))
  }
  return find(asynchronous, name) !== undefined
}

/**
 * Whether a call is one of a client that {@link isAsynchronous} decides on by itself, or is chained to one: some start only
 * once they are awaited.
 *
 * @returns true also for `mongoose.model().find().sort`
 */
export function isKnownClient(name: string): boolean {
  for (let one = name; one !== ""; one = one.slice(0, Math.max(0, one.lastIndexOf("().")))) if (find(databases, one) !== undefined) return true
  return false
}

/** Canonical names of calls whose promise is never rejected: what failed is in what it gives. */
export const neverRejects = /^(?:Promise\.allSettled|await-to-js(?:\.to)?|\w+\.(?:safeParseAsync|spa)|resend\.Resend\(\)\..+|timers\/promises\.(?:setTimeout|setImmediate)|(?:p-)?delay|sleep)$|\.safeParseAsync$/

/** A call that reaches another process: a database, a service, the disk. */
export const reachesOut = (name: string | undefined): boolean => find(databases, name) !== undefined || find(asynchronous, name) !== undefined

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

/** Names of calls that only try whether a value has a form: their failure is an answer. */
export const probeName = /^(?:JSON\.parse|(?:url\.)?URL|decodeURI(?:Component)?|RegExp|BigInt|Intl\.\w+|Buffer\.from|fs\.(?:promises\.)?(?:access|stat|lstat)(?:Sync)?|fs\/promises\.(?:access|stat|lstat)|jsonwebtoken\.(?:verify|decode)|jose\.\w*[vV]erify|(?:request|context)\.(?:req\.)?(?:json|text))$/

/** Names of methods that release something: their failure matters to nobody. */
export const cleanupName = /^(?:unlink|rm|rmdir|remove|unlinkSync|rmSync|removeSync|close|end|destroy|disconnect|release|abort|abortTransaction|rollback|cancel|terminate|cleanup|clear|quit|kill|unref|unsubscribe|unlock|release\w*|dispose|teardown|delete(?:File|Object|Temp\w*))$/i

/** Names of methods that end a connection, or hand a failure on to whoever waits. */
export const endingName = /^(?:close|destroy|terminate|reject|abort|fail|exit)$/
