import { elysia } from "./elysia.ts"
import { express } from "./express.ts"
import { fastify } from "./fastify.ts"
import type { Framework } from "./framework.ts"
import { hono } from "./hono.ts"
import { trpc } from "./trpc.ts"

/** Every framework the linker knows, in order of precedence. */
export const frameworks: readonly Framework[] = [express, fastify, hono, elysia, trpc]
