import type { Part } from "../model/evidence.ts"
import type { AbstractValue } from "../model/values.ts"
import type { Documented, Inspector } from "./framework.ts"

const isUndefined = (value: AbstractValue): boolean => value.kind === "external" && value.name === "undefined"

/** Where a parameter of OpenAPI is: https://spec.openapis.org/oas/v3.1.1.html#parameter-object */
const PARTS: Readonly<Record<string, Part>> = { path: "params", query: "query", body: "body", formData: "body" }

/**
 * The keys of an object of answers by status: `200`, `4XX`, `default`, and those of a package's constants.
 *
 * @returns them as written
 */
export function statusesIn(inspector: Inspector, responses: AbstractValue): Pick<Documented, "responses" | "hasMoreResponses"> {
  if (inspector.isUnknown(responses) || isUndefined(responses)) return {}
  const statuses = inspector.entries(responses).map(({ name }) => name).filter((name) => /^(?:[1-5](?:\d\d|xx)|default)$/i.test(name))
  return { responses: statuses, hasMoreResponses: !inspector.isWhole(responses) }
}

function parametersIn(inspector: Inspector, operation: AbstractValue): NonNullable<Documented["parameters"]> {
  const listed = inspector.items([inspector.entry(operation, "parameters")]).flatMap((one) => {
    const [name, place] = ["name", "in"].map((key) => inspector.text(inspector.entry(one, key)))
    const part = place === undefined ? undefined : PARTS[place]
    return name === undefined || part === undefined ? [] : [{ part, name }]
  })
  const body = inspector.entry(operation, "requestBody")
  return inspector.isUnknown(body) ? listed : [...listed, { part: "body", name: "body" }]
}

/**
 * An object with the fields of an operation of OpenAPI, whatever else is in it: https://spec.openapis.org/oas/v3.1.1.html#operation-object
 *
 * @param by what to call it
 * @returns what it says
 */
export function readDocumented(inspector: Inspector, operation: AbstractValue, by: string): Documented {
  const said = new Map(inspector.entries(operation).map(({ name, value }) => [name, value]))
  const text = <Key extends string>(key: Key): { readonly [name in Key]?: string } => {
    const value = said.get(key)
    const found = value === undefined || isUndefined(value) ? "" : inspector.text(value) ?? "{*}"
    return (found.trim() === "" ? {} : { [key]: found }) as { readonly [name in Key]?: string }
  }
  const tags = said.get("tags")
  const isHidden = ["hide", "hidden"].some((key) => {
    const value = said.get(key)
    return value?.kind === "literal" && value.value === true
  })
  return {
    by, ...text("summary"), ...text("description"), ...text("operationId"),
    ...(tags !== undefined && !isUndefined(tags) && { tags: inspector.items([tags]).map((one) => inspector.text(one) ?? "{*}") }),
    ...(isHidden && { isHidden }),
    parameters: parametersIn(inspector, operation),
    ...statusesIn(inspector, inspector.entry(operation, "responses")),
    ...(!inspector.isWhole(operation) && { isOpen: true }),
  }
}
