/**
 * A step of a chain, as rules read it.
 *
 * @module
 */
import { describe } from "../evaluate/describe.ts"
import type { Follower } from "../evaluate/evaluator.ts"
import { unwrap } from "../evaluate/wrappers.ts"
import type { Step } from "./operation.ts"
import { locate } from "../source/location.ts"
import type { Handler } from "../../model/evidence.ts"

export function toHandler(step: Step, follower: Follower): Handler {
  const target = unwrap(step.meaning, follower)
  const code = target.kind === "function" ? locate(target.activation.module, target.activation.module.facts.functions[target.id]?.at ?? 0) : undefined
  return { at: step.at, code, name: describe(target, follower) }
}
