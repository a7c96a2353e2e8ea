/**
 * Words in paths: verbs that repeat the method, words that are one thing or many, names of files.
 *
 * Sources: https://cloud.google.com/apis/design/resource_names , https://restfulapi.net/resource-naming/ ,
 * https://github.com/microsoft/api-guidelines ; the irregular plurals of https://en.wikipedia.org/wiki/English_plurals
 *
 * @module
 */

/** Verbs that say again what the method says, and the method that says it. */
const VERBS: Readonly<Record<string, string>> = {
  get: "GET", fetch: "GET", retrieve: "GET", list: "GET", find: "GET",
  create: "POST", add: "POST", insert: "POST", save: "POST",
  update: "PATCH", modify: "PATCH",
  delete: "DELETE", remove: "DELETE", destroy: "DELETE",
}

/** Of these, words that are nouns too when they stand alone: `/lists`, `/list`. */
const NOUNS = new Set(["list"])

const WORDS = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g

/**
 * The words of a segment: `getUserById`, `get-user-by-id` and `get_user_by_id` have the same four.
 *
 * @returns them in lower case
 */
export function wordsOf(segment: string): readonly string[] {
  return (segment.match(WORDS) ?? []).map((word) => word.toLowerCase())
}

/**
 * The method that a segment repeats: `POST` for `createOrder`.
 *
 * @returns undefined where the segment begins with no such verb
 */
export function methodIn(segment: string): string | undefined {
  const [first = "", ...others] = wordsOf(segment)
  // `add-ons`, `get-started`
  if (!Object.hasOwn(VERBS, first) || /^(?:add-?ons?|get-started|list-?items?)$/i.test(segment)) return undefined
  return others.length === 0 && NOUNS.has(first) ? undefined : VERBS[first]
}

/** Verbs that paths of procedures begin with, beside those that repeat a method. */
const ACTIONS = new Set([
  "send", "show", "start", "stop", "close", "open", "check", "verify", "edit", "change", "set", "reset", "reply", "forward", "mark", "pin",
  "star", "block", "unblock", "upload", "download", "generate", "join", "leave", "submit", "cancel", "accept", "reject", "approve", "import",
  "export", "sync", "load", "reload", "assign", "unassign", "enable", "disable", "toggle", "search", "count", "is", "has", "do",
  "run", "process", "validate", "calculate", "register", "subscribe", "unsubscribe", "clear", "archive", "read", "write", "make", "move",
  "copy", "rename", "restore", "kill", "refresh", "invite", "follow", "unfollow", "like", "unlike", "publish", "mute", "unmute",
])

/**
 * Whether a segment names a procedure: a verb and what it is done to, or `namespace.procedure`.
 *
 * @returns the answer
 */
export function isProcedure(segment: string): boolean {
  const words = wordsOf(segment)
  if (/^[a-z]\w*(?:\.[a-zA-Z]\w*)+$/.test(segment) && !/\.(?:json|xml|html?|txt|js|css|png|ico|svg|csv|ya?ml|pdf|php)$/.test(segment)) return true
  return methodIn(segment) !== undefined || (words.length > 1 && ACTIONS.has(words[0] ?? ""))
}

const PLURALS = new Set([
  "people", "children", "men", "women", "feet", "teeth", "mice", "geese", "oxen", "data", "media", "criteria", "phenomena", "indices",
  "vertices", "matrices", "alumni", "cacti", "fungi", "curricula", "bacteria", "dice",
])

/** What has no plural, or is one thing by nature. */
const UNCOUNTED = new Set([
  "equipment", "information", "feedback", "staff", "content", "history", "metadata", "traffic", "weather", "inventory", "health", "auth",
  "software", "hardware", "music", "news", "series", "species", "furniture", "luggage", "knowledge", "research", "advice", "money", "stock",
  "mail", "storage", "analytics", "statistics", "sheep", "fish", "police", "merchandise", "audio", "video", "chat", "status", "activity",
])

const IRREGULAR: Readonly<Record<string, string>> = {
  person: "people", child: "children", man: "men", woman: "women", foot: "feet", tooth: "teeth", mouse: "mice", goose: "geese",
  index: "indices", vertex: "vertices", matrix: "matrices", medium: "media", criterion: "criteria",
}

/**
 * The plural of the last word of a segment, when that word is a singular that has one.
 *
 * @returns the whole segment in the plural: `order-item` gives `order-items`; undefined for what is a plural, or neither
 */
export function pluralOf(segment: string): string | undefined {
  const word = wordsOf(segment).at(-1)
  if (word === undefined || /^\d/.test(word) || PLURALS.has(word) || UNCOUNTED.has(word) || word.length < 3) return undefined
  if (/(?:[^su]s|ies)$/.test(word) && !/(?:is)$/.test(word)) return undefined
  const known = IRREGULAR[word]
  const start = segment.slice(0, segment.length - word.length)
  if (known !== undefined) return start + known
  if (/(?:s|x|z|ch|sh)$/.test(word)) return `${segment}es`
  return /[^aeiou]y$/.test(word) ? `${segment.slice(0, -1)}ies` : `${segment}s`
}

/** Files that have their name from a standard or from what reads them. */
const FILES = /^(?:robots|ads|humans|security|llms)\.txt$|^(?:sitemap.*|atom|rss|feed|opensearch|browserconfig|crossdomain)\.xml$|^favicon|manifest|^(?:open-?api|swagger|api-docs?|schema|package|version|jwks)\b|^index\.html?$/i

/**
 * The file extension that a segment ends with, where that is the form of an answer.
 *
 * @returns undefined for names of files that a standard asks for, and for scripts, styles and pictures
 */
export function extensionOf(segment: string): string | undefined {
  if (FILES.test(segment)) return undefined
  return /\.(json|xml|html?|php|aspx?|jsp|cgi|ya?ml|csv)$/i.exec(segment)?.[0]
}
