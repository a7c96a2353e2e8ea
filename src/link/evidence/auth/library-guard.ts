/**
 * What a package's guard does about a route, by its canonical name and what it was given.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import { auth, type AuthNote, type OptionTest } from "../../../knowledge/auth.ts"
import { find } from "../../../knowledge/table.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { flatten, possibleValues, textOf } from "../../evaluate/domain.ts"
import type { RouteAssumptions } from "../../evaluate/conditions.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import type { Step } from "../../routing/operation.ts"
import { covers, examplePath, segmentsOf, toTemplate } from "../../../path/template.ts"

/** What one handler proves. `exempt`: it is a guard that lets this route through. */
export type GuardVerdict = "required" | "optional" | "none" | "unknown" | "exempt"

/** Analyzes one of the functions that a combining guard is made of. */
export type JudgeOne = (value: AbstractValue, step: Step, framework: Framework, assumptions: RouteAssumptions) => GuardVerdict

/** Analyzes what packages made. */
export interface LibraryGuards {
  /** What a package's guard does about a route; undefined for what no table knows. */
  assess(value: AbstractValue, step: Step, framework: Framework, route: RouteAssumptions): GuardVerdict | undefined
}

/**
 * An analysis of what packages made.
 *
 * @param judgeOne judges the functions that a combining guard was given
 * @returns the analysis
 */
export function createLibraryGuards(evaluator: Evaluator, judgeOne: JudgeOne): LibraryGuards {
  function assess(value: AbstractValue, step: Step, framework: Framework, route: RouteAssumptions): GuardVerdict | undefined {
    const name = nameOf(value, evaluator)
    const note = find(auth, name)
    if (note === undefined) return undefined
    if (note.exemptedBy?.some((key) => route.metadata(key) !== undefined) === true) return "exempt"
    const asked = value.kind === "result" && note.kind !== "plugin" ? value.site : step.site
    const values = asked === undefined ? [] : evaluator.arguments(asked)
    if (note.kind === "combines") return assessCombination(values, note.relation, step, framework, route)
    if (note.kind === "excepts") return assessExcept(values, step, framework, route)
    if (note.kind === "guard" || note.kind === "plugin") {
      if (value.kind === "result" && evaluator.callee(value.site).method === "unless") return assessUnless(value.site, step, framework, route)
      return letsAllThrough(note, values, evaluator) ? "optional" : "required"
    }
    return note.kind === "verifies" ? "required" : "none"
  }

  /** `expressjwt(options).unless({ path: ["/token"] })`: https://github.com/jfromaniello/express-unless */
  function assessUnless(site: CallSite, step: Step, framework: Framework, assumptions: RouteAssumptions): GuardVerdict {
    const { receiver } = evaluator.callee(site)
    const inner = receiver === undefined ? undefined : assess(receiver, step, framework, assumptions)
    const [options] = evaluator.arguments(site)
    if (options === undefined) return inner ?? "required"
    const listed = [...evaluator.entries(options).get("path") === undefined ? [] : [evaluator.member(options, "path")]]
    const patterns = listed.flatMap((one) => possibleValues(one)).flatMap((one) => (one.kind === "array" ? one.items : [one]))
    for (const one of patterns) {
      const url = one.kind === "object" ? evaluator.member(one, "url") : one
      const methods = one.kind === "object" ? flatten([evaluator.member(one, "methods")]).flatMap((method) => textOf(method) ?? []) : []
      if (methods.length > 0 && !methods.includes(assumptions.method)) continue
      if (url.kind === "pattern" && new RegExp(url.source, url.flags).test(examplePath(assumptions.path))) return "exempt"
      if (url.kind === "literal" && url.value === assumptions.path) return "exempt"
      if (url.kind !== "pattern" && url.kind !== "literal") return "unknown"
    }
    return inner ?? "required"
  }

  /** `fastify.auth([first, second], { relation: "and" })`: one of them, or all, must let the request through. */
  function assessCombination(
    values: readonly AbstractValue[], fixed: AuthNote["relation"], step: Step, framework: Framework, assumptions: RouteAssumptions,
  ): GuardVerdict {
    const [functions, options] = values
    const relation = fixed ?? (options !== undefined && textOf(evaluator.member(options, "relation")) === "and" ? "every" : "some")
    const combined = flatten(fixed !== undefined ? values : functions === undefined ? [] : [functions])
    const answers = combined.map((one) => judgeOne(one, step, framework, assumptions))
    const isEnough = relation === "every" ? answers.includes("required") : answers.length > 0 && answers.every((one) => one === "required")
    if (isEnough) return "required"
    return answers.includes("unknown") ? "unknown" : "optional"
  }

  /** `except("/public/*", guard)`: a guard that lets these paths through. */
  function assessExcept(values: readonly AbstractValue[], step: Step, framework: Framework, assumptions: RouteAssumptions): GuardVerdict {
    const [excepted, ...guards] = values
    const patterns = flatten(excepted === undefined ? [] : [excepted]).map((one) => textOf(one))
    const answer = assessCombination(guards, "every", step, framework, assumptions)
    if (patterns.some((pattern) => pattern === undefined)) return answer === "required" ? "unknown" : answer
    const given = segmentsOf(assumptions.path)
    return patterns.some((pattern) => covers(segmentsOf(toTemplate(pattern ?? "")), given)) ? "exempt" : answer
  }

  return { assess }
}

/**
 * Whether a package's guard or check lets everybody through, given these arguments.
 *
 * @returns the answer
 */
export function letsAllThrough(note: AuthNote, values: readonly AbstractValue[], evaluator: Evaluator): boolean {
  return note.optionalWhen?.some((test) => holds(test, values, evaluator)) === true || note.onlyWhen?.some((test) => !holds(test, values, evaluator)) === true
}

function holds({ argument, option, equals }: OptionTest, values: readonly AbstractValue[], evaluator: Evaluator): boolean {
  const value = values[argument]
  if (value === undefined) return false
  const wanted = option === undefined ? value : option.split(".").reduce((object, name) => evaluator.member(object, name), value)
  return possibleValues(wanted).some(
    (one) => (one.kind === "literal" && one.value === equals) || (one.kind === "array" && one.items.some((item) => item.kind === "literal" && item.value === equals)),
  )
}
