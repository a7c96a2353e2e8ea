/**
 * Which operations a project really serves.
 *
 * @module
 */
import type { Framework } from "../../frameworks/framework.ts"
import { auth } from "../../knowledge/auth.ts"
import { find } from "../../knowledge/table.ts"
import type { CallGraphs } from "../effects/graph-types.ts"
import { memoizePerGraph } from "../effects/per-graph.ts"
import { responsesIn } from "../effects/responses.ts"
import { nameOf } from "../evaluate/canonical-name.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { isRole } from "../evaluate/framework-values.ts"
import type { Operation } from "../routing/operation.ts"
import { routerMakerOf } from "../routing/routers.ts"
import { locate } from "../source/location.ts"

/**
 * One registration may run for several applications: the one that listens, and one made for tests. What is served in a
 * way of its own too, as tRPC's procedures are by OpenAPI, is told by that.
 */
export function unique(operations: readonly Operation[]): readonly Operation[] {
  const seen = new Set<string>()
  const placeOf = ({ at }: Operation): string => `${at.file} ${at.start}`
  const special = new Set(operations.filter(({ via }) => via !== undefined).map(placeOf))
  return servedOnce(operations).filter((operation) => {
    const { method, path, at, via } = operation
    if (via === undefined && special.has(placeOf(operation))) return false
    const key = `${method} ${path} ${at.file} ${at.start}`
    return !seen.has(key) && seen.add(key) !== undefined
  })
}

/** A class that several applications declare, a worker's among them, is served by the one that sets up the most. */
function servedOnce(operations: readonly Operation[]): readonly Operation[] {
  const most = new Map<string, number>()
  const weight = ({ application }: Operation): number => application?.statements.length ?? 0
  const declaredAt = ({ site, at, method }: Operation): string | undefined => {
    const said = site === undefined ? undefined : locate(site.module, site.module.facts.calls[site.call]?.calleeAt ?? 0)
    return said === undefined || said.start === at.start ? undefined : `${method} ${at.file} ${at.start}`
  }
  for (const one of operations) {
    const place = declaredAt(one)
    if (place !== undefined) most.set(place, Math.max(most.get(place) ?? 0, weight(one)))
  }
  return operations.filter((one) => weight(one) === (most.get(declaredAt(one) ?? "") ?? weight(one)))
}

/** Registered as a route, but only to let requests go on: `router.route("/x").all(requireUser)`. */
export function onlyContinues({ chain, framework, method }: Operation, evaluator: Evaluator, callGraphs: CallGraphs): boolean {
  const step = chain.at(-1)
  if (step === undefined) return true
  const note = find(auth, nameOf(step.handler, evaluator))
  if (note?.kind === "guard" || note?.kind === "reader") return method === "*" && chain.filter((one) => one.isOwn).length === 1
  if (framework.answersReturns) return false
  let goesOn = false
  for (const frame of callGraphs.graphOf(step.handler, step.convention ?? step.framework, step.router).frames) {
    goesOn ||= callGraphs.callsOf(frame).some((site) => isRole(evaluator.callee(site).target, "next") && evaluator.arguments(site).length === 0)
    const answers = responsesIn(frame, framework, evaluator)
    if (answers.some(({ form, status, name }) => form.isPartial !== true && (status ?? 200) < 400 && name !== "response.redirect")) return false
  }
  return goesOn
}

/** A handler that hands the request to a router of another framework: the operations are those of that router. */
export function isTransport({ chain, framework }: Operation, frameworks: readonly Framework[], evaluator: Evaluator, callGraphs: CallGraphs): boolean {
  const step = chain.at(-1)
  if (step === undefined) return false
  const graph = callGraphs.graphOf(step.handler, step.convention ?? step.framework, step.router)
  return constructedIn(graph, frameworks, evaluator, callGraphs).some((one) => one !== framework)
}

/** The frameworks of routers that are made where a handler runs, of those that make routes of what a router is made with. */
const constructedIn = memoizePerGraph((graph, frameworks: readonly Framework[], evaluator: Evaluator, callGraphs: CallGraphs): readonly Framework[] =>
  graph.frames.flatMap((frame) => callGraphs.callsOf(frame)).flatMap((site) => {
    const name = nameOf(evaluator.callee(site).target, evaluator)
    const maker = name === undefined ? undefined : routerMakerOf(name, frameworks, evaluator)
    return maker?.framework.constructs === undefined ? [] : [maker.framework]
  }))
