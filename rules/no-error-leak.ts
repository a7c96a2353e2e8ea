import type { Location } from "../src/model/evidence.ts"
import type { Exposure } from "../src/model/responses.ts"
import type { Project } from "../src/model/project.ts"
import type { Route } from "../src/model/route.ts"
import { defineRule } from "../src/rule.ts"

interface Options {
  /** Report messages that are sent with a status of the client's too, where they are mostly meant for it. */
  readonly reportRefusals: boolean
}

/** One error that one answer tells of. */
interface Leak {
  readonly at: Location
  /** Where the function takes its text that `at` brings it to; undefined where it is read where it was caught. */
  readonly sentAt: Location | undefined
  readonly what: Exposure["what"]
  /** What is handled where it is sent: a route, or an error handler by its name. */
  readonly from: string
  readonly route: Route | undefined
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

  *check(project, { reportRefusals }) {
    for (const [at, leaks] of groupByPlace([...leaksIn(project, reportRefusals)])) {
      const from = [...new Set(leaks.map((one) => one.from))]
      const calls = new Map(leaks.flatMap((one) => (keyOf(one.at) === keyOf(at) ? [] : [[keyOf(one.at), { at: one.at, name: "error" }] as const])))
      yield {
        at,
        message: WORST.find((what) => leaks.some((one) => one.what === what)) ?? "message",
        data: { from: from[0] ?? "", more: from.length > 1 ? ` (and ${from.length - 1} more)` : "" },
        routes: [...new Set(leaks.flatMap(({ route }) => route ?? []))],
        ...(calls.size > 0 && { evidence: [...calls.values()] }),
      }
    }
  },
})

const keyOf = ({ file, start }: Location): string => `${file}:${start}`

function* leaksIn({ routes, errorHandlers, upgradeListeners }: Project, reportRefusals: boolean): Generator<Leak> {
  function* look(told: readonly Exposure[], status: number | undefined, place: Location | undefined, from: string, route?: Route): Generator<Leak> {
    const isRefusal = status !== undefined && status >= 400 && status < 500
    const exposes = told.filter(({ what }) => reportRefusals || !isRefusal || what === "stack")
    const errorOf = ({ error }: Exposure): string => (error === undefined ? "" : keyOf(error))
    for (const error of new Set(exposes.map(errorOf))) {
      const worst = WORST.flatMap((what) => exposes.filter((one) => one.what === what && errorOf(one) === error))[0]
      const at = worst?.at ?? place
      if (worst !== undefined && at !== undefined) yield { at, sentAt: worst.sentAt, what: worst.what, from, route }
    }
  }

  for (const route of routes) {
    const from = `${route.method} ${route.path}`
    for (const { exposes, status, at } of route.answers()) yield* look(exposes, status, at, from, route)
    for (const { thrown } of route.failures()) for (const one of thrown) yield* look([one], one.status, undefined, from, route)
  }
  for (const { handler, answers } of errorHandlers) {
    for (const { exposes, status, at } of answers()) yield* look(exposes, status, at, `the error handler ${handler.name}`)
  }
  for (const { handler, answers } of upgradeListeners()) {
    for (const { exposes, status, at } of answers()) yield* look(exposes, status, at, `the upgrade listener ${handler.name}`)
  }
}

/** The leaks by where each is reported: where several calls bring errors to a function that sends them, in that function, once. */
function groupByPlace(leaks: readonly Leak[]): ReadonlyMap<Location, readonly Leak[]> {
  const calls = new Map<string, Set<string>>()
  for (const { at, sentAt } of leaks) {
    if (sentAt !== undefined) calls.set(keyOf(sentAt), (calls.get(keyOf(sentAt)) ?? new Set()).add(keyOf(at)))
  }
  const placeOf = ({ at, sentAt }: Leak): Location => (sentAt !== undefined && (calls.get(keyOf(sentAt))?.size ?? 0) > 1 ? sentAt : at)
  const places = new Map<string, Location>()
  const found = new Map<Location, Leak[]>()
  for (const leak of leaks) {
    const key = keyOf(placeOf(leak))
    const place = places.get(key) ?? placeOf(leak)
    places.set(key, place)
    found.set(place, [...found.get(place) ?? [], leak])
  }
  return found
}
