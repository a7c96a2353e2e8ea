import type { Location } from "../src/model/evidence.ts"
import type { ReachedCatch } from "../src/model/failures.ts"
import type { Route } from "../src/model/route.ts"
import { defineRule } from "../src/rule.ts"

interface Options {
  /** Report every catch that ignores its error, also where a stand-in follows, or where only a value's form is tried. */
  readonly fallbacks: boolean
}

const ignores = ({ isUsed, rethrows, answers, logger }: ReachedCatch): boolean => !isUsed && !rethrows && !answers && logger === undefined

/**
 * The request gets no answer, or one that says that all went well, and no comment says why. An empty `.catch()` is written to
 * discard what it catches.
 */
const misleads = ({ outcome, guarded, isExplained, form }: ReachedCatch): boolean =>
  outcome === "hangs" || (outcome === "continues" && guarded === "work" && !isExplained && form === "clause")

const keyOf = ({ file, start }: Location): string => `${file}:${start}`

export default defineRule<Options>({
  name: "no-swallowed-error",
  checklist: "Exceptions are handled gracefully",
  presets: ["strict"],
  description: "Disallow catches that ignore what they caught while a request is handled",
  messages: {
    hangs: "When this fails, {{route}}{{more}} never answers{{via}}: the catch neither answers nor passes the error on. Do one of the two.",
    continues: "A failure here is lost, and {{route}}{{more}} goes on as if nothing had happened{{via}}. Pass the error on, answer it, or log it.",
    fallsBack: "A failure here leaves no trace while {{route}}{{more}} is handled{{via}}: the catch looks at no error. Log it, or catch only the error that you expect.",
  },
  options: { fallbacks: { type: "boolean" } },
  defaults: { fallbacks: false },
  strictOptions: { fallbacks: true },

  *check({ routes, errorHandlers }, { fallbacks }) {
    const found = new Map<string, { readonly one: ReachedCatch; readonly routes: Set<Route> }>()
    const add = (one: ReachedCatch, route?: Route): void => {
      if (!ignores(one) || (!fallbacks && !misleads(one))) return
      const known = found.get(keyOf(one.at)) ?? { one, routes: new Set<Route>() }
      found.set(keyOf(one.at), known)
      if (route !== undefined) known.routes.add(route)
    }
    for (const route of routes) for (const { catches } of route.failures()) for (const one of catches) add(one, route)
    for (const { failures } of errorHandlers) for (const one of failures.catches) add(one)
    for (const { one, routes: reached } of found.values()) {
      const [route] = reached
      const message = one.outcome === "hangs" ? "hangs" : one.outcome === "continues" ? "continues" : "fallsBack"
      yield {
        at: one.at,
        message,
        data: {
          route: route === undefined ? "an error" : `${route.method} ${route.path}`,
          more: reached.size > 1 ? ` (and ${reached.size - 1} more)` : "",
          via: one.via.length > 0 ? ` (through ${one.via.join(" → ")})` : "",
        },
        routes: [...reached],
      }
    }
  },
})
