import { clients } from "../src/knowledge/clients.ts"
import { databases } from "../src/knowledge/databases.ts"
import { find } from "../src/knowledge/table.ts"
import { defineRule } from "../src/rule.ts"

/** What a call makes a client of; undefined when it makes none. */
function clientOf(maker: string): string | undefined {
  const note = find(databases, maker)
  return note?.kind === "construct" ? note.client : find(clients, maker)?.client
}

export default defineRule({
  name: "no-hidden-dependency",
  checklist: "Dependencies are injected, endpoints test in isolation",
  presets: ["strict"],
  description: "Disallow clients that a module with handlers makes for itself when it is loaded",
  messages: {
    made: "`{{name}}` ({{client}}) is a client that this module makes for itself and uses in line {{line}}: no test can put another in its place. Take it as a parameter, or from a module that makes it and nothing else.",
  },

  *check({ routes, loadedValues }) {
    // Where routes are registered, and where the functions that answer them are written.
    const files = new Map(routes.flatMap(({ at, handler, method, path }) =>
      [at.file, ...(handler?.code === undefined ? [] : [handler.code.file])].map((file) => [file, `${method} ${path}`] as const)))
    for (const { at, maker, name, use } of loadedValues()) {
      const client = clientOf(maker)
      if (client === undefined || use === undefined || !files.has(at.file)) continue
      yield { at, message: "made", data: { name, client, line: use.line }, evidence: [{ at: use, name: `\`${name}\` is used here` }] }
    }
  },
})
