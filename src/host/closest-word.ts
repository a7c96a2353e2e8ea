/**
 * The word that was probably meant.
 *
 * @module
 */

/** How many letters two words differ in: https://en.wikipedia.org/wiki/Levenshtein_distance */
function countEdits(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}

/**
 * The nearest of the allowed words.
 *
 * @returns undefined when none is near: more than a third of its letters differ
 */
export function findNearest(word: string, allowed: readonly string[]): string | undefined {
  const ranked = allowed
    .map((candidate) => ({ candidate, edits: countEdits(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((one, other) => one.edits - other.edits)
  const [best] = ranked
  if (best === undefined || best.edits > Math.max(1, Math.ceil(best.candidate.length / 3))) return undefined
  return best.candidate
}

/** ` Did you mean x?`, or nothing. */
export function suggestWord(word: string, allowed: readonly string[], quote = "`"): string {
  const nearest = findNearest(word, allowed)
  return nearest === undefined ? "" : ` Did you mean ${quote}${nearest}${quote}?`
}
