/**
 * Numbers and lists in sentences.
 *
 * @module
 */

/** `1 route`, `3 routes`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(words: readonly string[], conjunction = "and"): string {
  const [last = "", ...others] = [...words].reverse()
  return others.length === 0 ? last : `${others.reverse().join(", ")} ${conjunction} ${last}`
}
