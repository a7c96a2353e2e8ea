import type { ReachedFunction, Route } from "../src/model/route.ts"
import { defineRule, type Finding } from "../src/rule.ts"

interface Options {
  /** Ask of exported functions that handle requests, or that handlers call, to say what they return. */
  readonly returns: boolean
}

const isTypeScript = (file: string): boolean => /\.[cm]?tsx?$/.test(file) && !/\.d\.[cm]?ts$/.test(file)

/** What is wrong with the types of one function, its parameters first. */
function* judge(called: ReachedFunction, isHandler: boolean, of: Route, { returns }: Options): Generator<Finding> {
  const { at, name, isExported } = called
  const route = `${of.method} ${of.path}`
  const routes = [of]
  for (const parameter of isHandler ? called.parameters : []) {
    if (parameter.typing !== "any" && parameter.typing !== "missing") continue
    const what = parameter.role === undefined ? "" : ` (the ${parameter.role})`
    const message = parameter.typing === "any" ? "anyParameter" : "missingParameter"
    yield { at: parameter.at, message, data: { parameter: `${parameter.name}${what}`, name, route }, routes }
  }
  if (called.returns === "any" && (isHandler || isExported)) yield { at, message: "anyReturn", data: { name, route }, routes }
  if (called.returns === "missing" && isExported && returns) yield { at, message: "missingReturn", data: { name, route }, routes }
}

export default defineRule<Options>({
  name: "require-handler-types",
  checklist: "Type hints on all functions",
  presets: ["strict"],
  description: "Require the functions that handle requests to say what they take and give",
  messages: {
    anyParameter: "{{parameter}} of `{{name}}` is `any`: nothing that {{route}} does with it is checked. Name its type.",
    missingParameter: "{{parameter}} of `{{name}}` has no type, and nothing around it gives it one, so that it is `any` on {{route}}. Name its type.",
    anyReturn: "`{{name}}` returns `any` on {{route}}. Name what it returns.",
    missingReturn: "`{{name}}` is exported, runs on {{route}} and does not say what it returns. Write its return type.",
  },
  options: { returns: { type: "boolean" } },
  defaults: { returns: true },

  *check({ routes }, options) {
    const found = new Map<string, { readonly called: ReachedFunction; readonly route: Route; isHandler: boolean }>()
    for (const route of routes) {
      for (const called of route.functions()) {
        if (!isTypeScript(called.at.file)) continue
        const key = `${called.at.file}:${called.at.start}`
        const known = found.get(key) ?? { called, route, isHandler: false }
        found.set(key, known)
        known.isHandler ||= called.isHandler
      }
    }
    for (const { called, route, isHandler } of found.values()) yield* judge(called, isHandler, route, options)
  },
})
