/**
 * What packages do about the caller's identity. Rows of kind `guard`, `plugin`, `reader` and `login` name what stands
 * in the chain, so a middleware that a call makes has `()`: `passport.authenticate()`. Rows of kind `verifies`,
 * `decodes` and `signature` name what is called: `jsonwebtoken.verify`.
 *
 * Sources: the packages' own sources and types, listed with their versions in README.md and
 * https://www.passportjs.org/docs/authenticate/ , https://github.com/auth0/express-jwt#readme ,
 * https://github.com/fastify/fastify-jwt#readme , https://hono.dev/docs/middleware/builtin/jwt
 *
 * @module
 */
import type { Table } from "./table.ts"

/** What is known of a guard, reader or call. */
export interface AuthNote {
  /**
   * - `guard`: refuses a request without credentials, where it stands in the chain.
   * - `plugin`: registered on a scope, it does so for the whole scope.
   * - `reader`: reads or stores an identity and lets everybody through.
   * - `login`: the sign-in flow itself; proves nothing of other routes.
   * - `verifies`: a call that checks credentials; see `outcome`.
   * - `decodes`: a call that reads a token without checking its signature.
   * - `combines`: makes one guard of the functions in its first argument: any of them, or with `relation: "and"` all.
   * - `excepts`: a guard of its later arguments, which lets the paths in its first argument through.
   * - `signature`: a call that checks who signed a webhook.
   */
  readonly kind: "guard" | "plugin" | "reader" | "login" | "verifies" | "decodes" | "signature" | "combines" | "excepts"
  /** Of `combines`: the functions are its arguments, and whether one of them or all must let a request through. */
  readonly relation?: "some" | "every"
  /** With any of these it lets everybody through. */
  readonly optionalWhen?: readonly OptionTest[]
  /** Only with all of these it refuses; without, it is a reader. */
  readonly onlyWhen?: readonly OptionTest[]
  /** The method of the same instance that decides instead, where a class overrides it, and is to be followed. */
  readonly decidedBy?: string
  /** Decorators, by canonical name, of routes that it lets through. */
  readonly exemptedBy?: readonly string[]
  /** The call that registers what it runs to know the caller: `passport.use(new Strategy(verify))`. */
  readonly verifiedBy?: string
  /** It knows the caller's rights too: 403, roles, scopes. */
  readonly authorizes?: true
  /** Of `verifies` and `signature`: it throws or rejects, or what it returns must be tested. */
  readonly outcome?: "throws" | "result"
  /** Of a result: there is always an object, and in it nothing where nobody is known. */
  readonly isObject?: true
  /** It gives a promise: what nobody waits for refuses nobody. */
  readonly isAsync?: true
}

/** Whether a call with this note checks who the caller is, or who signed what came. */
export function checksCaller(note: AuthNote | undefined): boolean {
  return note?.kind === "verifies" || note?.kind === "signature"
}

/** An argument, or an option in it, equals a literal; where it is an array, one of its items does. */
export interface OptionTest {
  /** Index of the argument. */
  readonly argument: number
  /** Option by its path, `verify.ignoreExpiration`; without, the argument itself. */
  readonly option?: string
  readonly equals: string | boolean
}

/** The name of passport-anonymous's strategy. */
const ANONYMOUS: readonly OptionTest[] = [{ argument: 0, equals: "anonymous" }]

function optional(option: string, equals: string | boolean): readonly OptionTest[] {
  return [{ argument: 0, option, equals }]
}

const expressGuards: Table<AuthNote> = [
  // passport 0.7, also koa-passport and @fastify/passport.
  { name: "passport.authenticate()", kind: "guard", optionalWhen: ANONYMOUS, verifiedBy: "passport.use" },
  // Account linking: authenticates a second account, beside whoever is signed in.
  { name: "passport.authorize()", kind: "login" },
  { name: "express-jwt()", kind: "guard", optionalWhen: optional("credentialsRequired", false) },
  { name: "express-jwt().unless()", kind: "guard" },
  { name: "koa-jwt()", kind: "guard", optionalWhen: optional("passthrough", true) },
  { name: "koa-jwt().unless()", kind: "guard" },
  { name: "express-oauth2-jwt-bearer.auth()", kind: "guard", optionalWhen: optional("authRequired", false) },
  {
    name: "express-oauth2-jwt-bearer.{requiredScopes,scopeIncludesAny,claimCheck,claimEquals,claimIncludes}()",
    kind: "guard", authorizes: true,
  },
  { name: "express-openid-connect.auth()", kind: "guard", optionalWhen: optional("authRequired", false) },
  { name: "express-openid-connect.requiresAuth()", kind: "guard" },
  {
    name: "express-openid-connect.{claimCheck,claimEquals,claimIncludes}()", kind: "guard", authorizes: true,
  },
  { name: "express-openid-connect.attemptSilentLogin()", kind: "login" },
  { name: "{express-basic-auth,koa-basic-auth}()", kind: "guard" },
  { name: "connect-ensure-login.{ensureLoggedIn,ensureAuthenticated}()", kind: "guard" },
  { name: "express-jwt-permissions().check()", kind: "guard", authorizes: true },
  { name: "keycloak-connect().{protect,enforcer}()", kind: "guard", authorizes: true },
  { name: "keycloak-connect().middleware()", kind: "reader" },
  { name: "keycloak-connect().checkSso()", kind: "reader" },
  {
    name: "supertokens-node/recipe/session/framework/{express,fastify,koa,hapi,loopback}.verifySession()",
    kind: "guard", optionalWhen: optional("sessionRequired", false),
  },
  { name: "supertokens-node/framework/{express,koa}.middleware()", kind: "login" },
  { name: "@clerk/{express,fastify,hono}.clerkMiddleware()", kind: "reader" },
  { name: "@clerk/fastify.clerkPlugin", kind: "reader" },
  { name: "@clerk/express.requireAuth()", kind: "guard" },
  { name: "twilio.webhook()", kind: "guard", optionalWhen: optional("validate", false) },
  { name: "discord-interactions.verifyKeyMiddleware()", kind: "guard" },
  { name: "@upstash/qstash/nextjs.{verifySignature,verifySignatureAppRouter,verifySignatureEdge}()", kind: "guard" },
]

const fastifyGuards: Table<AuthNote> = [
  { name: "fastify().{basicAuth,verifyBearerAuth}", kind: "guard" },
  // @fastify/auth 5: https://github.com/fastify/fastify-auth#api
  { name: "fastify().auth()", kind: "combines" },
  { name: "@fastify/bearer-auth", kind: "plugin", optionalWhen: [{ argument: 1, option: "addHook", equals: false }] },
  { name: "request.{jwtVerify,accessJwtVerify}", kind: "verifies", outcome: "throws", isAsync: true },
  { name: "request.{jwtDecode,accessJwtDecode}", kind: "decodes" },
  { name: "fastify().jwt.verify", kind: "verifies", outcome: "throws" },
  { name: "fastify().jwt.decode", kind: "decodes" },
]

const nestGuards: Table<AuthNote> = [
  { name: "@nestjs/passport.AuthGuard()", kind: "guard", optionalWhen: ANONYMOUS },
  // https://docs.nestjs.com/recipes/passport#extending-guards
  { name: "@nestjs/passport.AuthGuard()().canActivate", kind: "verifies", outcome: "throws", decidedBy: "handleRequest" },
  {
    name: "nest-keycloak-connect.{AuthGuard,AuthGuard()}", kind: "guard",
    exemptedBy: ["nest-keycloak-connect.Public", "nest-keycloak-connect.Unprotected"],
  },
  // https://github.com/ThallesP/nestjs-better-auth#decorators
  {
    name: "@thallesp/nestjs-better-auth.{AuthGuard,AuthGuard()}", kind: "guard",
    exemptedBy: ["AllowAnonymous", "Public", "OptionalAuth", "Optional"].map((name) => `@thallesp/nestjs-better-auth.${name}`),
  },
  // Both let a handler without their decorator through.
  { name: "nest-keycloak-connect.{ResourceGuard,RoleGuard,ResourceGuard(),RoleGuard()}", kind: "reader" },
  { name: "@nestjs/jwt.{JwtService,JwtService()}.verify", kind: "verifies", outcome: "throws" },
  { name: "@nestjs/jwt.{JwtService,JwtService()}.verifyAsync", kind: "verifies", outcome: "throws", isAsync: true },
  { name: "@nestjs/jwt.{JwtService,JwtService()}.decode", kind: "decodes" },
]

const honoGuards: Table<AuthNote> = [
  { name: "hono/{jwt.jwt,bearer-auth.bearerAuth,basic-auth.basicAuth}()", kind: "guard" },
  // https://hono.dev/docs/middleware/builtin/combine
  { name: "hono/combine.some()", kind: "combines", relation: "some" },
  { name: "hono/combine.every()", kind: "combines", relation: "every" },
  { name: "hono/combine.except()", kind: "excepts" },
  { name: "hono/jwk.jwk()", kind: "guard", optionalWhen: optional("allow_anon", true) },
  { name: "@hono/auth-js.verifyAuth()", kind: "guard" },
  { name: "@hono/auth-js.initAuthConfig()", kind: "reader" },
  { name: "@hono/auth-js.authHandler()", kind: "login" },
  { name: "@hono/clerk-auth.clerkMiddleware()", kind: "reader" },
  { name: "@hono/oidc-auth.oidcAuthMiddleware()", kind: "guard" },
  { name: "hono/jwt.{verify,verifyWithJwks}", kind: "verifies", outcome: "throws", isAsync: true },
  { name: "hono/jwt.decode", kind: "decodes" },
]

const otherGuards: Table<AuthNote> = [
  // A wrapper or call that answers by itself: Next, Nuxt, Feathers.
  { name: "next-auth.withAuth()", kind: "guard" },
  { name: "next-auth/middleware", kind: "guard" },
  { name: "{next-auth(),next-auth().handlers.*}", kind: "login" },
  { name: "better-auth/next-js.toNextJsHandler().*", kind: "login" },
  { name: "@auth0/nextjs-auth0.handleAuth()", kind: "login" },
  { name: "@kinde-oss/kinde-auth-nextjs/server.handleAuth()", kind: "login" },
  { name: "@workos-inc/authkit-nextjs.handleAuth()", kind: "login" },
  { name: "@workos-inc/authkit-nextjs.authkitMiddleware()", kind: "guard", onlyWhen: optional("middlewareAuth.enabled", true) },
  { name: "@clerk/nextjs/server.authMiddleware()", kind: "guard" },
  { name: "next-auth().auth()", kind: "reader" },
  { name: "@auth0/nextjs-auth0.{withApiAuthRequired,withPageAuthRequired}()", kind: "guard" },
  { name: "@clerk/nextjs/server.clerkMiddleware()", kind: "reader" },
  { name: "@clerk/nextjs/server.{auth.protect,auth().protect}", kind: "verifies", outcome: "throws" },
  { name: "@clerk/nextjs/server.currentUser", kind: "verifies", outcome: "result", isAsync: true },
  { name: "{requireUserSession,nuxt-auth-utils.requireUserSession}", kind: "verifies", outcome: "throws", isAsync: true },
  { name: "@feathersjs/authentication.authenticate()", kind: "guard" },
  { name: "@feathersjs/express.authenticate()", kind: "guard" },
  { name: "@elysiajs/bearer.bearer()", kind: "reader" },
  { name: "@elysiajs/jwt.jwt().verify", kind: "verifies", outcome: "result", isAsync: true },
]

/** Parsers and stores of sessions, and of credentials that nobody checks. */
const readers: Table<AuthNote> = [
  { name: "passport.{initialize,session,secureSession}()", kind: "reader" },
  { name: "{express-session,cookie-session,cookie-parser,koa-session,koa-generic-session}()", kind: "reader" },
  { name: "{hono-sessions.sessionMiddleware,@hono/session.session}()", kind: "reader" },
  { name: "@fastify/{session,secure-session,cookie,jwt,basic-auth}", kind: "reader" },
  { name: "restify.plugins.authorizationParser()", kind: "reader" },
  { name: "{better-auth/node.toNodeHandler,better-auth/next-js.toNextJsHandler}()", kind: "login" },
  { name: "better-auth.betterAuth().handler()", kind: "login" },
  { name: "@auth/express.ExpressAuth()", kind: "login" },
]

/** Calls that check a token, session or key. bcrypt and its like compare passwords: they are none. */
const verifiers: Table<AuthNote> = [
  { name: "jsonwebtoken.verify", kind: "verifies", outcome: "throws" },
  { name: "{jsonwebtoken,jws,jwt-decode}.decode", kind: "decodes" },
  { name: "{jwt-decode,jwt-decode.jwtDecode,jwt-decode.jwt_decode}", kind: "decodes" },
  { name: "jws.verify", kind: "verifies", outcome: "result" },
  // Despite its name it checks the signature, unless its third argument says otherwise.
  { name: "jwt-simple.decode", kind: "verifies", outcome: "throws", optionalWhen: [{ argument: 2, equals: true }] },
  {
    name: "jose.{jwtVerify,compactVerify,flattenedVerify,generalVerify,jwtDecrypt}", kind: "verifies",
    outcome: "throws", isAsync: true,
  },
  { name: "jose.{decodeJwt,decodeProtectedHeader,UnsecuredJWT.decode}", kind: "decodes" },
  { name: "fast-jwt.createVerifier()", kind: "verifies", outcome: "throws" },
  { name: "fast-jwt.createDecoder()", kind: "decodes" },
  { name: "aws-jwt-verify.*.create().verify", kind: "verifies", outcome: "throws", isAsync: true },
  { name: "aws-jwt-verify.*.create().verifySync", kind: "verifies", outcome: "throws" },
  { name: "@okta/jwt-verifier().{verifyAccessToken,verifyIdToken}", kind: "verifies", outcome: "throws", isAsync: true },
  { name: "google-auth-library.OAuth2Client().verifyIdToken", kind: "verifies", outcome: "throws", isAsync: true },
  { name: "firebase-admin.auth().{verifyIdToken,verifySessionCookie}", kind: "verifies", outcome: "throws", isAsync: true },
  { name: "firebase-admin/auth.getAuth().{verifyIdToken,verifySessionCookie}", kind: "verifies", outcome: "throws", isAsync: true },
  { name: "@hapi/hapi.server().auth.test", kind: "verifies", outcome: "throws", isAsync: true },
  {
    name: "@supabase/{supabase-js.createClient,ssr.createServerClient}().auth.{getUser,getClaims}", kind: "verifies",
    outcome: "result", isObject: true, isAsync: true,
  },
  // On a server it trusts the cookie as it is.
  { name: "@supabase/{supabase-js.createClient,ssr.createServerClient}().auth.getSession", kind: "decodes" },
  { name: "better-auth.betterAuth().api.getSession", kind: "verifies", outcome: "result", isAsync: true },
  { name: "{next-auth.getServerSession,next-auth/jwt.getToken,next-auth().auth}", kind: "verifies", outcome: "result", isAsync: true },
  { name: "@auth/express.getSession", kind: "verifies", outcome: "result", isAsync: true },
  { name: "@clerk/{express,fastify,hono}.getAuth", kind: "verifies", outcome: "result", isObject: true },
  { name: "@clerk/nextjs/server.getAuth", kind: "verifies", outcome: "result", isObject: true },
  { name: "@auth0/nextjs-auth0.getSession", kind: "verifies", outcome: "result" },
  { name: "{@auth0/nextjs-auth0/server,@auth0/nextjs-auth0}.Auth0Client().getSession", kind: "verifies", outcome: "result" },
  { name: "@kinde-oss/kinde-auth-nextjs/server.getKindeServerSession().{getUser,isAuthenticated}", kind: "verifies", outcome: "result" },
  { name: "@supabase/auth-helpers-nextjs.*().auth.getUser", kind: "verifies", outcome: "result", isObject: true, isAsync: true },
  { name: "@supabase/auth-helpers-nextjs.*().auth.getSession", kind: "decodes" },
  { name: "{@clerk/nextjs/server.auth,@hono/clerk-auth.getAuth}", kind: "verifies", outcome: "result", isObject: true },
  { name: "@clerk/backend.createClerkClient().authenticateRequest", kind: "verifies", outcome: "result", isObject: true, isAsync: true },
  { name: "@workos-inc/authkit-nextjs.withAuth", kind: "verifies", outcome: "throws",
    onlyWhen: optional("ensureSignedIn", true), isObject: true, isAsync: true },
  { name: "supertokens-node/recipe/session.getSession", kind: "verifies", outcome: "throws",
    optionalWhen: [{ argument: 2, option: "sessionRequired", equals: false }] },
  { name: "{iron-session.getIronSession,nuxt-auth-utils.getUserSession}", kind: "verifies", outcome: "result", isObject: true, isAsync: true },
  { name: "lucia.Lucia().validateSession", kind: "verifies", outcome: "result", isObject: true, isAsync: true },
]

const webhookSignatures: Table<AuthNote> = [
  { name: "stripe().webhooks.{constructEvent,constructEventAsync}", kind: "signature", outcome: "throws" },
  { name: "stripe.Stripe().webhooks.{constructEvent,constructEventAsync}", kind: "signature", outcome: "throws" },
  { name: "stripe.webhooks.{constructEvent,constructEventAsync}", kind: "signature", outcome: "throws" },
  { name: "{svix,standardwebhooks}.Webhook().verify", kind: "signature", outcome: "throws" },
  // https://github.com/octokit/app.js#app-webhooks
  { name: "{@octokit/webhooks.Webhooks(),octokit.App().webhooks,@octokit/app.App().webhooks}.verifyAndReceive", kind: "signature", outcome: "throws" },
  { name: "{@octokit/webhooks.Webhooks(),octokit.App().webhooks,@octokit/app.App().webhooks}.verify", kind: "signature", outcome: "result" },
  { name: "@octokit/webhooks-methods.verify", kind: "signature", outcome: "result" },
  { name: "twilio.{validateRequest,validateRequestWithBody}", kind: "signature", outcome: "result" },
  { name: "discord-interactions.verifyKey", kind: "signature", outcome: "result" },
  { name: "@clerk/{express,backend}/webhooks.verifyWebhook", kind: "signature", outcome: "throws" },
  { name: "@upstash/qstash.Receiver().verify", kind: "signature", outcome: "throws" },
  { name: "crypto.timingSafeEqual", kind: "signature", outcome: "result" },
]

/** Canonical name -> what it does about identity. */
export const auth: Table<AuthNote> = [
  ...expressGuards, ...fastifyGuards, ...nestGuards, ...honoGuards, ...otherGuards, ...readers, ...verifiers,
  ...webhookSignatures,
]
