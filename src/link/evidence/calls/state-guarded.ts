/**
 * State-guarded writes: what runs because of what is, or is not, stored, whatever the client has asked for.
 *
 * @module
 */
import type { RegionId } from "../../../model/ids.ts"
import { NO_REGION } from "../../source/no-ids.ts"
import type { Expression } from "../../../model/expression.ts"
import type { RegionFact } from "../../../model/facts.ts"
import type { CallSite, Context } from "../../../model/values.ts"
import type { CallGraph } from "../../effects/graph-types.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { originsOf } from "../../evaluate/provenance.ts"
import { contentOf, regionsAround, regionsIn } from "../../source/control-flow.ts"

/**
 * Whether a call runs only where something is missing, where looking for it failed, or under another condition that says
 * nothing of the request, on the way from the handler to it. That something is there at all is no such condition.
 *
 * @returns whether that holds on every way from the handler to it
 */
export function isGuardedByState(site: CallSite, graph: CallGraph, evaluator: Evaluator, seen: Set<CallSite> = new Set()): boolean {
  const { module, context } = site
  const call = module.facts.calls[site.call]
  seen.add(site)
  if (call !== undefined && isForStored(call.region, module.spans[3 * call.at] ?? 0, context, evaluator)) return true
  const callers = graph.callers.get(context) ?? []
  return callers.length > 0 && callers.every((edge) => seen.has(edge.site) || isGuardedByState(edge.site, graph, evaluator, seen))
}

function isForStored(start: RegionId, place: number, context: Context, evaluator: Evaluator): boolean {
  const { module } = context
  const { calls, functions, locals, regions } = module.facts
  const body = regions[start]?.function ?? -1
  const around = [...regionsAround(start, module), functions[body]?.region ?? NO_REGION]
  /** if (known) throw new Conflict() */
  const rejects = (arm: RegionId): boolean => {
    const content = contentOf(arm, module)
    return content.throws.length > 0
      || content.calls.some((one) => calls[one]?.arguments.some((given) => given.kind === "literal" && typeof given.value === "number" && given.value >= 400) === true)
  }

  const asksRequest = (test: Expression): boolean =>
    [...originsOf(evaluator.evaluate(test, context), evaluator)].some(({ name }) => name !== undefined && /^(?:request|context)\b/.test(name))

  return around.some((region) => {
    const fact = regions[region]
    if (fact === undefined) return false
    if (fact.kind === "catch") return true
    if (decides(fact, "missing")) return true
    if ((fact.kind === "then" || fact.kind === "else") && fact.test !== undefined && !decides(fact, "found") && !asksRequest(fact.test)) return true
    // if (settings) return settings
    return regionsIn(region, module).some(([id, arm]) => arm.exits && !rejects(id) && (module.spans[3 * arm.at + 1] ?? 0) <= place && decides(arm, "found"))
  })

  /** The arm runs where a value is missing, or where it is found. */
  function decides({ kind, test }: RegionFact, wanted: "missing" | "found"): boolean {
    if (test === undefined || (kind !== "then" && kind !== "else")) return false
    const said = stateOf(test)
    return said !== undefined && (said === wanted) === (kind === "then")
  }

  /** What holds of something that was looked for when the test holds. */
  function stateOf(test: Expression): "missing" | "found" | undefined {
    if (test.kind !== "operation") return isLookedFor(test) ? "found" : undefined
    const [left, right] = test.operands
    if (left === undefined) return undefined
    switch (test.operator) {
      case "!":
        return opposite(stateOf(left))
      case "&&":
      case "||":
        return test.operands.map(stateOf).find((one) => one !== undefined)
      case "===":
      case "==":
        return isLookedFor(left) && isNothing(right) ? "missing" : undefined
      case "!==":
      case "!=":
        return isLookedFor(left) && isNothing(right) ? "found" : undefined
      case "<":
        return isLookedFor(left) && right?.kind === "literal" && right.value === 1 ? "missing" : undefined
      default:
        return undefined
    }
  }

  /** What a call gave, itself or through a variable, or a member of it. */
  function isLookedFor(expression: Expression, depth = 0): boolean {
    if (depth > 4) return false
    if (expression.kind === "call") return true
    if (expression.kind === "member" || expression.kind === "element") return isLookedFor(expression.object, depth + 1)
    return expression.kind === "local" && (locals[expression.id]?.values ?? []).some((one) => isLookedFor(one, depth + 1))
  }
}

const opposite = (state: "missing" | "found" | undefined): "missing" | "found" | undefined =>
  state === undefined ? undefined : state === "missing" ? "found" : "missing"

const isNothing = (expression: Expression | undefined): boolean =>
  (expression?.kind === "literal" && (expression.value === null || expression.value === 0)) || (expression?.kind === "global" && expression.name === "undefined")
