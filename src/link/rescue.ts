/**
 * What frameworks call when something fails.
 *
 * @module
 */
import type { Meaning, Rescue } from "../model.ts"
import { answersOfReach } from "./answered.ts"
import { toHandler } from "./handler.ts"
import { alternatives } from "./meaning.ts"
import type { Step } from "./operation.ts"
import type { Reach } from "./reach.ts"
import { listCalls } from "./reached-call.ts"
import type { Replay } from "./replay.ts"
import { parameterRoles } from "./role.ts"
import type { Judges } from "./route.ts"

/** What frameworks are told to call when something fails: `setErrorHandler(f)`, middleware whose first parameter is the error. */
export function findRescues({ routers }: Replay, { follower, reacher, records }: Pick<Judges, "follower" | "reacher" | "records">): readonly Rescue[] {
  const seen = new Set<Meaning>()
  return routers.all.flatMap((router) => router.sentences.flatMap(({ setup, at }): Rescue[] => {
    if (setup.does !== "rescue" && setup.does !== "use") return []
    const { framework } = router
    return setup.handlers.flatMap((handler) => alternatives(handler)).flatMap((meaning): Rescue[] => {
      const isRescuer = setup.does === "rescue" || (meaning.kind === "function" && parameterRoles(meaning, framework, follower)[0] === "error")
      if (!isRescuer || seen.has(meaning)) return []
      seen.add(meaning)
      const step: Step = { meaning, at, site: undefined, isOwn: false, base: "", router: router.meaning, framework }
      const reached = (): Reach => reacher.reach(meaning, framework, router.meaning, setup.does === "rescue")
      return [{
        framework: framework.name,
        handler: toHandler(step, follower),
        answers: () => answersOfReach(reached(), framework, true, follower, records),
        calls: () => listCalls(reached(), { follower, reacher, records }),
      }]
    })
  }))
}
