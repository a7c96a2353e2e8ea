/**
 * When two questions about a handler have one call graph.
 *
 * @module
 */
import { describe, expect, it } from "vitest"
import { express } from "../../src/frameworks/express.ts"
import { fastify } from "../../src/frameworks/fastify/fastify.ts"
import { createWorkspace } from "../../src/host/workspace/workspace.ts"
import { createCallGraphs } from "../../src/link/effects/call-graph.ts"
import type { CallGraphs } from "../../src/link/effects/graph-types.ts"
import { createClients } from "../../src/link/evaluate/clients.ts"
import { createEvaluator } from "../../src/link/evaluate/create-evaluator.ts"
import type { AbstractValue } from "../../src/model/values.ts"
import { createProject } from "../host/project.ts"

const FILES = {
  "package.json": JSON.stringify({ name: "signal-box", type: "module" }),
  "handlers.js": `
export function announce(request, reply) { return this.announce(request) }
export const show = (request, reply) => this.show(request)
export function list(request, reply) { return reply.send([]) }
`,
}

function readHandlers(): {
  readonly graphOf: CallGraphs["graphOf"]
  handler(name: string): AbstractValue
  readonly east: AbstractValue
  readonly west: AbstractValue
} {
  const workspace = createWorkspace({ root: createProject(FILES).root, settings: {} })
  workspace.refresh()
  const evaluator = createEvaluator(workspace.sources, {
    provided: () => undefined, transparent: {}, ambient: new Map(), routerMakers: new Set(), clients: createClients([]),
  })
  const [module] = workspace.sources.modules
  if (module === undefined) throw new Error("handlers.js was not read")
  return {
    graphOf: createCallGraphs(evaluator, { decoratorOf: () => undefined }).graphOf,
    handler: (name) => evaluator.exported(module, name),
    east: evaluator.external("east"),
    west: evaluator.external("west"),
  }
}

describe("a call graph", () => {
  it("is another for each router of a function that says `this`", () => {
    const { graphOf, handler, east, west } = readHandlers()
    const graph = graphOf(handler("announce"), fastify, east)
    expect(graphOf(handler("announce"), fastify, east)).toBe(graph)
    expect(graphOf(handler("announce"), fastify, west)).not.toBe(graph)
    expect(graph.frames.map(({ context }) => context.receiver)).toEqual([east])
  })

  it("is one for all routers of a function that has no `this` of its own", () => {
    const { graphOf, handler, east, west } = readHandlers()
    for (const name of ["show", "list"]) {
      expect(graphOf(handler(name), fastify, west), name).toBe(graphOf(handler(name), fastify, east))
    }
  })

  it("is another for each way in which frameworks call a function, and where they call it for an error", () => {
    const { graphOf, handler, east } = readHandlers()
    const graph = graphOf(handler("list"), fastify, east)
    expect(graphOf(handler("list"), express, east)).not.toBe(graph)
    expect(graphOf(handler("list"), fastify, east, true)).not.toBe(graph)
    // In either order: the first question decides nothing.
    expect(graphOf(handler("show"), fastify, east, true)).not.toBe(graphOf(handler("show"), fastify, east))
  })
})
