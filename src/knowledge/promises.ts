/**
 * Promises: which calls start one, what goes on with it, and who looks at it.
 *
 * Sources: https://tc39.es/ecma262/#sec-promise-objects , https://nodejs.org/api/fs.html#promises-api ,
 * https://nodejs.org/api/timers.html , https://nodemailer.com/usage/ , and the clients' documentation as `databases.ts` names it.
 *
 * @module
 */
import { databases } from "./databases.ts"
import { find, type Table } from "./table.ts"

/** Methods that go on with a promise, and give another. */
export const continuationMethods: ReadonlySet<string> = new Set(["then", "catch", "finally"])

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

/** Calls whose promise is never rejected: what failed is in what it gives. Read in their documentation, 2026-12-01. */
export const neverRejecting: Table<object> = [
  { name: "Promise.allSettled" },
  { name: "{await-to-js,await-to-js.to}" },
  { name: "**.{safeParseAsync,spa}" },
  { name: "resend.Resend().**" },
  { name: "timers/promises.{setTimeout,setImmediate}" },
  { name: "{delay,p-delay,sleep}" },
]

/** A call that reaches another process: a database, a service, the disk. */
export const reachesOut = (name: string | undefined): boolean => find(databases, name) !== undefined || find(asynchronous, name) !== undefined

/** What runs a function some time later, and ignores what it returns. */
export const timers: Table<object> = [
  { name: "{setTimeout,setInterval,setImmediate,queueMicrotask,process.nextTick}" },
  { name: "timers.{setTimeout,setInterval,setImmediate}" },
]

/** Whether a parameter, or a member of one, is a function that the caller gave to be told of something: `onSession`, `done`. */
export const isCallersCallback = (name: string): boolean => /^(?:on[A-Z]|callback$|cb$|done$|next$)/.test(name)
