import type { Location } from "../src/model/evidence.ts"
import type { Project } from "../src/model/project.ts"
import type { BodyMember, BodyShape, SentResponse } from "../src/model/responses.ts"
import { defineRule } from "../src/rule.ts"

interface Options {
  /** The form that error bodies have to have; what most of them have when left out. */
  readonly shape: "majority" | "problem-details" | readonly string[]
}

/** An error body, and where it is sent. */
interface Sent {
  readonly at: Location
  readonly shape: BodyShape
}

/** Members that say that it is an error, and not which. */
const FLAGS = new Set(["success", "ok", "status", "statusCode", "code", "timestamp", "path"])

const isError = ({ status, hasStatus, isAfterFailure, saysFailure }: SentResponse): boolean =>
  status === undefined ? saysFailure || (isAfterFailure && hasStatus) : status >= 400

/** Every error body of known form that the project sends, each place once. */
function collect({ routes, errorHandlers }: Project): readonly Sent[] {
  const found = new Map<string, Sent>()
  const look = (answer: SentResponse): void => {
    const [shape, ...others] = answer.shapes
    if (answer.isBodiless || shape === undefined || others.length > 0 || !isError(answer)) return
    found.set(`${answer.at.file}:${answer.at.start}`, { at: answer.at, shape })
  }
  for (const route of routes) if (route.defaultStatus !== undefined) for (const answer of route.answers()) look(answer)
  for (const { answers } of errorHandlers) for (const answer of answers()) look(answer)
  return [...found.values()]
}

/** Two members of one name are alike unless it is known that they hold different things. */
const isAlike = (one: BodyMember | undefined, other: BodyMember): boolean =>
  one !== undefined && (one === other || one === "unknown" || other === "unknown")

/** The member that most error bodies have, and of which kind. */
function findMain(sent: readonly Sent[]): { readonly name: string; readonly kind: BodyMember } | undefined {
  const counts = new Map<string, { readonly name: string; readonly kind: BodyMember; count: number }>()
  for (const { shape } of sent) {
    if (shape.kind !== "object") continue
    for (const [name, kind] of shape.members) {
      if (FLAGS.has(name)) continue
      const key = `${name} ${kind}`
      const known = counts.get(key) ?? { name, kind, count: 0 }
      counts.set(key, known)
      known.count += 1
    }
  }
  return [...counts.values()].sort((one, other) => other.count - one.count)[0]
}

function describe(shape: BodyShape): string {
  if (shape.kind === "text") return "a plain text"
  const names = [...shape.members].map(([name, kind]) => (kind === "object" || kind === "list" ? `${name}: ${kind === "list" ? "[...]" : "{ ... }"}` : name))
  return `{ ${[...names, ...(shape.isComplete ? [] : ["..."])].join(", ")} }`
}

export default defineRule<Options>({
  name: "consistent-error-response",
  checklist: "Error responses are consistent",
  presets: ["strict"],
  description: "Require one form of error body in the whole application",
  messages: {
    minority: "This error is {{form}}, where {{count}} of {{all}} errors have {{main}}, as in {{example}}: clients must read both. Answer in one form.",
    wanted: "This error is {{form}} and lacks {{missing}}, which the option `shape` asks for. Add what it lacks.",
  },
  options: {
    shape: { anyOf: [{ enum: ["majority", "problem-details"] }, { type: "array", items: { type: "string" }, minItems: 1, uniqueItems: true }] },
  },
  defaults: { shape: "majority" },

  *check(project, { shape: wanted }) {
    const sent = collect(project)
    if (wanted !== "majority") {
      // https://www.rfc-editor.org/rfc/rfc9457#section-3.1: no member is required; without a title or type it is none.
      const required = wanted === "problem-details" ? ["title", "status"] : wanted
      for (const { at, shape } of sent) {
        const missing = required.filter((name) => shape.kind !== "object" || (shape.isComplete && !shape.members.has(name)))
        if (missing.length > 0) yield { at, message: "wanted", data: { form: describe(shape), missing: missing.map((name) => `\`${name}\``).join(", ") } }
      }
      return
    }
    const main = findMain(sent)
    if (main === undefined) return
    const fits = ({ shape }: Sent): boolean => shape.kind === "object" && (isAlike(shape.members.get(main.name), main.kind) || (!shape.isComplete && !shape.members.has(main.name)))
    const major = sent.filter(fits)
    const [example] = major
    if (example === undefined || major.length * 2 <= sent.length) return
    for (const one of sent) {
      if (fits(one)) continue
      yield {
        at: one.at,
        message: "minority",
        data: {
          form: describe(one.shape), count: major.length, all: sent.length,
          main: main.kind === "object" || main.kind === "list" ? `\`${main.name}\` (${main.kind === "list" ? "a list" : "an object"})` : `\`${main.name}\``,
          example: `${example.at.file.split("/").at(-1) ?? ""}:${example.at.line}`,
        },
        evidence: [{ at: example.at, name: "the usual form" }],
      }
    }
  },
})
