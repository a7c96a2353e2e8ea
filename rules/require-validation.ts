import type { Part } from "../src/model/evidence.ts"
import type { Application, InputUse, Route } from "../src/model/route.ts"
import { defineRule, isHabit } from "../src/rule.ts"

interface Options {
  /** The parts of the request to look at. */
  readonly parts: readonly Part[]
  /** Report hand-written checks too. */
  readonly reportManual: boolean
  /** Look only at applications that validate that part of the request on most of their routes that use it. */
  readonly onlyContradicted: boolean
}

interface Open {
  readonly use: InputUse
  readonly part: Part
  readonly message: "unvalidated" | "cast" | "manual"
  readonly routes: Route[]
}

/** Whether an application validates a part of the request on most of the routes that use it. */
function validates({ routes }: Application, part: Part): boolean {
  const answers = routes.map(({ inputs }) => inputs[part].answer).filter((answer) => answer === "validated" || answer === "manual" || answer === "unvalidated")
  return isHabit(answers.filter((answer) => answer === "validated").length, answers.length)
}

export default defineRule<Options>({
  name: "require-validation",
  checklist: "Models validate all inputs",
  presets: ["recommended", "strict", "security"],
  description: "Require what comes with a request to be validated before it is used",
  messages: {
    unvalidated: "`{{name}}` is used without validation on {{route}}{{more}}. Check the {{part}} with a schema before its first use.",
    cast: "`{{name}} as {{cast}}` on {{route}}{{more}} is a cast, not a check: the {{part}} is used as the client sent it. Parse it with a schema.",
    manual: "`{{name}}` is checked by hand on {{route}}{{more}}. A schema checks the whole {{part}} and documents it.",
  },
  options: {
    parts: { type: "array", items: { enum: ["body", "query", "params"] }, uniqueItems: true },
    reportManual: { type: "boolean" },
    onlyContradicted: { type: "boolean" },
  },
  defaults: { parts: ["body"], reportManual: false, onlyContradicted: false },
  recommendedOptions: { onlyContradicted: true },
  strictOptions: { parts: ["body", "query", "params"], reportManual: true },

  *check({ routes }, { parts, reportManual, onlyContradicted }) {
    const open = new Map<string, Open>()
    const habits = new Map<Application, ReadonlyMap<Part, boolean>>()
    const hasHabit = (application: Application, part: Part): boolean => {
      const known = habits.get(application) ?? new Map(parts.map((one) => [one, validates(application, one)]))
      habits.set(application, known)
      return known.get(part) === true
    }
    for (const route of routes) {
      for (const part of parts) {
        if (onlyContradicted && !hasHabit(route.application, part)) continue
        const { answer, use } = route.inputs[part]
        if (use === undefined || (answer !== "unvalidated" && !(answer === "manual" && reportManual))) continue
        const key = `${use.at.file}:${use.at.start}:${part}`
        const message = answer === "manual" ? "manual" : use.cast === undefined ? "unvalidated" : "cast"
        const known = open.get(key) ?? { use, part, message, routes: [] }
        open.set(key, known)
        known.routes.push(route)
      }
    }
    for (const { use, part, message, routes: reached } of open.values()) {
      const [first] = reached
      if (first === undefined) continue
      const more = reached.length > 1 ? ` (and ${reached.length - 1} more)` : ""
      yield {
        at: use.at,
        message,
        data: { name: use.name, cast: use.cast ?? "", part, route: `${first.method} ${first.path}`, more },
        routes: reached,
      }
    }
  },
})
