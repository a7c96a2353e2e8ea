import type { Location } from "../src/model/evidence.ts"
import type { RouteSchema, SchemaShape } from "../src/model/schemas.ts"
import { defineRule, type Finding } from "../src/rule.ts"

interface Options {
  /** Report schemas that let anything through. */
  readonly any: boolean
  /** Report objects that let properties through which they do not name: where the schema says so, or also where the library does by itself. */
  readonly open: "never" | "said" | "always"
  /** Report numbers without a maximum that are the size of a page. */
  readonly pageSizes: boolean
  /** Report strings in bodies without a greatest length, once for each object; identifiers are left alone. */
  readonly strings: boolean
  /** Report arrays in bodies without a greatest size, once for each object. */
  readonly arrays: boolean
}

const PAGE_SIZE = /^(?:limit|(?:page|per|batch|max)_?-?(?:size|page|results|items|limit)|take|top|results?_?per_?page|items_?per_?page)$/i
/** Names that are page sizes only where they select: in a query. */
const QUERY_SIZE = /^(?:size|count|first|last)$/i

/** Text that something is looked up by, and that nothing keeps. */
const IDENTIFIER = /^(?:id|uuid)$|(?:Id|ID|Uuid|_id|_uuid)$/

const placeOf = ({ file, start }: Location): string => `${file}:${start}`
const isUnbounded = (schema: SchemaShape, kind: SchemaShape["kind"]): boolean => schema.kind === kind && schema.isBounded === "no"
const isPageSize = (name: string, part: RouteSchema["part"]): boolean => PAGE_SIZE.test(name) || (part === "query" && QUERY_SIZE.test(name))

/** Four names, and how many more there are. */
function list(names: readonly string[]): string {
  const shown = names.slice(0, 4).map((name) => `\`${name}\``).join(", ")
  return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown
}

export default defineRule<Options>({
  name: "constrained-schema",
  checklist: "Models are strict, separate, with examples",
  presets: ["strict"],
  description: "Require the schemas of requests to let in only what the route can use",
  messages: {
    any: "{{what}} of {{route}} may be anything. Say what it holds.",
    open: "{{what}} of {{route}} lets properties through that its schema does not name. {{remedy}}",
    pageSize: "`{{name}}` of {{route}} has no maximum: one request can ask for everything. Give it one.",
    strings: "{{what}} of {{route}} takes text of any length: {{names}}. Give each a greatest length, a form or a set of values.",
    arrays: "{{what}} of {{route}} takes lists of any size: {{names}}. Give each a greatest size.",
    list: "{{what}} of {{route}} is a list of any size. Give it a greatest size.",
  },
  options: {
    any: { type: "boolean" },
    open: { enum: ["never", "said", "always"] },
    pageSizes: { type: "boolean" },
    strings: { type: "boolean" },
    arrays: { type: "boolean" },
  },
  defaults: { any: true, open: "said", pageSizes: true, strings: false, arrays: false },
  strictOptions: { strings: true, arrays: true },

  *check({ routes }, options) {
    const reported = new Set<string>()
    /** Each place once for what is said of it. */
    const isNew = (message: string, at: Location): boolean => {
      const key = `${message} ${placeOf(at)}`
      return at.file !== "" && !reported.has(key) && reported.add(key) !== undefined
    }

    function* judge(schema: SchemaShape, what: string, at: Location, part: RouteSchema["part"], route: string, seen: ReadonlySet<SchemaShape>): Generator<Finding> {
      if (seen.has(schema)) return
      const inner = new Set([...seen, schema])
      if (schema.kind === "any" && options.any && isNew("any", at)) yield { at, message: "any", data: { what, route } }
      if (schema.kind === "object") yield* judgeObject(schema, what, part, route)
      for (const property of schema.properties) yield* judge(property.schema, `\`${property.name}\` in the ${part}`, property.at, part, route, inner)
      if (schema.items !== undefined) yield* judge(schema.items, `An element of ${what.replace(/^(?:The|An) /, (word) => word.toLowerCase())}`, at, part, route, inner)
      for (const branch of schema.branches) yield* judge(branch, what, branch.at, part, route, inner)
    }

    function* judgeObject(schema: SchemaShape, what: string, part: RouteSchema["part"], route: string): Generator<Finding> {
      const { at, properties, others } = schema
      const isOpen = others === "allowed" ? options.open !== "never" : others === "unsaid" && options.open === "always"
      if (isOpen && isNew("open", at)) {
        const remedy = others === "allowed" ? "Name what the route reads, and drop the rest." : "Say that there are no others."
        yield { at, message: "open", data: { what, route, remedy } }
      }
      for (const { name, schema: inner, at: place } of options.pageSizes ? properties : []) {
        if (isUnbounded(inner, "number") && isPageSize(name, part) && isNew("pageSize", place)) yield { at: place, message: "pageSize", data: { name, route } }
      }
      if (part !== "body") return
      for (const [message, kind] of [["strings", "string"], ["arrays", "array"]] as const) {
        const open = options[message] ? properties.filter((property) =>
          isUnbounded(property.schema, kind) && !(kind === "string" && IDENTIFIER.test(property.name)) && isNew(kind, property.at)) : []
        const names = list(open.map(({ name }) => name))
        if (open.length > 0 && isNew(`${message} ${names}`, at)) yield { at, message, data: { what, route, names } }
      }
    }

    for (const { method, path, schemas } of routes) {
      for (const { part, schema } of schemas()) {
        if (part === "response") continue
        const route = `${method} ${path}`
        if (part === "body" && options.arrays && isUnbounded(schema, "array") && isNew("array", schema.at)) yield { at: schema.at, message: "list", data: { what: "The body", route } }
        yield* judge(schema, `The ${part}`, schema.at, part, route, new Set())
      }
    }
  },
})
