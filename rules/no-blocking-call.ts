import { blocking, type BlockingNote } from "../src/knowledge/blocking.ts"
import { find } from "../src/knowledge/table.ts"
import type { KnownCallee, ReachedCall } from "../src/model/calls.ts"
import type { Route } from "../src/model/route.ts"
import { defineRule, type Suggestion } from "../src/rule.ts"

interface Options {
  /** The least serious kind of call to report. */
  readonly severity: "high" | "medium" | "low"
}

interface Blocking {
  readonly call: ReachedCall
  readonly note: BlockingNote & { readonly name: string }
  readonly routes: Set<Route>
}

const isNoted = ({ name }: KnownCallee): boolean => find(blocking, name) !== undefined

const RANK = { high: 0, medium: 1, low: 2 }

function isBlocking({ argumentCount, madeWith, isAwaited }: ReachedCall, note: BlockingNote): boolean {
  if (note.asyncFrom !== undefined && argumentCount >= note.asyncFrom) return false
  if (note.madeWith === undefined) return true
  return madeWith === undefined ? !isAwaited : madeWith === note.madeWith
}

/** `fs.readFileSync(path)` becomes `await fs.promises.readFile(path)`, where an `await` can stand. */
function suggestionsFor({ at, whole, isInAsync, result }: ReachedCall, { fix, instead }: BlockingNote): readonly Suggestion[] {
  const isMethod = at.start > whole.start
  if (fix === undefined || !isInAsync || !isMethod) return []
  const [open, close] = result === "used" ? ["(await ", ")"] : ["await ", ""]
  return [{
    message: "replace",
    data: { instead },
    edits: [
      { at: { ...whole, end: whole.start }, text: open },
      { at, text: fix.kind === "promises" ? `promises.${fix.to}` : fix.to },
      { at: { ...whole, start: whole.end }, text: close },
    ],
  }]
}

export default defineRule<Options>({
  name: "no-blocking-call",
  checklist: "Async operations don't block",
  presets: ["recommended", "performance"],
  description: "Disallow calls that block the event loop while a request is handled",
  hasSuggestions: true,
  messages: {
    blocks: "`{{api}}` blocks every other request while {{route}}{{more}} is handled{{via}}. Use {{instead}}.",
    replace: "Use {{instead}}.",
  },
  options: { severity: { enum: ["high", "medium", "low"] } },
  defaults: { severity: "high" },
  strictOptions: { severity: "medium" },

  *check({ routes }, { severity }) {
    const found = new Map<string, Blocking>()
    for (const route of routes) {
      for (const call of route.calls(isNoted)) {
        const note = find(blocking, call.name)
        if (note === undefined || call.isCached || call.isForDevelopment) continue
        if (RANK[note.severity] > RANK[severity] || !isBlocking(call, note)) continue
        const key = `${call.at.file}:${call.at.start}`
        const known = found.get(key) ?? { call, note, routes: new Set<Route>() }
        found.set(key, known)
        known.routes.add(route)
      }
    }
    for (const { call, note, routes: reached } of found.values()) {
      const [route] = reached
      if (route === undefined) continue
      yield {
        at: call.at,
        message: "blocks",
        data: {
          api: call.name ?? "",
          route: `${route.method} ${route.path}`,
          via: call.via.length > 0 ? ` (through ${call.via.join(" → ")})` : "",
          more: reached.size > 1 ? ` (and ${reached.size - 1} more)` : "",
          instead: note.instead,
        },
        routes: [...reached],
        suggestions: suggestionsFor(call, note),
      }
    }
  },
})
