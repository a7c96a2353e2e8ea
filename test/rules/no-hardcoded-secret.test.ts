import { describe, expect, it } from "vitest"
import rule from "../../rules/no-hardcoded-secret.ts"
import type { Options } from "../../rules/no-hardcoded-secret.ts"
import { secretFormats } from "../../src/knowledge/secret-formats.ts"
import type { Project, ProjectString } from "../../src/model/project.ts"
import type { Finding } from "../../src/rule.ts"
import { readFixture, testRule } from "./tester.ts"

const root = "/srv/clinic"

/** Writes a credential of a published format so that no scanner takes this file for its owner's. */
const made = (...parts: readonly string[]): string => parts.join("")

/** Text without a pattern: letters of both cases and digits, drawn by a fixed rule. */
function draw(length: number, alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"): string {
  let state = 7
  let text = ""
  while (text.length < length) {
    state = (state * 1103515245 + 12345) % 2147483648
    text += alphabet[Math.floor(state / 65536) % alphabet.length]
  }
  return text
}

type ValueView = Partial<Omit<ProjectString, "at" | "text">> & { readonly file?: string }

function find(text: string, view: ValueView = {}, options: Partial<Options> = {}): readonly Finding[] {
  const { file = "src/app.ts", ...surroundings } = view
  const string: ProjectString = {
    name: undefined,
    callee: undefined,
    argument: undefined,
    fallback: undefined,
    isCompared: false,
    holder: undefined,
    isLookedUp: false,
    isDenied: false,
    ...surroundings,
    text,
    at: { file: `${root}/${file}`, start: 40, end: 42 + text.length, line: 3 },
  }
  const project: Project = { root, routes: [], applications: [], unresolved: [], defects: [], strings: () => [string, string], calls: () => [], errorHandlers: [], upgradeListeners: () => [], loggers: [], unmountedRouters: () => [], listeners: () => [], loadedValues: () => [] }
  if (rule.defaults === undefined) throw new Error("the rule has no defaults")
  return [...rule.check(project, { ...rule.defaults, wordsByName: true, ...options })]
}

/** A text with what is around it, and whether it is reported. */
interface Sample {
  /** The name of the test. */
  readonly about: string
  readonly text: string
  readonly view?: ValueView
  readonly options?: Partial<Options>
}

/** One test for each sample: it is reported once. */
function reports(samples: readonly Sample[]): void {
  it.each(samples)("reports $about", ({ text, view, options }) => {
    expect(find(text, view, options)).toHaveLength(1)
  })
}

/** One test for each sample: it is left. */
function leaves(samples: readonly Sample[]): void {
  it.each(samples)("leaves $about", ({ text, view, options }) => {
    expect(find(text, view, options)).toEqual([])
  })
}

/** What the reader of a finding sees. */
function write(finding: Finding | undefined): string | undefined {
  if (finding === undefined) return undefined
  return rule.messages[finding.message]?.replace(/\{\{(\w+)\}\}/gu, (_, key: string) => String(finding.data?.[key]))
}

describe("published formats", () => {
  const tokens: readonly (readonly [what: string, text: string])[] = [
    ["an AWS access key ID", made("AKIA", draw(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))],
    ["a Google API key", made("AIza", draw(35))],
    ["an Azure storage account key", made("AccountName=clinic;Account", "Key=", draw(86), "==")],
    ["a GitHub token", made("ghp", "_", draw(36))],
    ["a GitHub token", made("github", "_pat_", draw(82))],
    ["a GitLab token", made("glpat", "-", draw(20))],
    ["an npm token", made("npm", "_", draw(36))],
    ["a Stripe secret key", made("sk", "_live_", draw(24))],
    ["a Stripe secret key", made("rk", "_test_", draw(32))],
    ["a Stripe webhook secret", made("whsec", "_", draw(32))],
    ["a Shopify token", made("shpat", "_", draw(32, "0123456789abcdef"))],
    ["a SendGrid API key", made("SG", ".", draw(22), ".", draw(43))],
    ["a Slack token", made("xoxb", "-", draw(12, "123456789"), "-", draw(12, "987654321"), "-", draw(24))],
    ["a Slack webhook", made("https://hooks.slack", ".com/services/T", draw(8), "/B", draw(8), "/", draw(24))],
    ["a Telegram bot token", made("812", "3456790:A", draw(34))],
    ["an OpenAI API key", made("sk", "-proj-", draw(74), "T3BlbkFJ", draw(74))],
    ["an Anthropic API key", made("sk-ant", "-api03-", draw(93), "AA")],
    ["a Hugging Face token", made("hf", "_", draw(34, "abcdefghijkLMNOPQRSTuvwxyz"))],
    ["a Databricks token", made("dapi", draw(32, "0123456789abcdef"))],
  ]

  it.each(tokens)("knows %s", (what, text) => {
    expect(find(text)).toMatchObject([{ message: "literal", data: { what } }])
  })

  reports([
    { about: "a token inside a longer text", text: made("Bearer gh", "p_", draw(36)) },
    { about: "a token in an address", text: made("https://maps.clinic.io/js?key=AI", "za", draw(35), "&v=3") },
    { about: "a token in a comparison", text: made("sk", "_live_", draw(24)), view: { isCompared: true } },
    { about: "a token in a file that is only called setup", text: made("gh", "p_", draw(36)), view: { file: "src/setup.ts" } },
    { about: "a key for testing in the application", text: made("sk", "_test_", draw(24)) },
  ])

  leaves([
    { about: "an example of a schema", text: made("gh", "p_", draw(36)), view: { name: "examples" } },
    { about: "an example in the argument of a schema", text: made("gh", "p_", draw(36)), view: { callee: "zod.object", argument: "0.token.example" } },
    ...["vitestSetup.ts", "jest.setup.js", "src/setupTests.ts", "test-setup.mjs"].map((file) =>
      ({ about: `what tests are set up with in ${file}`, text: made("gh", "p_", draw(36)), view: { file } })),
    { about: "a key for testing in a script", text: made("sk", "_test_", draw(24)), view: { file: "scripts/sanitize.ts" } },
    { about: "a word behind a variable that says that nothing is there", text: "NO-DEFINED", view: { name: "X-API-Key", fallback: "process.env.API_KEY" } },
    { about: "a word that says that a service is not set up", text: "stripe-unconfigured", view: { fallback: "process.env.STRIPE_SECRET_KEY" } },
    { about: "a word that says what is done with a secret", text: "redact", view: { name: "signing_secret" } },
    { about: "the name of a field", text: "previousHashedRefreshToken", view: { name: "SECRET_KEYS" } },
  ])

  it("has rows that can be compiled, with an article and a variable each", () => {
    expect(secretFormats.length).toBeGreaterThan(70)
    for (const { what, variable, start, rest } of secretFormats) {
      expect(what).toMatch(/^an? \S/u)
      expect(variable).toMatch(/^[A-Z][A-Z\d_]+$/u)
      expect(() => new RegExp(`${start}${rest}`, "u")).not.toThrow()
    }
  })

  describe("of a private key", () => {
    const begin = made("-----BEGIN RSA PRIV", "ATE KEY-----")
    const body = `${draw(64)}\n${draw(64)}`

    it("knows it by its body", () => {
      expect(find(`${begin}\n${body}\n`)).toMatchObject([{ data: { what: "a private key", start: "" } }])
    })

    reports([{ about: "lines that are written as escapes", text: `${begin}\\n${draw(64)}\\n` }])
    leaves([
      { about: "a first line without a body", text: `${begin}\n` },
      { about: "a public key", text: begin.replace("PRIVATE", "PUBLIC") + `\n${body}` },
    ])
  })

  describe("of a signed token", () => {
    const sign = (payload: object): string =>
      [{ alg: "HS256", typ: "JWT" }, payload].map((part) => btoa(JSON.stringify(part)).replace(/=+$/u, "")).join(".") +
      `.${draw(43)}`

    it("knows it", () => {
      expect(find(sign({ sub: "nurse-7", role: "service_role" }))).toMatchObject([{ data: { what: "a signed token" } }])
    })

    leaves([
      { about: "a public one", text: sign({ iss: "supabase", role: "anon" }) },
      { about: "the one of the documentation", text: sign({ sub: made("12345", "67890"), name: "John Doe" }) },
    ])
  })

  it.each([
    made("AKIA", "IOSFODNN7EXAMPLE"),
    made("ghp", "_", "x".repeat(36)),
    made("sk", "_live_", "0000000000000000000000000"),
    made("sk", "_test_", "your-key-comes-here-please"),
    made("pk", "_live_", draw(24)),
    made("npm", "_", draw(20)),
    made("id-", "npm", "_module_cache_directory_of_the_project"),
  ])("leaves %s", (text) => {
    expect(find(text)).toEqual([])
  })
})

describe("connection strings", () => {
  it.each([
    "postgres://clinic:Rk4-tulip-92@db.clinic.io:5432/patients",
    "mongodb+srv://app:h7Gq2vLx@cluster0.k3xyz.mongodb.net/shop?retryWrites=true",
    "amqp://orders:0rders!Queue@10.2.0.7:5672",
    "https://reports:q8Zt51@files.clinic.io/export",
    "redis://default:9fK2mQ7x@localhost:6379",
  ])("reports %s without its text", (text) => {
    const [finding, ...more] = find(text, { name: "url" })
    expect(more).toEqual([])
    expect(write(finding)).toBe(
      "This is a connection string with its password as `url`, written in the source: everyone who can read the code " +
        "has it. Read it from `process.env.DATABASE_URL`, and replace the value wherever it is in use.",
    )
  })

  it.each([
    "postgres://localhost:5432/patients",
    "postgres://clinic@db.clinic.io/patients",
    "postgres://user:password@host:5432/database",
    "mongodb://<user>:<password>@cluster0.k3xyz.mongodb.net",
    "postgres://${}:${}@db.clinic.io/patients",
    "https://reader:secret-word@www.example.com/",
    "Start it with: node populate mongodb://shelf:tulip92@db.library.io/books",
    "redis://:changeme@cache.clinic.io",
  ])("leaves %s", (text) => {
    expect(find(text)).toEqual([])
  })

  it.each(["postgres://postgres:postgres@localhost/shop", "mysql://root:root@db/shop", "redis://:admin@127.0.0.1", "postgres://reader:ro@localhost/shop"])(
    "leaves %s by default only",
    (text) => {
      expect(find(text)).toEqual([])
      expect(find(text, {}, { ignoreLocalDefaults: false })).toHaveLength(1)
    },
  )
})

describe("where a library takes a secret", () => {
  const places: readonly (readonly [callee: string, argument: string, text: string, what: string])[] = [
    ["jsonwebtoken.sign", "1", "clinic", "the token signing secret"],
    ["jsonwebtoken.verify", "1", "JWT_SECRET", "the token signing secret"],
    ["express-session", "0.secret", "keyboard cat", "the session signing secret"],
    ["express-session", "0.secret", "changeme", "the session signing secret"],
    ["express-session", "0.secret.0", "quiet please", "the session signing secret"],
    ["cookie-session", "0.keys.1", "second", "the session signing secret"],
    ["cookie-parser", "0", "biscuit", "the cookie signing secret"],
    ["express-jwt.expressjwt", "0.secret", "your-secret-key", "the token signing secret"],
    ["@nestjs/jwt.JwtModule.register", "0.secret", "hard to guess", "the token signing secret"],
    ["passport-jwt.Strategy", "0.secretOrKey", "shelf", "the token signing secret"],
    ["crypto.createHmac", "1", "tulip", "a signing key"],
    ["crypto.createCipheriv", "1", "0123456789abcdef0123456789abcdef", "an encryption key"],
    ["fastify().register", "1.secret", "orders", "a secret"],
    ["passport-google-oauth20.Strategy", "0.clientSecret", "Zq8tulip-orders", "a client secret"],
    ["openai.OpenAI", "0.apiKey", "k-91c0de7f22", "an API key"],
    ["pg.Pool", "0.password", "tulip", "the database password"],
    ["knex", "0.connection.password", "tulip", "the database password"],
    ["sequelize.Sequelize", "2", "tulip", "the database password"],
    ["nodemailer.createTransport", "0.auth.pass", "tulip", "the mail server's password"],
    ["express-basic-auth", "0.users.admin", "admin", "the password of a user"],
  ]

  it.each(places)("%s(%s) reports %j as %s", (callee, argument, text, what) => {
    expect(find(text, { callee, argument })).toMatchObject([{ data: { what, where: ` for \`${callee}()\`` } }])
  })

  it.each([
    ["jsonwebtoken.sign", "0.role", "administrator"],
    ["jsonwebtoken.sign", "2.algorithm", "HS256"],
    ["crypto.createHmac", "0", "sha256"],
    ["crypto.createHmac", "1", "WebAppData"],
    ["express-session", "0.name", "clinic.sid"],
    ["openai.OpenAI", "0.apiKey", "YOUR_API_KEY_HERE"],
    ["passport-google-oauth20.Strategy", "0.clientSecret", "your-client-secret"],
    ["pg.Pool", "0.password", "postgres"],
    ["pg.Pool", "0.database", "patients"],
    ["passport-local.Strategy", "0.passwordField", "password"],
    ["fastify().register", "1.prefix", "/orders"],
    ["crypto.createHmac", "1", "${}:${}"],
  ])("%s(%s) leaves %j", (callee, argument, text) => {
    expect(find(text, { callee, argument })).toEqual([])
  })
})

describe("a literal behind an environment variable", () => {
  it("has a message of its own, and a suggestion that throws", () => {
    const [finding, ...more] = find("superSecret", {
      callee: "jsonwebtoken.sign",
      argument: "1",
      fallback: "process.env.JWT_SECRET",
    })
    expect(more).toEqual([])
    expect(finding?.at).toEqual({ file: `${root}/src/app.ts`, start: 40, end: 53, line: 3 })
    expect(write(finding)).toBe(
      "Without `process.env.JWT_SECRET` this literal is the token signing secret for `jsonwebtoken.sign()`, and " +
        "everyone who can read the code has it. Refuse to start when the variable is missing.",
    )
    expect(finding?.suggestions).toEqual([
      {
        message: "refuse",
        data: { environment: "process.env.JWT_SECRET" },
        edits: [{ at: finding?.at, text: '(() => { throw new Error("JWT_SECRET is not set") })()' }],
      },
    ])
  })

  it.each([
    ["process.env.SESSION_SECRET", "changeme"],
    ["process.env.COOKIE_SECRET", "cookie-secret"],
    ["process.env.ADMIN_PASSWORD", "admin"],
    ["process.env.PAYMENT_API_KEY", "k-91c0de7f22"],
    ["process.env.DB_PASSWORD", "tulip"],
  ])("%s || %j", (fallback, text) => {
    expect(find(text, { fallback })).toMatchObject([{ message: "fallback", data: { environment: fallback } }])
  })

  it.each([
    ["process.env.PORT", "3000"],
    ["process.env.TOKEN_EXPIRY", "15 minutes"],
    ["process.env.OPENAI_API_KEY", "not-set"],
    ["process.env.STRIPE_KEY", "sk_test_placeholder"],
    ["process.env.SMTP_PASSWORD", "your-password"],
    ["process.env.OPENAI_API_KEY", "sk-proj-"],
    ["process.env.STRIPE_SECRET_KEY", "sk_nothing"],
    ["process.env.MINIO_SECRET_KEY", "defaultSecret"],
    ["process.env.S3_ACCESS_KEY", "default-access-key"],
    ["process.env.DB_PASSWORD", "postgres"],
    ["process.env.DATABASE_URL", "postgres://postgres:postgres@localhost:5432/shop"],
    ["process.env.JWT_SECRET_PATH", "secrets/jwt.pem"],
    ["process.env.PWD", "workspace"],
  ])("%s || %j is left", (fallback, text) => {
    expect(find(text, { fallback })).toEqual([])
  })

  describe("that a package's client gets", () => {
    const given = { callee: "chart-sdk.Client", argument: "0.secretKey", name: "secretKey", fallback: "process.env.CHART_SECRET_KEY" }

    leaves([
      { about: "words, which no service issues", text: "no charts here", view: given },
      { about: "an identifier of zeros", text: "00000000-0000-0000-0000-000000000000", view: given },
      { about: "a word that repeats the name", text: "minio-access-key", view: { callee: "minio.Client", argument: "0.accessKey", fallback: "process.env.MINIO_ACCESS_KEY" } },
    ])
    reports([
      { about: "text without a pattern", text: draw(32), view: given },
      { about: "words that no package gets", text: "no charts here", view: { ...given, callee: undefined } },
      // The application chose what it signs with, whoever gets it.
      { about: "a word that signs cookies", text: "tulip", view: { ...given, argument: "0.cookieSecret", name: "cookieSecret", fallback: "process.env.COOKIE_SECRET" } },
    ])
  })

  leaves([
    { about: "a text for people behind a property", text: "Generating…", view: { fallback: "enrollment.secret" } },
    { about: "the name of a colour behind a property", text: "grey.500", view: { name: "token", fallback: "colours.status" } },
  ])
  reports([{ about: "what looks like a secret behind a property", text: "paper-ink-4711", view: { fallback: "settings.sessionSecret" } }])

  it("calls any other fallback a literal", () => {
    expect(find("tulips4all", { name: "password", fallback: "initialAdministrator.password" })).toMatchObject([{ message: "literal" }])
  })
})

describe("a name that says secret", () => {
  const named: readonly (readonly [name: string, text: string, what: string])[] = [
    ["cookieSecret", "session_cookie_value_for_the_shop", "the cookie signing secret"],
    ["JWT_SECRET", "secret", "the token signing secret"],
    ["JWT_SECRET", "my-super-secret-key-1234", "the token signing secret"],
    ["sessionSecret", "keyboard cat", "the session signing secret"],
    ["secret", "library-secret-key", "a secret"],
    ["SECRET_KEY", "THISISMYSECURETOKEN", "a secret"],
    ["cryptoKey", "a_secure_key_for_the_clinic", "an encryption key"],
    ["scannerApiKey", "v4kd0wmxlpqus7ycc381tn2ood5", "an API key"],
    ["accessToken", "a9f51c7702be4d3f8e6b", "an access token"],
    ["aws_secret_access_key", draw(40), "an API key"],
    ["clientSecret", "Vb3nW81kqZx7LmTr5Pda", "a client secret"],
    ["walletPrivateKey", `0x${draw(64, "0123456789abcdef")}`, "a private key"],
    ["password", "Passw0rd!", "a password"],
    ["password", "123456", "a password"],
    ["ADMIN_PASSWORD", "tulip92", "the password of a user"],
    ["dbPass", "s3cretTulip", "the database password"],
    ["mnemonic", "shelf tulip order clinic nurse river stone apple cloud lemon grape wheat", "a recovery phrase"],
  ]

  it.each(named)("%s = %j", (name, text, what) => {
    expect(find(text, { name })).toMatchObject([{ message: "literal", data: { what, where: ` as \`${name}\`` } }])
  })

  const innocent: readonly (readonly [name: string, text: string])[] = [
    // Messages and translations.
    ["password", "Password is required"],
    ["token", "Invalid token"],
    ["secret", "The API key secret"],
    ["sessionSecret", "The session secret is missing"],
    ["forgotPassword", "Forgot your password?"],
    ["INVALID_TOKEN", "E4012x-invalid-token"],
    // Names of fields, headers, cookies, events, routes, codes, variables.
    ["PASSWORD", "password"],
    ["TOKEN_KEY", "access_token"],
    ["passwordField", "passwd1"],
    ["accessToken", "x-access-token"],
    ["apiKey", "x-api-key"],
    ["token", "https://accounts.clinic.io/oauth2/v2.0/token"],
    ["LOGIN_TOKEN", "api/auth/v4.0/user/login-with-token"],
    ["RESET_PASSWORD", "/reset-password/step2"],
    ["jwtSecret", "JWT_SECRET"],
    ["apiKey", "PAYMENT_API_KEY"],
    ["READ_API_TOKEN", "READ_API_TOKEN"],
    ["jwtSecret", "jwt.secret"],
    ["jwtSecret", "SHOP_TOKENS_KEY"],
    ["accessToken", "Shelf2026SummerReading"],
    ["tokenType", "Bearer"],
    ["password", "-password"],
    ["password", "string"],
    ["password", "argon2id"],
    ["password", "$2b$10$BFmibvOW7FtY0soAAwujoO9y2tIyB7WEJ2HNq9O7zh9aeejMvRsKu"],
    ["passwordHash", "5f4dcc3b5aa765d61d8327deb882cf99"],
    ["passwordPattern", "^(?=.*[a-z])(?=.*\\d).{8,}$"],
    ["password", "min:8|max:64"],
    ["token", "design.token.2"],
    // Public and telling no secret.
    ["clientId", "Vb3nW81kqZx7LmTr5Pda"],
    ["publishableKey", made("pk", "_live_", "51tulipOrdersVb3nW81kqZx7")],
    ["nextPageToken", "a9f51c7702be4d3f8e6b"],
    ["csrfToken", "a9f51c7702be4d3f8e6b"],
    ["etag", "a9f51c7702be4d3f8e6b"],
    ["accessToken", "0f8fad5b-d9cb-469f-a165-70867728950e"],
    // Placeholders.
    ["apiKey", "<your-api-key>"],
    ["apiKey", "YOUR_API_KEY_HERE_12345"],
    ["password", "********"],
    ["jwtSecret", "xxxxxxxxxxxx"],
    ["jwtSecret", "tulip-****"],
    ["apiKey", "test-key-1234567890abcdef"],
    ["jwtSecret", "${}"],
    ["JWT_SECRET", "abcdabcdabcdabcd"],
  ]

  it.each(innocent)("leaves %s = %j", (name, text) => {
    expect(find(text, { name })).toEqual([])
  })

  describe("in the argument of a call", () => {
    const given = { name: "password", callee: "fastify().post" }

    leaves([{ about: "an example", text: "Passw0rd!", view: { ...given, argument: "1.schema.body.example.password" } }])
    reports([{ about: "a default", text: "Passw0rd!", view: { ...given, argument: "1.defaults.password" } }])
  })

  describe("and nothing else, without `wordsByName`", () => {
    const options = { wordsByName: false }

    leaves([
      { about: "words", text: "keyboard cat", view: { name: "sessionSecret" }, options },
      { about: "a password", text: "Kx-apples-92!", view: { name: "dbPassword" }, options },
    ])
    reports([
      { about: "text without a pattern", text: draw(24), view: { name: "sessionSecret" }, options },
      { about: "words behind a variable", text: "keyboard cat", view: { name: "sessionSecret", fallback: "process.env.SESSION_SECRET" }, options },
      { about: "words, with it", text: "keyboard cat", view: { name: "sessionSecret" } },
      { about: "a password, with it", text: "Kx-apples-92!", view: { name: "dbPassword" } },
    ])
  })

  describe("in a table", () => {
    const given = { name: "SESSION_SECRET", file: "src/secrets.ts" }

    reports([
      { about: "a word without a table", text: "orchard", view: given },
      { about: "a word in a table of defaults", text: "orchard", view: { ...given, holder: "DEFAULTS" } },
    ])
    leaves([
      { about: "a word in a table of weak defaults, which are refused", text: "orchard", view: { ...given, holder: "WEAK_DEFAULTS" } },
      { about: "a word in a table of leaked passwords", text: "orchard", view: { ...given, holder: "leakedPasswords" } },
    ])
  })

  describe("in the configuration of a tool", () => {
    const file = "knexfile.js"

    leaves([{ about: "a signing secret that is a word", text: "orchard", view: { name: "JWT_SECRET", file } }])
    reports([
      { about: "a signing secret that looks drawn", text: draw(24), view: { name: "JWT_SECRET", file } },
      { about: "a password", text: "Kx-apples-92!", view: { name: "DB_PASSWORD", file } },
      { about: "a word in a configuration of the application", text: "orchard", view: { name: "JWT_SECRET", file: "src/auth.config.ts" } },
    ])
  })

  describe("in a comparison", () => {
    leaves([
      { about: "a password", text: "tulip92", view: { name: "password", isCompared: true } },
      { about: "a word for a library", text: "tulip", view: { callee: "jsonwebtoken.sign", argument: "1", isCompared: true } },
    ])
    reports([{ about: "an API key that looks drawn", text: "a9f51c7702be4d3f8e6b", view: { name: "apiKey", isCompared: true } }])
  })
})

describe("the report", () => {
  it("shows four characters of a long text, and suggests a variable after the name", () => {
    const [finding, ...more] = find("v4kd0wmxlpqus7ycc381tn2ood5", { name: "scannerApiKey" })
    expect(more).toEqual([])
    expect(write(finding)).toBe(
      "This is an API key (`v4kd…`) as `scannerApiKey`, written in the source: everyone who can read the code has " +
        "it. Read it from `process.env.SCANNER_API_KEY`, and replace the value wherever it is in use.",
    )
    expect(finding?.suggestions).toEqual([
      {
        message: "useEnvironment",
        data: { variable: "SCANNER_API_KEY" },
        edits: [{ at: finding?.at, text: "process.env.SCANNER_API_KEY" }],
      },
    ])
  })

  it("shows nothing of a short text, and names the usual variable where the name says little", () => {
    const [finding] = find("keyboard cat", { name: "secret", callee: "express-session", argument: "0.secret" })
    expect(write(finding)).toBe(
      "This is the session signing secret for `express-session()`, written in the source: everyone who can read the " +
        "code has it. Read it from `process.env.SESSION_SECRET`, and replace the value wherever it is in use.",
    )
  })

  it("suggests nothing where expressions would be lost", () => {
    const [finding] = find(made("Bearer gh", "p_", draw(36), " ${}"))
    expect(finding).toMatchObject({ message: "literal" })
    expect(finding?.suggestions).toBeUndefined()
  })
})

describe("options", () => {
  const secret = { name: "jwtSecret" }

  const tests = [
    "test/tokens.ts", "src/tokens.test.ts", "src/__mocks__/tokens.ts", "fixtures/users.js", "prisma/seed.ts", "db/migrations/001-users.js",
    "scripts/deploy.js", "docs/openapi.ts",
  ]

  leaves(tests.map((file) => ({ about: `${file} with \`ignoreTests\``, text: "tulips-and-shelves", view: { ...secret, file } })))
  reports(tests.map((file) => ({ about: `${file} without`, text: "tulips-and-shelves", view: { ...secret, file }, options: { ignoreTests: false } })))

  leaves(["src/seedDatabase.js", "src/seed_users.ts", "src/DemoCredentials.jsx", "config/test-global-setup.mjs"].map((file) =>
    ({ about: `a seed or a set-up by the name of its file, ${file}`, text: "Kx-apples-92!", view: { name: "password", file } })))
  reports(["src/seedling.js", "src/democracy.js", "src/latest-users.js"].map((file) =>
    ({ about: `a file that is only called alike, ${file}`, text: "Kx-apples-92!", view: { name: "password", file } })))

  leaves([
    { about: "what a form begins with", text: "test-123!", view: { name: "password", file: "src/Login.tsx" } },
    { about: "the key of a web application of Firebase, by its table", text: made("AIza", draw(35)), view: { name: "apiKey", holder: "firebaseConfig" } },
    { about: "the key of a web application of Firebase, by its call", text: made("AIza", draw(35)), view: { name: "apiKey", callee: "firebase/app.initializeApp" } },
    { about: "a published format in a test", text: made("sk", "_live_", draw(24)), view: { file: "test/pay.js" } },
    { about: "what `allow` matches", text: "tulips-and-shelves", view: secret, options: { allow: ["^tulips-"] } },
    { about: "a name that says nothing", text: "tulip-and-shelf", view: { name: "badgeStamp" } },
  ])
  reports([
    { about: "the same in a module without a form", text: "test-123!", view: { name: "password", file: "src/login.ts" } },
    { about: "another key of Google", text: made("AIza", draw(35)), view: { name: "apiKey", holder: "mapsConfig" } },
    { about: "a published format in a script", text: made("sk", "_live_", draw(24)), view: { file: "scripts/deploy.js" } },
    { about: "an environment called test", text: "tulips-and-shelves", view: { ...secret, file: "config/env/test.js" } },
    { about: "a folder called latest", text: "tulips-and-shelves", view: { ...secret, file: "src/latest/app.ts" } },
    { about: "what `allow` does not match", text: "tulips-and-shelves", view: secret, options: { allow: ["^shelves"] } },
    { about: "a name of `additionalNames`, however it is written", text: "tulip-and-shelf", view: { name: "badgeStamp" }, options: { additionalNames: ["BADGE_STAMP"] } },
    {
      about: "a throw-away database password without `ignoreLocalDefaults`",
      text: "postgres", view: { callee: "pg.Pool", argument: "0.password" }, options: { ignoreLocalDefaults: false },
    },
  ])

  it("go further in strict", () => {
    expect(rule.strictOptions).toEqual({ ignoreLocalDefaults: false, wordsByName: true })
  })
})

const CONFIGURATION = "literals-in-configuration/src/config/index.js"
const APP = "literals-in-configuration/src/app.js"

/** A file of the fixture after one of its literals is replaced. */
const replaced = (file: string, from: string, to: string): string =>
  readFixture("no-hardcoded-secret", file).replace(from, to)

testRule("no-hardcoded-secret", [
  {
    name: "a literal behind a variable, a key by its name, and a connection string",
    file: CONFIGURATION,
    errors: [
      {
        messageId: "fallback",
        data: {
          environment: "process.env.JWT_SECRET",
          what: "the token signing secret",
          start: "",
          where: " as `jwtSecret`",
        },
        line: 4,
        column: 32,
        endLine: 4,
        endColumn: 49,
        suggestions: [
          {
            messageId: "refuse",
            data: { environment: "process.env.JWT_SECRET" },
            output: replaced(
              CONFIGURATION,
              '"read-more-books"',
              '(() => { throw new Error("JWT_SECRET is not set") })()',
            ),
          },
        ],
      },
      {
        messageId: "literal",
        data: {
          what: "an API key",
          start: " (`b81k…`)",
          where: " as `catalogueApiKey`",
          variable: "CATALOGUE_API_KEY",
        },
        line: 6,
        column: 20,
        endLine: 6,
        endColumn: 49,
        suggestions: [
          {
            messageId: "useEnvironment",
            data: { variable: "CATALOGUE_API_KEY" },
            output: replaced(CONFIGURATION, '"b81kd0xmvlqus7ycc391tn5oog2"', "process.env.CATALOGUE_API_KEY"),
          },
        ],
      },
      {
        messageId: "literal",
        data: {
          what: "a connection string with its password",
          start: "",
          where: " as `archiveUrl`",
          variable: "ARCHIVE_URL",
        },
        line: 9,
        column: 15,
        endLine: 9,
        endColumn: 73,
        suggestions: [
          {
            messageId: "useEnvironment",
            data: { variable: "ARCHIVE_URL" },
            output: replaced(
              CONFIGURATION,
              '"postgres://archive:Qk4-shelf-92@archive.library.io/books"',
              "process.env.ARCHIVE_URL",
            ),
          },
        ],
      },
    ],
  },
  {
    name: "the secret of a session, by the library that takes it",
    file: APP,
    errors: [
      {
        messageId: "literal",
        data: {
          what: "the session signing secret",
          start: "",
          where: " for `express-session()`",
          variable: "SESSION_SECRET",
        },
        line: 8,
        column: 48,
        endLine: 8,
        endColumn: 62,
        suggestions: [
          {
            messageId: "useEnvironment",
            data: { variable: "SESSION_SECRET" },
            output: replaced(APP, '"quiet please"', "process.env.SESSION_SECRET"),
          },
        ],
      },
    ],
  },
  { name: "a seed", file: "literals-in-configuration/db/seed.js" },
])
