/**
 * A line on a terminal that says that work goes on.
 *
 * @module
 */

/** A line that appears when there is something to wait for. */
export interface Progress {
  readonly show: (filesRead: number) => void
  readonly clear: () => void
}

/** Milliseconds before anything is shown. */
const PATIENCE = 500

/** Makes a progress line on the error stream; on anything but a terminal it shows nothing. */
export function createProgress(): Progress {
  const begin = performance.now()
  let isShown = false
  return {
    show(filesRead) {
      if (!process.stderr.isTTY || performance.now() - begin < PATIENCE) return
      process.stderr.write(`\rReading: ${filesRead} files`)
      isShown = true
    },
    clear() {
      if (isShown) process.stderr.write("\r\u001B[K")
    },
  }
}
