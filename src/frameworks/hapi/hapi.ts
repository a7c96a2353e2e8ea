import type { AbstractValue } from "../../model/values.ts"
import { type Framework, type LoadedFile, returned, type Setup, type SetupCall } from "../framework.ts"
import { authenticationOf, declaredOf, EVENTS, methodsOf, stepsOf } from "./options.ts"

/** `{ method, path, handler, options }`; `options` was `config`, and may be a function of the server. */
function route(call: SetupCall, table: AbstractValue): readonly Setup[] {
  const paths = call.paths(call.entry(table, "path")).map(toPath)
  const methods = methodsOf(call, call.entry(table, "method"))
  if (paths.length === 0 || methods.length === 0) {
    return call.isUnknown(table) ? [{ does: "unresolved", reason: "a table of routes that could not be found" }] : []
  }
  const given = call.isUnknown(call.entry(table, "options")) ? call.entry(table, "config") : call.entry(table, "options")
  const options = given.kind === "function" ? call.returned(given, []) : given
  const own = call.entry(table, "handler")
  const handler = call.isUnknown(own) ? call.entry(options, "handler") : own
  const at = call.place(table)
  const declared = declaredOf(call, options, handler)
  return [{ does: "route", methods, paths, handlers: [...stepsOf(call, options), handler], declared, ...(at && isApart(call, table) && { at }) }]
}

/** One of several in a table: it is registered where it is written. */
const isApart = (call: SetupCall, table: AbstractValue): boolean => call.argument(0) !== table

/** `{file*2}` and `{rest*}` as a wildcard, `{id?}` as a parameter: https://hapi.dev/api/#path-parameters */
const toPath = (path: string): string => path.replaceAll(/\{\w+\*\d*\}/g, "{*}").replaceAll(/\{(\w+)\??\}/g, ":$1")

/** `register(plugin, { routes: { prefix } })`, `register([{ plugin, options, routes }])`. */
function register(call: SetupCall): readonly Setup[] {
  return call.items([call.argument(0)]).map((one) => mounted(call, one, call.text(call.argument(1, "routes", "prefix"))))
}

function mounted(call: SetupCall, given: AbstractValue, prefix: string | undefined): Setup {
  const inner = call.entry(given, "plugin")
  const plugin = call.isUnknown(inner) ? given : inner
  const path = call.text(call.entry(call.entry(given, "routes"), "prefix")) ?? prefix ?? ""
  return { does: "mount", path, plugin, isShared: false, ...(!call.isUnknown(inner) && { options: call.entry(given, "options") }) }
}

/** A hook covers routes of the whole server, those that came before it too, unless it is kept in its plugin. */
function ext(call: SetupCall): readonly Setup[] {
  const isText = call.text(call.argument(0)) !== undefined
  const hooks = isText
    ? [{ type: call.argument(0), method: call.argument(1), options: call.argument(2) }]
    : call.items([call.argument(0)]).map((one) => ({ type: call.entry(one, "type"), method: call.entry(one, "method"), options: call.entry(one, "options") }))
  return hooks.filter(({ type }) => EVENTS.includes(call.text(type) ?? "")).map(({ type, method, options }): Setup => {
    const isMemoized = call.text(call.entry(options, "sandbox")) === "plugin"
    return {
      does: "use", paths: [""], handlers: call.items([method]), ...(!isMemoized && { lifts: "all" as const }),
      // https://hapi.dev/api/#request-lifecycle : called only if authentication is performed.
      ...(call.text(type) === "onCredentials" && { afterAuthentication: true as const }),
    }
  })
}

function authentication(call: SetupCall, value: AbstractValue): readonly Setup[] {
  const auth = call.isUnknown(value) ? undefined : authenticationOf(call, value)
  return auth === undefined ? [] : [{ does: "use", paths: [""], handlers: [], declared: { auth }, lifts: "all" }]
}

/** What `Hapi.server()` and `Glue.compose()` are made with. */
function construct(call: SetupCall): readonly Setup[] {
  const given = manifestOf(call, call.argument(0))
  const plugins = call.items([call.entry(call.entry(given, "register"), "plugins")]).filter((one) => !call.isUnknown(one))
  const options = plugins.length > 0 ? call.entry(given, "server") : given
  const folder = call.text(call.argument(1, "relativeTo"))
  return [
    ...authentication(call, call.entry(call.entry(options, "routes"), "auth")),
    ...plugins.map((one): Setup => {
      const file = call.text(one) ?? call.text(call.entry(one, "plugin"))
      const path = call.text(call.entry(call.entry(one, "routes"), "prefix")) ?? ""
      return file?.startsWith(".") === true && folder !== undefined ? { does: "autoload", folder, path, plan: planFile(file) } : mounted(call, one, undefined)
    }),
  ]
}

/** A manifest out of a store of settings: https://github.com/hapipal/confidence */
function manifestOf(call: SetupCall, value: AbstractValue): AbstractValue {
  if (!/^(?:@hapipal\/)?confidence\.Store\(\)\.get\(\)$/.test(call.name(value) ?? "")) return value
  return call.chain(value).links.find(({ method }) => method === "Store")?.arguments[0] ?? value
}

/** A plugin that is named by its file, as `require` would find it. */
function planFile(name: string): (files: readonly string[]) => readonly LoadedFile[] {
  const path = name.replace(/^\.\//, "").replace(/\.[cm]?[jt]s$/, "")
  return (files) => files.filter((file) => [path, `${path}/index`].includes(file.replace(/\.[cm]?[jt]s$/, ""))).map((file) => ({ file, prefix: "", hooks: [] }))
}

const provide = (call: SetupCall): Setup | undefined => {
  const target = call.text(call.argument(0))
  const name = call.text(call.argument(1))
  const on = ({ server: "router", request: "request", toolkit: "response" } as const)[target ?? ""]
  return on === undefined || name === undefined ? undefined : { does: "decorate", on, name, value: call.argument(2) }
}

/** hapi 17 to 21, and what is left of 16: https://hapi.dev/api/ , https://github.com/hapijs/glue/blob/master/API.md */
export const hapi: Framework = {
  name: "hapi",
  packages: ["@hapi/hapi", "hapi", "@hapi/glue", "glue"],
  scope: "order-free tree",
  routers: { "@hapi/hapi.server()": "app", "@hapi/hapi.Server()": "app", "@hapi/glue.compose()": "app", "glue.compose()": "app" },
  constructs: construct,
  routerTypes: ["@hapi/hapi.Server", "hapi.Server"],
  pluginTypes: [],
  pluginMembers: ["plugin", "register"],
  setups: {
    route: (call) => call.items([call.argument(0)]).flatMap((one) => route(call, one)),
    register,
    ext,
    "auth.default": (call) => authentication(call, call.argument(0)),
    decorate: provide,
  },
  chaining: [],
  parameters: () => ["request", "response", "error"],
  aliases: {
    "request.payload": "request.body", "request.state": "request.cookies", "request.raw.req": "request", "request.orig.payload": "request.body",
    "request.orig.query": "request.query", "request.orig.params": "request.params",
  },
  inputs: { "request.body": "body", "request.query": "query", "request.params": "params" },
  replies: returned({
    response: { body: 0 },
    "response.response": { body: 0 },
    "response.code": { status: { argument: 0 }, isPartial: true },
    "response.redirect": { isBodiless: true },
    "response.view": { isBodiless: true },
    "response.file": { isBodiless: true },
    "response.proxy": { isBodiless: true },
    "response.unauthenticated": { status: { is: 401 } },
  }),
  continues: "done",
  answersReturns: true,
  sendsErrors: true,
  answersInvalid: 400,
  declaresResponses: true,
  publicMarks: [{ path: ["auth"], value: false }],
}
