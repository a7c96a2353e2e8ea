/**
 * Offsets to lines and columns, as ESLint counts them.
 *
 * @module
 */
import { createLines } from "../../facts/place.ts"

/** A line, counted from one, and a column, counted from zero. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Makes the function from offsets of a text, in UTF-16 code units, to positions. */
export function createLocator(text: string): (offset: number) => Position {
  const { starts, find } = createLines(text)
  return (offset) => {
    const line = find(offset)
    return { line: line + 1, column: offset - (starts[line] ?? 0) }
  }
}
