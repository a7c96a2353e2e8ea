/**
 * Middleware and request methods of packages that check parts of a request, and express-validator's chains, which check
 * and tell nobody. A middleware's name is of what stands in the chain: `celebrate.celebrate()`; a call's is of what is
 * called: `express-validator.validationResult`.
 *
 * Sources: types and code of the packages, versions in README.md;
 * https://express-validator.github.io/docs , https://github.com/arb/celebrate#readme ,
 * https://hono.dev/docs/guides/validation , https://h3.dev/utils/request
 *
 * @module
 */
import type { Table } from "./table.ts"

/** The parts of a request that a package speaks of.*/
export type CheckedPart = "body" | "query" | "params" | "headers" | "cookies"

/** What is known of a middleware that refuses invalid requests by itself. */
export interface RequestCheckNote {
  /**
   * The parts; `keys`: the keys of the object at `schema` name them, a schema each; `target`: the literal at argument 0
   * does, as `targets` translates it.
   */
  readonly parts: readonly CheckedPart[] | "keys" | "target"
  /** Index of the argument with the schema, or the object of schemas; `document`: an OpenAPI document. */
  readonly schema: number | "document"
  /** Parts without a schema are refused unless empty. */
  readonly isClosed?: true
}

/** A name of a part, as a key or literal, -> the part. */
export const targets: Readonly<Record<string, CheckedPart>> = {
  body: "body", json: "body", form: "body", payload: "body",
  query: "query", querystring: "query", params: "params", param: "params",
  headers: "headers", header: "headers", cookies: "cookies", cookie: "cookies", signedCookies: "cookies",
}

/** Computed keys: `[Segments.BODY]: schema`. */
export const segments: Table<{ readonly part: CheckedPart }> = [
  { name: "celebrate.Segments.BODY", part: "body" },
  { name: "celebrate.Segments.QUERY", part: "query" },
  { name: "celebrate.Segments.PARAMS", part: "params" },
  { name: "celebrate.Segments.HEADERS", part: "headers" },
  { name: "celebrate.Segments.{COOKIES,SIGNEDCOOKIES}", part: "cookies" },
]

const HONO = "{@hono/zod-validator.zValidator,@hono/valibot-validator.vValidator,@hono/typebox-validator.tbValidator,"
  + "@hono/arktype-validator.arktypeValidator,@hono/standard-validator.sValidator,@hono/ajv-validator.ajvValidator,"
  + "@hono/effect-validator.effectValidator,@hono/typia-validator.typiaValidator,"
  + "@hono/class-validator.classValidator,hono/validator.validator,hono-openapi.validator,hono-openapi/zod.validator}()"

/** Canonical name of a middleware -> what it checks. */
export const requestChecks: Table<RequestCheckNote> = [
  { name: "celebrate.celebrate()", parts: "keys", schema: 0 },
  { name: "zod-express-middleware.{validateRequest,processRequest}()", parts: "keys", schema: 0 },
  { name: "zod-express-middleware.{validateRequestBody,processRequestBody}()", parts: ["body"], schema: 0 },
  { name: "zod-express-middleware.{validateRequestQuery,processRequestQuery}()", parts: ["query"], schema: 0 },
  { name: "zod-express-middleware.{validateRequestParams,processRequestParams}()", parts: ["params"], schema: 0 },
  { name: "express-zod-safe()", parts: "keys", schema: 0, isClosed: true },
  { name: "express-joi-validation.createValidator().body()", parts: ["body"], schema: 0 },
  { name: "express-joi-validation.createValidator().fields()", parts: ["body"], schema: 0 },
  { name: "express-joi-validation.createValidator().query()", parts: ["query"], schema: 0 },
  { name: "express-joi-validation.createValidator().params()", parts: ["params"], schema: 0 },
  { name: "express-joi-validation.createValidator().headers()", parts: ["headers"], schema: 0 },
  { name: "express-json-validator-middleware.Validator().validate()", parts: "keys", schema: 0 },
  {
    name: "express-openapi-validator.middleware()", parts: ["body", "query", "params", "headers", "cookies"],
    schema: "document",
  },
  // hono/validator checks only if its callback, argument 1, does.
  { name: HONO, parts: "target", schema: 1 },
]

/** Canonical name of a called method -> the parts that what it returns has been checked in. */
export const requestReads: Table<{ readonly parts: readonly CheckedPart[]; readonly schema: number }> = [
  { name: "{request,context.request}.validateUsing", parts: ["body", "query"], schema: 0 },
  { name: "{h3.readValidatedBody,readValidatedBody}", parts: ["body"], schema: 1 },
  { name: "{h3.getValidatedQuery,getValidatedQuery}", parts: ["query"], schema: 1 },
  { name: "{h3.getValidatedRouterParams,getValidatedRouterParams}", parts: ["params"], schema: 1 },
]

const ALL: readonly CheckedPart[] = ["body", "cookies", "headers", "params", "query"]

/** What is known of a chain: it stands in the chain of handlers, records what is wrong, and lets the request pass. */
export interface ChainNote {
  readonly parts: readonly CheckedPart[]
  /** Index of the argument with the field's name, or the names of several. */
  readonly field?: number
  /** Index of the argument with an object of fields, `{ email: { isEmail: true } }`. */
  readonly fields?: number
  /** Index of the argument with chains that it is made of. */
  readonly chains?: number
  /** Index of the argument that names the parts. */
  readonly locations?: number
}

/** express-validator 7: the middleware of a chain, whatever validators follow. */
export const chains: Table<ChainNote> = [
  { name: "express-validator.body().**", parts: ["body"], field: 0 },
  { name: "express-validator.query().**", parts: ["query"], field: 0 },
  { name: "express-validator.param().**", parts: ["params"], field: 0 },
  { name: "express-validator.header().**", parts: ["headers"], field: 0 },
  { name: "express-validator.cookie().**", parts: ["cookies"], field: 0 },
  { name: "express-validator.check().**", parts: ALL, field: 0 },
  { name: "express-validator.checkSchema()", parts: ALL, fields: 0, locations: 1 },
  { name: "express-validator.{oneOf,checkExact}()", parts: ALL, chains: 0 },
  { name: "express-validator.buildCheckFunction()().**", parts: ALL, field: 0 },
]

/**
 * What makes the chains count. `result`: gives the errors, and one of its methods must be called; `throws`: throws when
 * there are any; `tests`: a method whose answer must be tested; `value`: only the fields that passed; `runs`: runs a
 * chain in place.
 */
export const chainResults: Table<{ readonly kind: "result" | "throws" | "tests" | "value" | "runs" }> = [
  { name: "express-validator.validationResult", kind: "result" },
  { name: "express-validator.validationResult().**.throw", kind: "throws" },
  { name: "express-validator.validationResult().**.{isEmpty,array,mapped}", kind: "tests" },
  { name: "express-validator.matchedData", kind: "value" },
  { name: "express-validator.**().run", kind: "runs" },
]
