/**
 * What built-in functions and methods give, as far as conditions ask for it: of texts, lists and regular expressions.
 *
 * @module
 */
import { findsNothing, transparentCalls } from "../../knowledge/predicates.ts"
import { find } from "../../knowledge/table.ts"
import type { AbstractValue } from "../../model/values.ts"
import { examplePath } from "../../path/template.ts"
import { ABSENT, ANY_ROUTE, CHOSEN, known, NOT_FOLLOWED, operateOn, type Outcome, partOf, truthOf } from "./outcomes.ts"

/** A call whose callee is no function of the project, with what is known of everything it is made with. */
export interface CallView {
  readonly value: Extract<AbstractValue, { kind: "result" }>
  /** Canonical name of the callee. */
  readonly name: string | undefined
  readonly method: string | undefined
  readonly receiver: Outcome | undefined
  readonly arguments: readonly Outcome[]
  /** What the callback gives for the item at an index of the list that is walked; undefined when it cannot be followed. */
  readonly applied: (index: number) => Outcome | undefined
}

/**
 * What a call gives that the language itself, or its most common helpers, define.
 *
 * @returns undefined for any other call
 */
export function callOn(call: CallView): Outcome | undefined {
  const { name, method, receiver, arguments: values } = call
  const [first] = values
  if ([receiver, ...values].some((one) => one?.is === "unknown" && one.reason === "route")) return ANY_ROUTE
  if (name !== undefined && first !== undefined && find(findsNothing, name) !== undefined) {
    return operateOn("!", [first.is === "known" && Array.isArray(first.value) ? known(first.value.length > 0) : first])
  }
  if (name !== undefined && first !== undefined && find(transparentCalls, name) !== undefined) {
    return name === "Boolean" ? operateOn("!", [operateOn("!", [first])]) : first.is === "known" ? undefined : first
  }
  if (receiver === undefined || method === undefined) return undefined
  if (receiver.is === "absent" || (receiver.is === "known" && (receiver.value === undefined || receiver.value === null))) return ABSENT
  if (receiver.is === "chosen") return partOf(receiver)
  if (receiver.is === "secret") return receiver
  if (receiver.is !== "known") return undefined
  if (Array.isArray(receiver.value)) return ofList(receiver.value, call)
  if (first === undefined) return undefined
  if (receiver.value instanceof RegExp) return method === "test" ? ofPattern(receiver.value, first) : undefined
  return typeof receiver.value === "string" ? ofText(receiver.value, method, first) : undefined
}

function ofList(list: readonly unknown[], { method, arguments: [first], applied }: CallView): Outcome | undefined {
  switch (method) {
    case "includes":
    case "indexOf": {
      if (first === undefined) return undefined
      const isIn = isAmong(list, first)
      if (method === "includes" || isIn.is !== "known") return isIn
      return known(isIn.value === true ? 0 : -1)
    }
    case "some":
    case "every":
    case "find": {
      const truths = list.map((_, index) => {
        const outcome = applied(index)
        return outcome === undefined ? { reason: "not followed" as const } : truthOf(outcome)
      })
      const deciding = method !== "every"
      if (truths.includes(deciding)) return known(deciding)
      if (truths.every((one) => one === !deciding)) return known(!deciding)
      return truths.includes("either") ? CHOSEN : NOT_FOLLOWED
    }
    default:
      return undefined
  }
}

function isAmong(list: readonly unknown[], wanted: Outcome): Outcome {
  const outcomes = list.map((item) => operateOn("===", [known(item), wanted]))
  if (outcomes.some((one) => truthOf(one) === true)) return known(true)
  return outcomes.find((one) => one.is !== "known" && wanted.is !== "known") ?? known(false)
}

function ofPattern(pattern: RegExp, given: Outcome): Outcome | undefined {
  if (given.is === "absent") return ABSENT
  if (given.is === "chosen") return given
  if (given.is !== "known" || typeof given.value !== "string") return undefined
  return known(pattern.test(examplePath(given.value)))
}

/** Methods of a text of which parts in braces are not known. */
function ofText(text: string, method: string, first: Outcome): Outcome | undefined {
  if (first.is !== "known") return first.is === "chosen" || first.is === "absent" ? first : undefined
  if (first.value instanceof RegExp) return method === "match" || method === "search" ? ofPattern(first.value, known(text)) : undefined
  if (typeof first.value !== "string") return text.includes("{") ? CHOSEN : undefined
  const given = first.value
  const fixed = text.includes("{") ? text.slice(0, text.indexOf("{")) : text
  switch (method) {
    case "startsWith":
      return given.length > fixed.length && fixed.length < text.length && given.startsWith(fixed) ? NOT_FOLLOWED : known(text.startsWith(given))
    case "endsWith":
      return known(text.endsWith(given))
    case "includes":
      return text.includes(given) ? known(true) : fixed === text ? known(false) : NOT_FOLLOWED
    case "indexOf":
      return text.includes(given) || fixed === text ? known(text.indexOf(given)) : NOT_FOLLOWED
    default:
      // What the caller puts into the parameter of a path is the caller's affair.
      return fixed === text ? undefined : CHOSEN
  }
}
