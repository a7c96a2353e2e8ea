/**
 * Tokens: where the options of a verifying call lie, what in them switches the check off, and which names are secrets.
 *
 * Sources: the packages' own code and types, as the README lists them: jsonwebtoken 9.0, jose 6.2, fast-jwt 6.3,
 * @fastify/jwt 10.2, @nestjs/jwt 12, passport-jwt 4.0, express-jwt 8.5, koa-jwt 4.0, hono 4.13, @hapi/jwt 3.2, jwt-simple 0.5;
 * https://nodejs.org/api/crypto.html#cryptotimingsafeequala-b
 *
 * @module
 */
import type { Table } from "./table.ts"

/** A way to say that a token need not be what it claims. */
export interface TokenOption {
  readonly argument: number
  /** The option by its path; without, the argument itself. */
  readonly option?: string
  /** The value, or an item of the list, that switches the check off. */
  readonly equals: boolean | string
  /** What is no longer checked. */
  readonly loses: "signature" | "expiry"
}

function options(argument: number, prefix = ""): readonly TokenOption[] {
  return [
    { argument, option: `${prefix}algorithms`, equals: "none", loses: "signature" },
    { argument, option: `${prefix}ignoreExpiration`, equals: true, loses: "expiry" },
  ]
}

/** Canonical name of a call -> what in its arguments weakens it. */
export const tokenChecks: Table<{ readonly weakens: readonly TokenOption[] }> = [
  { name: "jsonwebtoken.verify", weakens: options(2) },
  { name: "@nestjs/jwt.{JwtService,JwtService()}.{verify,verifyAsync}", weakens: options(1) },
  { name: "@nestjs/jwt.JwtModule.register", weakens: options(0, "verifyOptions.") },
  { name: "passport-jwt.Strategy", weakens: [...options(0), ...options(0, "jsonWebTokenOptions.")] },
  { name: "{express-jwt,koa-jwt}", weakens: options(0) },
  { name: "@fastify/jwt", weakens: options(0, "verify.") },
  { name: "fast-jwt.createVerifier", weakens: options(0) },
  { name: "hapi-auth-jwt2", weakens: options(0, "verifyOptions.") },
  { name: "@hapi/hapi.server().auth.strategy", weakens: [{ argument: 2, option: "verify", equals: false, loses: "signature" }] },
  { name: "jwt-simple.decode", weakens: [{ argument: 2, equals: true, loses: "signature" }] },
  {
    name: "hono/jwt.verify",
    weakens: [
      { argument: 2, option: "exp", equals: false, loses: "expiry" },
      { argument: 2, equals: "none", loses: "signature" },
    ],
  },
]

/** The part of a request that a client fills as it likes. */
const presented =
  /^(?:request|context\.(?:req|request))\.(?:headers?|get|query|body|params|cookies|signedCookies|rawBody|raw|param|json|text|valid|formData)\b|^context\.(?:headers?|get|query|cookies|body)\b(?!\(\))/

/** Whether a canonical name is something that came with the request, or was taken out of it. */
export function isPresented(name: string): boolean {
  return presented.test(name)
}

/** Whether it came in a place for credentials: a header, the query, a cookie. */
export function isCredentialPlace(name: string): boolean {
  return isPresented(name) && !/\.(?:params|param)\b/.test(name)
}

const secretWord = /(?:^|_)(?:KEY|APIKEY|SECRET|TOKEN|PASSWORD|PASSWD|PASS|PASSPHRASE|SIGNATURE|HMAC|CREDENTIALS?)(?:_|$|\d)/
const publicWord = /(?:^|_)(?:PUBLIC|ID|NAME|HEADER|TYPE|PATH|URL|PREFIX|ALGORITHM|ISSUER|COUNT|LENGTH|TTL|EXPIR\w*|LIFETIME)(?:_|$)/

/**
 * Whether the last word of a canonical name, an environment variable or a setting, is that of a secret.
 *
 * @param name `process.env.API_KEY`, `@t3-oss/env-core.createEnv().SUPER_ADMIN_TOKEN`
 */
export function isSecretName(name: string): boolean {
  // What a session or a guard has put on the request is the caller's own, no secret of the application.
  if (/^(?:request|response|context)\b(?!\.env\.)/.test(name)) return false
  const last = name.split(".").at(-1) ?? ""
  const words = last.replaceAll(/([a-z\d])([A-Z])/g, "$1_$2").toUpperCase()
  if (/(?:^|_)(?:TOKEN|OTP|CODE|PASSWORD|PASS)$/.test(words) && isFetched(name)) return false
  return secretWord.test(words) && !publicWord.test(words)
}

/**
 * Whether a member of a canonical name is of something fetched, such as a record, and not of the configuration. A random
 * token that is good once, of an invitation or a reset, is such a one: what its comparison tells is worth nothing before it is
 * used up. A password that can be compared so is stored as it is, which is another matter.
 */
function isFetched(name: string): boolean {
  const end = name.lastIndexOf("()")
  return end > 0 && !/env|config|convict|settings|secret|vault/i.test(name.slice(0, end))
}

/** Names of calls that compute a signature: `crypto.createHmac(...).update(...).digest("hex")`. */
export const computesSignature = /^crypto\.createHmac\(\).*\.digest$/

/** Names of calls that give their argument in another form: what the client sent stays what the client sent. */
export const conversions: ReadonlySet<string> = new Set([
  "atob", "Buffer.from", "buffer.Buffer.from", "String", "JSON.parse", "decodeURIComponent", "cookie.parse", "cookie.parseCookie",
])
