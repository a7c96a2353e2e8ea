/**
 * What a call changes in a database: whether it adds a record, changes one or takes it away.
 *
 * `databases.ts` says which calls write. What is added here are statements that builders put together and that are
 * written as text, and the methods of records that were read before. Queues and caches are no databases.
 *
 * Sources: those of `databases.ts`; https://knexjs.org/guide/query-builder.html , https://kysely.dev/docs/category/insert ,
 * https://vincit.github.io/objection.js/api/query-builder/ , https://mongoosejs.com/docs/api/document.html ,
 * https://sequelize.org/docs/v6/core-concepts/model-instances/
 *
 * @module
 */
import { databases } from "./databases.ts"
import { canonicalName, find } from "./table.ts"

/** What a call does to the records of a database. `saves`: adds or changes, which its name does not tell. */
export type WriteKind = "adds" | "changes" | "removes" | "saves"

const ADDS = /^(?:create|createMany|createManyAndReturn|insert|insertOne|insertMany|insertGraph|insertInto|bulkCreate|batchInsert|add|index|put)$/
const REMOVES = /^(?:delete|deleteMany|deleteOne|deleteById|deleteFrom|remove|del|destroy|softDelete|softRemove|removeAndFlush|findByIdAndDelete|findOneAndDelete)$/
const SAVES = /^(?:save|upsert|persistAndFlush|flush|write|run|upsertGraph|bulkWrite|bulkSave|findOrCreate|findCreateFind|func|proc|rpc|send|executeRaw|\$executeRaw|\$executeRawUnsafe|set)$/

const CACHES = new Set(["Redis", "Kafka", "BullMQ", "RabbitMQ"])

/** Statements that a builder puts together: the method that says which one it is. */
const BUILT = [
  /^knex\(\)(?:\(\)|\.[\w$]+\(\))*\.(insert|update|del|delete|increment|decrement)(?:\(\)|$)/,
  /^kysely\.Kysely\(\)(?:\.[\w$]+\(\))*?\.(insertInto|updateTable|deleteFrom)\(\).*\.execute/,
  /^objection\.Model(?:\.[\w$]+\(\))*?\.(insert|insertGraph|patch|update|upsertGraph|deleteById|delete)(?:\(\)|$)/,
  /^typeorm\..*\.createQueryBuilder\(\)(?:\.[\w$]+\(\))*?\.(insert|update|delete|softDelete)\(\).*\.execute$/,
]

/** Methods of a record that was read: `(await User.findById(id)).save()`. */
const RECORDS = [
  /^mongoose\.(?:model\(\)|Model|createConnection\(\)\.model\(\))\.find\w*\(\)(?:\.\w+\(\))*\.(save|remove|deleteOne|updateOne|replaceOne)$/,
  /^sequelize\.(?:Model|Sequelize\(\)\.define\(\))\.find\w*\(\)\.(save|update|destroy|increment|decrement)$/,
]

/** Clients to which statements are given as text. */
const TEXT = /^(?:PostgreSQL|MySQL|SQLite|SQL Server|Oracle|libSQL|Sequelize|Knex|Prisma|TypeORM|Neon|Drizzle)$/
const STATEMENT = /^\s*(insert\s+(?:ignore\s+)?into|replace\s+into|update|delete\s+from)\b/i

/**
 * What a call changes in a database.
 *
 * @param name canonical name of the callee
 * @param text its first argument where that is text, as far as it is known
 * @returns undefined for what changes nothing, or nothing in a database
 */
export function writeOf(name: string | undefined, text: string | undefined): WriteKind | undefined {
  if (name === undefined) return undefined
  const canonical = canonicalName(name)
  for (const pattern of [...BUILT, ...RECORDS]) {
    const method = pattern.exec(canonical)?.[1]
    if (method !== undefined) return RECORDS.includes(pattern) && method === "save" ? "changes" : kindOf(method)
  }
  const note = find(databases, name)
  if (note === undefined || note.kind !== "query" || CACHES.has(note.client)) return undefined
  if (TEXT.test(note.client) && text !== undefined) {
    const statement = STATEMENT.exec(text)?.[1]?.toLowerCase()
    if (statement !== undefined) return statement.startsWith("insert") ? "adds" : statement.startsWith("delete") ? "removes" : statement.startsWith("replace") ? "saves" : "changes"
  }
  if (note.writes !== true) return undefined
  // new Order(body).save()
  if (note.client === "Mongoose" && /\(\)\.save$/.test(canonical)) return "adds"
  return kindOf(canonical.split(".").at(-1) ?? "")
}

function kindOf(method: string): WriteKind {
  return ADDS.test(method) ? "adds" : REMOVES.test(method) ? "removes" : SAVES.test(method) ? "saves" : "changes"
}

/**
 * Names that say that a write keeps the server's own books: who was there when, what was looked at how often, what was
 * done, what a computation gave. RFC 9110 lets a safe request have such effects: the client asks for none of them
 * (https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1).
 *
 * @returns true for the name of a table, a field or a function such as `auditLog`, `lastSeenAt`, `countView()`
 */
export function isBookkeeping(name: string): boolean {
  const words = name.replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase().split(/[^a-z0-9]+/)
  return words.some((word) => BOOKS.has(word) || BOOKS.has(word.replace(/s$/, "")))
}

const BOOKS = new Set([
  "session", "audit", "log", "logs", "logger", "view", "viewed", "visit", "visited", "visitor", "hit", "click", "impression", "count", "counter", "stat",
  "statistic", "analytic", "metric", "usage", "track", "tracking", "telemetry", "seen", "last", "accessed", "activity", "activities", "event", "history", "histories",
  "cache", "cached", "heartbeat", "presence", "online", "ping", "token", "refresh", "sync", "synced", "ensure", "expire", "expired", "cleanup", "migrate", "migration",
  "nonce", "challenge", "attempt", "rate", "limit", "limiter", "quota", "state", "csrf", "otp", "init", "initialize", "bootstrap", "recent", "recently", "default", "queue",
  "job", "snapshot", "read", "touch", "download", "downloaded", "popularity", "increment",
])

/** Words in a path that is reached by a link in a mail, by a redirect or by a timer, all of which can only be a GET. */
const LINKED = /(?:^|[/_-])(?:un-?subscribe|opt-?out|confirm\w*|verif(?:y|ication)\w*|activ(?:at\w+|e-?account)|checkout|success|callback|redirect|cron|jobs?|tasks?-run|webhooks?|hooks?|track\w*|pixel|accept|decline|approve|reject|reset\w*|log-?out|sign-?out|log-?in|sign-?in|auth|oauth2?|sso|saml|seed|migrate|install|setup|connect|authorize|impersonate|magic-?links?|invit\w+|health\w*|export|download\w*|test)(?:$|[/_-])/i

/**
 * Whether a path looks like one to which people and services are sent by a link, which can only be a GET.
 *
 * @param path as the model writes it: `/orders/{id}/confirm`
 * @returns the answer
 */
export const isLinked = (path: string): boolean => LINKED.test(path.replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2"))
