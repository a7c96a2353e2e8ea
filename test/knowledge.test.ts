import { describe, expect, test } from "vitest"
import { nameAliases } from "../src/knowledge/aliases.ts"
import { auth } from "../src/knowledge/auth.ts"
import { blocking } from "../src/knowledge/blocking.ts"
import { callbacks } from "../src/knowledge/callbacks.ts"
import { conversions } from "../src/knowledge/conversions.ts"
import { cookieSessions, cors } from "../src/knowledge/cors.ts"
import { databases } from "../src/knowledge/databases.ts"
import { credentials, nonProtectiveName, protectiveName, refusalName, rejections } from "../src/knowledge/identity.ts"
import { iterations } from "../src/knowledge/loops.ts"
import { isCredentialName, logging, loggingFunction } from "../src/knowledge/logging.ts"
import { isPublicPath } from "../src/knowledge/public.ts"
import { statuses } from "../src/knowledge/statuses.ts"
import { canonicalName, expandBraces, find, type Table } from "../src/knowledge/table.ts"
import { isPresented, isSecretName, tokenChecks } from "../src/knowledge/tokens.ts"

const tables: Readonly<Record<string, Table<unknown>>> = {
  auth, blocking, callbacks, conversions, cookieSessions, cors, credentials, databases, iterations, logging, rejections, statuses, tokenChecks,
}

describe("find", () => {
  const shop: Table<{ readonly shelf: string }> = [
    { name: "shop.cart.add", shelf: "exact" },
    { name: "shop.cart.*", shelf: "one segment" },
    { name: "shop.order().**.ship", shelf: "any run" },
    { name: "shop.**()", shelf: "ends with a call" },
    { name: "{till,counter}.{open,close()}", shelf: "braces" },
    { name: "**.Stock().count", shelf: "leading run" },
  ]

  test.each([
    ["shop.cart.add", "exact"],
    ["shop.cart.remove", "one segment"],
    ["shop.cart.remove()", "ends with a call"],
    ["shop.cart.items.first", undefined],
    ["shop.order().ship", "any run"],
    ["shop.order().express().insured.ship", "any run"],
    ["shop.order.ship", undefined],
    ["shop.parcel().label()", "ends with a call"],
    ["shop", undefined],
    ["shop()", undefined],
    ["till.open", "braces"],
    ["counter.close()", "braces"],
    ["counter.close", undefined],
    ["../warehouse/client.Stock().count", "leading run"],
    ["Stock().count", "leading run"],
    [undefined, undefined],
  ])("%s", (name, shelf) => {
    expect(find(shop, name)?.shelf).toBe(shelf)
  })

  test("an exact row goes before an earlier pattern", () => {
    expect(find([{ name: "shop.*", rank: 1 }, { name: "shop.cart", rank: 2 }], "shop.cart")?.rank).toBe(2)
  })

  test("the earlier of two patterns goes first", () => {
    expect(find([{ name: "shop.**", rank: 1 }, { name: "shop.*", rank: 2 }], "shop.cart")?.rank).toBe(1)
  })
})

describe("names of credentials", () => {
  test.each(["password", "newPassword", "reset_token", "accessToken", "apiKey", "clientSecret", "jwt"])("%s is one", (name) => {
    expect(isCredentialName(name)).toBe(true)
  })

  test.each(["tokenCount", "hasPassword", "tokens", "passwordLength", "author", "nextPageToken", "cancelToken"])("%s is none", (name) => {
    expect(isCredentialName(name)).toBe(false)
  })

  test("a function that logs is told from one that signs in", () => {
    expect(["logError", "captureException", "loginWithPassword", "logout"].map((name) => loggingFunction.test(name)))
      .toEqual([true, true, false, false])
  })
})

describe("names", () => {
  test.each([
    ["express-jwt.expressjwt()", "express-jwt()"],
    ["express-jwt.expressjwts()", "express-jwt.expressjwts()"],
    ["express.Router()", "express.Router()"],
  ])("%s is %s", (name, canonical) => {
    expect(canonicalName(name)).toBe(canonical)
  })

  test("braces are written out", () => {
    expect(expandBraces("{fs,fs-extra}.{stat,open}Sync")).toEqual([
      "fs.statSync", "fs.openSync", "fs-extra.statSync", "fs-extra.openSync",
    ])
  })
})

describe("tables", () => {
  test.each(Object.entries(tables))("%s names each thing by the name that is looked up", (_, table) => {
    const unreachable = table.flatMap((row) => expandBraces(row.name)).filter((name) => canonicalName(name) !== name)
    expect(unreachable).toEqual([])
  })

  test.each(Object.entries(tables))("%s says nothing twice", (_, table) => {
    const names = table.flatMap((row) => expandBraces(row.name))
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  test.each(Object.entries(tables))("%s has well-formed patterns", (_, table) => {
    const segment = /^(?:\*|\*\(\)|\*\*|\*\*\(\)|[^*{},\s()]*(?:\(\))*)$/
    const names = table.flatMap((row) => expandBraces(row.name))
    expect(names.filter((name) => name === "" || !name.split(".").every((part) => segment.test(part)))).toEqual([])
  })

  test("aliases end", () => {
    for (const name of Object.keys(nameAliases)) expect(() => canonicalName(name)).not.toThrow()
  })
})

describe("blocking", () => {
  test.each([
    ["fs.readFileSync", "high"],
    ["fs-extra.readFileSync", "high"],
    ["graceful-fs.writeFileSync", "high"],
    ["fs-extra.readJsonSync", "high"],
    ["fs.existsSync", "medium"],
    ["fs.statSync", "medium"],
    ["child_process.execSync", "high"],
    ["crypto.pbkdf2Sync", "high"],
    ["crypto.randomBytes", "low"],
    ["bcryptjs.hashSync", "high"],
    ["zlib.gzipSync", "high"],
    ["Atomics.wait", "high"],
    ["lowdb().get().push().write", "high"],
    ["lowdb().write", "high"],
    ["lowdb.LowSync().read", "high"],
    ["lowdb/node.JSONFileSyncPreset().update", "high"],
    ["better-sqlite3().prepare().all", "medium"],
    ["better-sqlite3().prepare().pluck().get", "medium"],
    ["sqlite.DatabaseSync().prepare().run", "medium"],
    ["fs.readFile", undefined],
    ["fs/promises.readFile", undefined],
    ["fs.promises.readFile", undefined],
    ["lowdb.Low().write", undefined],
    ["class-validator.validateSync", undefined],
    ["react-dom.flushSync", undefined],
  ])("%s: %s", (name, severity) => {
    expect(find(blocking, name)?.severity).toBe(severity)
  })

  test("a replacement is named where the arguments stay the same", () => {
    expect(find(blocking, "fs.readFileSync")?.fix).toEqual({ kind: "promises", to: "readFile" })
    expect(find(blocking, "bcrypt.compareSync")?.fix).toEqual({ kind: "sibling", to: "compare" })
    expect(find(blocking, "fs.existsSync")?.fix).toBeUndefined()
    expect(find(blocking, "fs.openSync")?.fix).toBeUndefined()
  })

  test("every replacement in fs.promises exists", async () => {
    const promises = await import("node:fs/promises")
    const replacements = blocking.flatMap((row) => row.fix?.kind === "promises" ? [row.fix.to] : [])
    expect(replacements.length).toBeGreaterThan(20)
    expect(replacements.filter((name) => !(name in promises))).toEqual([])
  })

  test("every synchronous function of fs, child_process and zlib is known", async () => {
    for (const module of ["fs", "child_process", "zlib"]) {
      const exported = Object.keys((await import(`node:${module}`)) as object).filter((name) => name.endsWith("Sync"))
      expect(exported.filter((name) => find(blocking, `${module}.${name}`) === undefined)).toEqual([])
    }
  })
})

describe("auth", () => {
  test.each([
    ["passport.authenticate()", "guard"],
    ["koa-passport.authenticate()", "guard"],
    ["passport.initialize()", "reader"],
    ["passport.session()", "reader"],
    ["express-jwt.expressjwt()", "guard"],
    ["express-jwt()", "guard"],
    ["express-session()", "reader"],
    ["@fastify/bearer-auth", "plugin"],
    ["@fastify/jwt", "reader"],
    ["@nestjs/passport.AuthGuard()", "guard"],
    ["nest-keycloak-connect.AuthGuard", "guard"],
    ["nest-keycloak-connect.ResourceGuard", "reader"],
    ["hono/jwt.jwt()", "guard"],
    ["request.jwtVerify", "verifies"],
    ["request.jwtDecode", "decodes"],
    ["jsonwebtoken.verify", "verifies"],
    ["jsonwebtoken.decode", "decodes"],
    ["jwt-simple.decode", "verifies"],
    ["jose.jwtVerify", "verifies"],
    ["aws-jwt-verify.CognitoJwtVerifier.create().verify", "verifies"],
    ["stripe().webhooks.constructEvent", "signature"],
    ["bcrypt.compare", undefined],
    ["helmet()", undefined],
    ["express-rate-limit()", undefined],
    ["passport.authenticate", undefined],
  ])("%s: %s", (name, kind) => {
    expect(find(auth, name)?.kind).toBe(kind)
  })

  test("options that let everybody through", () => {
    expect(find(auth, "express-jwt()")?.optionalWhen).toEqual([
      { argument: 0, option: "credentialsRequired", equals: false },
    ])
    expect(find(auth, "passport.authenticate()")?.optionalWhen).toEqual([{ argument: 0, equals: "anonymous" }])
    expect(find(auth, "koa-jwt()")?.optionalWhen).toEqual([{ argument: 0, option: "passthrough", equals: true }])
  })

  test("a verifying call says whether its result must be tested", () => {
    const silent = auth.filter((row) => ["verifies", "signature"].includes(row.kind) && row.outcome === undefined)
    expect(silent.map((row) => row.name)).toEqual([])
  })
})

describe("identity", () => {
  test.each([
    ["request.headers.authorization", "presented"],
    ["request.headers.x-api-key", "presented"],
    ["request.cookies", "presented"],
    ["request.cookies.sid", "presented"],
    ["request.user", "established"],
    ["request.user.role", "established"],
    ["request.session.userId", "established"],
    ["context.state.user.id", "established"],
    ["response.locals.user", "established"],
    ["request.isAuthenticated()", "established"],
    ["request.body.user", undefined],
    ["request.headers", undefined],
    ["request.headers.accept", undefined],
    ["request.params.userId", undefined],
    ["request.query.token", undefined],
  ])("%s: %s", (name, kind) => {
    expect(find(credentials, name)?.kind).toBe(kind)
  })

  test.each([
    ["http-errors.Unauthorized()", 401],
    ["http-errors.Forbidden()", 403],
    ["@hapi/boom.unauthorized()", 401],
    ["boom.forbidden()", 403],
    ["@nestjs/common.UnauthorizedException()", 401],
    ["response.forbidden()", 403],
    ["http-errors.NotFound()", undefined],
  ])("%s refuses with %s", (name, status) => {
    expect(find(rejections, name)?.status).toBe(status)
  })

  test("every refusal has its status in one place", () => {
    const places = rejections.map((row) => [row.status, row.argument, row.option].filter((place) => place !== undefined))
    expect(places.filter((place) => place.length !== 1)).toEqual([])
  })

  test.each([
    "UnauthorizedError", "UnauthenticatedException", "ForbiddenError", "AccessDenied", "NotAuthenticatedError",
    "AuthenticationError", "AuthorizationError", "PermissionDeniedError", "AuthError", "UnauthorisedError",
    "InvalidTokenError", "not_authorized",
  ])("%s is a refusal by its name", (name) => {
    expect(refusalName.test(name)).toBe(true)
  })

  test.each(["NotFoundError", "ValidationError", "AuthorNotFoundError", "ConflictError", "PaymentError", "authorize"])(
    "%s is no refusal by its name",
    (name) => {
      expect(refusalName.test(name)).toBe(false)
    },
  )

  const isGuardLikeName = (name: string): boolean => !nonProtectiveName.test(name) && protectiveName.test(name)

  test.each([
    "auth", "authenticate", "authorize", "requireAuth", "requireUser", "isAuthenticated", "isLoggedIn", "ensureAuth",
    "verifyToken", "checkJwt", "protect", "guard", "requireRole", "hasRole", "isAdmin", "checkPermission", "apiKeyAuth",
    "authMiddleware", "JwtAuthGuard", "ensure_logged_in", "mustBeLoggedIn", "restrictToAdmin", "needsPermission",
    "jwtAuthMiddleware",
  ])("%s sounds protective", (name) => {
    expect(isGuardLikeName(name)).toBe(true)
  })

  test.each([
    "optionalAuth", "maybeAuth", "softAuth", "attachUser", "loadUser", "deserializeUser", "populateUser", "silentAuth",
    "initialize", "session", "getCurrentUser", "authRateLimit", "csrfProtection", "authors", "authorController",
    "logger", "accessLog", "validateBody", "isValidEmail", "tokenizeQuery", "cors", "compression", "asyncHandler",
  ])("%s does not sound protective", (name) => {
    expect(isGuardLikeName(name)).toBe(false)
  })
})

describe("statuses", () => {
  test.each([
    ["http-status.UNAUTHORIZED", 401],
    ["http-status.status.NOT_FOUND", 404],
    ["http-status-codes.StatusCodes.CREATED", 201],
    ["http-status-codes.FORBIDDEN", 403],
    ["@nestjs/common.HttpStatus.I_AM_A_TEAPOT", 418],
    ["http2.constants.HTTP_STATUS_PAYLOAD_TOO_LARGE", 413],
    ["axios.HttpStatusCode.InternalServerError", 500],
    ["http-status.OKAY", undefined],
  ])("%s: %s", (name, status) => {
    expect(find(statuses, name)?.status).toBe(status)
  })

  test("Node's own constants", async () => {
    const { constants } = await import("node:http2")
    const wrong = Object.entries(constants).filter(([name, status]) =>
      name.startsWith("HTTP_STATUS_") && find(statuses, `http2.constants.${name}`)?.status !== status)
    expect(wrong).toEqual([])
  })
})


describe("isPublicPath", () => {
  test.each([
    ["POST", "/api/auth/email-password/signup", "sign-up"],
    ["POST", "/api/v1/auth/recovery/request", "password reset"],
    ["POST", "/api/auth/oauth/authorize/google", "OAuth sign-in"],
    ["POST", "/callback/{connectorId}", "OAuth callback"],
    ["POST", "/orders/confirm/{token}", "a secret in its path"],
    ["GET", "/files/{shareToken}/pages/{page}", "a secret in its path"],
    ["POST", "/api/v1/invite/verify", "invitation"],
    ["GET", "/v1/auth/providers", "configuration of clients"],
    ["GET", "/config.js", "configuration of clients"],
    ["GET", "/llms.txt", "convention of the web"],
    ["GET", "/api/v2-beta/openapi.json", "documentation"],
    ["POST", "/login", "sign-in"],
    ["GET", "/login", "sign-in"],
    ["POST", "/api/v1/auth/login", "sign-in"],
    ["POST", "/api/users/signin", "sign-in"],
    ["POST", "/auth/signIn", "sign-in"],
    ["POST", "/auth/log-in", "sign-in"],
    ["POST", "/admin/login", "sign-in"],
    ["POST", "/doctors/login", "sign-in"],
    ["POST", "/sessions", "sign-in"],
    ["POST", "/api/session", "sign-in"],
    ["POST", "/auth", "sign-in"],
    ["POST", "/auth/verify-otp", "sign-in"],
    ["POST", "/register", "sign-up"],
    ["POST", "/api/auth/sign-up", "sign-up"],
    ["POST", "/users/signup", "sign-up"],
    ["POST", "/v1/auth/logout", "sign-out"],
    ["GET", "/signout", "sign-out"],
    ["POST", "/auth/refresh", "token refresh"],
    ["POST", "/auth/refresh-tokens", "token refresh"],
    ["POST", "/api/token/refresh", "token refresh"],
    ["POST", "/users/refreshToken", "token refresh"],
    ["POST", "/oauth/token", "token endpoint"],
    ["POST", "/auth/forgot-password", "password reset"],
    ["POST", "/forgotPassword", "password reset"],
    ["POST", "/auth/reset-password", "password reset"],
    ["POST", "/auth/reset-password/{token}", "password reset"],
    ["PATCH", "/api/v1/users/resetPassword/{token}", "password reset"],
    ["POST", "/password/forgot", "password reset"],
    ["POST", "/users/password-reset/confirm", "password reset"],
    ["POST", "/auth/verify-email", "e-mail verification"],
    ["GET", "/auth/verify-email/{token}", "e-mail verification"],
    ["GET", "/users/confirm/{confirmationCode}", "e-mail verification"],
    ["POST", "/auth/send-verification-email", "e-mail verification"],
    ["POST", "/auth/confirm", "e-mail verification"],
    ["GET", "/auth/google/callback", "OAuth callback"],
    ["GET", "/auth/{provider}/callback", "OAuth callback"],
    ["GET", "/auth/callback", "OAuth callback"],
    ["GET", "/login/github/callback", "OAuth callback"],
    ["GET", "/auth/github", "OAuth sign-in"],
    ["GET", "/auth/{provider}", "OAuth sign-in"],
    ["GET", "/csrf-token", "CSRF token"],
    ["GET", "/health", "health check"],
    ["GET", "/api/v1/health", "health check"],
    ["HEAD", "/health", "health check"],
    ["*", "/health", "health check"],
    ["GET", "/healthz", "health check"],
    ["GET", "/orders/healthz", "health check"],
    ["GET", "/health/ready", "health check"],
    ["GET", "/readyz", "health check"],
    ["GET", "/__health", "health check"],
    ["GET", "/ping", "health check"],
    ["GET", "/api/status", "health check"],
    ["GET", "/version", "version"],
    ["GET", "/metrics", "metrics"],
    ["GET", "/docs", "documentation"],
    ["GET", "/api-docs/{*}", "documentation"],
    ["GET", "/api/openapi.json", "documentation"],
    ["GET", "/swagger-ui", "documentation"],
    ["GET", "/documentation/json", "documentation"],
    ["GET", "/favicon.ico", "convention of the web"],
    ["GET", "/robots.txt", "convention of the web"],
    ["GET", "/.well-known/openid-configuration", "convention of the web"],
    ["GET", "/static/{*}", "static files"],
    ["GET", "/images/{*}", "static files"],
    ["GET", "/api/public/events", "public by its path"],
    ["POST", "/webhook", "webhook"],
    ["POST", "/api/webhooks/stripe", "webhook"],
    ["POST", "/stripe/webhook", "webhook"],
    ["POST", "/payments/stripe/webhook", "webhook"],
    ["POST", "/hooks/{provider}", "webhook"],
  ])("%s %s is open: %s", (method, path, reason) => {
    expect(isPublicPath(method, path)).toBe(reason)
  })

  test.each([
    ["GET", "/"],
    ["GET", "/users"],
    ["POST", "/users"],
    ["GET", "/users/{id}"],
    ["GET", "/users/{id}/status"],
    ["PATCH", "/orders/{id}/status"],
    ["POST", "/orders/{id}/confirm"],
    ["DELETE", "/api-tokens/{token}"],
    ["GET", "/keys/{secret}"],
    ["POST", "/bookings/confirm"],
    ["GET", "/admin/metrics/x"],
    ["GET", "/admin/metrics"],
    ["GET", "/admin/health"],
    ["GET", "/patients/{id}/health"],
    ["GET", "/patients/health"],
    ["GET", "/me/status"],
    ["POST", "/health"],
    ["POST", "/status"],
    ["POST", "/users/{id}/login"],
    ["POST", "/users/{id}/reset-password"],
    ["POST", "/auth/change-password"],
    ["GET", "/sessions"],
    ["DELETE", "/sessions/{id}"],
    ["POST", "/patients/{id}/sessions"],
    ["POST", "/patients/sessions"],
    ["GET", "/auth"],
    ["POST", "/devices/register"],
    ["POST", "/events/{id}/register"],
    ["POST", "/reports/refresh"],
    ["POST", "/tokens"],
    ["POST", "/users/{id}/token"],
    ["GET", "/payments/callback"],
    ["GET", "/docs/{id}"],
    ["POST", "/docs"],
    ["POST", "/webhooks"],
    ["GET", "/webhooks"],
    ["POST", "/webhooks/{id}"],
    ["POST", "/webhooks/test"],
    ["POST", "/projects/{id}/webhook"],
    ["POST", "/settings/webhook"],
    ["GET", "/images/{id}"],
    ["GET", "/playlists/public"],
    ["POST", "/public/events"],
    ["GET", "/auth/{id}/devices"],
    ["GET", "/auth/me"],
    ["GET", "/logins"],
    ["GET", "/books/version"],
  ])("%s %s is not", (method, path) => {
    expect(isPublicPath(method, path)).toBeUndefined()
  })
})

describe("tokens", () => {
  test.each([
    ["process.env.API_KEY", true], ["config.hookSecret", true], ["@t3-oss/env-core.createEnv().SUPER_ADMIN_TOKEN", true],
    ["context.env.CRON_SECRET", true], ["process.env.PUBLIC_KEY", false], ["process.env.KEYBOARD", false],
    ["process.env.TOKEN_TYPE", false], ["request.session.csrfToken", false],
  ])("%s is a secret: %s", (name, isSecret) => {
    expect(isSecretName(name)).toBe(isSecret)
  })

  test.each([
    ["request.headers.authorization.split().1", true], ["context.req.header()", true], ["request.get()", true],
    ["request.user.id", false], ["context.get()", false], ["context.env.API_KEY", false],
  ])("%s came with the request: %s", (name, isSent) => {
    expect(isPresented(name)).toBe(isSent)
  })
})
