import type { Route } from "../src/model/route.ts"
import type { SchemaShape } from "../src/model/schemas.ts"
import { defineRule } from "../src/rule.ts"

interface Options {
  /** Report a PUT, too, that takes the schema of the POST: it replaces the whole, so that this is a common way. */
  readonly replacements: boolean
  /** Report a schema of what a route takes that is also one of what routes answer. */
  readonly responses: boolean
}

const nameOf = (route: Route): string => `${route.method} ${route.path}`
const labelOf = ({ name }: SchemaShape): string => (name === undefined ? "One schema" : `\`${name}\``)

const schemasOf = (route: Route, part: "body" | "response"): readonly SchemaShape[] =>
  route.schemas().flatMap((one) => (one.part === part ? [one.schema] : []))

/** The elements of a list that is answered count as the answer. */
const answeredBy = (route: Route): readonly SchemaShape[] =>
  schemasOf(route, "response").map((schema) => (schema.kind === "array" ? schema.items ?? schema : schema))

/** What a route is about: `/users` of `/users/{id}` and of `/users`. */
const resourceOf = ({ path }: Route): string => path.replace(/(?:\/\{[^}]+\})+\/?$/, "").replace(/\/$/, "")

/** Of one property there is nothing to leave out. */
const isComposed = ({ kind, properties }: SchemaShape): boolean => kind === "object" && properties.length > 1

export default defineRule<Options>({
  name: "separate-schemas",
  checklist: "Models are strict, separate, with examples",
  presets: ["strict"],
  description: "Require separate schemas for what is created, changed and answered",
  messages: {
    change: "{{schema}} is the body of {{create}} and of {{change}}: to change one property a client has to send all that are required ({{names}}). Give the change a schema of its own.",
    create: "{{schema}} is the body of {{create}} and of {{change}}, and requires nothing: an empty body creates something. Give what is created a schema of its own.",
    replace: "{{schema}} is the body of {{create}} and of {{change}}. Give the change a schema of its own.",
    response: "{{schema}} is the body of {{route}} and what {{answer}} answers: what only the server may set can be sent too. Give each a schema of its own.",
  },
  options: { replacements: { type: "boolean" }, responses: { type: "boolean" } },
  defaults: { replacements: false, responses: true },

  *check({ routes }, { replacements, responses }) {
    const creates = new Map<SchemaShape, Route[]>()
    const answers = new Map<SchemaShape, Route>()
    for (const route of routes) {
      if (route.method === "POST") for (const schema of schemasOf(route, "body")) creates.set(schema, [...creates.get(schema) ?? [], route])
      for (const schema of answeredBy(route)) if (!answers.has(schema)) answers.set(schema, route)
    }
    const reported = new Set<SchemaShape>()
    for (const route of routes) {
      for (const schema of schemasOf(route, "body").filter(isComposed)) {
        const create = creates.get(schema)?.find((one) => resourceOf(one) === resourceOf(route) && one.path !== route.path)
        if (create !== undefined && (route.method === "PATCH" || (route.method === "PUT" && replacements)) && !reported.has(schema)) {
          reported.add(schema)
          const required = schema.properties.filter(({ isOptional }) => !isOptional).map(({ name }) => `\`${name}\``)
          const names = required.length > 4 ? `${required.slice(0, 4).join(", ")} and ${required.length - 4} more` : required.join(", ")
          const message = route.method === "PUT" ? "replace" : required.length === 0 ? "create" : "change"
          const data = { schema: labelOf(schema), create: nameOf(create), change: nameOf(route), names }
          yield { at: schema.at, message, data, routes: [route, create] }
        }
        const answer = answers.get(schema)
        if (responses && answer !== undefined && !reported.has(schema)) {
          reported.add(schema)
          const data = { schema: labelOf(schema), route: nameOf(route), answer: nameOf(answer) }
          yield { at: schema.at, message: "response", data, routes: [route, answer] }
        }
      }
    }
  },
})
