import { assigningCalls } from "../src/knowledge/copies.ts"
import { powerOf } from "../src/knowledge/private-fields.ts"
import { find } from "../src/knowledge/table.ts"
import type { KnownCallee, ReachedCall, StoredRecord, WrittenBody } from "../src/model/calls.ts"
import type { Location } from "../src/model/evidence.ts"
import type { Route } from "../src/model/route.ts"
import { defineRule } from "../src/rule.ts"

interface Options {
  /** Report writes of every model, also of one in which no field is known that a client should not set. */
  readonly reportAll: boolean
}

interface Write {
  readonly call: ReachedCall
  readonly written: WrittenBody
  readonly routes: Set<Route>
}

/** What of a model's fields a client should not set; undefined where the model is not known. */
function powersOf(record: StoredRecord | undefined, method: string, beside: readonly string[]): readonly string[] | undefined {
  // Who makes something new is its owner anyway, and who may change it need not be allowed to give it away.
  return record?.fields.map(({ name }) => name).filter((name) => {
    const power = powerOf(name, record)
    return !beside.includes(name) && (power === "grants" || (power === "owns" && method !== "create"))
  })
}

/** Whether a call may write values into a record: one of a client, or one that assigns them to what a query gave. */
const mayWrite = ({ name, client }: KnownCallee): boolean => client !== undefined || find(assigningCalls, name) !== undefined

export default defineRule<Options>({
  name: "no-mass-assignment",
  checklist: "Models validate all inputs",
  presets: ["strict", "security"],
  description: "Disallow writing the body of a request to the database as it came in",
  messages: {
    known: "{{part}} of {{route}}{{more}} goes into `{{call}}` {{how}}, and nothing has narrowed it: a client sets {{fields}} of `{{record}}` as it likes. "
      + "Name the fields that it may set, or parse the body with a schema that drops the rest.",
    unknown: "{{part}} of {{route}}{{more}} goes into `{{call}}` {{how}}, and nothing has narrowed it: a client sets every field that it knows. "
      + "Name the fields that it may set, or parse the body with a schema that drops the rest.",
  },
  options: { reportAll: { type: "boolean" } },
  defaults: { reportAll: false },
  strictOptions: { reportAll: true },

  *check({ routes }, { reportAll }) {
    const writes = new Map<string, Write>()
    for (const route of routes) {
      for (const call of route.calls(mayWrite)) {
        const written = call.writtenBody
        if (written === undefined || route.inputs.body.isNarrowed !== "no") continue
        const key = keyOf(call.at)
        const known = writes.get(key) ?? { call, written, routes: new Set<Route>() }
        writes.set(key, known)
        known.routes.add(route)
      }
    }
    for (const { call, written, routes: reached } of writes.values()) {
      const [route] = reached
      const method = call.name?.replace(/\(\)/g, "").split(".").at(-1) ?? ""
      const fields = powersOf(call.record, method, written.beside)
      if (route === undefined || (fields?.length === 0 && !reportAll)) continue
      yield {
        at: call.at,
        message: fields === undefined || fields.length === 0 ? "unknown" : "known",
        data: {
          part: written.name === "request.body" ? "The body" : `\`${written.name.slice("request.".length)}\``,
          route: `${route.method} ${route.path}`,
          more: reached.size > 1 ? ` (and ${reached.size - 1} more)` : "",
          call: call.name?.endsWith("model()") === true ? `new ${call.record?.name ?? "Model"}` : method,
          how: written.how === "whole" ? "whole" : "by a spread",
          fields: (fields ?? []).slice(0, 3).map((name) => `\`${name}\``).join(", "),
          record: call.record?.name ?? "",
        },
        routes: [...reached],
      }
    }
  },
})

const keyOf = ({ file, start }: Location): string => `${file}:${start}`
