import { elysia } from "./elysia.ts"
import { express } from "./express.ts"
import { fastify } from "./fastify/fastify.ts"
import type { Framework } from "./framework.ts"
import { hapi } from "./hapi/hapi.ts"
import { hono } from "./hono.ts"
import { koa } from "./koa/koa.ts"
import { nestjs } from "./nestjs/nestjs.ts"
import { next } from "./next/next.ts"
import { nodeServer } from "./node-server.ts"
import { trpc } from "./trpc.ts"

/** Every framework the linker knows, in order of precedence. */
export const frameworks: readonly Framework[] = [express, fastify, hono, koa, hapi, nestjs, next, elysia, trpc, nodeServer]
