import { express } from "../express.ts"
import { fastify } from "../fastify/fastify.ts"
import type { Framework, HandlerView, Inspector, ParameterRole, Setup, SetupCall } from "../framework.ts"
import { versionsOf } from "./controllers.ts"
import { guardOf, methodOf, middlewareOf } from "./decorators.ts"
import { transformsBy } from "./interceptors.ts"
import { readModules } from "./modules.ts"
import { enforcementsOf, readParameters } from "./parameters.ts"

/** `setGlobalPrefix("api", { exclude: ["status", { path: "hooks", method }] })` */
function prefix(call: SetupCall): Setup {
  const excluded = call.argument(1, "exclude")
  const listed = call.isUnknown(excluded) ? [] : call.items([excluded]).flatMap((one) => call.text(one) ?? call.text(call.entry(one, "path")) ?? [])
  // A path that is made at run time could be any.
  const except = listed.filter((one) => !one.includes("{*}"))
  return { does: "prefix", path: call.text(call.argument(0)) ?? "{*}", except }
}

/** Versions are a part of the path unless the type says otherwise: https://docs.nestjs.com/techniques/versioning */
function versioning(call: SetupCall): Setup | undefined {
  const type = call.name(call.argument(0, "type"))
  if (type !== undefined && type !== "@nestjs/common.VersioningType.URI") return undefined
  const said = call.argument(0, "prefix")
  const isBare = said.kind === "literal" && said.value === false
  const otherwise = versionsOf(call.argument(0, "defaultVersion"), call)
  return { does: "versions", prefix: isBare ? "" : call.text(said) ?? "v", ...(otherwise && { otherwise }) }
}

/** Nest calls guards, filters and middleware by the names of their methods, and a route's method as its decorators say. */
function parametersOf(handler: HandlerView, inspector: Inspector): readonly ParameterRole[] {
  if (!handler.isMember) return handler.arity === 4 ? ["error", "request", "response", "next"] : ["request", "response", "next"]
  const decorated = readParameters(handler.parameters, inspector).map(({ role }) => role)
  if (decorated.some((role) => role !== undefined)) return decorated
  switch (handler.name) {
    case "canActivate":
    case "intercept":
      return ["context", "next"]
    case "handleRequest":
      return [undefined, "request.user", undefined, "context"]
    case "catch":
      return ["error", "context"]
    case "use":
      return ["request", "response", "next"]
    default:
      return []
  }
}

/** NestJS 10 to 12, on Express and on Fastify: https://docs.nestjs.com */
export const nestjs: Framework = {
  name: "nestjs",
  packages: ["@nestjs/core"],
  scope: "order-free tree",
  routers: { "@nestjs/core.NestFactory.create()": "app" },
  constructs: readModules,
  routerTypes: [
    "@nestjs/common.INestApplication", "@nestjs/platform-express.NestExpressApplication",
    "@nestjs/platform-fastify.NestFastifyApplication",
  ],
  pluginTypes: [],
  transparent: { "@nestjs/common.mixin()": "first", "@nestjs/graphql.GqlExecutionContext.create()": "first" },
  setups: {
    setGlobalPrefix: prefix,
    enableVersioning: versioning,
    useGlobalGuards: (call) => ({ does: "use", paths: [""], handlers: call.items(call.arguments).map((one) => guardOf(one, call)) }),
    useGlobalPipes: (call) => ({
      does: "use", paths: [""], handlers: [], declared: { enforces: call.items(call.arguments).flatMap((one) => enforcementsOf(one, call)) },
    }),
    useGlobalFilters: (call) => ({ does: "errorHandler", handlers: call.items(call.arguments).map((one) => methodOf(one, "catch", call) ?? one) }),
    useGlobalInterceptors: (call) => ({
      does: "use", paths: [""], handlers: [], declared: { transforms: call.items(call.arguments).map((one) => transformsBy(one, call)) },
    }),
    use: (call) => {
      const paths = call.paths(call.argument(0))
      const handlers = call.items(paths.length === 0 ? call.arguments : call.arguments.slice(1)).map((one) => middlewareOf(one, call))
      return { does: "use", paths: paths.length === 0 ? [""] : paths, handlers }
    },
    enableCors: () => undefined,
  },
  chaining: ["useLogger", "useWebSocketAdapter", "enableShutdownHooks"],
  parameters: parametersOf,
  aliases: {
    ...express.aliases,
    "context.switchToHttp()": "context", "context.getRequest()": "request", "context.getResponse()": "response",
    "context.getContext()": "context", "context.req": "request", "context.request": "request",
  },
  inputs: { ...express.inputs, ...fastify.inputs },
  replies: { ...express.replies, ...fastify.replies, "@nestjs/common.StreamableFile": { isBodiless: true } },
  continues: "next",
  answersReturns: true,
  // https://docs.nestjs.com/controllers#status-code
  defaultStatus: (method) => (method === "POST" ? 201 : 200),
  refusesFalse: ["canActivate"],
  answersInvalid: 400,
  declaresResponses: true,
  declaresByReturnType: true,
  bodyTypes: {
    "rxjs.Observable": 0, "@nestjs/common.StreamableFile": -1, "express.Response": 0, "fastify.FastifyReply": -1, "Response": -1,
    "http.ServerResponse": -1, "stream.Readable": -1, "fs.ReadStream": -1, "@nestjs/common.MessageEvent": -1, "MessageEvent": -1,
  },
  publicMarks: [],
  publicMetadata: /(?:^|\.|is[-_]?)public(?:[-_]?(?:key|route|api))?$|(?:skip|no|allow|ignore|without|disable|bypass)[-_]?(?:jwt[-_]?)?(?:auth|anonymous|unauthori[sz]ed|guard)|^un(?:protected|authenticated)|\.Unprotected$/i,
}
