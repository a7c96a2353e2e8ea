/**
 * Writes: what a statement as text changes, and which writes a safe request may have.
 *
 * @module
 */

const STATEMENT = /^\s*(insert\s+(?:ignore\s+)?into|replace\s+into|update|delete\s+from)\b/i

/**
 * What a statement of SQL changes: https://www.postgresql.org/docs/current/dml.html ,
 * https://dev.mysql.com/doc/refman/8.4/en/replace.html
 *
 * @returns undefined for one that changes nothing, or that is not known
 */
export function writeOfStatement(text: string): "adds" | "changes" | "removes" | "saves" | undefined {
  const statement = STATEMENT.exec(text)?.[1]?.toLowerCase()
  if (statement === undefined) return undefined
  if (statement.startsWith("insert")) return "adds"
  if (statement.startsWith("delete")) return "removes"
  return statement.startsWith("replace") ? "saves" : "changes"
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
