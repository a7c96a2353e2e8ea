/**
 * Calls that write to a log.
 *
 * @module
 */
import { levelName, loggerName, logging, loggingFunction } from "../../knowledge/logging.ts"
import { find } from "../../knowledge/table.ts"
import type { CallSite } from "../../model/values.ts"
import { nameOf } from "../evaluate/canonical-name.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { writtenName } from "../source/source-name.ts"

/** A call that writes a log. */
export interface Log {
  /** By canonical name, or as written. */
  readonly name: string
  /** The method: `error`. */
  readonly level: string | undefined
}

/**
 * Whether a call writes a log.
 *
 * @returns what it writes to; undefined for any other call
 */
export function logOf(site: CallSite, evaluator: Evaluator): Log | undefined {
  const { target, method } = evaluator.callee(site)
  const fact = site.module.facts.calls[site.call]
  if (fact === undefined || fact.isNew) return undefined
  const name = nameOf(target, evaluator)
  if (find(logging, name) !== undefined) return { name: name ?? "", level: method ?? name?.split(".").at(-1) }
  const { callee } = fact
  if (callee.kind === "member") {
    const receiver = writtenName(callee.object, site.module)
    const isLogger = receiver !== undefined && loggerName.test(receiver)
    return isLogger && levelName.test(callee.name) ? { name: `${receiver}.${callee.name}`, level: callee.name } : undefined
  }
  const called = writtenName(callee, site.module)
  return called !== undefined && loggingFunction.test(called) ? { name: called, level: undefined } : undefined
}
