import type { ClientCall, KnownCallee, ReachedCall } from "../src/model/calls.ts"
import type { Route } from "../src/model/route.ts"
import { defineRule } from "../src/rule.ts"

interface Construction {
  readonly call: ReachedCall
  readonly client: ClientCall
  readonly routes: Set<Route>
}

const isConstruction = ({ client }: KnownCallee): boolean => client?.kind === "construct"

export default defineRule({
  name: "no-connection-per-request",
  checklist: "Database connections are pooled",
  presets: ["strict", "performance"],
  description: "Disallow database, cache and queue clients that are made while a request is handled",
  messages: {
    made: "`{{api}}` makes a {{client}} client while {{route}}{{more}} is handled{{via}}: a connection for each request. Use {{instead}}.",
  },

  *check({ routes }) {
    const found = new Map<string, Construction>()
    for (const route of routes) {
      for (const call of route.calls(isConstruction)) {
        if (call.isCached) continue
        const { client } = call
        if (client?.kind !== "construct" || client.isCheap === true) continue
        const key = `${call.at.file}:${call.at.start}`
        const known = found.get(key) ?? { call, client, routes: new Set<Route>() }
        found.set(key, known)
        known.routes.add(route)
      }
    }
    for (const { call, client, routes: reached } of found.values()) {
      const [route] = reached
      if (route === undefined) continue
      yield {
        at: call.at,
        message: "made",
        data: {
          api: call.name ?? "",
          client: client.client,
          route: `${route.method} ${route.path}`,
          more: reached.size > 1 ? ` (and ${reached.size - 1} more)` : "",
          via: call.via.length > 0 ? ` (through ${call.via.join(" → ")})` : "",
          instead: client.instead,
        },
        routes: [...reached],
      }
    }
  },
})
