import type { LoggedValue } from "../src/model/failures.ts"
import type { Route } from "../src/model/route.ts"
import { defineRule } from "../src/rule.ts"

interface Options {
  /** Report details too, which a log in production leaves out: `debug`, `trace`, a test of the environment. */
  readonly reportDetails: boolean
}

const WORDS: Readonly<Record<LoggedValue["what"], string>> = {
  request: "the whole request, its headers and body among it",
  body: "the whole body, with every password and token in it",
  headers: "every header, with the caller's credentials in it",
  cookies: "the caller's cookies",
  credential: "a credential",
}

export default defineRule<Options>({
  name: "no-sensitive-log",
  checklist: "Logging captures key events",
  presets: ["strict", "security"],
  description: "Disallow credentials, bodies and headers of a request in a log",
  messages: {
    logged: "`{{name}}` goes into a log while {{route}}{{more}} is handled: that is {{what}}, and everyone who reads the log has it. "
      + "Log the fields that you need, or configure the logger to redact.",
  },
  options: { reportDetails: { type: "boolean" } },
  defaults: { reportDetails: false },
  strictOptions: { reportDetails: true },

  *check({ routes, errorHandlers }, { reportDetails }) {
    const found = new Map<string, { readonly one: LoggedValue; readonly routes: Set<Route> }>()
    const add = (one: LoggedValue, route?: Route): void => {
      if (one.isDetail && !reportDetails) return
      const key = `${one.at.file}:${one.at.start} ${one.name}`
      const known = found.get(key) ?? { one, routes: new Set<Route>() }
      found.set(key, known)
      if (route !== undefined) known.routes.add(route)
    }
    for (const route of routes) for (const { logged } of route.failures()) for (const one of logged) add(one, route)
    for (const { failures } of errorHandlers) for (const one of failures.logged) add(one)
    for (const { one, routes: reached } of found.values()) {
      const [route] = reached
      yield {
        at: one.at,
        message: "logged",
        data: {
          name: one.name,
          what: WORDS[one.what],
          route: route === undefined ? "an error" : `${route.method} ${route.path}`,
          more: reached.size > 1 ? ` (and ${reached.size - 1} more)` : "",
        },
        routes: [...reached],
      }
    }
  },
})
