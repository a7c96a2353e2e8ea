/**
 * A step of a chain, as rules read it.
 *
 * @module
 */
import type { Handler } from "../../model/evidence.ts"
import { describe } from "../evaluate/describe.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { unwrap } from "../evaluate/wrappers.ts"
import { locate } from "../source/location.ts"
import type { Step } from "./operation.ts"

export function toHandler(step: Step, evaluator: Evaluator): Handler {
  const target = unwrap(step.handler, evaluator)
  const code = target.kind === "function" ? locate(target.context.module, target.context.module.facts.functions[target.id]?.at ?? 0) : undefined
  return { at: step.at, code, name: describe(target, evaluator) }
}
