import { privacyOf } from "../src/knowledge/private-fields.ts"
import type { ExposedRecord } from "../src/model/calls.ts"
import type { SentResponse } from "../src/model/responses.ts"
import type { Route } from "../src/model/route.ts"
import { defineRule } from "../src/rule.ts"

interface Options {
  /** Further names of fields that only the server should see. */
  readonly fields: readonly string[]
  /** Report tokens and keys too, which their owner may be meant to see. */
  readonly reportTokens: boolean
}

interface Leak {
  readonly answer: SentResponse
  readonly sent: ExposedRecord
  readonly names: Set<string>
  readonly routes: Set<Route>
}

const listOf = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ").replace(/, ([^,]*)$/, " and $1")

export default defineRule<Options>({
  name: "no-sensitive-response",
  checklist: "No private data in a response",
  presets: ["recommended", "security"],
  description: "Disallow stored records with private fields in a response",
  messages: {
    sent: "{{route}}{{more}} sends a whole `{{record}}`, as it is read in {{place}}, and with it {{fields}}. Use {{instead}}.",
  },
  options: { fields: { type: "array", items: { type: "string" }, uniqueItems: true }, reportTokens: { type: "boolean" } },
  defaults: { fields: [], reportTokens: false },
  strictOptions: { reportTokens: true },

  *check({ routes }, { fields, reportTokens }) {
    const leaks = new Map<string, Leak>()
    for (const route of routes) {
      for (const answer of route.answers()) {
        for (const sent of answer.records) {
          // Only what a handler returns goes through class-transformer.
          const isTransformed = answer.name === "return" && route.response.isTransformed !== "no"
          const names = [...sent.fields, ...(isTransformed ? [] : sent.excludedFields)].flatMap(({ name, isText }) => {
            const privacy = isText === "no" ? undefined : privacyOf(name, sent.record, fields)
            return privacy === "private" || (privacy === "token" && reportTokens) ? [name] : []
          })
          if (names.length === 0 || route.response.isSerialized) continue
          const key = `${answer.at.file}:${answer.at.start} ${sent.record.name}`
          const known = leaks.get(key) ?? { answer, sent, names: new Set<string>(), routes: new Set<Route>() }
          leaks.set(key, known)
          known.routes.add(route)
          for (const name of names) known.names.add(name)
        }
      }
    }
    for (const { answer, sent, names, routes: reached } of leaks.values()) {
      const [route] = reached
      const [first] = names
      if (route === undefined || first === undefined) continue
      yield {
        at: answer.at,
        message: "sent",
        data: {
          route: `${route.method} ${route.path}`,
          more: reached.size > 1 ? ` (and ${reached.size - 1} more)` : "",
          record: sent.record.name,
          place: `${sent.at.file.split("/").at(-1) ?? ""}:${sent.at.line}`,
          fields: listOf([...names]),
          instead: sent.record.leaveOut.replaceAll("{}", first),
        },
        routes: [...reached],
        evidence: [{ at: sent.at, name: `${sent.record.name} is read here` }],
      }
    }
  },
})
