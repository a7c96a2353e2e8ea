/**
 * The schemas of a route: what its requests are validated with, and what is declared of its answers.
 *
 * @module
 */
import type { RouteSchema } from "../../model/schemas.ts"
import type { AbstractValue } from "../../model/values.ts"
import type { CallGraph } from "../effects/graph-types.ts"
import { possibleValues } from "../evaluate/domain.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import type { Inputs } from "../evidence/input/input.ts"
import type { SchemaReader } from "../evidence/schema/schema-reader.ts"
import { entryOf, placedEntries } from "../evidence/schema/shape-algebra.ts"
import type { Operation, Step } from "../routing/operation.ts"

/** What schemas of routes are read with. */
export interface SchemaAnalysis {
  readonly evaluator: Evaluator
  readonly inputs: Inputs
  readonly schemas: SchemaReader
}

/** `{ 200: schema, 404: error }`: the schemas of good answers; the content types inside, where there are some. */
function answersIn(response: AbstractValue, evaluator: Evaluator): readonly AbstractValue[] {
  const { entries } = placedEntries(response, evaluator)
  const isByStatus = entries.length > 0 && entries.every(({ name }) => /^(?:[1-5](?:\d\d|xx)|default)$/i.test(name))
  if (!isByStatus) return [response]
  return entries.filter(({ name }) => /^(?:2|default)/i.test(name)).flatMap(({ value }) => {
    const content = entryOf(value, "content", evaluator)
    if (content === undefined) return [value]
    return placedEntries(content, evaluator).entries.flatMap((type) => entryOf(type.value, "schema", evaluator) ?? [])
  })
}

/**
 * The schemas of a route, each once for each part; several that hold for one part are several.
 *
 * @returns none that cannot be followed
 */
export function schemasOfRoute(operation: Operation, { evaluator, inputs, schemas }: SchemaAnalysis, graphOf: (step: Step) => CallGraph): readonly RouteSchema[] {
  const response = operation.declared?.response
  // Of what is called by name and not by path, nothing is documented, unless it is served by path too.
  const isDocumented = operation.declared?.carrier === undefined || operation.via !== undefined
  const given = [
    ...inputs.schemasOf(operation, graphOf),
    ...(response === undefined ? [] : answersIn(response, evaluator).map((schema) => ({ part: "response" as const, schema, by: "framework" as const }))),
  ]
  const found = new Map<string, Set<unknown>>()
  return given.flatMap(({ part, schema, by }) => (schema.kind === "array" ? schema.items : possibleValues(schema)).flatMap((one): RouteSchema[] => {
    const shape = schemas.shapeOf(one)
    const known = found.get(part) ?? new Set()
    found.set(part, known)
    if (shape.kind === "unknown" || known.has(shape)) return []
    known.add(shape)
    return [{ part, schema: shape, isDocumented: isDocumented && (by === "framework" || by.name.startsWith("hono-openapi")) }]
  }))
}
