import type { Method } from "../../model/evidence.ts"
import type { AbstractValue } from "../../model/values.ts"
import { type CallingConvention, type Declaration, type Framework, type Inspector, type ModuleView, returned, type Setup, type SetupCall, verbs } from "../framework.ts"
import { actionsIn } from "./action.ts"
import { addresses, aliases } from "./aliases.ts"
import { matches } from "../../path/path-to-regexp.ts"
import { coverAll, middlewareIn } from "./middleware.ts"
import { parametersOf, placeOf } from "./path.ts"

const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])

const isMethod = (name: string): name is Method => METHODS.has(name)

/** Handlers that hand every request on to the router of another framework; its own routes are the ones to know. */
const DELEGATES = new Set([
  "@trpc/server/adapters/fetch.fetchRequestHandler()", "@trpc/server/adapters/next.createNextApiHandler()",
  "@orpc/server/fetch.RPCHandler().handle()", "@ts-rest/serverless/next.createNextHandler()",
])

/** `auth((request) => ...)` of Auth.js gives the function the session and rejects nobody: https://authjs.dev/reference/nextjs */
const READERS = new Set(["next-auth().auth()"])

function handlersOf(value: AbstractValue, inspector: Inspector): readonly AbstractValue[] {
  const given = READERS.has(inspector.name(value) ?? "") ? inspector.given(value).filter((one) => one.kind === "function") : []
  // One function may be exported under several names, and does something else for each.
  return given.length > 0 ? given : [{ ...value }]
}

/** `export async function GET(request, { params })`: https://nextjs.org/docs/app/api-reference/file-conventions/route */
function routesIn(module: ModuleView, path: string): readonly Setup[] {
  return module.exports.flatMap(({ name, value, at }): Setup[] => {
    if (!isMethod(name) || module.name(value)?.startsWith("hono/vercel.handle") === true) return []
    const isDelegate = DELEGATES.has(module.name(module.returned(value, ["request", "context"])) ?? "")
    return [{
      does: "route", methods: [name], paths: [path], handlers: handlersOf(value, module), at,
      convention: { parameters: () => ["request", "context"], aliases: { ...aliases, "request.method": `=${name}` } },
      ...(isDelegate && { declared: { auth: { answer: "unknown", name: "another router" } } }),
    }]
  })
}

/** `(request, response)`; a parameter of the path is in `request.query`: https://nextjs.org/docs/pages/building-your-application/routing/api-routes */
function pageConvention(path: string, method: Method): CallingConvention {
  const parameters = parametersOf(path).map((name) => [`request.query.${name}`, `request.params.${name}`] as const)
  return {
    parameters: () => ["request", "response", "next"],
    aliases: { ...addresses, ...Object.fromEntries(parameters), ...(method !== "*" && { "request.method": `=${method}` }) },
  }
}

/** The default export answers every method, or those that it asks for. */
function pageIn(module: ModuleView, path: string): readonly Setup[] {
  const found = module.exports.find(({ name }) => name === "default")
  if (found === undefined) return []
  const { value, at } = found
  if (/^next-connect(?:\.createRouter)?\(\)/.test(module.name(module.chain(value).root) ?? "")) return [{ does: "use", paths: [path], handlers: [value] }]
  const asked = module.compared(value, ["request", "response"], "request.method").filter(isMethod)
  const served = asked.filter((method) => method !== "OPTIONS" && method !== "HEAD")
  return (served.length === 0 ? ["*" as const] : served).map((method): Setup => ({
    does: "route", methods: [method], paths: [path], at, convention: pageConvention(path, method),
    // Each method has a handler of its own, as the same code does something else for it.
    handlers: [{ ...value }],
  }))
}

function declaresIn(module: ModuleView): readonly Declaration[] {
  const place = placeOf(module.file)
  const actions = actionsIn(module)
  const own = place === undefined ? [] : place.kind === "route" ? routesIn(module, place.path) : place.kind === "page" ? pageIn(module, place.path) : middlewareIn(module)
  return [
    ...(place === undefined || own.length === 0 ? [] : [{ application: place.application, setups: own }]),
    ...(actions.length === 0 ? [] : [{ application: "server actions", setups: actions }]),
    ...(place?.kind === "middleware" ? [{ application: "server actions", setups: own.flatMap(coverAll) }] : []),
  ]
}

const nextConnect: CallingConvention = { parameters: () => ["request", "response", "next"], aliases: addresses, continues: "next" }

const withoutPath = (call: SetupCall): readonly AbstractValue[] => call.arguments.slice(call.paths(call.argument(0)).length > 0 ? 1 : 0)

/** Next.js 13 to 16: https://nextjs.org/docs */
export const next: Framework = {
  name: "next",
  packages: ["next"],
  scope: "order-free tree",
  routers: { "next-connect.createRouter()": "router", "next-connect()": "router" },
  declares: declaresIn,
  routerTypes: [],
  pluginTypes: [],
  transparent: { "react.cache()": "first", "next/cache.unstable_cache()": "first" },
  setups: {
    ...verbs((method, call) => ({ does: "route", methods: [method], paths: ["", ...call.paths(call.argument(0))].slice(-1), handlers: call.items(withoutPath(call)), convention: nextConnect })),
    all: (call) => ({ does: "route", methods: ["*"], paths: ["", ...call.paths(call.argument(0))].slice(-1), handlers: call.items(withoutPath(call)), convention: nextConnect }),
    use: (call) => ({ does: "use", paths: ["", ...call.paths(call.argument(0))].slice(-1), handlers: call.items(withoutPath(call)), convention: nextConnect }),
  },
  chaining: ["handler"],
  parameters: () => ["request", "context"],
  aliases,
  ambient: { "next/headers.headers()": "request.headers", "next/headers.cookies()": "request.cookies" },
  pathTests: { "@clerk/nextjs/server.createRouteMatcher()": matches },
  inputs: { "request.body": "body", "request.query": "query", "request.params": "params" },
  replies: {
    ...returned({
      "next/server.NextResponse": { body: 0, status: { argument: 1, option: "status" } },
      "next/server.NextResponse.json": { body: 0, status: { argument: 1, option: "status" }, isTyped: true },
      "next/server.NextResponse.redirect": { isBodiless: true },
      "next/server.NextResponse.rewrite": { isBodiless: true },
      "Response": { body: 0, status: { argument: 1, option: "status" } },
      "Response.json": { body: 0, status: { argument: 1, option: "status" } },
      "next/server.ImageResponse": { isBodiless: true },
      "next/og.ImageResponse": { isBodiless: true },
      "@vercel/og.ImageResponse": { isBodiless: true },
      "Response.redirect": { isBodiless: true },
    }),
    "next/navigation.redirect": { isBodiless: true, isThrown: true },
    "next/navigation.permanentRedirect": { isBodiless: true, isThrown: true },
    "next/navigation.notFound": { status: { is: 404 }, isThrown: true },
    "next/navigation.unauthorized": { status: { is: 401 }, isThrown: true },
    "next/navigation.forbidden": { status: { is: 403 }, isThrown: true },
    "response.json": { body: 0 },
    "response.send": { body: 0 },
    "response.end": { body: 0 },
    "response.redirect": { isBodiless: true },
    "response.status": { status: { argument: 0 }, isPartial: true },
    "response.writeHead": { status: { argument: 0 }, isPartial: true },
    "response.statusCode=": { status: { argument: 0 }, isPartial: true },
    "response.write": { isBodiless: true },
  },
  continues: "answer",
  continuing: ["next/server.NextResponse.next()", "next/server.NextResponse.rewrite()"],
  answersReturns: false,
  declaresResponses: false,
  declaresByReturnType: true,
  bodyTypes: { "next/server.NextResponse": 0, "next.NextApiResponse": 0, "Response": -1, "next/server.Response": -1 },
  publicMarks: [],
  publicMetadata: /^publicRoutes$/,
}
