/**
 * What reads schemas.
 *
 * @module
 */
import type { SchemaShape } from "../../../model/schemas.ts"
import type { AbstractValue } from "../../../model/values.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"

/** Reads schemas. */
export interface SchemaReader {
  readonly evaluator: Evaluator
  /** The shape of a schema; the same object for the same schema. */
  shapeOf(schema: AbstractValue): SchemaShape
}
