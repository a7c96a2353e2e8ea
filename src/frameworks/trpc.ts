import type { Location, Method } from "../model/evidence.ts"
import type { AbstractValue } from "../model/values.ts"
import { readDocumented, statusesIn } from "./documented.ts"
import type { Declared, Documented, Framework, Inspector, Link, Setup, SetupCall } from "./framework.ts"

const METHODS: Readonly<Record<string, Method>> = { query: "GET", mutation: "POST", subscription: "GET" }

/** Standard Schema or none, what says that nothing is answered: `z.void()`. */
const NOTHING = /(?:^|\.)(?:void|undefined|null|never)\(\)$/

/** The links of a builder, those of builders that it was concatenated with in their place. */
function linksOf(inspector: Inspector, value: AbstractValue): { readonly root: AbstractValue; readonly links: readonly Link[] } {
  const { root, links } = inspector.chain(value)
  return {
    root,
    links: links.flatMap((link) => {
      const [other] = link.arguments
      return /^(?:unstable_)?concat$/.test(link.method) && other !== undefined ? linksOf(inspector, other).links : [link]
    }),
  }
}

/** A middleware, or those it was piped of: `isSignedIn.unstable_pipe(isAdministrator)`. */
function pipedIn(inspector: Inspector, middleware: AbstractValue): readonly AbstractValue[] {
  const { root, links } = inspector.chain(middleware)
  const isPiped = links.length > 0 && links.every(({ method }) => /^(?:unstable_)?pipe$/.test(method))
  return isPiped ? [root, ...links.flatMap((link) => link.arguments)] : [middleware]
}

/** Where trpc-to-openapi serves a procedure: https://github.com/mcampa/trpc-to-openapi#readme */
function servedAs(inspector: Inspector, meta: AbstractValue | undefined): { readonly method: Method; readonly path: string } | undefined {
  const openapi = meta === undefined ? undefined : inspector.entry(meta, "openapi")
  if (openapi === undefined) return undefined
  const [method, path] = ["method", "path"].map((name) => inspector.text(inspector.entry(openapi, name)))
  const enabled = inspector.entry(openapi, "enabled")
  if (method === undefined || path === undefined || (enabled.kind === "literal" && enabled.value === false)) return undefined
  return { method: method.toUpperCase() as Method, path: path.replaceAll(/\{(\w+)\}/g, ":$1") }
}

/**
 * What trpc-to-openapi writes of a procedure; errors that are not named are written by rules of its own. A procedure has no other
 * documents. https://github.com/mcampa/trpc-to-openapi#readme
 */
function documentedBy(inspector: Inspector, meta: AbstractValue | undefined): Documented {
  const openapi = meta === undefined ? undefined : inspector.entry(meta, "openapi")
  if (openapi === undefined) return { by: "meta.openapi", isHidden: true }
  const errors = statusesIn(inspector, inspector.entry(openapi, "errorResponses"))
  return {
    ...readDocumented(inspector, openapi, "meta.openapi"), isWritten: true, finds: ["operationId", "params", "query", "body", "responses"],
    responses: ["200", ...errors.responses ?? []], hasMoreResponses: errors.responses === undefined || errors.hasMoreResponses === true,
  }
}

/** What a builder of a procedure says: in order what runs, what comes in, what is answered. */
function procedure(inspector: Inspector, key: string, value: AbstractValue, at: Location): readonly Setup[] {
  const { root, links } = linksOf(inspector, value)
  const last = links.at(-1)
  const method = last === undefined ? undefined : METHODS[last.method]
  if (last === undefined || method === undefined) return []
  const given = (name: string): readonly AbstractValue[] => links.filter((link) => link.method === name).flatMap((link) => link.arguments.slice(0, 1))
  const inputs = given("input")
  const output = given("output").at(-1)
  const options = given("meta").at(-1)
  // A procedure of another package may do anything, unless its name says that everybody may call it.
  const from = inspector.name(root)
  const isKnown = from?.startsWith("@trpc/server") === true || /\.(?:public|open|base)Procedure$/.test(from ?? "")
  const declared = (to: Method, documented: Documented): Declared => ({
    documented,
    carrier: to === "GET" || to === "DELETE" || to === "HEAD" ? "query" : "body",
    ...(inputs.length > 0 && { inputs: { body: inputs.length === 1 ? inputs[0] as AbstractValue : { kind: "array", items: inputs, isComplete: true } } }),
    ...(output !== undefined && !NOTHING.test(inspector.name(output) ?? "") && { response: output }),
    ...(options !== undefined && { options }),
    ...(!isKnown && { auth: { answer: "unknown", name: "a procedure that cannot be followed" } }),
  })
  const handlers = [...given("use").flatMap((one) => pipedIn(inspector, one)), ...last.arguments.slice(0, 1)]
  const served = servedAs(inspector, options)
  return [
    { does: "route", methods: [method], paths: [`/${key}`], handlers, at, declared: declared(method, documentedBy(inspector, undefined)) },
    ...(served === undefined ? [] : [{
      does: "route", methods: [served.method], paths: [served.path], handlers, at, isAbsolute: true, via: "openapi", declared: declared(served.method, documentedBy(inspector, options)),
    } as const]),
  ]
}

const isProcedure = (inspector: Inspector, value: AbstractValue): boolean =>
  Object.hasOwn(METHODS, inspector.chain(value).links.at(-1)?.method ?? "")

/** `router({ list: procedure, admin: otherRouter, nested: { ... } })`: https://trpc.io/docs/server/routers */
function entries(inspector: Inspector, record: AbstractValue): readonly Setup[] {
  return inspector.entries(record).flatMap(({ name, value, at }): readonly Setup[] => {
    if (isProcedure(inspector, value)) return procedure(inspector, name, value, at)
    const isRecord = value.kind === "object" || value.kind === "namespace"
    return isRecord
      ? [{ does: "group", paths: [`/${name}.`], setups: entries(inspector, value) }]
      : [{ does: "use", paths: [`/${name}.`], handlers: [lazyIn(inspector, value)] }]
  })
}

/** `lazy(() => import("./orders"))` gives the only, or the default, router of the module. */
function lazyIn(inspector: Inspector, value: AbstractValue): AbstractValue {
  if (!/^@trpc\/server\.(?:experimental_)?lazy\(\)$/.test(inspector.name(value) ?? "")) return value
  const [load] = inspector.given(value)
  const loaded = load === undefined ? value : inspector.returned(load, [])
  const { root, links } = inspector.chain(loaded)
  const [pick] = links.length === 1 && links[0]?.method === "then" ? links[0].arguments : []
  const module = pick === undefined ? loaded : inspector.returned(pick, [root])
  const exported = inspector.entries(module)
  return module.kind === "namespace" ? (exported.find(({ name }) => name === "default") ?? exported[0])?.value ?? module : module
}

/** What stands in the context whoever calls: the clients that a module keeps, and not what is made for each request. */
function keptIn(inspector: Inspector, context: AbstractValue): readonly Setup[] {
  return inspector.entries(inspector.returned(context, ["context"])).flatMap(({ name, value }): Setup[] => {
    const isMemoized = (value.kind === "result" || value.kind === "instance") && value.site !== undefined && value.site.context.of < 0
    return isMemoized ? [{ does: "decorate", on: "context", name, value }] : []
  })
}

/** An adapter: the router it serves, and the function that makes the context of each call. */
function serve(call: SetupCall, options: AbstractValue, prefix: string | undefined, via?: string): readonly Setup[] {
  const context = call.entry(options, "createContext")
  return [
    ...(prefix === undefined ? [] : [{ does: "prefix", path: prefix } as const]),
    ...(call.isUnknown(context) ? [] : [{ does: "use", paths: [""], handlers: [context], provides: "context" } as const, ...keptIn(call, context)]),
    { does: "use", paths: [""], handlers: [call.entry(options, "router")], ...(via !== undefined && { via }) },
  ]
}

/** `pages/api/trpc/[trpc].ts` is served at `/api/trpc`. */
const pageOf = ({ file }: Location): string | undefined => /\/pages(\/api(?:\/[^/]+)*)\/\[[^/]+\]\.\w+$/.exec(file)?.[1]

const endpointOf = (call: SetupCall): string | undefined => call.text(call.argument(0, "endpoint")) ?? pageOf(call.at)

const CORE = "@trpc/server.initTRPC.create()"

const ADAPTERS: Readonly<Record<string, "app" | "router">> = {
  "@trpc/server/adapters/express.createExpressMiddleware()": "router",
  "@hono/trpc-server.trpcServer()": "router",
  "@trpc/server/adapters/fetch.fetchRequestHandler()": "app",
  "@trpc/server/adapters/next.createNextApiHandler()": "app",
  "@trpc/server/adapters/standalone.createHTTPServer()": "app",
  "@trpc/server/adapters/standalone.createHTTPHandler()": "app",
  "@trpc/server/adapters/node-http.nodeHTTPRequestHandler()": "app",
  "@trpc/server/adapters/aws-lambda.awsLambdaRequestHandler()": "app",
}

const OPENAPI = ["trpc-to-openapi", "trpc-openapi"]

const OPENAPI_ADAPTERS: Readonly<Record<string, "app" | "router">> = Object.fromEntries(OPENAPI.flatMap((name) => [
  [`${name}.createOpenApiExpressMiddleware()`, "router"],
  [`${name}.createOpenApiHttpHandler()`, "app"], [`${name}.createOpenApiNextHandler()`, "app"], [`${name}.createOpenApiFetchHandler()`, "app"],
]))

function constructs(call: SetupCall): readonly Setup[] {
  const called = call.called ?? ""
  if (called === `${CORE}.router()`) return entries(call, call.argument(0))
  if (called === `${CORE}.mergeRouters()`) return [{ does: "use", paths: [""], handlers: call.items(call.arguments) }]
  if (Object.hasOwn(OPENAPI_ADAPTERS, called)) return serve(call, call.argument(0), endpointOf(call), "openapi")
  return serve(call, call.argument(0), called.startsWith("@hono/") ? undefined : endpointOf(call))
}

/** tRPC 10 and 11: https://trpc.io/docs/server/routers */
export const trpc: Framework = {
  name: "trpc",
  packages: ["@trpc/server", "@hono/trpc-server", ...OPENAPI],
  scope: "order-free tree",
  routers: { [`${CORE}.router()`]: "app", [`${CORE}.mergeRouters()`]: "app", ...ADAPTERS, ...OPENAPI_ADAPTERS },
  mountsApplications: true,
  constructs,
  plugins: {
    "@trpc/server/adapters/fastify.fastifyTRPCPlugin": (call) => serve(call, call.argument(1, "trpcOptions"), undefined),
    ...Object.fromEntries(OPENAPI.map((name) => [`${name}.fastifyTRPCOpenApiPlugin`, (call: SetupCall) => serve(call, call.argument(1), call.text(call.argument(1, "basePath")), "openapi")])),
  },
  routerTypes: [],
  pluginTypes: [],
  transparent: {
    [`${CORE}.middleware()`]: "first",
    "@trpc/server.experimental_standaloneMiddleware().create()": "first",
  },
  setups: {},
  chaining: [],
  // A resolver and a middleware take one object; the function that makes the context may get that of the adapter too.
  parameters: () => ["context", "context"],
  aliases: {
    "context.ctx": "context",
    "context.input": "request.body",
    "context.req": "request",
    "context.headers": "request.headers",
    "request.headers.get()": "request.headers",
    "request.header()": "request.headers",
  },
  passesOn: { "context.next": { option: "ctx", to: "context" } },
  inputs: { "request.body": "body" },
  inputsAreParsed: true,
  replies: {},
  continues: "next",
  answersReturns: true,
  defaultStatus: () => undefined,
  // What a procedure answers is inferred; a schema for it is asked for only where the project declares them by habit.
  answersInvalid: 400,
  declaresResponses: false,
  publicMarks: [
    { path: ["openapi", "protect"], value: false },
    { path: ["public"], value: true },
    { path: ["isPublic"], value: true },
    { path: ["auth"], value: false },
    { path: ["authRequired"], value: false },
    { path: ["requiresAuth"], value: false },
  ],
}
