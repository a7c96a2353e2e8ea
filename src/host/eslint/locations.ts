/**
 * Offsets to lines and columns, as ESLint counts them.
 *
 * @module
 */

/** A line, counted from one, and a column, counted from zero. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Makes the function from offsets of a text, in UTF-16 code units, to positions. */
export function createLocator(text: string): (offset: number) => Position {
  const starts = [0]
  for (const end of text.matchAll(/\r\n|[\n\r\u2028\u2029]/gu)) starts.push(end.index + end[0].length)
  let last = 0
  return (offset) => {
    // Neighbouring nodes are asked for one after the other.
    if (offset < (starts[last] ?? 0) || offset >= (starts[last + 1] ?? Infinity)) last = findLine(starts, offset)
    return { line: last + 1, column: offset - (starts[last] ?? 0) }
  }
}

function findLine(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}
