/**
 * Work that nobody waits for: done when there is time, or at the latest when the process ends.
 *
 * @module
 */

/** Milliseconds after which an editor has shown what it asked for. */
const DELAY = 3000
const pending = new Set<() => void>()

/** Runs work later, and never keeps the process alive for it. */
export function defer(work: () => void): void {
  if (pending.size === 0) process.once("exit", finish)
  pending.add(work)
  setTimeout(() => run(work), DELAY).unref()
}

function finish(): void {
  for (const work of [...pending]) run(work)
}

function run(work: () => void): void {
  if (pending.delete(work)) work()
  if (pending.size === 0) process.removeListener("exit", finish)
}
