/**
 * The calls that run while a request is handled, as rules read them.
 *
 * @module
 */
import { writeOf } from "../knowledge/writes.ts"
import type { CallSite, Meaning, ReachedCall } from "../model.ts"
import { givenTo } from "./calls.ts"
import { isChosen } from "./chosen.ts"
import { isForDevelopment } from "./development.ts"
import type { Follower } from "./follower.ts"
import { isKept } from "./keep.ts"
import { locate } from "./location.ts"
import { alternatives, textOf } from "./meaning.ts"
import { nameOf } from "./name.ts"
import type { Operation, Step } from "./operation.ts"
import { perReach } from "./per-reach.ts"
import type { Reach } from "./reach.ts"
import { repetitionsOf } from "./repetition.ts"
import type { Judges } from "./route.ts"
import { isUpkeep } from "./upkeep.ts"

/** The calls of a chain, the outermost handler's first. */
export function* callsOf(operation: Operation, judges: Judges, reachOf: (step: Step) => Reach): Generator<ReachedCall> {
  for (const [index, step] of operation.chain.entries()) yield* callsOfReach(reachOf(step), judges, index === operation.chain.length - 1)
}

/**
 * The calls of everything that runs; the same list for the same reach.
 *
 * @param isOwn it is the handler that answers that runs them
 */
export const callsOfReach = perReach(listCalls, (_judges, isOwn) => isOwn)

function listCalls(
  reached: Reach, { follower, reacher, records }: Pick<Judges, "follower" | "reacher" | "records">, isOwn: boolean,
): readonly ReachedCall[] {
  return reached.visits.flatMap((visit) => {
    const { module } = visit.activation
    return reacher.callsOf(visit).flatMap((site): ReachedCall[] => {
      const call = module.facts.calls[site.call]
      if (call === undefined) return []
      return [{
        at: locate(module, call.calleeAt),
        whole: locate(module, call.at),
        name: nameOf(follower.callee(site).target, follower),
        get isChosen() {
          return isChosen(site, follower)
        },
        get isForDevelopment() {
          return isForDevelopment(call.region, module)
        },
        isAwaited: call.isAwaited,
        isInAsync: visit.fact.isAsync,
        get repetitions() {
          return repetitionsOf(site, reached, follower)
        },
        isCached: visit.isCached || isKept(site, follower),
        get write() {
          return writeOf(nameOf(follower.callee(site).target, follower), statementOf(site, follower))
        },
        isOwn,
        get isUpkeep() {
          return isUpkeep(site, reached, follower)
        },
        result: call.result,
        get arguments() {
          return givenTo(site, follower)
        },
        argumentCount: call.arguments.length,
        get record() {
          const query = records.queryOf(site)
          return query?.model === undefined ? undefined : { ...query.model.record, client: query.note.client }
        },
        madeWith: makerOf(site, follower),
        via: visit.via,
      }]
    })
  })
}

/** What the value at the start of a chain of methods was made with: `low(adapter).get("users").write()`. */
function makerOf(site: CallSite, follower: Follower): string | undefined {
  let receiver = follower.callee(site).receiver
  for (let depth = 0; receiver !== undefined && depth < 16; depth += 1) {
    const made: Meaning | undefined = alternatives(receiver).find((one) => one.kind === "result" || one.kind === "member")
    if (made?.kind === "member") receiver = made.object
    else if (made?.kind === "result") {
      const above: Meaning | undefined = follower.callee(made.site).receiver
      if (above === undefined || above.kind === "external" || above.kind === "namespace") {
        const [first] = follower.arguments(made.site)
        return first === undefined ? undefined : nameOf(first, follower)
      }
      receiver = above
    } else return undefined
  }
  return undefined
}

/** A statement as text: the first argument, or that of the call that prepared it: `database.prepare("DELETE ...").run(id)`. */
function statementOf(site: CallSite, follower: Follower): string | undefined {
  const { receiver } = follower.callee(site)
  const prepared = receiver?.kind === "result" && follower.callee(receiver.site).method === "prepare" ? follower.arguments(receiver.site) : []
  return [...prepared, ...follower.arguments(site).slice(0, 1)].map((one) => textOf(one)).find((one) => one !== undefined)
}
