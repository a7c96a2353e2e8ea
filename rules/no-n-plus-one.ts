import { databases, type DatabaseNote } from "../src/knowledge/databases.ts"
import { find } from "../src/knowledge/table.ts"
import type { Location, ReachedCall, Repetition, Route } from "../src/model.ts"
import { defineRule } from "../src/rule.ts"

interface Options {
  /** Report loops over lists that the source writes out, too. */
  readonly reportLists: boolean
  /** Report calls of other services too, not only queries: not every service takes a list. */
  readonly reportRemote: boolean
}

/** A place in a loop from which queries are made, once per element. */
interface Place {
  readonly at: Location
  readonly repetition: Repetition
  readonly call: ReachedCall
  readonly note: DatabaseNote
  readonly isDirect: boolean
  readonly routes: Set<Route>
}

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
  options: { reportLists: { type: "boolean" }, reportRemote: { type: "boolean" } },
  defaults: { reportLists: false, reportRemote: false },
  strictOptions: { reportLists: true, reportRemote: true },

  *check({ routes }, { reportLists, reportRemote }) {
    const loops = new Map<string, Map<string, Place>>()
    for (const route of routes) {
      for (const call of route.calls()) {
        const note = find(databases, call.name)
        if (note === undefined || note.kind === "construct" || call.isCached || (note.kind === "remote" && !reportRemote)) continue
        for (const repetition of call.repetitions) {
          if (repetition.kind === "list" && !reportLists) continue
          const places = loops.get(keyOf(repetition.loop)) ?? new Map<string, Place>()
          loops.set(keyOf(repetition.loop), places)
          const isDirect = repetition.at.file === call.at.file && repetition.at.end === call.at.end
          const known = places.get(keyOf(repetition.at)) ?? { at: repetition.at, repetition, call, note, isDirect, routes: new Set<Route>() }
          places.set(keyOf(repetition.at), known)
          known.routes.add(route)
        }
      }
    }
    for (const places of loops.values()) {
      for (const { at, repetition, call, note, isDirect, routes: reached } of choosePlaces([...places.values()])) {
        const [route] = reached
        if (route === undefined) continue
        const where = `${call.at.file.split("/").at(-1) ?? ""}:${call.at.line}`
        yield {
          at,
          message: note.kind === "remote" ? "remote" : "query",
          data: {
            client: note.client,
            line: repetition.loop.line,
            via: isDirect ? "" : `, in ${where},`,
            route: `${route.method} ${route.path}`,
            more: reached.size > 1 ? ` and ${reached.size - 1} more` : "",
            instead: note.instead,
          },
        }
      }
    }
  },
})
