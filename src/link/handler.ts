/**
 * A step of a chain, as rules read it.
 *
 * @module
 */
import type { Handler } from "../model.ts"
import type { Follower } from "./follower.ts"
import { locate } from "./location.ts"
import type { Step } from "./operation.ts"
import { describe } from "./reach.ts"
import { unwrap } from "./wrapper.ts"

export function toHandler(step: Step, follower: Follower): Handler {
  const target = unwrap(step.meaning, follower)
  const code = target.kind === "function" ? locate(target.activation.module, target.activation.module.facts.functions[target.id]?.at ?? 0) : undefined
  return { at: step.at, code, name: describe(target, follower) }
}
