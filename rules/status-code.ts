import type { KnownCallee, ReachedCall } from "../src/model/calls.ts"
import type { Location } from "../src/model/evidence.ts"
import type { SentResponse } from "../src/model/responses.ts"
import type { Application, Route } from "../src/model/route.ts"
import { defineRule, type Finding } from "../src/rule.ts"

interface Options {
  /** Of which routes that create a record 201 is asked: of all, or only where most of the project's others answer 201. */
  readonly created: "habit" | "always" | "never"
  /** Report failures that are answered with a success on purpose too: `response.status(200).json({ success: false })`. */
  readonly deliberate: boolean
  /** Ask every 201 for the header that says where the new resource is. */
  readonly requireLocation: boolean
}

/** A route whose last word is a collection, or that signs somebody up. */
const COLLECTION = /\/(?:[^/{}]*[^s/{}]s|register|sign-?up|people|children)$/i
/** Words that end like a plural and are none, or that mean something else than a new record. */
const NO_COLLECTION = /\/(?:status|process|access|address|analytics|settings|preferences|details|stats|success|series|news|permissions|options)$/i
/** Services that call back want a success, whatever came of it. */
const HOOK = /(?:web)?hooks?\b|callback|\bevents?$/i

const isSuccess = (status: number | undefined): boolean => status !== undefined && status >= 200 && status < 300

/** The status with which an answer is sent; undefined where that is not known. */
const statusOf = ({ status, hasStatus, name }: SentResponse, { defaultStatus }: Route): number | undefined =>
  status ?? (hasStatus || /redirect/i.test(name) ? undefined : defaultStatus)

const nameOf = ({ method, path }: Route): string => `${method} ${path}`

/** Whether a call says where something is: `response.location(...)`, a header or an option of that name. */
function tellsLocation({ name, arguments: view }: ReachedCall): boolean {
  if (/\.(?:location|created)$/.test(name ?? "")) return true
  return view.some((one) => {
    if (one.kind === "literal") return typeof one.value === "string" && one.value.toLowerCase() === "location"
    if (one.kind !== "object") return false
    const headers = one.entries.get("headers")?.value
    const keys = [...one.entries.keys(), ...(headers?.kind === "object" ? headers.entries.keys() : [])]
    return keys.some((key) => key.toLowerCase() === "location")
  })
}

const isOfClient = ({ client }: KnownCallee): boolean => client !== undefined

/** The successful answers of a route that does nothing but add records to a collection; none for any other. */
function creationsOf(route: Route): readonly SentResponse[] {
  if (route.method !== "POST" || !COLLECTION.test(route.path) || NO_COLLECTION.test(route.path) || HOOK.test(route.path)) return []
  const writes = [...route.calls(isOfClient)].filter(({ write, isOwn }) => write !== undefined && isOwn)
  if (!writes.some(({ write, isGuardedByState, name }) => (write === "adds" || (write === "saves" && /\.save$/.test(name ?? ""))) && !isGuardedByState)) return []
  if (writes.some(({ write }) => write === "removes")) return []
  const answers = [...route.answers()].filter((answer) => !answer.isAfterFailure && !answer.saysFailure && (answer.status ?? 200) < 400)
  return answers.every((answer) => isSuccess(statusOf(answer, route)) && (!answer.isBodiless || answer.hasStatus)) ? answers : []
}

/** What is wrong with an answer by itself. */
function judge(answer: SentResponse, route: Route): { readonly message: string; readonly data?: Readonly<Record<string, string | number>> } | undefined {
  const { replaces, body, isForInput, isAfterFailure, saysFailure, exposes, name } = answer
  const status = statusOf(answer, route)
  if (status === undefined) return undefined
  if (!Number.isInteger(status) || status < 100 || status > 599) return { message: "number", data: { status } }
  if (replaces !== undefined && replaces !== status) return { message: "twice", data: { status, before: replaces } }
  if (status === 204 || status === 304) {
    const isEmpty = body === undefined || (body.kind === "literal" && (body.value === null || body.value === ""))
    const isSent = body !== undefined && (body.kind === "object" || body.kind === "array" || body.kind === "literal" || body.kind === "text" || /json$/i.test(name))
    return isSent && !isEmpty ? { message: "body", data: { status } } : undefined
  }
  if (isSuccess(status) && !answer.isBodiless && !HOOK.test(route.path) && (saysFailure || (isAfterFailure && exposes.length > 0))) {
    return { message: isAfterFailure ? "caught" : "failure", data: { status } }
  }
  return status >= 500 && isForInput ? { message: "input", data: { status } } : undefined
}

const keyOf = ({ file, start }: Location): string => `${file}:${start}`

/** The failures of each application that are answered with an error's status, and those answered with a success. */
function habitsOf(routes: readonly Route[]): ReadonlyMap<Application, { readonly good: Set<string>; readonly bad: Set<string> }> {
  const habits = new Map<Application, { readonly good: Set<string>; readonly bad: Set<string> }>()
  for (const route of routes) {
    const habit = habits.get(route.application) ?? { good: new Set<string>(), bad: new Set<string>() }
    habits.set(route.application, habit)
    for (const answer of route.answers()) {
      const message = judge(answer, route)?.message
      if (message === "failure" || message === "caught") habit.bad.add(keyOf(answer.at))
      else if ((statusOf(answer, route) ?? 0) >= 400) habit.good.add(keyOf(answer.at))
    }
  }
  return habits
}

export default defineRule<Options>({
  name: "status-code",
  checklist: "Status codes are meaningful",
  presets: ["strict"],
  description: "Require status codes that say what became of the request",
  messages: {
    number: "{{status}} is no HTTP status: {{route}} can answer 100 to 599. Use one of these.",
    twice: "{{route}} sets status {{before}} here and then {{status}}, which takes its place. Set one.",
    body: "{{route}} answers {{status}} with a body, which is never sent. Leave the body out, or answer 200.",
    habit: "{{route}} answers {{status}} to a failure, here and in {{count}} other places: clients, caches and monitoring take them for a success. Answer 4xx or 5xx.",
    failure: "{{route}} says that it failed, and answers {{status}}: clients, caches and monitoring take it for a success. Answer 4xx or 5xx.",
    caught: "{{route}} answers {{status}} when something has failed: clients, caches and monitoring take it for a success. Answer 4xx or 5xx.",
    input: "{{route}} answers {{status}} to a request that is not as it should be: the client is told that the server failed. Answer 400 or 422.",
    created: "{{route}} creates a record and answers 200{{habit}}. Answer 201.",
    location: "{{route}} answers 201 and does not say where the new resource is. Send a `Location` header.",
  },
  options: { created: { enum: ["habit", "always", "never"] }, deliberate: { type: "boolean" }, requireLocation: { type: "boolean" } },
  defaults: { created: "habit", deliberate: false, requireLocation: false },
  strictOptions: { created: "always", deliberate: true, requireLocation: true },

  *check({ routes }, { created, deliberate, requireLocation }) {
    const found = new Map<string, Finding>()
    const add = (at: Location, message: string, route: Route, data: Finding["data"] = {}): void => {
      if (!found.has(keyOf(at))) found.set(keyOf(at), { at, message, data: { route: nameOf(route), ...data }, routes: [route] })
    }
    const answering = routes.filter(({ defaultStatus }) => defaultStatus !== undefined)
    const habits = habitsOf(answering)
    for (const route of answering) {
      const { good, bad } = habits.get(route.application) ?? { good: new Set(), bad: new Set() }
      const isHabit = bad.size > 3 && bad.size > good.size
      for (const answer of route.answers()) {
        const wrong = judge(answer, route)
        if (wrong === undefined) continue
        const isFailure = bad.has(keyOf(answer.at))
        if (!isFailure) add(answer.at, wrong.message, route, wrong.data)
        else if (!isHabit && (deliberate || answer.status === undefined)) add(answer.at, wrong.message, route, wrong.data)
        else if (isHabit && [...bad][0] === keyOf(answer.at)) add(answer.at, "habit", route, { ...wrong.data, count: bad.size - 1 })
      }
    }
    const creating = answering.map((route) => ({ route, answers: creationsOf(route) })).filter(({ answers }) => answers.length > 0)
    const good = creating.filter(({ route, answers }) => answers.some((answer) => statusOf(answer, route) === 201))
    const isAsked = created === "always" || (created === "habit" && good.length >= 2 && good.length * 2 > creating.length)
    for (const { route, answers } of creating) {
      const isGood = answers.some((answer) => statusOf(answer, route) !== 200)
      const [answer] = answers
      if (answer === undefined) continue
      if (!isGood && isAsked) add(answer.at, "created", route, { habit: good.length > 0 ? `, where ${good.length} other${good.length > 1 ? "s" : ""} in this project answer 201` : "" })
      if (!requireLocation || ![...answers].every((one) => statusOf(one, route) === 201)) continue
      if (![...route.calls()].some(tellsLocation)) add(answer.at, "location", route)
    }
    yield* found.values()
  },
})
