/**
 * The words of identity: where a request carries credentials, how code says "no", and what functions are called that
 * look after it.
 *
 * Sources: RFC 9110, section 15.5.2 and 15.5.4 (https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2); the error
 * classes of the packages named, README.md.
 *
 * @module
 */
import type { Table } from "./table.ts"

const PRINCIPALS = "user,userId,currentUser,currentUserId,auth,authInfo,account,accountId,principal,identity,session,"
  + "jwt,jwtPayload,token,tokenPayload,apiKey,admin,member,oidc,kauth,authenticated,isAuthenticated,credentials"

/** Names on the request, response or context that carry who the caller is, or what proves it. */
export const credentials: Table<{
  /** `presented`: as the client sent it. `established`: set by code that ran before. */
  readonly kind: "presented" | "established"
}> = [
  {
    name: "{request,context,context.request}.{headers,header}."
      + "{authorization,Authorization,x-api-key,x-access-token,x-auth-token,x-token,api-key,apikey,token,cookie}",
    kind: "presented",
  },
  // The whole bag of headers is no credential; a cookie jar is, by any name in it.
  { name: "{request,context,context.request}.cookies.**", kind: "presented" },
  { name: "request.{unsignedCookies,authorization,state}.**", kind: "presented" },
  // Signed by the server itself.
  { name: "request.signedCookies.**", kind: "established" },
  { name: "request.query.{api_key,apiKey,apikey,access_token,secret}", kind: "presented" },
  { name: `{request,context,context.state,context.var,response.locals}.{${PRINCIPALS}}.**`, kind: "established" },
  { name: "{request,context}.{isAuthenticated,isUnauthenticated}", kind: "established" },
  { name: "{request,context}.{isAuthenticated,isUnauthenticated}()", kind: "established" },
  { name: "{request.oidc,context.auth}.{isAuthenticated,user,check}.**", kind: "established" },
  { name: "request.auth().**", kind: "established" },
]

/**
 * The name of a header, in lower case, that carries a credential of a project's own making: `x-acme-key`. A key that
 * only tells two requests apart is none.
 */
export const credentialHeader = new RegExp(
  "^request\\.headers\\.(?!.*(?:idempotency|cache|partition|routing|sort|csrf|xsrf))(?:[\\w-]*-)?"
  + "(?:api-?key|key|token|secret|auth(?:orization)?|signature|password|jwt)(?:-\\d+)?$",
)

/** What is known of an error or answer that refuses. Exactly one of the three is there. */
export interface RejectionNote {
  /** It always means this status. */
  readonly status?: 401 | 403
  /** The status, or its word, is this argument. */
  readonly argument?: number
  /** The status, or its word, is this option of the argument: `0.statusCode`. */
  readonly option?: string
}

/**
 * What a constructor or factory makes (`http-errors.Unauthorized()`), also as the base of a project's own class, and
 * what a reply does (`response.unauthorized()`). The word of a status is `UNAUTHORIZED` or `FORBIDDEN`, as tRPC and
 * oRPC have them.
 */
export const rejections: Table<RejectionNote> = [
  { name: "http-errors.{Unauthorized,UnauthorizedError}()", status: 401 },
  { name: "http-errors.{Forbidden,ForbiddenError}()", status: 403 },
  { name: "{http-errors,http-errors.HttpError}()", argument: 0 },
  { name: "@hapi/boom.unauthorized()", status: 401 },
  { name: "@hapi/boom.forbidden()", status: 403 },
  { name: "{@hapi/boom.boomify,@hapi/boom.Boom}()", option: "1.statusCode" },
  { name: "@nestjs/common.UnauthorizedException()", status: 401 },
  { name: "@nestjs/common.ForbiddenException()", status: 403 },
  { name: "@nestjs/common.HttpException()", argument: 1 },
  // @fastify/sensible
  { name: "{response.unauthorized,fastify().httpErrors.unauthorized,@fastify/sensible.httpErrors.unauthorized}()",
    status: 401 },
  { name: "{response.forbidden,fastify().httpErrors.forbidden,@fastify/sensible.httpErrors.forbidden}()", status: 403 },
  { name: "hono/http-exception.HTTPException()", argument: 0 },
  { name: "@trpc/server.TRPCError()", option: "0.code" },
  { name: "{elysia.status,elysia.error}()", argument: 0 },
  { name: "{@orpc/server.ORPCError,@orpc/client.ORPCError}()", argument: 0 },
  { name: "{h3.createError,createError}()", option: "0.statusCode" },
  { name: "h3.HTTPError()", option: "0.status" },
  { name: "@feathersjs/errors.NotAuthenticated()", status: 401 },
  { name: "@feathersjs/errors.Forbidden()", status: 403 },
  { name: "routing-controllers.UnauthorizedError()", status: 401 },
  { name: "routing-controllers.ForbiddenError()", status: 403 },
  { name: "restify-errors.{UnauthorizedError,InvalidCredentialsError}()", status: 401 },
  { name: "restify-errors.{ForbiddenError,NotAuthorizedError}()", status: 403 },
  { name: "next/navigation.unauthorized()", status: 401 },
  { name: "next/navigation.forbidden()", status: 403 },
  { name: "@casl/ability.ForbiddenError.from().throwUnlessCan()", status: 403 },
]

/** The name of a project's own error class, or of a function that makes one, that means 401 or 403. */
export const refusalName = new RegExp(
  "un[-_]?authori[sz]ed|un[-_]?authenticated|not[-_]?(?:authenticated|authori[sz]ed|signed[-_]?in|logged[-_]?in)"
  + "|forbidden|access[-_]?denied|permission[-_]?denied|(?:missing|insufficient)[-_]?permissions?"
  + "|authentication[-_]?(?:error|exception|failed)"
  + "|authori[sz]ation[-_]?(?:error|exception|failed)|^auth[-_]?(?:error|exception)$"
  + "|invalid[-_]?(?:api[-_]?key|token|credentials)|token[-_]?expired|login[-_]?required",
  "i",
)

/** The whole message, or the code, of an error that says that the caller is not known, or not allowed. */
export const refusalText = /^(?:(?:user|you|caller)?\W*(?:is|are|must be)?\W*(?:un(?:authori[sz]ed|authenticated)|not[ _-](?:authori[sz]ed|authenticated|logged[ _-]in|signed[ _-]in)|forbidden|access[ _-]denied|authentication[ _-]required)(?:[ _-](?:access|user|request))?)\W*$/i

/**
 * The name of a function that sounds as if it lets nobody through without credentials. It proves nothing: where such a
 * function cannot be followed, the answer is unknown.
 */
export const protectiveName = new RegExp(
  "^(?:(?:require|ensure|check|verify|validate|assert|with|is|must|restrict|has|can|need|only|allow)"
  + "(?:s|d|to|be|have|any)?[-_]?)?(?:auth(?:$|[^o]|ori[sz])|logged[-_]?in|log[-_]?in[-_]?required|signed[-_]?in"
  + "|session|token(?!i[sz])|jwt|bearer|api[-_]?key|permissions?|roles?|scopes?|admin|owner"
  + "|access(?!or|[-_]?log)|acl$|guard|protect)|(?:guard|protected)$"
  + "|^(?:require|ensure|verify|check|assert)[-_]?user|^(?:require|ensure)(?!json|body|query|param|https?|ssl|env|index|dir|file|exist|valid)[a-z]+$"
  + "|(?:auth|authentication|authorization)[-_]?(?:middleware|guard|hook|handler|check)$",
  "i",
)

/** The name of a function that reads an identity and lets everybody through; it goes before `protectiveName`. */
export const nonProtectiveName = new RegExp(
  "optional|maybe|^soft|silent|lenient|passthrough|anonymous|guest|public(?![-_]?key)"
  + "|^(?:attach|load|(?:de)?seriali[sz]e|populate|set|get|fetch|find|current|inject|parse|extract|add|decode)[-_]?"
  + "(?:current[-_]?)?(?:user|session|auth|token|account|identity)"
  + "|^(?:un|de)authenticated?$|^initiali[sz]e|rate[-_]?limit|throttle|csrf|csp|cors|^session$"
  + "|session[-_]?(?:store|parser|config)|access[-_]?log|access[-_]?control[-_]?allow",
  "i",
)

/** The name of a package's function that gives back the handler that it is given, watched or with its failures caught. */
export const passingName = /sentry|axiom|datadog|new-?relic|telemetry|otel|trac|span|log|metric|monitor|instrument|error|catch|try|async|promise|cors|cache|compress|timeout|nextjs?-?connect/i

/** What a session or a cookie jar keeps beside the identity: where to go next, messages, a cart, what proves that a request is not forged. */
export const sessionData = /^request\.cookies\.(?:set|delete|clear)\b|^(?:request|context)(?:\.\w+)?\.(?:cookies|signedCookies|unsignedCookies)\.[\w-]*(?:csrf|xsrf|locale|lang(?:uage)?$|theme|consent|time-?zone)|^(?:request|context)\.session\.(?:flash|captcha|messages?|errors?|success|returnTo|redirect\w*|cart|basket|views?|cookie|csrf\w*|locale|lang\w*|theme|destroy|save|regenerate|reload|touch|oauth\w*|state)\b/i

/** The address of a page on which people sign in, in the text of a redirect. */
export const signInAddress = /\b(?:log-?in|sign-?in|auth(?:enticate)?|unauthorized|forbidden)\b/i

/** Members of an answer that says that something failed, whatever its status: a flag that is false, a text. */
export const failureBody = { flag: /^(?:is_?)?(?:ok|success|succeeded|successful|authori[sz]ed|authenticated)$/i, text: /^(?:error|err|err(?:or)?_?(?:msg|message|text|code))$/i }

/** Names of methods that check what they are given and throw where it is no good. */
export const checkingName = /^(?:verify|validate|check|authenticate|introspect|decrypt|unseal|decode)(?:[A-Z_]|$)/
