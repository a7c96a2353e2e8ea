import type { StartedPromise } from "../src/model/failures.ts"
import type { Project } from "../src/model/project.ts"
import type { Route } from "../src/model/route.ts"
import { defineRule, type Finding } from "../src/rule.ts"

interface Options {
  /** Report an application whose framework shows errors to the client unless the project handles them, where it does not. */
  readonly requireErrorHandler: boolean
}

/** Of an application, all error handlers of its framework count: where they are mounted matters less than that they are. */
function* checkErrorHandlers({ applications, errorHandlers }: Project, isRequired: boolean): Generator<Finding> {
  for (const { handler: { at, name }, place } of errorHandlers) if (place !== "late") yield { at, message: place, data: { name } }
  if (!isRequired) return
  for (const { framework, routes, needsErrorHandler, at } of applications) {
    const isOpen = needsErrorHandler && routes.some((route) => route.isMounted) && !errorHandlers.some((one) => one.framework === framework)
    if (isOpen) yield { at, message: "noErrorHandler", data: { count: routes.length } }
  }
}

/** `process.on("unhandledRejection", log)`: what nobody waits for is told there, and the process goes on. */
function hasListener(project: Project): boolean {
  for (const { name, arguments: [event] } of project.calls()) {
    if (name === "process.on" && event?.kind === "literal" && event.value === "unhandledRejection") return true
  }
  return false
}

const placeOf = ({ at }: StartedPromise | Finding): string => `${at.file}:${at.start}`

export default defineRule<Options>({
  name: "no-unhandled-rejection",
  checklist: "Exceptions are handled gracefully",
  presets: ["recommended"],
  description: "Disallow asynchronous failures that nothing catches while a request is handled",
  messages: {
    handler: "This version of {{framework}} does not look at the promise of this handler, run for {{route}}{{more}}: when it fails, the request hangs "
      + "and the process may end. Catch and call `next(error)`, or wrap it.",
    call: "Nothing awaits or catches `{{name}}()`, called for {{route}}{{more}}{{via}}: its failure is an unhandled rejection. Await it, or give it a `catch()`.",
    condition: "`{{name}}()` gives a promise, tested here for {{route}}{{more}}{{via}} as if it were its value: the condition always holds, and a failure of it is "
      + "an unhandled rejection. Await it.",
    callback: "`{{passedTo}}()` does not look at the promise of this async function, run for {{route}}{{more}}{{via}}: a failure in it is an unhandled rejection. Catch it inside the function.",
    early: "The error handler {{name}} is registered before every route, so no route's error gets to it. Register it last.",
    misshapen: "{{name}} is written as an error handler, but only a function with exactly four parameters is one: errors pass it by. Give it all four.",
    noErrorHandler: "This application has no error handler: what its {{count}} routes throw is answered by the framework's own page, with the stack outside production. Register one.",
  },
  options: { requireErrorHandler: { type: "boolean" } },
  defaults: { requireErrorHandler: false },

  *check(project, { requireErrorHandler }) {
    const found = new Map<string, { readonly one: StartedPromise; readonly routes: Set<Route> }>()
    let isListened: boolean | undefined
    for (const route of project.routes) {
      for (const one of [...route.failures()].flatMap(({ promises }) => promises)) {
        if (!one.isUncaught || (one.isVoid && (isListened ??= hasListener(project)))) continue
        const known = found.get(placeOf(one)) ?? { one, routes: new Set<Route>() }
        found.set(placeOf(one), known)
        known.routes.add(route)
      }
    }
    for (const { one, routes: reached } of found.values()) {
      const [route] = reached
      if (route === undefined) continue
      yield {
        at: one.at,
        message: one.form === "timer" ? "callback" : one.form,
        data: {
          name: one.name,
          passedTo: one.passedTo ?? "",
          framework: route.framework,
          route: `${route.method} ${route.path}`,
          more: reached.size > 1 ? ` (and ${reached.size - 1} more)` : "",
          via: one.via.length > 0 ? ` (through ${one.via.join(" → ")})` : "",
        },
        routes: [...reached],
      }
    }
    const reported = new Map([...checkErrorHandlers(project, requireErrorHandler)].map((one) => [placeOf(one), one]))
    yield* reported.values()
  },
})
