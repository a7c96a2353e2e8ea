/**
 * When to look at the disk again. ESLint tells a plugin neither that a run begins nor that somebody has typed: a look is due
 * after a pause, and otherwise as often as it can be without costing more than a fiftieth of the time.
 *
 * @module
 */

/** Decides when something costly is done again. */
export interface Pace {
  /** Does the work if it is due, and says whether it was. The first time it always is. */
  run(work: () => void): boolean
}

/** Milliseconds between two looks at least, and how many times its own cost a look has to wait for. */
const INTERVAL = 250
const SHARE = 50
/** Milliseconds without a call, after which somebody must have been typing. */
const PAUSE = 1000

/** @param clock milliseconds */
export function createPace(clock: () => number): Pace {
  let lastEnd = -Infinity
  let lastCall = -Infinity
  let cost: number | undefined
  return {
    run(work) {
      const now = clock()
      const isDue = now - lastCall > PAUSE || now - lastEnd > Math.max(INTERVAL, SHARE * (cost ?? 0))
      lastCall = now
      if (!isDue) return false
      work()
      lastEnd = clock()
      lastCall = lastEnd
      // The first time everything is read: that says nothing of what a look costs.
      cost = cost === undefined ? 0 : lastEnd - now
      return true
    },
  }
}
