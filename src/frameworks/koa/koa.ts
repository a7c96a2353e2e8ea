import type { Method } from "../../model/evidence.ts"
import type { AbstractValue } from "../../model/values.ts"
import { type Declared, type Framework, type Inspector, type Setup, type SetupCall, verbs } from "../framework.ts"
import { koaReplies, koaAliases } from "./context.ts"

const ROUTERS = ["@koa/router", "koa-router", "koa-joi-router", "koa-zod-router"]

const known = (inspector: Inspector, value: AbstractValue): AbstractValue | undefined => (inspector.isUnknown(value) ? undefined : value)

/**
 * What koa-joi-router (`validate: { body, query, params, output, continueOnError }`) and koa-zod-router (`response`)
 * check: https://github.com/koajs/joi-router#validation-options
 */
function declaredBy(inspector: Inspector, options: AbstractValue): Declared {
  const validate = inspector.entry(options, "validate")
  const part = (name: "body" | "query" | "params"): Declared["inputs"] => {
    const schema = known(inspector, inspector.entry(validate, name))
    return schema === undefined ? {} : { [name]: schema }
  }
  const response = known(inspector, inspector.entry(validate, "output")) ?? known(inspector, inspector.entry(validate, "response"))
  const isLenient = inspector.entry(validate, "continueOnError")
  return {
    options,
    inputs: { ...part("body"), ...part("query"), ...part("params") },
    ...(isLenient.kind === "literal" && isLenient.value === true && { resultTest: "context.invalid" }),
    ...(response && { response }),
  }
}

const isOptions = (inspector: Inspector, value: AbstractValue): boolean => inspector.isObject(value) && inspector.name(value) === undefined

function route(methods: readonly Method[], paths: readonly string[], values: readonly AbstractValue[], call: SetupCall): Setup | undefined {
  const given = call.items(values)
  const options = given.find((value) => isOptions(call, value))
  const handlers = given.filter((value) => value !== options)
  return handlers.length === 0 ? undefined : { does: "route", methods, paths, handlers, ...(options && { declared: declaredBy(call, options) }) }
}

/** `{ method, path, pre, handler, validate }` of koa-joi-router and koa-zod-router. */
function specified(method: Method | undefined, options: AbstractValue, call: SetupCall): readonly Setup[] {
  const methods = method === undefined ? methodsIn(call, call.entry(options, "method")) : [method]
  const paths = call.paths(call.entry(options, "path"))
  const handlers = call.items([call.entry(options, "pre"), call.entry(options, "handler")]).filter((one) => !call.isUnknown(one))
  return paths.length === 0 || methods.length === 0 ? [] : [{ does: "route", methods, paths, handlers, declared: declaredBy(call, options) }]
}

function methodsIn(call: SetupCall, value: AbstractValue): readonly Method[] {
  return call.items([value]).flatMap((one) => (call.text(one) ?? "").split(/\s+/)).filter((text) => text !== "")
    .map((text) => (text.toLowerCase() === "del" ? "DELETE" : text.toUpperCase()) as Method)
}

/** `get([name], path, ...handlers)`: of two texts the first one is the route's name. */
function answer(method: Method, call: SetupCall): Setup | readonly Setup[] | undefined {
  const [first] = call.arguments
  if (first !== undefined && isOptions(call, first)) return specified(method, first, call)
  const isNamed = call.arguments.length > 2 && call.text(call.argument(0)) !== undefined && call.paths(call.argument(1)).length > 0
  const paths = call.paths(call.argument(isNamed ? 1 : 0))
  if (paths.length === 0) {
    return call.arguments.length > 1 && call.isUnknown(call.argument(0))
      ? { does: "unresolved", reason: "a route whose path is made at run time" }
      : undefined
  }
  return route([method], paths, call.arguments.slice(isNamed ? 2 : 1), call)
}

/** `mount("/path", application)` of koa-mount, `get("/path", handler)` of koa-route, or plain middleware. */
function useOne(paths: readonly string[], handler: AbstractValue, call: SetupCall): Setup {
  const name = call.name(handler)
  const given = call.given(handler)
  if (name === "koa-mount()") {
    const below = call.paths(given[0] ?? handler)
    return { does: "use", paths: below.length > 0 ? below : paths, handlers: call.items(given.slice(below.length > 0 ? 1 : 0)) }
  }
  const [, verb] = /^koa-route\.(\w+)\(\)$/.exec(name ?? "") ?? []
  if (verb === undefined) return { does: "use", paths, handlers: [handler] }
  const methods = verb === "all" ? ["*" as const] : [(verb === "del" ? "DELETE" : verb.toUpperCase()) as Method]
  return { does: "route", methods, paths: call.paths(given[0] ?? handler), handlers: given.slice(1) }
}

function use(call: SetupCall): readonly Setup[] {
  const given = call.paths(call.argument(0))
  const paths = given.length === 0 ? [""] : given
  const handlers = call.items(given.length === 0 ? call.arguments : call.arguments.slice(1))
  const isPlain = handlers.every((one) => !/^koa-(?:mount|route)\b/.test(call.name(one) ?? ""))
  // Middleware that is registered together with a router stands and falls with it.
  return isPlain ? [{ does: "use", paths, handlers }] : handlers.map((one) => useOne(paths, one, call))
}

/** `param("id", (value, context, next) => ...)` runs for every route of the router that has the parameter. */
function param(call: SetupCall): Setup | undefined {
  const name = call.text(call.argument(0))
  if (name === undefined) return undefined
  return { does: "use", paths: [""], handlers: [call.withHandlerArguments(call.argument(1), [`request.params.${name}`, "context", "next"])], covers: (path) => path.includes(`{${name}}`) }
}

/**
 * Koa 2 and 3 with the routers of its makers: https://koajs.com/ , https://github.com/koajs/router/blob/master/API.md ,
 * https://github.com/koajs/joi-router#readme , https://github.com/JakeFenley/koa-zod-router#readme
 */
export const koa: Framework = {
  name: "koa",
  packages: ["koa", ...ROUTERS],
  // Tried with @koa/router 15 and koa-router 10.
  scope: "ordered mounts",
  routers: {
    "koa()": "app", "koa.Application()": "app", "koa.default()": "app",
    "koa-swagger-decorator.SwaggerRouter()": "router",
    ...Object.fromEntries(ROUTERS.flatMap((name) => [[`${name}()`, "router"], [`${name}.Router()`, "router"], [`${name}.default()`, "router"]])),
  },
  constructs: (call) => {
    const prefix = call.text(call.argument(0, "prefix")) ?? call.text(call.argument(0, "koaRouter", "prefix"))
    return prefix === undefined ? [] : [{ does: "prefix", path: prefix }]
  },
  routerTypes: ["koa", "koa.Application", "@koa/router", "@koa/router.Router", "koa-router", "koa-router.Router",
    "koa-joi-router.Router", "koa-joi-router.joiRouter.Router", "koa-joi-router.JoiRouter"],
  pluginTypes: [],
  transparent: { "koa-compose()": "first", "koa-convert()": "first", "koa-convert.compose()": "list" },
  setups: {
    ...verbs(answer),
    all: (call) => answer("*", call),
    del: (call) => answer("DELETE", call),
    register: (call) => (isOptions(call, call.argument(0))
      ? specified(undefined, call.argument(0), call)
      : route(methodsIn(call, call.argument(1)), call.paths(call.argument(0)), [call.argument(2)], call)),
    route: (call) => call.items([call.argument(0)]).flatMap((one) => (isOptions(call, one) ? specified(undefined, one, call) : [])),
    use,
    prefix: (call) => {
      const path = call.text(call.argument(0))
      return path === undefined ? undefined : { does: "prefix", path }
    },
    param,
  },
  chaining: ["routes", "middleware", "redirect", "on"],
  parameters: ({ arity }) => (arity >= 3 ? [undefined, "context", "next"] : ["context", "next"]),
  aliases: koaAliases,
  inputs: {
    "request.body": "body", "request.file": "body", "request.files": "body", "request.query": "query", "request.params": "params",
  },
  replies: koaReplies,
  continues: "next",
  answersReturns: false,
  declaresResponses: false,
  bodyTypes: {
    "koa.ParameterizedContext": 2, "koa.Application.ParameterizedContext": 2, "@koa/router.RouterContext": 2, "koa-router.RouterContext": 2,
    "@koa/router.Router.RouterContext": 2,
  },
  publicMarks: [],
}
