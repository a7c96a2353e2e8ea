import type { Method } from "../model/evidence.ts"
import type { AbstractValue } from "../model/values.ts"
import { readDocumented } from "./documented.ts"
import { type Declared, type Framework, type Setup, type SetupCall, verbs } from "./framework.ts"

/** `oapi.path(operation)` among the handlers: https://github.com/wesleytodd/express-openapi#readme */
const OPERATION = /^@wesleytodd\/openapi(?:\.default)?\(\)\.(?:path|validPath)\(\)$/

function documentedBy(call: SetupCall, handlers: readonly AbstractValue[]): { readonly declared?: Declared } {
  const [operation] = handlers.filter((one) => OPERATION.test(call.name(one) ?? "")).flatMap((one) => call.given(one).slice(0, 1))
  return operation === undefined ? {} : { declared: { documented: { ...readDocumented(call, operation, "path()"), isWritten: true } } }
}

/** `app.get("/path", ...handlers)`, or `.get(...handlers)` on what `app.route("/path")` returned. */
function answer(method: Method, call: SetupCall): Setup | undefined {
  const paths = call.paths(call.argument(0))
  if (paths.length === 0) {
    // On the router itself the first of several arguments is the path: app.get(joinUrl(base, "/orders"), list).
    const isPath = !call.isUnderPath && call.arms(call.argument(0)).every(({ kind }) => kind !== "function" && kind !== "array")
    if (call.arguments.length > 1 && (isPath || call.isUnknown(call.argument(0)))) {
      return { does: "unresolved", reason: "a route whose path is made at run time" }
    }
    return call.arguments.length > 0 ? { does: "route", methods: [method], paths: [""], handlers: call.items(call.arguments) } : undefined
  }
  // app.get("view engine") reads a setting: a route has at least one handler.
  const handlers = call.items(call.arguments.slice(1))
  return call.arguments.length > 1 ? { does: "route", methods: [method], paths, handlers, ...documentedBy(call, handlers) } : undefined
}

/** `param("id", (request, response, next, value) => ...)` runs for every route of the router that has the parameter. */
function param(call: SetupCall): Setup | undefined {
  const name = call.text(call.argument(0))
  if (name === undefined) return undefined
  const handler = call.withHandlerArguments(call.argument(1), ["request", "response", "next", `request.params.${name}`])
  return { does: "use", paths: [""], handlers: [handler], covers: (path) => path.includes(`{${name}}`) }
}

/** Express 4 and 5: https://expressjs.com/en/5x/api.html */
export const express: Framework = {
  name: "express",
  packages: ["express", "express-promise-router", "router"],
  scope: "ordered stack",
  routers: {
    "express()": "app",
    "express.application()": "app",
    "express.Router()": "router",
    "express-promise-router()": "router",
    "router()": "router",
  },
  routerTypes: ["express.Express", "express.Application", "express.Router", "express.IRouter", "express.IRoute",
    "express-serve-static-core.Express", "express-serve-static-core.Application", "express-serve-static-core.Router",
    "express-serve-static-core.IRouter"],
  pluginTypes: [],
  setups: {
    ...verbs(answer),
    all: (call) => answer("*", call),
    del: (call) => answer("DELETE", call),
    param,
    route: (call) => ({ does: "prefixReturned", paths: call.paths(call.argument(0)) }),
    use: (call) => {
      const paths = call.paths(call.argument(0))
      return paths.length === 0
        ? { does: "use", paths: [""], handlers: call.items(call.arguments) }
        : { does: "use", paths, handlers: call.items(call.arguments.slice(1)) }
    },
  },
  // What it gives is the router, with methods that look at promises: https://www.npmjs.com/package/async-express-decorator
  transparent: { "async-express-decorator()": "first" },
  chaining: ["set", "engine", "enable", "disable", "on"],
  // A function with exactly four parameters handles errors: https://expressjs.com/en/guide/error-handling.html
  parameters: ({ arity }) => (arity === 4 ? ["error", "request", "response", "next"] : ["request", "response", "next"]),
  aliases: { "request.get()": "request.headers", "request.header()": "request.headers" },
  inputs: {
    "request.body": "body", "request.file": "body", "request.files": "body", "request.query": "query", "request.params": "params",
  },
  replies: {
    "response.status": { status: { argument: 0 }, isPartial: true },
    "response.json": { body: 0 },
    "response.jsonp": { body: 0 },
    "response.send": { body: 0 },
    "response.end": { body: 0 },
    "response.write": { body: 0, isBodiless: true },
    "response.statusCode=": { status: { argument: 0 }, isPartial: true },
    "response.writeHead": { status: { argument: 0 }, isPartial: true },
    "response.sendStatus": { status: { argument: 0 }, isBodiless: true },
    "response.render": { body: 1, isBodiless: true },
    "response.redirect": { isBodiless: true },
    "response.sendFile": { isBodiless: true },
    "response.sendfile": { isBodiless: true },
    "response.download": { isBodiless: true },
  },
  continues: "next",
  answersReturns: false,
  // https://expressjs.com/en/guide/error-handling.html: from Express 5 on a rejected promise is passed to next().
  awaitsHandlers: { package: "express", since: 5, patchedBy: ["express-async-errors", "express-promise-router", "@awaitjs/express", "express-async-router", "async-express-decorator"] },
  hasErrorMiddleware: true,
  declaresResponses: false,
  publicMarks: [],
}
