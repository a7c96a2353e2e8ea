/**
 * The operations that an OpenAPI document, or a part of one, describes.
 *
 * https://spec.openapis.org/oas/v3.1.0#paths-object , https://swagger.io/specification/v2/#paths-object
 *
 * @module
 */
import type { Documented } from "../../../frameworks/framework.ts"
import type { Part } from "../../../model/evidence.ts"

/** An operation that a document describes. */
export interface DocumentedOperation {
  /** As written: `/wards/{id}`. */
  readonly path: string
  /** In capitals. */
  readonly method: string
  /** Some good answer has a schema or is a reference. */
  readonly hasSchema: boolean
  readonly documented: Documented
}

type Fields = Readonly<Record<string, unknown>>

const METHODS: ReadonlySet<string> = new Set(["get", "post", "put", "patch", "delete", "options", "head"])

const STATUS = /^(?:[1-5](?:\d\d|XX)|default)$/i

const PARTS: Readonly<Record<string, Part>> = { path: "params", query: "query", body: "body", formData: "body" }

/** Schemas further inside than this are not looked for; what refers to itself has no end. */
const DEPTH = 8

const fieldsOf = (value: unknown): Fields => (typeof value === "object" && value !== null && !Array.isArray(value) ? value as Fields : {})

const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/**
 * The operations of a document, of its `paths`, or of some paths by themselves.
 *
 * @param document what its JSON or YAML stands for
 */
export function operationsIn(document: unknown): readonly DocumentedOperation[] {
  const paths = { ...fieldsOf(document), ...fieldsOf(fieldsOf(document)["paths"]) }
  return Object.entries(paths).filter(([path]) => path.startsWith("/")).flatMap(([path, item]) => {
    const shared = itemsOf(fieldsOf(item)["parameters"])
    return Object.entries(fieldsOf(item)).flatMap(([method, operation]) => (METHODS.has(method) ? [toOperation(path, method.toUpperCase(), fieldsOf(operation), shared)] : []))
  })
}

function toOperation(path: string, method: string, operation: Fields, shared: readonly unknown[]): DocumentedOperation {
  const text = <Key extends string>(key: Key): { readonly [name in Key]?: string } => {
    const value = operation[key]
    const written = typeof value === "string" || typeof value === "number" ? String(value).trim() : ""
    return (written === "" ? {} : { [key]: written }) as { readonly [name in Key]?: string }
  }
  const parameters = [...shared, ...itemsOf(operation["parameters"])].map(fieldsOf)
  const responses = Object.entries(fieldsOf(operation["responses"])).filter(([status]) => STATUS.test(status))
  return {
    path, method, hasSchema: responses.some(([status, response]) => /^(?:2|default)/i.test(status) && hasSchema(response)),
    documented: {
      by: "@openapi", isWritten: true, ...text("summary"), ...text("description"), ...text("operationId"),
      ...("tags" in operation && { tags: itemsOf(operation["tags"]).filter((tag) => typeof tag === "string") }),
      parameters: [...parameters.flatMap(parameterOf), ...("requestBody" in operation ? [{ part: "body", name: "body" } as const] : [])],
      responses: responses.map(([status]) => status),
      // A parameter may be written somewhere else.
      ...(parameters.some((one) => "$ref" in one) && { finds: ["params", "query"] }),
    },
  }
}

function parameterOf({ in: place, name }: Fields): NonNullable<Documented["parameters"]> {
  const part = typeof place === "string" && Object.hasOwn(PARTS, place) ? PARTS[place] : undefined
  return part === undefined || typeof name !== "string" ? [] : [{ part, name }]
}

/** Whether a response has a schema, or refers to something that has. */
function hasSchema(value: unknown, depth = 0): boolean {
  const fields = fieldsOf(value)
  return depth <= DEPTH && ("schema" in fields || "$ref" in fields || Object.values(fields).some((one) => hasSchema(one, depth + 1)))
}
