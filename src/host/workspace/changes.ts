/**
 * What has changed since the last generation of a workspace began.
 *
 * @module
 */

/** Collects changes until they are taken. */
export interface Changes {
  /** The facts of a file have changed. */
  addFacts(): void
  /** Files or manifests were added, removed or changed: specifiers and versions may mean something else. */
  addStructure(): void
  /** What was collected; from then on there is none. */
  take(): { readonly hasFacts: boolean; readonly hasStructure: boolean }
}

/** Makes an empty collection. */
export function createChanges(): Changes {
  let hasFacts = false
  let hasStructure = false
  return {
    addFacts() {
      hasFacts = true
    },
    addStructure() {
      hasStructure = true
    },
    take() {
      const taken = { hasFacts, hasStructure }
      hasFacts = false
      hasStructure = false
      return taken
    },
  }
}
