import { defineRule } from "../src/rule.ts"

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
    for (const { at, client, name, use } of loadedValues()) {
      if (use === undefined || !files.has(at.file)) continue
      yield { at, message: "made", data: { name, client, line: use.line }, evidence: [{ at: use, name: `\`${name}\` is used here` }] }
    }
  },
})
