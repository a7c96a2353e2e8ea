import type { Method } from "../model/evidence.ts"
import type { AbstractValue } from "../model/values.ts"
import { readDocumented, statusesIn } from "./documented.ts"
import { type Declared, type Documented, type Framework, type Inspector, returned, type Setup, type SetupCall, verbs } from "./framework.ts"

type Use = Extract<Setup, { does: "use" }>

/** In the order a request meets them: https://elysiajs.com/essential/life-cycle */
const HOOKS = ["transform", "derive", "resolve", "beforeHandle"] as const

/** Hooks whose answer becomes members of the context. */
const PROVIDING = /^(?:map)?(?:derive|resolve)$/i

const hookIn = (inspector: Inspector, options: AbstractValue, name: string): readonly AbstractValue[] => {
  const value = inspector.entry(options, name)
  return inspector.isUnknown(value) ? [] : inspector.items([value])
}

/** The schemas of a route or guard: TypeBox, a standard schema, or the name of a model. */
function declaredBy(inspector: Inspector, options: AbstractValue): Declared {
  const part = (name: string): Record<string, AbstractValue> => {
    const value = inspector.entry(options, name)
    return inspector.isUnknown(value) ? {} : { [name]: value }
  }
  return { options, documented: documentedBy(inspector, options), inputs: { ...part("body"), ...part("query"), ...part("params") }, ...part("response") }
}

/** `detail` and `tags`, and answers by status: https://elysiajs.com/patterns/openapi ; names and parameters are found out from the route. */
function documentedBy(inspector: Inspector, options: AbstractValue): Documented {
  const detail = inspector.entry(options, "detail")
  const response = inspector.entry(options, "response")
  const { tags, isOpen } = readDocumented(inspector, options, "detail")
  const documented = readDocumented(inspector, detail, "detail")
  const hasDetail = inspector.entries(options).some(({ name }) => name === "detail")
  const statuses = statusesIn(inspector, response)
  const isSchema = !inspector.isUnknown(response) && (statuses.responses ?? []).length === 0
  return {
    ...documented,
    tags: [...tags ?? [], ...documented.tags ?? []],
    isOpen: (isOpen === true && inspector.isObject(options)) || (hasDetail && documented.isOpen === true),
    responses: [...documented.responses ?? [], ...statuses.responses ?? [], ...(isSchema ? ["200"] : [])],
    hasMoreResponses: documented.hasMoreResponses === true || (!isSchema && statuses.hasMoreResponses === true),
    finds: ["operationId", "params"],
  }
}

/** How far hooks reach: `{ as: "scoped" }` the instance that uses this one, `{ as: "global" }` all. */
function liftOf(inspector: Inspector, as: AbstractValue): Pick<Use, "lifts"> {
  const scope = inspector.text(as)
  return scope === "global" ? { lifts: "all" } : scope === "scoped" || scope === "plugin" ? { lifts: "parent" } : {}
}

/** What a guard, or what a macro stands for, says: schemas, then hooks. */
function hooksOf(inspector: Inspector, options: AbstractValue): readonly Use[] {
  const lifts = liftOf(inspector, inspector.entry(options, "as"))
  return [
    { does: "use", paths: [""], handlers: [], declared: declaredBy(inspector, options), ...lifts },
    ...HOOKS.flatMap((name): Use[] => {
      const handlers = hookIn(inspector, options, name)
      return handlers.length === 0 ? [] : [{ does: "use", paths: [""], handlers, ...lifts, ...(PROVIDING.test(name) && { provides: "context" }) }]
    }),
  ]
}

/** `get(path, handler, options)`; the handler may be what is answered itself. */
function route(methods: readonly Method[], call: SetupCall, from = 0): Setup | undefined {
  const paths = call.paths(call.argument(from))
  if (paths.length === 0 || call.arguments.length < from + 2) return undefined
  const options = call.argument(from + 2)
  const hooks = HOOKS.flatMap((name) => hookIn(call, options, name))
  return { does: "route", methods, paths, handlers: [...hooks, call.argument(from + 1)], declared: declaredBy(call, options) }
}

/** `derive(fn)`, `derive({ as: "scoped" }, fn)`, `onBeforeHandle([first, second])`. */
const hook = (lifts?: "all") => (call: SetupCall): Use => {
  const [first] = call.arguments
  const hasOptions = first !== undefined && call.isObject(first)
  return {
    does: "use", paths: [""], handlers: call.items(call.arguments.slice(hasOptions ? 1 : 0)),
    ...(hasOptions && liftOf(call, call.entry(first, "as"))), ...(lifts && { lifts }),
  }
}

/** What a hook returns stands in the context: functions, and clients that a module keeps. */
function provided(call: SetupCall): readonly Setup[] {
  const use = hook()(call)
  const given = use.handlers.flatMap((handler) => call.entries(call.returned(handler, ["context"])))
  return [
    { ...use, provides: "context" },
    ...given.filter(({ value }) => value.kind === "function").map(({ name, value }): Setup => ({ does: "decorate", on: "context", name, value })),
  ]
}

/** `decorate("name", value)`, `decorate({ name: value })`. */
function decorate(call: SetupCall): readonly Setup[] {
  const name = call.text(call.argument(0))
  const given = name === undefined ? call.entries(call.argument(0)) : [{ name, value: call.argument(1) }]
  return given.map(({ name: key, value }): Setup => ({ does: "decorate", on: "context", name: key, value }))
}

/** https://elysiajs.com/plugins/jwt */
const JWT = /^@elysiajs\/jwt(?:\.jwt)?\(\)$/

/** `use(instance)`, `use((app) => app.get(...))`, `use(import("./plugin"))`, `use([first, second])`. */
function use(call: SetupCall): readonly Setup[] {
  return call.items([call.argument(0)]).flatMap((plugin): readonly Setup[] => {
    const isTokens = JWT.test(call.name(plugin) ?? "")
    const options = isTokens ? call.given(plugin)[0] : undefined
    const name = options === undefined ? undefined : call.text(call.entry(options, "name"))
    return [
      ...(isTokens ? [{ does: "decorate", on: "context", name: name ?? "jwt", value: plugin } as const] : []),
      { does: "mount", path: "", plugin, isShared: true },
    ]
  })
}

function guard(call: SetupCall): readonly Setup[] {
  const setups = hooksOf(call, call.argument(0))
  return call.arguments.length < 2 ? setups : [{ does: "mount", path: "", plugin: call.argument(1), isShared: false, setups }]
}

function group(call: SetupCall): Setup {
  const [options, plugin] = call.arguments.length > 2 ? [call.argument(1), call.argument(2)] : [undefined, call.argument(1)]
  return { does: "mount", path: call.text(call.argument(0)) ?? "", plugin, isShared: false, setups: options === undefined ? [] : hooksOf(call, options) }
}

/** `macro({ name: hooks })`, `macro("name", hooks)`; a function makes the hooks of what switches it on. */
function macro(call: SetupCall): readonly Setup[] {
  const single = call.text(call.argument(0))
  const [first] = call.arguments
  const made = first?.kind === "function" ? call.returned(first, []) : first
  const given = single === undefined ? (made === undefined ? [] : call.entries(made)) : [{ name: single, value: call.argument(1) }]
  return given.map(({ name, value }): Setup => ({
    does: "macro", name,
    means: (on) => hooksOf(call, value.kind === "function" ? call.returned(value, [on]) : value),
  }))
}

/** Elysia 1: https://elysiajs.com/essential/route */
export const elysia: Framework = {
  name: "elysia",
  packages: ["elysia"],
  scope: "closed routers",
  routers: { "elysia()": "app" },
  mountsApplications: true,
  constructs: (call) => {
    const prefix = call.text(call.argument(0, "prefix"))
    const documented = documentedBy(call, call.argument(0))
    const isTelling = (documented.tags ?? []).length > 0 || documented.isHidden === true || documented.isWritten === true
    return [
      ...(prefix === undefined ? [] : [{ does: "prefix", path: prefix } as const]),
      // https://elysiajs.com/patterns/configuration
      ...(isTelling ? [{ does: "use", paths: [""], handlers: [], declared: { documented } } as const] : []),
    ]
  },
  routerTypes: ["elysia.Elysia", "elysia", "elysia.AnyElysia"],
  pluginTypes: [],
  setups: {
    ...verbs((method, call) => route([method], call)),
    all: (call) => route(["*"], call),
    connect: () => undefined,
    route: (call) => {
      const method = call.text(call.argument(0))?.toUpperCase()
      return method === undefined ? undefined : route([method as Method], call, 1)
    },
    use,
    mount: (call) => ({ does: "use", paths: call.paths(call.argument(0)), handlers: call.arguments.slice(-1) }),
    group,
    guard,
    onRequest: hook("all"),
    onTransform: hook(),
    onBeforeHandle: hook(),
    derive: provided,
    resolve: provided,
    mapDerive: provided,
    mapResolve: provided,
    decorate,
    macro,
    as: (call) => {
      const { lifts } = liftOf(call, call.argument(0))
      return lifts === undefined ? undefined : { does: "hoist", to: lifts }
    },
    onError: (call) => ({ does: "errorHandler", handlers: call.arguments.slice(-1) }),
  },
  chaining: [
    "ws", "state", "model", "error", "parser", "onParse", "onAfterHandle", "onAfterResponse", "onStart", "onStop", "mapResponse",
    "listen", "compile", "trace", "env", "affix", "prefix", "suffix", "headers", "addHook", "config",
  ],
  parameters: () => ["context"],
  aliases: {
    "context.body": "request.body",
    "context.query": "request.query",
    "context.params": "request.params",
    "context.headers": "request.headers",
    "context.cookie": "request.cookies",
    "context.path": "request.path",
    "context.request": "request",
    "request.headers.get()": "request.headers",
    "request.json()": "request.body",
    "request.text()": "request.body",
    "request.formData()": "request.body",
    // https://elysiajs.com/plugins/bearer
    "context.bearer": "request.headers.authorization",
  },
  inputs: { "request.body": "body", "request.query": "query", "request.params": "params" },
  inputsAreParsed: true,
  replies: returned({
    "context.status": { status: { argument: 0 }, body: 1 },
    "context.error": { status: { argument: 0 }, body: 1 },
    "elysia.status": { status: { argument: 0 }, body: 1 },
    "elysia.error": { status: { argument: 0 }, body: 1 },
    "context.set.status=": { status: { argument: 0 }, isPartial: true },
    "context.redirect": { isBodiless: true },
    "elysia.redirect": { isBodiless: true },
    "elysia.file": { isBodiless: true },
    "Bun.file": { isBodiless: true },
    "Response": { body: 0, status: { argument: 1, option: "status" } },
    "Response.json": { body: 0, status: { argument: 1, option: "status" } },
    "Response.redirect": { isBodiless: true },
  }),
  continues: "nothing",
  answersReturns: true,
  answersInvalid: 422,
  declaresResponses: true,
  publicMarks: [{ path: ["detail", "public"], value: true }],
}
