/**
 * Cross-origin access: what each library allows by default, and how its options say otherwise.
 *
 * Every row was settled by running the package with a foreign `Origin`, or by reading it: cors 2.8.6, @fastify/cors 11.4,
 * hono 4.13, @koa/cors 5.0, koa2-cors 2.0, @hapi/hapi 21, @elysiajs/cors 1.4, socket.io 4, @nestjs/common 11, itty-router 6,
 * restify-cors-middleware2 2.2; https://fetch.spec.whatwg.org/#http-cors-protocol
 *
 * @module
 */
import { headerMethods } from "./headers.ts"
import type { Table } from "./table.ts"

/** How a library is told which origins may read its answers. */
export interface CorsNote {
  /** The arguments that may be its options: the first of them that is an object, or what lies under `option` in it. */
  readonly arguments: readonly number[]
  /** Where the options lie in that argument: `routes.cors`. Without them there, nothing is said about origins. */
  readonly option?: string
  /** The name of the option that lists origins. */
  readonly origin: "origin" | "origins"
  /** Without options it lets in any origin (`any`: `*`, `reflected`: the one that asks), or none. */
  readonly standard: "any" | "reflected" | "none"
  /** Without options it allows credentials. */
  readonly hasCredentials?: true
  /** `*` together with credentials becomes the origin that asks, which browsers accept. */
  readonly reflects?: true
  /** `["*"]` is `*`; otherwise it is an origin that nobody has. */
  readonly listsAny?: true
}

const plain = { arguments: [0], origin: "origin", standard: "any" } as const

/** Canonical name of a called function -> how it is told. */
export const cors: Table<CorsNote> = [
  { name: "cors", ...plain },
  { name: "nextjs-cors", arguments: [2], origin: "origin", standard: "any" },
  { name: "@fastify/cors", ...plain, listsAny: true },
  { name: "@fastify/cors.fastifyCors", ...plain, listsAny: true },
  { name: "fastify-cors", ...plain, listsAny: true },
  { name: "hono/cors.cors", ...plain },
  { name: "@koa/cors", ...plain, reflects: true },
  { name: "{koa2-cors,kcors,koa-cors}", arguments: [0], origin: "origin", standard: "reflected" },
  { name: "@elysiajs/cors.cors", arguments: [0], origin: "origin", standard: "reflected", hasCredentials: true, reflects: true },
  { name: "@elysiajs/cors", arguments: [0], origin: "origin", standard: "reflected", hasCredentials: true, reflects: true },
  { name: "itty-router.cors", ...plain, reflects: true },
  { name: "{restify-cors-middleware,restify-cors-middleware2}", arguments: [0], origin: "origins", standard: "any", listsAny: true },
  { name: "@nestjs/core.NestFactory.create().enableCors", ...plain },
  { name: "@nestjs/core.NestFactory.create", arguments: [1, 2], option: "cors", origin: "origin", standard: "any" },
  { name: "@nestjs/websockets.WebSocketGateway", arguments: [0, 1], option: "cors", origin: "origin", standard: "any" },
  { name: "socket.io.Server", arguments: [0, 1], option: "cors", origin: "origin", standard: "any" },
  { name: "socket.io", arguments: [0, 1], option: "cors", origin: "origin", standard: "any" },
  {
    name: "{@hapi/hapi.server,@hapi/hapi.Server}", arguments: [0], option: "routes.cors", origin: "origin", standard: "any",
    reflects: true, listsAny: true,
  },
]

/** The same by the name of a method, where the source does not tell what it is called on. */
export const corsMethods: ReadonlyMap<string, CorsNote> = new Map([["enableCors", plain]])

/** Where a route's own options have it, in the argument of `server.route(...)`: https://hapi.dev/api/#-routeoptionscors */
export const corsRoutes: readonly CorsNote[] = ["options.cors", "config.cors"].map((option) => (
  { arguments: [0], option, origin: "origin", standard: "any", reflects: true, listsAny: true }
))

/** Names of methods and constructors that set headers, one by name and value, or several by an object. */
export const headerSetters: ReadonlySet<string> = new Set([...headerMethods, "json", "code", "Response", "NextResponse", "Headers"])

/** The header that says who may read an answer, and the one that lets cookies come along. */
export const corsHeaders = { origin: "access-control-allow-origin", credentials: "access-control-allow-credentials" } as const

/** Calls that make a session of a cookie: an application that has one knows its callers by what browsers send by themselves. */
export const cookieSessions: Table<object> = [
  { name: "{express-session,cookie-session,koa-session,koa-generic-session,client-sessions,@fastify/session}" },
  { name: "{@fastify/secure-session,fastify-secure-session,@hapi/cookie,@hapi/yar,hapi-auth-cookie}" },
  { name: "{iron-session.getIronSession,next-auth,better-auth.betterAuth,lucia.Lucia}" },
]
