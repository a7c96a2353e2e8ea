/**
 * Places turned into locations.
 *
 * @module
 */
import type { Location } from "../../model/evidence.ts"
import type { At } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"

/**
 * Where a place of a module is.
 *
 * @returns its location
 */
export function locate(module: Module, at: At): Location {
  const { file, spans } = module
  return { file, start: spans[3 * at] ?? 0, end: spans[3 * at + 1] ?? 0, line: spans[3 * at + 2] ?? 1 }
}
