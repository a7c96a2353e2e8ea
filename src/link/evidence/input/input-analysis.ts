/**
 * What the inputs of routes are analysed with.
 *
 * @module
 */
import type { Settings } from "../../../model/settings.ts"
import type { CallGraphs } from "../../effects/graph-types.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import type { SchemaReader } from "../schema/schema-reader.ts"

/** What the inputs of routes are analysed with. */
export interface InputAnalysis {
  readonly evaluator: Evaluator
  readonly callGraphs: CallGraphs
  readonly schemas: SchemaReader
  readonly settings: Settings
}
