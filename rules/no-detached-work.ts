import type { StartedPromise } from "../src/model/failures.ts"
import type { Route } from "../src/model/route.ts"
import { defineRule } from "../src/rule.ts"

export default defineRule({
  name: "no-detached-work",
  checklist: "Background tasks are tracked",
  presets: ["strict"],
  description: "Disallow work that a request starts and leaves behind when it answers",
  messages: {
    call: "`{{name}}()` goes on after {{route}}{{more}} has answered{{via}}, and nothing keeps it: a restart loses the work, and no one retries it. "
      + "Await it, or put it in a queue.",
    timer: "`{{name}}()` starts work for {{route}}{{more}}{{via}} that nothing keeps: a restart loses it, and no one retries it. Put it in a queue.",
  },

  *check({ routes }) {
    const found = new Map<string, { readonly one: StartedPromise; readonly routes: Set<Route> }>()
    for (const route of routes) {
      for (const one of [...route.failures()].flatMap(({ promises }) => promises)) {
        // What may also fail unseen is no-unhandled-rejection's to report.
        if (one.isUncaught || (one.form !== "call" && one.form !== "timer")) continue
        const key = `${one.at.file}:${one.at.start}`
        const known = found.get(key) ?? { one, routes: new Set<Route>() }
        found.set(key, known)
        known.routes.add(route)
      }
    }
    for (const { one, routes: reached } of found.values()) {
      const [route] = reached
      if (route === undefined) continue
      yield {
        at: one.at,
        message: one.form === "timer" ? "timer" : "call",
        data: {
          name: one.name,
          route: `${route.method} ${route.path}`,
          more: reached.size > 1 ? ` (and ${reached.size - 1} more)` : "",
          via: one.via.length > 0 ? ` (through ${one.via.join(" → ")})` : "",
        },
        routes: [...reached],
      }
    }
  },
})
