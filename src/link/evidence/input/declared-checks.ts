/**
 * Checks that a route declares and its framework makes before the handler runs.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import type { Evidence, Part } from "../../../model/evidence.ts"
import type { AbstractValue } from "../../../model/values.ts"
import type { Operation } from "../../routing/operation.ts"
import { admitsAnything, namedFields, uncheckedFields, unnamedIn } from "../schema/schema-fields.ts"
import type { SchemaReader } from "../schema/schema-reader.ts"
import { type Check, PARTS, type Unnamed } from "./check.ts"

/**
 * The checks that an operation declares.
 *
 * @param byHand fields that code of the route tests: where the schema lets one through whatever it is, its own test is what checks it
 * @param isResultTested whether the schemas of whole parts refuse anything: see `Declared.resultTest`
 */
export function declaredChecks(operation: Operation, byHand: ReadonlySet<string>, isResultTested: boolean, schemas: SchemaReader): readonly Check[] {
  const { declared, framework } = operation
  const by: Evidence = { at: operation.at, name: "schema" }
  const whole = PARTS.flatMap((part) => {
    const schema = declared?.inputs?.[part]
    return !isResultTested || schema === undefined || admitsAnything(schema, schemas) ? [] : [wholeCheck(part, schema, byHand, framework, by, schemas)]
  })
  const single = PARTS.flatMap((part): Check[] => {
    const fields = declared?.fields?.[part]
    return fields === undefined ? [] : [{ part, fields: new Set(fields), kind: "validated", isClosed: false, unnamed: "unknown", by }]
  })
  const typed = (declared?.expects ?? []).filter(({ kind }) => declared?.enforces?.includes(kind) === true).map(({ part, field, schema }): Check => ({
    part, fields: field === undefined ? namedFields(schemas.shapeOf(schema)) ?? "all" : new Set([field]), kind: "validated",
    isClosed: field === undefined, unnamed: "unknown", by,
  }))
  return [...whole, ...single, ...typed]
}

function wholeCheck(part: Part, schema: AbstractValue, byHand: ReadonlySet<string>, framework: Framework, by: Evidence, schemas: SchemaReader): Check {
  const shape = schemas.shapeOf(schema)
  const unchecked = uncheckedFields(shape)
  const named = namedFields(shape)
  const fields = named === undefined ? "all" : new Set([...named].filter((field) => !unchecked.has(field) || !byHand.has(field)))
  const isParsed = framework.inputsAreParsed === true && (fields === "all" || fields.size === named?.size)
  return { part, fields: isParsed ? "all" : fields, kind: "validated", isClosed: true, unnamed: unnamedByFramework(unnamedIn(shape), framework), by }
}

/** A framework that enforces a schema hands on what its check returned. */
function unnamedByFramework(others: ReturnType<typeof unnamedIn>, { inputsAreParsed }: Framework): Unnamed {
  if (others === "refused" || others === "dropped") return "absent"
  if (others === "unknown") return inputsAreParsed === true ? "absent" : "unknown"
  return "present"
}
