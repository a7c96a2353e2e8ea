/**
 * Whether something is answered because of what the client sent.
 *
 * @module
 */
import type { RegionId } from "../../../model/ids.ts"
import type { AbstractValue } from "../../../model/values.ts"
import { chainResultOf, checkOf } from "../../../validators/find.ts"
import type { Frame } from "../../effects/graph-types.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { originsOf } from "../../evaluate/provenance.ts"
import { regionsAround } from "../../source/control-flow.ts"

const DEPTH = 12

const PART = /^request\.(?:body|query|params)\b/

/**
 * Whether the nearest condition around a place is a validator's verdict, or looks at nothing but parts of the request.
 *
 * @returns false where anything else decides too
 */
export function isForInput(start: RegionId, { context }: Frame, evaluator: Evaluator): boolean {
  const { module } = context
  for (const region of regionsAround(start, module)) {
    const fact = module.facts.regions[region]
    if (fact?.kind === "catch" || fact?.kind === "loop") return false
    if (fact?.test === undefined || (fact.kind !== "then" && fact.kind !== "else")) continue
    return judges(evaluator.evaluate(fact.test, context), evaluator)
  }
  return false
}

function judges(test: AbstractValue, evaluator: Evaluator): boolean {
  if (isVerdict(test, evaluator)) return true
  const mentioned = [...originsOf(test, evaluator)]
  const named = mentioned.filter(({ value, name }) => value.kind !== "external" || name !== "undefined")
  return named.length > 0 && named.every(({ name, via }) => name !== undefined && PART.test(name) && via.every((site) => isPlain(nameOf(evaluator.callee(site).target, evaluator))))
}

/** `Number(request.query.page)` still says nothing but what the client sent. */
const isPlain = (name: string | undefined): boolean => name !== undefined && /^(?:Number|parseInt|String|Array|Object|request|isNaN|parseFloat)\b/.test(name)

/** `!errors.isEmpty()`, `!parsed.success`, `error` of `schema.validate(body)`. */
function isVerdict(test: AbstractValue, evaluator: Evaluator, depth = 0): boolean {
  if (depth > DEPTH) return false
  if (test.kind === "operation") return test.operands.some((one) => isVerdict(one, evaluator, depth + 1))
  if (test.kind === "member") return isVerdict(test.object, evaluator, depth + 1)
  if (test.kind !== "result") return false
  const { target, receiver } = evaluator.callee(test.site)
  const name = nameOf(target, evaluator)
  return checkOf(name) !== undefined || chainResultOf(name) !== undefined || (receiver !== undefined && isVerdict(receiver, evaluator, depth + 1))
}
