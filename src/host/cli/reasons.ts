/**
 * Why the analysis says what it says of a route, in sentences for people. Programs read the evidence itself.
 *
 * @module
 */
import type { Evidence, Location, Part } from "../../model/evidence.ts"
import type { GuardReason, InputEvidence, Route } from "../../model/route.ts"
import { enumerate } from "./words.ts"

/** One sentence for each answer about a route; why it is public, where it is. */
export interface Reasons {
  readonly auth: string
  readonly body: string
  readonly query: string
  readonly params: string
  readonly response: string
}

/** Words for a place: `src/app.ts:12`. */
export type DescribePlace = (at: Location) => string

const SHOWN = 3

/** Explains the answers about a route. */
export function explainAnswers(route: Route, placeOf: DescribePlace): Reasons {
  const explain = (part: Part): string => explainInput(route.inputs[part], part, placeOf)
  return {
    auth: explainAuth(route, placeOf),
    body: explain("body"),
    query: explain("query"),
    params: explain("params"),
    response: explainResponse(route, placeOf),
  }
}

/** Why a route is open on purpose, as the end of "It is public: "; undefined where it is not. */
export function explainPublic({ publicBy }: Route): string | undefined {
  if (publicBy === "setting") return "the setting `public` names it"
  if (publicBy === "@public") return "a comment says so"
  return publicBy
}

/** What decides that nobody can tell. */
const UNTOLD: Readonly<Record<GuardReason["kind"], string>> = {
  "presence": "Presence decides",
  "leak": "The path decides",
  "not followed": "Code that could not be followed decides",
  "configuration": "The configuration decides",
  "stored data": "What is stored decides",
}

function explainAuth({ auth, chain, isMounted }: Route, placeOf: DescribePlace): string {
  const by = list(auth.by, placeOf)
  const lost = auth.reasons.find((reason, index) => reason !== undefined && auth.steps[index] === "unknown")
  switch (auth.answer) {
    case "required":
      return `${by} ${auth.by.length > 1 ? "reject" : "rejects"} a caller without valid credentials.`
    case "optional": {
      const leak = auth.reasons.find((reason) => reason?.kind === "leak")
      if (leak !== undefined) return `${placeOf(leak.at)} rejects a caller without credentials on one path, and lets the request go on on another.`
      return `${by} ${auth.by.length > 1 ? "read" : "reads"} who the caller is and ${auth.by.length > 1 ? "reject" : "rejects"} nobody.`
    }
    case "none": {
      const present = auth.reasons.find((reason) => reason?.kind === "presence")
      if (present !== undefined) return `${placeOf(present.at)} rejects only who sends no credential: nothing verifies what is sent.`
      return chain.length > 1
        ? `None of the ${chain.length} handlers that a request meets rejects a caller without credentials.`
        : "No handler runs before the one that answers, and that one rejects no caller."
    }
    case "unknown":
      if (lost !== undefined) return `${UNTOLD[lost.kind]} at ${placeOf(lost.at)} whether a caller is rejected.`
      if (auth.by.length > 0) return `${by} could not be followed, and may reject a caller.`
      return isMounted ? "What runs before the handler could not be followed." : "No application is known to mount it, so what a request meets before it is not known."
  }
}

function explainInput({ answer, by, use }: InputEvidence, part: Part, placeOf: DescribePlace): string {
  const used = use === undefined ? `The ${part}` : `\`${use.name}${use.cast === undefined ? "" : ` as ${use.cast}`}\` (${placeOf(use.at)})`
  switch (answer) {
    case "unused":
      return "Nothing reads it."
    case "validated":
      return by.length === 0 ? "It is validated before it is used." : `${list(by, placeOf)} ${by.length > 1 ? "validate" : "validates"} it before it is used.`
    case "manual":
      return by.length === 0 ? `${used} is checked by hand, without a schema.` : `${used} is checked by hand, by ${list(by, placeOf)}.`
    case "unvalidated":
      return `${used} is used, and nothing checks it before.`
    case "unknown":
      return by.length === 0 ? "What reads it could not be followed." : `${list(by, placeOf)} could not be followed.`
  }
}

function explainResponse({ response }: Route, placeOf: DescribePlace): string {
  const { answer, by, isWeak } = response
  switch (answer) {
    case "declared":
      return `${by.length === 0 ? "Its shape is declared" : `${list(by, placeOf)} ${by.length > 1 ? "declare" : "declares"} its shape`}${isWeak ? ", and allows anything" : ""}.`
    case "undeclared":
      return isWeak ? "What declares its shape allows anything." : "It answers with a body whose shape nothing declares."
    case "bodiless":
      return "It answers without a body that has a shape to declare: a status, a redirect, a page, a file or a stream."
    case "unknown":
      return "What it answers could not be followed."
  }
}

/** `requireUser (src/guard.ts:8) and requireAdmin (src/guard.ts:21)`, and how many more. */
function list(evidence: readonly Evidence[], placeOf: DescribePlace): string {
  const shown = evidence.slice(0, SHOWN).map(({ name, at }) => `${name} (${placeOf(at)})`)
  const rest = evidence.length - shown.length
  return enumerate(rest > 0 ? [...shown, `${rest} more`] : shown)
}
