/**
 * Checks that a route declares and its framework makes before the handler runs.
 *
 * @module
 */
import type { Declared, Framework } from "../../../frameworks/framework.ts"
import type { Evidence, Part, Unnamed } from "../../../model/evidence.ts"
import type { AbstractValue } from "../../../model/values.ts"
import type { Operation } from "../../routing/operation.ts"
import { admitsAnything, namedFields, uncheckedFields, unnamedIn } from "../schema/schema-fields.ts"
import type { SchemaReader } from "../schema/schema-reader.ts"
import { type Check, PARTS } from "./check.ts"

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
    return !isResultTested || schema === undefined || admitsAnything(schema, schemas) ? [] : [wholeCheck(part, schema, declared?.unnamed?.[part], byHand, framework, by, schemas)]
  })
  const single = PARTS.flatMap((part): Check[] => {
    const fields = declared?.fields?.[part]
    return fields === undefined ? [] : [{ part, fields: new Set(fields), kind: "validated", isClosed: false, unnamed: "unknown", by }]
  })
  const typed = (declared?.expects ?? []).flatMap(({ part, field, schema, kind }): Check[] => {
    const unnamed = unnamedByPipes(declared?.enforces ?? [], kind)
    if (unnamed === undefined) return []
    const fields = field === undefined ? namedFields(schemas.shapeOf(schema)) ?? "all" : new Set([field])
    return [{ part, fields, kind: "validated", isClosed: field === undefined, unnamed: field === undefined ? unnamed : "unknown", by }]
  })
  return [...whole, ...single, ...typed]
}

/** What becomes of unnamed fields where several things enforce a kind of schemas; undefined where nothing does. */
function unnamedByPipes(enforces: NonNullable<Declared["enforces"]>, wanted: string): Unnamed | undefined {
  const found = enforces.flatMap(({ kind, unnamed }) => (kind === wanted ? [unnamed] : []))
  if (found.length === 0 || found.includes("absent")) return found.length === 0 ? undefined : "absent"
  return found.includes("unknown") ? "unknown" : "present"
}

function wholeCheck(
  part: Part, schema: AbstractValue, unnamed: Unnamed | undefined, byHand: ReadonlySet<string>, framework: Framework, by: Evidence, schemas: SchemaReader,
): Check {
  const shape = schemas.shapeOf(schema)
  const unchecked = uncheckedFields(shape)
  const named = namedFields(shape)
  const fields = named === undefined ? "all" : new Set([...named].filter((field) => !unchecked.has(field) || !byHand.has(field)))
  const isParsed = framework.inputsAreParsed === true && (fields === "all" || fields.size === named?.size)
  return { part, fields: isParsed ? "all" : fields, kind: "validated", isClosed: true, unnamed: unnamed ?? unnamedByFramework(unnamedIn(shape), framework), by }
}

/** A framework that enforces a schema hands on what its check returned. */
function unnamedByFramework(others: ReturnType<typeof unnamedIn>, { inputsAreParsed }: Framework): Unnamed {
  if (others === "refused" || others === "dropped") return "absent"
  if (others === "unknown") return inputsAreParsed === true ? "absent" : "unknown"
  return "present"
}
