/**
 * The reader of schemas: builders and the methods that follow, JSON Schema, decorated classes, as shapes that rules may read.
 *
 * @module
 */
import type { ClassView } from "../../../frameworks/framework.ts"
import type { SchemaShape } from "../../../model/schemas.ts"
import type { AbstractValue } from "../../../model/values.ts"
import { makerOf } from "../../../validators/find.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { createClassReader } from "../../evaluate/classes.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { locate } from "../../source/location.ts"
import { readClass } from "./decorated-class.ts"
import { isJsonSchema, readJsonSchema } from "./json-schema.ts"
import { readCall, readMade } from "./schema-call.ts"
import { propertiesOf, schemaOfMember, validatorIn } from "./schema-properties.ts"
import type { SchemaReader } from "./schema-reader.ts"
import { allOf, NOWHERE, plainShape } from "./shape-algebra.ts"

/** Schemas inside each other deeper than this are not looked into. */
const DEPTH = 24

/** What reading the schemas of a project knows while it goes on. */
interface Reading extends SchemaReader {
  classOf(value: AbstractValue): ClassView | undefined
}

/**
 * A reader of schemas; it remembers what it has read.
 *
 * A schema that holds itself is unknown inside. What was read below one that is still being read depends on where reading
 * began, and is forgotten once that is done, so that no shape depends on who asked first.
 */
export function createSchemaReader(evaluator: Evaluator): SchemaReader {
  const known = new Map<AbstractValue, SchemaShape>()
  const inProgress: AbstractValue[] = []
  const provisional = new Map<AbstractValue, SchemaShape>()
  /** The outermost schema in progress that something below was found to hold. */
  const outermost = { index: Number.POSITIVE_INFINITY }

  function shapeOf(schema: AbstractValue): SchemaShape {
    const found = known.get(schema) ?? provisional.get(schema)
    if (found !== undefined) return found
    const held = inProgress.indexOf(schema)
    if (held >= 0 || inProgress.length > DEPTH) {
      outermost.index = Math.min(outermost.index, Math.max(held, 0))
      return plainShape("unknown", NOWHERE)
    }
    const index = inProgress.push(schema) - 1
    const made = readSchema(schema, reading)
    inProgress.pop()
    if (index > outermost.index) provisional.set(schema, made)
    else {
      known.set(schema, made)
      provisional.clear()
      outermost.index = Number.POSITIVE_INFINITY
    }
    return made
  }

  const { classOf } = createClassReader(evaluator)
  const reading: Reading = { evaluator, shapeOf, classOf }
  return reading
}

function readSchema(schema: AbstractValue, reading: Reading): SchemaShape {
  const only = possibleValues(schema)
  const [one] = only
  if (one === undefined || only.length > 1) return plainShape("unknown", NOWHERE)
  if (one !== schema) return reading.shapeOf(one)
  switch (one.kind) {
    case "result":
      return readCall(one.site, reading)
    case "object":
      return readLiteral(one, reading)
    case "member":
      return schemaOfMember(one, reading) ?? readNamed(one, reading)
    case "external":
      return readNamed(one, reading)
    case "array":
      return allOf(one.items.map((item) => reading.shapeOf(item)), NOWHERE)
    case "class":
    case "instance": {
      const view = reading.classOf(one)
      return view === undefined ? plainShape("unknown", NOWHERE) : readClass(view, reading)
    }
    default:
      return plainShape("unknown", NOWHERE)
  }
}

/** A schema that a package exports: `Schema.String`, `t.number`. */
function readNamed(value: AbstractValue, { evaluator }: SchemaReader): SchemaShape {
  const maker = makerOf(nameOf(value, evaluator))
  return maker === undefined ? plainShape("unknown", NOWHERE) : readMade(maker, NOWHERE)
}

/** A JSON Schema, or an object of schemas by name. */
function readLiteral(object: Extract<AbstractValue, { kind: "object" }>, reading: SchemaReader): SchemaShape {
  const { module } = object.context
  const at = locate(module, object.value.at)
  const name = module.facts.locals.find(({ values }) => values.includes(object.value))?.name
  if (object.value.entries.length === 0 || isJsonSchema(object, reading.evaluator)) return { ...readJsonSchema(object, at, reading), name }
  const validator = validatorIn(object, reading)
  const { properties, isComplete } = propertiesOf(object, validator, reading)
  const isMap = properties.length > 0 && properties.every(({ schema }) => schema.kind !== "unknown" && schema.kind !== "any")
  return isMap ? { ...plainShape("object", at), name, properties, isComplete, others: validator?.unnamedInPlainObjects ?? "unknown" } : { ...plainShape("unknown", at), name }
}
