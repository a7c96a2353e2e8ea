/**
 * Listeners of a Node server's `upgrade` event: they answer on the bare socket, past every framework and its error handler.
 *
 * https://nodejs.org/api/http.html#event-upgrade_1
 *
 * @module
 */
import type { Framework } from "../../frameworks/framework.ts"
import { emitterMethods } from "../../knowledge/listeners.ts"
import type { ValueView } from "../../model/given.ts"
import type { UpgradeListener } from "../../model/project.ts"
import type { SentOnSocket, SentResponse } from "../../model/responses.ts"
import type { CallGraphs } from "../effects/graph-types.ts"
import { nameOf } from "../evaluate/canonical-name.ts"
import { possibleValues, UNKNOWN } from "../evaluate/domain.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import type { Records } from "../evidence/records/record-models.ts"
import { responsesOfGraph } from "../evidence/response/sent-responses.ts"
import { toHandler } from "../routing/handlers.ts"
import { locate } from "../source/location.ts"

/** A client has the event, too, for what a server upgrades it to. */
const CLIENT = /^(?:node:)?https?\.(?:request|get|ClientRequest)\b/

/** Every listener of an event that is answered on the socket. */
export function upgradeListenersOf(frameworks: readonly Framework[], evaluator: Evaluator, callGraphs: CallGraphs, records: Records): readonly UpgradeListener[] {
  return frameworks.flatMap((framework) => listenersOf(framework, evaluator, callGraphs, records))
}

function listenersOf(framework: Framework, evaluator: Evaluator, callGraphs: CallGraphs, records: Records): readonly UpgradeListener[] {
  const events: ReadonlySet<unknown> = new Set(framework.answeredEvents)
  return events.size === 0 ? [] : evaluator.sources.modules.flatMap((module) => module.facts.calls.flatMap(({ callee, arguments: [event, listener], at }): UpgradeListener[] => {
    if (callee.kind !== "member" || !emitterMethods.includes(callee.name) || event?.kind !== "literal" || !events.has(event.value) || listener === undefined) return []
    const context = evaluator.moduleContext(module)
    if (CLIENT.test(nameOf(evaluator.evaluate(callee.object, context), evaluator) ?? "")) return []
    return possibleValues(evaluator.evaluate(listener, context)).flatMap((value): UpgradeListener[] => {
      if (value.kind !== "function") return []
      const step = { handler: value, at: locate(module, at), site: undefined, isOwn: false, base: "", router: UNKNOWN, framework }
      return [{
        handler: toHandler(step, evaluator),
        answers: () => responsesOfGraph(callGraphs.graphOf(value, framework, UNKNOWN), framework, true, evaluator, records).map(toSent),
      }]
    })
  }))
}

/** What is written on a socket begins with the status: `HTTP/1.1 400 Bad Request`. */
function toSent(answer: SentResponse): SentOnSocket {
  const status = /^HTTP\/1\.[01] (\d{3})\b/.exec(startOf(answer.body) ?? "")?.[1]
  return { at: answer.at, status: status === undefined ? undefined : Number(status), exposes: answer.exposes }
}

function startOf(body: ValueView | undefined): string | undefined {
  if (body?.kind === "text") return startOf(body.parts[0])
  return body?.kind === "literal" && typeof body.value === "string" ? body.value : undefined
}
