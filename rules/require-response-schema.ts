import type { Application, Route } from "../src/model/route.ts"
import { defineRule, isHabit } from "../src/rule.ts"

interface Options {
  /** Report every application, not only those whose habit is to declare. */
  readonly everywhere: boolean
  /** Report only where nearly every answer is declared, and no public route: health checks and notifications have nobody who generates from them. */
  readonly onlyContradicted: boolean
}

/** Of as many answers, one that is not declared stands out. */
const MOST = 0.9

/** What an action returns has the type that its caller sees: there is no answer apart from it. */
const isRoute = (route: Route): boolean => route.kind === "route"

/** The routes that answer with a body, and of these the ones that say what is in it. */
function countDeclared({ routes }: Application): { readonly declared: number; readonly total: number } {
  const answers = routes.filter(isRoute).map(({ response }) => response.answer)
  const declared = answers.filter((answer) => answer === "declared").length
  return { declared, total: declared + answers.filter((answer) => answer === "undeclared").length }
}

const nameOf = (route: Route): string => `${route.method} ${route.path}`

export default defineRule<Options>({
  name: "require-response-schema",
  checklist: "Response models are defined for all endpoints",
  presets: ["recommended", "strict"],
  description: "Require routes to declare the shape of what they answer",
  messages: {
    missing: "{{route}} answers with a body whose shape nothing declares{{habit}}. {{remedy}}",
    weak: "The response schema of {{route}} lets anything through. Name the properties that it answers.",
  },
  options: { everywhere: { type: "boolean" }, onlyContradicted: { type: "boolean" } },
  defaults: { everywhere: false, onlyContradicted: false },
  recommendedOptions: { onlyContradicted: true },
  strictOptions: { everywhere: true },

  *check({ applications }, { everywhere, onlyContradicted }) {
    for (const application of applications) {
      const { declared, total } = countDeclared(application)
      const hasHabit = isHabit(declared, total, onlyContradicted ? MOST : undefined)
      if (!everywhere && !hasHabit) continue
      const habit = hasHabit ? `, as ${declared} of the ${total} here do` : ""
      const remedy = application.declaresResponses
        ? "Add a `response` schema to the route."
        : "Declare it: a response type, a schema, or an OpenAPI comment."
      const open = application.routes.filter((route) => isRoute(route) && route.response.answer === "undeclared" && route.isMounted
        && !(onlyContradicted && route.publicBy !== undefined))
      const reported = new Set<string>()
      for (const route of open) {
        // One place may register several routes: a path array, a router mounted twice.
        const place = `${route.at.file}:${route.at.start}`
        if (reported.has(place)) continue
        reported.add(place)
        const together = open.filter(({ at }) => at.file === route.at.file && at.start === route.at.start)
        const more = together.length > 1 ? ` (and ${together.length - 1} more)` : ""
        yield { at: route.at, message: route.response.isWeak ? "weak" : "missing", data: { route: `${nameOf(route)}${more}`, habit, remedy }, routes: together }
      }
    }
  },
})
