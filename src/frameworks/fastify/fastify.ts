import type { Method } from "../../model/evidence.ts"
import type { AbstractValue } from "../../model/values.ts"
import { readDocumented, statusesIn } from "../documented.ts"
import { type Declared, type Documented, type Framework, type Setup, type SetupCall, verbs } from "../framework.ts"
import { planAutoload } from "./autoload.ts"

/** In the order a request meets them: https://fastify.dev/docs/latest/Reference/Lifecycle/ */
const HOOKS = ["onRequest", "preParsing", "preValidation", "preHandler"] as const

const hooksOf = (call: SetupCall, options: AbstractValue): readonly AbstractValue[] =>
  HOOKS.flatMap((hook) => {
    const value = call.entry(options, hook)
    return value.kind === "unknown" ? [] : call.items([value])
  })

/** https://fastify.dev/docs/latest/Reference/Validation-and-Serialization/ */
function declaredBy(call: SetupCall, options: AbstractValue): Declared {
  const schema = call.entry(options, "schema")
  const part = (name: string): AbstractValue | undefined => {
    const value = call.entry(schema, name)
    return value.kind === "unknown" ? undefined : value
  }
  const [body, query, params, response] = [part("body"), part("querystring") ?? part("query"), part("params"), part("response")]
  return {
    options,
    documented: documentedBy(call, options, schema),
    inputs: { ...(body && { body }), ...(query && { query }), ...(params && { params }) },
    // With attachValidation the handler runs whatever the validation said.
    ...(call.entry(options, "attachValidation").kind !== "unknown" && { resultTest: "request.validationError" }),
    ...(response && { response }),
  }
}

/** @fastify/swagger writes down the parameters of the path by itself: https://github.com/fastify/fastify-swagger#route-options */
function documentedBy(call: SetupCall, options: AbstractValue, schema: AbstractValue): Documented {
  const hasSchema = call.entries(options).some(({ name }) => name === "schema")
  // https://github.com/fastify/fastify-websocket: a way in that no document of HTTP describes.
  const isSocket = isLiteral(call.entry(options, "websocket"), true)
  if (!hasSchema) return { by: "schema", ...(isSocket && { isHidden: true }), ...(options.kind !== "function" && !call.isWhole(options) && { isOpen: true }) }
  const documented = readDocumented(call, schema, "schema")
  return { ...documented, ...(isSocket && { isHidden: true }), ...statusesIn(call, call.entry(schema, "response")), finds: ["params"] }
}

function methodsOf(call: SetupCall, value: AbstractValue): readonly Method[] {
  const methods = call.items([value]).map((one) => call.text(one)?.toUpperCase() as Method | undefined)
  return methods.every((method) => method !== undefined && !method.includes("{")) && methods.length > 0
    ? (methods as readonly Method[])
    : ["*"]
}

/** `get(path, handler)`, `get(path, options, handler)`, `get(path, { handler })`. */
function shorthand(method: Method, call: SetupCall): Setup | undefined {
  const paths = call.paths(call.argument(0))
  if (paths.length === 0 || call.arguments.length < 2) return undefined
  const options = call.argument(1)
  const handler = call.arguments.length > 2 ? call.argument(2) : call.isObject(options) ? call.entry(options, "handler") : options
  return { does: "route", methods: [method], paths, handlers: [...hooksOf(call, options), handler], declared: declaredBy(call, options) }
}

function register(call: SetupCall): Setup {
  const plugin = call.argument(0)
  const name = call.name(plugin)
  const prefix = call.text(call.argument(1, "prefix")) ?? ""
  if (name !== "@fastify/autoload" && name !== "fastify-autoload" && name !== "@fastify/autoload.fastifyAutoload") {
    return { does: "mount", path: prefix, plugin, isShared: false }
  }
  const option = (key: string): AbstractValue => call.argument(1, key)
  return {
    does: "autoload",
    folder: call.text(option("dir")) ?? "",
    path: call.text(call.argument(1, "options", "prefix")) ?? "",
    plan: planAutoload({
      usesFolderNames: !isLiteral(option("dirNameRoutePrefix"), false),
      usesFolderParameters: isLiteral(option("routeParams"), true),
      hasHooks: isLiteral(option("autoHooks"), true),
      cascades: isLiteral(option("cascadeHooks"), true),
      replaces: isLiteral(option("overwriteHooks"), true),
      ignored: patternOf(option("ignorePattern")),
      maximumDepth: depthOf(option("maxDepth")),
    }),
  }
}

const isLiteral = (value: AbstractValue, wanted: boolean): boolean => value.kind === "literal" && value.value === wanted

const patternOf = (value: AbstractValue): RegExp | undefined => (value.kind === "pattern" ? new RegExp(value.source, value.flags) : undefined)

const depthOf = (value: AbstractValue): number => (value.kind === "literal" && typeof value.value === "number" ? value.value : Infinity)

const provide = (on: "router" | "request" | "response") => (call: SetupCall): Setup | undefined => {
  const name = call.text(call.argument(0))
  return name === undefined ? undefined : { does: "decorate", on, name, value: call.argument(1) }
}

/** The replies of @fastify/sensible, by their status: https://github.com/fastify/fastify-sensible#reply */
const SENSIBLE = {
  badRequest: 400, unauthorized: 401, paymentRequired: 402, forbidden: 403, notFound: 404, methodNotAllowed: 405,
  notAcceptable: 406, requestTimeout: 408, conflict: 409, gone: 410, preconditionFailed: 412, payloadTooLarge: 413,
  uriTooLong: 414, unsupportedMediaType: 415, imateapot: 418, unprocessableEntity: 422, locked: 423, tooManyRequests: 429,
  internalServerError: 500, notImplemented: 501, badGateway: 502, serviceUnavailable: 503, gatewayTimeout: 504,
}

const sensible = Object.fromEntries(Object.entries(SENSIBLE).map(([name, is]) => [`response.${name}`, { status: { is } }]))

/** Fastify 4 and 5: https://fastify.dev/docs/latest/Reference/ */
export const fastify: Framework = {
  name: "fastify",
  packages: ["fastify"],
  scope: "order-free tree",
  routers: { "fastify()": "app", "fastify.fastify()": "app", "fastify.Fastify()": "app" },
  routerTypes: ["fastify.FastifyInstance"],
  pluginTypes: [
    "fastify.FastifyPluginAsync", "fastify.FastifyPluginCallback", "fastify.FastifyPlugin",
    "@fastify/type-provider-typebox.FastifyPluginAsyncTypebox", "@fastify/type-provider-typebox.FastifyPluginCallbackTypebox",
    "fastify-type-provider-zod.FastifyPluginAsyncZod", "fastify-type-provider-zod.FastifyPluginCallbackZod",
    "@fastify/type-provider-json-schema-to-ts.FastifyPluginAsyncJsonSchemaToTs",
    "@fastify/type-provider-json-schema-to-ts.FastifyPluginCallbackJsonSchemaToTs",
  ],
  // https://github.com/fastify/fastify-cli#start
  startedWith: ["@fastify/autoload", "fastify-autoload"],
  // https://fastify.dev/docs/latest/Reference/Encapsulation/
  encapsulates: true,
  sharing: ["fastify-plugin()", "fastify-plugin.fastifyPlugin()", "fastify-plugin.fp()"],
  setups: {
    ...verbs(shorthand),
    all: (call) => shorthand("*", call),
    route: (call) => {
      const paths = [...call.paths(call.argument(0, "url")), ...call.paths(call.argument(0, "path"))]
      if (paths.length === 0) return undefined
      const handlers = [...hooksOf(call, call.argument(0)), call.argument(0, "handler")]
      return { does: "route", methods: methodsOf(call, call.argument(0, "method")), paths, handlers, declared: declaredBy(call, call.argument(0)) }
    },
    addHook: (call) =>
      HOOKS.some((hook) => hook === call.text(call.argument(0)))
        ? { does: "use", paths: [""], handlers: call.items([call.argument(1)]) }
        : undefined,
    use: (call) => {
      const paths = call.paths(call.argument(0))
      return { does: "use", paths: paths.length === 0 ? [""] : paths, handlers: call.items(paths.length === 0 ? call.arguments : call.arguments.slice(1)) }
    },
    register,
    decorate: provide("router"),
    decorateRequest: provide("request"),
    decorateReply: provide("response"),
    setErrorHandler: (call) => ({ does: "errorHandler", handlers: [call.argument(0)] }),
    setNotFoundHandler: () => undefined,
  },
  chaining: ["withTypeProvider", "after", "ready", "addSchema", "setValidatorCompiler", "setSerializerCompiler", "addContentTypeParser"],
  parameters: () => ["request", "response", "next"],
  errorHandlerParameters: ["error", "request", "response"],
  aliases: {},
  inputs: {
    "request.body": "body", "request.file()": "body", "request.files()": "body", "request.parts()": "body",
    "request.query": "query", "request.params": "params",
  },
  replies: {
    "response.code": { status: { argument: 0 }, isPartial: true },
    "response.status": { status: { argument: 0 }, isPartial: true },
    "response.statusCode=": { status: { argument: 0 }, isPartial: true },
    "response.send": { body: 0 },
    "response.redirect": { isBodiless: true },
    "response.sendFile": { isBodiless: true },
    "response.download": { isBodiless: true },
    "response.view": { body: 1, isBodiless: true },
    "response.hijack": { isBodiless: true },
    ...sensible,
  },
  continues: "done",
  endsWhenSent: true,
  answersReturns: true,
  sendsErrors: true,
  answersInvalid: 400,
  declaresResponses: true,
  publicMarks: [
    { path: ["config", "public"], value: true },
    { path: ["config", "isPublic"], value: true },
    { path: ["config", "auth"], value: false },
    { path: ["config", "skipAuth"], value: true },
  ],
}
