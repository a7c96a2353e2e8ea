import type { Location } from "../src/model/evidence.ts"
import type { Exposure } from "../src/model/responses.ts"
import type { Route } from "../src/model/route.ts"
import { defineRule } from "../src/rule.ts"

interface Options {
  /** Report messages that are sent with a status of the client's too, where they are mostly meant for it. */
  readonly reportRefusals: boolean
}

interface Leak {
  readonly at: Location
  readonly what: Exposure["what"]
  /** What is handled where it is sent: a route, or an error handler by its name. */
  readonly from: Set<string>
  readonly routes: Set<Route>
}

/** The worst first: a stack says most. */
const WORST: readonly Exposure["what"][] = ["stack", "error", "message"]

export default defineRule<Options>({
  name: "no-error-leak",
  checklist: "Error responses are consistent",
  presets: ["recommended", "security"],
  description: "Disallow sending clients what an error of unknown origin says",
  messages: {
    stack: "The stack of an error is sent to the client by {{from}}{{more}}: it tells which files and packages run here. Log it, and answer with a text of your own.",
    error: "An error is sent to the client as it is by {{from}}{{more}}, whatever it holds. Log it, and answer with a text of your own.",
    message: "The message of an error of unknown origin is sent to the client by {{from}}{{more}}: it may name tables, files or hosts. Log it, and answer with a text of your own, or with the message of your own error class alone.",
  },

  options: { reportRefusals: { type: "boolean" } },
  defaults: { reportRefusals: false },
  strictOptions: { reportRefusals: true },

  *check({ routes, errorHandlers, upgradeListeners }, { reportRefusals }) {
    const found = new Map<string, Leak>()
    const look = (told: readonly Exposure[], status: number | undefined, place: Location | undefined, from: string, route?: Route): void => {
      const isRefusal = status !== undefined && status >= 400 && status < 500
      const exposes = told.filter(({ what }) => reportRefusals || !isRefusal || what === "stack")
      const worst = WORST.flatMap((what) => exposes.filter((one) => one.what === what))[0]
      const at = worst?.at ?? place
      if (worst === undefined || at === undefined) return
      const key = `${at.file}:${at.start}`
      const known = found.get(key) ?? { at, what: worst.what, from: new Set<string>(), routes: new Set<Route>() }
      found.set(key, known)
      known.from.add(from)
      if (route !== undefined) known.routes.add(route)
    }
    for (const route of routes) {
      const from = `${route.method} ${route.path}`
      for (const { exposes, status, at } of route.answers()) look(exposes, status, at, from, route)
      for (const { thrown } of route.failures()) for (const one of thrown) look([one], one.status, undefined, from, route)
    }
    for (const { handler, answers } of errorHandlers) {
      for (const { exposes, status, at } of answers()) look(exposes, status, at, `the error handler ${handler.name}`)
    }
    for (const { handler, answers } of upgradeListeners()) {
      for (const { exposes, status, at } of answers()) look(exposes, status, at, `the upgrade listener ${handler.name}`)
    }
    for (const { at, what, from, routes: leaking } of found.values()) {
      const [first = ""] = from
      yield { at, message: what, data: { from: first, more: from.size > 1 ? ` (and ${from.size - 1} more)` : "" }, routes: [...leaking] }
    }
  },
})
