/**
 * Names of fields of a stored record: those that nobody but the server should see, and those that a client should not set.
 *
 * Sources: OWASP API Security Top 10 2023, API3 "Broken Object Property Level Authorization"
 * (https://owasp.org/API-Security/editions/2023/en/0xa3-broken-object-property-level-authorization/), and the field names of
 * better-auth, next-auth, passport-local-mongoose and the frameworks' own examples.
 *
 * @module
 */

/** `resetPasswordToken`, `reset_password_token` -> `resetpasswordtoken`. */
const joined = (name: string): string => name.replace(/[_-]/gu, "").toLowerCase()

const PASSWORD = /^(?:user|account|login|current|old|previous|plain|hashed|encrypted)?(?:password|passwd|passphrase)(?:hash|hashed|digest|salt|crypt|encrypted)?$|^(?:hashed|encrypted)pass$|^salt$|^pass(?:word)?hash$/u
const TICKET = /^(?:password)?(?:reset|recovery|forgot(?:ten)?)(?:password)?(?:token|code|hash|key)$|^(?:email)?(?:verification|verify|confirmation|confirm|activation)(?:email|account)?(?:token|hash)$/u
const FACTOR = /^(?:otp|totp|mfa|2fa|twofactor|twofa)(?:auth|authentication)?secret$|^(?:otp|mfa|2fa|twofactor)?(?:backup|recovery)codes$/u
const KEY = /^(?:private|secret|signing|encryption)key(?:pem)?$|^(?:client|webhook|signing|api|consumer)secret$|^(?:oauth)?refreshtoken(?:hash)?$/u
const PERSON = /^(?:ssn|socialsecuritynumber|cvv|cvc|cardcvv|cardnumber|creditcardnumber)$/u

const TOKEN = /token(?:hash)?$|^(?:api|access|auth|license)key(?:hash)?$|secret$|^hash$|^pin(?:code)?$|^securityanswer$/u

/** How sure a name is: `private`, whatever record it is of; `token`, which its owner may be meant to see. */
export type PrivacyOfField = "private" | "token"

/** What somebody who signs in is known by. */
const IDENTITY = /^(?:user|login|nick|screen)name$|^(?:user|primary|work)?(?:email|emailaddress|mail|login|phone|phonenumber|mobile|handle)$/u
/** Kinds of records that are accounts, or keep what belongs to one. */
const ACCOUNT = /user|account|credential|auth(?!or)|secret|member|admin|login|identity|person|people|customer|client|profile|wallet|password/iu

/** Of these, what a text is the name of, and no key: the author of a book. */
const NAMED = /^(?:author|company|organi[sz]ation|team)$/u

/** A kind of record, by its name and the names of its fields. */
interface KindOfRecord {
  readonly name: string
  readonly fields: readonly { readonly name: string; readonly isText: "yes" | "no" | "unknown" }[]
}

/**
 * Whether records of a kind are accounts: somebody signs in with them.
 *
 * @param byName a plain `name` is enough, which a course has too
 */
function isAccount({ name, fields }: KindOfRecord, byName: boolean): boolean {
  return ACCOUNT.test(name) || fields.some((field) => IDENTITY.test(joined(field.name)) || (byName && joined(field.name) === "name"))
}

/**
 * Whether the name of a field says that only the server should see it.
 *
 * @param record its kind of record and that one's fields. A `password` of what is no account opens a thing that its owner shares
 *   (a link, a document), and may be shown to them
 * @param additional further names that are private in this project
 * @returns undefined for every other name
 */
export function privacyOf(name: string, record: KindOfRecord, additional: readonly string[]): PrivacyOfField | undefined {
  const word = joined(name)
  if (additional.some((one) => joined(one) === word)) return "private"
  if (/^pass(?:word|code|phrase)$/u.test(word) && !isAccount(record, true)) return "token"
  if ([PASSWORD, TICKET, FACTOR, KEY, PERSON].some((pattern) => pattern.test(word))) return "private"
  return TOKEN.test(word) && !/^(?:csrf|xsrf|next|page|continuation|public|push|device|fcm|apns?|expo)/u.test(word) ? "token" : undefined
}

/** Names of what a client could give itself: a role, a right, another's record, a state that something else decides. */
const GRANTING = /^(?:is|has)?(?:super)?(?:admin|administrator|superuser|staff|owner|moderator|root)$|^(?:user|account|member)?(?:role|roles|permissions?|privileges?|scopes?|access(?:level)?|usertype)$|^(?:is|email|account)?(?:verified|emailverified|confirmed|approved|activated|banned|blocked|suspended|paid|premium)$|^(?:creditbalance|walletbalance|subscription(?:status|plan)|stripecustomerid)$/u
/** What is money or a right in an account, and something else in other records: the credits of a course, the plan of a house. */
const WORTH = /^(?:balance|credits?|wallet|points|plan|subscription)$/u
const OWNING = /^(?:owner|user|author|creator|createdby|account|tenant|organi[sz]ation|team|company|workspace|seller|customer)(?:id)?$/u

/**
 * Whether a client that could set a field of this name could give itself what it should not have.
 *
 * @param record its kind of record and that one's fields. The author of a book is text, and nobody's account
 * @returns `grants`: a role, a right, money; `owns`: whose the record is; undefined for every other name
 */
export function powerOf(name: string, record: KindOfRecord): "grants" | "owns" | undefined {
  const word = joined(name)
  if (GRANTING.test(word) || (WORTH.test(word) && isAccount(record, false))) return "grants"
  const isText = record.fields.find((field) => field.name === name)?.isText === "yes"
  return OWNING.test(word) && !(isText && NAMED.test(word)) ? "owns" : undefined
}
