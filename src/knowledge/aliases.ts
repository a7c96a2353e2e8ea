/**
 * Names that mean the same thing. Each left side, where a name begins with it, is read as its right side, again and
 * again until none fits; so the tables name each thing once. `canonicalName` in `table.ts` applies them.
 *
 * @module
 */

const SCHEMAS_FROM_TABLES = ["createInsertSchema", "createSelectSchema", "createUpdateSchema"]

/**
 * Another name of a thing -> the name that the tables use. Longer left sides go first. Sources: the sheets on
 * validation libraries, databases and frameworks and the packages' own export lists.
 */
export const nameAliases: Readonly<Record<string, string>> = {
  // zod.dev: the namespace is exported as `z` too; subpaths of versions and of the mini build.
  // An instance by its written type, and the named exports of the factory.
  "fastify.FastifyInstance": "fastify",
  "fastify.Fastify": "fastify",
  "zod.z": "zod",
  "zod/v3": "zod",
  "zod/v4": "zod",
  "zod/mini": "zod",
  "zod/v4/mini": "zod",
  "zod/v4-mini": "zod",
  "zod/v4/core": "zod",
  "@zod/mini": "zod",
  "nestjs-zod/z": "zod",
  "@hono/zod-openapi.z": "zod",
  ...alias(SCHEMAS_FROM_TABLES.map((name) => `drizzle-zod.${name}()`), "zod.object()"),
  ...alias(SCHEMAS_FROM_TABLES.map((name) => `drizzle-orm/zod.${name}()`), "zod.object()"),
  ...alias(SCHEMAS_FROM_TABLES.map((name) => `drizzle-valibot.${name}()`), "valibot.object()"),
  ...alias(SCHEMAS_FROM_TABLES.map((name) => `drizzle-typebox.${name}()`), "typebox.Object()"),

  // joi and the packages that hand it on.
  "@hapi/joi": "joi",
  "celebrate.Joi": "joi",
  "koa-joi-router.Joi": "joi",

  // TypeBox 0.34 (`@sinclair/typebox`) and 1.x (`typebox`).
  "@sinclair/typebox": "typebox",
  "@sinclair/typebox/value": "typebox/value",
  "@sinclair/typebox/compiler": "typebox/compile",
  "@fastify/type-provider-typebox": "typebox",
  "typebox.Type": "typebox",
  "typebox/value.Value": "typebox/value",
  "typebox/compile.TypeCompiler": "typebox/compile",
  "elysia.t": "typebox",

  // What a client duplicates is another such client: https://redis.github.io/ioredis/classes/Redis.html#duplicate
  "ioredis().duplicate()": "ioredis()",
  "ioredis.Cluster().duplicate()": "ioredis.Cluster()",
  "redis.createClient().duplicate()": "redis.createClient()",

  // ajv: class as default and as named export; builds per JSON Schema draft.
  "ajv.Ajv": "ajv",
  "ajv/dist/2019": "ajv",
  "ajv/dist/2020": "ajv",
  "ajv/dist/jtd": "ajv",
  "ajv/dist/2019.js": "ajv",
  "ajv/dist/2020.js": "ajv",
  "ajv.Ajv2019": "ajv",
  "ajv.Ajv2020": "ajv",

  // express-validator: the class has the same functions; entry points before 6.
  "express-validator/check": "express-validator",
  "express-validator/filter": "express-validator",
  "express-validator.ExpressValidator()": "express-validator",
  "express-validator.validationResult.withDefaults()": "express-validator.validationResult",

  "@effect/schema": "effect",
  "@effect/schema/Schema": "effect.Schema",
  "effect/Schema": "effect.Schema",

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

function alias(names: readonly string[], meaning: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, meaning]))
}
