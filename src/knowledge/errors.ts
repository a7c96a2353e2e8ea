/**
 * Errors that carry a status: what makes one, and which status a client gets where nothing catches it.
 *
 * Source: the code of http-errors 2.0.1, @hapi/boom 10.0.1, @nestjs/common 11.2.10, @fastify/error 4.3.0 and @trpc/server
 * 11.25.2, read 2026-11-25; @fastify/sensible makes its errors with http-errors
 * (https://github.com/fastify/fastify-sensible#fastifyhttperrors); Hono's and Elysia's by their documentation
 * (https://hono.dev/docs/api/exception , https://elysiajs.com/patterns/error-handling).
 *
 * @module
 */
import type { Table } from "./table.ts"

/** Where an error's status is. Exactly one member is there, `otherwise` beside it. */
export interface ErrorNote {
  readonly status?: number
  /** The argument that is the status. */
  readonly argument?: number
  /** The argument of the call that made the class: `createError("CODE", "text", 404)`. */
  readonly made?: number
  /** An option of an argument: `1.statusCode`. A text is a code: see {@link statusOfCode}. */
  readonly option?: string
  /** What it is where that argument or option is absent. */
  readonly otherwise?: number
}

/** Status -> the name in http-errors. */
const named: Readonly<Record<string, number>> = {
  BadRequest: 400, Unauthorized: 401, PaymentRequired: 402, Forbidden: 403, NotFound: 404, MethodNotAllowed: 405, NotAcceptable: 406,
  ProxyAuthenticationRequired: 407, RequestTimeout: 408, Conflict: 409, Gone: 410, LengthRequired: 411, PreconditionFailed: 412,
  PayloadTooLarge: 413, URITooLong: 414, UnsupportedMediaType: 415, RangeNotSatisfiable: 416, ExpectationFailed: 417, ImATeapot: 418,
  MisdirectedRequest: 421, UnprocessableEntity: 422, Locked: 423, FailedDependency: 424, TooEarly: 425, UpgradeRequired: 426,
  PreconditionRequired: 428, TooManyRequests: 429, RequestHeaderFieldsTooLarge: 431, UnavailableForLegalReasons: 451,
  InternalServerError: 500, NotImplemented: 501, BadGateway: 502, ServiceUnavailable: 503, GatewayTimeout: 504,
  HTTPVersionNotSupported: 505, InsufficientStorage: 507,
}

/** The names of @fastify/sensible that are not those of http-errors with a small first letter. */
const sensible: Readonly<Record<string, string>> = { URITooLong: "uriTooLong", ImATeapot: "imateapot", HTTPVersionNotSupported: "httpVersionNotSupported" }

const boom: Readonly<Record<string, number>> = {
  badRequest: 400, unauthorized: 401, paymentRequired: 402, forbidden: 403, notFound: 404, methodNotAllowed: 405, notAcceptable: 406,
  proxyAuthRequired: 407, clientTimeout: 408, conflict: 409, resourceGone: 410, lengthRequired: 411, preconditionFailed: 412,
  entityTooLarge: 413, uriTooLong: 414, unsupportedMediaType: 415, rangeNotSatisfiable: 416, expectationFailed: 417, teapot: 418,
  badData: 422, locked: 423, failedDependency: 424, tooEarly: 425, preconditionRequired: 428, tooManyRequests: 429, illegal: 451,
  internal: 500, badImplementation: 500, notImplemented: 501, badGateway: 502, serverUnavailable: 503, gatewayTimeout: 504,
}

const nest: Readonly<Record<string, number>> = {
  BadRequest: 400, Unauthorized: 401, Forbidden: 403, NotFound: 404, MethodNotAllowed: 405, NotAcceptable: 406, RequestTimeout: 408,
  Conflict: 409, Gone: 410, PreconditionFailed: 412, PayloadTooLarge: 413, UnsupportedMediaType: 415, ImATeapot: 418, Misdirected: 421,
  UnprocessableEntity: 422, InternalServerError: 500, NotImplemented: 501, BadGateway: 502, ServiceUnavailable: 503,
  GatewayTimeout: 504, HttpVersionNotSupported: 505,
}

const lower = (name: string): string => name.slice(0, 1).toLowerCase() + name.slice(1)

/** What makes an error with a status, by the canonical name of what it gives. */
export const errors: Table<ErrorNote> = [
  ...Object.entries(named).flatMap(([name, status]) => [
    { name: `http-errors.${name}()`, status },
    { name: `**.httpErrors.${sensible[name] ?? lower(name)}()`, status },
  ]),
  { name: "{http-errors,http-errors.createError,http-errors.HttpError}()", argument: 0, otherwise: 500 },
  { name: "**.httpErrors.{createError,getHttpError}()", argument: 0 },
  ...Object.entries(boom).map(([name, status]) => ({ name: `@hapi/boom.${name}()`, status })),
  { name: "{@hapi/boom,@hapi/boom.Boom}()", option: "1.statusCode", otherwise: 500 },
  { name: "@hapi/boom.boomify()", option: "1.statusCode" },
  ...Object.entries(nest).map(([name, status]) => ({ name: `@nestjs/common.${name}Exception()`, status })),
  { name: "@nestjs/common.HttpException()", argument: 1 },
  { name: "hono/http-exception.HTTPException()", argument: 0, otherwise: 500 },
  { name: "@trpc/server.TRPCError()", option: "0.code" },
  { name: "elysia.NotFoundError()", status: 404 },
  { name: "elysia.InternalServerError()", status: 500 },
  { name: "{@fastify/error()(),@fastify/error.createError()()}", made: 2, otherwise: 500 },
]

/** Calls that make an error with a status of its own, of any: https://hapi.dev/module/boom/api , https://github.com/jshttp/http-errors */
export const statusErrors: Table<object> = [{ name: "{@hapi/boom,boom,http-errors}" }, { name: "{@hapi/boom,boom,http-errors}.**" }, { name: "{@hapi/boom(),boom(),http-errors()}" }]

/** tRPC's codes by the status that its adapters answer with. */
const codes: Readonly<Record<string, number>> = {
  PARSE_ERROR: 400, BAD_REQUEST: 400, UNAUTHORIZED: 401, PAYMENT_REQUIRED: 402, FORBIDDEN: 403, NOT_FOUND: 404,
  METHOD_NOT_SUPPORTED: 405, TIMEOUT: 408, CONFLICT: 409, PRECONDITION_FAILED: 412, PAYLOAD_TOO_LARGE: 413, UNSUPPORTED_MEDIA_TYPE: 415,
  UNPROCESSABLE_CONTENT: 422, PRECONDITION_REQUIRED: 428, TOO_MANY_REQUESTS: 429, CLIENT_CLOSED_REQUEST: 499,
  INTERNAL_SERVER_ERROR: 500, NOT_IMPLEMENTED: 501, BAD_GATEWAY: 502, SERVICE_UNAVAILABLE: 503, GATEWAY_TIMEOUT: 504,
}

/**
 * The status that a code of tRPC means.
 *
 * @returns undefined for a text that is none
 */
export const statusOfCode = (code: string): number | undefined => (Object.hasOwn(codes, code) ? codes[code] : undefined)

/** Members of an error in which frameworks and error handlers look for its status. */
export const statusMembers: readonly string[] = ["statusCode", "status", "httpStatus", "httpCode", "httpStatusCode"]

/**
 * Whether a class is one of errors by its name. ECMA-262 ends the names of its error types with `Error`, and packages and
 * projects follow it; Nest's end with `Exception`.
 */
export const isErrorClass = (name: string): boolean => /(?:Error|Exception)$/.test(name.replace(/\(\)$/, ""))

/** Whether a variable holds an error by its name, as in callbacks of Node: https://nodejs.org/api/errors.html#error-first-callbacks */
export const isErrorName = (name: string): boolean => /^(?:err|.*error)$/i.test(name)

/** Whether the first parameter of a function is meant for an error by its name: `(err, request, response)`. */
export const isErrorParameter = (name: string): boolean => /^_?(?:e|err|error|exception)$/i.test(name)
