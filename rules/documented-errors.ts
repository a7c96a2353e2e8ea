import type { Location } from "../src/model/evidence.ts"
import type { Route } from "../src/model/route.ts"
import { defineRule } from "../src/rule.ts"

interface Options {
  /** Report applications too that document no error by habit. */
  readonly everywhere: boolean
  /** Count what is answered before the handler, and the 401 of a route that asks for credentials. */
  readonly guards: boolean
  /** Count what the framework answers to input that its schemas refuse. */
  readonly validators: boolean
  /** Statuses that need no documentation. */
  readonly ignore: readonly number[]
}

/** An application documents errors when one in five of the routes that document answers documents an error. */
const HABIT = 0.2

/** What answers with a status, and where. */
interface Cause {
  readonly name: string
  readonly at: Location | undefined
}

const nameOf = ({ method, path }: Route): string => `${method} ${path}`
const placeOf = ({ file, line }: Location): string => `${file.split("/").at(-1) ?? file}:${line}`
const isError = (status: string): boolean => /^(?:[45]|default)/i.test(status)

/** Whether a documented status speaks of a number: `404`, `4XX`, `default`. */
const speaksOf = (documented: string, status: number): boolean =>
  documented.toLowerCase() === "default" || documented === String(status) || (/^\dxx$/i.test(documented) && documented.startsWith(String(status).slice(0, 1)))

/** The error statuses that a route certainly answers, each with what does so first. */
function causesOf(route: Route, { guards, validators, ignore }: Options): ReadonlyMap<number, Cause> {
  const causes = new Map<number, Cause>()
  const add = (status: number | undefined, cause: Cause): void => {
    if (status !== undefined && status >= 400 && status < 600 && !ignore.includes(status) && !causes.has(status)) causes.set(status, cause)
  }
  for (const { status, name, at, isByHandler } of route.thrown()) if (isByHandler || guards) add(status, { name: name.split(".").at(-1) ?? name, at })
  for (const { status, name, at, isByHandler } of route.answers()) if (isByHandler || guards) add(status, { name, at })
  if (guards && route.auth.answer === "required") add(401, { name: route.auth.by[0]?.name ?? "a guard", at: undefined })
  const isChecked = Object.values(route.inputs).some(({ answer }) => answer === "validated")
  if (validators && isChecked) add(route.application.answersInvalid, { name: "its schemas", at: undefined })
  return causes
}

export default defineRule<Options>({
  name: "documented-errors",
  checklist: "OpenAPI documentation is complete",
  presets: ["strict"],
  description: "Require the errors that a route answers with to be among the answers that it documents",
  messages: {
    missing: "{{route}} answers {{statuses}}, and documents only {{documented}}. Document the others too.",
  },
  options: {
    everywhere: { type: "boolean" }, guards: { type: "boolean" }, validators: { type: "boolean" },
    ignore: { type: "array", items: { type: "integer" }, uniqueItems: true },
  },
  defaults: { everywhere: false, guards: false, validators: false, ignore: [500] },

  *check({ applications }, options) {
    for (const { routes } of applications) {
      const documenting = routes.filter(({ kind, isMounted, documentation: { isHidden, responses } }) =>
        kind === "route" && isMounted && !isHidden && responses.statuses.length > 0)
      const withErrors = documenting.filter(({ documentation }) => documentation.responses.statuses.some(isError))
      if (!options.everywhere && (withErrors.length === 0 || withErrors.length < HABIT * documenting.length)) continue
      const reported = new Set<string>()
      for (const route of documenting.filter(({ documentation }) => documentation.responses.isComplete)) {
        const { statuses } = route.documentation.responses
        const place = `${route.at.file}:${route.at.start}`
        const missing = [...causesOf(route, options)].filter(([status]) => !statuses.some((one) => speaksOf(one, status)))
        if (missing.length === 0 || reported.has(place)) continue
        reported.add(place)
        const evidence = missing.flatMap(([status, { name, at }]) => at === undefined ? [] : [{ at, name: `${status}: ${name}` }])
        const told = missing.toSorted(([one], [other]) => one - other)
          .map(([status, { name, at }]) => `${status} (${name}${at === undefined ? "" : `, ${placeOf(at)}`})`)
        yield { at: route.at, message: "missing", data: { route: nameOf(route), statuses: told.join(", "), documented: statuses.toSorted().join(", ") }, routes: [route], evidence }
      }
    }
  },
})
