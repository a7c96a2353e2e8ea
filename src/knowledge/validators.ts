/**
 * What validation libraries do: which calls check a value, where the value and the schema are, and what must be done
 * with what comes back. Names are of what is called: `zod.object().parse`.
 *
 * Sources: method names listed by running the packages, versions in README.md; https://zod.dev/basics ,
 * https://valibot.dev/api/ , https://joi.dev/api/ , https://github.com/jquense/yup#readme ,
 * https://ajv.js.org/api.html , https://github.com/sinclairzx81/typebox#readme , https://arktype.io/docs ,
 * https://github.com/typestack/class-validator#readme
 *
 * @module
 */
import type { Row, Table } from "./table.ts"

/** What is known of a call that checks a value. */
export interface CheckNote {
  /**
   * - `value`: throws or rejects; what it returns is checked, its argument is not changed.
   * - `asserts`: throws or rejects; its argument is checked afterwards.
   * - `guard`: returns whether its argument is valid, and must be tested.
   * - `result`: returns an object that says so; `failure` or `success` of it must be looked at.
   * - `errors`: returns what is wrong, and must be looked at.
   */
  readonly outcome: "value" | "asserts" | "guard" | "result" | "errors"
  /** Where the data is: an argument's index, or an option of it (`0.data`). */
  readonly data: number | string
  /**
   * Where the schema is: an argument's index or option; `receiver`: what the method is called on, or the call that made
   * the function; `type`: the type argument; `instance`: the class of the data.
   */
  readonly schema: number | string
  /** Of a `result`: the property or tuple index that is true when it is valid. */
  readonly success?: string
  /** Of a `result`: the property or tuple index that is there when it is not. */
  readonly failure?: string
  /** Of a `result`: the property or tuple index with the checked value. */
  readonly value?: string
  /** It handles the whole request besides: what it throws is not only what is wrong with the input. */
  readonly handles?: true
}

function methods(name: string, note: Omit<CheckNote, "data" | "schema">): Row<CheckNote> {
  return { name, data: 0, schema: "receiver", ...note }
}

function functions(name: string, note: Omit<CheckNote, "data" | "schema">): Row<CheckNote> {
  return { name, schema: 0, data: 1, ...note }
}

const SAFE = { outcome: "result", success: "success", failure: "error" } as const
const SAFE_VALIBOT = { outcome: "result", success: "success", failure: "issues", value: "output" } as const

const zod: Table<CheckNote> = [
  methods("zod.**().{parse,parseAsync,decode,decodeAsync,encode,encodeAsync}", { outcome: "value" }),
  methods("zod.**().shape.*.{parse,parseAsync}", { outcome: "value" }),
  methods("zod.**().{safeParse,safeParseAsync,spa,safeDecode,safeDecodeAsync}", { ...SAFE, value: "data" }),
  methods("zod.**().{validate,validateAsync}", { outcome: "guard" }),
  functions("zod.{parse,parseAsync,decode,decodeAsync}", { outcome: "value" }),
  functions("zod.{safeParse,safeParseAsync,safeDecode,safeDecodeAsync}", { ...SAFE, value: "data" }),
]

const valibot: Table<CheckNote> = [
  functions("valibot.{parse,parseAsync}", { outcome: "value" }),
  functions("valibot.{safeParse,safeParseAsync}", SAFE_VALIBOT),
  functions("valibot.is", { outcome: "guard" }),
  functions("valibot.assert", { outcome: "asserts" }),
  methods("valibot.{parser(),parserAsync()}", { outcome: "value" }),
  methods("valibot.{safeParser(),safeParserAsync()}", SAFE_VALIBOT),
]

const joi: Table<CheckNote> = [
  methods("joi.**().validate", { outcome: "result", failure: "error", value: "value" }),
  methods("joi.**().validateAsync", { outcome: "value" }),
  { name: "joi.assert", outcome: "asserts", data: 0, schema: 1 },
  { name: "joi.attempt", outcome: "value", data: 0, schema: 1 },
  // Before version 16.
  { name: "joi.validate", outcome: "result", data: 0, schema: 1, failure: "error", value: "value" },
]

const yup: Table<CheckNote> = [
  methods("yup.**().{validate,validateSync}", { outcome: "value" }),
  methods("yup.**().{isValid,isValidSync,isType}", { outcome: "guard" }),
  { name: "yup.**().{validateAt,validateSyncAt}", outcome: "value", data: 1, schema: "receiver" },
]

const jsonSchema: Table<CheckNote> = [
  methods("ajv().{compile(),compileAsync(),getSchema()}", { outcome: "guard" }),
  methods("ajv().compileParser()", { outcome: "value" }),
  functions("ajv().validate", { outcome: "guard" }),
  functions("typebox/value.Check", { outcome: "guard" }),
  functions("typebox/value.{Parse,Decode}", { outcome: "value" }),
  functions("typebox/value.Assert", { outcome: "asserts" }),
  functions("typebox/value.Errors", { outcome: "errors" }),
  methods("{typebox/compile,typebox/compile.Compile}().Check", { outcome: "guard" }),
  methods("{typebox/compile,typebox/compile.Compile}().{Parse,Decode}", { outcome: "value" }),
  methods("{typebox/compile,typebox/compile.Compile}().Errors", { outcome: "errors" }),
  {
    name: "jsonschema.{validate,Validator().validate}", outcome: "result", data: 0, schema: 1, success: "valid",
    failure: "errors",
  },
  // Returns true, or an array of what is wrong.
  methods("fastest-validator().compile()", { outcome: "guard" }),
  { name: "fastest-validator().validate", outcome: "guard", data: 0, schema: 1 },
]

const typed: Table<CheckNote> = [
  methods("{arktype.type,arktype.scope().type}()", { outcome: "result", failure: "instanceof" }),
  methods("arktype.**().assert", { outcome: "value" }),
  methods("arktype.**().allows", { outcome: "guard" }),
  { name: "superstruct.assert", outcome: "asserts", data: 0, schema: 1 },
  { name: "superstruct.{create,mask}", outcome: "value", data: 0, schema: 1 },
  { name: "superstruct.is", outcome: "guard", data: 0, schema: 1 },
  { name: "superstruct.validate", outcome: "result", data: 0, schema: 1, failure: "0", value: "1" },
  methods("superstruct.**().{create,mask}", { outcome: "value" }),
  methods("superstruct.**().assert", { outcome: "asserts" }),
  methods("superstruct.**().is", { outcome: "guard" }),
  methods("superstruct.**().validate", { outcome: "result", failure: "0", value: "1" }),
  methods("io-ts.**.decode", { outcome: "result", failure: "left", success: "right", value: "right" }),
  methods("io-ts.**.is", { outcome: "guard" }),
  methods("effect.Schema.{decodeUnknownSync,decodeUnknownPromise,decodeSync,decodePromise,validateSync}()", {
    outcome: "value",
  }),
  methods("effect.Schema.{decodeUnknownEffect,decodeEffect,decodeUnknown}()", { outcome: "value" }),
  methods("effect.Schema.{decodeUnknownEither,decodeUnknownExit,decodeUnknownOption,decodeUnknownResult}()", {
    outcome: "result", failure: "_tag", success: "_tag",
  }),
  methods("effect.Schema.is()", { outcome: "guard" }),
  methods("effect.Schema.asserts()", { outcome: "asserts" }),
  methods("runtypes.**.{check,parse}", { outcome: "value" }),
  methods("runtypes.**.guard", { outcome: "guard" }),
  methods("runtypes.**.assert", { outcome: "asserts" }),
  methods("runtypes.**.inspect", { outcome: "result", success: "success", value: "value" }),
  methods("@vinejs/vine.**.{compile,create}().validate", { outcome: "value" }),
  methods("@vinejs/vine.**.{compile,create}().tryValidate", { outcome: "result", failure: "0", value: "1" }),
  { name: "@vinejs/vine.validate", outcome: "value", data: "0.data", schema: "0.schema" },
  { name: "typia.{assert,assertEquals}", outcome: "value", data: 0, schema: "type" },
  { name: "typia.{assertGuard,assertGuardEquals}", outcome: "asserts", data: 0, schema: "type" },
  { name: "typia.{is,equals}", outcome: "guard", data: 0, schema: "type" },
  {
    name: "typia.{validate,validateEquals}", outcome: "result", data: 0, schema: "type", success: "success",
    failure: "errors", value: "data",
  },
  { name: "ow", outcome: "asserts", data: 0, schema: 1 },
  { name: "ow.isValid", outcome: "guard", data: 0, schema: 1 },
  // Any library of the standard: https://standardschema.dev
  methods("**.~standard.validate", { outcome: "result", failure: "issues", value: "value" }),
]

const classes: Table<CheckNote> = [
  { name: "class-validator.{validate,validateSync}", outcome: "errors", data: 0, schema: "instance" },
  { name: "class-validator.validateOrReject", outcome: "asserts", data: 0, schema: "instance" },
  functions("class-transformer-validator.{transformAndValidate,transformAndValidateSync}", { outcome: "value" }),
]

/**
 * What answers by itself what it is handed, and refuses what it cannot use: https://vercel.com/docs/vercel-blob/client-upload ,
 * https://simplewebauthn.dev/docs/packages/server , https://github.com/modelcontextprotocol/typescript-sdk ,
 * https://graphql.org/graphql-js/ , https://boxyhq.com/docs/jackson/overview
 */
const withArguments: Table<CheckNote> = [
  { name: "@vercel/blob/client.handleUpload", outcome: "asserts", data: "0.body", schema: "type" },
  { name: "@simplewebauthn/server.{verifyRegistrationResponse,verifyAuthenticationResponse}", outcome: "value", data: "0.response", schema: "type" },
  { name: "**.{StreamableHTTPServerTransport,StreamableHTTPTransport}().handleRequest", outcome: "asserts", data: 2, schema: "type", handles: true },
  { name: "**.SSEServerTransport().handlePostMessage", outcome: "asserts", data: 2, schema: "type", handles: true },
  { name: "graphql.graphql", outcome: "value", data: "0.source", schema: "0.schema" },
]

/** Canonical name of a called function -> how it checks. */
export const checks: Table<CheckNote> = [
  ...zod, ...valibot, ...joi, ...yup, ...jsonSchema, ...typed, ...classes, ...withArguments,
]

/** Calls that look like a check and are none: they convert, copy or describe. */
export const unchecked: Table<{ readonly data: number }> = [
  { name: "yup.**().cast", data: 0 },
  { name: "typebox/value.{Cast,Convert,Clean,Default,Repair,Encode}", data: 1 },
  { name: "class-transformer.{plainToInstance,plainToClass,plainToClassFromExist}", data: 1 },
  { name: "io-ts.**.encode", data: 0 },
  { name: "JSON.parse", data: 0 },
  { name: "Object.assign", data: 1 },
  { name: "{lodash.pick,lodash.omit,lodash/pick,lodash.pick()}", data: 0 },
]

/** What holds schemas, by its name, where nothing else is known of it: `schemas.order`, `orderSchema`, `bodyValidator`. */
export const schemaHolder = /(?:schema|validator)s?(?:$|[-/.(])/i

/** Methods of such a holder that check their first argument. */
export const checkingMethod = /^(?:validate|validateAsync|validateSync|parse|parseAsync|safeParse|safeParseAsync|assert|check|decode)$/

/** Functions that check their first argument by their own name, where nothing else is known of them. */
export const checkingFunction = /^(?:validator|validate[A-Z_]\w*|(?:assert|ensure|check)Valid\w*|\w+Validator)$/

/** What makes an instance of a class from plain data, for `class-validator` to check. */
export const conversions: Table<{ readonly schema: number; readonly data: number }> = [
  { name: "class-transformer.{plainToInstance,plainToClass}", schema: 0, data: 1 },
]

/** What makes a schema: a call of these is one, whatever methods follow. */
export const builders: Table<{ readonly library: string }> = [
  ...[
    "zod", "valibot", "joi", "yup", "typebox", "superstruct", "io-ts", "runtypes", "@vinejs/vine", "arktype", "vine",
  ].map((library) => ({ name: `${library}.**()`, library })),
  { name: "{io-ts,runtypes}.*", library: "io-ts" },
  { name: "effect.Schema.**", library: "effect" },
  { name: "fluent-json-schema.**()", library: "fluent-json-schema" },
  { name: "nestjs-zod.createZodDto()", library: "zod" },
]

/**
 * Schemas that let more through than they name. `any`: anything at all. `open`: keys beside those named;
 * `unless` is the argument that closes it again when it is given.
 */
export const weakSchemas: Table<{ readonly lets: "any" | "open"; readonly unless?: number }> = [
  { name: "zod.{any,unknown}()", lets: "any" },
  { name: "zod.custom()", lets: "any", unless: 0 },
  { name: "zod.**().{passthrough,loose}()", lets: "open" },
  { name: "zod.looseObject()", lets: "open" },
  { name: "valibot.{any,unknown}()", lets: "any" },
  { name: "valibot.looseObject()", lets: "open" },
  { name: "joi.any()", lets: "any" },
  { name: "joi.object()", lets: "open", unless: 0 },
  { name: "joi.**().unknown()", lets: "open" },
  { name: "yup.mixed()", lets: "any" },
  { name: "typebox.{Any,Unknown}()", lets: "any" },
  { name: "superstruct.{any,unknown}()", lets: "any" },
  { name: "superstruct.type()", lets: "open" },
  { name: "io-ts.{any,unknown,UnknownRecord,UnknownArray}", lets: "any" },
  { name: "effect.Schema.{Any,Unknown,Object}", lets: "any" },
  { name: "runtypes.Unknown", lets: "any" },
  { name: "@vinejs/vine.any()", lets: "any" },
]
