import type { Method } from "../model/evidence.ts"
import type { AbstractValue } from "../model/values.ts"
import { readDocumented } from "./documented.ts"
import { type Declared, type Framework, type Inspector, returned, type Setup, type SetupCall, verbs } from "./framework.ts"

/** `:id{[0-9]+}` of Hono and `{id}` of OpenAPI as `:id`. */
const toPath = (path: string): string => path.replaceAll(/(:\w+)\{[^}]*\}/g, "$1(.)").replaceAll(/\{(\w+)\}/g, ":$1")

/** https://github.com/w3cj/stoker#stokeropenapihelpers: the schema is the first argument. */
const CONTENT = /^stoker\/openapi\/helpers\.json[A-Z]\w*\(\)$/

/** The first schema of `{ content: { "application/json": { schema } } }`. */
function schemaIn(inspector: Inspector, declared: AbstractValue): AbstractValue | undefined {
  if (CONTENT.test(inspector.name(declared) ?? "")) return inspector.given(declared)[0]
  const found = inspector.entries(inspector.entry(declared, "content")).map(({ value }) => inspector.entry(value, "schema"))
  return found.find((schema) => !inspector.isUnknown(schema))
}

/** The schema of the first good answer that has one. */
function responseIn(inspector: Inspector, responses: AbstractValue): AbstractValue | undefined {
  const good = inspector.entries(responses).filter(({ name }) => /^(?:2|default)/.test(name))
  return good.map(({ value }) => schemaIn(inspector, value)).find((schema) => schema !== undefined)
}

/** `describeRoute({ responses })` among the handlers: https://hono.dev/examples/hono-openapi */
function described(call: SetupCall, handlers: readonly AbstractValue[]): Declared | undefined {
  const [options] = handlers.filter((one) => call.name(one) === "hono-openapi.describeRoute()").map((one) => call.given(one)[0])
  if (options === undefined) return undefined
  const response = responseIn(call, call.entry(options, "responses"))
  // Its own validator() writes down what it checks: https://github.com/rhinobase/hono-openapi#readme
  const documented = { ...readDocumented(call, options, "describeRoute()"), isWritten: true, finds: ["params", "query", "body"] } as const
  return { documented, ...(response && { response }) }
}

function route(methods: readonly Method[], paths: readonly string[], handlers: readonly AbstractValue[], call: SetupCall): Setup {
  const declared = described(call, handlers)
  return { does: "route", methods, paths: paths.map(toPath), handlers: call.items(handlers), ...(declared && { declared }) }
}

/** `app.get("/path", ...handlers)`; without a path, the last one that the application was given. */
function answer(method: Method, call: SetupCall): Setup | undefined {
  const paths = call.paths(call.argument(0))
  const handlers = paths.length === 0 ? call.arguments : call.arguments.slice(1)
  return handlers.length === 0 ? undefined : route([method], paths, handlers, call)
}

const toMethod = (text: string | undefined): readonly Method[] => (text === undefined ? [] : [text.toUpperCase() as Method])

/** `createRoute({ method, path, request, responses, middleware })`: https://hono.dev/examples/zod-openapi */
function defined(call: SetupCall, definition: AbstractValue, handler: AbstractValue): Setup | undefined {
  const options = call.isObject(definition) ? definition : call.given(definition)[0]
  if (options === undefined) return undefined
  const part = (name: string, to: string): Record<string, AbstractValue> => {
    const found = call.entry(call.entry(options, "request"), name)
    const schema = name === "body" ? schemaIn(call, found) : found
    return schema === undefined || call.isUnknown(schema) ? {} : { [to]: schema }
  }
  const response = responseIn(call, call.entry(options, "responses"))
  const middleware = call.entry(options, "middleware")
  const methods = toMethod(call.text(call.entry(options, "method")))
  return {
    does: "route", methods, paths: call.paths(call.entry(options, "path")).map(toPath),
    handlers: [...(call.isUnknown(middleware) ? [] : call.items([middleware])), handler],
    declared: {
      options, documented: { ...readDocumented(call, options, "createRoute()"), isWritten: true },
      inputs: { ...part("body", "body"), ...part("query", "query"), ...part("params", "params") }, ...(response && { response }),
    },
  }
}

/** Middleware at `/admin/*` covers what is below; at `/admin` just that. */
function use(call: SetupCall): Setup {
  const given = call.paths(call.argument(0))
  const handlers = given.length === 0 ? call.arguments : call.arguments.slice(1)
  const isExact = given.length > 0 && given.every((path) => !path.endsWith("*"))
  return { does: "use", paths: given.length === 0 ? [""] : given.map((path) => toPath(path).replace(/\/?\*$/, "")), handlers: call.items(handlers), isExact }
}

/** Hono 4: https://hono.dev/docs/api/hono */
export const hono: Framework = {
  name: "hono",
  packages: ["hono", "@hono/zod-openapi"],
  scope: "ordered copy",
  routers: {
    "hono.Hono()": "app", "hono/tiny.Hono()": "app", "hono/quick.Hono()": "app", "@hono/zod-openapi.OpenAPIHono()": "app",
    "hono/factory.createFactory().createApp()": "app", "hono/factory.Factory().createApp()": "app",
  },
  mountsApplications: true,
  routerTypes: ["hono.Hono", "@hono/zod-openapi.OpenAPIHono"],
  pluginTypes: [],
  transparent: {
    "hono/factory.createMiddleware()": "first", "hono/factory.createFactory().createMiddleware()": "first",
    "hono/factory.createFactory().createHandlers()": "list", "hono/factory.Factory().createHandlers()": "list",
    "@hono/zod-openapi.defineOpenAPIRoute()": "first", "@hono/zod-openapi.$()": "first",
  },
  setups: {
    ...verbs(answer),
    all: (call) => answer("*", call),
    on: (call) => route(
      call.items([call.argument(0)]).flatMap((one) => toMethod(call.text(one))), call.paths(call.argument(1)), call.arguments.slice(2), call,
    ),
    use,
    route: (call) => ({ does: "use", paths: call.paths(call.argument(0)).map(toPath), handlers: [call.argument(1)] }),
    basePath: (call) => ({ does: "prefixReturned", paths: call.paths(call.argument(0)).map(toPath) }),
    openapi: (call) => defined(call, call.argument(0), call.argument(1)),
    openapiRoutes: (call) => call.items([call.argument(0)]).flatMap((one) => defined(call, call.entry(one, "route"), call.entry(one, "handler")) ?? []),
    mount: () => ({ does: "unresolved", reason: "an application of another framework, mounted as a fetch handler" }),
    onError: (call) => ({ does: "errorHandler", handlers: [call.argument(0)] }),
  },
  chaining: ["notFound", "doc", "doc31"],
  parameters: () => ["context", "next"],
  errorHandlerParameters: ["error", "context"],
  aliases: {
    "context.req": "request",
    // https://hono.dev/docs/api/request#path : the whole pathname, wherever the handler is mounted.
    "request.path": "request.originalUrl",
    "request.json()": "request.body", "request.parseBody()": "request.body", "request.formData()": "request.body",
    "request.text()": "request.body", "request.arrayBuffer()": "request.body", "request.blob()": "request.body",
    "request.query()": "request.query", "request.queries()": "request.query", "request.param()": "request.params",
    "request.header()": "request.headers", "request.raw.headers": "request.headers", "request.headers.get()": "request.headers",
    "request.valid(*)": "", 'request.valid("json")': "request.body", 'request.valid("form")': "request.body",
    'request.valid("query")': "request.query", 'request.valid("param")': "request.params",
    'request.valid("header")': "request.headers", 'request.valid("cookie")': "request.cookies",
    "context.get()": "context.var",
    // https://hono.dev/docs/helpers/cookie
    "hono/cookie.getCookie()": "request.cookies", "hono/cookie.getSignedCookie()": "request.signedCookies",
  },
  contextSetters: { "context.set()": "context.var" },
  inputs: { "request.body": "body", "request.query": "query", "request.params": "params" },
  replies: returned({
    "context.json": { body: 0, status: { argument: 1 } },
    "context.text": { body: 0, status: { argument: 1 } },
    "context.html": { body: 0, status: { argument: 1 }, isBodiless: true },
    "context.render": { isBodiless: true },
    "context.body": { body: 0, status: { argument: 1 } },
    "context.newResponse": { body: 0, status: { argument: 1 } },
    "context.redirect": { isBodiless: true },
    "context.notFound": { status: { is: 404 } },
    "context.status": { status: { argument: 0 }, isPartial: true },
    "Response": { body: 0, status: { argument: 1, option: "status" } },
    "Response.json": { body: 0, status: { argument: 1, option: "status" } },
    "hono/streaming.stream": { isBodiless: true },
    "hono/streaming.streamText": { isBodiless: true },
    "hono/streaming.streamSSE": { isBodiless: true },
  }),
  continues: "next",
  answersReturns: false,
  answersInvalid: 400,
  declaresResponses: ["@hono/zod-openapi", "hono-openapi"],
  inputsAreParsed: true,
  publicMarks: [],
}
