import type { Route } from "../src/model/route.ts"
import type { SchemaShape } from "../src/model/schemas.ts"
import { defineRule } from "../src/rule.ts"

interface Options {
  /** Ask for examples also where the project has none, or hardly any. */
  readonly everywhere: boolean
}

/** A project gives examples by habit when at least one schema in five has one. */
const HABIT = 0.2

/** Whether the schema, or anything inside it, has an example. */
function hasExample(schema: SchemaShape, seen: ReadonlySet<SchemaShape> = new Set()): boolean {
  if (schema.hasExample) return true
  if (seen.has(schema)) return false
  const inside = [...schema.properties.map((property) => property.schema), ...schema.branches, ...(schema.items === undefined ? [] : [schema.items])]
  return inside.some((one) => hasExample(one, new Set([...seen, schema])))
}

/** What a client has to write, or to read: an object, and not only of switches and of sets of values, which show themselves. */
const isModel = ({ kind, properties, at }: SchemaShape): boolean =>
  kind === "object" && at.file !== "" && properties.some(({ schema }) => schema.kind !== "other" || schema.branches.length > 0)

export default defineRule<Options>({
  name: "require-schema-examples",
  checklist: "Models are strict, separate, with examples",
  presets: ["strict"],
  description: "Require schemas that are documented to have an example",
  messages: {
    missing: "{{schema}}, {{use}} of {{route}}, has no example, as {{share}} of the schemas here have. Show one value that is valid.",
    none: "{{schema}}, {{use}} of {{route}}, has no example. Show one value that is valid.",
  },
  options: { everywhere: { type: "boolean" } },
  defaults: { everywhere: false },

  *check({ routes }, { everywhere }) {
    const models = new Map<string, { readonly schema: SchemaShape; readonly use: string; readonly route: Route }>()
    for (const route of routes) {
      for (const { part, schema, isDocumented } of route.schemas()) {
        const model = schema.kind === "array" ? schema.items ?? schema : schema
        const key = `${model.at.file}:${model.at.start}`
        if (!isDocumented || (part !== "body" && part !== "response") || !isModel(model) || models.has(key)) continue
        models.set(key, { schema: model, use: part === "body" ? "the body" : "an answer", route })
      }
    }
    const all = [...models.values()]
    const bare = all.filter(({ schema }) => !hasExample(schema))
    const shown = all.length - bare.length
    if (!everywhere && (shown === 0 || shown < HABIT * all.length)) return
    for (const { schema, use, route } of bare) {
      const label = schema.name === undefined ? "This schema" : `\`${schema.name}\``
      yield { at: schema.at, message: shown === 0 ? "none" : "missing", data: { schema: label, use, route: `${route.method} ${route.path}`, share: `${shown} of ${all.length}` }, routes: [route] }
    }
  },
})
