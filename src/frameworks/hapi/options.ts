import type { Method } from "../../model/evidence.ts"
import type { AbstractValue } from "../../model/values.ts"
import { readDocumented, statusesIn } from "../documented.ts"
import type { Declared, Documented, Inspector } from "../framework.ts"

type Authentication = NonNullable<Declared["auth"]>

/** In the order a request meets them, before the handler: https://hapi.dev/api/#request-lifecycle */
export const EVENTS: readonly string[] = ["onRequest", "onPreAuth", "onCredentials", "onPostAuth", "onPreHandler"]

const known = (inspector: Inspector, value: AbstractValue): AbstractValue | undefined => (inspector.isUnknown(value) ? undefined : value)

const isLiteral = (value: AbstractValue, wanted: string | boolean): boolean => value.kind === "literal" && value.value === wanted

const has = (inspector: Inspector, object: AbstractValue, name: string): boolean => inspector.entries(object).some((one) => one.name === name)

/**
 * What `auth` of a route, of `server.auth.default()` or of the server's `routes` demands.
 *
 * https://hapi.dev/api/#-routeoptionsauth
 *
 * @returns undefined when it says nothing
 */
export function authenticationOf(inspector: Inspector, value: AbstractValue): Authentication | undefined {
  const said = inspector.arms(value).flatMap((one) => demandOf(inspector, one) ?? [])
  const [first] = said
  if (first === undefined) return undefined
  return said.every(({ answer }) => answer === first.answer) ? first : { answer: "unknown", name: "auth" }
}

function demandOf(inspector: Inspector, value: AbstractValue): Authentication | undefined {
  if (value.kind === "external" && value.name === "undefined") return undefined
  if (isLiteral(value, false) || (value.kind === "literal" && value.value === null)) return { answer: "none", name: "auth: false" }
  const name = inspector.text(value)
  if (name !== undefined) return { answer: "required", name }
  if (!inspector.isObject(value)) return { answer: "unknown", name: "auth" }
  const strategies = inspector.items([inspector.entry(value, "strategy"), inspector.entry(value, "strategies")])
  const called = strategies.flatMap((one) => inspector.text(one) ?? []).join(", ") || "auth"
  const mode = inspector.text(inspector.entry(value, "mode"))
  if (mode === "try" || mode === "optional") return { answer: "optional", name: called }
  return has(inspector, value, "mode") && mode === undefined ? { answer: "unknown", name: called } : { answer: "required", name: called }
}

/** `failAction: "log"`, `"ignore"`, or a function that lets the request go on: nothing is rejected. */
function isEnforced(inspector: Inspector, rules: AbstractValue): boolean {
  const action = inspector.entry(rules, "failAction")
  if (isLiteral(action, "log") || isLiteral(action, "ignore")) return false
  const [given] = inspector.arms(action)
  return given?.kind !== "function" || inspector.name(inspector.returned(given, ["request", "response", "error"])) !== "response.continue"
}

/** https://hapi.dev/api/#-routeoptionsvalidate */
function inputsOf(inspector: Inspector, options: AbstractValue): Declared["inputs"] {
  const rules = inspector.entry(options, "validate")
  if (inspector.isUnknown(rules) || !isEnforced(inspector, rules)) return {}
  const part = (from: string, to: "body" | "query" | "params"): Declared["inputs"] => {
    const schema = known(inspector, inspector.entry(rules, from))
    // `true` lets anything through.
    return schema === undefined || isLiteral(schema, true) ? {} : { [to]: schema }
  }
  return { ...part("payload", "body"), ...part("query", "query"), ...part("params", "params") }
}

/** https://hapi.dev/api/#-routeoptionsresponse , https://github.com/hapi-swagger/hapi-swagger#response-object */
function responseOf(inspector: Inspector, options: AbstractValue): AbstractValue | undefined {
  const rules = inspector.entry(options, "response")
  const sample = inspector.entry(rules, "sample")
  const isSwitchedOff = sample.kind === "literal" && sample.value === 0
  const schema = known(inspector, inspector.entry(rules, "schema"))
  const enforced = schema !== undefined && schema.kind !== "literal" ? schema : known(inspector, inspector.entry(rules, "status"))
  if (enforced !== undefined && !isSwitchedOff) return enforced
  const documented = inspector.entry(inspector.entry(inspector.entry(options, "plugins"), "hapi-swagger"), "responses")
  const good = inspector.entries(documented).filter(({ name }) => /^2/.test(name))
  return good.map(({ value }) => known(inspector, inspector.entry(value, "schema"))).find((one) => one !== undefined)
}

/**
 * https://hapi.dev/api/#-routeoptionsdescription ; hapi-swagger writes down what `validate` says, and only routes with the tag
 * `api`: https://github.com/hapi-swagger/hapi-swagger/blob/master/usageguide.md
 */
function documentedOf(inspector: Inspector, options: AbstractValue): Documented {
  const { description, tags, isOpen } = readDocumented(inspector, options, "options")
  const notes = inspector.items([inspector.entry(options, "notes")]).map((one) => inspector.text(one) ?? "{*}").filter((text) => text !== "")
  const plugin = inspector.entry(inspector.entry(options, "plugins"), "hapi-swagger")
  const documented = readDocumented(inspector, plugin, "options")
  const rules = inspector.entry(options, "response")
  return {
    by: "options",
    ...(description !== undefined && { summary: description }),
    ...(has(inspector, options, "notes") && { description: notes.join(" ") || "{*}" }),
    ...(tags !== undefined && { tags }),
    ...(isOpen === true && { isOpen }),
    ...(documented.operationId !== undefined && { operationId: documented.operationId }),
    responses: [
      ...documented.responses ?? [], ...statusesIn(inspector, inspector.entry(rules, "status")).responses ?? [],
      ...(has(inspector, rules, "schema") ? ["200"] : []),
    ],
    ...(documented.hasMoreResponses === true && { hasMoreResponses: true }),
    finds: ["operationId"],
  }
}

const FILES = ["file", "directory", "view"]

/** `handler: { directory: { path } }`: https://github.com/hapijs/inert#the-directory-handler , https://github.com/hapijs/h2o2 */
function sendsOf(inspector: Inspector, handler: AbstractValue): Declared["sends"] {
  if (!inspector.isObject(handler)) return undefined
  return inspector.entries(handler).some(({ name }) => FILES.includes(name)) ? "files" : "answers of others"
}

/** `method` of a hook or of a prerequisite, or the function itself. */
const functionsIn = (inspector: Inspector, values: readonly AbstractValue[]): readonly AbstractValue[] =>
  inspector.items(values).flatMap((one) => (inspector.isObject(one) ? inspector.items([inspector.entry(one, "method")]) : [one]))
    .filter((one) => !inspector.isUnknown(one))

/**
 * The functions that a request meets before the handler: hooks of the route, then its prerequisites.
 *
 * @returns them in the order in which they run
 */
export function stepsOf(inspector: Inspector, options: AbstractValue): readonly AbstractValue[] {
  const hooks = inspector.entry(options, "ext")
  return [
    ...EVENTS.flatMap((event) => functionsIn(inspector, [inspector.entry(hooks, event)])),
    ...functionsIn(inspector, [inspector.entry(options, "pre")]),
  ]
}

/**
 * What a route's options declare.
 *
 * @returns schemas, authentication and what is sent instead of a handler's answer
 */
export function declaredOf(inspector: Inspector, options: AbstractValue, handler: AbstractValue): Declared {
  const auth = has(inspector, options, "auth") ? authenticationOf(inspector, inspector.entry(options, "auth")) ?? unknownAuth(inspector, options) : undefined
  const response = responseOf(inspector, options)
  const sends = sendsOf(inspector, handler)
  return {
    options,
    documented: documentedOf(inspector, options),
    inputs: inputsOf(inspector, options) ?? {},
    ...(auth && { auth }),
    ...(response && { response }),
    ...(sends && { sends }),
  }
}

/** `auth: undefined` says nothing; what cannot be followed says something that is not known. */
function unknownAuth(inspector: Inspector, options: AbstractValue): Authentication | undefined {
  const said = inspector.entries(options).find(({ name }) => name === "auth")?.value
  return said === undefined || (said.kind === "external" && said.name === "undefined") ? undefined : { answer: "unknown", name: "auth" }
}

/**
 * The methods of a route; `*` answers what no other route does.
 *
 * @returns none when they are not known
 */
export function methodsOf(inspector: Inspector, value: AbstractValue): readonly Method[] {
  return inspector.items([value]).flatMap((one) => (inspector.text(one)?.toUpperCase() as Method | undefined) ?? [])
}
