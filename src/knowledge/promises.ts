/**
 * Promises: which calls start one, what goes on with it, and who looks at it.
 *
 * Sources: https://tc39.es/ecma262/#sec-promise-objects , https://nodejs.org/api/fs.html#promises-api ,
 * https://nodejs.org/api/timers.html , https://nodemailer.com/usage/
 *
 * @module
 */
import type { Table } from "./table.ts"

/** Methods that go on with a promise, and give another. */
export const continuationMethods: ReadonlySet<string> = new Set([
  "then", "catch", "finally",
  // Bluebird's: http://bluebirdjs.com/docs/api-reference.html
  "spread", "tap", "asCallback", "nodeify",
])

/** Calls that give one promise for many. */
export const promiseCombinators: Table<object> = [{ name: "{Promise,bluebird}.{all,race,any,props,join}" }]

/** Canonical names of functions, beside those of clients, that answer with a running promise when they are called without a callback. */
export const asynchronous: Table<object> = [
  { name: "fs.promises.*" },
  { name: "fs/promises.*" },
  { name: "timers/promises.*" },
  { name: "util.promisify()()" },
  { name: "nodemailer.createTransport().sendMail" },
  { name: "@sendgrid/mail.send" },
  { name: "{bcrypt,bcryptjs}.{hash,compare}" },
  { name: "stripe().**.{create,retrieve,update,del,list,cancel,confirm}" },
]

/** Clients whose calls answer with a promise since a major version, and by a callback alone before: https://github.com/redis/node-redis/blob/master/docs/v3-to-v4.md */
export const promisesSince: Readonly<Record<string, number>> = { redis: 4 }

/** Calls whose promise is never rejected: what failed is in what it gives. Read in their documentation, 2026-12-01. */
export const neverRejecting: Table<object> = [
  { name: "Promise.allSettled" },
  { name: "{await-to-js,await-to-js.to}" },
  { name: "**.{safeParseAsync,spa}" },
  { name: "resend.Resend().**" },
  { name: "timers/promises.{setTimeout,setImmediate}" },
  { name: "{delay,p-delay,sleep}" },
]

/** What runs a function some time later, and ignores what it returns. */
export const timers: Table<object> = [
  { name: "{setTimeout,setInterval,setImmediate,queueMicrotask,process.nextTick}" },
  { name: "timers.{setTimeout,setInterval,setImmediate}" },
]

/** Whether a parameter, or a member of one, is a function that the caller gave to be told of something: `onSession`, `done`. */
export const isCallersCallback = (name: string): boolean => /^(?:on[A-Z]|callback$|cb$|done$|next$)/.test(name)
