/**
 * What a user may set.
 *
 * @module
 */

/** What a user may set under `settings.endpoint`. */
export interface Settings {
  readonly root?: string
  /** Method and path patterns of routes that are open by intent: `GET /status`, `/hooks/**`. */
  readonly public?: readonly string[]
  /** Names, or `file#name`, of functions that authenticate. */
  readonly guards?: readonly string[]
  /** Names, or `file#name`, of functions that validate. */
  readonly validators?: readonly string[]
  /** Globs, relative to the root, of files to leave out. */
  readonly ignore?: readonly string[]
}
