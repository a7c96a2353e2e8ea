/**
 * Names that mean the same thing. Each left side, where a name begins with it, is read as its right side, again and
 * again until none fits; so the tables name each thing once. `canonicalName` in `table.ts` applies them.
 *
 * @module
 */


/**
 * Another name of a thing -> the name that the tables use. Longer left sides go first. Sources: the sheets on
 * validation libraries, databases and frameworks and the packages' own export lists.
 */
export const nameAliases: Readonly<Record<string, string>> = {
  // An instance by its written type, and the named exports of the factory.
  "fastify.FastifyInstance": "fastify",
  "fastify.Fastify": "fastify",
  // What a client duplicates is another such client: https://redis.github.io/ioredis/classes/Redis.html#duplicate
  "ioredis().duplicate()": "ioredis()",
  "ioredis.Cluster().duplicate()": "ioredis.Cluster()",
  "redis.createClient().duplicate()": "redis.createClient()",

  "express-jwt.expressjwt": "express-jwt",
  "express-jwt.expressJwt": "express-jwt",

  // passport 0.7: the default export is an `Authenticator`; koa-passport and @fastify/passport are of the same shape.
  "koa-passport": "passport",
  "@fastify/passport": "passport",
  "passport.Passport()": "passport",
  "passport.Authenticator()": "passport",
  "passport.KoaPassport()": "passport",

  "@clerk/clerk-sdk-node": "@clerk/express",
  "@clerk/nextjs.auth": "@clerk/nextjs/server.auth",
  "@clerk/nextjs.authMiddleware": "@clerk/nextjs/server.authMiddleware",
  "@clerk/nextjs.currentUser": "@clerk/nextjs/server.currentUser",
  "next-auth.default": "next-auth",
  "next-auth.NextAuth": "next-auth",
  "next-auth/next.default": "next-auth",
  "next-auth/next.getServerSession": "next-auth.getServerSession",
  "next-auth/middleware.withAuth": "next-auth.withAuth",

  "boom": "@hapi/boom",
  "hapi": "@hapi/hapi",
  "@hapi/hapi.Server()": "@hapi/hapi.server()",

  // tRPC: what is made of `initTRPC` is the same, whatever context and metadata it is told of.
  "@trpc/server.initTRPC.context()": "@trpc/server.initTRPC",
  "@trpc/server.initTRPC.meta()": "@trpc/server.initTRPC",
  "@trpc/server/unstable-core-do-not-import.initTRPC": "@trpc/server.initTRPC",
  "@trpc/server/unstable-core-do-not-import.TRPCError": "@trpc/server.TRPCError",

  "elysia.Elysia": "elysia",

  "http-status.status": "http-status",
  "http-status-codes.StatusCodes": "http-status-codes",
  "stoker/http-status-codes": "http-status-codes",

  "fastify.fastify": "fastify",
  "ioredis.Redis": "ioredis",
  // Written types of clients, as constructor parameters have them.
  "ioredis.default": "ioredis",
  "bull.Queue()": "bull()",
  "@opensearch-project/opensearch": "@elastic/elasticsearch",
}
