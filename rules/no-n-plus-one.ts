import type { ClientCall, KnownCallee, ReachedCall, Repetition } from "../src/model/calls.ts"
import type { Location } from "../src/model/evidence.ts"
import type { Route } from "../src/model/route.ts"
import { defineRule } from "../src/rule.ts"

interface Options {
  /** Report loops over lists that the source writes out, too. */
  readonly reportLists: boolean
  /** Report calls of other services too, not only queries: not every service takes a list. */
  readonly reportRemote: boolean
  /** Report what may be meant so, too: queries in functions that the loop calls, updates, caches, migrations. */
  readonly everywhere: boolean
}

/** A query that is made again and again, from one place in a loop. */
interface Query {
  readonly call: ReachedCall
  readonly client: ClientCall
  readonly repetition: Repetition
}

/** A place in a loop from which queries are made, once per element. */
interface Place {
  readonly at: Location
  readonly loop: Location
  /** In the order in which they were met; never empty. */
  readonly queries: Query[]
  readonly isDirect: boolean
  readonly routes: Set<Route>
}

/** Each element has values of its own: not every database takes them at once. */
const UPDATE = /(?:^|[a-z])(?:update|upsert|replace|increment|decrement|patch)|^(?:set|save|merge|persist)/i

/** What brings a database up to date runs once, whoever starts it. */
const MIGRATION = /(?:^|\/)migrations?\//i

const isAsking = ({ client }: KnownCallee): boolean => client?.kind === "query" || client?.kind === "remote"

/** Whether one query for all would do the same, as far as the call itself says. */
function isBatchable({ call, client, repetition }: Query): boolean {
  if (client.kind === "remote") return true
  const method = call.name?.split(".").at(-1) ?? ""
  return repetition.distance === 0 && client.isCache !== true && !UPDATE.test(method)
}

const isSure = ({ at, queries }: Place): boolean => !MIGRATION.test(at.file) && queries.some(isBatchable)

const keyOf = ({ file, start }: Location): string => `${file}:${start}`

/** A loop's own queries each; else the first of its calls that lead to one. */
function choosePlaces(places: readonly Place[]): readonly Place[] {
  const inOrder = places.toSorted((one, other) => one.at.start - other.at.start)
  const direct = inOrder.filter(({ isDirect }) => isDirect)
  return direct.length > 0 ? direct : inOrder.slice(0, 1)
}

export default defineRule<Options>({
  name: "no-n-plus-one",
  checklist: "No N+1 query problems",
  presets: ["recommended", "performance"],
  description: "Disallow queries and remote calls that a request makes once per element of a collection",
  messages: {
    query: "{{client}} is asked once per element of the loop in line {{line}}{{via}} while {{route}}{{more}} is handled. Use {{instead}}.",
    remote: "A remote call is made once per element of the loop in line {{line}}{{via}} while {{route}}{{more}} is handled. Use {{instead}}.",
  },
  options: { reportLists: { type: "boolean" }, reportRemote: { type: "boolean" }, everywhere: { type: "boolean" } },
  defaults: { reportLists: false, reportRemote: false, everywhere: false },
  strictOptions: { reportLists: true, reportRemote: true, everywhere: true },

  *check({ routes }, { reportLists, reportRemote, everywhere }) {
    const loops = new Map<string, Map<string, Place>>()
    for (const route of routes) {
      for (const call of route.calls(isAsking)) {
        const { client } = call
        if ((client?.kind !== "query" && client?.kind !== "remote") || call.isCached || (client.kind === "remote" && !reportRemote)) continue
        for (const repetition of call.repetitions) {
          const { kind, loop, at } = repetition
          if (kind === "list" && !reportLists) continue
          const places = loops.get(keyOf(loop)) ?? new Map<string, Place>()
          loops.set(keyOf(loop), places)
          const place = places.get(keyOf(at)) ?? { at, loop, queries: [], isDirect: repetition.distance === 0, routes: new Set<Route>() }
          places.set(keyOf(at), place)
          place.queries.push({ call, client, repetition })
          place.routes.add(route)
        }
      }
    }
    for (const places of loops.values()) {
      const wanted = [...places.values()].filter((place) => everywhere || isSure(place))
      for (const place of choosePlaces(wanted)) {
        const { at, loop, isDirect, queries, routes: reached } = place
        const query = queries.find((one) => !everywhere && isBatchable(one)) ?? queries[0]
        const [route] = reached
        if (route === undefined || query === undefined) continue
        const { call, client } = query
        const where = `${call.at.file.split("/").at(-1) ?? ""}:${call.at.line}`
        yield {
          at,
          message: client.kind === "remote" ? "remote" : "query",
          data: {
            client: client.client,
            line: loop.line,
            via: isDirect ? "" : `, in ${where},`,
            route: `${route.method} ${route.path}`,
            more: reached.size > 1 ? ` (and ${reached.size - 1} more)` : "",
            instead: client.instead,
          },
          routes: [...reached],
          evidence: [{ at: loop, name: "the loop" }],
        }
      }
    }
  },
})
