/**
 * What the text of a credential looks like, and what only looks like one: placeholders, field names, messages,
 * throw-away development passwords. Word lists, and the tests over them.
 *
 * The lists were made by reading the string literals of public Node backends, 2026-11, beside the complaints in
 * gitleaks#1219, #1800, #1835 and secretlint#1235 (identifiers, headers and documented examples taken for secrets).
 *
 * @module
 */

/** One expression that matches where any of several does, in either case. */
const anyOf = (...patterns: readonly RegExp[]): RegExp =>
  new RegExp(patterns.map(({ source }) => source).join("|"), "iu")

/** Text that stands for a value and is none, whatever it is used for: `<secret>`, `xxxx`, `****`, `${SECRET}`, `sk-proj-`. */
const hollow = anyOf(
  // The example of https://github.com/google/google-authenticator/wiki/Key-Uri-Format
  /^JBSWY3DPEHPK3PXP$/u,
  /^.{0,11}[-_]$/u,
  /^[<[{(%].*[>\]})%]$/u,
  /^(.)\1*$/u,
  /x{4,}|\*{3,}|\.{3}|…|\$\{|\{\{/u,
  /^(?:todo|fixme|none|null|undefined|n\/?a|false|true)$/u,
)

/** Text that asks to be replaced; nobody issued it, though an application that signs with it works. */
const worded = anyOf(
  /(?:^|[^a-z])(?:your|change|default|replace|insert|enter|example|sample|placeholder|dummy|fake|mock|redacted|masked|todo)/u,
  /(?:^|[^a-z])(?:not?[-_ ]?(?:set|used|needed|required|provided|configured|defined)|missing|unset|unconfigured|disabled|invalid|nothing|empty)/u,
  /here$|change.?(?:me|it|this)|test[-_ ]?(?:key|token|secret)/u,
)

/** The digits or the alphabet in order beside something else: nobody draws these. A password may be all digits. */
const sequence = anyOf(/[a-z].*(?:012345|123456|234567)\d/u, /123456\d.*[a-z]/u, /abcdef(?:gh|12|01)/u)

/** Whether a text stands for a value and is none. */
export function isHollow(text: string): boolean {
  return hollow.test(text)
}

/** Whether a text asks to be replaced, or stands for a value. */
export function isPlaceholder(text: string): boolean {
  return hollow.test(text) || worded.test(text) || sequence.test(text)
}

/** Passwords of databases and mail catchers on developers' machines and in containers. */
const throwaway = new Set(
  [
    "password passwd passw0rd pass pwd secret postgres postgresql root admin administrator mysql mariadb mongo",
    "mongodb redis rabbit guest user username sa toor test testing dev develop development local localhost demo",
    "docker default example sample changeme change-me letmein qwerty minioadmin app api prisma typeorm strapi medusa",
    "123 1234 12345 123456 1234567 12345678 123456789 password123 password1 root123 admin123 mailhog ethereal",
  ].flatMap((line) => line.split(" ")),
)

/** Whether a password is one of those that guard nothing on a developer's machine. */
export function isThrowaway(text: string): boolean {
  return throwaway.has(text.toLowerCase())
}

/** Words of names: a text of nothing else is the name of a field, header, cookie, key or event. */
const naming = new Set(
  [
    "a access account admin api app application auth authentication authorization authorize bearer body change client",
    "code confirm confirmation config cookie cookies credential credentials csrf current data db email encryption env",
    "error event expired expires field forgot forgotten form header headers hash hashed id identity input invalid is",
    "jwt key keys link live login mail me missing my name new next not number o oauth oauth2 of old param pass passphrase",
    "passwd password passwords private provider public query recovery refresh register repeat request required reset",
    "salt sandbox scheme secret secrets send server service session settings setup sid sign signature signed signin signing",
    "signup sms state store string success text the to token tokens totp two type update user username users valid",
    "validation value verification verify web webhook x xsrf",
  ].flatMap((line) => line.split(" ")),
)

/**
 * Splits a name or text at its separators and its humps.
 *
 * @returns the words in lower case: `zapApiKey` and `ZAP_API_KEY` are `zap`, `api`, `key`
 */
export function splitWords(text: string): string[] {
  return text
    .replace(/([a-z\d])([A-Z])/gu, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/gu, "$1 $2")
    .toLowerCase()
    .split(/[^a-z\d]+/u)
    .filter((word) => word !== "")
}

/** A path, header, address, event or key of a configuration, algorithm, password hash, markup or pattern. */
const identifier = anyOf(
  /^[/.#@]|^x-|:\/\/|@[\w-]+\.|[<>{}[\]()|\\`]/u,
  /^[a-z][\w-]*(?:[./:][a-z][\w-]*)+$/u,
  /^(?:sha|md|aes|base|utf|oauth|argon|rsa|bcrypt|pbkdf|hs|rs|es|ps|v)[-_]?\d/u,
  /^\$\d?[a-z]+\$/u,
)

/** The name of an environment variable, constant or error code. */
const constant = /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/u

/** Whether a text names something instead of being a value: `x-access-token`, `/reset-password`, `JWT_SECRET`. */
export function isIdentifier(text: string): boolean {
  return constant.test(text) || identifier.test(text) || splitWords(text).every((word) => naming.has(word))
}

/** Words that make a text a sentence for people. */
const sentence = anyOf(
  /\b(?:is|are|was|be|must|should|required?|invalid|please|enter|missing|not|cannot)\b/u,
  /\b(?:can't|failed|expired|wrong|your|at least|match)\b/u,
)

/** Whether a text is a message, and no passphrase: it has spaces and the words of a sentence. */
export function isMessage(text: string): boolean {
  return /\s/u.test(text) && (sentence.test(text) || text.split(/\s+/u).length > 8)
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu

/**
 * Whether a text is a key that its issuer means to be public: Stripe's and Mapbox's publishable keys, Flutterwave's, and the
 * project key of PostHog (https://posthog.com/docs/api).
 */
export function isPublicKey(text: string): boolean {
  return /^(?:pk_(?:live|test)_|pk\.eyJ|FLWPUBK|phc_)/u.test(text)
}

/**
 * Whether a text looks drawn at random: sixteen characters or more in one run, digits and letters mixed finely, and no
 * UUID. A run of one kind of letter is on average 1.5 to 2.5 characters long in random text, and above 4 in words.
 */
export function looksRandom(text: string): boolean {
  if (text.length < 16 || !/^[\w+/=.~:!@#$%^&*-]+$/u.test(text) || uuid.test(text)) return false
  if (!/\d/u.test(text) || !/[A-Za-z]/u.test(text)) return false
  // A path or a name of several words with numbers in it: `api/auth/v4.0/login-with-token`.
  if (text.split(/[^A-Za-z\d]+/u).filter((part) => /^[a-z]{3,}$/u.test(part)).length >= 2) return false
  const runs = text.match(/[A-Z]?[a-z]+|[A-Z]+|\d+/gu) ?? []
  const letters = runs.reduce((sum, run) => sum + run.length, 0)
  return letters / runs.length <= 3.3 && entropy(text) >= 3
}

/** Shannon entropy of a text, in bits a character. */
function entropy(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length)
  return bits
}

/** Whether a text is a recovery phrase of a wallet: 12 to 24 words of BIP 39's list, which are 3 to 8 letters long. */
export function isRecoveryPhrase(text: string): boolean {
  return /^[a-z]{3,8}(?: [a-z]{3,8}){11,23}$/u.test(text)
}

/** Whether a text looks like a password somebody chose: letters with digits or signs, in one word. */
export function looksLikePassword(text: string): boolean {
  if (text.length < 6 || text.length > 64 || /\s/u.test(text) || isIdentifier(text)) return false
  const hasSign = /[!@#$%^&*?+~]/u.test(text)
  if (/[-_.:,;=]/u.test(text) && !hasSign && !looksRandom(text)) return false
  if (/^[A-Za-z]+$/u.test(text) && /super|secret/iu.test(text)) return true
  return /^\d{6,}$/u.test(text) || (/[A-Za-z]/u.test(text) && (/\d/u.test(text) || hasSign))
}

/** Whether a text says what is done with a secret, where a table tells that of each: `{ signing_secret: "redact" }`. */
const isManner = (text: string): boolean =>
  /^(?:full|partial|hash(?:ed)?|mask(?:ed)?|none|redact(?:ed)?|hidden|hide|omit|remove|encrypt(?:ed)?|string|text)$/iu.test(text)

/**
 * Whether a text looks like a secret that an application chose to sign or encrypt with. Words will do: such a value
 * is in effect whatever it says.
 *
 * @param isCompound - the name beside it says what it signs (`sessionSecret`), not just `secret`
 */
export function looksLikeChosenSecret(text: string, isCompound: boolean): boolean {
  if (isHollow(text) || isManner(text) || isMessage(text) || /^(.{1,8})\1{2,}$/u.test(text)) return false
  if (/\s/u.test(text)) return isCompound
  if (isIdentifier(text)) return isCompound && text.toLowerCase() === "secret"
  if (isCompound) return !/^(?:varchar|char|boolean|object|any|unknown|base64|hex)$/iu.test(text)
  return text.length >= 6 && (/[^a-z]/u.test(text.slice(1)) || /secret/iu.test(text))
}
