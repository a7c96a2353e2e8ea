/**
 * Strings and comments.
 *
 * @module
 */
import type { CallId } from "../model/ids.ts"
import type { StringFact } from "../model/facts.ts"
import type { Range, SourceComment } from "./syntax.ts"
import type { ArgumentPath, Draft, Purpose, Walk } from "./walk.ts"

const SHORTEST = 4
const MEANING = /@(?:openapi|swagger|public|api|route|access|auth)\b|#swagger/
const DENIAL = /\bnot (?:(?:actually|really|an?|any|real) ){0,3}secret\b|\bsafe to (?:expose|commit|share|publish)\b/i

/** Writes down a string, unless it is short or stands as a statement: then it is a directive. */
export function recordString(walk: Walk, text: string, range: Range, purpose: Purpose): void {
  if (text.length < SHORTEST || purpose.result === "discarded") return
  const fact: Draft<StringFact> = {
    text, isCompared: purpose.isCompared, region: walk.region, at: walk.places.add(range[0], range[1]),
  }
  if (purpose.name !== undefined) fact.name = purpose.name
  if (purpose.fallback !== undefined) fact.fallback = purpose.fallback
  if (purpose.path !== undefined) {
    const argument = { call: -1 as CallId, path: listSteps(purpose.path) }
    walk.waiting.push(argument)
    fact.argument = argument
  }
  walk.facts.strings.push(fact)
}

function listSteps(path: ArgumentPath): (number | string)[] {
  const steps: (number | string)[] = []
  for (let step: ArgumentPath | undefined = path; step !== undefined; step = step.parent) steps.push(step.key)
  return steps.reverse()
}

/** Writes down the comments that carry meaning; a hashbang is none. */
export function recordComments(walk: Walk, comments: readonly SourceComment[]): void {
  for (const { value, range } of comments) {
    const deniesSecret = DENIAL.test(value)
    if ((!deniesSecret && !MEANING.test(value)) || (range[0] === 0 && walk.text.startsWith("#!"))) continue
    walk.facts.comments.push({ text: value, at: walk.places.add(range[0], range[1]), ...(deniesSecret && { deniesSecret }) })
  }
}

/** Writes down a directive that says where code runs; `use strict` says nothing of that. */
export function recordDirective(walk: Walk, directive: string | null | undefined): void {
  if (typeof directive !== "string" || !/^use (?!strict)/.test(directive)) return
  walk.facts.directives.push({ text: directive, function: walk.function })
}
