/**
 * Where an exception ends that is raised while a handler runs, over all ways from the handler to it.
 *
 * @module
 */
import { describe, expect, it } from "vitest"
import { fastify } from "../../src/frameworks/fastify/fastify.ts"
import { createWorkspace } from "../../src/host/workspace/workspace.ts"
import { createCallGraphs } from "../../src/link/effects/call-graph.ts"
import { type ExceptionFlow, exceptionFlowFrom } from "../../src/link/effects/exception-flow.ts"
import { createClients } from "../../src/link/evaluate/clients.ts"
import { createEvaluator } from "../../src/link/evaluate/create-evaluator.ts"
import { bodyOf } from "../../src/link/source/function-body.ts"
import { createProject } from "../host/project.ts"

const HANDLERS = `
async function raise() { throw new Error("The points are frozen") }

export async function escaping() { await raise() }

export async function taken() {
  try { await raise() } catch (error) { console.error(error) }
}

export async function passedOn() {
  try { await raise() } catch (error) { console.error(error); throw error }
}

export async function takenOnce() {
  try { await raise() } catch (error) { console.error(error) }
  await raise()
}

export async function returned() {
  try { return raise() } catch (error) { console.error(error) }
}

export async function lost() { raise() }

export async function caughtByPromise() { await raise().catch(() => undefined) }

export async function thrownByPromise() { await raise().catch((error) => { throw error }) }
`

/** Where what raise() throws ends, for one of the handlers. */
function flowIn(name: string): ExceptionFlow {
  const workspace = createWorkspace({ root: createProject({ "package.json": JSON.stringify({ type: "module" }), "handlers.js": HANDLERS }).root, settings: {} })
  workspace.refresh()
  const evaluator = createEvaluator(workspace.sources, {
    provided: () => undefined, transparent: {}, ambient: new Map(), routerMakers: new Set(), clients: createClients([]),
  })
  const [module] = workspace.sources.modules
  if (module === undefined) throw new Error("handlers.js was not read")
  const graph = createCallGraphs(evaluator, { decoratorOf: () => undefined }).graphOf(evaluator.exported(module, name), fastify, evaluator.external("router"))
  const raising = graph.frames.find(({ fact }) => fact.name === "raise")
  const [thrown] = raising === undefined ? [] : bodyOf(raising.context).throws
  if (raising === undefined || thrown === undefined) throw new Error(`${name}() does not call raise()`)
  return exceptionFlowFrom(raising, thrown.region, graph, evaluator)
}

describe("an exception", () => {
  it.each([
    { name: "escaping", escapes: true, isLost: false, takers: [] },
    { name: "taken", escapes: false, isLost: false, takers: ["taken"] },
    { name: "passedOn", escapes: true, isLost: false, takers: [] },
    // The rejection of a promise that is returned without `await` is none of the `try` around it.
    { name: "returned", escapes: true, isLost: false, takers: [] },
    { name: "lost", escapes: false, isLost: true, takers: [] },
    { name: "caughtByPromise", escapes: false, isLost: false, takers: ["caughtByPromise"] },
    { name: "thrownByPromise", escapes: true, isLost: false, takers: [] },
    { name: "takenOnce", escapes: true, isLost: false, takers: ["takenOnce"] },
  ])("that is raised below $name() ends there", ({ name, ...expected }) => {
    const { escapes, isLost, takers } = flowIn(name)
    expect({ escapes, isLost, takers: takers.map(({ frame }) => frame.fact.name) }).toEqual(expected)
  })
})
