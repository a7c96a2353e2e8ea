import type { Application, Route } from "../src/model.ts"
import { defineRule } from "../src/rule.ts"

interface Options {
  /** Report every application, not only those whose framework writes answers by schemas, or whose own habit is to declare. */
  readonly everywhere: boolean
}

/** An application declares by habit what it declares on at least one route in five. */
const HABIT = 0.2

/** What an action returns has the type that its caller sees: there is no answer apart from it. */
const isRoute = (route: Route): boolean => route.kind === "route"

function declaresByHabit({ routes }: Application): boolean {
  const answering = routes.filter((route) => isRoute(route) && (route.response.answer === "declared" || route.response.answer === "undeclared"))
  return answering.filter((route) => route.response.answer === "declared").length >= HABIT * answering.length && answering.length > 0
}

const nameOf = (route: Route): string => `${route.method} ${route.path}`

export default defineRule<Options>({
  name: "require-response-schema",
  checklist: "Response models are defined for all endpoints",
  presets: ["recommended"],
  description: "Require routes to declare the shape of what they answer",
  messages: {
    missing: "{{route}} answers with a body whose shape nothing declares. {{remedy}}",
    weak: "The response schema of {{route}} lets anything through. Name the properties that it answers.",
  },
  options: { everywhere: { type: "boolean" } },
  defaults: { everywhere: false },
  strictOptions: { everywhere: true },

  *check({ applications }, { everywhere }) {
    for (const application of applications) {
      if (!everywhere && !application.serializesBySchema && !declaresByHabit(application)) continue
      const remedy = application.declaresResponses
        ? "Add a `response` schema to the route."
        : "Declare it as the other routes do: a response type, a schema, or an OpenAPI comment."
      const open = application.routes.filter((route) => isRoute(route) && route.response.answer === "undeclared" && route.isMounted)
      const reported = new Set<string>()
      for (const route of open) {
        // One place may register several routes: a path array, a router mounted twice.
        const place = `${route.at.file}:${route.at.start}`
        if (reported.has(place)) continue
        reported.add(place)
        const others = open.filter(({ at }) => at.file === route.at.file && at.start === route.at.start).length - 1
        const more = others > 0 ? ` and ${others} more` : ""
        yield { at: route.at, message: route.response.isWeak ? "weak" : "missing", data: { route: `${nameOf(route)}${more}`, remedy } }
      }
    }
  },
})
