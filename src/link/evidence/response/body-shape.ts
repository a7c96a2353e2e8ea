/**
 * Bodies of answers: what they are made of, and whether they say that something failed.
 *
 * @module
 */
import type { ValueView } from "../../../model/given.ts"
import type { BodyMember, BodyShape } from "../../../model/responses.ts"

/** Deeper than this a value is not looked into. */
const DEPTH = 6

/** Calls that write an object as text: `new Response(JSON.stringify(problem))`. */
const WRITERS = /^JSON\.stringify$/

const read = (body: ValueView): ValueView => (body.kind === "result" && WRITERS.test(body.name) ? body.arguments[0] ?? body : body)

/**
 * The forms that a body may have.
 *
 * @returns one for each form, none for what is not known
 */
export function shapesOf(body: ValueView, depth = 0): readonly BodyShape[] {
  // A value may hold itself.
  if (depth > DEPTH) return []
  const one = read(body)
  switch (one.kind) {
    case "either":
      return one.of.flatMap((each) => shapesOf(each, depth + 1))
    case "text":
      return [{ kind: "text" }]
    case "literal":
      return typeof one.value === "string" ? [{ kind: "text" }] : []
    case "object":
      return [{ kind: "object", isComplete: one.isComplete, members: new Map([...one.entries].map(([name, { value }]) => [name, memberOf(value)])) }]
    default:
      return []
  }
}

function memberOf(value: ValueView, depth = 0): BodyMember {
  switch (value.kind) {
    case "text":
      return "text"
    case "literal":
      return typeof value.value === "string" ? "text" : value.value === null ? "unknown" : "scalar"
    case "object":
      return "object"
    case "array":
      return "list"
    case "named":
      return /\.(?:message|stack)$/.test(value.name) ? "text" : "unknown"
    case "either": {
      if (depth > DEPTH) return "unknown"
      const [first, ...others] = value.of.map((one) => memberOf(one, depth + 1))
      return first !== undefined && others.every((one) => one === first) ? first : "unknown"
    }
    default:
      return "unknown"
  }
}

const FAILED = new Set(["error", "fail", "failed", "failure"])

/**
 * Whether a body says that the request failed, whatever else it holds.
 *
 * @returns true for `{ error: "..." }`, `{ success: false }` and their like; false where that depends on a value
 */
export function saysFailure(body: ValueView): boolean {
  const one = read(body)
  if (one.kind !== "object") return false
  const literal = (name: string): unknown => {
    const value = one.entries.get(name)?.value
    return value?.kind === "literal" ? value.value : undefined
  }
  if (literal("success") === false || literal("ok") === false) return true
  const status = literal("status")
  if (typeof status === "string" && FAILED.has(status.toLowerCase())) return true
  if (literal("success") === true || literal("ok") === true) return false
  // What was asked for is the verdict: `{ isValid: false, error: "too short" }`.
  if ([...one.entries.keys()].some((key) => /^(?:is-?)?valid$/i.test(key))) return false
  const error = one.entries.get("error")?.value
  return error !== undefined && tellsFailure(error)
}

/** What an `error` member holds when there is one for certain. */
function tellsFailure(value: ValueView, depth = 0): boolean {
  switch (value.kind) {
    case "literal":
      return value.value === true || (typeof value.value === "string" && value.value !== "")
    case "text":
      return true
    case "object":
      return value.entries.has("message") || value.entries.has("code")
    case "named":
      return /^caught\b/.test(value.name)
    case "either":
      if (depth > DEPTH) return false
      return value.of.some((one) => tellsFailure(one, depth + 1)) && value.of.every((one) => tellsFailure(one, depth + 1) || one.kind === "unknown" || one.kind === "named")
    default:
      return false
  }
}
