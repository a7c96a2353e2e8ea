import { isPublicPath } from "../src/knowledge/public.ts"
import { isBookkeeping, isLinked } from "../src/knowledge/writes.ts"
import type { KnownCallee, ReachedCall } from "../src/model/calls.ts"
import type { ValueView } from "../src/model/given.ts"
import type { Route } from "../src/model/route.ts"
import { defineRule } from "../src/rule.ts"

interface Options {
  /** Report every write, also those that keep the server's own books and those behind a link. */
  readonly everyWrite: boolean
}

const DEEDS: Readonly<Record<NonNullable<ReachedCall["write"]>, string>> = {
  adds: "adds a record", changes: "changes what is stored", removes: "removes what is stored", saves: "writes",
}

/** A key of an object, however deep, that says what the write is for: `{ data: { viewCount: { increment: 1 } } }`. */
function isForBooks(view: ValueView, depth = 0): boolean {
  if (view.kind === "array") return view.items.some((one) => isForBooks(one, depth + 1))
  if (view.kind !== "object" || depth > 3) return false
  return [...view.entries].some(([key, { value }]) => key !== "where" && key !== "select" && (isBookkeeping(key) || isForBooks(value, depth + 1)))
}

/** A client asks for the write: it is waited for, no upkeep of what is stored, and none of the server's own books. */
function isAskedFor({ name = "", isOwn, isGuardedByState, isAwaited, result, via, arguments: view }: ReachedCall): boolean {
  if (!isOwn || isGuardedByState || (result === "discarded" && !isAwaited)) return false
  const table = name.split(".").slice(-2)
  return ![...table, ...via].some((one) => isBookkeeping(one)) && !view.some((one) => isForBooks(one))
}

const isOfClient = ({ client }: KnownCallee): boolean => client !== undefined

export default defineRule<Options>({
  name: "safe-methods",
  checklist: "Endpoints follow REST conventions",
  presets: ["strict"],
  description: "Disallow GET and HEAD routes that write to the database",
  messages: {
    writes: "{{route}}{{more}} {{deed}} with `{{write}}`{{via}}: a {{method}} is repeated, prefetched and followed from other sites. Use POST, PUT, PATCH or DELETE.",
  },
  options: { everyWrite: { type: "boolean" } },
  defaults: { everyWrite: false },

  *check({ routes }, { everyWrite }) {
    const found = new Map<string, { readonly call: ReachedCall; readonly routes: Set<Route> }>()
    for (const route of routes) {
      if (route.method !== "GET" && route.method !== "HEAD") continue
      if (!everyWrite && (isLinked(route.path) || isPublicPath(route.method, route.path) !== undefined)) continue
      for (const call of route.calls(isOfClient)) {
        if (call.write === undefined || (!everyWrite && !isAskedFor(call))) continue
        const key = `${call.at.file}:${call.at.start}`
        const known = found.get(key) ?? { call, routes: new Set<Route>() }
        found.set(key, known)
        known.routes.add(route)
      }
    }
    for (const { call, routes: reached } of found.values()) {
      const [route] = reached
      if (route === undefined || call.write === undefined) continue
      yield {
        at: call.at,
        message: "writes",
        data: {
          route: `${route.method} ${route.path}`,
          more: reached.size > 1 ? ` (and ${reached.size - 1} more)` : "",
          deed: DEEDS[call.write],
          write: `${(call.name ?? "").split(".").slice(-2).join(".").replace(/^.*\(\)\./, "")}()`,
          via: call.via.length > 0 ? ` (through ${call.via.join(" → ")})` : "",
          method: route.method,
        },
        routes: [...reached],
      }
    }
  },
})
