/**
 * Whether something is answered because of what the client sent.
 *
 * @module
 */
import { chainResults } from "../../../knowledge/request-validators.ts"
import { find } from "../../../knowledge/table.ts"
import { checks } from "../../../knowledge/validators.ts"
import type { Visit } from "../../effects/graph-types.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import type { Follower } from "../../evaluate/evaluator.ts"
import { mentionsOf } from "../../evaluate/provenance.ts"
import { regionsAround } from "../../source/control-flow.ts"
import type { Meaning } from "../../../model/values.ts"

const DEPTH = 12

const PART = /^request\.(?:body|query|params)\b/

/**
 * Whether the nearest condition around a place is a validator's verdict, or looks at nothing but parts of the request.
 *
 * @returns false where anything else decides too
 */
export function isForInput(start: number, { activation }: Visit, follower: Follower): boolean {
  const { module } = activation
  for (const region of regionsAround(start, module)) {
    const fact = module.facts.regions[region]
    if (fact?.kind === "catch" || fact?.kind === "loop") return false
    if (fact?.test === undefined || (fact.kind !== "then" && fact.kind !== "else")) continue
    return judges(follower.follow(fact.test, activation), follower)
  }
  return false
}

function judges(test: Meaning, follower: Follower): boolean {
  if (isVerdict(test, follower)) return true
  const mentioned = [...mentionsOf(test, follower)]
  const named = mentioned.filter(({ meaning, name }) => meaning.kind !== "external" || name !== "undefined")
  return named.length > 0 && named.every(({ name, through }) => name !== undefined && PART.test(name) && through.every((site) => isPlain(nameOf(follower.callee(site).target, follower))))
}

/** `Number(request.query.page)` still says nothing but what the client sent. */
const isPlain = (name: string | undefined): boolean => name !== undefined && /^(?:Number|parseInt|String|Array|Object|request|isNaN|parseFloat)\b/.test(name)

/** `!errors.isEmpty()`, `!parsed.success`, `error` of `schema.validate(body)`. */
function isVerdict(test: Meaning, follower: Follower, depth = 0): boolean {
  if (depth > DEPTH) return false
  if (test.kind === "operation") return test.operands.some((one) => isVerdict(one, follower, depth + 1))
  if (test.kind === "member") return isVerdict(test.object, follower, depth + 1)
  if (test.kind !== "result") return false
  const { target, receiver } = follower.callee(test.site)
  const name = nameOf(target, follower)
  return find(checks, name) !== undefined || find(chainResults, name) !== undefined || (receiver !== undefined && isVerdict(receiver, follower, depth + 1))
}
