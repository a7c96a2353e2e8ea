/**
 * Places: where facts were found, kept apart from the facts.
 *
 * @module
 */
import type { At } from "../model/expression.ts"

/** The places of one module, as they are collected. */
export interface Places {
  /** Triples of start offset, end offset and line, as {@link At} describes. */
  readonly spans: readonly number[]
  /** Adds a place, in UTF-16 code units, and answers its index. */
  add(start: number, end: number): At
}

const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/g

/** The lines of a text. They end where ECMA-262 says (https://tc39.es/ecma262/#sec-line-terminators), as ESLint counts them. */
export interface Lines {
  /** The offset of the first character of each line, in UTF-16 code units. */
  readonly starts: readonly number[]
  /** The line that holds an offset, counted from zero. */
  find(offset: number): number
}

/** Splits a text into lines. */
export function createLines(text: string): Lines {
  const starts = [0]
  for (const match of text.matchAll(LINE_BREAK)) starts.push(match.index + match[0].length)
  let last = 0
  return {
    starts,
    find(offset) {
      // Neighbours are asked for one after the other.
      if ((starts[last] ?? 0) <= offset && offset < (starts[last + 1] ?? Infinity)) return last
      let low = 0
      let high = starts.length - 1
      while (low < high) {
        const middle = (low + high + 1) >> 1
        if ((starts[middle] ?? 0) <= offset) low = middle
        else high = middle - 1
      }
      last = low
      return low
    },
  }
}

/** Collects places of a text. */
export function createPlaces(text: string): Places {
  const lines = createLines(text)
  const spans: number[] = []
  return {
    spans,
    add(start, end) {
      const at = spans.length / 3
      spans.push(start, end, lines.find(start) + 1)
      return at
    },
  }
}
