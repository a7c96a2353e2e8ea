/**
 * Where credentials stand in a program: the names they are given to, and the arguments of libraries that take them.
 *
 * Argument positions are those of each library's documentation or type declarations as of 2026-11. A value that the
 * application chooses itself (`isOwn`: it signs, encrypts or protects its own sessions with it) is in effect whatever
 * it says, `changeme` included. One that somebody else issued is a credential only when it is the real thing.
 *
 * @module
 */
import * as values from "./secret-values.ts"

/** What a place says of the text that stands there. */
export interface SecretPlace {
  /** What belongs there, with its article: `the session signing secret`. */
  readonly what: string
  /** The application chose it: any text is in effect. */
  readonly isOwn: boolean
  /** It is a password, which people choose: it need not look random. */
  readonly isPassword: boolean
  /** It is a recovery phrase of a wallet. */
  readonly isPhrase?: boolean
  /** The user has said so: {@link findSecretName}'s further names. */
  readonly isTold?: boolean
  /** The usual environment variable, for places without a telling name. */
  readonly variable: string
}

const session = { what: "the session signing secret", isOwn: true, isPassword: false, variable: "SESSION_SECRET" }
const cookie = { what: "the cookie signing secret", isOwn: true, isPassword: false, variable: "COOKIE_SECRET" }
const token = { what: "the token signing secret", isOwn: true, isPassword: false, variable: "JWT_SECRET" }
const cipher = { what: "an encryption key", isOwn: true, isPassword: false, variable: "ENCRYPTION_KEY" }
const hmac = { what: "a signing key", isOwn: true, isPassword: false, variable: "HMAC_SECRET" }
const chosen = { what: "a secret", isOwn: true, isPassword: false, variable: "SECRET" }
const client = { what: "a client secret", isOwn: false, isPassword: false, variable: "CLIENT_SECRET" }
const webhook = { what: "a webhook secret", isOwn: false, isPassword: false, variable: "WEBHOOK_SECRET" }
const apiKey = { what: "an API key", isOwn: false, isPassword: false, variable: "API_KEY" }
const accessToken = { what: "an access token", isOwn: false, isPassword: false, variable: "ACCESS_TOKEN" }
const privateKey = { what: "a private key", isOwn: false, isPassword: false, variable: "PRIVATE_KEY" }
const phrase = { what: "a recovery phrase", isOwn: false, isPassword: true, isPhrase: true, variable: "MNEMONIC" }
const password = { what: "a password", isOwn: false, isPassword: true, variable: "PASSWORD" }
const database = { what: "the database password", isOwn: false, isPassword: true, variable: "DATABASE_PASSWORD" }
const mail = { what: "the mail server's password", isOwn: false, isPassword: true, variable: "SMTP_PASSWORD" }
const basic = { what: "the password of a user", isOwn: true, isPassword: true, variable: "ADMIN_PASSWORD" }

/** Names of a password after what it opens. */
const passwordOf = (what: RegExp): RegExp => new RegExp(`(?:${what.source})(?:password|passwd|pass|pwd)$`, "u")

/** The end of a name, its words run together in lower case, and what it says. The first that matches counts. */
const names: readonly (readonly [ending: RegExp, place: SecretPlace])[] = [
  [/webhook(?:signing)?(?:secret|secretkey)$/u, webhook],
  [/(?:client|consumer|captcha|oauth)(?:secret|secretkey)$/u, client],
  [/secretaccesskey$/u, apiKey],
  // What a service gave: nothing works with a word in its place.
  [/(?:minio|s3|aws|r2|b2|spaces|wasabi|oss|storage)(?:secret|secretkey)$/u, apiKey],
  [/(?:stripe|paddle|razorpay|mollie|adyen|clerk|turnstile|cloudinary|twilio|github|gitlab|google|facebook|discord|slack)(?:api)?(?:secret|secretkey)$/u, apiKey],
  [/(?:mnemonic|seedphrase|recoveryphrase)$/u, phrase],
  [/session[a-z\d]*secret(?:key)?s?$/u, session],
  [/cookie[a-z\d]*(?:secret(?:key)?s?|password)$/u, cookie],
  [/(?:jwt|token|auth|bearer)[a-z\d]*secret(?:key)?s?$|jwt(?:signing)?key$/u, token],
  [/(?:encryption|encrypt|crypto|cipher|aes|decryption|decrypt)(?:secret|key|secretkey)$/u, cipher],
  [/(?:signing|signature|sign|hmac|hash|master|pepper)(?:secret|key|secretkey)$|pepper$/u, hmac],
  // A list of secret keys names what is secret.
  [/secrets?$|secret(?:key|orkey|value|text)$/u, chosen],
  [/(?:api|access|account|auth|subscription|license|service|admin|deploy)keys?$/u, apiKey],
  [/priv(?:ate)?key$/u, privateKey],
  [passwordOf(/(?:db|database|postgres|pg|sql|mariadb|mongo|mongodb|redis|elastic|amqp)(?:root)?/u), database],
  [passwordOf(/smtp|mail|email|mailer/u), mail],
  [passwordOf(/admin|administrator|superuser|root/u), basic],
  [/(?:password|passwd|passphrase|passcode)$/u, password],
  [/token$/u, accessToken],
]

/** Words that make a name speak of something about a secret, or of one that is no secret. */
const innocent = new Set(
  [
    "public publishable pub anon invalid missing forgot forgotten reset change changed update verify validate",
    "validation require requires required is has have should can no not wrong incorrect bad expired expire",
    "hashed encrypted enter repeat retype example sample dummy mock fake placeholder csrf xsrf page next",
    "continuation cursor get set find create generate send delete remove revoke decode parse extract label message",
    "error err title text description show hide toggle on min max cancel",
  ].flatMap((line) => line.split(" ")),
)

/** Words for what an application refuses, or warns of. */
const refused = new Set(
  [
    "placeholders insecure unsafe weak guessable forbidden denied disallowed banned refused rejected deny denylist blocklist",
    "blacklist leaked compromised",
  ].flatMap((line) => line.split(" ")),
)

/** Whether the name of a list or table says that the application refuses what is in it: `WEAK_DEFAULTS`. */
export function isRefused(name: string): boolean {
  return values.splitWords(name).some((word) => refused.has(word))
}

/** Ends of names that add nothing: `JWT_SECRET_DEFAULT`, `apiKey2`, `passwordProd`. */
const trailing = new Set(
  "default fallback dev development prod production local staging value base64 hex old previous".split(" "),
)

/**
 * What a name says of the value it is given to.
 *
 * @param name - a variable's, property's or environment variable's name
 * @param additional - further names, of a secret that the application chose
 */
export function findSecretName(name: string, additional: readonly string[]): SecretPlace | undefined {
  const words = values.splitWords(name)
  if (additional.some((one) => values.splitWords(one).join("") === words.join(""))) return { ...chosen, isTold: true }
  if (words.some((word) => innocent.has(word) || refused.has(word))) return undefined
  while (words.length > 1 && (trailing.has(words.at(-1) ?? "") || /^\d+$/u.test(words.at(-1) ?? ""))) words.pop()
  const joined = words.join("").replace(/\d+$/u, "")
  const row = names.find(([ending]) => ending.test(joined))
  if (row !== undefined) return row[1]
  return /^(?:pass|pwd)\d*$/u.test(words.at(-1) ?? "") && joined !== "pwd" ? password : undefined
}

/** Words in front of a name that say where its value stands, not what it is: `defaultSessionSecret`. */
const leading = new Set("default fallback dev development local hardcoded my".split(" "))

/**
 * The environment variable for a credential.
 *
 * @param name what it is called where it stands
 * @returns the name in the form of a variable; undefined for one that tells too little: `secret`, `secretOrKey`
 */
export function variableFor(name: string | undefined): string | undefined {
  const words = values.splitWords(name ?? "")
  while (words.length > 1 && trailing.has(words.at(-1) ?? "")) words.pop()
  while (words.length > 1 && leading.has(words[0] ?? "")) words.shift()
  return words.length > 1 && !words.includes("or") && !/^\d/u.test(words[0] ?? "") ? words.join("_").toUpperCase() : undefined
}

/** Callees by canonical name, the argument's place in the call, and what belongs there. */
const positions: readonly (readonly [callees: RegExp, argument: RegExp, place: SecretPlace])[] = [
  [/^express-session$|^koa-(?:generic-)?session$|^@fastify\/session$/u, /^0\.secret(?:\.\d+)?$/u, session],
  [/^cookie-session$/u, /^0\.(?:secret|keys\.\d+)$/u, session],
  [/^iron-session(?:\/.+)?\./u, /^\d\.password(?:\.\w+)?$/u, session],
  [/^(?:next-auth|better-auth|@auth\/.+?)(?:\.\w+)?$|^express-openid-connect\.auth$/u, /^0\.secret$/u, session],
  [/^cookie-parser$/u, /^0(?:\.\d+)?$/u, cookie],
  [/^keygrip$/u, /^0\.\d+$/u, cookie],
  [/^cookie-signature\.(?:un)?sign$/u, /^1$/u, cookie],
  [/^hono\/cookie\.(?:setSigned|generateSigned)Cookie$/u, /^[23]$/u, cookie],
  [/^hono\/cookie\.getSignedCookie$/u, /^1$/u, cookie],
  [/^jsonwebtoken\.(?:sign|verify)$|^hono\/jwt\.(?:sign|verify)$/u, /^1(?:\.(?:key|secret))?$/u, token],
  [/^jwt-simple\.(?:en|de)code$/u, /^1$/u, token],
  [/^(?:express-jwt(?:\.expressjwt)?|koa-jwt|hono\/jwt\.jwt|@elysiajs\/jwt(?:\.jwt)?)$/u, /^0\.secret/u, token],
  [/^@nestjs\/jwt\.JwtModule\.register$/u, /^0\.(?:secret|privateKey)$/u, token],
  [/^@nestjs\/jwt\.JwtService(?:\(\))?\.(?:sign|verify)(?:Async)?$/u, /^1\.secret$/u, token],
  [/^passport-jwt(?:\.Strategy)?$/u, /^0\.secretOrKey$/u, token],
  [/^(?:fast-jwt\.create(?:Signer|Verifier)|jws\.(?:create)?[sS]ign)$/u, /^0\.(?:key|secret|privateKey)$/u, token],
  [/^crypto\.createHmac$|^crypto-js\.Hmac\w+$/u, /^1$/u, hmac],
  [/^crypto\.create(?:Cipher|Decipher)(?:iv)?$|^crypto-js\.\w+\.(?:en|de)crypt$/u, /^1$/u, cipher],
  [/^@hapi\/iron\.(?:un)?seal$/u, /^1$/u, cipher],
  [/^crypto\.(?:scrypt|pbkdf2)(?:Sync)?$|^cryptr$/u, /^0$/u, cipher],
  [/(?:^|\.)auth\.strategy$/u, /^2\.(?:cookie\.password|password|keys?(?:\.\d+)?)$/u, cookie],
  [/(?:^|[.)])register$/u, /^1\.(?:secret(?:\.(?:private|\d+))?|cookie(?:Options)?\.(?:secret|password))$/u, chosen],
  [/^passport-.+/u, /^0\.(?:client|consumer)Secret$/u, client],
  [/^(?:stripe(?:\.Stripe)?|resend\.Resend|postmark\.ServerClient|@sendgrid\/mail\.setApiKey)$/u, /^0$/u, apiKey],
  [/^(?:openai|@anthropic-ai\/sdk|groq-sdk|cohere-ai|@google\/gen.+)(?:\.\w+)?$/u, /^0(?:\.apiKey)?$/u, apiKey],
  [/^cloudinary\.(?:v2\.)?config$/u, /^0\.api_secret$/u, apiKey],
  [/^(?:@slack\/web-api\.WebClient|grammy\.Bot)$|discord\.js\..+\.login$/u, /^0$/u, accessToken],
  [/^(?:telegraf(?:\.Telegraf)?|node-telegram-bot-api)$/u, /^0$/u, accessToken],
  [/^twilio(?:\.Twilio)?$/u, /^1$/u, accessToken],
  [/^(?:@octokit\/.+|octokit)\.Octokit$/u, /^0\.auth$/u, accessToken],
  [/^(?:pg|mysql2?(?:\/promise)?|mariadb|mssql|postgres|tedious)(?:\..+)?$/u, /^0\.(?:.+\.)?password$/u, database],
  [/^(?:ioredis|redis|knex|typeorm|@nestjs\/typeorm)(?:\..+)?$/u, /^\d\.(?:.+\.)?password$/u, database],
  [/^(?:sequelize|sequelize-typescript|@nestjs\/sequelize)(?:\..+)?$/u, /^\d\.password$/u, database],
  [/^sequelize(?:\.Sequelize)?$/u, /^2$/u, database],
  [/^mongoose\.(?:connect|createConnection)$|^mongodb\.MongoClient/u, /^1\.(?:pass|auth\.password)$/u, database],
  [/^nodemailer\.createTransport$/u, /^0\.auth\.pass$/u, mail],
  [/^express-basic-auth$/u, /^0\.users\..+$/u, basic],
  [/^hono\/basic-auth\.basicAuth$/u, /^0\.password$/u, basic],
  [/^hono\/bearer-auth\.bearerAuth$/u, /^0\.token$/u, { ...accessToken, isOwn: true }],
  [/(?:^|\.)(?:Wallet|HDNodeWallet|Mnemonic)\.from(?:Phrase|Mnemonic)$/u, /^0$/u, phrase],
]

const anyCallee = new RegExp(positions.map(([callees]) => callees.source).join("|"), "u")

/** Whether a call of this canonical name takes a secret in some argument. */
export function takesSecrets(callee: string): boolean {
  return anyCallee.test(callee)
}

/** Fixed keys that a protocol prescribes: Telegram's Mini Apps derive their key under this one. */
const prescribed = new Set(["WebAppData"])

/**
 * What belongs at a place in a call.
 *
 * @param callee - canonical name, without the `()` of a construction
 * @param argument - the place in the call: `1.secret`
 * @param text - what stands there
 */
export function findSecretPosition(callee: string, argument: string, text: string): SecretPlace | undefined {
  if (prescribed.has(text) || !anyCallee.test(callee)) return undefined
  return positions.find(([callees, path]) => callees.test(callee) && path.test(argument))?.[2]
}

/** A scheme, user, password and host: RFC 3986 §3.2.1. */
const credentials = /\b[a-z][a-z\d+.-]*:\/\/([^\s:@/?#]*):([^\s@/?#]+)@([^\s/?#"'`<>,;:]+)/iu

/** A user, password and host found in a connection string. */
export interface ConnectionCredentials {
  readonly user: string
  readonly password: string
  /** The host is this machine, a container beside it, or an example of RFC 2606. */
  readonly isLocal: boolean
  readonly isExample: boolean
}

/**
 * Finds the password in a connection string.
 *
 * @returns undefined when there is none, when an expression puts it in, and in a sentence that shows how to write one
 */
export function findConnectionCredentials(text: string): ConnectionCredentials | undefined {
  if (/\s/u.test(text.trim())) return undefined
  const [, user, found, host] = credentials.exec(text) ?? []
  if (user === undefined || found === undefined || host === undefined || found.includes("${")) return undefined
  const isLocal = /^(?:localhost|127\.|0\.0\.0\.0|\[::1|host\.docker\.internal|[\w-]+$)/iu.test(host)
  const isExample = /(?:^|\.)(?:example|test|invalid)(?:\.\w+)?$|^(?:host|hostname|server|domain|your.*)$/iu.test(host)
  return { user, password: found, isLocal, isExample }
}

/**
 * Whether a text that is used as a credential is one: everything is, but for what stands in for it.
 *
 * @param isIssued - a service has issued it, by the place where it stands: a word there opens nothing
 * @param ignoresLocal - whether a password such as `postgres` is left alone
 */
export function isInEffect(text: string, place: SecretPlace, isIssued: boolean, ignoresLocal: boolean): boolean {
  if (place === chosen && isIssued) return values.looksRandom(text)
  if (place.isOwn) return true
  if (place.isPhrase === true) return values.isRecoveryPhrase(text)
  if (values.isPublicKey(text)) return false
  if (values.isPlaceholder(text) || /\s/u.test(text) || /^pass(?:word|wd)?$|^pwd$/iu.test(text)) return false
  if (values.isThrowaway(text)) return place.isPassword && !ignoresLocal
  return place.isPassword || (isIssued ? values.looksRandom(text) : text.length >= 8 && !values.isIdentifier(text))
}

/** Whether a text that is merely given to a name looks like the credential that the name speaks of. */
export function looksReal(text: string, name: string, place: SecretPlace): boolean {
  if (place.isPhrase === true) return values.isRecoveryPhrase(text)
  if (values.isPublicKey(text)) return false
  // `AnonymousAndPassword: "anonymous+password"`
  const [words, said] = [values.splitWords(name), values.splitWords(text)]
  if (said.length > 1 && said.every((word) => words.includes(word))) return false
  if (place.isOwn && !place.isPassword) return values.looksLikeChosenSecret(text, values.splitWords(name).length > 1)
  if (values.isPlaceholder(text)) return false
  return place.isPassword ? values.looksLikePassword(text) : values.looksRandom(text)
}

const tests = [
  /(?:^|\/)(?:tests?|__tests__|__mocks__|__fixtures__|fixtures?|mocks?|stubs?|specs?|(?:e2e|integration|unit)(?:[-_]tests?)?|tests?[-_](?:utils?|helpers?|support|setup|data)|cypress|playwright)\//iu,
  /[.-](?:test|spec|e2e-spec|mock|fixture|stories)\.\w+$/iu,
  // What runs tests, and what they are given: `vitest.config.ts`, `setupTests.ts`, `fixtures.ts`.
  /(?:^|\/)(?:(?:vitest|jest|playwright|cypress|mocha)[\w.-]*(?:config|setup)|setup[-_.]?(?:tests?|vitest|jest)|tests?[-_.]?setup|fixtures?|mocks?)\.\w+$/iu,
  /(?:^|\/)tests?[-_][\w.-]+$/iu,
  // `config/env/test.js` is what an environment is set to.
  /(?<!\b(?:configs?|env|environments?)\/)(?<=^|\/)(?:tests?|spec)\.\w+$/iu,
]
const samples = [
  // `seedDatabase.js`, where a small letter cannot tell the word from `seedling.js`.
  /(?:^|\/)(?:[Ss]eed|[Dd]emo)(?:[A-Z]|_|-)[\w.-]*$/u,
  /(?:^|[/.-])(?:seed(?:s|er|ers|ing)?|migrations?|scripts?|examples?|samples?|demos?)(?:[/.-]|$)/iu,
  /(?:^|[/.-])(?:docs?|swagger|openapi|locales?|i18n|translations?)(?:[/.-]|$)/iu,
]
const wording =
  /(?:^|\.)(?:examples?|description|summary|title|message|errorMessage|label|placeholder|pattern)(?:\.|$)/u

/** Whether a path, relative to the project, is that of a test, mock or fixture. */
export function isTestPath(path: string): boolean {
  return tests.some((pattern) => pattern.test(path))
}

/** Whether a path is that of a seed, migration, script, example, API description or translation. */
export function isSamplePath(path: string): boolean {
  return samples.some((pattern) => pattern.test(path))
}

const tools = /(?:^|\/)(?:knexfile|ormconfig|(?:drizzle|prisma|mikro-orm|sequelize|vite|webpack|rollup|tsup|esbuild|next|nuxt)[.-]config)\.[cm]?[jt]s$/u

/**
 * Whether a path is that of the configuration of a tool that runs beside the service: a migration runner, a bundler. What it
 * gives a signing secret so that the service's own configuration loads is never signed with.
 */
export function isToolPath(path: string): boolean {
  return tools.test(path)
}

/**
 * Whether a text is the key of a web application of Firebase, which says whose requests they are and opens nothing:
 * https://firebase.google.com/docs/projects/api-keys
 *
 * @param place - the name of the table it stands in, or the canonical name of what it is given to
 */
export function isFirebaseKey(text: string, place: string): boolean {
  return text.startsWith("AIza") && /firebase/iu.test(place)
}

/** Whether a name or a place in a call is that of an example of a value: `examples`, `1.schema.body.example`. */
export function isExample(place: string): boolean {
  return /(?:^|\.)examples?(?:\.|$)|(?:place|data)-?holder/iu.test(place)
}

/** Whether a place in a call is that of words for people or of an example: `1.schema.body.example.password`. */
export function isWording(argument: string): boolean {
  return wording.test(argument)
}
