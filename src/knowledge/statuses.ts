/**
 * Named status codes: `http-status-codes.StatusCodes.UNAUTHORIZED` is 401.
 *
 * Source: export lists of http-status 2.1.0, http-status-codes 2.3.0, `HttpStatus` of @nestjs/common 11.1.6 and the
 * `HTTP_STATUS_` constants of Node 20's `http2.constants`, compared by running them (2026-11-22); axios by its
 * documentation. Codes:
 * https://www.rfc-editor.org/rfc/rfc9110#section-15
 *
 * @module
 */
import type { Table } from "./table.ts"

/** Constant name -> code. A name means the same code in every package that has it. */
const codes: Readonly<Record<string, number>> = {
  CONTINUE: 100, SWITCHING_PROTOCOLS: 101, PROCESSING: 102, EARLY_HINTS: 103, EARLYHINTS: 103,
  OK: 200, CREATED: 201, ACCEPTED: 202, NON_AUTHORITATIVE_INFORMATION: 203, NO_CONTENT: 204, RESET_CONTENT: 205,
  PARTIAL_CONTENT: 206, MULTI_STATUS: 207, ALREADY_REPORTED: 208, CONTENT_DIFFERENT: 210, IM_USED: 226,
  MULTIPLE_CHOICES: 300, AMBIGUOUS: 300, MOVED_PERMANENTLY: 301, MOVED_TEMPORARILY: 302, FOUND: 302, SEE_OTHER: 303,
  NOT_MODIFIED: 304, USE_PROXY: 305, SWITCH_PROXY: 306, TEMPORARY_REDIRECT: 307, PERMANENT_REDIRECT: 308,
  BAD_REQUEST: 400, UNAUTHORIZED: 401, PAYMENT_REQUIRED: 402, FORBIDDEN: 403, NOT_FOUND: 404, METHOD_NOT_ALLOWED: 405,
  NOT_ACCEPTABLE: 406, PROXY_AUTHENTICATION_REQUIRED: 407, REQUEST_TIMEOUT: 408, CONFLICT: 409, GONE: 410,
  LENGTH_REQUIRED: 411, PRECONDITION_FAILED: 412, REQUEST_TOO_LONG: 413, REQUEST_ENTITY_TOO_LARGE: 413,
  PAYLOAD_TOO_LARGE: 413, REQUEST_URI_TOO_LONG: 414, URI_TOO_LONG: 414, UNSUPPORTED_MEDIA_TYPE: 415,
  REQUESTED_RANGE_NOT_SATISFIABLE: 416, RANGE_NOT_SATISFIABLE: 416, EXPECTATION_FAILED: 417, IM_A_TEAPOT: 418,
  I_AM_A_TEAPOT: 418, TEAPOT: 418, INSUFFICIENT_SPACE_ON_RESOURCE: 419, METHOD_FAILURE: 420,
  MISDIRECTED_REQUEST: 421, MISDIRECTED: 421, UNPROCESSABLE_ENTITY: 422, LOCKED: 423, FAILED_DEPENDENCY: 424,
  TOO_EARLY: 425, UPGRADE_REQUIRED: 426, PRECONDITION_REQUIRED: 428, TOO_MANY_REQUESTS: 429,
  REQUEST_HEADER_FIELDS_TOO_LARGE: 431, UNAVAILABLE_FOR_LEGAL_REASONS: 451, UNRECOVERABLE_ERROR: 456,
  INTERNAL_SERVER_ERROR: 500, NOT_IMPLEMENTED: 501, BAD_GATEWAY: 502, SERVICE_UNAVAILABLE: 503, GATEWAY_TIMEOUT: 504,
  HTTP_VERSION_NOT_SUPPORTED: 505, VARIANT_ALSO_NEGOTIATES: 506, INSUFFICIENT_STORAGE: 507, LOOP_DETECTED: 508,
  BANDWIDTH_LIMIT_EXCEEDED: 509, NOT_EXTENDED: 510, NETWORK_AUTHENTICATION_REQUIRED: 511,
}

/** Canonical name of a constant -> `status`, the number it stands for. */
export const statuses: Table<{ readonly status: number }> = Object.entries(codes).map(([constant, status]) => ({
  name: `{http-status.${constant},http-status-codes.${constant},@nestjs/common.HttpStatus.${constant},`
    + `http2.constants.HTTP_STATUS_${constant},axios.HttpStatusCode.${camelCase(constant)}}`,
  status,
}))

/** Axios writes its constants as `NotFound`. */
function camelCase(constant: string): string {
  return constant.toLowerCase().replace(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase())
}
