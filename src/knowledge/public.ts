/**
 * Paths that are open by convention: nobody can sign in before they have signed in, and a probe has no account.
 *
 * A row's words are the last segments of a path; what precedes them may only be what the row says. So
 * `/api/v1/health` is a health check, and `/patients/{id}/health` is not. Words are matched after `signIn`
 * and `sign_in` have become `sign-in`.
 *
 * Sources: the usual spellings, chosen by hand (2026-11-22); https://www.rfc-editor.org/rfc/rfc8615 (`.well-known`);
 * https://kubernetes.io/docs/reference/using-api/health-checks/ ; https://www.rfc-editor.org/rfc/rfc6749#section-3
 *
 * @module
 */

/**
 * A parameter that is a secret in itself: whoever knows `/files/{token}/preview` was given it. What a list of tokens is made of
 * is managed by its owner: `DELETE /tokens/{token}`.
 */
const CAPABILITY = /(?:^|\/)(?![a-z-]*(?:tokens|keys|secrets)\/)[^/]+\/\{(?:[a-z-]*-)?(?:token|secret|signature)\}(?:\/|$)/

/** A kind of path that is open by convention. */
export interface PublicPath {
  /** Why, in words that fit after "public: ". */
  readonly reason: string
  /**
   * The last segments, `/` between them: each the source of a regular expression over a whole segment, in which
   * `{token}`, `{secret}` and `{provider}` are a parameter of such a name, `{}` is any parameter and `{*}` a wildcard; a last `**`
   * is any rest, or none.
   */
  readonly words: readonly string[]
  /** What may precede the words, besides `api`, versions and their like: accounts' nouns, or any plain segments. */
  readonly after: "nothing" | "accounts" | "anything"
  /** Methods; all when left out. `GET` stands for HEAD and OPTIONS too, and for routes that answer every method. */
  readonly methods?: readonly string[]
}

const READING = ["GET"]
const WRITING = ["POST"]
const PROVIDERS = "google|github|gitlab|bitbucket|facebook|twitter|x|linkedin|apple|microsoft|azure(?:-?ad)?|discord"
  + "|slack|spotify|twitch|yahoo|okta|auth0|keycloak|saml|oidc|openid|steam|line|kakao|naver|wechat|telegram|strava|cas"
const SENDERS = "stripe|paypal|paddle|lemon-?squeezy|polar|mollie|adyen|square|razorpay|braintree|telegram|whatsapp|sendgrid|mailgun|postmark|twilio|shopify"

/** The table, in the order in which reasons are looked for. */
export const publicPaths: readonly PublicPath[] = [
  { reason: "sign-in", after: "anything", words: ["log-?in", "sign-?in", "(?:log|sign)-?in/(?:local|password|email)"] },
  {
    reason: "sign-in", after: "accounts", methods: WRITING,
    words: ["auth(?:entication)?", "authenticate", "magic-?link", "passwordless(?:-login)?", "otp",
      "(?:send|request|resend|verify|check)-?(?:otp|code)", "otp/(?:send|request|resend|verify)",
      "magic-?link/(?:send|verify)", "(?:google|facebook|apple|github|social)-?(?:log-?in|sign-?in|auth)",
      "(?:log-?in|sign-?in)-?(?:with-?)?(?:google|facebook|apple|github|email|password)", "(?:email-?password|passkeys?|web-?authn)/authorize"],
  },
  {
    // A link in a mail is followed by GET.
    reason: "sign-in", after: "accounts",
    words: ["(?:e-?mail-?)?magic-?(?:log-?in|sign-?in)", "magic-?link/{token}", "(?:verify/)?(?:log-?in|sign-?in)-?link",
      "auth(?:entication)?/anonymous"],
  },
  {
    // https://www.w3.org/TR/webauthn-3/#sctn-assertion-privacy: a challenge for somebody who is not signed in yet.
    reason: "sign-in", after: "accounts",
    words: ["(?:web-?authn|passkeys?)/(?:(?:generate|get|begin|start|finish|verify)-?)?"
      + "(?:authentication|authenticate|assertion|log-?in|sign-?in)(?:-?(?:options|start|begin|finish|verify))?",
      "(?:web-?authn|passkeys?)/(?:authentication|authenticate|assertion|log-?in|sign-?in)/(?:options|start|begin|finish|verify)"],
  },
  {
    // SAML 2.0 bindings: the identity provider's answer comes with the browser, signed.
    reason: "single sign-on", after: "accounts",
    words: ["saml2?/(?:acs|callback|token|verify|authorize|log-?in|metadata|slo|sso)", "sso/(?:acs|callback|verify|saml|oidc)"],
  },
  {
    reason: "sign-in", after: "nothing", methods: WRITING,
    words: ["sessions?", "(?:auth|users?|accounts?)/sessions?"],
  },
  {
    reason: "sign-up", after: "accounts",
    words: ["register", "registration", "sign-?up", "sign-?up/(?:local|email)", "register/(?:local|email)",
      "e-?mail/(?:register|registration|sign-?up)"],
  },
  { reason: "sign-out", after: "anything", words: ["log-?out", "sign-?out"] },
  {
    reason: "token refresh", after: "accounts",
    words: ["refresh-?tokens?", "tokens?/(?:refresh|renew)", "(?:renew|refresh)-?(?:access-?)?token",
      "refresh-?session"],
  },
  { reason: "token refresh", after: "nothing", words: ["refresh", "(?:auth|sessions?|jwt)/refresh"] },
  { reason: "token endpoint", after: "nothing", methods: WRITING, words: ["token", "(?:auth|oauth2?|connect)/token"] },
  // RFC 7009, RFC 7662, RFC 8628 and RFC 7591: the client sends its own credentials, or has none yet.
  {
    reason: "token endpoint", after: "nothing", methods: WRITING,
    words: ["oauth2?/(?:revoke|revocation|introspect|device(?:-?authorization|-?code)?|register)"],
  },
  {
    reason: "password reset", after: "accounts",
    words: ["(?:forgot|forget|forgotten|reset|lost|recover)-?(?:my-?)?(?:passwords?|pw)", "forgot", "reset", "reset/{token}",
      "passwords?-?(?:reset|recovery|forgot)", "(?:forgot|forgotten|reset|recover)/passwords?", "passwords?/(?:forgot|forget|reset|recover|lost)",
      "(?:request|send|init|start)-?(?:password-?reset|reset-?password)",
      "(?:forgot|reset|recover)-?passwords?/(?:{token}|request|confirm|verify|complete|init|finish)",
      "passwords?-?reset/(?:{token}|request|confirm|verify|complete|init|finish)",
      "passwords?/reset/(?:{token}|request|confirm|verify)", "reset-?password/{}/{token}",
      "(?:account-?)?recovery", "(?:account-?)?recovery/(?:request|validate|verify|confirm|reset|complete|{token})"],
  },
  {
    reason: "e-mail verification", after: "accounts",
    words: ["(?:verify|confirm|validate)-?e-?mail", "e-?mail-?(?:verify|verification|confirm|confirmation)",
      "(?:verify|confirm|activate)-?(?:account|user|registration)", "account-?(?:activation|verification)",
      "e-?mail/(?:verify|confirm)(?:/(?:new|resend|{token}))?", "(?:active|activate)-?(?:account|user)", "(?:confirm|verify)-?device",
      "(?:re-?)?send-?(?:e-?mail-?)?(?:active|activate|verify|confirm)-?(?:account|user|e-?mail)",
      "(?:re-?)?send-?(?:e-?mail-?)?(?:verification|confirmation|activation)(?:-?(?:e-?mail|code|link))?",
      "(?:(?:verify|confirm)(?:-?e-?mail)?|activate(?:-?account)?|verification|confirmation|activation)/{token}",
      "(?:verify|verify-?e-?mail|confirm-?e-?mail)/{}/{token}"],
  },
  {
    // Alone these words mean an order or a booking as well: an account's noun must stand right before them.
    reason: "e-mail verification", after: "nothing",
    words: ["(?:auth|users?|accounts?|sign-?up|register)/(?:verify|confirm|activate|verification|confirmation)"],
  },
  {
    reason: "OAuth callback", after: "accounts",
    words: ["callback", `(?:{provider}|${PROVIDERS})/(?:callback|redirect)`, `callback/(?:{provider}|${PROVIDERS})`,
      // Of one organisation's own provider, or of a kind of provider.
      `callback/(?:${PROVIDERS})/[a-z-]+/{}`, "callback/(?:social|sso|enterprise)/{provider}",
      "oauth2?-?callback"],
  },
  {
    reason: "OAuth sign-in", after: "accounts",
    words: [`(?:auth|oauth2?|connect|log-?in|sign-?in|sso)/(?:{provider}|${PROVIDERS})`,
      `(?:auth|oauth2?)/(?:{provider}|${PROVIDERS})/(?:log-?in|sign-?in|authorize|start)`,
      `(?:auth|oauth2?)/authorize/(?:{provider}|${PROVIDERS})`, `(?:auth|oauth2?)/authorize/(?:${PROVIDERS})/[a-z-]+/{}`, "oauth2?/authorize"],
  },
  {
    reason: "invitation", after: "accounts",
    words: ["invit(?:e|ation)s?/(?:accept|verify|validate|decline|check)(?:/{token})?", "invit(?:e|ation)s?/{token}",
      "invit(?:e|ation)s?/{token}/(?:accept|verify|decline)", "(?:accept|verify|validate|decline)-?invit(?:e|ation)s?(?:/{token})?"],
  },
  {
    // RFC 8058: what unsubscribes works from a mail, without an account.
    reason: "unsubscribing", after: "nothing", words: ["unsubscribe", "unsubscribe/[a-z-]+", "unsubscribe/{}", "newsletters?/(?:unsubscribe|confirm)"],
  },
  {
    // What a link says that is not to be guessed is all that its holder needs.
    reason: "share link", after: "nothing", methods: READING,
    words: ["(?:shared?|share-?links?)/{secret}", "(?:[a-z-]+\\.)?get-[a-z-]*by-(?:token|share-?(?:id|token|link)|link-?id)"],
  },
  { reason: "a browser's report", after: "nothing", methods: WRITING, words: ["csp-?(?:reports?|violations?)", "(?:reports?/csp|report-?uri)"] },
  {
    reason: "configuration of clients", after: "nothing", methods: READING,
    words: ["(?:client|public|frontend)-?(?:config(?:uration)?|settings)", "(?:config|settings)/(?:client|public|frontend)", "feature-?flags?",
      "config/(?:paypal|stripe|google|recaptcha|sentry|firebase)", "log-?in-?methods", "(?:accounts?|auth)/log-?in-?methods",
      "(?:auth|oauth2?|sso)/(?:providers|strategies|methods)", "(?:(?:app|client|runtime|env)-?)?config\\.js",
      "(?:onboarding|setup|install)/(?:status|config|state)", "installation",
      "(?:(?:accounts?|auth|admin|setup)/)?(?:needs-?(?:bootstrap|setup)|owner-?created|is-?(?:initiali[sz]ed|first-?run))", "(?:openid|oidc|saml)/config"],
  },
  { reason: "CSRF token", after: "accounts", methods: READING, words: ["(?:csrf|xsrf)(?:-?token)?"] },
  {
    reason: "health check", after: "anything", methods: READING,
    words: ["healthz", "livez", "readyz", "_+health(?:-?check)?_*", "health-?check"],
  },
  {
    reason: "health check", after: "nothing", methods: READING,
    words: ["health", "live", "liveness", "alive", "ready", "readiness", "ping", "heartbeat", "up", "uptime", "status",
      "health(?:z|-?check)?/[a-z-]+"],
  },
  { reason: "version", after: "nothing", methods: READING, words: ["version", "(?:api|server|build|app)-?info", "info"] },
  { reason: "metrics", after: "nothing", methods: READING, words: ["metrics"] },
  {
    reason: "documentation", after: "nothing", methods: READING,
    words: ["(?:api-?)?docs?(?:\\.json|\\.ya?ml)?", "documentation",
      "(?:swagger|open-?api|redoc)(?:-?(?:ui|spec|docs?))?(?:\\.json|\\.ya?ml)?",
      "(?:(?:api-?)?docs|documentation|swagger(?:-?ui)?|open-?api)/(?:{*}|json|ya?ml)",
      "(?:(?:api-?)?docs|documentation|swagger(?:-?ui)?|open-?api)/(?:swagger|open-?api)(?:\\.json|\\.ya?ml)?",
      "(?:documentation|(?:api-?)?docs|swagger)/static/{*}"],
  },
  {
    reason: "convention of the web", after: "nothing", methods: READING,
    words: ["favicon(?:\\.ico|\\.png|\\.svg)?", "(?:robots|humans|security|ads|llms(?:-full)?)\\.txt", "sitemap(?:-.*)?\\.xml",
      "(?:manifest|site|asset-manifest)\\.(?:json|webmanifest)", "apple-touch-icon.*\\.png", "browserconfig\\.xml",
      // The picture of a page that other sites show: https://ogp.me
      "og(?:-?image)?(?:-[a-z]+)?", "og(?:-?image)?/**", "llms\\.mdx?/**"],
  },
  { reason: "convention of the web", after: "nothing", words: ["\\.well-known/**"] },
  {
    reason: "static files", after: "nothing", methods: READING,
    words: ["(?:static|assets|_next)/**", "(?:public|css|js|fonts|img|images|icons|dist)/{*}"],
  },
  { reason: "public by its path", after: "nothing", methods: READING, words: ["public/**", "published(?:-[a-z]+)?/**"] },
  {
    reason: "webhook", after: "nothing", methods: WRITING,
    words: [
      "webhook", "(?:webhooks?|hooks)/(?!(?:test|search|bulk|batch|list|new|create|delete|update)$)[a-z][a-z0-9-]*",
      "(?:webhooks?|hooks)/{provider}",
      "(?!(?:admin|settings|config|integrations?|manage|users?)(?![a-z0-9-]))[a-z][a-z0-9-]*/webhook",
      "payments?/[a-z][a-z0-9-]*/webhook", `(?:apps?|integrations?|connectors?)/(?:${PROVIDERS}|${SENDERS})/(?:webhooks?|events?)`],
  },
  {
    // The receiver proves that it is there: https://developers.facebook.com/docs/graph-api/webhooks/getting-started
    reason: "webhook", after: "nothing", methods: READING, words: ["(?:webhooks?|hooks)/(?:whatsapp|facebook|instagram|messenger|meta|strava|dropbox)"],
  },
  {
    reason: "return from a payment page", after: "nothing", methods: READING,
    words: [`(?:payments?|billing|checkout|subscriptions?)/(?:${SENDERS})/(?:callback|success|cancel|return)`, `(?:${SENDERS})/(?:success|cancel|return)`],
  },
]

/**
 * What a router is called on which an author puts what is open: `unprotectedRouter`. A tRPC `publicProcedure` is none: it is
 * what procedures are made of by default, so that it is where a guard is forgotten.
 */
export const publicHolder = /^(?:public|unprotected|unauthenticated|unauthed|anonymous|guest)(?:Router|Routes?|App|Api)s?$/

const NEUTRAL = new RegExp(
  "^(?:api|rest|rpc|public|open|external|v\\d+(?:\\.\\d+)*(?:-?(?:alpha|beta|rc)\\d*)?|\\{(?:version|api-?version|locale|lang|language)\\}"
  + "|app|web|mobile|backend|server|service|gateway|core)$",
)
const ACCOUNTS = new RegExp(
  "^(?:auth|authn|authentication|log-?in|sign-?in|connect|identity|iam|sso|oauth2?|sessions?|passwords?|credentials"
  + "|tokens?|jwt|local|me|e-?mail(?:-?password)?|passwordless|passkeys?|web-?authn"
  + "|security|users?|accounts?|members?|customers?|clients?|admins?|administrators?|profiles?|guests?|persons?|people"
  + "|patients?|doctors?|students?|teachers?|parents?|employees?|staff|owners?|sellers?|vendors?|merchants?|buyers?"
  + "|drivers?|riders?|agents?|partners?|players?|authors?|company|companies|organi[sz]ations?"
  + "|recruiters?|candidates?)$",
)
const PARAMETERS: Readonly<Record<string, string>> = {
  token: "\\{[a-z-]*(?:token|code|hash|key|uuid|secret|signature|otp)[a-z-]*\\}",
  provider: "\\{(?:[a-z-]*(?:provider|connector)[a-z-]*|strategy|network|service|connection|idp|platform|source)\\}",
  secret: "\\{[a-z-]*(?:token|code|hash|key|slug|secret|share-?id|link-?id)[a-z-]*\\}",
  "*": "\\{\\*\\}",
  "": "\\{[^}*]+\\}",
}

const compiled = publicPaths.flatMap((row) => row.words.flatMap(withoutOption).map((words) => ({ row, ...compile(words) })))

/** Words that end with a segment that may be missing, `(?:/{token})?`, are two rows: each has a length of its own. */
function withoutOption(words: string): readonly string[] {
  const [, before, last] = /^(.*?)\(\?:(\/.*)\)\?$/u.exec(words) ?? []
  return before === undefined || last === undefined ? [words] : [before, before + last]
}

/**
 * Why a route is open by convention.
 *
 * @param method upper case, `*` for every method
 * @param path as the model writes it: `/api/users/{id}`, `/files/{*}`
 * @returns the reason, or undefined when no convention opens it
 */
export function isPublicPath(method: string, path: string): string | undefined {
  const segments = path.split("/").filter((segment) => segment !== "").map(normalize)
  for (const { row, expression, length } of compiled) {
    if (!isMethod(row, method)) continue
    const starts = length === undefined ? segments.keys() : [segments.length - length]
    for (const start of starts) {
      if (start < 0 || !expression.test(segments.slice(start).join("/"))) continue
      // A prefix that is not known is most often the one that all routes have.
      if (segments.slice(0, start).every((segment, index) => (index === 0 && segment === "{*}") || mayPrecede(row, segment))) return row.reason
    }
  }
  return CAPABILITY.test(segments.join("/")) ? "a secret in its path" : undefined
}

function isMethod(row: PublicPath, method: string): boolean {
  if (row.methods === undefined || row.methods.includes(method)) return true
  return row.methods === READING && (method === "HEAD" || method === "OPTIONS" || method === "*")
}

function mayPrecede(row: PublicPath, segment: string): boolean {
  if (NEUTRAL.test(segment)) return true
  return row.after === "accounts" ? ACCOUNTS.test(segment) : row.after === "anything" && !segment.includes("{")
}

/** `length` is the number of segments; undefined when it ends with `**`. */
function compile(words: string): { readonly expression: RegExp; readonly length: number | undefined } {
  const isOpen = words.endsWith("/**")
  const source = (isOpen ? `${words.slice(0, -3)}(?:/.*)?` : words)
    .replaceAll(/\{(\*|[a-z]*)\}/g, (placeholder, name: string) => PARAMETERS[name] ?? placeholder)
  return { expression: new RegExp(`^(?:${source})$`), length: isOpen ? undefined : words.split("/").length }
}

function normalize(segment: string): string {
  return segment.replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replaceAll(/(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])/g, "-").toLowerCase()
}
