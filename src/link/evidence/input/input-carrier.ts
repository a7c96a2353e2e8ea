/**
 * Frameworks with one input, such as procedures: the parts of the request that carry it (`Declared.carrier`).
 *
 * @module
 */
import type { Part } from "../../../model/evidence.ts"
import type { Operation } from "../../routing/operation.ts"
import { namedFields } from "../schema/schema-fields.ts"
import type { SchemaReader } from "../schema/schema-reader.ts"
import type { Check } from "./check.ts"
import type { PartUse } from "./part-uses.ts"

/** Brings what is said of the one input to the parts that carry it; elsewhere nothing is changed. */
export interface InputCarrier {
  use(use: PartUse): readonly PartUse[]
  check(check: Check): readonly Check[]
}

/** Where an operation's input comes in: a field that the path names is a parameter of it, the others are in one part. */
export function carrierOf({ declared, path }: Operation, schemas: SchemaReader): InputCarrier {
  const carrier = declared?.carrier
  if (carrier === undefined) return { use: (use) => [use], check: (check) => [check] }
  const schema = declared?.inputs?.body
  // Without a schema nothing comes in.
  if (schema === undefined) return { use: (use) => (use.part === "body" ? [] : [use]), check: (check) => [check] }
  const inPath = new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name))
  const fields = namedFields(schemas.shapeOf(schema))
  const isInPath = fields !== undefined && fields.size > 0 && [...fields].every((field) => inPath.has(field))
  const whole: readonly Part[] = [...(inPath.size > 0 ? ["params" as const] : []), ...(isInPath ? [] : [carrier])]
  const partOfField = (field: string): Part => (inPath.has(field) ? "params" : carrier)
  return {
    use: (one) => {
      if (one.part !== "body") return [one]
      return one.field === undefined ? whole.map((part) => ({ ...one, part })) : [{ ...one, part: partOfField(one.field) }]
    },
    check: (one) => {
      const { fields: covered } = one
      if (one.part !== "body") return [one]
      if (covered === "all" || covered.size === 0) return whole.map((part) => ({ ...one, part }))
      return [...new Set([...covered].map(partOfField))].map((part) => ({ ...one, part, fields: new Set([...covered].filter((field) => partOfField(field) === part)) }))
    },
  }
}
