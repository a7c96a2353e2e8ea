/**
 * Which calls and which code of a handler say anything of who gets through: the rest is passed by.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import { auth } from "../../../knowledge/auth.ts"
import { find } from "../../../knowledge/table.ts"
import type { Expression } from "../../../model/expression.ts"
import type { RegionId } from "../../../model/ids.ts"
import type { AbstractValue, CallSite, Context } from "../../../model/values.ts"
import type { CallGraph, CallGraphs, Frame } from "../../effects/graph-types.ts"
import { answerOf } from "../../effects/responses.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { liesInRequest } from "../../evaluate/conditions.ts"
import { flatten, possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isRole } from "../../evaluate/framework-values.ts"
import { bodyOf } from "../../source/function-body.ts"
import { flowEventsOf } from "../../source/function-events.ts"
import type { Credentials } from "./credentials.ts"

/** What a call enters. */
export interface CallTargets {
  /** Functions of the project that it calls. */
  readonly called: readonly Context[]
  /** Functions that are handed to it. */
  readonly given: readonly Context[]
}

/** The calls of a handler, as paths see them. */
export interface CallsOnPaths {
  targetsOf(site: CallSite): CallTargets
  /** Whether what a function does may decide who gets through. */
  isRelevant(context: Context): boolean
  /** Whether a call could not be followed and was handed the request. */
  isUnresolved(site: CallSite): boolean
  /** Whether a call lets the request go on: `next()`. */
  isNext(site: CallSite): boolean
  /** Whether the handler lets the request go on by a call somewhere. */
  readonly usesNext: boolean
  /** Whether what happens in a region may decide; false for no region. */
  matters(frame: Frame, region: RegionId | undefined): boolean
}

const NONE: CallTargets = { called: [], given: [] }

/**
 * The calls of one handler.
 *
 * @param asksForCaller whether a call is made with something that says who the caller is
 * @returns what paths ask of them; remembered
 */
export function readCalls(
  graph: CallGraph, framework: Framework, credentials: Credentials, asksForCaller: (site: CallSite) => boolean, evaluator: Evaluator, callGraphs: CallGraphs,
): CallsOnPaths {
  const targets = collectTargets(graph, evaluator)
  const isUnresolved = ({ context, call }: CallSite): boolean => graph.unresolvedCalls.some((one) => one.call === call && one.context === context)
  const relevant = new Set<Context>()
  const decided = new Map<Context, Map<RegionId, boolean>>()

  function isNext(site: CallSite): boolean {
    const { target } = evaluator.callee(site)
    const name = nameOf(target, evaluator)
    // `next.handle()` of an interceptor: https://docs.nestjs.com/interceptors
    return isRole(target, "next") || (name !== undefined && (Object.hasOwn(framework.passesOn ?? {}, name) || name === "next.handle"))
  }

  function isTelling(site: CallSite): boolean {
    const { target } = evaluator.callee(site)
    const name = nameOf(target, evaluator)
    return isUnresolved(site) || isNext(site) || find(auth, name) !== undefined
      || Object.hasOwn(framework.contextSetters ?? {}, `${name}()`) || answerOf(site, framework, evaluator) !== undefined
      || evaluator.arguments(site).some((one) => isRole(one, "next"))
  }

  function isTellingItself(frame: Frame): boolean {
    const { throws, assignments } = bodyOf(frame.context)
    return throws.length > 0 || credentials.areReadBy(frame) || callGraphs.callsOf(frame).some(isTelling)
      || assignments.some(({ target }) => isLeft(target, frame.context))
  }

  const isLeft = (target: Expression, context: Context): boolean =>
    target.kind === "member" && liesInRequest(nameOf(evaluator.evaluate(target.object, context), evaluator) ?? "")

  function mark(context: Context): void {
    if (relevant.has(context)) return
    relevant.add(context)
    for (const { frame } of graph.callers.get(context) ?? []) mark(frame.context)
  }
  for (const frame of graph.frames) if (isTellingItself(frame)) mark(frame.context)
  const usesNext = graph.frames.some((frame) => callGraphs.callsOf(frame).some(isNext))
  // What is given a credential may look up who has it: verifyKey(key).
  for (const [context, edges] of graph.callers) if (edges.some(({ site }) => asksForCaller(site))) mark(context)

  const targetsOf = ({ context, call }: CallSite): CallTargets => targets.get(context)?.get(call) ?? NONE

  function callMatters(site: CallSite): boolean {
    const { called, given } = targetsOf(site)
    return [...called, ...given].some((one) => relevant.has(one)) || isTelling(site)
  }

  function matters(frame: Frame, region: RegionId | undefined): boolean {
    if (region === undefined) return false
    const known = decided.get(frame.context) ?? new Map<RegionId, boolean>()
    decided.set(frame.context, known)
    const found = known.get(region) ?? hasTellingEvent(frame, region)
    known.set(region, found)
    return found
  }

  function hasTellingEvent(frame: Frame, region: RegionId): boolean {
    const { context } = frame
    const { module } = context
    if (module.facts.regions[region]?.exits === true) return true
    return (flowEventsOf(module).get(region) ?? []).some((event) => {
      switch (event.kind) {
        case "return":
        case "throw":
        case "write":
          return true
        case "assignment":
          return isLeft(event.target, context)
        case "call":
          return callMatters({ module, call: event.call, context })
        case "branch":
          return matters(frame, event.then) || matters(frame, event.otherwise)
        case "switch":
          return [...event.clauses, event.otherwise].some((one) => matters(frame, one))
        case "loop":
          return matters(frame, event.body)
        case "try":
          return matters(frame, event.body) || matters(frame, event.handler) || matters(frame, event.finalizer)
      }
    })
  }

  return { targetsOf, isRelevant: (context) => relevant.has(context), isUnresolved, isNext, usesNext, matters }
}

/** What each call of a graph enters: a function that is called, or one that it is handed. */
function collectTargets(graph: CallGraph, evaluator: Evaluator): ReadonlyMap<Context, ReadonlyMap<number, CallTargets>> {
  const found = new Map<Context, Map<number, { readonly called: Context[]; readonly given: Context[] }>>()
  for (const [context, edges] of graph.callers) {
    for (const { site } of edges) {
      const calls = found.get(site.context) ?? new Map<number, { readonly called: Context[]; readonly given: Context[] }>()
      found.set(site.context, calls)
      const entry = calls.get(site.call) ?? { called: [], given: [] }
      calls.set(site.call, entry)
      const list = isHandedOver(context, site, evaluator) ? entry.given : entry.called
      if (!list.includes(context)) list.push(context)
    }
  }
  return found
}

function isHandedOver(context: Context, site: CallSite, evaluator: Evaluator): boolean {
  const isIt = (value: AbstractValue): boolean => value.kind === "function" && value.id === context.of && value.context.module === context.module
  const isCalled = possibleValues(evaluator.callee(site).target).some((one) => isIt(one) || one.kind === "class")
  return !isCalled && flatten(evaluator.arguments(site)).some((value) => possibleValues(value).some(isIt))
}
