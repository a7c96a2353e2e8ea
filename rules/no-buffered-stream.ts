import { streamCollectors, wholeFiles } from "../src/knowledge/streams.ts"
import { find } from "../src/knowledge/table.ts"
import type { Evidence, Location } from "../src/model/evidence.ts"
import type { ValueView } from "../src/model/given.ts"
import type { ReachedStream, SentResponse } from "../src/model/responses.ts"
import type { Route } from "../src/model/route.ts"
import { defineRule } from "../src/rule.ts"

interface Options {
  /** Report a file that is read whole to be sent, however small it may be. */
  readonly wholeFiles: boolean
  /** Report every stream that is piped into the response without a look at its failures, whatever it is. */
  readonly everyPipe: boolean
}

/** What is wrong, before the route is named. */
interface Fault {
  readonly at: Location
  readonly message: string
  readonly data: Readonly<Record<string, string>>
  readonly via: readonly string[]
  readonly evidence?: readonly Evidence[]
}

const placeOf = ({ file, line }: Location): string => `${file.split("/").at(-1) ?? ""}:${line}`

function* faultsOf(stream: ReachedStream, { everyPipe }: Options): Generator<Fault> {
  const { at, via } = stream
  switch (stream.kind) {
    case "events":
      if (stream.sentWhole !== undefined) yield { at: stream.sentWhole, message: "whole", data: {}, via }
      if (stream.sendsHeaders === "no") yield { at, message: "headers", data: {}, via }
      if (stream.bufferedBy !== undefined) yield { at, message: "compressed", data: { name: stream.bufferedBy.name, place: placeOf(stream.bufferedBy.at) }, via, evidence: [stream.bufferedBy] }
      break
    case "pipe":
      if (!stream.isWatched && (stream.isFatal || everyPipe)) yield { at, message: stream.isFatal ? "fatal" : "pipe", data: { name: stream.name }, via }
      break
    case "endless":
      if (!stream.isWatched) yield { at, message: "endless", data: { name: stream.name }, via }
      break
    case "collected":
      yield { at, message: "collected", data: { name: stream.name, place: placeOf(stream.from) }, via, evidence: [{ at: stream.from, name: `${stream.name} is collected here` }] }
  }
}

/** What is sent is a stream that a package's function has collected, or a file that was read whole. */
function* faultsOfAnswer({ at, body, status, via }: SentResponse, options: Options): Generator<Fault> {
  const name = body === undefined || (status ?? 200) >= 400 ? undefined : madeBy(body)
  if (name === undefined) return
  if (find(streamCollectors, name) !== undefined) yield { at, message: "collected", data: { name: `${name}()`, place: placeOf(at) }, via }
  else if (options.wholeFiles && find(wholeFiles, name) !== undefined) yield { at, message: "file", data: { name }, via }
}

/** Canonical name of the call that made a value. */
function madeBy(body: ValueView): string | undefined {
  if (body.kind === "result") return body.name
  return body.kind === "named" && body.name.endsWith("()") ? body.name.slice(0, -"()".length) : undefined
}

export default defineRule<Options>({
  name: "no-buffered-stream",
  checklist: "Streaming works without buffering",
  presets: ["recommended", "performance"],
  description: "Disallow streams and server-sent events that are held back, or that nobody watches",
  messages: {
    whole: "{{route}}{{more}} answers with server-sent events{{via}}, and sends them all at once here: the client gets nothing before the end. Write each event when it happens.",
    headers: "The headers of {{route}}{{more}} wait for the first event{{via}}, which a timer or listener writes some time later: until then the client is not connected. "
      + "Call `flushHeaders()` here.",
    compressed: "`{{name}}` ({{place}}) compresses the events of {{route}}{{more}}{{via}} and keeps them until it has enough. "
      + "Send `Cache-Control: no-cache, no-transform`, or call `response.flush()` after each event.",
    fatal: "Nothing listens to the failures of `{{name}}`, piped into the answer of {{route}}{{more}}{{via}}: when it fails, the process ends. Use `pipeline()`, or listen to `error`.",
    pipe: "Nothing listens to the failures of `{{name}}`, piped into the answer of {{route}}{{more}}{{via}}. Use `pipeline()`, or listen to `error`.",
    endless: "`{{name}}` goes on writing to the client of {{route}}{{more}}{{via}} when it has gone: nothing looks at the end of the connection. Stop it on `close`.",
    collected: "{{route}}{{more}} keeps all of `{{name}}` ({{place}}) in memory before it sends the first byte{{via}}. Pipe the stream into the answer.",
    file: "{{route}}{{more}} reads a whole file with `{{name}}` to send it{{via}}. Send it with the framework's own `sendFile`, or as a stream.",
  },
  options: { wholeFiles: { type: "boolean" }, everyPipe: { type: "boolean" } },
  defaults: { wholeFiles: false, everyPipe: false },
  strictOptions: { wholeFiles: true, everyPipe: true },

  *check({ routes }, options) {
    const found = new Map<string, { readonly fault: Fault; readonly routes: Set<Route> }>()
    for (const route of routes) {
      const faults = [
        ...[...route.streams()].flatMap((stream) => [...faultsOf(stream, options)]),
        ...[...route.answers()].flatMap((answer) => [...faultsOfAnswer(answer, options)]),
      ]
      for (const fault of faults) {
        const key = `${fault.message} ${fault.at.file}:${fault.at.start}`
        const known = found.get(key) ?? { fault, routes: new Set<Route>() }
        found.set(key, known)
        known.routes.add(route)
      }
    }
    for (const { fault: { at, message, data, via, evidence = [] }, routes: reached } of found.values()) {
      const [route] = reached
      if (route === undefined) continue
      yield {
        at,
        message,
        data: {
          ...data,
          route: `${route.method} ${route.path}`,
          more: reached.size > 1 ? ` (and ${reached.size - 1} more)` : "",
          via: via.length > 0 ? ` (through ${via.join(" → ")})` : "",
        },
        routes: [...reached],
        evidence,
      }
    }
  },
})
