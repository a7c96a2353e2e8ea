import { defineRule } from "../src/rule.ts"

export default defineRule({
  name: "no-listen-on-import",
  checklist: "Dependencies are injected, endpoints test in isolation",
  presets: ["strict"],
  description: "Disallow a module that exports an application from listening when it is imported",
  messages: {
    listens: "This module exports `{{name}}` and listens when it is imported: a test that imports it opens a port. Listen in a module of its own, or only where this one is the program that was started.",
  },

  *check({ listeners }) {
    const reported = new Set<string>()
    for (const { at, exports: name, isGuarded } of listeners()) {
      const place = `${at.file}:${at.start}`
      if (name === undefined || isGuarded || reported.has(place)) continue
      reported.add(place)
      yield { at, message: "listens", data: { name } }
    }
  },
})
